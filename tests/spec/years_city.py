"""The two years of the default synthetic city in memory, and its truth kind by kind."""

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from padan.demo.years import City, Years, city_of, make_years
from padan.demo.years_faults import YEAR_FAULTS

PEOPLE, SEED = 12_000, 1
Line = tuple[object, ...]


@lru_cache(maxsize=1)
def both() -> tuple[City, Years]:
    """The default city and its years."""
    city = city_of(PEOPLE, SEED)
    return city, make_years(city, PEOPLE, SEED)


def planted(kind: str, *columns: str, **where: object) -> list[Line]:
    """The truth of one kind, these columns, sorted; `where`: only lines that say so."""
    assert kind in {fault.kind for fault in YEAR_FAULTS}
    truth = both()[1].truth.filter(pl.col("kind") == kind)
    for column, value in where.items():
        truth = truth.filter(pl.col(column) == value)
    return sorted(truth.select(columns).rows(), key=repr)


def found(lines: Iterable[Line]) -> list[Line]:
    """What a rule found, sorted the same way."""
    return sorted((tuple(line) for line in lines), key=repr)
