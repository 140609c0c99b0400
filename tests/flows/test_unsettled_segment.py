"""Heads of RT may be BPU or PU: the papers show both readings, and say so beside every figure of theirs."""

from pathlib import Path

import openpyxl
import pytest
from small_city import LIST_HEAD, PARTICIPANT_HEAD, PAYMENT_HEAD, changed, participant, person, write_csv

from padan import pipeline
from padan.documents.content import Amount, Elsewhere, OtherReading
from padan.documents.minutes_figures import money_note
from padan.documents.other_readings import in_a_row, in_a_sentence

SEGMENTS = ("rt", "rt", "tkk", "pekerja_rentan")
PAID = ((10, 11, 12), (), (10,), (10, 11, 12))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rt")
    rows = [(*changed(person(n), LIST_HEAD, Segmen=segment), "") for n, segment in enumerate(SEGMENTS)]
    rows[0] = (*rows[0][:-1], "2500000")
    write_csv(folder / "daftar.csv", (*LIST_HEAD, "Upah"), rows)
    people = [changed(participant(n), PARTICIPANT_HEAD, Segmen=segment) for n, segment in enumerate(SEGMENTS)]
    write_csv(folder / "peserta.csv", PARTICIPANT_HEAD, people)
    kpj = PARTICIPANT_HEAD.index("KPJ")
    paid = [
        (people[n][kpj], people[n][1], f"2024-{month}", "16800", f"2024-{month}-10", "", "")
        for n, months in enumerate(PAID)
        for month in months
    ]
    write_csv(folder / "iuran.csv", PAYMENT_HEAD, paid)
    request = pipeline.Request(
        (folder / "daftar.csv",), (folder / "peserta.csv",), folder / "out", (folder / "iuran.csv",), minutes=False
    )
    pipeline.run(request)
    return folder / "out"


def cells(out: Path, sheet: str, first: int) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(out / "rekonsiliasi.xlsx")
    rows = list(book[sheet].iter_rows(min_row=first, values_only=True))
    book.close()
    return rows


def test_the_row_of_the_segment_says_both(out: Path) -> None:
    notes = {(row[1], row[2]): row[-1] for row in cells(out, "Iuran per Bulan", 3)}
    assert notes["Oktober 2024", "Ketua RT"] == (
        "Belum pasti BPU atau PU: dihitung sebagai BPU; sebagai PU Rp 13.500, dan 1 orang-bulan belum diketahui "
        "karena upahnya tidak tercatat"
    )
    assert notes["Oktober 2024", "Pekerja Rentan"] is None


def test_the_summary_says_both_over_the_period(out: Path) -> None:
    told = [row[0] for row in cells(out, "Ringkasan", 1)]
    assert (
        "Ketua RT: belum pasti BPU atau PU. Dihitung sebagai BPU, Rp 100.800; sebagai PU Rp 40.500, dan 3 orang-bulan "
        "belum diketahui karena upahnya tidak tercatat."
    ) in [str(text).replace("\u00a0", " ") for text in told]


def test_who_has_lapsed_by_one_reading_says_so_and_arrears_of_pu_lose_nothing(out: Path) -> None:
    risks = {row[5]: (row[1], row[9]) for row in cells(out, "Risiko", 3)}
    assert risks["Ketua RT"] == ("Gugur karena iuran tidak dibayar (dihitung sebagai BPU, belum pasti)", 42_000_000)
    assert risks["Tenaga Kerja Kontrak (TKK)"] == ("Menunggak", 0)


def test_the_minutes_say_both_and_what_no_wage_leaves_open() -> None:
    found = OtherReading("rt", "bpu", "pu", Amount(12, 201_600), Amount(), 12)
    assert money_note((), Elsewhere(), (found,)).endswith(in_a_sentence(found, "id"))
    assert in_a_row(found, "id").endswith("sebagai PU belum diketahui karena upahnya tidak tercatat")
    assert in_a_row(found, "en") == "BPU or PU is not settled: counted as BPU; as PU unknown, for no wage is recorded"
