"""Columns whose dates have the month before the day, told by all of their cells."""

import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from padan.files.columns import Source
from padan.files.extraction import DATE_FIELDS

_LOW = r"(?:0?[1-9]|1[0-2])"
_HIGH = r"(?:1[3-9]|2\d|3[01])"
_PART = r"\s*[-/.]\s*"
_REST = rf"{_PART}(?:\d{{4}}|\d{{2}})(?:\D|$)"
_DAY_FIRST = rf"(?:^|\D){_HIGH}{_PART}{_LOW}{_REST}"
_MONTH_FIRST = rf"(?:^|\D){_LOW}{_PART}{_HIGH}{_REST}"
_TWO = rf"(^|\D)(\d{{1,2}})({_PART})(\d{{1,2}})({_REST})"
_ANY_ORDER, _SURELY_DAY_FIRST = re.compile(_TWO), re.compile(_DAY_FIRST)


def month_first_fields(
    body: pl.LazyFrame,
    fields: Mapping[str, pl.Expr],
    sources: Mapping[str, Source],
    samples: Sequence[Iterable[str | None]],
) -> list[str]:
    """The fields of dates of which some can only have the month first, and none only the day.

    `samples` are the first cells of each column: where one of them has the day first, as nearly every column of dates
    shows in its first rows, the rest is not looked at.
    """
    asked = [
        field
        for field in DATE_FIELDS
        if field in sources and len(sources[field].positions) == 1 and _may_be(samples[sources[field].positions[0]])
    ]
    if not asked:
        return []
    found = body.select(
        fields[field].str.contains(pattern).any().fill_null(False).alias(f"{way}{field}")
        for field in asked
        for way, pattern in (("d", _DAY_FIRST), ("m", _MONTH_FIRST))
    ).collect()
    return [field for field in asked if found[f"m{field}"][0] and not found[f"d{field}"][0]]


def _may_be(cells: Iterable[str | None]) -> bool:
    """Whether there are dates in numbers with the year last, and none that shows its day first."""
    found = False
    for cell in cells:
        if cell and not (cell[4:5] == "-" and cell[:4].isdigit()) and _ANY_ORDER.search(cell):
            if _SURELY_DAY_FIRST.search(cell):
                return False
            found = True
    return found


def day_first(text: pl.Expr) -> pl.Expr:
    """A date with day and month exchanged; all else as it is."""
    return text.str.replace(_TWO, "${1}${4}${3}${2}${5}")
