"""Rows are written in the order of their sheets and records, however the steps before left them."""

from pathlib import Path

import polars as pl
import pytest

from padan.engine.outputs import write_parquets
from padan.engine.session import Connection, open_session

SHEETS = "(0, 'list', 'a.csv', ''), (1, 'list', 'b''s.csv', ''), (2, 'participants', 'p.csv', '')"
PLACES = {"a.csv": 0, "b's.csv": 1 << 32, "p.csv": (1 << 56) + (2 << 32)}
DECIDED = (
    "row_id BIGINT, side VARCHAR, sheet_id INTEGER, record BIGINT, row BIGINT, segment VARCHAR, bucket VARCHAR, "
    "match_row_id BIGINT, probability DOUBLE, rule VARCHAR"
)
EMPTY = {
    "best_links": "row_id BIGINT, match_row_id BIGINT",
    "pair_reasons": "a BIGINT, b BIGINT, reasons STRUCT(field VARCHAR, outcome VARCHAR, weight DOUBLE, text VARCHAR)[]",
    "review_pairs": "a BIGINT, b BIGINT, probability DOUBLE",
    "review_within": "a BIGINT, b BIGINT, probability DOUBLE",
    "links": "a BIGINT, b BIGINT, probability DOUBLE",
    "links_within": "a BIGINT, b BIGINT, probability DOUBLE",
    "human": "a BIGINT, b BIGINT, same BOOLEAN, across BOOLEAN",
    "thresholds": "auto DOUBLE, review DOUBLE, auto_within DOUBLE, review_within DOUBLE",
}


@pytest.fixture
def con() -> Connection:
    con = open_session()
    con.execute(f"CREATE TABLE sheets AS SELECT * FROM (VALUES {SHEETS}) AS s(sheet_id, side, file, sheet)")
    con.execute(f"CREATE TABLE decided ({DECIDED})")
    for table, columns in EMPTY.items():
        con.execute(f"CREATE TABLE {table} ({columns})")
    return con


def decide(con: Connection, rows: list[tuple[str, int]]) -> None:
    """Rows in this order; the first of a.csv and the first of p.csv are one person."""
    a, p = PLACES["a.csv"], PLACES["p.csv"]
    for file, record in rows:
        number, match = PLACES[file] + record - 1, {a: p, p: a}
        bucket = "matched" if number in match else "not_registered"
        values = [number, "list" if file != "p.csv" else "participants", number % (1 << 56) >> 32, record, record]
        con.execute(
            "INSERT INTO decided VALUES (?, ?, ?, ?, ?, NULL, ?, ?, NULL, 'nik')", [*values, bucket, match.get(number)]
        )
    con.execute("CREATE TABLE row_problems AS SELECT row_id, '' AS problems FROM decided")
    con.execute(f"CREATE TABLE paired AS SELECT {a} AS a, {p} AS b, 1.0 AS probability, 'nik' AS rule")


@pytest.mark.parametrize("turned", [False, True])
def test_rows_stand_by_sheet_and_record(con: Connection, tmp_path: Path, turned: bool) -> None:
    rows = [("a.csv", 1), ("a.csv", 2), ("b's.csv", 1), ("p.csv", 1)]
    decide(con, rows[::-1] if turned else rows)
    write_parquets(con, tmp_path)
    found = pl.read_parquet(tmp_path / "rows.parquet")
    assert found.select("file", "record").rows() == rows
    assert found["match_file"].to_list() == ["p.csv", None, None, "a.csv"]
    assert found["segment"].to_list() == [None] * 4


def test_few_texts_stand_in_the_file_as_texts(con: Connection, tmp_path: Path) -> None:
    decide(con, [("a.csv", 1), ("p.csv", 1)])
    write_parquets(con, tmp_path)
    texts = ("side", "file", "sheet", "segment", "bucket", "match_file", "match_sheet", "rule")
    assert {pl.read_parquet_schema(tmp_path / "rows.parquet")[name] for name in texts} == {pl.String}


def test_a_pair_names_the_places_of_its_rows(con: Connection, tmp_path: Path) -> None:
    decide(con, [("a.csv", 1), ("p.csv", 1)])
    write_parquets(con, tmp_path)
    pairs = pl.read_parquet(tmp_path / "pairs.parquet")
    places = ("list_file", "list_record", "participants_file", "participants_record", "decision")
    assert pairs.select(places).rows() == [("a.csv", 1, "p.csv", 1, "auto")]
