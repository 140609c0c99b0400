"""Adds one column to the sheets of an xlsx or xlsm and leaves every other part as it is.

The XML of a sheet is changed in place, as text: values, formulas with their last results, styles, widths, validations,
charts, pictures and macros stay because nothing else is touched.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from padan.domain.cell_text import guarded
from padan.files import limits
from padan.files.columns import letters
from padan.files.reading import SheetRead
from padan.files.workbook_parts import column_index, member_bytes, sheet_members, signature_lost

HEADING = "Masalah"
WIDTH = 60
_STYLES = "xl/styles.xml"
_CONTENT_LIMIT = 32_000
_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
_SPANS = re.compile(r'(\bspans="\d+:)(\d+)"')
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Problems = Mapping[tuple[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Column:
    """The added column: its 0-based place, texts by row, the style of a text, and the prefix of the sheet's tags."""

    place: int
    texts: Mapping[int, str]
    heading_row: int
    style: int | None
    prefix: str


def with_problems(data: bytes, sheets: Sequence[SheetRead], problems: Problems) -> tuple[bytes, list[str]]:
    """The workbook with the problems written in, and notes on what the copy cannot keep."""
    archive = limits.open_zip(data)
    styles, style = _with_text_style(member_bytes(data, archive, _STYLES))
    changed: dict[str, bytes] = {_STYLES: styles} if style is not None else {}
    parts = sheet_members(data, archive)
    for sheet in sheets:
        part = parts.get(sheet.sheet)
        if part is not None and (sheet.heading_row or sheet.rows):
            texts = {row: " ".join(words) for (name, row), words in problems.items() if name == sheet.sheet and words}
            changed[part.lower()] = _edited(member_bytes(data, archive, part), sheet, texts, style)
    return _repacked(data, archive, changed), signature_lost(archive)


