"""HTML and XML 2003 tables saved under .xls, to grids."""

from collections.abc import Iterator

import polars as pl
from lxml import etree, html

from padan.domain.errors import UnreadableFileError
from padan.files import limits
from padan.files.delimited import encoding_of
from padan.files.grids import Grid, cleaned, column_name

MAX_SPAN = 1000


def read_html(data: bytes) -> list[Grid]:
    """All innermost tables one below the other, as Excel lays them out."""
    parser = html.HTMLParser(encoding=_encoding(data), no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _no_table() from error
    rows: list[list[str]] = []
    for table in tree.iter("table"):
        if next(table.iterdescendants("table"), None) is None:
            rows += _table(table)
            limits.check_rows(len(rows))
    if not rows:
        raise _no_table()
    return [_grid("", rows)]


def _encoding(data: bytes) -> str | None:
    """None lets the parser obey a charset in the page."""
    if b"charset" in data[:4096].lower():
        return None
    return encoding_of(data[:262_144])


def _no_table() -> UnreadableFileError:
    return UnreadableFileError(
        "halaman HTML tanpa tabel; salin daftarnya ke buku kerja Excel",
        "an HTML page without a table; copy the list into an Excel workbook",
    )


def _table(table: html.HtmlElement) -> list[list[str]]:
    """Rows with cells put right of what spans down from above."""
    rows: list[list[str]] = []
    below: dict[int, int] = {}
    for line in table.iter("tr"):
        row: list[str] = []
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            _skip_spanned(row, below)
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            if tall > 1:
                below.update({len(row) + offset: tall for offset in range(wide)})
            row += [" ".join(cell.text_content().split()), *[""] * (wide - 1)]
            limits.check_columns(len(row))
        below = {column: left - 1 for column, left in below.items() if left > 1}
        rows.append(row)
    return rows


def _skip_spanned(row: list[str], below: dict[int, int]) -> None:
    while below.get(len(row), 0) > 0:
        row.append("")


def _span(cell: html.HtmlElement, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isdigit() else 1


def _grid(sheet: str, rows: list[list[str]], hidden: bool = False) -> Grid:
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
    return Grid(sheet, frame.lazy(), width, hidden, notes=notes)


def read_xml_sheet(data: bytes) -> list[Grid]:
    """The sheets of an XML Spreadsheet 2003."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_table() from error
    sheets = [] if tree is None else list(tree.iter("{*}Worksheet"))
    grids = [(sheet, list(_xml_rows(sheet))) for sheet in sheets]
    return [_grid(_named(sheet, "Name"), rows) for sheet, rows in grids if rows and any(rows)]


def _named(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _place(element: etree._Element, before: int) -> int:
    """The 1-based place of a row or cell: as stated, else after the one before."""
    text = _named(element, "Index")
    return int(text) if text.isdigit() and int(text) > before else before + 1


def _xml_rows(sheet: etree._Element) -> Iterator[list[str]]:
    number = 0
    for line in sheet.iter("{*}Row"):
        place = _place(line, number)
        limits.check_rows(place)
        yield from ([] for _ in range(place - number - 1))
        number = place
        row: list[str] = []
        for cell in line.iter("{*}Cell"):
            column = _place(cell, len(row))
            limits.check_columns(column)
            row += [""] * (column - 1 - len(row))
            row.append(_xml_text(cell))
            across = _named(cell, "MergeAcross")
            row += [""] * (min(int(across), MAX_SPAN) if across.isdigit() else 0)
        yield row


def _xml_text(cell: etree._Element) -> str:
    data = next(cell.iter("{*}Data"), None)
    if data is None:
        return ""
    text = "".join(str(part) for part in data.itertext())
    return text.removesuffix("T00:00:00.000") if _named(data, "Type") == "DateTime" else text
