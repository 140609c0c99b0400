"""Payments with a column for each month: read as a line for each person and month that was paid."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sheet_makers import csv_text, people, xlsx

from padan.domain.errors import HeadingError
from padan.files.month_headings import named_months
from padan.files.notes import sentence
from padan.files.reading import SheetRead, read_lists
from padan.intake import take_in

NIKS = [p[1] for p in people(4)]
WHO = ["NIK", "Nama"]
ONE, TWO, THREE, FOUR = ([p[1], p[2]] for p in people(4))


def read(tmp_path: Path, rows: Sequence[Sequence[Any]], name: str = "iuran.csv") -> SheetRead:
    path = tmp_path / name
    if path.suffix == ".xlsx":
        xlsx(path, {"Data": rows})
    elif path.suffix == ".parquet":
        pl.DataFrame(list(rows[1:]), schema=list(rows[0]), orient="row").write_parquet(path)
    else:
        path.write_text(csv_text(rows, ";"))
    (sheet,) = read_lists([path], kind="payments")
    return sheet


def lines(sheet: SheetRead, *more: str) -> list[tuple[Any, ...]]:
    """(person by number, month, amount, more...) of each line."""
    found = sheet.data.select("nik", "month", "amount", *more).collect()
    return [(NIKS.index(nik) + 1, *rest) for nik, *rest in found.iter_rows()]


@pytest.mark.parametrize("name", ["iuran.csv", "iuran.xlsx", "iuran.parquet"])
def test_a_line_for_each_month_that_was_paid(tmp_path: Path, name: str) -> None:
    rows = [
        [*WHO, "Jan 2026", "Feb 2026", "Iuran Maret 2026", "Total"],
        [*ONE, "16800", "16.800", None, "33600"],
        [*TWO, "-", "0", "Rp 16.800,00", "16800"],
        [*THREE, None, "belum bayar", "Rp -", None],
        [*FOUR, "x", None, "-16800", None],
    ]
    sheet = read(tmp_path, rows, name)
    paid = [(1, "2026-01", "16800"), (1, "2026-02", "16.800"), (2, "2026-03", "Rp 16.800,00")]
    assert lines(sheet) == [*paid, (4, "2026-01", "x"), (4, "2026-03", "-16800")]
    assert (sheet.rows, sheet.data.select("record").collect().to_series().to_list()) == (4, [1, 1, 2, 4, 4])
    assert sheet.notes == ("months_across:2026-01, 2026-02, 2026-03",)
    assert "2026-03" in sentence(sheet.notes[0])
    told = [(c.heading, c.field) for c in sheet.columns]
    assert ("Jan 2026", "month") in told
    assert ("Jan 2026", "amount") in told
    assert ("Total", None) in told


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("iuran 2026.csv", []),
        ("iuran.csv", [["DAFTAR IURAN TAHUN 2026"], ["Keadaan per 31 Januari 2027"]]),
        ("iuran_TA2026.csv", []),
    ],
)
def test_the_year_is_told_by_title_or_name(tmp_path: Path, name: str, above: list[list[str]]) -> None:
    sheet = read(tmp_path, [*above, [*WHO, "Jan", "Februari"], [*ONE, 16800, 16800]], name)
    assert lines(sheet) == [(1, "2026-01", "16800"), (1, "2026-02", "16800")]


@pytest.mark.parametrize("above", [[], [["IURAN 2025 - 2026"]]])
def test_no_year_or_two_of_them_is_refused_with_what_to_add(tmp_path: Path, above: list[list[str]]) -> None:
    with pytest.raises(HeadingError, match="Tulis tahunnya pada judul kolom") as told:
        read(tmp_path, [*above, [*WHO, "Jan", "Feb"], [*ONE, 16800, 16800]])
    assert told.value.details == ("Jan", "Feb")
    assert "name no year" in told.value.text_en


TWO_ROWS = [[*WHO, "Iuran Tahun 2025", "", "2026", "", "Ket"], ["", "", "Nov", "Des", "Jan", "Feb", ""]]
NUMBERS = [["2026"], ["No", *WHO, "Bulan", "", "Ket"], ["", "", "", "1", "2", ""]]
PARTED = [[*WHO, "Januari 2026", "", "Februari 2026", ""], ["", "", "Jumlah", "Tgl Bayar", "Jumlah", "Tgl Bayar"]]


def test_two_rows_of_headings(tmp_path: Path) -> None:
    sheet = read(tmp_path, [*TWO_ROWS, [*ONE, 1000, 2000, 3000, "", "a"]])
    assert lines(sheet, "note") == [
        (1, f"202{m}", a, "a") for m, a in (("5-11", "1000"), ("5-12", "2000"), ("6-01", "3000"))
    ]
    sheet = read(tmp_path, [*NUMBERS, ["1", *ONE, 1000, 2000, "a"]])
    assert lines(sheet) == [(1, "2026-01", "1000"), (1, "2026-02", "2000")]
    sheet = read(
        tmp_path, [*PARTED, [*ONE, 1000, "05/01/2026", 2000, "06/02/2026"], [*TWO, 1000, "07/01/2026", "", ""]]
    )
    assert lines(sheet, "paid_date") == [
        (1, "2026-01", "1000", "05/01/2026"),
        (1, "2026-02", "2000", "06/02/2026"),
        (2, "2026-01", "1000", "07/01/2026"),
    ]


def test_marks_take_the_amount_of_a_month(tmp_path: Path) -> None:
    heading = [*WHO, "Iuran per Bulan", "Jan 2026", "Feb 2026", "Mar 2026"]
    rows = [[*ONE, "16.800", "v", "lunas", "belum"], [*TWO, "16.800", "√", "12/02/2026", "20.000"]]
    assert lines(read(tmp_path, [heading, *rows]), "paid_date") == [
        (1, "2026-01", "16.800", None),
        (1, "2026-02", "16.800", None),
        (2, "2026-01", "16.800", None),
        (2, "2026-02", "16.800", "12/02/2026"),
        (2, "2026-03", "20.000", None),
    ]


def test_marks_share_a_total_to_the_rupiah(tmp_path: Path) -> None:
    heading = [*WHO, "Jan 2026", "Feb 2026", "Mar 2026", "Jumlah"]
    rows = [[*ONE, "v", "", "v", "33.600"], [*TWO, "v", "v", "v", "50401"], [*THREE, "v", "", "", "?"]]
    assert lines(read(tmp_path, [heading, *rows])) == [
        (1, "2026-01", "16800"),
        (1, "2026-03", "16800"),
        (2, "2026-01", "16801"),
        (2, "2026-02", "16800"),
        (2, "2026-03", "16800"),
        (3, "2026-01", "?"),
    ]


@pytest.mark.parametrize(
    ("price", "amounts", "told"),
    [("Iuran", ("16800", "16800"), ["16800"] * 3), ("Iuran", ("33600", "16800"), ["16800"] * 3)],
)
def test_the_cells_tell_a_month_from_a_total(
    tmp_path: Path, price: str, amounts: Sequence[str], told: list[str]
) -> None:
    rows = [[*WHO, "Jan 2026", "Feb 2026", price], [*ONE, "v", "v", amounts[0]], [*TWO, "v", "", amounts[1]]]
    assert [line[2] for line in lines(read(tmp_path, rows))] == told


def test_marks_without_rupiah_are_refused_with_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(HeadingError, match="Tambahkan kolom “Iuran per Bulan”"):
        read(tmp_path, [[*WHO, "Jan 2026", "Feb 2026"], [*ONE, "v", "lunas"]])
    with pytest.raises(HeadingError, match="“Iuran” tidak jelas"):
        read(tmp_path, [[*WHO, "Jan 2026", "Feb 2026", "Iuran"], [*ONE, "v", "v", "33600"]])
    with pytest.raises(HeadingError, match="bulan yang sama"):
        read(tmp_path, [[*WHO, "Jan 2026", "Januari 2026"], [*ONE, "1000", "1000"]])


def test_what_is_no_month_stays(tmp_path: Path) -> None:
    sheet = read(tmp_path, [["2026"], [*WHO, "Kec", "Des", "Jan", "Feb"], [*ONE, "Jelutung", "Kasang", 1000, 2000]])
    assert lines(sheet, "kecamatan") == [(1, "2026-01", "1000", "Jelutung"), (1, "2026-02", "2000", "Jelutung")]
    long = read(tmp_path, [[*WHO, "Bulan", "Jumlah", "Jan 2026"], [*ONE, "2026-02", 16800, 5]])
    assert (lines(long), long.notes) == ([(1, "2026-02", "16800")], ())


def test_foot_and_numbering_are_no_payments(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["2026"], ["No", "Nama", "Jan", "Feb"], ["1", "2", "3", "4"], ["1", "BUDI", 16800, ""]]
    sheet = read(tmp_path, [*rows, ["2", "TOTAL SIREGAR", "", 16800], ["", "JUMLAH", 16800, 16800], ["", "Lurah"]])
    assert sheet.data.select("name", "month").collect().rows() == [("BUDI", "2026-01"), ("TOTAL SIREGAR", "2026-02")]
    assert [(left.row, left.reason) for left in sheet.left_out] == [(3, "numbering"), (6, "subtotal"), (7, "signature")]
    plain = read(tmp_path, [["No", "Nama", "Bulan", "Jumlah"], ["1", "2", "3", "4"], ["1", "BUDI", "Jan 2026", 16800]])
    assert [left.reason for left in plain.left_out] == ["numbering"]


def test_tables_below_each_other_keep_the_numbers_of_their_rows(tmp_path: Path) -> None:
    rows = [["No", *WHO, "Jan 2026", "Feb 2026"], ["1", *ONE, 1000, 2000], ["2", *TWO, "", 2000], []]
    more = [["No", *WHO, "Mar 2026"], ["1", *THREE, 3000]]
    sheet = read(tmp_path, [*rows, *more])
    assert sheet.data.select("record", "row").collect().rows() == [(1, 2), (1, 2), (2, 3), (3, 6)]
    assert [line[1] for line in lines(sheet)] == ["2026-01", "2026-02", "2026-02", "2026-03"]


def test_taken_in_each_month_is_a_row_with_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "iuran.csv"
    path.write_text(csv_text([[*WHO, "Jan 2026", "Feb 2026"], [*ONE, "16800", "x"], [*TWO, "", ""]], ";"))
    taken = take_in(path, kind="payments")
    assert [(r.row, r.values["month"], r.found["Feb 2026"], r.problems) for r in taken.rows()] == [
        (2, "2026-01", "x", ()),
        (2, "2026-02", "x", ("amount_invalid",)),
    ]
    again = take_in(path, kind="payments", mapping={"Jan 2026": "amount", "Feb 2026": ""})
    assert [r.values["month"] for r in again.rows()] == ["2026-01"]
    assert (taken.count, again.count) == (2, 1)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Jan-26", (2026, 1, 1)), ("JAN'26", (2026, 1, 1)), ("iuran_2026_01", (2026, 1, 1)), ("202601", (2026, 1, 1)),
        ("2026-01-01", (2026, 1, 1)), ("1/2026", (2026, 1, 1)), ("Bulan ke-12", (None, 12, 12)),
        ("Bulan IV", (None, 4, 4)), ("TW II 2026", (2026, 4, 6)), ("Januari s.d. Maret 2026", (2026, 1, 3)),
        ("Okt–Des 2025", (2025, 10, 12)), ("Agustus Tahun 2026", (2026, 8, 8)), ("Des 2025 - Jan 2026", None),
        ("Bulan Iuran", None), ("Marga", None), ("Jumlah Iuran", None), ("Iuran 2026", None),
    ],
)  # fmt: skip
def test_headings_that_name_months(heading: str, told: tuple[int | None, int, int] | None) -> None:
    named = named_months(heading)
    assert (None if named is None else (named.year, named.first, named.last)) == told
