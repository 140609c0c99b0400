"""Lists that go out as a workbook: plain tables, every cell text or a number, nothing that could be a formula."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import xlsxwriter

from padan.documents.workbook import CREATED
from padan.domain.cell_text import guarded

Cell = str | int


@dataclass(frozen=True, slots=True)
class OutgoingList:
    """One list: the sheet's name, what stands above it, its headings, and its lines. `choices`: {heading: words that a
    drop-down offers in that column}."""

    sheet: str
    title: str
    note: str
    headings: Sequence[str]
    lines: Iterable[Sequence[Cell]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write_outgoing(out: BinaryIO, listed: OutgoingList) -> int:
    """Write the workbook; gives the number of lines."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": listed.title, "created": CREATED})
        page = workbook.add_worksheet(listed.sheet[:31])
        title = workbook.add_format({"bold": True, "font_size": 14})
        head = workbook.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True})
        text = workbook.add_format({"num_format": "@", "valign": "top"})
        number = workbook.add_format({"num_format": "#,##0", "valign": "top"})
        page.write_string(0, 0, guarded(listed.title), title)
        page.write_string(1, 0, guarded(listed.note))
        for column, heading in enumerate(listed.headings):
            page.write_string(3, column, heading, head)
            page.set_column(column, column, max(12, min(len(heading) + 4, 30)))
        row = 3
        for row, line in enumerate(listed.lines, 4):
            for column, cell in enumerate(line):
                if isinstance(cell, str):
                    page.write_string(row, column, guarded(cell), text)
                else:
                    page.write_number(row, column, cell, number)
        page.freeze_panes(4, 0)
        if row > 3:
            page.autofilter(3, 0, row, len(listed.headings) - 1)
            for heading, words in listed.choices.items():
                column = list(listed.headings).index(heading)
                rule = {"validate": "list", "source": list(words), "error_type": "information"}
                page.data_validation(4, column, row, column, rule)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return row - 3
