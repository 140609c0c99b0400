"""The workbook in which an office answers its cases offline: drop-downs to answer, everything else locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO

import xlsxwriter

from padan.documents.workbook import CREATED
from padan.domain.cell_text import guarded
from padan.domain.queue_sheet import ANSWER, FILLED_IN, HEADINGS, KEY, SHEET

LONGEST_LIST = 255
"""Characters that Excel takes in the list of a drop-down."""
PERSON = (
    ("NIK", "NIK"),
    ("Nama", "Name"),
    ("Tanggal lahir", "Birth date"),
    ("Alamat", "Address"),
    ("Sumber", "Source"),
)
_PERSON_WIDTHS = (19.0, 28.0, 13.0, 34.0, 34.0)
_ASKED = (("No", "No"), ("Pertanyaan", "Question"))
_WHY = (
    ("Calon lain", "Other candidates"), ("Alasan sistem", "Reasons"), ("Rupiah", "Rupiah"), ("Bulan", "Months"),
)  # fmt: skip
_FILLED_WIDTHS = (26.0, 30.0, 14.0, 22.0, 20.0, 14.0)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One case: what is asked, which answers are on offer, and what both records say (`PERSON`, blank where none)."""

    question: str
    choices: tuple[str, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]
    others: str
    reasons: str
    rupiah: int
    months: int
    key: str


@dataclass(frozen=True, slots=True)
class QueueBook:
    """What stands above the cases."""

    title: str
    guide: Sequence[str]
    lang: str = "id"


def write_queue(out: BinaryIO, book: QueueBook, lines: Iterable[QueueLine]) -> int:
    """Write the workbook; gives how many cases stand in it. Lines of one question must stand together."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Calibri", "font_size": 10},
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "created": CREATED})
        return _Page(workbook, book).write(lines)


class _Page:
    def __init__(self, workbook: Any, book: QueueBook) -> None:
        self.book = book
        self.english = book.lang == "en"
        self.page = workbook.add_worksheet(SHEET[self.english])
        base = {"valign": "top", "text_wrap": True, "num_format": "@"}
        self.locked = workbook.add_format(base)
        self.open = workbook.add_format({**base, "locked": False, "bg_color": "#FFFBE6", "border": 1})
        self.number = workbook.add_format({"valign": "top", "num_format": "#,##0"})
        self.head = workbook.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True}
        )
        self.head_open = workbook.add_format(
            {"bold": True, "bg_color": "#8A5A00", "font_color": "#FFFFFF", "text_wrap": True}
        )
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.first = 0

    def write(self, lines: Iterable[QueueLine]) -> int:
        """Title, guide, headings, lines, drop-downs."""
        self.page.write_string(0, 0, guarded(self.book.title), self.title)
        for at, text in enumerate(self.book.guide, 1):
            self.page.write_string(at, 0, guarded(text))
        self.first = len(self.book.guide) + 3
        self._headings(self.first - 1)
        row = self.first
        for choices, group in groupby(lines, key=lambda line: line.choices):
            start = row
            for line in group:
                self._line(row, line)
                row += 1
            self._drop_down(start, row - 1, choices)
        self._finish(row)
        return row - self.first

    def _headings(self, row: int) -> None:
        e = self.english
        column = 0
        for label, width in zip(_ASKED, (5.0, 24.0), strict=True):
            column = self._heading(row, column, label[e], width, self.head)
        for name, width in zip(FILLED_IN, _FILLED_WIDTHS, strict=True):
            column = self._heading(row, column, HEADINGS[name][e], width, self.head_open)
        for mark in ("A", "B"):
            for label, width in zip(PERSON, _PERSON_WIDTHS, strict=True):
                column = self._heading(row, column, f"{label[e]} ({mark})", width, self.head)
        for label, width in zip(_WHY, (30.0, 50.0, 13.0, 8.0), strict=True):
            column = self._heading(row, column, label[e], width, self.head)
        self.key_column = column
        self._heading(row, column, HEADINGS[KEY][e], 30.0, self.head)

    def _heading(self, row: int, column: int, text: str, width: float, style: Any) -> int:
        self.page.write_string(row, column, text, style)
        self.page.set_column(column, column, width)
        return column + 1

    def _line(self, row: int, line: QueueLine) -> None:
        self.page.write_number(row, 0, row - self.first + 1, self.number)
        self.page.write_string(row, 1, guarded(line.question), self.locked)
        for column in range(2, 2 + len(FILLED_IN)):
            self.page.write_blank(row, column, None, self.open)
        column = 2 + len(FILLED_IN)
        for text in (*line.a, *line.b, line.others, line.reasons):
            self.page.write_string(row, column, guarded(text), self.locked)
            column += 1
        self.page.write_number(row, column, line.rupiah, self.number)
        self.page.write_number(row, column + 1, line.months, self.number)
        self.page.write_string(row, self.key_column, line.key, self.locked)

    def _drop_down(self, first: int, last: int, choices: Sequence[str]) -> None:
        kept = [choice.replace(",", " ") for choice in choices]
        while len(",".join(kept)) > LONGEST_LIST:
            kept.pop()
        column = 2 + FILLED_IN.index(ANSWER)
        self.page.data_validation(
            first, column, last, column, {"validate": "list", "source": kept, "error_type": "warning"}
        )

    def _finish(self, row: int) -> None:
        self.page.freeze_panes(self.first, 3)
        if row > self.first:
            self.page.autofilter(self.first - 1, 0, row - 1, self.key_column)
        allowed = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        self.page.protect("", {**allowed, "select_locked_cells": True})
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
