"""Workbooks (xlsx, xlsm, xlsb, xls, ods) to grids, by calamine; what it does not tell is read from the file itself."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import polars as pl
import python_calamine as calamine

from padan.domain.errors import UnreadableFileError
from padan.files import limits
from padan.files.grids import TOP_ROWS, Grid, cleaned, column_name, error_notes, text_column
from padan.files.workbook_parts import SheetParts, WorkbookParts

CHUNK_ROWS = 4_000
"""Few enough that a chunk's cells, as objects, are let go before there are many of them."""

_OF_CELLS = (calamine.SheetTypeEnum.WorkSheet, calamine.SheetTypeEnum.MacroSheet)
_DAMAGE = (calamine.CalamineError, ValueError, OSError)


def read_workbook(data: bytes, parts: WorkbookParts) -> list[Grid]:
    """Every sheet with cells, hidden ones too."""
    book = _opened(data)
    grids: list[Grid] = []
    rows = 0
    sheets = [meta for meta in book.sheets_metadata if meta.typ in _OF_CELLS]
    if not sheets:
        raise limits.no_sheet()
    for meta in sheets:
        sheet = _sheet(book, meta.name)
        if sheet.start is None or sheet.end is None:
            continue
        rows += sheet.height
        limits.check_rows(rows)
        limits.check_columns(sheet.end[1] + 1)
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        grids.append(_grid(sheet, parts.sheet(meta.name), hidden, parts.epoch_1904))
    return grids


def _opened(data: bytes) -> Any:
    try:
        with limits.whole_or_damaged(*_DAMAGE):
            return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except UnreadableFileError as error:
        if isinstance(error.__cause__, calamine.PasswordError):
            raise UnreadableFileError(
                "berkas bersandi dan jenisnya tidak dapat dibuka; simpan ulang tanpa kata sandi",
                "the file is encrypted in a way that cannot be opened; save it again without a password",
            ) from error
        raise


def _sheet(book: Any, name: str) -> Any:
    with limits.whole_or_damaged(*_DAMAGE):
        return book.get_sheet_by_name(name)


def _grid(sheet: Any, parts: SheetParts, hidden: bool, epoch_1904: bool) -> Grid:
    first_row, first_column = sheet.start
    frame = pl.concat(list(_chunks(sheet, first_row, first_column)))
    if first_column:
        left = [pl.lit(None, dtype=pl.String).alias(column_name(position)) for position in range(first_column)]
        frame = frame.select("row", *left, pl.exclude("row"))
    frame = _with_exact_digits(frame, parts.long_numbers, first_row)
    frame, notes = cleaned(frame)
    hidden_rows = sorted(parts.hidden_rows)
    frame = frame.with_columns((pl.col("row").is_in(hidden_rows) if hidden_rows else pl.lit(False)).alias("hidden"))
    merged = tuple((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ())
    notes += error_notes(parts.errors)
    if epoch_1904:
        notes += ("epoch_1904",)
    return Grid(sheet.name, frame.lazy(), sheet.end[1] + 1, hidden, merged, notes=notes)


def _chunks(sheet: Any, first_row: int, first_column: int) -> Iterator[pl.DataFrame]:
    row = first_row + 1
    rows = islice(sheet.iter_rows(), first_row, None)
    while chunk := list(islice(rows, TOP_ROWS if row <= first_row + 1 else CHUNK_ROWS)):
        columns = {
            column_name(first_column + offset): text_column(values)
            for offset, values in enumerate(zip(*chunk, strict=True))
        }
        numbers = pl.Series("row", range(row, row + len(chunk)), dtype=pl.Int64)
        yield pl.DataFrame({"row": numbers, **columns})
        row += len(chunk)


def _with_exact_digits(frame: pl.DataFrame, exact: dict[tuple[int, int], str], first_row: int) -> pl.DataFrame:
    """Long numbers as the file writes them, where a float has lost the last digit."""
    by_column: dict[str, dict[int, str]] = {}
    for (row, column), digits in exact.items():
        by_column.setdefault(column_name(column), {})[row - first_row - 1] = digits
    for name, cells in by_column.items():
        if name in frame.columns:
            known = {index: digits for index, digits in cells.items() if 0 <= index < frame.height}
            series = frame[name].scatter(list(known), list(known.values()))
            frame = frame.with_columns(series.alias(name))
    return frame
