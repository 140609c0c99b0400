"""Reads the workbook in which the branch answered what was sent to it, or a sheet of its own."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import python_calamine as calamine

from padan.domain.cell_text import unguarded
from padan.domain.errors import UnreadableFileError
from padan.domain.reply_sheet import KPJ, NIK, NUMBER, WORD, ReplyLine, column_of, is_own
from padan.files.limits import whole_or_damaged
from padan.files.queue_sheet import HEADING_WITHIN, small_workbook, texts_of

Rows = Sequence[tuple[int, Sequence[str]]]


def read_reply_sheet(path: Path) -> list[ReplyLine]:
    """The rows of every sheet that names people or numbers and says what became of them, in their order.

    Raises UnreadableFileError with what to do where there is no such sheet.
    """
    data = small_workbook(path)
    found: list[ReplyLine] | None = None
    with whole_or_damaged(calamine.CalamineError, ValueError, OSError, KeyError):
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            lines = _lines_of(texts_of(book, name))
            if lines is not None:
                found = [*(found or []), *lines]
    if found is None:
        raise UnreadableFileError(
            "tidak ada lembar dengan kolom Jawaban (atau Status) beserta No kiriman, NIK atau KPJ: unggah berkas yang "
            "diunduh dari halaman Kiriman, atau beri judul itu pada kolom berkas Anda",
            "no sheet has a column Jawaban (or Status) together with No kiriman, NIK or KPJ: upload the workbook from "
            "the page of what was sent, or give the columns of your own file these headings",
        )
    return found


def _lines_of(rows: Rows) -> list[ReplyLine] | None:
    for at, (_, row) in enumerate(rows[:HEADING_WITHIN]):
        columns = _columns(row)
        if WORD in columns and columns.keys() & {NUMBER, NIK, KPJ}:
            return _lines(columns, rows[at + 1 :])
    return None


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Where each column stands; where two headings mean the same, our own word is the one that is read."""
    found: dict[str, int] = {}
    for at, text in enumerate(row):
        column = column_of(text)
        if column and (column not in found or is_own(text)):
            found[column] = at
    return found


def _lines(columns: Mapping[str, int], rows: Rows) -> list[ReplyLine]:
    lines = []
    for number, row in rows:
        said = {column: unguarded(row[at]) for column, at in columns.items() if at < len(row) and row[at]}
        if said:
            lines.append(ReplyLine(number, said))
    return lines
