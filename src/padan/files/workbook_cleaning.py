"""A copy of a workbook that can run nothing: values where formulas were, and no part that reaches outside.

What is kept is listed here and written anew; whatever is not listed (macros, links to other files, queries, embedded
objects, drawings, charts, pivot and other tables) is not in the copy. Values, styles, widths, hidden rows, merged
cells, filters and plain drop-downs stay.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from padan.files import limits
from padan.files.workbook_parts import member_bytes, parse_xml, sheet_members, signature_lost

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_PARTS: Mapping[str, frozenset[str]] = {
    "sheetPr": frozenset({"tabColor", "outlinePr", "pageSetUpPr"}),
    "dimension": frozenset(),
    "sheetViews": frozenset({"sheetView", "pane", "selection"}),
    "sheetFormatPr": frozenset(),
    "cols": frozenset({"col"}),
    "sheetProtection": frozenset(),
    "autoFilter": frozenset({"filterColumn", "filters", "filter"}),
    "mergeCells": frozenset({"mergeCell"}),
    "dataValidations": frozenset({"dataValidation", "formula1", "formula2"}),
    "printOptions": frozenset(),
    "pageMargins": frozenset(),
    "pageSetup": frozenset(),
    "headerFooter": frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}),
    "rowBreaks": frozenset({"brk"}),
    "colBreaks": frozenset({"brk"}),
}
"""The parts of a sheet that are kept beside its rows, with what may stand in them."""
_ROW = ("r", "spans", "s", "customFormat", "ht", "customHeight", "hidden", "outlineLevel", "collapsed")
_CELL = ("r", "s", "t")
_BOOK = ("workbookPr", "workbookProtection", "bookViews")
_BOOK_ATTRIBUTES = frozenset({"date1904", "lockStructure", "activeTab", "firstSheet"})
_NAMES = frozenset({"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"})
_REFERENCE = r"(?:(?:'[^'\[\]|]+'|[\w.]+)!)?\$?[A-Z]{0,3}\$?\d{0,7}(?::\$?[A-Z]{0,3}\$?\d{0,7})?"
_HARMLESS = re.compile(rf'"[^"]*"|-?\d+(?:\.\d+)?|{_REFERENCE}(?:,{_REFERENCE})*')
"""What a kept name or drop-down may say: words, a number, cells of this workbook."""
_STARTS_FORMULA = re.compile(r"\s*'*[=@+\-\t\r]")
_PLAIN_NUMBER = re.compile(r"[+\-][\d\s().,/\-]*")
_LOST: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("macros_dropped", re.compile(r"vbaproject|/macrosheets/|/dialogsheets/|/activex/|/ctrlprops/|customui/")),
    ("links_dropped", re.compile(r"/externallinks/|/connections\.xml|/querytables/|/embeddings/|/webextensions/")),
    (
        "pictures_dropped",
        re.compile(r"/drawings/|/charts/|/media/|/pivottables/|/tables/|/comments|/threadedcomments/"),
    ),
)


def cleaned(data: bytes) -> tuple[bytes, list[str]]:
    """The copy, and notes (codes of `padan.files.notes`) on what is not in it."""
    archive = limits.open_zip(data)
    parts = sheet_members(data, archive)
    notes = set(signature_lost(archive)) | {
        code for code, wanted in _LOST if any(wanted.search(n.lower()) for n in archive.namelist())
    }
    sheets, strings = [], member_bytes(data, archive, "xl/sharedStrings.xml")
    for name, part in parts.items():
        xml = member_bytes(data, archive, part)
        if next((_local(root) for _, root in _parsed(xml, ("start",))), "") == "worksheet":
            sheets.append((name, _sheet(xml, notes)))
    if not sheets:
        raise limits.damaged()
    members = {
        **{f"xl/worksheets/sheet{number}.xml": xml for number, (_, xml) in enumerate(sheets, 1)},
        **({"xl/sharedStrings.xml": _strings(strings)} if strings else {}),
        **_looks(data, archive),
    }
    book = _book(
        member_bytes(data, archive, "xl/workbook.xml"), [name for name, _ in sheets], len(sheets) == len(parts)
    )
    return _packed({**_frame(members), "xl/workbook.xml": book, **members}), sorted(notes)


def _local(element: etree._Element) -> str:
    """The plain name of an element of the workbook's own kind, "" for any other."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        return ""
    space, _, name = tag[1:].partition("}")
    return name if space in (MAIN, _STRICT) else ""


