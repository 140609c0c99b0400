"""What the site hands back can run nothing: values where formulas were, no links, no macros; the list stays."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from list_files import HEADINGS, SHORT_NIK, asked

from padan.domain.errors import UnreadableFileError
from padan.files.workbook_cleaning import cleaned, quoted
from padan.web.lists import services
from padan.web.lists.models import Upload

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODD = ("Rumus", "Kirim")


def _with_parts(data: bytes, **changed: bytes) -> bytes:
    """The workbook with parts added or changed, by their names with `_` for `/`."""
    named = {name.replace("__", "/"): content for name, content in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as plain, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in plain.namelist():
            copy.writestr(name, named.pop(name, None) or plain.read(name))
        for name, content in named.items():
            copy.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def hostile() -> bytes:
    """A list with everything that a workbook can do, its cached values as Excel keeps them."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Data"
    page.append([*HEADINGS, *ODD])
    page.append([*SHORT_NIK, "=1+1", '=HYPERLINK("http://jahat.test","klik")'])
    page.append(["1571014502859002", "@SUM(A1)", "05-02-1985", "P", "=cmd|'/c calc'!A0", "='[lain.xlsx]Data'!A1"])
    page["B2"].hyperlink = "http://jahat.test/"
    book.defined_names["jahat"] = openpyxl.workbook.defined_name.DefinedName("jahat", attr_text="[1]Data!$A$1")
    book.defined_names["daftar_l"] = openpyxl.workbook.defined_name.DefinedName("daftar_l", attr_text="Data!$D$2:$D$3")
    page.add_data_validation(_rule('"L,P"', "D2:D9"))
    page.add_data_validation(_rule('WEBSERVICE("http://jahat.test")', "B2:B9"))
    page.column_dimensions["B"].width = 33
    page.merge_cells("G1:H1")
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as saved:
        sheet = saved.read("xl/worksheets/sheet1.xml").decode()
    for at, text in (("E2", "2"), ("F2", "=klik"), ("E3", "-"), ("F3", "ISI LAIN")):
        sheet = re.sub(
            rf'<c r="{at}"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?', rf'<c r="{at}" t="str"\1><f>\2</f><v>{text}</v>', sheet
        )
    return _with_parts(
        out.getvalue(),
        **{
            "xl__worksheets__sheet1.xml": sheet.encode(),
            "xl__vbaProject.bin": b"makro",
            "xl__externalLinks__externalLink1.xml": b"<externalLink/>",
            "xl__connections.xml": b"<connections/>",
            "xl__drawings__drawing1.xml": b"<drawing/>",
        },
    )


def _rule(formula: str, cells: str) -> Any:
    rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1=formula)
    rule.add(cells)
    return rule


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_nothing_that_runs_or_reaches_outside_is_in_the_copy(hostile: bytes) -> None:
    copy, notes = cleaned(hostile)
    parts = _parts(copy)
    assert notes == ["formulas_dropped", "links_dropped", "macros_dropped", "pictures_dropped"]
    assert not [n for n in parts if re.search(r"vba|external|connections|drawing|worksheets/_rels", n, re.IGNORECASE)]
    told = "".join(parts.values())
    for bad in ("jahat", "WEBSERVICE", "cmd|", "<f>", "hyperlink", "macroEnabled", "[1]"):
        assert bad not in told, bad


def test_values_looks_and_plain_rules_stay(hostile: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(cleaned(hostile)[0]))
    page = book["Data"]
    rows = [[cell.value for cell in row[:6]] for row in page.iter_rows()]
    assert rows[0][:4] == list(HEADINGS)
    assert rows[1] == [*SHORT_NIK, "2", "'=klik"]
    assert rows[2] == ["1571014502859002", "'@SUM(A1)", "05-02-1985", "P", "-", "ISI LAIN"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert [rule.formula1 for rule in page.data_validations.dataValidation] == ['"L,P"']
    assert list(book.defined_names) == ["daftar_l"]
    assert (page.column_dimensions["B"].width, [str(cells) for cells in page.merged_cells.ranges]) == (33, ["G1:H1"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1", "'=1"), ("@a", "'@a"), ("+A1", "'+A1"), ("-2+cmd", "'-2+cmd"), (" =1", "' =1"), ("'=1", "''=1"),
        ("\t=1", "'\t=1"), ("-", "-"), ("+62 812-3456", "+62 812-3456"), ("BUDI", "BUDI"), ("", ""),
    ],
)  # fmt: skip
def test_text_that_starts_a_formula_is_quoted_and_nothing_else(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_a_formula_under_another_prefix_is_no_way_in(hostile: bytes) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:y="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str">'
        '<y:f>cmd|x!A1</y:f><x:v>=KLIK</x:v></x:c></x:row></x:sheetData><y:legacyDrawing id="1"/></x:worksheet>'
    )
    parts = _parts(cleaned(_with_parts(hostile, **{"xl__worksheets__sheet1.xml": sheet.encode()}))[0])
    assert '<c r="A1" t="str"><v>\'=KLIK</v></c>' in parts["xl/worksheets/sheet1.xml"]
    assert "cmd" not in parts["xl/worksheets/sheet1.xml"]


def test_a_broken_sheet_is_told(hostile: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        cleaned(_with_parts(hostile, **{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData>"}))


@pytest.mark.parametrize("name", ["daftar.xlsx", "daftar.xlsm"])
def test_the_copy_of_the_site_is_values_with_each_problem_written_in(cast: Cast, hostile: bytes, name: str) -> None:
    file = SimpleUploadedFile(name, hostile)
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert upload.counts["problems"].get("nik_length") == 1
    browser = signed_in(cast.siti)
    assert "rumus diganti nilainya" in browser.get(f"/daftar/berkas/{upload.pk}/").content.decode()
    response = browser.get(f"/daftar/berkas/{upload.pk}/diperiksa/")
    assert response["Content-Disposition"] == 'attachment; filename="daftar - diperiksa.xlsx"'
    copy = openpyxl.load_workbook(io.BytesIO(response.content))["Data"]
    assert all(cell.data_type != "f" for row in copy.iter_rows() for cell in row)
    column = next(cell.column for cell in copy[1] if cell.value == "Masalah")
    assert copy.cell(2, column).value == "NIK tidak 16 angka."
    assert "vba" not in " ".join(_parts(response.content)).casefold()
    back = SimpleUploadedFile("kembali.xlsx", response.content)
    again = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=back)
    assert _people(again) == _people(upload)


def _people(upload: Upload) -> list[tuple[str, str]]:
    return [(row.values["nik"], row.values["name"]) for row in upload.rows.order_by("number")]
