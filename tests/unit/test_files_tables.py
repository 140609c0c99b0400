"""Sheets as offices keep them: several tables, rows that speak for others, ditto marks, dates and NIK in pieces."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from sheet_makers import HEADING, csv_text, html, people, xlsx

from padan.checking import check_lists
from padan.domain.errors import HeadingError
from padan.files.hints import read_rt
from padan.files.reading import SheetRead, read_lists
from thorough import one_in

pytestmark = one_in(2)

SHORT: Sequence[Any] = ("No", "NIK", "Nama", "Tgl Lahir")


def short(count: int, start: int = 0) -> list[list[Any]]:
    """Rows under SHORT."""
    return [[p[0], p[1], p[2], p[4]] for p in people(start + count)[start:]]


def read(path: Path, **options: Any) -> SheetRead:
    (sheet,) = read_lists([path], kind="list", **options)
    return sheet


def table(tmp_path: Path, rows: Sequence[Sequence[Any]], name: str = "d.csv") -> SheetRead:
    path = tmp_path / name
    path.write_text(csv_text(rows, ";"))
    return read(path)


def column(sheet: SheetRead, name: str) -> list[Any]:
    return sheet.data.select(name).collect().to_series().to_list()


def test_two_tables_beside_each_other(tmp_path: Path) -> None:
    left, right = short(3), short(2, 3)
    rows = [[*a, None, *b] for a, b in zip(left, [*right, [None] * 4], strict=True)]
    heads: list[list[Any]] = [["KELURAHAN KASANG"], [*SHORT, None, *SHORT]]
    sheet = table(tmp_path, [*heads, *rows, [None] * 6 + ["Jumlah", "2"], [None] * 7 + ["Lurah"]])
    assert column(sheet, "nik") == [p[1] for p in people(5)]
    assert column(sheet, "row") == [3, 4, 5, 3, 4]
    assert column(sheet, "record") == [1, 2, 3, 4, 5]
    assert [(item.row, item.reason) for item in sheet.left_out] == [(6, "subtotal"), (7, "signature")]
    assert sheet.rows + len(sheet.left_out) == sheet.not_blank
    assert (sheet.notes, sheet.hints["kelurahan"]) == (("tables_read:2",), "KASANG")


def test_husband_and_wife_beside_each_other_are_no_two_tables(tmp_path: Path) -> None:
    above = [None, "SUAMI", None, None, "ISTRI", None, None]
    rows = [[1, *short(1)[0][1:], *short(1, 1)[0][1:]]]
    with pytest.raises(HeadingError, match="dua kolom"):
        table(tmp_path, [above, ["No", *SHORT[1:], *SHORT[1:]], *rows])


def test_the_problems_of_two_people_of_one_row_go_back_together(tmp_path: Path) -> None:
    rows = [[1, "15710142058090", "BUDI", "02-05-1980", 2, "1571014205809002", "SITI", "31-02-1980"]]
    path = xlsx(tmp_path / "d.xlsx", {"Data": [[*SHORT, *SHORT], *rows]})
    checked = check_lists([path], out=tmp_path / "balik.xlsx")
    assert [(row.row, row.record) for row in checked.troubled] == [(2, 1), (2, 2)]
    words = read(tmp_path / "balik.xlsx").cells
    assert words is not None
    told = words.collect().select("c8").to_series().to_list()[-1]
    assert "NIK" in told
    assert told.count(".") >= 2


def test_a_second_table_below_with_columns_in_another_order(tmp_path: Path) -> None:
    above, below = short(3), people(6)[3:]
    second = ["No", "Nama", "NIK", "Tempat Lahir", "Tgl Lahir"]
    more = [[p[0], p[2], p[1], p[3], p[4]] for p in below]
    rows = [["A. PEKERJA RENTAN"], SHORT, *above, [], ["B. KETUA RT"], second, *more, ["Jumlah", 6]]
    sheet = table(tmp_path, rows)
    assert column(sheet, "nik") == [p[1] for p in people(6)]
    assert column(sheet, "name") == [p[2] for p in people(6)]
    assert column(sheet, "segment") == ["pekerja_rentan"] * 3 + ["rt"] * 3
    assert column(sheet, "row") == [3, 4, 5, 9, 10, 11]


def test_rows_between_people_speak_for_those_below(tmp_path: Path) -> None:
    rows = [
        *[["DATA KETUA RT"], SHORT, ["KELURAHAN KASANG"], ["RT 05 / RW 02"], *short(2), ["JUMLAH RT 05", None, "2"]],
        *[["RT. 6"], *short(1, 2), ["Kelurahan : Legok"], *short(1, 3)],
    ]
    sheet = table(tmp_path, rows)
    assert column(sheet, "kelurahan") == ["KASANG"] * 3 + ["Legok"]
    assert column(sheet, "rt") == ["5", "5", "6", None]
    assert column(sheet, "rw") == ["2", "2", "2", None]
    assert [reason for _, reason in [(i.row, i.reason) for i in sheet.left_out]].count("title") == 4


def test_a_card_number_above_each_family(tmp_path: Path) -> None:
    card = "1571011205149001"
    sheet = table(
        tmp_path, [SHORT, [f"No. KK : {card}  Kepala Keluarga : BUDI"], *short(2), ["Lain-lain"], *short(1, 2)]
    )
    assert column(sheet, "kk") == [card] * 3
    assert sheet.rows == 3


def test_a_name_alone_in_its_column_is_a_person_still(tmp_path: Path) -> None:
    sheet = table(tmp_path, [SHORT, *short(1), [None, None, "BUDI"], *short(1, 1)])
    assert column(sheet, "name")[1] == "BUDI"


@pytest.mark.parametrize("mark", ["sda", "s.d.a", '"', "-″-", "idem"])
def test_ditto_marks_say_what_stands_above(tmp_path: Path, mark: str) -> None:
    rows = [[*short(4)[n], kelurahan] for n, kelurahan in enumerate(["Legok", mark, None, mark])]
    path = xlsx(tmp_path / "d.xlsx", {"Data": [[*SHORT, "Kelurahan"], *rows]})
    assert column(read(path), "kelurahan") == ["Legok", "Legok", None, "Legok"]


@pytest.mark.parametrize("parent", ["Tanggal Lahir", ""])
def test_day_month_and_year_in_three_columns(tmp_path: Path, parent: str) -> None:
    heads = [["No", "NIK", "Nama", parent, None, None, "JK"], [None, None, None, "Tgl", "Bln", "Thn", None]]
    if not parent:
        heads = [["No", "NIK", "Nama", "Tgl", "Bln", "Thn", "JK"]]
    sheet = table(tmp_path, [*heads, [1, people(1)[0][1], "BUDI", 2, "Mei", 1980, "P"]])
    assert (column(sheet, "birth_date"), sheet.rows) == (["2-Mei-1980"], 1)


@pytest.mark.parametrize(("man", "woman"), [("v", "-"), ("46", ""), ("√", "0")])
def test_marks_or_ages_under_l_and_p(tmp_path: Path, man: str, woman: str) -> None:
    heads = [["No", "NIK", "Nama", "Umur", None, "Tgl Lahir"], [None, None, None, "L", "P", None]]
    rows = [[1, p[1], p[2], *marks, p[4]] for p, marks in zip(people(2), ((man, woman), (woman, man)), strict=True)]
    sheet = table(tmp_path, [*heads, *rows])
    assert (column(sheet, "sex"), sheet.rows) == (["L", "P"], 2)


def test_a_nik_with_a_box_for_each_digit(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "kotak.xlsx")
    page = book.add_worksheet()
    page.write_row(0, 0, ["NO", "NAMA"])
    page.merge_range(0, 2, 0, 17, "NIK")
    page.write(0, 18, "TGL LAHIR")
    for row, person in enumerate(people(3), 1):
        page.write_row(row, 0, [row, person[2], *map(int, person[1]), person[4]])
    book.close()
    assert column(read(tmp_path / "kotak.xlsx"), "nik") == [p[1] for p in people(3)]


def test_name_and_nik_in_one_cell(tmp_path: Path) -> None:
    rows = [[1, "BUDI SANTOSO / 1571014205809001", "Jambi"], [2, "NIK. 1571 0142 0580 9002, SITI, S.E.", "Jambi"]]
    sheet = table(tmp_path, [["No", "Nama / NIK", "Alamat"], *rows])
    assert column(sheet, "name") == ["BUDI SANTOSO", "SITI, S.E."]
    assert column(sheet, "nik") == ["1571014205809001", "1571 0142 0580 9002"]


def test_nik_and_card_under_each_others_heading_are_put_right(tmp_path: Path) -> None:
    cards = [f"15710112051{400 + n}900{n}"[:12] + f"900{n}" for n in range(1, 7)]
    rows = [[p[0], card, p[1], p[2], p[4]] for p, card in zip(people(6), cards, strict=True)]
    sheet = table(tmp_path, [["No", "NIK", "No KK", "Nama", "Tgl Lahir"], *rows])
    assert column(sheet, "nik") == [p[1] for p in people(6)]
    assert column(sheet, "kk") == cards
    assert {c.field: c.how for c in sheet.columns}["nik"] == "content"
    assert sheet.notes == ("numbers_exchanged",)


def test_columns_of_other_people_are_passed_over(tmp_path: Path) -> None:
    heads = ["ID DTKS", "Nama KK", "NIK Kepala Keluarga", "Nama Anggota Keluarga", "NIK", "NIK Ketua RT", "Tgl Lahir"]
    rows = [["5A", "ANWAR", people(9)[8][1], p[2], p[1], people(8)[7][1][:-1] + str(n), p[4]] for n, p in
            enumerate(people(3))]  # fmt: skip
    sheet = table(tmp_path, [heads, *rows])
    assert (column(sheet, "nik"), column(sheet, "name")) == ([p[1] for p in people(3)], [p[2] for p in people(3)])


def test_names_of_rt_are_numbers_and_no_names(tmp_path: Path) -> None:
    rows = [[p[0], f"RT {p[0]:02d}", p[2], p[1]] for p in people(3)]
    sheet = table(tmp_path, [["No", "Nama RT", "Nama Ketua RT", "NIK"], *rows])
    assert (column(sheet, "rt"), column(sheet, "name")) == (["RT 01", "RT 02", "RT 03"], [p[2] for p in people(3)])


def test_a_card_merged_over_a_family_in_html(tmp_path: Path) -> None:
    page = html([HEADING]).decode().partition("<tr>")[0] + (
        "<tr><td colspan=4>DAFTAR<br>KELURAHAN KASANG</td></tr><tr><th>No<th>No. KK<th>NIK<th>Nama<br>Lengkap</tr>"
    )
    for number, person in enumerate(people(2)):
        card = "<td rowspan=2>1571011205149001" if number == 0 else ""
        page += f"<tr><td>{number}{card}<td>{person[1]}<td>{person[2]}</tr>"
    (tmp_path / "d.xls").write_text(f"{page}</table>")
    check_lists([tmp_path / "d.xls"], out=tmp_path / "balik.xlsx")
    for name in ("d.xls", "balik.xlsx"):
        sheet = read(tmp_path / name)
        assert column(sheet, "kk") == ["1571011205149001"] * 2
        assert sheet.hints["kelurahan"] == "KASANG"


def test_a_parquet_comes_back_with_its_headings(tmp_path: Path) -> None:
    frame = pl.DataFrame({"nik": [p[1] for p in people(2)], "nama": ["BUDI", "SITI"], "tgl_lahir": ["31-02-1980", "x"]})
    frame.write_parquet(tmp_path / "d.parquet")
    check_lists([tmp_path / "d.parquet"], out=tmp_path / "balik.xlsx")
    sheet = read(tmp_path / "balik.xlsx")
    assert (column(sheet, "nik"), sheet.notes) == ([p[1] for p in people(2)], ())
    assert sheet.cells is not None
    assert all(sheet.cells.collect()["c3"])


def test_a_second_heading_row_is_one_in_the_copy_too(tmp_path: Path) -> None:
    heads = [["No", "NIK", "Nama", "Tanggal Lahir"], [None, None, None, "Tgl", "Bln", "Thn"]]
    path = xlsx(tmp_path / "d.xlsx", {"D": [*heads, [1, people(1)[0][1], "BUDI", 31, 2, 1980]]})
    check_lists([path], out=tmp_path / "balik.xlsx")
    assert (read(tmp_path / "balik.xlsx").rows, column(read(tmp_path / "balik.xlsx"), "birth_date")) == (
        1,
        ["31-2-1980"],
    )


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("RT 05",), {"rt": "5"}),
        (("Sheet1", "rt12_kasang"), {"rt": "12"}),
        (("Data", "Daftar warga RT. 07 RW. 02 Kel. Legok"), {"rt": "7", "rw": "2"}),
        (("RT/RW 05/02",), {"rt": "5", "rw": "2"}),
        (("Sheet1", "", "RUKUN TETANGGA 03"), {"rt": "3"}),
        (("RT 01 s.d. RT 05",), {}),
        (("DAFTAR KETUA RT 2026", "JUMLAH RT 25", "25 RT"), {}),
        (("SMART 5", "ARTI 5"), {}),
        (("", "KANTOR LURAH KASANG\nJl. Raden Pamuk RT 05 Telp. 12345"), {}),
    ],
)
def test_the_rt_that_names_and_titles_tell(texts: tuple[str, ...], told: dict[str, str]) -> None:
    assert read_rt(*texts) == told


def test_a_sheet_for_each_rt(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "d.xlsx", {f"RT {n:02d}": [SHORT, *short(2, 2 * n)] for n in (1, 2)})
    sheets = read_lists([path], kind="list")
    assert [column(sheet, "rt") for sheet in sheets] == [["1", "1"], ["2", "2"]]
    assert sheets[0].notes == ("rt_told:1",)


def test_pages_with_signatures_of_their_own(tmp_path: Path) -> None:
    def page(number: int, start: int) -> list[list[Any]]:
        title = [[f"DATA WARGA RT {number:02d} KELURAHAN KASANG"], [None], list(SHORT)]
        foot = [[None, None, "Ketua RT"], [None], [None, None, "SUKARDI"], [None, None, "NIP. 197001011990031001"]]
        return [*title, *short(2, start), ["Jumlah", None, 2], *foot]

    sheet = table(tmp_path, [*page(1, 0), *page(2, 2), *page(3, 4)])
    assert column(sheet, "nik") == [p[1] for p in people(6)]
    assert column(sheet, "rt") == ["1", "1", "2", "2", "3", "3"]
    assert sheet.rows == 6


def test_lines_that_go_on_and_officers_between_say_nothing_of_others(tmp_path: Path) -> None:
    heads = [*SHORT, "Alamat", "RT"]
    first, second = short(2)
    rows = [heads, [*first, "JL. MAWAR", "1"], [None] * 4 + ["RT 05 RW 02 KEL. LEGOK", None], [*second, "JL. A", None]]
    sheet = table(tmp_path, rows)
    assert column(sheet, "rt")[-1] is None
    assert "kelurahan" not in sheet.data.collect_schema().names()
    officers = [*rows[:2], ["Ketua RT 09"], ["Lurah Kasang"], rows[-1]]
    sheet = table(tmp_path, officers)
    assert column(sheet, "rt") == ["1", None]
    assert sheet.rows == 2


def test_four_tables_in_a_square(tmp_path: Path) -> None:
    def pair(first: int) -> list[list[Any]]:
        left, right = short(2, first), short(2, first + 2)
        titles = [f"RT {first // 4 * 2 + 1:02d}", *[None] * 4, f"RT {first // 4 * 2 + 2:02d}"]
        return [titles, [*SHORT, None, *SHORT], *([*a, None, *b] for a, b in zip(left, right, strict=True)), [None]]

    sheet = table(tmp_path, [["KELURAHAN LEGOK"], *pair(0), *pair(4)])
    found = dict(zip(column(sheet, "nik"), column(sheet, "rt"), strict=True))
    assert [found[p[1]] for p in people(8)] == ["1", "1", "2", "2", "3", "3", "4", "4"]


@pytest.mark.parametrize("above", ["ANAK 1", "AHLI WARIS", "IDENTITAS PENGUSUL"])
def test_columns_below_a_word_for_somebody_else(tmp_path: Path, above: str) -> None:
    heads = [
        [None, "PESERTA", None, None, above, None, None],
        ["No", "NAMA", "NIK", "TGL LAHIR", "NAMA", "NIK", "TGL LAHIR"],
    ]
    rows = [[1, *(p[2], p[1], p[4]), *(q[2], q[1], q[4])] for p, q in zip(people(3), people(6)[3:], strict=True)]
    sheet = table(tmp_path, [*heads, *rows])
    assert column(sheet, "nik") == [p[1] for p in people(3)]
    assert column(sheet, "name") == [p[2] for p in people(3)]


def test_the_example_row_of_a_template_is_no_person(tmp_path: Path) -> None:
    example = ["Contoh", "15710xxxxxxxxxxx", "NAMA SESUAI KTP", "dd-mm-yyyy"]
    sheet = table(tmp_path, [SHORT, example, *short(2)])
    assert (sheet.rows, [(item.row, item.reason) for item in sheet.left_out]) == (2, [(2, "note")])


def test_the_last_sentence_of_a_letter_is_no_person(tmp_path: Path) -> None:
    last = [None, None, "Demikian disampaikan, atas perhatiannya diucapkan terima kasih."]
    assert table(tmp_path, [SHORT, *short(2), last]).rows == 2


@pytest.mark.parametrize("between", [True, False])
def test_posts_whose_kelurahan_stands_above_them(tmp_path: Path, between: bool) -> None:
    title = ["DATA RT" if between else "DATA RT KELURAHAN KASANG"]
    section = [["KELURAHAN KASANG"]] if between else []
    rows = [title, ["No", "RT", "Nama Ketua RT"], *section, [1, "001", "BUDI"], [2, "002", "KOSONG"]]
    more = [["KELURAHAN RAJAWALI"], [1, "001", "SITI"]] if between else []
    path = tmp_path / "rt.csv"
    path.write_text(csv_text([*rows, *more, [None, "Jumlah", "3"]]))
    (sheet,) = read_lists([path], kind="posts")
    assert column(sheet, "kelurahan") == ["KASANG", "KASANG", *(["RAJAWALI"] if between else [])]
    assert column(sheet, "rt") == ["001", "002", *(["001"] if between else [])]


def test_a_table_below_that_shares_the_first_columns_alone(tmp_path: Path) -> None:
    rows = [
        [*SHORT, "No KK"],
        [*short(1)[0], "1571011205149001"],
        ["LANJUTAN"],
        [*SHORT, "RT"],
        [*short(1, 1)[0], "07"],
    ]
    sheet = table(tmp_path, rows)
    assert (column(sheet, "kk"), column(sheet, "rt")) == (["1571011205149001", None], [None, "07"])


def test_one_table_then_two_beside_each_other_then_one_again(tmp_path: Path) -> None:
    twice = [[*SHORT, *SHORT], [*short(1, 1)[0], *short(1, 2)[0]]]
    other = [["No", "Alamat", "Nama", "Ket", "NIK"], [1, "JL. A", people(4)[3][2], None, people(4)[3][1]]]
    sheet = table(tmp_path, [SHORT, *short(1), *twice, [None, "Jumlah", 2], *other])
    assert column(sheet, "nik") == [p[1] for p in people(4)]
    assert column(sheet, "name") == [p[2] for p in people(4)]
    assert column(sheet, "row") == [2, 4, 4, 7]


def test_a_second_heading_row_with_one_word_below_merged_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "d.xlsx")
    page = book.add_worksheet()
    for place, text in enumerate(["No", "NIK", "Nama"]):
        page.merge_range(0, place, 1, place, text)
    page.write(0, 3, "Kelahiran")
    page.write(1, 3, "Tanggal")
    page.write_row(2, 0, short(1)[0])
    book.close()
    sheet = read(tmp_path / "d.xlsx")
    assert (sheet.rows, column(sheet, "birth_date")) == (1, [short(1)[0][3]])


def test_a_repeated_heading_may_have_a_row_more(tmp_path: Path) -> None:
    below = [None, None, None, "Tanggal"]
    sheet = table(tmp_path, [SHORT, *short(1), list(SHORT), below, *short(1, 1)])
    assert (sheet.rows, [item.row for item in sheet.left_out]) == (2, [3, 4])


def test_richer_tables_below_do_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    first = [["No", "NIK", "Nama", "No", "NIK", "Nama"], [*short(1)[0][:3], *short(1, 1)[0][:3]]]
    second = [["No", "No KK", "Nama", "JK", "Alamat", "NIK"], [1, None, people(3)[2][2], "L", "JL. A", people(3)[2][1]]]
    third = [
        ["JK", "NIK", "Alamat", "Tgl Lahir", "Nama", "RT"],
        ["P", people(4)[3][1], "JL. B", None, people(4)[3][2], 7],
    ]
    sheet = table(tmp_path, [*first, *second, *third])
    assert column(sheet, "nik") == [p[1] for p in people(4)]
    assert column(sheet, "name") == [p[2] for p in people(4)]
