"""Households are judged by a draw of rows; a first look at few of many goes on to all where these tell too little."""

import polars as pl
import pytest

from padan.engine import learning
from padan.engine.model import TWINS, Model
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
        pl.lit(False).alias("birth_unknown_day"),
        pl.format("98710101015{}", 90_000 + pl.col("row_id")).alias("nik"),
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
    whole = learning._learn_households(con, Model())
    assert get(con, "SELECT rows, accompanied FROM household_share").row(0) == (40, 30)
    monkeypatch.setattr(learning, "_household_bounds", lambda people: [0, (1 << 64) - 1])
    assert learning._learn_households(con, Model()) == whole


def twins_in(con: Connection, families: int) -> float:
    """The rate of twins where in so many families two were born on one day."""
    con.execute(
        "UPDATE people SET birth_date = birth_date - INTERVAL 1 YEAR WHERE row_id % 3 = 1 AND row_id < ?",
        [3 * families],
    )
    return learning._learn_households(con, Model()).twins


def test_twins_are_counted_where_they_stand_and_mixed_with_what_is_shipped(con: Connection) -> None:
    few, many = (learning.STRENGTH * TWINS + found for found in (0, 12))
    assert learning._learn_households(con, Model()).twins == pytest.approx(few / (learning.STRENGTH + 40), abs=1e-6)
    assert twins_in(con, 6) == pytest.approx(many / (learning.STRENGTH + 40), abs=1e-6)


def test_how_twins_are_called_is_counted(con: Connection) -> None:
    """Twins of one first word; where these are seldom, an alike first word tells more for one person."""
    con.execute("UPDATE raw SET name = 'NURUL ' || name WHERE row_id < 18")
    twins_in(con, 6)
    alike = learning._learn_households(con, Model()).twins_alike
    assert alike == pytest.approx((12 + 20 * 0.15) / 32, abs=1e-6)


def test_one_person_who_stands_twice_is_no_twin(con: Connection) -> None:
    before = learning._learn_households(con, Model()).twins
    con.execute("UPDATE people SET nik = '9871010101590000' WHERE row_id < 3")
    assert twins_in(con, 1) == before


def test_two_whose_day_is_not_known_are_no_twins(con: Connection) -> None:
    before = learning._learn_households(con, Model()).twins
    con.execute("UPDATE people SET birth_unknown_day = TRUE")
    assert twins_in(con, 6) == before


def test_a_side_of_few_rows_holds_few_of_all_twins(con: Connection) -> None:
    """A tenth of the rows beside ten times as many: each twin seen there stands for ten."""
    shares = [{"side": "list", "rows": 1000.0, "cards": 1000.0, "niks": 1000.0, "twins": 2.0}]
    alone = learning._twins(shares, {"list": 1000})
    assert learning._twins(shares, {"list": 1000, "participants": 10_000}) > 2 * alone
