"""Workbooks that tests hand in, and what is read from those that go out."""

from collections.abc import Sequence
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

HEADINGS_ROW = 4
"""Row of the headings in a workbook that goes out."""


def workbook(
    headings: Sequence[str], rows: Sequence[Sequence[object]], name: str = "berkas.xlsx"
) -> SimpleUploadedFile:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def lines_of(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a workbook that goes out."""
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return rows[HEADINGS_ROW - 1], rows[HEADINGS_ROW:]


def filled(data: bytes, answers: dict[str, dict[str, str]], name: str = "jawaban.xlsx") -> SimpleUploadedFile:
    """The same workbook with cells filled in: {NIK: {heading: text}}."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.active
    assert sheet is not None
    headings = {str(cell.value): cell.column for cell in sheet[HEADINGS_ROW] if cell.value}
    for heading in sorted({h for said in answers.values() for h in said} - set(headings)):
        headings[heading] = max(headings.values()) + 1
        sheet.cell(HEADINGS_ROW, headings[heading], heading)
    for row in range(HEADINGS_ROW + 1, sheet.max_row + 1):
        for heading, text in answers.get(str(sheet.cell(row, headings["NIK"]).value), {}).items():
            sheet.cell(row, headings[heading], text)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())
