"""One file taken in: rows as found and as read, headings, what is left out; and rows typed on a page."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sheet_makers import HEADING, people, person, xlsx

from padan.documents.template_sheet import TemplateColumn, sheet_name, template_workbook
from padan.domain.errors import HeadingError
from padan.intake import check_values, hand_back, plain_problems, suffix_of, take_in

TITLE = ("DAFTAR KETUA RT KELURAHAN LEGOK PER 30 NOVEMBER 2024",)


def test_rows_come_as_found_and_as_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "daftar.xlsx", {"Data": [TITLE, HEADING, *people(3), ("Jumlah", 3)]})
    taken = take_in(path, kind="list")
    rows = list(taken.rows())
    assert taken.count == len(rows) == 3
    assert [row.row for row in rows] == [3, 4, 5]
    assert rows[0].found["Nama"] == rows[0].values["name"] == person(1)[2]
    assert rows[0].found["No"] == "1"
    assert rows[0].problems == ()
    (sheet,) = taken.sheets
    assert sheet.left_out == ((6, "subtotal"),)
    assert sheet.hints["as_of"] == "2024-11-30"
    assert {h.heading: h.field for h in sheet.headings}["JK"] == "sex"


def test_rows_of_every_sheet_follow_each_other(tmp_path: Path) -> None:
    short = [*person(9)]
    short[1] = "15710105058090"
    path = xlsx(tmp_path / "dua.xlsx", {"Satu": [HEADING, *people(2)], "Dua": [HEADING, short]})
    rows = list(take_in(path, kind="list").rows())
    assert [(row.sheet, row.row, row.problems) for row in rows] == [
        ("Satu", 2, ()),
        ("Satu", 3, ()),
        ("Dua", 2, ("nik_length",)),
    ]


def test_two_columns_of_one_heading_and_one_without_keep_their_cells(tmp_path: Path) -> None:
    heading = ("NIK", "Nama", "Tanggal Lahir", "Lain", "Lain", "")
    line = (person(1)[1], "BUDI", "01-05-1980", "satu", "dua", "tiga")
    (row,) = take_in(xlsx(tmp_path / "ganda.xlsx", {"Data": [heading, line]}), kind="list").rows()
    assert [row.found[key] for key in ("Lain", "Lain (E)", "(F)")] == ["satu", "dua", "tiga"]


def test_a_stated_meaning_outweighs_the_heading(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "peta.xlsx", {"Data": [HEADING, *people(1)]})
    (row,) = take_in(path, kind="list", mapping={"Alamat": "note", "JK": ""}).rows()
    assert row.values["note"] == "JL. MAWAR 1"
    assert "sex" not in row.values
    with pytest.raises(HeadingError):
        take_in(path, kind="list", mapping={"Nama": ""})


def test_typed_values_have_the_same_problems_as_those_of_a_file(tmp_path: Path) -> None:
    rows = [
        {"nik": "15710105058090", "name": "BUDI", "birth_date": "31-02-1980"},
        {"nik": "1571014105809001", "name": "SITI", "birth_date": "01-05-1980", "sex": "L"},
        {"name": "RAHMAT", "nik": ""},
    ]
    lines = [[row.get(key, "") for key in ("nik", "name", "birth_date", "sex")] for row in rows]
    path = xlsx(tmp_path / "sama.xlsx", {"Data": [("NIK", "Nama", "Tanggal Lahir", "JK"), *lines]})
    assert check_values(rows, kind="list") == [row.problems for row in take_in(path, kind="list").rows()]
    assert check_values([], kind="list") == []


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"kpj": "19", "month": "2024-10", "amount": "16.800"}, ()),
        ({"kpj": "19", "month": "Oktember", "amount": "lima"}, ("amount_invalid", "month_invalid")),
        ({"kpj": "19", "month": "2026-01", "amount": "-16.800"}, ()),
        ({"kpj": "19", "month_from": "2024-10", "month_to": "2024-12", "amount": "50400"}, ()),
        (
            {"nik": "15710105058090", "month": "2024-10", "amount": "1", "paid_date": "besok"},
            ("nik_length", "date_invalid"),
        ),
    ],
)
def test_payments_are_checked_line_by_line(values: dict[str, str], problems: tuple[str, ...]) -> None:
    assert plain_problems("payments", values) == problems


def test_a_minus_on_a_payment_order_is_an_amount_as_it_is_on_a_bill() -> None:
    """It takes back what was paid (`funds.correcting`): nothing about it is unreadable."""
    for amount, problems in (("-16.800", ()), ("(16.800)", ()), ("lima", ("amount_invalid",))):
        said = {"amount": amount, "paid_date": "2024-12-10", "month": "2024-12"}
        assert (plain_problems("disbursements", said), plain_problems("payments", said)) == (problems, problems)


def test_the_file_goes_back_with_words_beside_its_rows(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "daftar.xlsx", {"Data": [HEADING, *people(2)]})
    target = tmp_path / f"kembali{suffix_of(path)}"
    hand_back(path, target, kind="list", sentences={("Data", 3): ["NIK tidak 16 angka."]})
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(target)["Data"].iter_rows()]
    assert (cells[1][-1], cells[2][-1]) == (None, "NIK tidak 16 angka.")


def test_a_template_is_text_all_over_and_runs_nothing() -> None:
    columns = [TemplateColumn("NIK", length=16, tip="16 angka"), TemplateColumn("JK", choices=("L", "P"))]
    made = template_workbook(columns, [("0012", "=1+1"), ("'=2", "")], sheet="Ketua RT/05")
    assert made == template_workbook(columns, [("0012", "=1+1"), ("'=2", "")], sheet="Ketua RT/05")
    (sheet,) = openpyxl.load_workbook(BytesIO(made)).worksheets
    assert sheet.title == sheet_name("Ketua RT/05") == "Ketua RT 05"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [["0012", "'=1+1"], ["'=2", None]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
