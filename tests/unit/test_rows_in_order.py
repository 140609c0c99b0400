"""Rows are written as they come where they come in order; else they are sorted first."""

from pathlib import Path

import polars as pl
import pytest

from padan.engine.outputs import in_order
from padan.engine.session import open_session, put

ROWS = [("list", "a.csv", "", 1), ("list", "a.csv", "", 2), ("list", "b.csv", "", 1), ("participants", "p.csv", "", 1)]
SCHEMA = {"side": pl.String, "file": pl.String, "sheet": pl.String, "record": pl.Int64}


@pytest.mark.parametrize(
    ("order", "right"),
    [((0, 1, 2, 3), True), ((1, 0, 2, 3), False), ((2, 0, 1, 3), False), ((3, 0, 1, 2), False), ((0, 2, 1, 3), False)],
)
def test_a_file_out_of_order_is_seen(tmp_path: Path, order: tuple[int, ...], right: bool) -> None:
    con = open_session()
    sheets = {"sheet_id": [0, 1, 2], "side": ["list", "list", "participants"], "file": ["a.csv", "b.csv", "p.csv"]}
    put(con, "sheets", pl.DataFrame({**sheets, "sheet": ["", "", ""]}))
    put(con, "decided", pl.DataFrame({"sheet_id": [0, 0, 1, 2]}))
    pl.DataFrame([ROWS[i] for i in order], schema=SCHEMA, orient="row").write_parquet(tmp_path / "rows.parquet")
    assert in_order(con, tmp_path / "rows.parquet") is right
