"""The workbook: opens, is safe, says where every row stands, and is the same bytes for the same content."""

import hashlib
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sample_report
import xlsxwriter
from openpyxl.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from padan.documents.bucket_sheets import COLUMNS
from padan.documents.content import Report
from padan.documents.row_pages import RowPage, Value
from padan.documents.sheets import Column, Sheet, Styles
from padan.documents.wording import BUCKETS
from padan.documents.workbook import BOOK_OPTIONS, CREATED, write_workbook
from padan.domain.cell_text import guarded

SHEETS = [
    "Ringkasan", "Tinjauan", "Perlu Ditinjau", "Beda Data", "Ganda", "Belum Terdaftar", "Tidak Terdaftar di Daftar",
    "Ditolak", "Cocok", "Iuran per Bulan", "Risiko", "Rekap", "Rekap Instansi", "Rekap Domisili", "Jabatan RT",
    "Masukan",
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report.report()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, report: Report) -> Workbook:
    path = tmp_path_factory.mktemp("workbook") / "rekonsiliasi.xlsx"
    write_workbook(path, report, sample_report.buckets(), sample_report.pairs())
    return openpyxl.load_workbook(path)


def texts(book: Workbook, sheet: str) -> list[str]:
    return [str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value is not None]


def test_the_sheets_in_the_order_of_work(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_nothing_is_or_starts_a_formula(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1" in texts(book, "Beda Data")


def test_nik_is_text_with_all_its_digits(book: Workbook) -> None:
    sheet = book["Belum Terdaftar"]
    column = [cell.value for cell in sheet[3]].index("NIK") + 1
    cell = sheet.cell(4, column)
    assert (cell.data_type, cell.value, cell.number_format) == ("s", "9901014901809009", "@")


@pytest.mark.parametrize("bucket", [bucket.key for bucket in BUCKETS])
def test_every_row_says_where_it_stands(book: Workbook, bucket: str) -> None:
    name = next(b.sheet[0] for b in BUCKETS if b.key == bucket)
    rows = sample_report.buckets()[bucket]
    sheet = book[name]
    labels = [cell.value for cell in sheet[3]]
    assert len(labels) == len(COLUMNS[bucket])
    sources = [i for i, label in enumerate(labels) if str(label).startswith("Sumber")]
    for index, row in enumerate(rows):
        written = [sheet.cell(4 + index, column + 1).value for column in sources]
        assert row.person.source in written
        assert row.other is None or row.other.source in written


def test_headings_stay_filters_and_print_set_up(book: Workbook) -> None:
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.freeze_panes, name
        assert sheet.auto_filter.ref, name
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.print_title_rows, name
        assert all(dimension.width for dimension in sheet.column_dimensions.values())


def test_each_pair_has_a_drop_down(book: Workbook) -> None:
    (rule,) = book["Tinjauan"].data_validations.dataValidation
    assert rule.type == "list"
    assert rule.formula1 == '"sama,bukan,belum tahu"'
    assert str(rule.sqref) == "B5:B6"


def test_the_summary_says_draft_gap_totals_and_checks(book: Workbook, report: Report) -> None:
    said = texts(book, "Ringkasan")
    assert any(text.startswith("RANCANGAN: 2 baris") for text in said)
    assert any("61 hari" in text for text in said)
    assert str(report.side_rows("list")) in said
    assert "sama" in said
    assert not any(text == "TIDAK SAMA" for text in said)


def test_a_decided_report_is_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_workbook(path, sample_report.report(open_review=0), {}, [])
    book = openpyxl.load_workbook(path)
    assert not any("RANCANGAN" in text for sheet in book.sheetnames for text in texts(book, sheet))


def test_recapitulation_has_sums_that_add_up(book: Workbook, report: Report) -> None:
    rows = list(book["Rekap"].iter_rows(min_row=3, values_only=True))
    single = [row for row in rows if row[0] is not None]
    sums = [row for row in rows if row[0] is None]
    assert len(single) == len(report.recap)
    assert sums[-1][4] == sum(row[4] for row in single) == sum(row[4] for row in sums[:-1])


def test_same_content_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, sample_report.report(), sample_report.buckets(), iter(sample_report.pairs()))
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        book = openpyxl.load_workbook(tmp_path / name)
        assert book.properties.created == CREATED.replace(tzinfo=None)
    assert len(digests) == 1


def test_past_the_limit_only_rows_that_need_a_human(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_workbook(path, sample_report.report(), sample_report.buckets(), sample_report.pairs(), row_limit=5)
    book = openpyxl.load_workbook(path)
    assert "Cocok" not in book.sheetnames
    written = sum(
        1
        for bucket in BUCKETS
        if bucket.sheet[0] in book.sheetnames
        for row in book[bucket.sheet[0]].iter_rows(min_row=4, max_col=1, values_only=True)
        if isinstance(row[0], int)
    )
    assert written == 5
    assert any("rows.parquet" in text for text in texts(book, "Ringkasan"))


def test_english(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_workbook(path, sample_report.report(), sample_report.buckets(), sample_report.pairs(), lang="en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:4] == ["Summary", "Review", "To review", "Differs"]
    assert "Answer" in texts(book, "Review")


VALUES = (
    ["a", None, "", 12, -3, 0.5, 1e21, "  padded  "],
    ["<r>", "a & b > c", "_x0041_", "x_x", "=1+1", "'-2", "é\u200b\tö", "=" * 600],
    ["9901014901809009", 123456789012345, 0, 0.1234567890123456789, "&amp;", "'", "a\nb", "\ufffe"],
)


def test_a_whole_row_is_what_single_cells_would_be(tmp_path: Path) -> None:
    texts = []
    for whole in (True, False):
        path = tmp_path / f"{whole}.xlsx"
        with xlsxwriter.Workbook(str(path), dict(BOOK_OPTIONS)) as book:
            formats = [book.add_format({"num_format": str(n % 3)}) for n in range(8)]
            page = book.add_worksheet("x", RowPage)
            page.write_string(0, 0, "Judul", formats[0])
            for row, values in enumerate(VALUES, 2):
                (page.write_whole_row if whole else partial(_cell_by_cell, page))(row, values, formats)
            page.write_string(9, 1, "Akhir", formats[5])
        with zipfile.ZipFile(path) as archive:
            texts.append(archive.read("xl/worksheets/sheet1.xml"))
    assert texts[0] == texts[1]


def _cell_by_cell(page: Worksheet, row: int, values: Sequence[Value], formats: Sequence[Any]) -> None:
    for column, (value, style) in enumerate(zip(values, formats, strict=True)):
        if value is None or value == "":
            page.write_blank(row, column, None, style)
        elif isinstance(value, str):
            page.write_string(row, column, guarded(value), style)
        else:
            page.write_number(row, column, value, style)


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path), dict(BOOK_OPTIONS)) as book:
        sheet = Sheet(book, Styles(book), "x", "id", "")
        sheet.heading([Column(("No", "No"), 6), Column(("Apa yang harus dilakukan siapa", "What"), 10, "wrap")])
        for text in ("sepuluh...", "kata " * 5, "", "panjang " * 90):
            sheet.add(["1" * 40, text])
    opened = openpyxl.load_workbook(path)
    assert [opened["x"].row_dimensions[row].height for row in range(1, 6)] == [60, None, 45, None, 405]
    opened.close()


def test_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path), dict(BOOK_OPTIONS)) as book:
        page = book.add_worksheet("x", RowPage)
        page.write_whole_row(0, ["<r><t>kaya</t></r>"], [book.add_format()])
    opened = openpyxl.load_workbook(path)
    assert opened["x"]["A1"].value == "<r><t>kaya</t></r>"
    opened.close()
