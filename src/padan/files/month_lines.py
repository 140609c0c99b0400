"""Payments laid out with a column for each month, as a line for each person and month that was paid."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from padan.domain.contributions import portions, read_transfer
from padan.domain.errors import HeadingError
from padan.domain.months import show_month
from padan.files.grids import column_name

Texts = Sequence[str | None]
NOT_PAID = (
    r"(?i)^\s*(?:(?:rp\.?|idr)?[\s\-–—−.,_0/]*|nihil|kosong|null|none|nan|n/?a|false|no|(?:belum|blm|tidak|tdk)(?:\s+\pL+)?"
    r"|(?:me)?nunggak|tunggak\pL*)\s*$"
)
"""Nothing, a zero, a dash, or words that say so."""
MARK = (
    r"(?i)^\s*(?:v|vv|√|✓|✔|☑|✅|ok|oke|ya|y|yes|lunas|bayar|dibayar|terbayar|paid|true|1|(?:sudah|sdh|telah)"
    r"(?:\s+(?:di)?bayar|\s+lunas)?)\W*$"
)
"""Signs and words for "paid" without rupiah."""
DAY = (
    r"^\s*(?:\d{4}-\d\d-\d\d|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d\d)"
    r"|\d{1,2}[-/\s]+\pL{3,9}[-/\s]+\d{2,4})\s*$"
)
"""A date: paid on that day."""
AMOUNT = r"(?i)^\W*(?:(?:rp|idr)\W*)?\d[\d.,\s]*\W*$"
ENOUGH = 0.5
_WORD = re.compile(r"^\W*[^\W\d_]{3}")
_PER_MONTH = re.compile(r"\b(?:per|tiap|setiap|se)\W*(?:bulan|bln|bl)\b|/\s*(?:bulan|bln|bl)\b|\btarif\b", re.I)
_IN_ALL = re.compile(r"\b(?:jumlah|jml|jlh|total|grand)\b", re.I)
PREFIX = "line_"


@dataclass(frozen=True, slots=True)
class Across:
    """A field that stands in a column for each month: position and month (YYYY-MM, or a span) of each, and of marks
    the column that says their rupiah (`price`), for each month or `in_all`."""

    columns: tuple[tuple[int, str], ...]
    price: int | None = None
    in_all: bool = False


def month_label(year: int, first: int, last: int) -> str:
    """The month as YYYY-MM, or the first and the last of several."""
    one, other = show_month((year, first)), show_month((year, last))
    return one if first == last else f"{one} s/d {other}"


def hold_payments(columns: Sequence[Texts]) -> bool:
    """Whether most cells of the columns that say anything are rupiah, marks or dates; False where there are none."""
    said = [cell for cells in columns for cell in cells if cell and not _matches(NOT_PAID, cell)]
    paid = [cell for cell in said if _is_mark(cell) or read_transfer(cell) is not None]
    return bool(columns) and len(paid) >= ENOUGH * len(said)


def holds_words(cells: Texts) -> bool:
    """Whether nothing but words stands in a column: `Des` above the names of villages is no December."""
    said = [cell for cell in cells if cell and not _matches(NOT_PAID, cell)]
    return bool(said) and all(_WORD.search(cell) and not _is_mark(cell) for cell in said)


def price_of_marks(
    cells: Sequence[Texts], columns: Iterable[int], price: int | None, heading: str
) -> tuple[int | None, bool]:
    """The column that gives the rupiah of marks, and whether it gives them for all months together.

    Raises HeadingError where there are marks alone and no column, or one that may mean either.
    """
    marked = [[cells[p][row] for p in columns] for row in range(len(cells[0]) if cells else 0)]
    counts = [sum(bool(text and _is_mark(text)) for text in row) for row in marked]
    if not any(counts):
        return None, False
    if price is None:
        if any(text and _is_amount(text) for row in marked for text in row):
            return None, False
        raise HeadingError(
            "bulan hanya ditandai (v, lunas) tanpa rupiah. Tambahkan kolom “Iuran per Bulan” berisi jumlahnya",
            "months are only ticked (v, lunas), without rupiah. Add a column “Iuran per Bulan” with the amount",
        )
    amounts = [read_transfer(text) for text in cells[price]]
    pairs = {(count, amount) for count, amount in zip(counts, amounts, strict=True) if count and amount}
    return price, _is_in_all(pairs, heading)


def _is_in_all(pairs: set[tuple[int, int]], heading: str) -> bool:
    if _PER_MONTH.search(heading):
        return False
    varied = len({count for count, _ in pairs}) > 1
    constant, proportional = len({a for _, a in pairs}) == 1, len({a / k for k, a in pairs}) == 1
    if varied and constant != proportional:
        return proportional
    if {count for count, _ in pairs} <= {1}:
        return False
    if _IN_ALL.search(heading):
        return True
    raise HeadingError(
        f"bulan ditandai (v, lunas), tetapi kolom “{heading}” tidak jelas: iuran sebulan atau jumlah semuanya. "
        "Beri judul “Iuran per Bulan” atau “Total Iuran”",
        f"months are ticked, but the column “{heading}” may be one month's amount or all of them together. "
        "Call it “Iuran per Bulan” or “Total Iuran”",
    )


@lru_cache(maxsize=1000)
def _matches(pattern: str, text: str) -> bool:
    return bool(re.match(pattern.replace(r"\pL", r"[^\W\d_]"), text))


def _is_mark(text: str) -> bool:
    return _matches(MARK, text) or _matches(DAY, text)


def _is_amount(text: str) -> bool:
    return not _is_mark(text) and not _matches(NOT_PAID, text) and read_transfer(text) is not None


def first_payment(cells: Sequence[pl.Expr]) -> pl.Expr:
    """The first of a row's months that reads as paid, a mark as 1; null where none does, as in a heading."""
    paid = (cell.str.contains(AMOUNT) & ~cell.str.contains(NOT_PAID) for cell in cells)
    marked = (cell.str.contains(MARK) | cell.str.contains(DAY) for cell in cells)
    return pl.coalesce(
        pl.when(is_paid).then(cell).when(is_marked).then(pl.lit("1"))
        for cell, is_paid, is_marked in zip(cells, paid, marked, strict=True)
    )


