"""Reads the workbook in which an office answered its cases offline."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import python_calamine as calamine

from padan.domain.cell_text import plain_text, unguarded
from padan.domain.errors import UnreadableFileError
from padan.domain.queue_sheet import ANSWER, HEADINGS, KEY, AnswerLine
from padan.files.grids import text_of
from padan.files.limits import open_zip, whole_or_damaged
from padan.files.workbook_parts import openable

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
HEADING_WITHIN = 20
_COLUMN_OF = {word.casefold(): column for column, words in HEADINGS.items() for word in words}


def read_queue_sheet(path: Path) -> list[AnswerLine]:
    """The rows that carry a key or an answer, in their order. Raises UnreadableFileError with what to do.

    The workbook is one that Padan wrote: it is small, so that a large one is refused before it is unpacked.
    """
    data = small_workbook(path)
    with whole_or_damaged(calamine.CalamineError, ValueError, OSError, KeyError):
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = texts_of(book, name)
            for at, (_, row) in enumerate(rows[:HEADING_WITHIN]):
                columns = _columns(row)
                if columns.keys() >= {ANSWER, KEY}:
                    return _lines(columns, rows[at + 1 :])
    raise UnreadableFileError(
        "lembar jawaban tidak ditemukan: unggah berkas yang diunduh dari halaman Pemeriksaan, tanpa mengubah judul "
        "kolomnya",
        "no sheet of answers was found: upload the workbook that was downloaded from the review page, its headings as "
        "they were",
    )


def small_workbook(path: Path) -> bytes:
    """The bytes of a small .xlsx. Raises UnreadableFileError before anything large is unpacked."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFileError(
            "berkas lebih dari 5 MB; unggah berkas yang diunduh dari halaman ini",
            "the file has more than 5 MB; upload the workbook that was downloaded from this page",
        )
    data = path.read_bytes()
    if not data.startswith(b"PK\x03\x04"):
        raise UnreadableFileError(
            "berkas ini bukan buku kerja .xlsx; simpan dari Excel sebagai .xlsx, lalu unggah lagi",
            "this is no .xlsx workbook; save it from Excel as .xlsx and upload it again",
        )
    archive = open_zip(data)
    if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
        raise UnreadableFileError("isi berkas terlalu besar", "the file unpacks to too much")
    return openable(data)


def texts_of(book: Any, name: str) -> list[tuple[int, list[str]]]:
    """Each row of a sheet: the number that Excel shows, and its cells as plain text."""
    sheet = book.get_sheet_by_name(name)
    first = (sheet.start or (0, 0))[0]
    found = sheet.to_python(skip_empty_area=True)
    return [(first + at + 1, [plain_text(text_of(cell)) for cell in row]) for at, row in enumerate(found)]


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(row):
        column = _COLUMN_OF.get(text.casefold())
        if column is not None:
            found.setdefault(column, at)
    return found


def _lines(columns: Mapping[str, int], rows: Sequence[tuple[int, Sequence[str]]]) -> list[AnswerLine]:
    lines = []
    for number, row in rows:
        said = {column: unguarded(row[at]) for column, at in columns.items() if at < len(row) and row[at]}
        if said:
            lines.append(AnswerLine(number, said))
    return lines