def _repacked(data: bytes, archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in archive.infolist():
            new = zipfile.ZipInfo(member.filename, member.date_time)
            new.external_attr = member.external_attr
            new.compress_type = zipfile.ZIP_DEFLATED
            content = changed.get(member.filename.lower())
            copy.writestr(new, content if content is not None else b"".join(limits.inflated(data, member)))
    return packed.getvalue()


def _with_text_style(styles: bytes) -> tuple[bytes, int | None]:
    """The style table with one more format, text that wraps, and its number; None where there is no table."""
    found = re.search(rb"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", styles, re.S)
    if not found:
        return styles, None
    prefix, inside = found[1], found[2]
    count = len(re.findall(rb"<" + prefix + rb"xf\b", inside))
    added = (
        b'<%sxf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
        b'<%salignment vertical="top" wrapText="1"/></%sxf>' % (prefix, prefix, prefix)
    )
    table = b'<%scellXfs count="%d">%s%s</%scellXfs>' % (prefix, count + 1, inside, added, prefix)
    return styles[: found.start()] + table + styles[found.end() :], count


def _edited(xml: bytes, sheet: SheetRead, texts: Mapping[int, str], style: int | None) -> bytes:
    text = xml.decode("utf-8-sig") if not xml.startswith((b"\xff\xfe", b"\xfe\xff")) else xml.decode("utf-16")
    text = re.sub(r'(<\?xml[^>]*encoding=")[^"]*"', r'\1UTF-8"', text, count=1)
    found = re.search(r"<((?:\w+:)?)worksheet\b", text)
    prefix = found[1] if found else ""
    column = _Column(
        _place(text, prefix, sheet), {sheet.heading_row: HEADING, **texts}, sheet.heading_row, style, prefix
    )
    text = _with_rows(text, column)
    text = _with_width(text, column)
    return _with_dimension(text, column).encode()


def _place(text: str, prefix: str, sheet: SheetRead) -> int:
    """Right of the last cell that holds something; over the column of an earlier check where there is one."""
    earlier = [column.position for column in sheet.columns if column.heading == HEADING]
    if earlier:
        return earlier[-1]
    cells = set(re.findall(rf'<{prefix}c\b[^>]*?\br="([A-Z]+)\d+"[^>]*?(/?)>', text))
    filled = [column_index(name) for name, closed in cells if not closed]
    return max([*filled, *(column.position for column in sheet.columns)], default=-1) + 1


def _with_rows(text: str, column: _Column) -> str:
    p = column.prefix
    row_tag = re.compile(rf"<{p}row\b([^>]*?)(?:/>|>(.*?)</{p}row>)", re.S)
    before = 0

    def wider(span: re.Match[str]) -> str:
        return f'{span[1]}{max(int(span[2]), column.place + 1)}"'

    def written(found: re.Match[str]) -> str:
        nonlocal before
        stated = re.search(r'\br="(\d+)"', found[1])
        before = row = int(stated[1]) if stated else before + 1
        words = column.texts.get(row)
        if words is None and f'"{letters(column.place)}{row}"' not in (found[2] or ""):
            return found[0]
        attributes = _SPANS.sub(wider, found[1]) if words is not None else found[1]
        return f"<{p}row{attributes}>{_with_cell(found[2] or '', row, words, column)}</{p}row>"

    return row_tag.sub(written, text)


def _with_cell(cells: str, row: int, words: str | None, column: _Column) -> str:
    """The cells of a row with the column's own in its place, an older one gone."""
    p = column.prefix
    own = f"{letters(column.place)}{row}"
    found = list(re.finditer(rf"<{p}c\b([^>]*?)(?:/>|>.*?</{p}c>)", cells, re.S))
    kept: list[str] = []
    at: int | None = None
    style = column.style
    for cell in found:
        stated = re.search(r'\br="([A-Z]+)\d+"', cell[1])
        place = column_index(stated[1]) if stated else len(kept)
        if row == column.heading_row and place < column.place and (own_style := re.search(r'\bs="(\d+)"', cell[1])):
            style = int(own_style[1])
        if stated and stated[0] == f'r="{own}"':
            continue
        if place > column.place and at is None:
            at = len(kept)
        kept.append(cell[0])
    if words is not None:
        kept.insert(len(kept) if at is None else at, _cell(own, words, style, p))
    return "".join(kept)


def _cell(name: str, words: str, style: int | None, p: str) -> str:
    short = words[:_CONTENT_LIMIT]
    plain = escape(_UNPRINTABLE.sub("", guarded(short) if short.startswith(_RISKY) else short), quote=False)
    styled = f' s="{style}"' if style is not None else ""
    return f'<{p}c r="{name}"{styled} t="inlineStr"><{p}is><{p}t xml:space="preserve">{plain}</{p}t></{p}is></{p}c>'


def _with_width(text: str, column: _Column) -> str:
    """The column's width, put into the table of widths where it has its place."""
    p, number = column.prefix, column.place + 1
    own = f'<{p}col min="{number}" max="{number}" width="{WIDTH}" customWidth="1"/>'
    table = re.search(rf"<{p}cols>(.*?)</{p}cols>", text, re.S)
    if not table:
        return re.sub(rf"<{p}sheetData\b", f"<{p}cols>{own}</{p}cols><{p}sheetData", text, count=1)
    widths: list[tuple[int, str]] = [(number, own)]
    for found in re.finditer(rf"<{p}col\b[^>]*?/>|<{p}col\b[^>]*?></{p}col>", table[1]):
        first, last = _bounds(found[0])
        for low, high in ((first, min(last, number - 1)), (max(first, number + 1), last)):
            if low <= high:
                widths.append((low, _bounded(found[0], low, high)))
    inside = "".join(width for _, width in sorted(widths, key=lambda width: width[0]))
    return f"{text[: table.start()]}<{p}cols>{inside}</{p}cols>{text[table.end() :]}"


def _bounds(tag: str) -> tuple[int, int]:
    low, high = re.search(r'\bmin="(\d+)"', tag), re.search(r'\bmax="(\d+)"', tag)
    return (int(low[1]), int(high[1])) if low and high else (0, -1)


def _bounded(tag: str, low: int, high: int) -> str:
    return re.sub(r'\bmax="\d+"', f'max="{high}"', re.sub(r'\bmin="\d+"', f'min="{low}"', tag))


def _with_dimension(text: str, column: _Column) -> str:
    """The sheet's stated size, one column wider."""

    def wider(found: re.Match[str]) -> str:
        last = letters(max(column_index(found[3]), column.place))
        return f"{found[1]}{found[2]}:{last}{found[4]}{found[5]}"

    return re.sub(rf'(<{column.prefix}dimension\b[^>]*?\bref=")([A-Z]+\d+):([A-Z]+)(\d+)(")', wider, text, count=1)