def line_each_month(
    rows: pl.LazyFrame, across: Mapping[str, Across], fields: Mapping[str, pl.Expr]
) -> tuple[pl.LazyFrame, dict[str, pl.Expr]]:
    """The rows, each as often as it has paid months, in order; and the fields, those of a month among them."""
    paid = across["amount"]
    labels = [label for _, label in paid.columns]
    others = [field for field in across if field not in ("amount", "month")]
    by_day = "paid_date" in others or "paid_date" not in fields
    structs = []
    for place, (position, label) in enumerate(paid.columns):
        cell = pl.col(column_name(position))
        told = {field: _cell_of(across[field], label) for field in others}
        if by_day:
            day = pl.when(cell.str.contains(DAY)).then(cell)
            told["paid_date"] = pl.coalesce(day, told["paid_date"]) if "paid_date" in told else day
        told |= {"month": pl.lit(label), "amount": _amount(paid, place), "paid": ~cell.str.contains(NOT_PAID)}
        structs.append(pl.struct(expression.alias(PREFIX + field) for field, expression in told.items()))
    lines = rows.with_columns(pl.concat_list(structs).alias("lines")).explode("lines").unnest("lines")
    names = {*others, "month", "amount", *(("paid_date",) if by_day else ())}
    kept = lines.filter(pl.col(PREFIX + "paid").fill_null(False)) if labels else lines
    return kept, {**fields, **{field: pl.col(PREFIX + field).alias(field) for field in sorted(names)}}


def _cell_of(across: Across, label: str) -> pl.Expr:
    position = next((position for position, month in across.columns if month == label), None)
    return pl.lit(None, pl.String) if position is None else pl.col(column_name(position))


def _amount(paid: Across, place: int) -> pl.Expr:
    """The text of the amount: as found, or the rupiah of a mark."""
    cell = pl.col(column_name(paid.columns[place][0]))
    if paid.price is None:
        return cell
    price = pl.col(column_name(paid.price))
    marks = [_marked(position) for position, _ in paid.columns]
    if not paid.in_all:
        return pl.when(marks[place]).then(price).otherwise(cell)
    written = pl.any_horizontal(
        ~_marked(position) & ~pl.col(column_name(position)).str.contains(NOT_PAID).fill_null(True)
        for position, _ in paid.columns
    )
    first = ~pl.any_horizontal(marks[:place]) if place else pl.lit(True)
    parts = pl.struct(price.alias("price"), pl.sum_horizontal(mark.cast(pl.Int64) for mark in marks).alias("count"))
    share = (
        pl.when(first)
        .then(parts.map_batches(_shares(0), pl.String))
        .otherwise(parts.map_batches(_shares(-1), pl.String))
    )
    return pl.when(marks[place] & ~written).then(share).otherwise(cell)


def _marked(position: int) -> pl.Expr:
    cell = pl.col(column_name(position))
    return (cell.str.contains(MARK) | cell.str.contains(DAY)).fill_null(False)


def _shares(place: int) -> Callable[[pl.Series], pl.Series]:
    """Of each price and count of months the part of one month as text; the price itself where it is no amount."""

    @lru_cache(maxsize=10_000)
    def share(price: str | None, count: int) -> str | None:
        amount = read_transfer(price)
        return price if amount is None or count < 1 else str(portions(amount, count)[place])

    return lambda parts: pl.Series(
        [share(price, count) for price, count in parts.struct.unnest().iter_rows()], dtype=pl.String
    )
