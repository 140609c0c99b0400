"""Which rows are people, what is left out, and that none is lost."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sheet_makers import HEADING, csv_text, html, ods, people, person, xls, xlsx

from padan.files.reading import SheetRead, read_lists

FOOT = [
    ["JUMLAH", None, 5],
    [],
    [None, None, None, None, None, None, "Jambi, 30 September 2024"],
    ["Mengetahui,", None, None, None, None, None, "Lurah Payo Lebar"],
    [None, None, None, None, None, None, "H. SURYADI, S.Sos"],
    [None, None, None, None, None, None, "NIP. 19700512 199003 1 002"],
]
TITLE = [["DAFTAR PEKERJA RENTAN KELURAHAN PAYO LEBAR"], ["KECAMATAN JELUTUNG"], ["Per 30 September 2024"], []]
UNTIDY = [
    *TITLE,
    HEADING,
    [1, 2, 3, 4, 5, 6, 7],
    *people(3),
    HEADING,
    person(4),
    [],
    person(5),
    *FOOT,
]


def in_format(folder: Path, ending: str, rows: list[Any]) -> Path:
    path = folder / f"daftar{ending}"
    if ending in (".xlsx", ".xls", ".ods"):
        {
            ".xlsx": lambda: xlsx(path, {"Data": rows}),
            ".xls": lambda: xls(path, {"Data": rows}),
            ".ods": lambda: ods(path, rows),
        }[ending]()
    elif ending == ".html.xls":
        path.write_bytes(html(rows))
    else:
        path.write_text(csv_text(rows, "\t" if ending == ".tsv" else ";"), encoding="utf-8")
    return path


def read(path: Path, kind: str = "list") -> SheetRead:
    (sheet,) = read_lists([path], kind=kind)  # type: ignore[arg-type]
    return sheet


def column(sheet: SheetRead, name: str) -> list[Any]:
    return sheet.data.select(name).collect().to_series().to_list()


def left(sheet: SheetRead) -> list[tuple[int, str]]:
    return [(item.row, item.reason) for item in sheet.left_out]


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".csv", ".tsv", ".html.xls"])
def test_an_untidy_list_is_the_same_in_every_format(tmp_path: Path, ending: str) -> None:
    sheet = read(in_format(tmp_path, ending, UNTIDY))
    assert column(sheet, "nik") == [person(n)[1] for n in range(1, 6)]
    assert column(sheet, "row") == [7, 8, 9, 11, 13]
    assert column(sheet, "record") == [1, 2, 3, 4, 5]
    assert left(sheet) == [
        (6, "numbering"),
        (10, "repeated_heading"),
        (14, "subtotal"),
        (16, "signature"),
        (17, "signature"),
        (18, "signature"),
        (19, "signature"),
    ]
    assert sheet.rows + len(sheet.left_out) == sum(1 for row in UNTIDY[5:] if row)
    assert sheet.hints == {
        "segment": "pekerja_rentan",
        "kelurahan": "PAYO LEBAR",
        "kecamatan": "JELUTUNG",
        "as_of": "2024-09-30",
    }
    assert sheet.heading_row == 5


def test_schema_is_texts_and_three_columns_of_place(tmp_path: Path) -> None:
    schema = read(in_format(tmp_path, ".xlsx", UNTIDY)).data.collect_schema()
    assert dict(list(schema.items())[:3]) == {"record": pl.Int64, "row": pl.Int64, "hidden": pl.Boolean}
    assert set(list(schema.values())[3:]) == {pl.String}


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
def test_hidden_rows_are_read_and_said(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"d{ending}"
    rows = [HEADING, *people(4)]
    if ending == ".ods":
        ods(path, rows, hidden_rows=[3, 5])
    else:
        {".xlsx": xlsx, ".xls": xls}[ending](path, {"Data": rows}, hidden_rows=[3, 5])
    sheet = read(path)
    assert column(sheet, "hidden") == [False, True, False, True]
    assert "hidden_rows_read:2" in sheet.notes


@pytest.mark.parametrize("make", [xlsx, xls])
def test_hidden_sheets_are_read_and_said(tmp_path: Path, make: Any) -> None:
    path = make(tmp_path / f"d.{make.__name__}", {"A": [HEADING, person(1)], "B": [HEADING, person(2)]}, hidden=["B"])
    one, two = read_lists([path], kind="list")
    assert "hidden_sheet_read" not in one.notes
    assert "hidden_sheet_read" in two.notes
    assert two.rows == 1


KEPT: list[list[Any]] = [
    ["JUMLAH", person(8)[1], "TOTAL", None, None, None, None],
    [None, None, "TOTAL SIREGAR", None, "12-05-1980", None, None],
    [None, "1571 0145 0580 9008", None, None, None, None, None],
    [None, "1.57101E+15", None, None, None, None, None],
    ["JUMLAH", "NIK : 1571014505809008 (e-KTP)", None, None, None, None, None],
    [None, None, "LURAH BASRI", None, "12 Mei 1980", None, None],
    [9, None, "TOTAL SARAGIH", None, None, None, None],
    [9, None, "SEKRETARIS HASAN", None, None, None, "JL. A"],
    [None, None, "NAMA SAJA", None, None, None, None],
    [7, "1", "2", "3", None, None, "JL"],
]


@pytest.mark.parametrize("row", KEPT, ids=lambda row: str(row[2] or row[1]))
@pytest.mark.parametrize("last", [True, False], ids=["last", "between"])
def test_a_row_that_may_be_a_person_is_kept(tmp_path: Path, row: list[Any], last: bool) -> None:
    rows = [HEADING, *people(3), row, *([] if last else [person(4)])]
    sheet = read(in_format(tmp_path, ".xlsx", rows))
    assert sheet.left_out == ()
    assert sheet.rows == len(rows) - 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["JUMLAH", None, None, None, None, None, "5 orang"], "subtotal"),
        ([None, "Sub Total", None, None, None, None, "12"], "subtotal"),
        (["Grand Total : 12"], "subtotal"),
        (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], "numbering"),
        (["1", "2", "3", "4", "5", "6", "7=4+5"], "numbering"),
        (["a", "b", "c", "d", "e", "f", "g"], "numbering"),
        (["NO", "NIK", "NAMA", "TEMPAT LAHIR", "TANGGAL LAHIR", "JK", "ALAMAT"], "repeated_heading"),
    ],
)
def test_left_out_between_people(tmp_path: Path, row: list[Any], reason: str) -> None:
    sheet = read(in_format(tmp_path, ".csv", [HEADING, *people(2), row, person(3)]))
    assert left(sheet) == [(4, reason)]
    assert column(sheet, "record") == [1, 2, 3]
    assert column(sheet, "row") == [2, 3, 5]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None, None, "Jambi, ........ 2024"], "signature"),
        ([None, None, "Mengetahui"], "signature"),
        ([None, "NIP. 197005121990031002"], "signature"),
        ([None, None, "Keterangan: data sementara"], "note"),
    ],
)
def test_left_out_at_the_foot_only(tmp_path: Path, row: list[Any], reason: str) -> None:
    sheet = read(in_format(tmp_path, ".csv", [HEADING, *people(2), row]))
    assert left(sheet) == [(4, reason)]
    between = read(in_format(tmp_path, ".csv", [HEADING, *people(2), row, person(3)]))
    assert between.left_out == ()


def test_a_second_page_repeats_title_and_heading(tmp_path: Path) -> None:
    sheet = read(in_format(tmp_path, ".xlsx", [*TITLE, HEADING, person(1), *TITLE, HEADING, person(2)]))
    assert left(sheet) == [(7, "title"), (8, "title"), (9, "title"), (11, "repeated_heading")]
    assert column(sheet, "row") == [6, 12]


def test_a_heading_of_two_rows_comes_again_in_one(tmp_path: Path) -> None:
    """Typed again by hand: of the upper row what stands alone, of the lower what stands below another."""
    heading = [
        ["No", "Identitas", None, "Nama", "Tempat/Tgl Lahir", "JK", "Alamat", None, "Ket"],
        [None, "NIK", "No KK", None, None, None, "Jalan", "RT/RW", None],
    ]
    again = ["No", "NIK", "No KK", "Nama", "Tempat/Tgl Lahir", "JK", "Jalan", "RT/RW", "Ket"]
    body = [
        [n, person(n)[1], f"15710101010100{n:02d}", person(n)[2], "JAMBI, 2 Mei 1980", "L", "JL", "01/02"]
        for n in (1, 2)
    ]
    sheet = read(in_format(tmp_path, ".xlsx", [*heading, body[0], again, body[1]]))
    assert left(sheet) == [(4, "repeated_heading")]
    assert column(sheet, "row") == [3, 5]


def test_payments_by_name_alone_keep_every_row(tmp_path: Path) -> None:
    rows = [["Nama", "Bulan Iuran", "Jumlah Iuran"], ["KEPALA BASRI", "", ""], ["BUDI", "2024-09", "16800"]]
    rows += [["CAMAT SAID", "2024-09", "16800"], ["TOTAL", "", "33600"]]
    sheet = read(in_format(tmp_path, ".csv", rows), "payments")
    assert column(sheet, "name")[1:] == ["BUDI", "CAMAT SAID"]
    assert left(sheet)[-1] == (5, "subtotal")


def test_posts_without_holders_are_rows(tmp_path: Path) -> None:
    rows = [
        ["Kelurahan", "RT", "Nama Ketua RT"],
        ["1", "2", "3"],
        ["THE HOK", "01", "BUDI"],
        ["THE HOK", "02", ""],
        ["JUMLAH", "2", ""],
    ]
    sheet = read(in_format(tmp_path, ".csv", rows), "posts")
    assert column(sheet, "rt") == ["01", "02"]
    assert left(sheet) == [(2, "numbering"), (5, "subtotal")]


def test_hundreds_of_blank_rows_and_columns_matter_nothing(tmp_path: Path) -> None:
    pad: list[Any] = [None] * 30
    rows = [[]] * 25 + [pad + list(HEADING)] + [[]] * 200 + [pad + person(1)] + [[]] * 500 + [pad + person(2)]
    sheet = read(in_format(tmp_path, ".xlsx", rows))
    assert (sheet.rows, sheet.heading_row, column(sheet, "row")) == (2, 26, [227, 728])


def test_headings_alone_give_no_rows(tmp_path: Path) -> None:
    sheet = read(in_format(tmp_path, ".xlsx", [HEADING]))
    assert (sheet.rows, sheet.left_out) == (0, ())
    assert sheet.data.collect().height == 0
