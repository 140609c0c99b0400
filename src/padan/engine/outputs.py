"""Step 8 in the engine: the decided rows and pairs as Parquet files."""

from pathlib import Path

import polars as pl

from padan.engine.session import Connection, run

ROWS = "rows.parquet"
_PLACE = ("side", "file", "sheet")


def write_parquets(con: Connection, folder: Path) -> None:
    """Write `rows.parquet`, `pairs.parquet` and `pairs_within.parquet` into `folder`."""
    run(con, "output_rows")
    _write(con, "SELECT * EXCLUDE (row_id) FROM output_rows", folder / ROWS)
    if not in_order(con, folder / ROWS):
        _write(con, "SELECT * EXCLUDE (row_id) FROM output_rows ORDER BY row_id", folder / ROWS)
    for view, name in (("output_pairs", "pairs"), ("output_pairs_within", "pairs_within")):
        _write(con, f"SELECT * FROM {view}", folder / f"{name}.parquet")


def in_order(con: Connection, path: Path) -> bool:
    """Whether the rows of the file stand by sheet and record.

    They mostly come so, and to sort two million wide rows that are in order costs more than to look. A join that
    overflowed to disk gives them in another.
    """
    rows = pl.read_parquet(path, columns=[*_PLACE, "record"])
    starts = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in _PLACE)
    follows = pl.col("record") > pl.col("record").shift()
    if not rows.select((starts | follows).all()).item():
        return False
    found = rows.filter(rows.select(starts).to_series()).select(_PLACE).rows()
    query = "SELECT side, file, sheet FROM sheets WHERE sheet_id IN (SELECT sheet_id FROM decided) ORDER BY sheet_id"
    return found == con.execute(query).fetchall()


def _write(con: Connection, query: str, path: Path) -> None:
    place = str(path).replace("'", "''")
    con.execute(f"COPY ({query}) TO '{place}' (FORMAT parquet, COMPRESSION snappy)")
