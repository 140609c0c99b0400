"""What calamine does not tell of a workbook: hidden rows, every digit of long numbers, and how far cells reach."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from padan.files import limits
from padan.files.old_workbook import read_old_parts
from padan.files.open_document import CONTENT, ods_sheets, without_end

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ROW_NUMBER = re.compile(rb'\sr="(\d+)"')
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_WIDE = re.compile(rb'r="([A-Za-z]{2,})\d')
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*(?:/>|>\s*</(?:\w+:)?c>)")
_EXACT_FROM = 2**53
FEW_COLUMNS = 200
"""So many columns are laid out without a question; beyond them blank cells are told from filled ones."""


@dataclass(slots=True)
class SheetParts:
    """One sheet: numbers of its hidden rows, long whole numbers as written, by (row, column) from (1, 0), and how many
    cells hold the error of a formula."""

    hidden_rows: set[int] = field(default_factory=set)
    long_numbers: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: int = 0


@dataclass(slots=True)
class WorkbookParts:
    """All sheets by name, and whether serial dates count from 1904.

    `shorter` is the workbook itself without cells that show nothing, where it ends in such.
    """

    sheets: dict[str, SheetParts] = field(default_factory=dict)
    epoch_1904: bool = False
    shorter: bytes | None = None

    def sheet(self, name: str) -> SheetParts:
        """The parts of one sheet, empty where nothing is known."""
        return self.sheets.get(name, SheetParts())


def column_index(letters: str) -> int:
    """The 0-based column of `A`, `B`, ... `AA`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def read_parts(data: bytes) -> WorkbookParts:
    """The parts of a workbook held in memory; its size is checked on the way, before any sheet is laid out."""
    if data[:4] == b"PK\x03\x04":
        archive = limits.open_zip(data)
        sheets = frozenset(part.lower() for part in sheet_members(data, archive).values())
        limits.check_members(data, archive, but=sheets | {"content.xml"})
        if "content.xml" in archive.namelist():
            return _ods_parts(data, archive)
        return _xlsx_parts(data, archive)
    old = read_old_parts(data)
    found = {name: SheetParts(hidden_rows=rows, errors=old.errors[name]) for name, rows in old.hidden_rows.items()}
    return WorkbookParts(found, old.epoch_1904)


def openable(data: bytes) -> bytes:
    """A workbook whose sheets can be laid out. Raises UnreadableFileError where one would fill the memory."""
    return read_parts(data).shorter or data


