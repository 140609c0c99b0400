"""`padan whatif`: a change of the law on files of candidates; what it says adds up, and what cannot be read is told."""

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from padan import cli
from thorough import one_in

pytestmark = one_in(4)

CHANGES = {
    "share.pekerja_rentan=7,5%": {"pekerja_rentan": 3_750_000},
    "share.pekerja_rentan=750": {"pekerja_rentan": 3_750_000},
    "share=20%": {"miskin_ekstrem": 10_000_000, "pekerja_rentan": 10_000_000},
    "grant=100.000.000": {"miskin_ekstrem": 10_000_000, "pekerja_rentan": 5_000_000},
    "base.pekerja_rentan=kota": {"miskin_ekstrem": 5_000_000, "pekerja_rentan": 2_500_000},
}
"""A change, and the money a kelurahan of each programme then has (Rp 50 m in 2026)."""


@pytest.fixture
def candidates(tmp_path: Path) -> Path:
    """Legok has 30 vulnerable workers, Murni 6; 20 extreme poor in each. Everybody may be chosen."""
    rows = []
    for kelurahan, programme, people in (
        ("Legok", "Pekerja Rentan", 30), ("Murni", "Pekerja Rentan", 6),
        ("Legok", "Miskin Ekstrem", 20), ("Murni", "Miskin Ekstrem", 20),
    ):  # fmt: skip
        for n in range(people):
            serial = 9001 + len(rows)
            rows.append({
                "Nama": "ORANG UJI", "NIK": f"987101010180{serial}", "Kelurahan": kelurahan, "Program": programme,
                "Tanggal Lahir": "01-01-1980", "Peringkat": str(n + 1), "Desil": str(n % 4 + 1),
                "Terlindungi": "ya" if n >= 28 else "tidak",
            })  # fmt: skip
    folder = tmp_path / "calon"
    folder.mkdir()
    pl.DataFrame(rows).write_csv(folder / "calon.csv")
    return folder


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> dict[str, object]:
    """What the command says as JSON."""
    assert cli.main(["whatif", str(folder), "--year", "2026", "--json", "--quiet", *words]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def by_programme(part: object) -> dict[str, dict[str, int]]:
    """Standings by programme."""
    assert isinstance(part, list)
    return {one["programme"]: one for one in part}


def test_without_a_change_it_says_how_far_the_law_reaches(candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, candidates)
    before = by_programme(found["before"])
    assert (before["pekerja_rentan"]["chosen"], before["pekerja_rentan"]["eligible"]) == (12 + 6, 36)
    assert (before["miskin_ekstrem"]["chosen"], before["miskin_ekstrem"]["eligible"]) == (40, 40)
    assert found["before"] == found["after"]
    assert found["whole"] == {"before": 58, "after": 58, "gain": 0, "lose": 0}
    assert found["assumed"] == ["alive", "resident", "job_listed", "employer"]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_money(change: str, candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, candidates, "--set", change)
    after = by_programme(found["after"])
    for programme, money in CHANGES[change].items():
        assert after[programme]["money"] == 2 * money
    assert found["cost_after"] == sum(one["spent"] for one in after.values())


def test_a_wider_base_gives_one_kelurahan_what_another_leaves(
    candidates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked(capsys, candidates, "--set", "base.pekerja_rentan=kota")
    assert found["by_place"] == {
        "15.71.10.1003": {"before": 12 + 20, "after": 18 + 20, "gain": 6, "lose": 0},
        "15.71.10.1002": {"before": 6 + 20, "after": 6 + 20, "gain": 0, "lose": 0},
    }


def test_half_the_months_reach_twice_as_far(candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, candidates, "--set", "months.pekerja_rentan=6", "--set", "quota.pekerja_rentan=20")
    assert by_programme(found["after"])["pekerja_rentan"]["chosen"] == 20 + 6


def test_who_is_covered_loses_where_cover_counts_no_more(candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, candidates, "--set", "criteria.pekerja_rentan.covered_first=tidak")
    assert found["whole"] == {"before": 58, "after": 58, "gain": 2, "lose": 2}
    deciles = found["by_decile"]
    assert isinstance(deciles, dict)
    assert sum(one["gain"] for one in deciles.values()) == 2


def test_the_score_may_decide(candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--set", "criteria.pekerja_rentan.order=score", "--set", "criteria.pekerja_rentan.decile=4:100")
    found = asked(capsys, candidates, *words)
    deciles = found["by_decile"]
    assert isinstance(deciles, dict)
    assert deciles["4"]["gain"] > 0
    assert found["cost_after"] == found["cost_before"]


@pytest.mark.parametrize("change", ["foo=1", "share", "share.x=abc", "quota.x=-1", "months=13", "criteria.order=lotre"])
def test_a_change_that_nobody_understands(change: str, candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["whatif", str(candidates), "--year", "2026", "--quiet", "--set", change]) == 2
    assert change in capsys.readouterr().err


def test_what_a_person_reads(candidates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["whatif", str(candidates), "--year", "2026", "--set", "share.pekerja_rentan=10%"]
    assert cli.main([*words, "--lang", "id"]) == 0
    told = capsys.readouterr()
    assert "12 orang" in told.out
    assert "  Legok  " in told.out
    assert "15.71.10.1003" not in told.out
    assert "dianggap terpenuhi" in told.err
    assert cli.main([*words, "--lang", "en"]) == 0
    assert "share for all: 7.26 %" in capsys.readouterr().out


def test_files_that_hold_no_candidates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = tmp_path / "lain.csv"
    bare.write_text("apa,itu\n1,2\n", encoding="utf-8")
    assert cli.main(["whatif", str(bare), "--quiet"]) == 11
    bare.write_text("Nama,Kelurahan,Desil\n", encoding="utf-8")
    assert cli.main(["whatif", str(bare), "--quiet"]) == 12
    assert "calon" in capsys.readouterr().err


def test_files_that_cannot_be_read_are_all_named(
    candidates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "foto.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (tmp_path / "kosong.csv").write_bytes(b"")
    words = [candidates, tmp_path / "tiada.xlsx", tmp_path / "foto.xlsx", tmp_path / ("x" * 300), "--quiet"]
    assert cli.main(["whatif", *map(str, words)]) == 10
    told = capsys.readouterr().err
    assert all(word in told for word in ("3 berkas", "tiada.xlsx", "foto.xlsx", "namanya terlalu panjang"))
    assert cli.main(["whatif", str(tmp_path / "kosong.csv"), "--quiet"]) == 10
    assert "kosong.csv: berkas kosong" in capsys.readouterr().err


def test_a_file_given_twice_counts_once_and_covers_are_passed_over(
    candidates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (candidates / "surat.pdf").write_bytes(b"%PDF-1.7")
    once = asked(capsys, candidates)
    twice = ["whatif", str(candidates), str(candidates / "calon.csv"), "--year", "2026", "--json", "--quiet"]
    assert cli.main(twice) == 0
    assert json.loads(capsys.readouterr().out) == once
    rows = pl.read_csv(candidates / "calon.csv", infer_schema=False)
    with xlsxwriter.Workbook(tmp_path / "dua.xlsx") as book:
        book.add_worksheet("Sampul").write(0, 0, "USULAN KOTA JAMBI")
        sheet = book.add_worksheet("Calon")
        for at, row in enumerate([rows.columns, *map(list, rows.rows())]):
            sheet.write_row(at, 0, row)
    assert asked(capsys, tmp_path / "dua.xlsx") == once
    assert cli.main(["whatif", str(candidates), "--quiet"]) == 0
    assert "surat.pdf" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_other_kinds_of_files_say_the_same(
    suffix: str, candidates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = pl.read_csv(candidates / "calon.csv", infer_schema=False)
    other = tmp_path / f"calon{suffix}"
    if suffix == ".parquet":
        rows.write_parquet(other)
    else:
        titled = [["DAFTAR CALON KOTA JAMBI"], [], rows.columns, *map(list, rows.rows())]
        with xlsxwriter.Workbook(other) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(titled):
                sheet.write_row(at, 0, row)
    assert asked(capsys, other) == asked(capsys, candidates)
