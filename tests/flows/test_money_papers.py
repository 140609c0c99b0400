"""What the papers say of money and of deaths: all that was paid is found again, and the gravest is to be done first."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from small_city import LIST_HEAD, PARTICIPANT_HEAD, PAYMENT_HEAD, changed, participant, person, reconcile, write_csv

from padan.domain.reconciliation import CHECK_TEXTS
from thorough import one_in

pytestmark = one_in(2)

HEAD = (*LIST_HEAD, "Upah", "Tanggal Akhir", "Tanggal Meninggal")
MONTHS = ("2024-10", "2024-11", "2024-12")
PACKAGE = 16_800


def listed(n: int, wage: str = "", end: str = "", death: str = "", **cells: str) -> tuple[str, ...]:
    return (*changed(person(n), LIST_HEAD, **cells), wage, end, death)


def paid(n: int, *months: str, amount: str = str(PACKAGE), kpj: str = "") -> list[tuple[str, ...]]:
    return [(kpj or f"22990{n:06}", person(n)[1], month, amount, "2024-12-15", "241299", "99017") for month in months]


PAYMENTS = [
    *paid(0, *MONTHS), *paid(1, *MONTHS), *paid(1, "2024-12"), *paid(2, *MONTHS), *paid(3, *MONTHS),
    *paid(5, "2024-10"), *paid(6, "2024-10", "2024-11", amount="14000"), *paid(7, *MONTHS), *paid(8, *MONTHS),
    *paid(30, "2024-10"), *paid(40, "2024-10"), *paid(200, "2024-10"), *paid(250, "2024-10", kpj="99000000001"),
    *paid(0, "2023-01"), *paid(0, "2024-11", amount="enam belas ribu"),
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """0 pays; 1 paid twice; 2 died; 3 left; 4 lapsed; 5 is near it; 6 has no wage; 7 has two payers; 8 had two cards;
    30 is not registered; 40 must be decided on; 200 is not listed; nobody has the card of 250. The folder, and what
    was said."""
    city = tmp_path_factory.mktemp("uang")
    rows = [listed(n) for n in (0, 1, 4, 5, 7, 8, 30)]
    rows += [listed(2, death="2024-09-20"), listed(3, end="2024-10-31"), listed(6, Segmen="tkk")]
    rows += [listed(40, NIK="", Kelurahan="", Kecamatan="")]
    write_csv(city / "daftar.csv", HEAD, rows)
    others = [participant(n) for n in (0, 1, 2, 3, 4, 5, 7, 8, 40, 200)]
    others += [changed(participant(6), PARTICIPANT_HEAD, Segmen="tkk")]
    others += [changed(participant(7), PARTICIPANT_HEAD, Segmen="tkk", KPJ="22990009007", NPP="XX990002")]
    ended = changed(participant(8), PARTICIPANT_HEAD, KPJ="22990008008")
    others.append((*ended[:-2], "2020-01-01", "2022-12-31"))
    twin = {"NIK": f"995577{person(40)[0][6:12]}9123", "KPJ": "22990009777", "Kelurahan": "Legok"}
    others += [changed(participant(40), PARTICIPANT_HEAD, **twin, Kecamatan="Danau Sipin")]
    write_csv(city / "peserta.csv", PARTICIPANT_HEAD, others)
    write_csv(city / "iuran.csv", PAYMENT_HEAD, PAYMENTS)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = reconcile(
            city, city / "hasil", "--payments", city / "iuran.csv", "--period", "2024-Q4", "--as-of", "2024-12-31"
        )
    assert code == 0
    return city / "hasil", said.getvalue()


def section(folder: Path, title: str) -> list[tuple[Any, ...]]:
    """Lines of one part of the first sheet, without its headings."""
    lines = list(openpyxl.load_workbook(folder / "rekonsiliasi.xlsx")["Ringkasan"].iter_rows(values_only=True))
    start = next(n for n, line in enumerate(lines) if line[0] == title) + 2
    end = next((n for n, line in enumerate(lines[start:], start) if line[0] is None), len(lines))
    return lines[start:end]


def shown(text: str) -> int:
    return int(text.rpartition("Rp")[2].replace(".", ""))


def test_all_that_was_paid_is_found_again(run: tuple[Path, str]) -> None:
    folder, said = run
    whole = sum(int(row[3]) for row in PAYMENTS if row[2] in MONTHS and row[3].isdigit())
    lines = {str(line[0]): line[3] for line in section(folder, "Iuran")}
    apart = {"Tarif belum diketahui": 28_000, "Dibayar, ditinjau": PACKAGE, "Belum terbagi": PACKAGE}
    assert {key: lines[key] for key in apart} == apart
    assert lines["Dibayar"] + sum(apart.values()) == lines["Jumlah dari berkas iuran"] == whole
    assert lines["Di luar periode"] == PACKAGE
    assert "Tidak terbaca" in lines
    told = {line.strip().partition("  ")[0]: shown(line) for line in said.splitlines() if "Rp" in line}
    assert told["Menurut berkas iuran"] == whole
    assert told["Tidak terbaca (1 baris)"] == 0
    assert (told["Tarif belum diketahui"], told["Dibayar, ditinjau"]) == (28_000, PACKAGE)


def test_each_line_of_the_money_sheet_adds_up_to_the_payments(run: tuple[Path, str]) -> None:
    rows = openpyxl.load_workbook(run[0] / "rekonsiliasi.xlsx")["Iuran per Bulan"].iter_rows(values_only=True)
    _, heads, *lines = [row for row in rows if any(cell is not None for cell in row)]
    parts = ("Dibayar (Rp)", "Belum terbagi per orang (Rp)", "Dibayar untuk tarif yang belum diketahui (Rp)",
             "Dibayar untuk baris yang ditinjau (Rp)")  # fmt: skip
    for line in lines:
        row = dict(zip(heads, line, strict=True))
        assert sum(row[part] for part in parts) == row["Jumlah menurut berkas iuran (Rp)"]
    assert (
        sum(line[heads.index("Jumlah menurut berkas iuran (Rp)")] for line in lines[:-1])
        == row["Jumlah menurut berkas iuran (Rp)"]
    )


def test_each_figure_of_the_findings_says_what_it_counts_and_they_come_to_the_sums(run: tuple[Path, str]) -> None:
    """Month 3 of 6, unpaid and without a wage, is not among the unpaid months that are to be settled."""
    found = section(run[0], "Temuan")
    months = [(line[0], line[2], line[3], line[1]) for line in found if line[4] == "orang-bulan"]
    assert {line[4] for line in found} == {"orang-bulan", "baris"}
    unpaid = [line for line in months if line[0] == "unpaid"]
    assert unpaid == [
        ("unpaid", 5, 5 * PACKAGE, "Belum dibayar"),
        ("unpaid", 1, None, "Belum dibayar, tarif belum diketahui"),
    ]
    sums = {str(line[0]): line[3] for line in section(run[0], "Iuran")}
    known = sum(rupiah or 0 for code, _, rupiah, _ in months if code != "unknown")
    assert known == sums["Kurang"] + sums["Lebih"]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(run[0] / "berita-acara.pdf").pages[:4])
    plain = " ".join(text.split())
    assert "3 orang-bulan yang tarifnya belum diketahui karena upah atau segmennya tidak tercatat" in plain
    assert "Rp 16.800 yang sudah dibayar untuk baris yang masih harus diputuskan" in plain
    assert "yang kurang atau yang lebih pada bulan itu" in plain


def test_an_identity_says_so(run: tuple[Path, str]) -> None:
    checks = {check["name"]: check for check in json.loads((run[0] / "summary.json").read_text("utf-8"))["checks"]}
    found = checks["payments of the period = paid + unassigned + for unknown dues + for review"]
    assert [name for name in checks if name not in CHECK_TEXTS] == []
    assert found["left"] == found["right"] == sum(int(r[3]) for r in PAYMENTS if r[2] in MONTHS and r[3].isdigit())


def test_what_is_to_be_done_names_the_gravest_first(run: tuple[Path, str]) -> None:
    asked = [str(line[1]) for line in section(run[0], "Tindak lanjut")]
    opening = (
        "Memeriksa klaim JKM 1 peserta yang meninggal, lebih dahulu dari hal lain (santunan paling banyak Rp 42",
        "Memulihkan perlindungan 1 peserta yang sudah gugur; bila mereka meninggal, keluarganya kehilangan Rp 42",
        "Membayar iuran 1 peserta yang perlindungannya gugur bila satu bulan lagi tidak dibayar",
        "Mengusulkan iuran 3 orang-bulan yang dibayar setelah meninggal, Rp 50.400, sebagai kredit",
        "Mengusulkan iuran 2 orang-bulan yang dibayar setelah berakhir, Rp 33.600, sebagai kredit",
        "Mengusulkan kelebihan 1 orang-bulan yang dibayar dua kali, Rp 16.800, sebagai kredit",
        "Menelusuri siapa yang membayar 1 orang-bulan bagi peserta di luar daftar, Rp 16.800",
        "Menelusuri iuran 1 orang-bulan yang dibayar bagi orang yang bukan peserta, Rp 16.800",
        "Melunasi iuran yang kurang atau belum dibayar, 5 orang-bulan, Rp 84.000",
        "Menetapkan pembayar bagi 1 orang yang terdaftar pada lebih dari satu pembayar",
        "Memastikan 1 orang yang tercatat pada lebih dari satu segmen berhak pada masing-masing",
        "Melengkapi upah atau segmen agar tarif 3 orang-bulan diketahui (sudah dibayar Rp 28.000)",
        "Meminta rincian nama bagi iuran yang belum terbagi, Rp 16.800",
        "Memutuskan 3 baris yang perlu ditinjau",
        "Mendaftarkan 1 orang yang belum terdaftar",
        "Menelusuri 3 peserta yang tidak ada pada daftar",
    )
    assert [text[: len(start)] for text, start in zip(asked, opening, strict=True)] == list(opening)


def test_an_older_card_says_which_row_its_person_is_linked_to(run: tuple[Path, str]) -> None:
    book = openpyxl.load_workbook(run[0] / "rekonsiliasi.xlsx")["Tidak Terdaftar di Daftar"]
    (line,) = [row for row in book.iter_rows(values_only=True) if "22990008008" in row]
    said = "Orangnya sudah berpasangan dengan daftar.csv / baris 7 lewat baris lain (segmen atau masa lain)"
    assert any(said in str(cell) for cell in line)
