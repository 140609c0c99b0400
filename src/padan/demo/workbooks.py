"""Workbooks of the demo city, as untidy as real ones; the same seed gives the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import xlsxwriter

from padan.demo.dates import STYLES
from padan.demo.looks import Look

Texts = npt.NDArray[np.object_]

_CREATED = datetime(2024, 12, 31)
_GROUPS = {
    "birth_place": ("KELAHIRAN", "birth_date"), "rt": ("LINGKUNGAN", "rw"), "kelurahan": ("WILAYAH", "kecamatan"),
}  # fmt: skip
_LARGEST_EXACT = 2**53


class ListBook:
    """One workbook of lists, open until closed."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._book = open_book(path, constant_memory=False)
        self._bold = self._book.add_format({"bold": True, "align": "center"})
        self._head = self._book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
        self._date = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._nik = self._book.add_format({"num_format": "0"})

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def add_empty_sheet(self, name: str) -> None:
        """The untouched sheet that new workbooks come with."""
        self._book.add_worksheet(name)

    def add_sheet(
        self, name: str, look: Look, columns: dict[str, Texts], start: int, stop: int, *, hidden: bool
    ) -> None:
        """Titles, heading, rows and foot of one list."""
        sheet = self._book.add_worksheet(name)
        if hidden:
            sheet.hide()
        at = self._titles(sheet, look)
        at = self._heading(sheet, look, at)
        written = list(zip(*(_cells(field, columns, start, stop) for field in look.fields), strict=True))
        hidden_rows = set(look.hidden_rows)
        for number, values in enumerate(written):
            if number and look.repeat_every and number % look.repeat_every == 0:
                at = self._heading(sheet, look, at)
            if number and look.blank_every and number % look.blank_every == 0:
                at += 1
            self._row(sheet, look, at, values)
            if number in hidden_rows:
                sheet.set_row(at, None, None, {"hidden": True})
            at += 1
        self._foot(sheet, look, at, len(written))

    def _titles(self, sheet: xlsxwriter.worksheet.Worksheet, look: Look) -> int:
        last = len(look.fields) - 1
        for at, title in enumerate(look.titles):
            if at % 2:
                sheet.write_string(at, 0, title, self._bold)
            else:
                sheet.merge_range(at, 0, at, last, title, self._bold)
        return len(look.titles) + 1

    def _heading(self, sheet: xlsxwriter.worksheet.Worksheet, look: Look, at: int) -> int:
        if not look.two_rows:
            for column, heading in enumerate(look.headings):
                sheet.write_string(at, column, heading, self._head)
            at += 1
        else:
            self._two_rows(sheet, look, at)
            at += 2
        if look.numbering:
            for column in range(len(look.fields)):
                sheet.write_number(at, column, column + 1, self._head)
            at += 1
        return at

    def _two_rows(self, sheet: xlsxwriter.worksheet.Worksheet, look: Look, at: int) -> None:
        column = 0
        while column < len(look.fields):
            group, partner = _GROUPS.get(look.fields[column], ("", ""))
            if partner and column + 1 < len(look.fields) and look.fields[column + 1] == partner:
                sheet.merge_range(at, column, at, column + 1, group, self._head)
                sheet.write_string(at + 1, column, look.headings[column], self._head)
                sheet.write_string(at + 1, column + 1, look.headings[column + 1], self._head)
                column += 2
            else:
                sheet.merge_range(at, column, at + 1, column, look.headings[column], self._head)
                column += 1

    def _row(
        self, sheet: xlsxwriter.worksheet.Worksheet, look: Look, at: int, values: Sequence[str | int | None]
    ) -> None:
        style = STYLES[look.date_style]
        for column, (field, value) in enumerate(zip(look.fields, values, strict=True)):
            if value is None:
                continue
            if isinstance(value, int):
                sheet.write_number(at, column, value)
            elif field == "nik" and look.nik_as_number and _fits_number(value):
                sheet.write_number(at, column, int(value), self._nik)
            elif field == "birth_date" and style == "cell" and value[4:5] == "-" and value[7:8] == "-":
                sheet.write_datetime(at, column, datetime.fromisoformat(value), self._date)
            elif field == "birth_date" and style == "serial" and value.isdigit():
                sheet.write_number(at, column, int(value))
            else:
                sheet.write_string(at, column, value)

    def _foot(self, sheet: xlsxwriter.worksheet.Worksheet, look: Look, at: int, rows: int) -> None:
        for number in range(look.unused_lines):
            sheet.write_number(at, 0, rows + number + 1)
            at += 1
        if look.subtotal:
            sheet.write_string(at, 1, f"JUMLAH : {rows} ORANG", self._bold)
            at += 1
        for offset, line in enumerate(look.signature):
            if line:
                sheet.write_string(at + 2 + offset, max(len(look.fields) - 3, 1), line)


def _cells(field: str, columns: dict[str, Texts], start: int, stop: int) -> Iterable[str | int | None]:
    if field == "no":
        return range(1, stop - start + 1)
    if field == "birth_joined":
        return [
            _joined(place, day, ", ")
            for place, day in zip(columns["birth_place"][start:stop], columns["birth_date"][start:stop], strict=True)
        ]
    if field == "rt_joined":
        return [
            _joined(rt, rw, "/") for rt, rw in zip(columns["rt"][start:stop], columns["rw"][start:stop], strict=True)
        ]
    cells: list[str | None] = columns[field][start:stop].tolist()
    return cells


def _joined(first: str | None, second: str | None, mark: str) -> str | None:
    return mark.join(part for part in (first, second) if part) or None


def _fits_number(nik: str) -> bool:
    """Whole digits that a spreadsheet's number can hold exactly."""
    return nik.isascii() and nik.isdigit() and (int(nik) < _LARGEST_EXACT or (len(nik) == 16 and int(nik) % 2 == 0))


def open_book(path: Path, *, constant_memory: bool) -> xlsxwriter.Workbook:
    """A new workbook whose bytes depend on its content alone. What is in memory anyway needs no files beside it."""
    options = {"constant_memory": constant_memory, "in_memory": not constant_memory, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": _CREATED, "author": "Kota contoh (data rekaan)"})
    return book


def write_table(path: Path, sheet_name: str, table: pl.DataFrame) -> None:
    """A tidy workbook of one sheet: headings in the first row, whole numbers as numbers, the rest as text."""
    book = open_book(path, constant_memory=True)
    head = book.add_format({"bold": True})
    sheet = book.add_worksheet(sheet_name)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(table.columns):
        sheet.write_string(0, column, heading, head)
    numbers = [dtype.is_integer() for dtype in table.dtypes]
    for at, values in enumerate(table.iter_rows(), start=1):
        for column, value in enumerate(values):
            if value is None:
                continue
            if numbers[column]:
                sheet.write_number(at, column, value)
            else:
                sheet.write_string(at, column, value)
    book.close()
