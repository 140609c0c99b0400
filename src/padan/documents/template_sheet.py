"""A list to fill in: blank, or filled with what was accepted last. Every cell is text, so that no NIK loses a digit."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from padan.domain.cell_text import guarded, unguarded

CREATED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
"""A fixed date of creation: equal rows must give equal bytes."""
ROWS_READY = 5000
"""Rows below the last filled one that are text and have the drop-downs already."""
LONGEST_NAME = 31
LONGEST_TIP = 255
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column: heading, width in characters, the words of its drop-down, the length its text must have, a tip."""

    heading: str
    width: float = 16
    choices: tuple[str, ...] = ()
    length: int | None = None
    tip: str = ""
    needed: bool = False


def template_workbook(
    columns: Sequence[TemplateColumn], rows: Iterable[Sequence[str]] = (), *, sheet: str = "Daftar"
) -> bytes:
    """An .xlsx with one sheet: headings in row 1, the rows below, drop-downs and lengths checked as people type."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, dict(_OPTIONS)) as book:
        book.set_properties({"title": sheet, "created": CREATED})
        page = book.add_worksheet(sheet_name(sheet))
        last = _rows(page, columns, rows, book.add_format({"num_format": "@"}), _headings(book))
        for position, column in enumerate(columns):
            if rule := _rule(column):
                page.data_validation(1, position, last + ROWS_READY, position, rule)
    return out.getvalue()


def sheet_name(wanted: str) -> str:
    """A name that Excel takes."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in wanted).strip(" '")[:LONGEST_NAME] or "Daftar"


def _headings(book: Any) -> tuple[Any, Any]:
    base = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1}
    return book.add_format({**base, "bg_color": "#0B5C4A"}), book.add_format({**base, "bg_color": "#4D5A56"})


def _rows(
    page: Any, columns: Sequence[TemplateColumn], rows: Iterable[Sequence[str]], text: Any, headings: tuple[Any, Any]
) -> int:
    """Writes headings and rows; the last row written, 0-based."""
    needed, other = headings
    for position, column in enumerate(columns):
        page.set_column(position, position, column.width, text)
        page.write_string(0, position, column.heading, needed if column.needed else other)
    page.set_row(0, 32)
    page.freeze_panes(1, 0)
    row = 0
    for row, values in enumerate(rows, 1):
        for position, value in enumerate(values):
            if value:
                page.write_string(row, position, guarded(unguarded(value)), text)
    return row


def _rule(column: TemplateColumn) -> dict[str, Any] | None:
    """What Excel tells whoever types: a list to choose from, or a length; either may be overridden."""
    tip = {"input_title": column.heading[:32], "input_message": column.tip[:LONGEST_TIP]} if column.tip else {}
    warning = {"error_type": "warning", "error_title": column.heading[:32], **tip}
    if column.choices:
        told = "Pilih salah satu dari daftar."
        return {"validate": "list", "source": list(column.choices), "error_message": told, **warning}
    if column.length:
        told = f"Harus {column.length} angka."
        rule = {"validate": "length", "criteria": "=", "value": column.length, "error_message": told}
        return {**rule, **warning}
    return {"validate": "any", **tip} if tip else None
