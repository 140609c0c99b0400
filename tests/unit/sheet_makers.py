"""Makes small files of every kind that the reader must take, with synthetic people."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Row = Sequence[Any]
HEADING: Row = ("No", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "JK", "Alamat")
ERRORS = {"#N/A": 0x2A, "#REF!": 0x17}
"""Texts that stand for a formula without a result, written as each format has it; and their codes in .xls."""
NAMES = ("BUDI SANTOSO", "SITI AMINAH", "AHMAD YANI", "NURHAYATI", "RAHMAT HIDAYAT", "DEWI LESTARI")


def person(number: int, *, day: int | None = None) -> list[Any]:
    """One synthetic row under HEADING: serial from 9001."""
    woman = number % 2
    day = day or number % 28 + 1
    nik = f"157101{day + 40 * woman:02d}0580{9000 + number:04d}"
    return [
        number,
        nik,
        f"{NAMES[number % 6]} {chr(65 + number % 26)}{chr(65 + number // 26)}",
        "JAMBI",
        f"{day:02d}-05-1980",
        "LP"[woman],
        f"JL. MAWAR {number}",
    ]


def people(count: int) -> list[list[Any]]:
    """Several of them, from number 1."""
    return [person(number) for number in range(1, count + 1)]


def xlsx(
    path: Path, sheets: Mapping[str, Sequence[Row]], *, hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()
) -> Path:
    """A workbook; `hidden_rows` are as seen in Excel and hold for every sheet."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    book.set_properties({"created": datetime(2024, 1, 1)})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell in ERRORS:
                    page.write_formula(row, column, "=VLOOKUP(A1,Z1:Z9,1,0)", None, cell)
                elif cell is not None:
                    page.write(row, column, cell)
        for row in hidden_rows:
            page.set_row(row - 1, None, None, {"hidden": True})
        if name in hidden:
            page.hide()
    book.close()
    return path


def ods(path: Path, rows: Sequence[Row], *, hidden_rows: Sequence[int] = (), sheet: str = "Data") -> Path:
    """An OpenDocument sheet of texts and numbers."""
    lines = []
    for number, cells in enumerate(rows, 1):
        state = ' table:visibility="collapse"' if number in hidden_rows else ""
        lines.append(f"<table:table-row{state}>{''.join(map(_ods_cell, cells))}</table:table-row>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{sheet}">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def locked_ods(path: Path, member: str) -> Path:
    """An OpenDocument sheet with a password: `member` is content.xml, or encrypted-package for the whole of it."""
    plain = ods(path.with_suffix(".plain.ods"), [HEADING, person(1)])
    said = (
        f'<manifest:file-entry manifest:full-path="{member}" manifest:media-type="text/xml" manifest:size="500">'
        '<manifest:encryption-data manifest:checksum="x"><manifest:algorithm '
        'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></manifest:encryption-data>'
        "</manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        target.writestr("mimetype", source.read("mimetype"))
        target.writestr(member, bytes(37 * n % 256 for n in range(600)))
        manifest = source.read("META-INF/manifest.xml").decode()
        target.writestr("META-INF/manifest.xml", manifest.replace("</manifest:manifest>", said))
    plain.unlink()
    return path


def locked_xls(path: Path, way: str) -> Path:
    """An Excel 97 workbook with a password, by `rc4`, `cryptoapi` or `xor` ([MS-XLS] 2.4.117 FilePass)."""
    told = {"rc4": (1, 1, 1, bytes(range(48))), "cryptoapi": (1, 4, 2, bytes(200)), "xor": (0, 0x1234, 0x5678, b"")}[
        way
    ]
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    locked = _record(0x2F, struct.pack("<HHH", *told[:3]) + told[3])
    path.write_bytes(ole("Workbook", start + locked + bytes(37 * n % 256 for n in range(6000))))
    return path


def _ods_cell(cell: Any) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if cell in ERRORS:
        failed = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
        return f"<table:table-cell {failed}><text:p>{cell}</text:p></table:table-cell>"
    if isinstance(cell, int):
        number = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {number}><text:p>{cell}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def xls(
    path: Path, sheets: Mapping[str, Sequence[Row]], *, hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()
) -> Path:
    """An Excel 97 workbook of texts and numbers, its records written by hand."""
    bodies = [_xls_sheet(rows, hidden_rows) for rows in sheets.values()]
    bounds = [_bound(name, 0, name in hidden) for name in sheets]
    start = len(_record(0x809, b"\0" * 16)) + sum(map(len, bounds)) + len(_record(0x0A, b""))
    bounds = []
    for name, body in zip(sheets, bodies, strict=True):
        bounds.append(_bound(name, start, name in hidden))
        start += len(body)
    stream = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6)) + b"".join(bounds) + _record(0x0A, b"")
    path.write_bytes(ole("Workbook", stream + b"".join(bodies)))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bound(name: str, start: int, hidden: bool) -> bytes:
    return _record(0x85, struct.pack("<IBBBB", start, int(hidden), 0, len(name), 0) + name.encode("latin-1"))


def _xls_sheet(rows: Sequence[Row], hidden_rows: Sequence[int]) -> bytes:
    width = max(map(len, rows))
    parts = [_record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1997, 0, 6))]
    parts.append(_record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for number, cells in enumerate(rows):
        grbit = 0x120 if number + 1 in hidden_rows else 0x100
        parts.append(_record(0x208, struct.pack("<HHHHHHHH", number, 0, len(cells), 255, 0, 0, grbit, 15)))
        for column, cell in enumerate(cells):
            if isinstance(cell, int | float):
                parts.append(_record(0x203, struct.pack("<HHHd", number, column, 0, cell)))
            elif cell in ERRORS:
                parts.append(_record(0x205, struct.pack("<HHHBB", number, column, 0, ERRORS[cell], 1)))
            elif cell:
                text = str(cell)
                parts.append(
                    _record(0x204, struct.pack("<HHHHB", number, column, 0, len(text), 1) + text.encode("utf-16-le"))
                )
    parts.append(_record(0x0A, b""))
    return b"".join(parts)


def ole(name: str, stream: bytes) -> bytes:
    """A compound file with one stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    table_sectors = -(-(sectors + 2) // 127)
    first = table_sectors + 1
    chain = [0xFFFFFFFD] * table_sectors + [0xFFFFFFFE]
    chain += [first + index + 1 for index in range(sectors - 1)] + [0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (128 * table_sectors - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += (
        b"\0" * 10
        + struct.pack("<IIIIIIIII", table_sectors, table_sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:36]
    )
    header += struct.pack("<109I", *range(table_sectors), *[0xFFFFFFFF] * (109 - table_sectors))
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, first, len(stream))
    directory += _entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    return header[:512] + struct.pack(f"<{len(chain)}I", *chain) + directory + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    body = text.ljust(64, b"\0") + struct.pack("<HBB", length, kind, 1)
    body += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36
    return body + struct.pack("<IQ", start, size)


def csv_text(rows: Sequence[Row], delimiter: str = ",") -> str:
    """Rows without any quoting."""
    return "".join(delimiter.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows)


def html(rows: Sequence[Row]) -> bytes:
    """A page with one table, as web applications export it under .xls."""
    lines = "".join("<tr>" + "".join(f"<td>{escape(str(cell or ''))}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table border=1>{lines}</table></body></html>'.encode()


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """A zip archive in memory."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()
