"""The workbook in which the branch answers what was sent to it: a drop-down and a reason, everything else locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import xlsxwriter

from padan.documents.workbook import CREATED
from padan.domain.cell_text import guarded
from padan.domain.reply_sheet import HEADINGS, KEY, KIND, KPJ, LABELS, NAME, NIK, NUMBER, REASON, WORD

SHEET = ("Kiriman", "Sent")
_TOLD = (
    ("Kantor pengirim", "Sent by", 24.0),
    ("Tanggal lahir", "Birth date", 13.0),
    ("Yang diminta", "What is asked", 44.0),
    ("Tanggal kejadian", "Date of the event", 14.0),
    ("Dokumen", "Document", 22.0),
    ("Keterangan kantor", "Reason given", 30.0),
    ("Jawaban sampai sekarang", "Answered so far", 26.0),
)
_WIDTHS = {NUMBER: 11.0, KIND: 24.0, KPJ: 15.0, NIK: 19.0, NAME: 28.0, WORD: 18.0, REASON: 36.0, KEY: 26.0}
_BEFORE, _FILLED = (NUMBER, KIND, KPJ, NIK, NAME), (WORD, REASON)
FIRST = 5
"""The 0-based row of the first line."""


@dataclass(frozen=True, slots=True)
class SentLine:
    """One row that was sent. `person`: KPJ, NIK, name; `told`: what stands in the columns `_TOLD`."""

    number: str
    kind: str
    person: tuple[str, str, str]
    told: tuple[str, ...]
    key: str

    def __post_init__(self) -> None:
        if len(self.told) != len(_TOLD):
            raise ValueError(f"told: {len(self.told)}")


@dataclass(frozen=True, slots=True)
class SentBook:
    """What stands above the rows."""

    title: str
    guide: Sequence[str]
    lang: str = "id"


def write_sent(out: BinaryIO, book: SentBook, lines: Iterable[SentLine]) -> int:
    """Write the workbook; gives how many rows stand in it."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "created": CREATED})
        return _Page(workbook, book).write(lines)


class _Page:
    def __init__(self, workbook: Any, book: SentBook) -> None:
        self.book = book
        self.english = book.lang == "en"
        self.page = workbook.add_worksheet(SHEET[self.english])
        base = {"valign": "top", "text_wrap": True, "num_format": "@"}
        self.locked = workbook.add_format(base)
        self.open = workbook.add_format({**base, "locked": False, "bg_color": "#FFFBE6", "border": 1})
        white = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True}
        self.head = workbook.add_format({**white, "bg_color": "#1F3A5F"})
        self.head_open = workbook.add_format({**white, "bg_color": "#8A5A00"})
        self.title = workbook.add_format({"bold": True, "font_size": 14})

    def write(self, lines: Iterable[SentLine]) -> int:
        """Title, guide, headings, rows, the drop-down."""
        self.page.write_string(0, 0, guarded(self.book.title), self.title)
        for at, text in enumerate(self.book.guide[: FIRST - 2], 1):
            self.page.write_string(at, 0, guarded(text))
        last = self._headings()
        row = FIRST
        for row, line in enumerate(lines, FIRST):
            self._line(row, line, last)
        count = row - FIRST + 1 if self.page.dim_rowmax >= FIRST else 0
        self._finish(FIRST + count, last)
        return count

    def _headings(self) -> int:
        column = -1
        for name in (*_BEFORE, *_FILLED):
            column += 1
            self._heading(column, HEADINGS[name][self.english], _WIDTHS[name], name in _FILLED)
        for *words, width in _TOLD:
            column += 1
            self._heading(column, str(words[self.english]), width)
        self._heading(column + 1, HEADINGS[KEY][self.english], _WIDTHS[KEY])
        return column + 1

    def _heading(self, column: int, text: str, width: float, filled: bool = False) -> None:
        self.page.write_string(FIRST - 1, column, text, self.head_open if filled else self.head)
        self.page.set_column(column, column, width)

    def _line(self, row: int, line: SentLine, last: int) -> None:
        for column, text in enumerate((line.number, line.kind, *line.person)):
            self.page.write_string(row, column, guarded(text), self.locked)
        for column in range(len(_BEFORE), len(_BEFORE) + len(_FILLED)):
            self.page.write_blank(row, column, None, self.open)
        for column, text in enumerate(line.told, len(_BEFORE) + len(_FILLED)):
            self.page.write_string(row, column, guarded(text), self.locked)
        self.page.write_string(row, last, line.key, self.locked)

    def _finish(self, end: int, last: int) -> None:
        self.page.freeze_panes(FIRST, len(_BEFORE))
        if end > FIRST:
            words = [label[self.english] for label in LABELS.values()]
            column = len(_BEFORE)
            self.page.data_validation(FIRST, column, end - 1, column, {"validate": "list", "source": words})
            self.page.autofilter(FIRST - 1, 0, end - 1, last)
        allowed = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        self.page.protect("", {**allowed, "select_locked_cells": True})
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
