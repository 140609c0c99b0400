"""Polars expressions that bring a grid's columns into fields, text as found."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from padan.files.columns import Source
from padan.files.grids import column_name
from padan.files.month_lines import first_payment

DATE_FIELDS = ("birth_date", "start_date", "end_date", "death_date", "paid_date")
_MONTH_WORD = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag[ust]|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*[\s./-]+"
_DATE_AT_END = rf"(?i)((?:{_MONTH_WORD})?\d.*)$"
_PLACE_BEFORE = rf"(?i)^(\D*?)[\s,./:;-]*(?:(?:{_MONTH_WORD})?\d.*)?$"
_AS_DATE = r"^\d{4}-(\d\d)-(\d\d)"
_TICKED = r"[^\s\-–—_.0]|\d\d"
"""A mark, or an age; a dash or a zero says no."""
_NUMBER = r"\d(?:[ .'-]?\d){14,16}"
_NUMBER_AND_SIGNS = rf"(?i)[\s(/,:;|-]*(?:\bNIK\b\W*|\bKTP\b\W*)?['`]?{_NUMBER}[\s)/,:;|-]*"
_RT_RW = r"(\d{1,3})\D+(\d{1,3})"


def field_expressions(sources: Mapping[str, Source], *, epoch_1904: bool = False) -> list[pl.Expr]:
    """One String expression a field; serial dates of a 1904 workbook are brought to YYYY-MM-DD."""
    made = []
    for field, source in sources.items():
        text = _expression(source)
        if epoch_1904 and field in DATE_FIELDS:
            text = _from_1904(text)
        made.append(text.alias(field))
    return made


def _expression(source: Source) -> pl.Expr:
    cells = [pl.col(column_name(position)) for position in source.positions]
    if source.way == "months":
        return first_payment(cells)
    if source.way == "join":
        joined = pl.concat_str([cell.str.strip_chars() for cell in cells], separator=" ", ignore_nulls=True)
        return pl.when(joined != "").then(joined)
    if source.way in ("day", "boxes"):
        joined = pl.concat_str(
            [cell.str.strip_chars() for cell in cells], separator="-" * (source.way == "day"), ignore_nulls=True
        )
        return pl.when(joined != "").then(joined)
    if source.way == "ticks":
        man, woman = (cell.str.contains(_TICKED).fill_null(False) for cell in cells)
        return pl.when(man & ~woman).then(pl.lit("L")).when(woman & ~man).then(pl.lit("P"))
    halves = {
        "birth_place": _birth_place, "birth_date": _birth_date, "rt": _rt, "rw": _rw, "name": _name, "nik": _nik,
    }  # fmt: skip
    return halves[source.way](cells[0]) if source.way in halves else cells[0]


def _birth_place(cell: pl.Expr) -> pl.Expr:
    place = cell.str.extract(_PLACE_BEFORE, 1).str.strip_chars()
    return pl.when(place != "").then(place)


def _birth_date(cell: pl.Expr) -> pl.Expr:
    return cell.str.extract(_DATE_AT_END, 1)


def _name(cell: pl.Expr) -> pl.Expr:
    """What stands beside the number."""
    name = cell.str.replace_all(_NUMBER_AND_SIGNS, " ").str.strip_chars()
    return pl.when(name != "").then(name)


def _nik(cell: pl.Expr) -> pl.Expr:
    return cell.str.extract(f"({_NUMBER})", 1)


def _rt(cell: pl.Expr) -> pl.Expr:
    """The number before the stroke; `05/02` that Excel took for a date has the RT in the day."""
    split = pl.coalesce(cell.str.extract(_AS_DATE, 2), cell.str.extract(_RT_RW, 1))
    return pl.coalesce(split, cell)


def _rw(cell: pl.Expr) -> pl.Expr:
    return pl.coalesce(cell.str.extract(_AS_DATE, 1), cell.str.extract(_RT_RW, 2))


def _from_1904(cell: pl.Expr) -> pl.Expr:
    days = cell.str.extract(r"^(\d{3,5})(?:\.\d+)?$", 1).cast(pl.Int64)
    return pl.coalesce((pl.lit(date(1904, 1, 1)) + pl.duration(days=days)).cast(pl.String), cell)
