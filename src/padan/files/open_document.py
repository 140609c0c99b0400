"""What calamine does not tell of an OpenDocument sheet, and the sheet without the cells that show nothing at its end.

A column or a whole sheet that was once filled or formatted may end in a million rows of 16,384 empty strings, written
as one cell repeated. They are told by what they show, and taken away before anything is laid out.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from padan.files import limits

CONTENT = "content.xml"
_EXACT_FROM = 2**53
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE = f"{_OFFICE}value"
_VALUES = (_VALUE, *(f"{_OFFICE}{kind}-value" for kind in ("date", "time", "boolean", "string")))
_TYPE = f"{_OFFICE}value-type"
_IS_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ROWS = f"{_TABLE}number-rows-repeated"
_COLUMNS = f"{_TABLE}number-columns-repeated"


class OdsSheet:
    """One sheet while it is looked at; rows count from 1, columns from 0."""

    def __init__(self, table: etree._Element) -> None:
        self.name = table.get(f"{_TABLE}name", "")
        self.hidden_rows: set[int] = set()
        self.long_numbers: dict[tuple[int, int], str] = {}
        self.errors = 0
        self.height = self.width = 0
        self.stated_height = self.stated_width = 0
        row = 0
        for line in table.iter("{*}table-row"):
            times = repeated(line, _ROWS)
            self._row(line, row, times)
            row += times

    @property
    def ends_in_nothing(self) -> bool:
        """Whether cells are stated beyond the last that shows something."""
        return (self.height, self.width) != (self.stated_height, self.stated_width)

    def _row(self, line: etree._Element, above: int, times: int) -> None:
        shown, stated = self._widths(line, above + 1)
        if stated:
            self.stated_height, self.stated_width = above + times, max(self.stated_width, stated)
        if not shown:
            return
        self.height, self.width = above + times, max(self.width, shown)
        limits.check_area(self.height, self.width)
        if line.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.hidden_rows.update(range(above + 1, above + times + 1))

    def _widths(self, line: etree._Element, row: int) -> tuple[int, int]:
        """Columns up to the last cell that shows something, and to the last that is there; long numbers on the way."""
        filled: list[tuple[etree._Element, int]] = []
        column = 0
        for cell in line:
            end = column + repeated(cell, _COLUMNS)
            if cell.get(_TYPE) or len(cell):
                filled.append((cell, end))
                self.errors += cell.get(_IS_ERROR) == "error"
                value = cell.get(_VALUE, "")
                if len(value) >= 16 and value.isdigit() and int(value) > _EXACT_FROM:
                    self.long_numbers[(row, column)] = value
            column = end
        shown = next((end for cell, end in reversed(filled) if shows(cell)), 0)
        return shown, filled[-1][1] if filled else 0


def repeated(element: etree._Element, name: str) -> int:
    """How often a row or cell stands."""
    text = element.get(name, "1")
    return int(text) if text.isdigit() else 1


def shows(cell: etree._Element) -> bool:
    """Whether a cell has a value or a text of its own; an empty string, a mark or a comment shows nothing."""
    if any(cell.get(name, "").strip() for name in _VALUES):
        return True
    return any("".join(map(str, line.itertext())).strip() for line in cell.iterchildren("{*}p"))


def ods_sheets(content: bytes) -> Iterator[OdsSheet]:
    """The sheets of a document one after another; none behind a place where it is broken."""
    try:
        for _, table in etree.iterparse(
            io.BytesIO(content),
            tag="{*}table",
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        ):
            yield OdsSheet(table)
            table.clear()
    except etree.XMLSyntaxError:
        return


def without_end(data: bytes, archive: zipfile.ZipFile, content: bytes) -> bytes:
    """The document without the rows and cells at the end of its sheets that show nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with limits.whole_or_damaged(etree.XMLSyntaxError):
        tree = etree.fromstring(content, parser)
    for table in tree.iter("{*}table"):
        _cut(table)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for member in archive.infolist():
            if member.filename == CONTENT:
                target.writestr(CONTENT, etree.tostring(tree))
            elif member.filename in ("mimetype", "META-INF/manifest.xml"):
                target.writestr(member.filename, b"".join(limits.inflated(data, member)))
    return packed.getvalue()


def _cut(table: etree._Element) -> None:
    ended = True
    for line in reversed(list(table.iter("{*}table-row"))):
        for cell in reversed(line):
            if shows(cell):
                break
            line.remove(cell)
        ended = ended and not len(line)
        parent = line.getparent()
        if ended and parent is not None:
            parent.remove(line)
