"""What a run found, row by row and pair by pair, as plain values for whoever keeps it elsewhere.

Stands on the tables of a whole run: decided rows, reasons told, accounts settled.
"""

from collections.abc import Iterator
from typing import Any

from padan.engine.money import has_table
from padan.engine.session import Connection, run

AT_A_TIME = 2000
_NO_MONEY = (
    "CREATE OR REPLACE TABLE person_months (row_id BIGINT, participants_row_id BIGINT, month VARCHAR, due BIGINT, "
    "other_due BIGINT, is_due BOOLEAN, paid BIGINT, missing BIGINT, in_excess BIGINT, review_due BIGINT, "
    "status VARCHAR, open_bill BOOLEAN)"
)


def prepare_snapshot(con: Connection) -> None:
    """Make the views `snapshot_rows` and `snapshot_pairs`."""
    if not has_table(con, "person_months"):
        con.execute(_NO_MONEY)
    run(con, "output_rows")
    run(con, "snapshot_rows")


def row_count(con: Connection) -> int:
    """How many rows `snapshot_rows` gives."""
    return int(con.execute("SELECT count(*) FROM decided").fetchall()[0][0])


def snapshot_rows(con: Connection) -> Iterator[dict[str, Any]]:
    """Each row of both sides, in their order."""
    return _each(con, "snapshot_rows")


def snapshot_pairs(con: Connection) -> Iterator[dict[str, Any]]:
    """Each pair that is no plain link across the sides."""
    return _each(con, "snapshot_pairs")


def _each(con: Connection, view: str) -> Iterator[dict[str, Any]]:
    """Lines a few thousand at a time, on a cursor of their own."""
    cursor = con.cursor()
    try:
        cursor.execute(f"SELECT * FROM {view}")
        names = [column[0] for column in cursor.description or ()]
        while lines := cursor.fetchmany(AT_A_TIME):
            yield from (dict(zip(names, line, strict=True)) for line in lines)
    finally:
        cursor.close()
