"""The minutes: PDF/A, same bytes, draft marks, dotted lines where nothing is known, and no text taken for markup."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import sample_report

from padan.documents.annexes import named_lists
from padan.documents.content import Amount, Annex, Elsewhere, Report, total
from padan.documents.follow_ups import Grave, follow_ups
from padan.documents.minutes import drafted_paper, paper_data, write_paper
from padan.documents.minutes_figures import MONEY_NOTE, agreements
from padan.documents.paper_tables import MOST_LINES, PaperColumn, paginate, table, text_width
from padan.documents.wording import day, month, number, rupiah
from padan.domain.errors import UsageError
from padan.domain.letterhead import BLANK, Agreed, Letterhead, Logo, Signatory

FILLED = Letterhead(
    government="Pemerintah Kota Contoh",
    office="Bappeda",
    first_number="400/1/2024",
    second_number="B/2/2024",
    place="Aula",
    day=date(2024, 12, 18),
    city="Contoh",
    first=Signatory("Nama #1", "1970", "Pembina", "Kepala", "Bappeda"),
    bases=("UU 24/2011 $x$",),
    agreed=(Agreed("Mendaftarkan", "Bappeda", "20 Januari 2025"),),
)


def annexes(rows: int = 3) -> list[Annex]:
    names = (sample_report.AWKWARD, "😀 \u0627\u0644 Ærø", "X" * 400)
    listed = [sample_report.bucket_row(n, names[n % 3], pair=False) for n in range(rows)]
    return [
        Annex("not_registered", listed, rows),
        Annex("differs", [sample_report.bucket_row(n) for n in range(rows)], rows),
    ]


def write_minutes(path: Path, report: Report, letterhead: Letterhead | None, annexes: Iterable[Annex]) -> None:
    """The minutes of a report, drafted and typeset."""
    write_paper(path, drafted_paper(report, letterhead, annexes), letterhead)


def test_a_pdf_a_and_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "berita-acara.pdf"
    write_minutes(path, sample_report.report(), FILLED, annexes())
    content = path.read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
    program = (
        "import sys, pathlib, test_minutes as t, sample_report as s;"
        "t.write_minutes(pathlib.Path(sys.argv[1]), s.report(), t.FILLED, t.annexes())"
    )
    other = tmp_path / "lain.pdf"
    subprocess.run([sys.executable, "-c", program, str(other)], check=True, cwd=Path(__file__).parent)
    assert hashlib.sha256(other.read_bytes()).digest() == hashlib.sha256(content).digest()


def test_without_a_letterhead_no_date_is_invented(tmp_path: Path) -> None:
    path = tmp_path / "berita-acara.pdf"
    write_minutes(path, sample_report.report(), None, [])
    assert str(date.today().year).encode() not in path.read_bytes().replace(b"2024", b"")
    paper = paper_data(sample_report.report(), BLANK, [])
    assert set(paper["opening"].values()) == {""}
    assert [value for _, value in paper["numbers"]] == ["", ""]
    assert paper["day"] == ""
    assert all(value == "" for party in paper["parties"] for _, value in party["lines"])


def test_the_day_is_told_in_words() -> None:
    opening = paper_data(sample_report.report(), FILLED, [])["opening"]
    assert opening == {
        "weekday": "Rabu",
        "day": "Delapan Belas",
        "month": "Desember",
        "year": "Dua Ribu Dua Puluh Empat",
        "numeric": "18-12-2024",
        "place": "Aula",
    }


def test_text_of_files_reaches_the_typesetter_as_data_alone() -> None:
    paper = paper_data(sample_report.report(), FILLED, annexes())
    names = [
        row[4]
        for a in paper["annexes"]
        if a["title"] == "Belum Terdaftar"
        for page in a["pages"]
        for t in page
        for row in t["rows"]
    ]
    assert names[0] == sample_report.AWKWARD
    template = (Path(__file__).parents[2] / "src/padan/documents/minutes.typ").read_text(encoding="utf-8")
    assert "eval(" not in template
    assert template.count("sys.inputs") == 2


def test_open_rows_make_a_draft() -> None:
    assert paper_data(sample_report.report(2), BLANK, [])["draft"].startswith("RANCANGAN: 2 baris")
    assert paper_data(sample_report.report(0), BLANK, [])["draft"] == ""


def test_a_wide_gap_is_warned_of() -> None:
    (warning,) = paper_data(sample_report.report(), BLANK, [])["warnings"]
    assert "61 hari" in warning


def test_recapitulation_has_subtotals_and_the_city_sum() -> None:
    report = sample_report.report()
    paper = paper_data(report, BLANK, [])
    pieces = [t for page in paper["annexes"][0]["pages"] for t in page]
    strong = [t["rows"][at] for t in pieces for at in t["strong"]]
    city = total(row.counts for row in report.recap)
    assert [row[1] for row in strong] == [
        "Jumlah Kecamatan Contoh 01",
        "Jumlah Kecamatan Contoh 02",
        "Jumlah seluruhnya",
    ]
    assert strong[-1][3] == number(city.list_rows)
    assert strong[-1][10] == f"{number(city.review[0])}/{number(city.review[1])}"


def test_money_is_absent_where_no_payments_were_given() -> None:
    empty = sample_report.report()
    paper = paper_data(type(empty)(empty.version, "", 0, (), empty.buckets, empty.recap), BLANK, [])
    assert [s["text"] for s in paper["sections"] if s["title"] == "Iuran"] == [
        "Data iuran tidak disertakan dalam rekonsiliasi ini."
    ]
    assert json.dumps(paper)


def test_money_beside_the_columns_is_told_under_them_and_adds_up() -> None:
    report = sample_report.report()
    (money,) = [s for s in paper_data(report, BLANK, [])["sections"] if s["title"] == "Iuran"]
    assert "60 orang-bulan yang tarifnya belum diketahui" in money["note"]
    assert "yang sudah dibayar untuk itu Rp 810.000" in money["note"]
    assert "Rp 403.200 yang sudah dibayar untuk baris yang masih harus diputuskan" in money["note"]
    assert "192" not in money["note"]
    assert "Menunggu tinjauan" not in money["note"]
    *_, paid, _, _, unassigned, _ = money["tables"][0]["rows"][-1]
    whole = sum(int(text.replace(".", "")) for text in (paid, unassigned)) + 810_000 + 403_200
    assert f"= {rupiah(whole)} menurut berkas iuran." in money["note"]
    (annex,) = [a for a in paper_data(report, BLANK, [])["annexes"] if a["title"] == "Iuran per bulan dan segmen"]
    assert annex["pages"][-1][-1]["rows"][-1][-1] == number(whole)


def test_nothing_is_told_beside_the_columns_where_there_is_nothing() -> None:
    report = sample_report.report()
    plain = replace(report, money=tuple(replace(row, unknown=Amount(), review_paid=0) for row in report.money))
    (money,) = [s for s in paper_data(plain, BLANK, [])["sections"] if s["title"] == "Iuran"]
    assert money["note"] == MONEY_NOTE
    (annex,) = [a for a in paper_data(plain, BLANK, [])["annexes"] if a["title"] == "Iuran per bulan dan segmen"]
    assert len({tuple(piece["head"]) for page in annex["pages"] for piece in page}) == 1


def test_payments_of_other_months_and_those_that_cannot_be_read_are_told() -> None:
    report = replace(sample_report.report(), elsewhere=Elsewhere(50_400, 0, 2))
    (money,) = [s for s in paper_data(report, BLANK, [])["sections"] if s["title"] == "Iuran"]
    assert "Rp 50.400 untuk bulan di luar periode" in money["note"]
    assert money["note"].endswith("2 baris berkas iuran tidak terbaca jumlah atau bulannya.")


def test_the_annex_says_which_row_somebody_is_linked_to() -> None:
    row = replace(
        sample_report.bucket_row(3, pair=False), paired="orangnya sudah berpasangan dengan daftar.csv / baris 7"
    )
    (found,) = named_lists((), [Annex("not_listed", [row], 1)])
    assert found.table is not None
    assert "berpasangan dengan daftar.csv / baris 7." in found.table.rows[0][7]


def test_the_annex_says_why_a_row_is_asked_about_whole_and_that_no_month_was_paid() -> None:
    risks = tuple(replace(risk, last_paid="") for risk in sample_report.report().risks)
    paired = "orangnya sudah berpasangan dengan TKK Kecamatan Contoh Barat.xlsx / TKK / baris 218 lewat baris lain"
    problems = ("Segmen tidak dikenal.", "Terdaftar lebih dari satu kali pada pembayar berbeda.")
    older = replace(sample_report.bucket_row(3, pair=False), paired=paired, problems=problems)
    lists = [Annex("review", [sample_report.bucket_row(7)], 1), Annex("not_listed", [older], 1)]
    risk, review, single = (named.table for named in named_lists(risks, lists) if named.table)
    assert risk.rows[0][6] == "tidak dalam periode"
    assert (review.columns[8].label, review.rows[0][8]) == ("Alasan ditanyakan", "NIK beda 1 angka; nama sama")
    cells, _ = single.fitted(single.rows[0], bold=False)
    assert cells[7].endswith("lewat baris lain.")


def test_follow_ups_of_the_letterhead_come_first_and_blank_lines_where_there_are_none() -> None:
    sections = {s["title"]: s for s in paper_data(sample_report.report(), FILLED, [])["sections"]}
    rows = sections["Kesepakatan dan tindak lanjut"]["tables"][0]["rows"]
    assert rows[0] == ["1", "Mendaftarkan", "Bappeda", "20 Januari 2025"]
    assert rows[1][1] == "Mendaftarkan yang belum terdaftar"


def test_annexes_stop_after_the_limit_with_a_pointer() -> None:
    risks = sample_report.report().risks
    lists = list(named_lists(risks, annexes(4), most=6))
    assert [len(named.table.rows) if named.table else 0 for named in lists] == [1, 4, 1]
    assert "Dicetak 1 dari 4 baris" in lists[2].note
    pointer = list(named_lists((), annexes(4), most=4))[1]
    assert pointer.table is None
    assert "4 baris" in pointer.note
    assert "rekonsiliasi.xlsx" in pointer.note


def test_rows_past_the_limit_are_not_even_fetched() -> None:
    rows = iter([sample_report.bucket_row(n, pair=False) for n in range(10)])
    list(named_lists((), [Annex("not_registered", rows, 10)], most=3))
    assert len(list(islice(rows, 10))) == 7


def pieces(rows: list[list[str]], width: float = 30) -> list[dict[str, Any]]:
    pages = paginate([table([PaperColumn("Nama", width)], rows)], 50, 40)
    return [piece for page in pages for piece in page]


def test_no_row_is_lost_and_no_page_overflows() -> None:
    rows = [[f"NAMA {n} " + "PANJANG " * (n % 9)] for n in range(40)]
    found = pieces(rows)
    assert sum(len(piece["rows"]) for piece in found) == 40
    assert len(found) > 3
    assert sum(found[0]["heights"]) <= 40
    assert all(sum(piece["heights"]) <= 50 for piece in found[1:])


def test_a_long_word_is_broken_and_a_very_long_text_is_cut() -> None:
    ((cell,),) = pieces([["X" * 40]])[0]["rows"]
    assert cell.replace("\u200b", "").replace(" ", "") == "X" * 40
    assert max(text_width(part) for part in cell.replace("\u200b", " ").split()) <= 30 * 72 / 25.4
    (piece,) = pieces([["SATU DUA " * 100]])
    assert piece["rows"][0][0].endswith("…")
    assert piece["heights"][0] <= MOST_LINES * 3.25 + 1.9


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (number(1234567), "1.234.567"),
        (rupiah(16800), "Rp 16.800"),
        (rupiah(-5), "-Rp 5"),
        (rupiah(None), ""),
        (day(date(2024, 3, 1)), "1 Maret 2024"),
        (month("2024-12"), "Desember 2024"),
        (month("2024-13"), "2024-13"),
        (month(""), ""),
    ],
)
def test_numbers_and_dates_as_indonesians_write_them(said: str, expected: str) -> None:
    assert said == expected


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8z" fill="#285"/></svg>'


def test_a_coat_of_arms_is_printed_and_a_broken_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "berita-acara.pdf"
    report = sample_report.report(0, 1, 1)
    write_minutes(path, report, None, [])
    bare = path.read_bytes()
    write_minutes(path, report, Letterhead(logo=Logo(SVG, "svg")), [])
    assert path.read_bytes() != bare
    with pytest.raises(UsageError, match="gambar"):
        write_minutes(path, report, Letterhead(logo=Logo(b"\x89PNG broken", "png")), [])


def test_what_has_no_rupiah_is_not_asked_for_in_rupiah() -> None:
    nothing = dict.fromkeys(("review", "duplicate", "rejected", "not_registered", "not_listed", "differs"), 0)
    buckets = {"list": nothing, "participants": nothing}
    assert list(follow_ups(Grave(unassigned=Amount(1, 0)), buckets, "id")) == []
    segments, age = follow_ups(Grave(two_segments=2, over_age=1_247), buckets, "id")
    assert segments.what == "Memastikan 2 orang yang tercatat pada lebih dari satu segmen berhak pada masing-masing"
    assert age.what.startswith("Memeriksa kepesertaan 1.247 orang yang melewati batas usia")
    (asked,) = follow_ups(Grave(unassigned=Amount(1, 16_800)), buckets, "id")
    assert asked.what.endswith("Rp 16.800")
    assert agreements([Agreed(asked.what)]).rows[0][1].endswith(", Rp\u00a016.800")
