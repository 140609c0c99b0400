"""How large a file may be, checked before anything is unpacked or laid out in memory."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from padan.domain.errors import UnreadableFileError

MAX_WORKBOOK_BYTES = 50 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_COLUMNS = 16_384
MAX_CELLS = 60_000_000
MAX_CELL_BYTES = 1_000_000
MAX_UNPACKED_BYTES = 2 * 1024**3
MAX_RATIO = 200
RATIO_FROM_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 10_000
CHUNK_BYTES = 4 * 1024 * 1024


def check_workbook_size(path: Path) -> None:
    """Refuses a workbook past 50 MB."""
    size = path.stat().st_size
    if size > MAX_WORKBOOK_BYTES:
        raise UnreadableFileError(
            f"berkas {size / 1024**2:.0f} MB, batas buku kerja 50 MB; bagi atau simpan sebagai CSV",
            f"the file has {size / 1024**2:.0f} MB, a workbook may have 50 MB; split it or save it as CSV",
        )


def check_rows(rows: int) -> None:
    """Refuses a workbook past 1,000,000 rows."""
    if rows > MAX_ROWS:
        raise UnreadableFileError(
            "lebih dari 1.000.000 baris dalam satu buku kerja; bagi menjadi beberapa berkas atau simpan sebagai CSV",
            "more than 1,000,000 rows in one workbook; split it or save it as CSV",
        )


def check_columns(columns: int) -> None:
    """Refuses more columns than a sheet of Excel can have."""
    if columns > MAX_COLUMNS:
        raise UnreadableFileError(
            "lebih dari 16.384 kolom; hapus kolom yang bukan bagian daftar",
            "more than 16,384 columns; delete the columns that are no part of the list",
        )


def check_area(rows: int, columns: int) -> None:
    """Refuses a sheet so wide and so tall that laying it out would fill the memory."""
    check_columns(columns)
    if rows * columns > MAX_CELLS:
        raise UnreadableFileError(
            f"lembar terlalu besar ({rows} baris x {columns} kolom); hapus sel isian yang jauh di luar daftar",
            f"the sheet is too large ({rows} rows x {columns} columns); delete cells that stand far outside the list",
        )


def check_cells(cells: int) -> None:
    """Refuses sheets that would fill the memory together."""
    if cells > MAX_CELLS:
        raise UnreadableFileError(
            "isinya terlalu besar bila dijajarkan (lebih dari 60.000.000 sel); hapus sel yang jauh di luar daftar",
            "too large when laid out (more than 60,000,000 cells); delete cells that stand far outside the list",
        )


def check_longest_cell(frame: pl.DataFrame, longest: int | None) -> None:
    """Refuses a cell of more than a megabyte: a list has none, a quotation mark left open makes one."""
    if (longest or 0) > MAX_CELL_BYTES:
        found = frame.filter(pl.any_horizontal(pl.col(pl.String).str.len_bytes() > MAX_CELL_BYTES))
        raise cell_too_long(found["row"][0])


def cell_too_long(row: int) -> UnreadableFileError:
    """The error for one cell past the limit."""
    return UnreadableFileError(
        f"satu sel di baris {row} lebih dari 1 MB; periksa tanda kutip yang tidak ditutup atau isi yang salah tempel",
        f"a cell in row {row} has more than 1 MB; look for a quotation mark left open or a wrong paste",
    )


def _bomb() -> UnreadableFileError:
    return UnreadableFileError(
        "isi berkas mengembang tidak wajar (zip bomb) dan tidak dibuka",
        "the file unpacks to an unreasonable size (zip bomb) and was not opened",
    )


def _damaged_zip() -> UnreadableFileError:
    return UnreadableFileError(
        "berkas rusak atau terpotong (arsip zip di dalamnya tidak utuh); minta salinan baru atau simpan ulang di Excel",
        "the file is damaged or cut short (its zip archive is not whole); ask for a new copy or save it again in Excel",
    )


def damaged() -> UnreadableFileError:
    """The error for a file that breaks off or contradicts itself."""
    return UnreadableFileError(
        "berkas rusak atau terpotong; minta salinan baru atau simpan ulang",
        "the file is damaged or cut short; ask for a new copy or save it again",
    )


def no_sheet() -> UnreadableFileError:
    """The error for a workbook of no sheet, or of charts alone."""
    return UnreadableFileError(
        "buku kerja ini tidak punya lembar berisi sel; periksa apakah ini berkas yang dimaksud",
        "this workbook has no sheet of cells; check that it is the file that was meant",
    )


@contextmanager
def whole_or_damaged(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds, and panics of native code (no Exception in Python), said as a damaged file."""
    try:
        yield
    except kinds as error:
        raise damaged() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise damaged() from error
        raise


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip archive in `data`, its stated sizes found sane."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, UnicodeError) as error:
        raise _damaged_zip() from error
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_UNPACKED_BYTES:
        raise _bomb()
    for member in members:
        if member.file_size > RATIO_FROM_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise _bomb()
    return archive


def inflated(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member truly unpacks to, in pieces, given up where it exceeds the size that it states."""
    start = member.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04" or member.flag_bits & 1:
        raise _damaged_zip()
    names, extra = struct.unpack("<HH", header[26:30])
    begin = start + 30 + names + extra
    packed = memoryview(data)[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        yield from _unpacked(packed, member.file_size)
    else:
        raise _damaged_zip()


def _unpacked(packed: memoryview, stated: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    left = stated
    waiting: bytes | memoryview = packed
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(waiting, CHUNK_BYTES)
            waiting = unpacker.unconsumed_tail
            left -= len(piece)
            if left < 0:
                raise _bomb()
            if not piece and not waiting:
                break
            yield piece
    except zlib.error as error:
        raise _damaged_zip() from error
    if left:
        raise _damaged_zip()


def check_members(data: bytes, archive: zipfile.ZipFile, *, but: frozenset[str] = frozenset()) -> None:
    """Unpacks, without keeping, every member that could be larger than it states, `but` those unpacked elsewhere."""
    for member in archive.infolist():
        if member.compress_size > 64 * 1024 and member.filename.lower() not in but:
            for _ in inflated(data, member):
                pass


def check_row_bytes(size: int) -> None:
    """Refuses a sheet of which one row alone would fill the memory."""
    if size > 64 * CHUNK_BYTES:
        raise _bomb()
