"""A grid: the cells of one sheet as text, before anybody knows what they mean."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from padan.files import limits

TOP_ROWS = 60
# Signs that show nothing and only make equal texts unequal: control characters, zero-width space, marks of writing
# direction, byte order mark. Tab and line breaks stay, and so does the joiner inside emoji.
INVISIBLE = "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
ERROR_TEXTS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
"""What a formula shows that has no result: no name, no number and no place."""
_ERROR = r"^\s*(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|Err:\d{3})\s*$"

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `frame` has `row` (as seen in Excel), `hidden` and one String column a position: c0, c1, ...

    Blank cells are null. `filled_down` marks the merged areas of the top as (first row, first column, last row, last
    column), 0-based in the sheet; `names` are the column names where the file itself has them (Parquet).
    """

    sheet: str
    frame: pl.LazyFrame
    width: int
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def column_name(position: int) -> str:
    """The name in a grid's frame of the column at a 0-based position."""
    return f"c{position}"


def text_of(value: Cell) -> str | None:
    """One typed cell as text: dates as YYYY-MM-DD, whole numbers without `.0` and with every digit."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e21 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def text_column(values: Sequence[Cell]) -> pl.Series:
    """One column of typed cells as a String series; columns of one type take a way without a step for each cell."""
    types = set(map(type, values))
    if types <= {str, type(None)}:
        return pl.Series(values, dtype=pl.String)
    if types == {datetime.date}:
        return pl.Series(values, dtype=pl.Date).cast(pl.String)
    if types == {float}:
        numbers = pl.Series(values, dtype=pl.Float64)
        if (numbers.is_finite() & (numbers == numbers.round()) & (numbers.abs() < 2.0**53)).all():
            return numbers.cast(pl.Int64).cast(pl.String)
    return pl.Series([value if value.__class__ is str else text_of(value) for value in values], dtype=pl.String)


def cleaned(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Cells without invisible signs, blank ones and errors of formulas null; and notes where there were such.

    The columns c0, c1, ... are looked at as one, below one another: a sheet may have few rows, and each column then
    costs more than its cells. Raises UnreadableFileError for a cell past the limit.
    """
    names = frame.select(pl.col(pl.String)).columns
    cells = pl.DataFrame({"cell": pl.concat([frame[name].rename("cell") for name in names])})
    odd, longest, perhaps = cells.select(
        pl.col("cell").str.contains(INVISIBLE).any(),
        pl.col("cell").str.len_bytes().max().alias("longest"),
        pl.col("cell").str.contains_any(["#", "Err:"]).any().alias("perhaps"),
    ).row(0)
    limits.check_longest_cell(frame, longest)
    if odd:
        cells = cells.select(pl.col("cell").str.replace_all(INVISIBLE, ""))
    wrong = cells.filter(pl.col("cell").str.contains(_ERROR)).height if perhaps else 0
    is_shown = pl.col("cell").str.strip_chars() != ""
    if wrong:
        is_shown &= ~pl.col("cell").str.contains(_ERROR)
    shown = cells.select(pl.when(is_shown).then("cell"))["cell"]
    parts = [shown.slice(place * frame.height, frame.height).alias(name) for place, name in enumerate(names)]
    return frame.with_columns(parts), (*(("invisible_characters",) if odd else ()), *error_notes(wrong))


def error_notes(count: int) -> tuple[str, ...]:
    """The note that so many cells show the error of a formula."""
    return (f"error_cells:{count}",) if count else ()
