"""`padan reconcile` from files to papers, on a few dozen people."""

import errno
import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from small_city import (
    LINKED,
    LIST_HEAD,
    PARTICIPANT_HEAD,
    changed,
    list_rows,
    participant,
    participant_rows,
    person,
    reconcile,
    write_city,
    write_csv,
)

from padan import pipeline, reporting
from padan.cli import main
from thorough import one_in

pytestmark = one_in(4)

FILES = {
    "rekonsiliasi.xlsx", "berita-acara.pdf", "summary.json", "rows.parquet", "pairs.parquet", "pairs_within.parquet",
    "decisions.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("kota"))


@pytest.fixture(scope="module")
def result(city: Path) -> Path:
    out = city / "hasil"
    assert reconcile(city, out, "--payments", city / "iuran.csv", "--as-of", "2024-12-31", "2024-10-31") == 0
    return out


@pytest.fixture(scope="module")
def summary(result: Path) -> dict[str, Any]:
    return json.loads((result / "summary.json").read_text(encoding="utf-8"))


def rows_of(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "rows.parquet")


def sheet_rows(book: Path, sheet: str) -> list[dict[str, Any]]:
    """Rows of a sheet under its heading (the first row that is filled up to its last column)."""
    page = openpyxl.load_workbook(book)[sheet]
    lines = list(page.iter_rows(values_only=True))
    at = next(i for i, row in enumerate(lines) if sum(cell is not None for cell in row) > 3)
    return [dict(zip(lines[at], row, strict=True)) for row in lines[at + 1 :]]


@one_in(1)
def test_everything_is_written_and_nothing_beside_it(result: Path) -> None:
    assert {path.name for path in result.iterdir()} == FILES
    assert not [path for path in result.parent.iterdir() if path.name.startswith(".")]


def test_each_row_has_one_answer(result: Path) -> None:
    rows = rows_of(result)
    counts = Counter(zip(rows["side"], rows["bucket"], strict=True))
    assert counts == {
        ("list", "matched"): 29, ("list", "differs"): 1, ("list", "review"): 1, ("list", "duplicate"): 1,
        ("list", "not_registered"): 4, ("list", "rejected"): 1, ("participants", "matched"): 29,
        ("participants", "differs"): 1, ("participants", "review"): 2, ("participants", "not_listed"): 3,
    }  # fmt: skip
    assert rows.select("side", "file", "sheet", "record").is_unique().all()
    assert rows.filter(pl.col("side") == "list").height == len(list_rows())


def test_identities_are_proved_and_written(summary: dict[str, Any]) -> None:
    assert len(summary["checks"]) > 20
    assert all(check["left"] == check["right"] and check["holds"] for check in summary["checks"])


def test_money_is_counted_by_month(summary: dict[str, Any]) -> None:
    total = summary["money"]["total"]
    assert total["due"] == {"person_months": 3 * LINKED, "rupiah": 3 * LINKED * 16_800}
    assert total["missing"] == {"person_months": 1, "rupiah": 16_800}
    assert total["in_excess"] == {"person_months": 1, "rupiah": 16_800}
    assert summary["money"]["months"] == ["2024-10", "2024-11", "2024-12"]


def test_dates_of_the_data_are_kept_with_their_gap(summary: dict[str, Any]) -> None:
    assert summary["as_of"] == {"list": "2024-12-31", "participants": "2024-10-31", "gap_days": 61}


def test_each_line_of_the_recap_adds_up(result: Path) -> None:
    lines = [row for row in sheet_rows(result / "rekonsiliasi.xlsx", "Rekap") if row["No"] is not None]
    for row in lines:
        both = row["Cocok"] + row["Beda data"]
        assert row["Data Pemda"] == both + row["Hanya Pemda"] + sum(
            row[f"{name} Pemda"] for name in ("Ganda", "Perlu ditinjau", "Ditolak")
        )
        assert row["Data BPJS"] == both + row["Hanya BPJS"] + sum(
            row[f"{name} BPJS"] for name in ("Ganda", "Perlu ditinjau", "Ditolak")
        )
    assert sum(row["Data Pemda"] for row in lines) == len(list_rows())
    assert sum(row["Data BPJS"] for row in lines) == len(participant_rows())
    assert ("Alam Barajo", "Kenali Besar") in {(row["Kecamatan"], row["Kelurahan"]) for row in lines}


def test_offices_and_residences_add_up_to_the_whole(result: Path) -> None:
    for sheet in ("Rekap Instansi", "Rekap Domisili"):
        lines = [row for row in sheet_rows(result / "rekonsiliasi.xlsx", sheet) if row["No"] is not None]
        assert sum(row["Data Pemda"] for row in lines) == len(list_rows())
        assert sum(row["Data BPJS"] for row in lines) == len(participant_rows())


def test_bucket_sheets_hold_their_rows_once_and_say_why(result: Path) -> None:
    book = result / "rekonsiliasi.xlsx"
    assert len(sheet_rows(book, "Cocok")) == 29
    assert [row["NIK Pemda"] for row in sheet_rows(book, "Beda Data")] == [person(3)[0]]
    assert "Tanggal lahir berbeda dari pihak lain." in sheet_rows(book, "Beda Data")[0]["Masalah"]
    assert "tanggal lahir berbeda" in sheet_rows(book, "Beda Data")[0]["Alasan"]
    assert len(sheet_rows(book, "Belum Terdaftar")) == 4
    assert {row["KPJ"] for row in sheet_rows(book, "Tidak Terdaftar di Daftar")} == {
        participant(n)[7] for n in range(200, 203)
    }


def test_the_gravest_rows_come_first(result: Path) -> None:
    matched = sheet_rows(result / "rekonsiliasi.xlsx", "Cocok")
    rows = rows_of(result)
    assert matched[0]["Masalah"]
    assert matched[-1]["Masalah"] is None
    assert any("nik_missing" in problems for problems in rows["problems"])


def test_the_same_inputs_give_the_same_bytes(city: Path, result: Path, tmp_path: Path) -> None:
    again = tmp_path / "lagi"
    assert reconcile(city, again, "--payments", city / "iuran.csv", "--as-of", "2024-12-31", "2024-10-31") == 0
    for name in FILES - {"summary.json"}:
        assert digest(again / name) == digest(result / name), name
    summaries = [json.loads((folder / "summary.json").read_text("utf-8")) for folder in (again, result)]
    for found in summaries:
        del found["seconds"]
    assert summaries[0] == summaries[1]


@pytest.mark.usefixtures("decided_once")
def test_minutes_are_indonesian_whatever_the_language(city: Path, result: Path, tmp_path: Path) -> None:
    english = tmp_path / "english"
    words = ("--payments", city / "iuran.csv", "--as-of", "2024-12-31", "2024-10-31", "--lang", "en")
    assert reconcile(city, english, *words) == 0
    assert digest(english / "berita-acara.pdf") == digest(result / "berita-acara.pdf")
    assert "Not listed" in openpyxl.load_workbook(english / "rekonsiliasi.xlsx").sheetnames
    reasons = rows_of(english).filter(pl.col("bucket") == "differs")["reasons"][0].to_list()
    assert any("birth" in reason["text"] for reason in reasons)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.usefixtures("decided_once")
def test_papers_can_be_left_out_and_those_of_an_earlier_run_go(city: Path, tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "berita-acara.pdf").write_bytes(b"of an earlier run")
    assert reconcile(city, tmp_path / "h", "--no-pdf", "--no-workbook") == 0
    assert {path.name for path in (tmp_path / "h").iterdir()} == FILES - {"rekonsiliasi.xlsx", "berita-acara.pdf"}


@pytest.mark.usefixtures("decided_once")
@pytest.mark.parametrize("place", ["hasil", "."])
def test_a_result_among_the_lists_is_not_read_as_one(city: Path, tmp_path: Path, place: str) -> None:
    lists = tmp_path / "daftar"
    lists.mkdir()
    shutil.copy(city / "daftar.csv", lists)
    words = ["reconcile", lists, "--participants", city / "peserta.csv", "--out", lists / place, "--no-pdf", "--quiet"]
    for _ in range(2):
        assert main([str(word) for word in words]) == 0
        rows = pl.read_parquet(lists / place / "rows.parquet").filter(pl.col("side") == "list")
        assert rows["file"].unique().to_list() == ["daftar.csv"]


@pytest.mark.usefixtures("decided_once")
def test_many_rows_leave_a_workbook_of_those_that_need_a_human(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MANY_ROWS", 20)
    monkeypatch.setattr(reporting, "ROW_LIMIT", 6)
    assert reconcile(city, tmp_path / "h", "--no-pdf") == 0
    book = openpyxl.load_workbook(tmp_path / "h" / "rekonsiliasi.xlsx")
    assert "Cocok" not in book.sheetnames
    told = [cell for row in book["Ringkasan"].iter_rows(values_only=True) for cell in row if cell]
    assert any("rows.parquet" in str(cell) for cell in told)
    assert len(sheet_rows(tmp_path / "h" / "rekonsiliasi.xlsx", "Perlu Ditinjau")) == 3


def test_rows_that_begin_between_the_two_dates_are_timing(tmp_path: Path) -> None:
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, [person(n) for n in range(12)])
    late = [participant(0, start="2024-11-15"), participant(1, end="2024-11-20")]
    write_csv(tmp_path / "peserta.csv", PARTICIPANT_HEAD, [*late, *(participant(n) for n in range(2, 12))])
    assert reconcile(tmp_path, tmp_path / "h", "--no-pdf", "--no-workbook", "--as-of", "2024-12-31", "2024-10-31") == 0
    rows = rows_of(tmp_path / "h").filter(pl.col("side") == "participants")
    assert [n for n, codes in zip(rows["record"], rows["problems"], strict=True) if "timing" in codes] == [1, 2]


def test_people_past_the_age_limit_are_told(tmp_path: Path) -> None:
    old = changed(person(1), LIST_HEAD, Tanggal_Lahir="05-05-1940", NIK="")
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, [old, *(person(n) for n in range(2, 12))])
    write_csv(tmp_path / "peserta.csv", PARTICIPANT_HEAD, [participant(n) for n in range(2, 12)])
    assert reconcile(tmp_path, tmp_path / "h", "--no-pdf", "--no-workbook", "--as-of", "2024-12-31") == 0
    rows = rows_of(tmp_path / "h")
    assert [r for r, codes in zip(rows.rows(), rows["problems"], strict=True) if "over_age" in codes] == [rows.row(0)]


