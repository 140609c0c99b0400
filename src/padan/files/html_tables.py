"""HTML and XML 2003 tables saved under .xls, to grids."""

import re
from dataclasses import dataclass

import polars as pl
from lxml import etree, html

from padan.domain.errors import UnreadableFileError
from padan.files import limits
from padan.files.delimited import encoding_of
from padan.files.grids import Grid, cleaned, column_name

MAX_SPAN = 1000
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_TABLE_BEGINS = re.compile(rb"<table\b", re.I)
_TABLE_ENDS = re.compile(rb"</table\s*>", re.I)
_PAGE_ENDS = re.compile(rb"</(?:html|body)\s*>\s*$", re.I)
_BOOK_ENDS = re.compile(rb"</(?:\w+:)?Workbook\s*>")


def read_html(data: bytes) -> list[Grid]:
    """All innermost tables one below the other, as Excel lays them out.

    Raises UnreadableFileError where the page breaks off inside a table: the rows behind the break are lost.
    """
    data, encoding = _decoded(data)
    if _breaks_off(data):
        raise _cut_short()
    parser = html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _no_table() from error
    laid = _Laid([], [])
    for table in tree.iter("table"):
        if next(table.iterdescendants("table"), None) is None:
            _table(table, laid)
            limits.check_rows(len(laid.rows))
    if not laid.rows:
        raise _no_table()
    return [_grid("", laid)]


@dataclass(frozen=True, slots=True)
class _Laid:
    """Rows of texts, and the areas of more than one cell: first row, first column, last row, last column, from 0."""

    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]

    def add(self, row: list[str], cells: int) -> int:
        """Adds a row; gives how many cells are laid out with it, as long as they do not fill the memory."""
        self.rows.append(row)
        limits.check_cells(cells + len(row))
        return cells + len(row)


def _decoded(data: bytes) -> tuple[bytes, str | None]:
    """The page and its encoding, UTF-16 brought to UTF-8; None lets the parser obey a charset in the page."""
    encoding = encoding_of(data[:262_144])
    if encoding is not None and encoding.startswith("utf-16"):
        return data.decode(encoding, errors="replace").removeprefix("\ufeff").encode(), "utf-8"
    if encoding == "utf-8-sig":
        return data[3:], "utf-8"
    return data, None if b"charset" in data[:4096].lower() else encoding


def _breaks_off(data: bytes) -> bool:
    """Whether a table that has begun does not end, nor the page after it."""
    plain = _COMMENT.sub(b"", data)
    begun, ended = len(_TABLE_BEGINS.findall(plain)), len(_TABLE_ENDS.findall(plain))
    return begun > ended and not _PAGE_ENDS.search(plain[-200:])


def _cut_short() -> UnreadableFileError:
    return UnreadableFileError(
        "berkas terpotong di tengah tabelnya, baris sesudahnya hilang; minta salinan baru, atau bila di Excel tampak "
        "utuh simpan ulang sebagai .xlsx",
        "the file breaks off in the middle of its table and the rows behind are lost; ask for a new copy, or save it "
        "as .xlsx where Excel shows it whole",
    )


def _no_table() -> UnreadableFileError:
    return UnreadableFileError(
        "halaman HTML tanpa tabel; salin daftarnya ke buku kerja Excel",
        "an HTML page without a table; copy the list into an Excel workbook",
    )


def _table(table: html.HtmlElement, laid: _Laid) -> None:
    """Adds rows with cells put right of what spans down from above."""
    below: dict[int, int] = {}
    cells = sum(map(len, laid.rows))
    for line in table.iter("tr"):
        row: list[str] = []
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            _skip_spanned(row, below)
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            if tall > 1:
                below.update({len(row) + offset: tall for offset in range(wide)})
            _note_area(laid, len(row), wide, tall)
            row += [_text(cell), *[""] * (wide - 1)]
            limits.check_columns(len(row))
        below = {column: left - 1 for column, left in below.items() if left > 1}
        cells = laid.add(row, cells)


def _note_area(laid: _Laid, column: int, wide: int, tall: int) -> None:
    if wide > 1 or tall > 1:
        row = len(laid.rows)
        laid.merged.append((row, column, row + tall - 1, column + wide - 1))


def _text(cell: html.HtmlElement) -> str:
    """The text of a cell in one line; a line break and the end of a paragraph part words."""
    for mark in cell.iter("br", "p", "div", "li"):
        mark.tail = " " + (mark.tail or "")
    return " ".join(cell.text_content().split())


def _skip_spanned(row: list[str], below: dict[int, int]) -> None:
    while below.get(len(row), 0) > 0:
        row.append("")


def _span(cell: html.HtmlElement, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isdigit() else 1


def _grid(sheet: str, laid: _Laid) -> Grid:
    rows = laid.rows
    width = max(map(len, rows))
    limits.check_area(len(rows), width)
    columns = {
        column_name(position): pl.Series(
            [row[position] if position < len(row) else None for row in rows], dtype=pl.String
        )
        for position in range(width)
    }
    numbers = pl.Series("row", range(1, len(rows) + 1), dtype=pl.Int64)
    frame = pl.DataFrame({"row": numbers, **columns}).with_columns(hidden=pl.lit(False))
    frame, notes = cleaned(frame)
    return Grid(sheet, frame.lazy(), width, merged=tuple(laid.merged), notes=notes)


def read_xml_sheet(data: bytes) -> list[Grid]:
    """The sheets of an XML Spreadsheet 2003. Raises UnreadableFileError where it breaks off."""
    if not _BOOK_ENDS.search(data[-4000:].replace(b"\x00", b"")):
        raise _cut_short()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_table() from error
    sheets = [] if tree is None else list(tree.iter("{*}Worksheet"))
    if not sheets:
        raise limits.no_sheet()
    laid = [(_named(sheet, "Name"), _xml_rows(sheet)) for sheet in sheets]
    return [_grid(name, sheet) for name, sheet in laid if any(sheet.rows)]


def _named(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _place(element: etree._Element, before: int) -> int:
    """The 1-based place of a row or cell: as stated, else after the one before."""
    text = _named(element, "Index")
    return int(text) if text.isdigit() and int(text) > before else before + 1


def _xml_rows(sheet: etree._Element) -> _Laid:
    laid = _Laid([], [])
    cells = 0
    for line in sheet.iter("{*}Row"):
        place = _place(line, len(laid.rows))
        limits.check_rows(place)
        laid.rows.extend([] for _ in range(place - len(laid.rows) - 1))
        row: list[str] = []
        for cell in line.iter("{*}Cell"):
            column = _place(cell, len(row))
            limits.check_columns(column)
            row += [""] * (column - 1 - len(row))
            across, down = _further(cell, "MergeAcross"), _further(cell, "MergeDown")
            _note_area(laid, len(row), across + 1, down + 1)
            row += [_xml_text(cell), *[""] * across]
        cells = laid.add(row, cells)
    return laid


def _further(cell: etree._Element, name: str) -> int:
    text = _named(cell, name)
    return min(int(text), MAX_SPAN) if text.isdigit() else 0


def _xml_text(cell: etree._Element) -> str:
    data = next(cell.iter("{*}Data"), None)
    if data is None:
        return ""
    text = "".join(str(part) for part in data.itertext())
    return text.removesuffix("T00:00:00.000") if _named(data, "Type") == "DateTime" else text
