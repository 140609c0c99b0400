"""CSV and its kin to grids: delimiter and encoding are found by looking; lines are read as a stream."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

import polars as pl

from padan.domain.errors import UnreadableFileError
from padan.files import limits
from padan.files.csv_records import Records
from padan.files.grids import Grid, cleaned, column_name
from padan.files.layouts import KNOWN
from padan.files.plain_csv import EXCEL_TEXT, scan_plain

DELIMITERS = (",", ";", "\t", "|")
SNIFFED_BYTES = 262_144
SNIFFED_LINES = 60
CHUNK_RECORDS = 100_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(head: bytes) -> str | None:
    """The encoding of a text by its first bytes; None where the bytes are no text."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    zeros = head.count(0)
    if zeros > len(head) * 0.2:
        return _utf16_without_mark(head)
    if zeros > max(8, len(head) * 0.01) or _control_signs(head) > max(8, len(head) * 0.02):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _control_signs(head: bytes) -> int:
    return sum(head.count(sign) for sign in (*range(1, 9), *range(14, 27), *range(28, 32)))


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 5 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 5 * odd else None


def delimiter_of(text: str) -> str:
    """The delimiter of a text: the one that brings out most headings, then the most even columns."""
    lines = text.splitlines()
    if lines and re.fullmatch(r"sep=.", lines[0].strip()):
        return lines[0].strip()[4]
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[int, float]:
    try:
        rows = [
            row for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), SNIFFED_LINES) if row
        ]
    except csv.Error:
        return (0, 0.0)
    headings = max((sum(_plain(cell) in KNOWN for cell in row) for row in rows), default=0)
    widths = [len(row) for row in rows if len(row) > 1]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (headings if usual > 1 else 0, usual * widths.count(usual) / max(len(rows), 1))


def _plain(cell: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", cell.lower())


def read_delimited(path: Path, data: bytes | None = None) -> list[Grid]:
    """The one grid of a CSV file; `data` stands in for the file's bytes where they had to be changed."""
    with _bytes(path, data) as source:
        head = source.read(SNIFFED_BYTES)
    encoding = encoding_of(head)
    if encoding is None:
        raise neither_table_nor_text()
    text = head.decode(encoding, errors="ignore")
    delimiter = delimiter_of(text)
    if data is None and (plain := scan_plain(path, delimiter, _width(text, delimiter))) is not None:
        return [plain]
    try:
        frame, stray = _frame(path, data, encoding, delimiter)
    except UnicodeDecodeError:
        frame, stray = _frame(path, data, "cp1252", delimiter)
    if frame is None or column_name(0) not in frame.columns:
        return []
    frame, notes = cleaned(frame)
    return [Grid("", frame.lazy(), frame.width - 2, notes=(*notes, *stray))]


def neither_table_nor_text() -> UnreadableFileError:
    """The error for bytes of no kind that is known."""
    return UnreadableFileError(
        "isinya bukan tabel maupun teks, mungkin rusak saat disalin; minta salinan baru, atau simpan daftarnya sebagai "
        ".xlsx atau .csv",
        "the content is neither a table nor text, perhaps damaged when it was copied; ask for a new copy, or save the "
        "list as .xlsx or .csv",
    )


def _width(text: str, delimiter: str) -> int:
    """The most cells of the first lines, the last one not counted: it may be cut."""
    return max((line.count(delimiter) + 1 for line in text.splitlines()[:-1]), default=0)


def _bytes(path: Path, data: bytes | None) -> io.BufferedReader | io.BytesIO:
    return io.BytesIO(data) if data is not None else path.open("rb")


def _frame(
    path: Path, data: bytes | None, encoding: str, delimiter: str
) -> tuple[pl.DataFrame | None, tuple[str, ...]]:
    """All records as one frame, None where there is none; and notes on how they were read."""
    errors = "replace" if encoding == "cp1252" else "strict"
    with _bytes(path, data) as source, io.TextIOWrapper(source, encoding, errors=errors, newline="") as text:
        records = Records(text, delimiter)
        chunks = list(_chunks(records))
    chunks = [chunk for chunk in chunks if chunk.height]
    return pl.concat(chunks, how="diagonal") if chunks else None, records.notes


def _chunks(records: Records) -> Iterator[pl.DataFrame]:
    numbered = iter(records)
    while some := list(islice(numbered, CHUNK_RECORDS)):
        lines, cells = zip(*some, strict=True)
        yield _chunk(cells, lines)


def _chunk(records: Sequence[list[str]], lines: Sequence[int]) -> pl.DataFrame:
    width = max(map(len, records))
    limits.check_area(len(records), max(width, 1))
    columns = {
        column_name(position): pl.Series(values, dtype=pl.String).str.replace(EXCEL_TEXT, "$1")
        for position, values in enumerate(zip_longest(*records))
    }
    return pl.DataFrame({"row": pl.Series(lines, dtype=pl.Int64), **columns}).with_columns(hidden=pl.lit(False))
