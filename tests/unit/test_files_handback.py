"""The user's own list comes back with the problems written in and nothing else changed."""

import errno
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine as calamine
import xlsxwriter
from sheet_makers import HEADING, csv_text, html, ods, people, person, xls, xlsx
from test_files_formats import locked

from padan.checking import check_lists
from padan.domain.errors import OutputError
from padan.files.handback import handed_back_suffix, write_back
from padan.files.reading import read_lists
from thorough import one_in

pytestmark = one_in(2)


def rich_workbook(path: Path) -> Path:
    """Formulas, styles, widths, a validation, a chart, a comment, a frozen pane, a merged title, a far style."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Data")
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00"})
    page.merge_range(0, 0, 0, 6, "DAFTAR PEKERJA RENTAN", bold)
    page.write_row(2, 0, HEADING, bold)
    for row, cells in enumerate(people(3), 3):
        page.write_row(row, 0, cells)
    page.write_formula(6, 6, '=COUNTA(B4:B6)&" orang"', None, "3 orang")
    page.set_column(1, 1, 22)
    page.set_column(4, 16_383, 11)
    page.data_validation(3, 5, 9, 5, {"validate": "list", "source": ["L", "P"]})
    page.write_comment(3, 2, "periksa")
    page.freeze_panes(3, 0)
    page.autofilter(2, 0, 5, 6)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Data!$A$4:$A$6"})
    page.insert_chart("J3", chart)
    book.add_worksheet("Catatan").write(0, 0, "tidak disentuh")
    book.close()
    return path


def checked(source: Path, out: Path, problems: dict[tuple[str, int], list[str]], **options: Any) -> list[str]:
    return write_back(read_lists([source], kind="list", **options), problems, source, out, **options)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def test_one_column_is_added_and_every_other_part_stays(tmp_path: Path) -> None:
    source, out = rich_workbook(tmp_path / "a.xlsx"), tmp_path / "hasil.xlsx"
    notes = checked(source, out, {("Data", 4): ["NIK tidak 16 angka.", "Nama kosong."], ("Data", 6): ["<A> & B"]})
    assert notes == []
    before, after = parts(source), parts(out)
    assert before.keys() == after.keys()
    for row in re.findall(rb"<row.*?</row>", after["xl/worksheets/sheet1.xml"]):
        places = [(len(name), name) for name in re.findall(rb'<c r="([A-Z]+)', row)]
        assert places == sorted(places)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    added = re.compile(rb'<c r="H\d+"[^>]*>.*?</c>')
    for start, end in ((b"<sheetData", b"</sheetData>"), (b"<autoFilter", b"</worksheet>")):
        old = before["xl/worksheets/sheet1.xml"].partition(start)[2].partition(end)[0]
        new = after["xl/worksheets/sheet1.xml"].partition(start)[2].partition(end)[0]
        assert re.sub(rb' spans="[^"]*"', b"", added.sub(b"", new)) == re.sub(rb' spans="[^"]*"', b"", old)
    assert [row[7] for row in cells(out, "Data")] == [
        "",
        "",
        "Masalah",
        "NIK tidak 16 angka. Nama kosong.",
        "",
        "<A> & B",
        "",
    ]


def test_the_copy_opens_and_keeps_formulas_with_results_styles_and_rules(tmp_path: Path) -> None:
    source, out = rich_workbook(tmp_path / "a.xlsx"), tmp_path / "hasil.xlsx"
    checked(source, out, {("Data", 4): ["x"]})
    page = openpyxl.load_workbook(out)["Data"]
    assert page["G7"].value == '=COUNTA(B4:B6)&" orang"'
    assert openpyxl.load_workbook(out, data_only=True)["Data"]["G7"].value == "3 orang"
    assert page["H3"].value == "Masalah"
    assert page["H3"].font.bold
    assert page["H4"].alignment.wrap_text
    assert (page.column_dimensions["B"].width > 22, page.column_dimensions["H"].width) == (True, 60)
    assert [str(rule.sqref) for rule in page.data_validations.dataValidation] == ["F4:F10"]
    assert page.dimensions.endswith("H7")


def test_a_second_check_writes_over_the_first(tmp_path: Path) -> None:
    source, once, twice = rich_workbook(tmp_path / "a.xlsx"), tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    checked(source, once, {("Data", 4): ["lama"], ("Data", 5): ["lama"]})
    checked(once, twice, {("Data", 4): ["baru"]})
    assert [row[7:] for row in cells(twice, "Data")][2:5] == [["Masalah"], ["baru"], [""]]


def test_macros_stay(tmp_path: Path) -> None:
    plain = parts(rich_workbook(tmp_path / "a.xlsx"))
    source, out = tmp_path / "makro.xlsm", tmp_path / "hasil.xlsm"
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in {**plain, "xl/vbaProject.bin": os.urandom(5000)}.items():
            archive.writestr(name, content)
    checked(source, out, {("Data", 4): ["x"]})
    assert parts(out)["xl/vbaProject.bin"] == parts(source)["xl/vbaProject.bin"]
    assert handed_back_suffix(source) == ".xlsm"


def test_other_formats_come_back_as_a_new_xlsx_of_texts(tmp_path: Path) -> None:
    rows = [["DAFTAR"], HEADING, *people(2)]
    made = {
        ".xls": xls(tmp_path / "a.xls", {"Data": rows}),
        ".ods": ods(tmp_path / "a.ods", rows),
        ".csv": tmp_path / "a.csv",
        ".html": tmp_path / "b.html",
    }
    made[".csv"].write_text(csv_text(rows))
    made[".html"].write_bytes(html(rows))
    for ending, source in made.items():
        out = tmp_path / f"hasil{ending}.xlsx"
        sheet = "Data" if ending in (".xls", ".ods") else ""
        assert checked(source, out, {(sheet, 3): ["Nama kosong."]}) == [f"new_workbook:{ending}"]
        found = cells(out, sheet or source.stem)
        assert found[1] == [*HEADING, "Masalah"]
        assert (found[2][1], found[2][7], found[3][7]) == (person(1)[1], "Nama kosong.", "")
        assert handed_back_suffix(source) == ".xlsx"


def test_no_cell_of_the_new_workbook_begins_a_formula(tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "b.xlsx"
    bad = ["=1+1", "+62812", "-5", "@SUM(A1)", "\t=2"]
    source.write_text(
        csv_text([["NIK", "Nama", "Alamat"], *[[person(n)[1], text, text] for n, text in enumerate(bad)]], ";")
    )
    checked(source, out, {("", 2): ["=HYPERLINK(1)"]})
    page = openpyxl.load_workbook(out).worksheets[0]
    texts = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    assert all(not str(text).lstrip().startswith(("=", "+", "-", "@")) for text in texts)
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_a_password_is_taken_off_and_said(tmp_path: Path) -> None:
    source, out = locked(tmp_path / "rahasia.xlsx", "kunci"), tmp_path / "b.xlsx"
    assert checked(source, out, {("D", 2): ["x"]}, password="kunci") == ["copy_not_encrypted"]
    assert cells(out, "D")[1][7] == "x"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for source in (rich_workbook(tmp_path / "a.xlsx"), xls(tmp_path / "a.xls", {"Data": [HEADING, person(1)]})):
        outs = [tmp_path / f"{count}.xlsx" for count in range(2)]
        for out in outs:
            checked(source, out, {("Data", 2): ["x"]})
        assert outs[0].read_bytes() == outs[1].read_bytes()


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = xlsx(tmp_path / "a.xlsx", {"D": [HEADING, person(1)]}), tmp_path / "ada.xlsx"
    out.write_bytes(b"lama")
    with pytest.raises(OutputError, match="menimpa"):
        checked(source, source, {})

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="ruang penyimpanan habis") as caught:
        checked(source, out, {})
    assert caught.value.exit_code == 13
    assert out.read_bytes() == b"lama"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "ada.xlsx"]


def test_ctrl_c_while_writing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = xlsx(tmp_path / "a.xlsx", {"D": [HEADING, person(1)]})

    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        checked(source, tmp_path / "b.xlsx", {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("name", ["a" * 250 + ".csv", os.fsdecode(b"daftar \xff.csv")], ids=["long", "no UTF-8"])
def test_a_name_that_is_long_or_no_text_comes_back(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "asal"
    folder.mkdir()
    (folder / name).write_text("NIK;Nama\n157101;BUDI\n")
    checked = check_lists([folder / name], out=tmp_path / "balik.xlsx")
    assert json.dumps(checked.as_data(), ensure_ascii=False).encode()
    check_lists([folder], out=tmp_path / "balik")
    assert [path.suffix for path in (tmp_path / "balik").iterdir()] == [".xlsx"]