def parse_xml(text: bytes) -> etree._Element | None:
    """An XML part without entities, network or DTD; None where it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def member_bytes(data: bytes, archive: zipfile.ZipFile, name: str) -> bytes:
    """A whole member; empty where there is none."""
    known = {member.filename.lower(): member for member in archive.infolist()}
    member = known.get(name.lower())
    return b"".join(limits.inflated(data, member)) if member is not None else b""


def sheet_members(data: bytes, archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the name of its XML part."""
    workbook = parse_xml(member_bytes(data, archive, "xl/workbook.xml"))
    relations = parse_xml(member_bytes(data, archive, "xl/_rels/workbook.xml.rels"))
    if workbook is None or relations is None:
        return {}
    targets = {str(item.get("Id")): str(item.get("Target", "")) for item in relations}
    found: dict[str, str] = {}
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(str(sheet.get(_RELATION) or sheet.get(_RELATION_STRICT)), "")
        if target:
            found[str(sheet.get("name", ""))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def signature_lost(archive: zipfile.ZipFile) -> list[str]:
    """The note that a changed copy cannot keep the workbook's digital signature, where it has one."""
    names = [name.lower() for name in archive.namelist()]
    return ["signature_void"] if any(name.startswith("_xmlsignatures/") for name in names) else []


def _xlsx_parts(data: bytes, archive: zipfile.ZipFile) -> WorkbookParts:
    workbook = parse_xml(member_bytes(data, archive, "xl/workbook.xml"))
    known = {member.filename.lower(): member for member in archive.infolist()}
    parts = WorkbookParts(epoch_1904=workbook is not None and _is_1904(workbook))
    rows = 0
    for name, part in sheet_members(data, archive).items():
        member = known.get(part.lower())
        if member is not None:
            parts.sheets[name], height = _scan(limits.inflated(data, member))
            rows += max(0, height - 100)
            limits.check_rows(rows)
    return parts


def _is_1904(workbook: etree._Element) -> bool:
    return any(item.get("date1904") in ("1", "true") for item in workbook.iter("{*}workbookPr"))


def _scan(pieces: Iterable[bytes]) -> tuple[SheetParts, int]:
    """Hidden rows, long numbers and the number of rows of one sheet's XML, read piece by piece.

    Rows and cells that hold a look and no value do not count: nothing is laid out for them.
    """
    parts = SheetParts()
    height = widest = above = 0
    for text, prefix in _whole_rows(pieces):
        tags = re.findall(rb"<" + prefix + rb"row\b[^>]*>", text)
        together = b"".join(tags)
        numbers = _row_numbers(tags, together, above)
        above = max([above, *numbers])
        end = max(text.rfind(b"v>"), text.rfind(b"is>"), 0)
        last = bool(tags) and end > text.rfind(tags[-1])
        height = max([height, *(numbers if last else numbers[: text.count(b"<" + prefix + b"row", 0, end)])])
        if b' hidden="' in together:
            parts.hidden_rows.update(n for n, tag in zip(numbers, tags, strict=True) if _HIDDEN.search(tag))
        height = max([height, *map(int, _below(height).findall(text[:end]))])
        widest = max(widest, _width(text))
        parts.errors += text.count(b' t="e"')
        parts.long_numbers.update(_long_numbers(text, prefix))
    limits.check_area(height, max(widest, 26))
    return parts, height


def _width(text: bytes) -> int:
    """The furthest column of a cell; where that is far, of one that holds something."""
    furthest = _furthest(text)
    return furthest if furthest <= FEW_COLUMNS else _furthest(_BLANK_CELL.sub(b"", text))


def _furthest(text: bytes) -> int:
    return max((column_index(letters.decode().upper()) + 1 for letters in set(_WIDE.findall(text))), default=0)


def _below(height: int) -> re.Pattern[bytes]:
    """Finds cells that say of themselves that they stand further down than any row: the sheet is laid out as far."""
    digits = str(height)
    greater = [
        f"{digits[:place]}[{int(digit) + 1}-9][0-9]{{{len(digits) - place - 1}}}"
        for place, digit in enumerate(digits)
        if digit < "9"
    ]
    numbers = "|".join([f"[1-9][0-9]{{{len(digits)},}}", *greater])
    return re.compile(rf'r="[A-Za-z]+0*({numbers})"'.encode())


def _row_numbers(tags: Sequence[bytes], together: bytes, above: int) -> list[int]:
    """The numbers of rows by their tags; where tags tell none, they are counted on from the rows above."""
    told = _ROW_NUMBER.findall(together)
    if len(told) == len(tags):
        return list(map(int, told))
    found = [_ROW_NUMBER.search(tag) for tag in tags]
    return [int(number[1]) if number else above + count for count, number in enumerate(found, 1)]


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The XML cut where a row begins, with the namespace prefix of its tags."""
    carried = b""
    prefix: bytes | None = None
    for piece in pieces:
        text = carried + piece
        if prefix is None:
            found = re.search(rb"<(\w+:)?worksheet\b", text)
            prefix = (found[1] or b"") if found else b""
        cut = text.rfind(b"<" + prefix + b"row")
        if cut <= 0:
            carried = text
            limits.check_row_bytes(len(carried))
            continue
        carried = text[cut:]
        yield text[:cut], prefix
    yield carried, prefix or b""


def _long_numbers(text: bytes, prefix: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Whole numbers past 2**53, of which a float would keep the wrong last digit."""
    for found in re.finditer(rb"<" + prefix + rb"v>(\d{16,18})</", text):
        if int(found[1]) <= _EXACT_FROM:
            continue
        cell = text[text.rfind(b"<" + prefix + b"c ", 0, found.start()) : found.start()]
        place = re.search(rb'\br="([A-Z]+)(\d+)"', cell)
        if place and not re.search(rb'\bt="(?!n")', cell):
            yield (int(place[2]), column_index(place[1].decode())), found[1].decode()


def _ods_parts(data: bytes, archive: zipfile.ZipFile) -> WorkbookParts:
    parts = WorkbookParts()
    content = member_bytes(data, archive, CONTENT)
    rows = cells = 0
    cut = False
    for sheet in ods_sheets(content):
        parts.sheets[sheet.name] = SheetParts(sheet.hidden_rows, sheet.long_numbers, sheet.errors)
        rows += max(0, sheet.height - 100)
        cells += sheet.height * sheet.width
        limits.check_rows(rows)
        limits.check_cells(cells)
        cut = cut or sheet.ends_in_nothing
    if cut:
        parts.shorter = without_end(data, archive, content)
    return parts
