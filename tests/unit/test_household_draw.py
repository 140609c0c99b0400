"""Households are judged by a draw of rows; a first look at few of many goes on to all where these tell too little."""

import polars as pl
import pytest

from padan.engine import learning
from padan.engine.session import Connection, get, open_session, put


@pytest.fixture
def con() -> Connection:
    """Forty people: ten families of three, and ten who live alone."""
    con = open_session()
    n = pl.int_range(40, eager=True)
    family = (n < 30).to_list()
    people = pl.DataFrame({"row_id": n}).with_columns(
        pl.lit("list").alias("side"),
        pl.col("row_id").cast(pl.UInt64).alias("name_id"),
        pl.lit(None, pl.String).alias("nik_digits"),
        pl.date(pl.lit(1950) + pl.col("row_id"), 1, 2).alias("birth_date"),
        pl.Series("kk", [f"98710107018{90000 + (i // 3 if f else i):05d}" for i, f in enumerate(family)]),
    )
    names = [f"{chr(65 + i % 26) * 4}{chr(90 - i % 25) * 5}" for i in range(40)]
    put(con, "people", people)
    raw = pl.DataFrame({"row_id": n, "name": names})
    put(con, "raw", raw.with_columns(pl.lit(None, pl.String).alias(c) for c in ("address", "kelurahan")))
    return con


def test_few_people_are_looked_at_whole() -> None:
    assert learning._household_bounds(8 * learning.SAMPLED_ROWS - 1) == [(1 << 64) - 1]


def test_of_many_people_a_quarter_is_drawn_of_those_looked_at() -> None:
    first, last = learning._household_bounds(40 * learning.SAMPLED_ROWS)
    assert (first, last) == (((1 << 64) - 1) // 10, (1 << 64) - 1)


def test_where_too_few_tell_their_household_all_are_looked_at(con: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = learning._household_cap(con)
    assert get(con, "SELECT * FROM household_share").row(0) == (40, 30)
    monkeypatch.setattr(learning, "_household_bounds", lambda people: [0, (1 << 64) - 1])
    assert learning._household_cap(con) == whole