def full_disk(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def stopped(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


class InterruptException(Exception):  # noqa: N818 - the database's own name
    """Stands for what the database raises when a query is stopped."""


def stopped_query(*_: Any, **__: Any) -> None:
    raise InterruptException("INTERRUPT Error: Interrupted!")


def full_database(*_: Any, **__: Any) -> None:
    raise RuntimeError("IO Error: Could not write file: No space left on device")


def mistaken(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError("SITI AMINAH 9901014101809001")


@pytest.mark.usefixtures("decided_once")
@pytest.mark.parametrize(
    ("step", "fault", "code"),
    [
        ("write_parquets", full_disk, 13),
        ("write_review_workbook", full_disk, 13),
        ("draft_minutes", full_database, 13),
        ("link", stopped, 130),
        ("link", stopped_query, 130),
        ("explain_pairs", mistaken, 70),
    ],
)
def test_a_run_that_fails_leaves_no_folder_or_the_old_one(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str,
    fault: Any, code: int,
) -> None:  # fmt: skip
    earlier = tmp_path / "lama"
    earlier.mkdir()
    (earlier / "rows.parquet").write_bytes(b"as it was")
    monkeypatch.setattr(pipeline, step, fault)
    assert reconcile(city, earlier if step in ("link", "draft_minutes") else tmp_path / "baru") == code
    assert [path.name for path in tmp_path.iterdir()] == ["lama"]
    assert [path.name for path in earlier.iterdir()] == ["rows.parquet"]
    assert (earlier / "rows.parquet").read_bytes() == b"as it was"
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert "SITI" not in told.err
    assert told.err.strip()


def test_an_unexpected_error_has_a_number_and_its_details_on_request(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "link", mistaken)
    reconcile(city, tmp_path / "h")
    first = capsys.readouterr().err
    monkeypatch.setenv("PADAN_DEBUG", "1")
    reconcile(city, tmp_path / "h")
    again = capsys.readouterr().err
    assert "Kesalahan program" in first
    assert again.endswith(first)
    assert "Traceback" in again


@one_in(1)
def test_totals_that_do_not_add_up_write_nothing(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "prove", lambda con: [pipeline.Check("list_rows_in_buckets", 1, 2)])
    assert reconcile(city, tmp_path / "h") == 20
    assert not (tmp_path / "h").exists()
    assert "list_rows_in_buckets: 1 / 2" in capsys.readouterr().err


def test_a_full_disk_is_told_when_a_file_may_not_grow() -> None:
    """The workbook's own library wraps the error in one of its own: it is a full disk all the same."""

    class FileCreateError(Exception):
        pass

    def wrapped() -> None:
        raise FileCreateError(OSError(errno.EFBIG, "File too large"))

    def cut_short() -> None:
        raise OSError("19830 requested and 4096 written")

    for fails in (wrapped, cut_short):
        with pytest.raises(OSError, match="No space") as caught, pipeline.full_disks_told():
            fails()
        assert caught.value.errno == errno.ENOSPC
