"""Hidden rows, the date system and the extent of an .xls, read from its records (BIFF5 and BIFF8): calamine passes over
the first two, and lays out whatever the last says.

Layout: [MS-XLS] 2.4.28 BoundSheet8, 2.4.221 Row, 2.4.77 Date1904, 2.4.24 BoolErr, 2.5.133 FormulaValue.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile  # type: ignore[import-untyped]

from padan.domain.errors import PadanError
from padan.files import limits

_BOUNDSHEET, _ROW, _DATE_1904, _BOF, _EOF = 0x85, 0x208, 0x22, 0x809, 0x0A
_BOOL_OR_ERROR, _FORMULA, _DIMENSIONS = 0x205, 0x06, 0x200
_CELLS = frozenset((0x06, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406, 0xBD, 0xD6, 0xFD))
"""Records that begin with the row and the column of a cell that shows something."""
_HIDDEN = 0x20
_SUBSTREAM_LIMIT = 200


@dataclass(slots=True)
class OldParts:
    """By sheet name the numbers of hidden rows (from 1) and how many cells hold an error; whether dates count from
    1904."""

    hidden_rows: dict[str, set[int]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    epoch_1904: bool = False


def read_old_parts(data: bytes) -> OldParts:
    """What the records say; nothing where they cannot be followed.

    Raises UnreadableFileError where a cell stands so far out that laying out the sheet would fill the memory.
    """
    parts = OldParts()
    try:
        stream = _stream(data)
        cells = 0
        for name, start in _globals(stream, parts):
            parts.hidden_rows[name], parts.errors[name], area = _sheet(stream, start)
            cells += area
            limits.check_cells(cells)
    except PadanError:
        raise
    except Exception:  # a damaged container fails in many ways; calamine says what is wrong with it
        return parts
    return parts


def _stream(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        with container.openstream(name) as stream:
            return bytes(stream.read())


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record of one substream."""
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        if kind == _EOF:
            return
        place += 4 + size


def _globals(stream: bytes, parts: OldParts) -> list[tuple[str, int]]:
    sheets: list[tuple[str, int]] = []
    wide = True
    for kind, body in _records(stream, 0):
        if kind == _BOF and len(body) >= 2:
            wide = struct.unpack_from("<H", body)[0] >= 0x600
        elif kind == _DATE_1904 and len(body) >= 2:
            parts.epoch_1904 = body[0] == 1
        elif kind == _BOUNDSHEET and len(body) > 8 and len(sheets) < _SUBSTREAM_LIMIT:
            sheets.append((_name(body, wide), struct.unpack_from("<I", body)[0]))
    return sheets


def _name(body: bytes, wide: bool) -> str:
    length = body[6]
    if not wide:
        return body[7 : 7 + length].decode("cp1252", "replace")
    if body[7] & 1:
        return body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return body[8 : 8 + length].decode("latin-1")


def _sheet(stream: bytes, start: int) -> tuple[set[int], int, int]:
    """The hidden rows of a sheet, how many of its cells hold an error, and how many are laid out."""
    hidden: set[int] = set()
    errors = height = width = 0
    for kind, body in _records(stream, start):
        if kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            height, width = max(height, row + 1), max(width, column + 1)
        elif kind == _DIMENSIONS:
            limits.check_area(*_stated(body))
        if kind == _ROW and len(body) >= 14 and struct.unpack_from("<H", body, 12)[0] & _HIDDEN:
            hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _BOOL_OR_ERROR and len(body) >= 8:
            errors += body[7] == 1
        elif kind == _FORMULA and len(body) >= 14:
            errors += body[6] == 2 and body[12:14] == b"\xff\xff"
    limits.check_area(height, width)
    return hidden, errors, height * width


def _stated(body: bytes) -> tuple[int, int]:
    """Rows and columns that a sheet says it has, for which room is made before any cell is read."""
    if len(body) < 10:
        return 0, 0
    first, last, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
    return max(last - first, 0), max(right - left, 0)
