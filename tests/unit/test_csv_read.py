"""CSV in any encoding, with any delimiter, quotation marks and lines: every row is read, and stands where it stood."""

from pathlib import Path
from typing import Any

import pytest
from sheet_makers import HEADING, csv_text, people, person

from padan.files import plain_csv
from padan.files.delimited import delimiter_of, encoding_of
from padan.files.reading import SheetRead, read_lists

CSV_ROWS: list[Any] = [["NIK", "Nama", "Alamat"], *[[p[1], p[2], p[6]] for p in people(3)]]


def read(path: Path, **options: Any) -> SheetRead:
    (sheet,) = read_lists([path], kind=options.pop("kind", "list"), **options)
    return sheet


def column(sheet: SheetRead, name: str) -> list[Any]:
    return sheet.data.select(name).collect().to_series().to_list()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [*CSV_ROWS, [person(4)[1], "JOSÉ “ANDRÉ”", "JL. É – 1"]]
    path = tmp_path / "d.csv"
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    sheet = read(path)
    assert column(sheet, "name")[3] == "JOSÉ “ANDRÉ”"
    assert column(sheet, "row") == [2, 3, 4, 5]


def test_a_late_byte_of_another_encoding_does_not_stop_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(
        csv_text([CSV_ROWS[0], *CSV_ROWS[1:] * 4000]).encode() + "1571014205809009;x,JOSÉ,A\r\n".encode("cp1252")
    )
    assert column(read(path), "name")[-1] == "JOSÉ"


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    text = 'NIK,Nama,Alamat\n\n1571014205809001,"BUDI","JL. A\nNO 1"\n\n1571014205809002,"ANI, S.Pd","B"\n'
    path = tmp_path / "l.csv"
    path.write_text(text)
    sheet = read(path)
    assert column(sheet, "row") == [3, 6]
    assert column(sheet, "name") == ["BUDI", "ANI, S.Pd"]
    assert sheet.sheet == ""


@pytest.mark.parametrize("cell", ['="1571014205809001"', '"=""1571014205809001"""'])
def test_texts_that_excel_guards_with_a_formula(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(f"NIK,Nama\n{cell},BUDI\n")
    assert column(read(path), "nik") == ["1571014205809001"]


STRAY = (
    ("opened in a name", [3], {3: '"'}),
    ("opened twice", [3, 7], {3: '"', 7: '"'}),
    ("opened in the last row", [12], {12: '"'}),
    ("opened in the first row of all", [1], {1: '"'}),
)


@pytest.mark.parametrize(("way", "told", "marks"), STRAY)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_quotation_mark_left_open_swallows_no_row(
    tmp_path: Path, way: str, told: list[int], marks: dict[int, str], delimiter: str
) -> None:
    rows = [[cell if at != 2 else marks.get(row[0], "") + cell for at, cell in enumerate(row)] for row in people(12)]
    (tmp_path / "k.csv").write_text(csv_text([HEADING, *rows], delimiter))
    sheet = read(tmp_path / "k.csv")
    assert column(sheet, "nik") == [row[1] for row in people(12)]
    assert [name.strip('"') for name in column(sheet, "name")] == [row[2] for row in people(12)]
    assert column(sheet, "row") == list(range(2, 14))
    assert sheet.notes == (f"quote_not_closed:{', '.join(str(number + 1) for number in told)}",)


def test_an_open_quotation_mark_before_a_megabyte_of_rows(tmp_path: Path) -> None:
    rows = [[number, f"98710145{number:08}", "BUDI", "JL. MAWAR " * 9] for number in range(20_000)]
    rows[5][2] = '"BUDI'
    (tmp_path / "k.csv").write_text(csv_text([["No", "NIK", "Nama", "Alamat"], *rows]))
    sheet = read(tmp_path / "k.csv")
    assert (sheet.rows, sheet.notes) == (20_000, ("quote_not_closed:7",))


def test_addresses_of_several_lines_stay_one_cell(tmp_path: Path) -> None:
    rows = [[*row[:6], f'"JL. A, NO {row[0]}\nRT 5, RW 2\n""ATAS"""'] for row in people(5)]
    (tmp_path / "k.csv").write_text(csv_text([HEADING, *rows]))
    sheet = read(tmp_path / "k.csv")
    assert (column(sheet, "address")[0], sheet.notes) == ('JL. A, NO 1\nRT 5, RW 2\n"ATAS"', ())
    assert column(sheet, "row") == [2, 5, 8, 11, 14]


def test_rows_of_different_length_and_a_separator_line(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("sep=;\nNIK;Nama;Alamat\n1571014205809001;BUDI\n1571014205809002;ANI;JL. A;lebih;lagi\n")
    sheet = read(path)
    assert column(sheet, "address") == [None, "JL. A"]
    assert column(sheet, "row") == [3, 4]


def test_a_few_nul_bytes_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_bytes(csv_text(CSV_ROWS).encode().replace(b"SITI", b"SI\0TI"))
    sheet = read(path)
    assert column(sheet, "name")[0].startswith("SITI")
    assert "invisible_characters" in sheet.notes


def test_commas_inside_amounts_do_not_win_over_the_true_delimiter() -> None:
    assert delimiter_of("KPJ;Bulan;Jumlah Iuran\n1;2024-09;Rp 16.800,00\n2;2024-09;Rp 16.800,00\n") == ";"
    assert encoding_of(b"\x80\x81\x82abc") == "cp1252"
    assert encoding_of(bytes(range(256)) * 8) is None


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_large_plain_csv_is_scanned_and_gives_the_same(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[Any] = [
        ["DAFTAR"],
        [],
        HEADING,
        [1, 2, 3, 4, 5, 6, 7],
        *people(300),
        [" ", ""],
        person(301)[:3],
        [person(302)[0], '"DG. ""BOY""; ALIAS"', *person(302)[2:]],
        ['"=""9171024505909001"""', '""', *person(303)[2:]],
        ["JUMLAH"],
    ]
    path = tmp_path / "d.csv"
    path.write_text(csv_text(rows, ";").replace("\r\n", ending), newline="")
    whole = read(path)
    monkeypatch.setattr(plain_csv, "FROM_BYTES", 0)
    scanned = plain_csv.scan_plain(path, ";", 7)
    assert scanned is not None
    lazy = read(path)
    assert whole.data.collect().equals(lazy.data.collect())
    assert (whole.left_out, whole.rows, whole.columns) == (lazy.left_out, lazy.rows, lazy.columns)


@pytest.mark.parametrize(
    "odd",
    ['"JL.\nA"', "JL.\u200e A", "JL.\0A", "JL.\rA", "a;b;c;d", "\udcff"],
    ids=["two lines", "mark", "nul", "cr", "long", "cp1252"],
)
def test_what_is_not_plain_is_not_scanned(tmp_path: Path, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_csv, "FROM_BYTES", 0)
    path = tmp_path / "d.csv"
    text = csv_text([*CSV_ROWS, [person(4)[1], "ANI", odd], CSV_ROWS[1]], ";")
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert plain_csv.scan_plain(path, ";", 3) is None
    assert read(path).rows >= 5


@pytest.mark.parametrize("stray", ['5" PIPA', '"A" BARU', ' "A"', 'A"', '"A', '"A""'])
def test_quotation_marks_inside_a_cell_are_no_plain_csv(
    tmp_path: Path, stray: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_csv, "FROM_BYTES", 0)
    path = tmp_path / "d.csv"
    path.write_text(csv_text([*CSV_ROWS, CSV_ROWS[1]], ";").replace("ANI", f"{stray};ANI", 1), newline="")
    assert plain_csv.scan_plain(path, ";", 4) is None