def _parsed(xml: bytes, events: tuple[str, ...] = ("start", "end")) -> Iterator[tuple[str, etree._Element]]:
    """The parts of an XML one after another, without entities and network. Raises UnreadableFileError where broken."""
    try:
        yield from etree.iterparse(
            io.BytesIO(xml), events=events, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
    except etree.XMLSyntaxError as error:
        raise limits.damaged() from error


def _sheet(xml: bytes, notes: set[str]) -> bytes:
    """A sheet written anew: its rows with values alone, and the parts that are kept."""
    out = [f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">']
    depth = 0
    inside = ""
    for event, element in _parsed(xml):
        depth += 1 if event == "start" else -1
        name = _local(element)
        if event == "start":
            if depth == 1 and name != "worksheet":
                raise limits.damaged()
            if depth == 2:
                inside = name
                out.append("<sheetData>" if name == "sheetData" else "")
        elif depth == 2 and inside == "sheetData":
            out.append(_row(element, notes) if name == "row" else "")
            _forget(element)
        elif depth == 1:
            out.append("</sheetData>" if name == "sheetData" else _part(element, name))
            if name == "hyperlinks":
                notes.add("links_dropped")
            _forget(element)
    return "".join([*out, "</worksheet>"]).encode()


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _row(row: etree._Element, notes: set[str]) -> str:
    cells = "".join(_cell(cell, notes) for cell in row if _local(cell) == "c")
    return f"<row{_attributes(row, _ROW)}>{cells}</row>"


def _cell(cell: etree._Element, notes: set[str]) -> str:
    """A cell with its value; the result of a formula that reads like a formula itself becomes text beyond doubt."""
    value = shown = ""
    for child in cell:
        name = _local(child)
        if name == "f":
            notes.add("formulas_dropped")
        elif name == "v":
            text = "".join(map(str, child.itertext()))
            value = f"<v>{escape(quoted(text) if cell.get('t') == 'str' else text)}</v>"
        elif name == "is":
            shown = f'<is><t xml:space="preserve">{escape(quoted(_text_of(child)))}</t></is>'
    return f"<c{_attributes(cell, _CELL)}>{value or shown}</c>"


def quoted(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also when it is typed over; dashes and signed numbers stay."""
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text.strip()) else text


def _attributes(element: etree._Element, names: Iterable[str]) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name in names if (value := element.get(name)) is not None)


def _part(element: etree._Element, name: str) -> str:
    """A part of a sheet beside its rows, without anything that is not listed."""
    allowed = _SHEET_PARTS.get(name)
    if allowed is None:
        return ""
    if name == "dataValidations":
        for rule in [rule for rule in element if not _harmless(rule)]:
            element.remove(rule)
        if not len(element):
            return ""
        element.set("count", str(len(element)))
    return _written(element, allowed)


def _harmless(rule: etree._Element) -> bool:
    return all(_HARMLESS.fullmatch("".join(map(str, formula.itertext())).strip()) for formula in rule)


def _written(element: etree._Element, allowed: frozenset[str]) -> str:
    name = _local(element)
    plain = [str(key) for key in element.attrib if not str(key).startswith("{")]
    inside = "".join(_written(child, allowed) for child in element if _local(child) in allowed)
    text = escape(element.text or "") if not len(element) else ""
    return f"<{name}{_attributes(element, plain)}>{text}{inside}</{name}>"


def _text_of(element: etree._Element) -> str:
    """The text of a string with or without runs, its reading aids left out."""
    runs = [element, *(child for child in element if _local(child) == "r")]
    return "".join(t.text or "" for run in runs for t in run if _local(t) == "t")


def _strings(xml: bytes) -> bytes:
    """The table of texts, each in one run, and none that starts a formula."""
    out = [f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}">']
    for _, element in _parsed(xml, ("end",)):
        if _local(element) == "si":
            out.append(f'<si><t xml:space="preserve">{escape(quoted(_text_of(element)))}</t></si>')
            _forget(element)
    return "".join([*out, "</sst>"]).encode()


def _book(xml: bytes, names: list[str], whole: bool) -> bytes:
    """The list of sheets, with the names of ranges that are plain references."""
    book = parse_xml(xml)
    if book is None:
        raise limits.damaged()
    states = {str(s.get("name", "")): str(s.get("state", "visible")) for s in book.iter("{*}sheet")}
    if all(states.get(name, "visible") != "visible" for name in names):
        states[names[0]] = "visible"
    kept = {_local(child): child for child in book}
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" state={quoteattr(states.get(name, "visible"))} r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    head = "".join(_book_part(kept[key]) for key in _BOOK[: 3 if whole else 2] if key in kept)
    ranges = _ranges(kept["definedNames"]) if whole and "definedNames" in kept else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f"{head}<sheets>{sheets}</sheets>{ranges}</workbook>"
    ).encode()


def _book_part(element: etree._Element) -> str:
    name = _local(element)
    views = "".join(f"<workbookView{_attributes(view, _BOOK_ATTRIBUTES)}/>" for view in element)
    return f"<{name}{_attributes(element, sorted(_BOOK_ATTRIBUTES))}>{views if name == 'bookViews' else ''}</{name}>"


def _ranges(element: etree._Element) -> str:
    kept = []
    for name in element:
        called, text = str(name.get("name", "")), "".join(map(str, name.itertext())).strip()
        usual = called in _NAMES or not called.casefold().startswith(("_xl", "auto_"))
        if usual and "!" in text and _HARMLESS.fullmatch(text) and not name.get("function") and not name.get("xlm"):
            told = _attributes(name, ("name", "localSheetId", "hidden"))
            kept.append(f"<definedName{told}>{escape(text)}</definedName>")
    return f"<definedNames>{''.join(kept)}</definedNames>" if kept else ""


def _looks(data: bytes, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The table of styles as it is, and the theme where it needs no picture."""
    found = {"xl/styles.xml": member_bytes(data, archive, "xl/styles.xml")}
    theme = member_bytes(data, archive, "xl/theme/theme1.xml")
    if theme and b":embed" not in theme and b":link" not in theme:
        found["xl/theme/theme1.xml"] = theme
    return {name: content for name, content in found.items() if content and parse_xml(content) is not None}


_KINDS: tuple[tuple[str, str, str], ...] = (
    ("xl/worksheets/", f"{_TYPE}.worksheet+xml", "worksheet"),
    ("xl/sharedStrings.xml", f"{_TYPE}.sharedStrings+xml", "sharedStrings"),
    ("xl/styles.xml", f"{_TYPE}.styles+xml", "styles"),
    ("xl/theme/", "application/vnd.openxmlformats-officedocument.theme+xml", "theme"),
)


def _frame(members: Iterable[str]) -> dict[str, bytes]:
    """What ties the parts together: their kinds, and which belongs to which."""
    kinds, relations = [], []
    for number, member in enumerate(members, 1):
        _, kind, relation = next(known for known in _KINDS if member.startswith(known[0]))
        kinds.append(f'<Override PartName="/{member}" ContentType="{kind}"/>')
        target = member.removeprefix("xl/")
        relations.append(f'<Relationship Id="rId{number}" Type="{_OFFICE}/{relation}" Target="{target}"/>')
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{"".join(kinds)}'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    pages = {
        "[Content_Types].xml": f'{head}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
        "xl/_rels/workbook.xml.rels": (
            f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'
        ),
    }
    return {name: text.encode() for name, text in pages.items()}


def _packed(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, content in members.items():
            copy.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
