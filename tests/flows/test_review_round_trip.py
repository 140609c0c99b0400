"""What humans decide: asked in the workbook, read back, obeyed, kept, and never overwritten."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from small_city import (
    LIST_HEAD,
    PARTICIPANT_HEAD,
    changed,
    doubtful_list,
    list_rows,
    namesakes,
    participant,
    participant_rows,
    person,
    reconcile,
    write_city,
    write_csv,
)

from padan.domain.decisions import IDENTITY
from padan.files.decisions import read_decisions
from thorough import one_in

pytestmark = one_in(6)

QUICK = ("--no-pdf",)
ASKED = "Tinjauan"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with a first result in `hasil`."""
    folder = write_city(tmp_path_factory.mktemp("kota"))
    assert reconcile(folder, folder / "hasil", *QUICK) == 0
    return folder


def asked(book: Path) -> list[dict[str, Any]]:
    """The pairs of the review sheet by their headings."""
    lines = list(openpyxl.load_workbook(book)[ASKED].iter_rows(values_only=True))
    at = next(i for i, line in enumerate(lines) if "Jawaban" in line)
    return [dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :]]


def filled_in(book: Path, to: Path, answers: dict[str, tuple[str, str]]) -> Path:
    """A copy in which the pairs with these KPJ are answered: KPJ -> answer and note."""
    workbook = openpyxl.load_workbook(book)
    page = workbook[ASKED]
    lines = list(page.iter_rows())
    heading = next(line for line in lines if any(cell.value == "Jawaban" for cell in line))
    at = {cell.value: cell.column - 1 for cell in heading if cell.value}
    for line in lines[heading[0].row :]:
        answer, note = answers.get(line[at["KPJ (B)"]].value, ("", ""))
        line[at["Jawaban"]].value = answer or None
        line[at["Catatan"]].value = note or None
        line[at["Diputuskan oleh"]].value = "Lurah" if answer or note else None
    workbook.save(to)
    return to


def as_csv(book: Path, to: Path) -> Path:
    """The review sheet alone as Excel saves it here: its titles above, semicolons, Windows-1252."""
    lines = openpyxl.load_workbook(book)[ASKED].iter_rows(values_only=True)
    with to.open("w", encoding="cp1252", errors="replace", newline="") as out:
        csv.writer(out, delimiter=";").writerows([["" if cell is None else cell for cell in line] for line in lines])
    return to


def links(folder: Path) -> dict[str, tuple[str, int | None]]:
    """Bucket and counterpart of the doubtful list row and of the two namesakes."""
    rows = pl.read_parquet(folder / "rows.parquet")
    lists, others = (rows.filter(pl.col("side") == side) for side in ("list", "participants"))
    last, first, second = lists.row(-1, named=True), others.row(-2, named=True), others.row(-1, named=True)
    return {
        name: (row["bucket"], row["match_record"])
        for name, row in (("list", last), ("first", first), ("second", second))
    }


FIRST, SECOND = (row[7] for row in namesakes())
TOP = len(participant_rows()) - 1
"""The record of the first namesake; the second is the next."""


def test_the_workbook_asks_about_both_candidates(city: Path) -> None:
    pairs = asked(city / "hasil" / "rekonsiliasi.xlsx")
    assert [(pair["Calon"], pair["KPJ (B)"]) for pair in pairs] == [("1 dari 2", FIRST), ("2 dari 2", SECOND)]
    assert all("nama sama" in pair["Alasan"] for pair in pairs)
    assert links(city / "hasil")["list"] == ("review", TOP)


@pytest.fixture(scope="module")
def answered(city: Path) -> Path:
    """The result of a second run, in which a human has said of the first candidate that it is not the one."""
    book = filled_in(city / "hasil" / "rekonsiliasi.xlsx", city / "isi.xlsx", {FIRST: ("bukan", "")})
    assert reconcile(city, city / "lagi", "--decisions", book, *QUICK) == 0
    return city / "lagi"


@one_in(1)
def test_answers_are_obeyed_and_not_asked_again(city: Path, tmp_path: Path) -> None:
    answers = {FIRST: ("bukan", "sudah ditanya"), SECOND: ("sama", "")}
    book = filled_in(city / "hasil" / "rekonsiliasi.xlsx", tmp_path / "isi.xlsx", answers)
    given = [read_decisions([file]) for file in (book, as_csv(book, tmp_path / "isi.csv"))]
    assert [replace(one, source="") for one in given[1]] == [replace(one, source="") for one in given[0]]
    assert reconcile(city, tmp_path / "h", "--decisions", book, *QUICK) == 0
    assert links(tmp_path / "h") == {
        "list": ("matched", TOP + 1), "first": ("not_listed", None), "second": ("matched", len(list_rows())),
    }  # fmt: skip
    assert asked(tmp_path / "h" / "rekonsiliasi.xlsx") == []
    pairs = pl.read_parquet(tmp_path / "h" / "pairs.parquet")
    told = pairs.filter(pl.col("decision").str.starts_with("human"))
    assert dict(zip(told["participants_record"], told["decision"], strict=True)) == {
        TOP: "human_different",
        TOP + 1: "human_same",
    }
    kept = list(csv.DictReader((tmp_path / "h" / "decisions.csv").read_text(encoding="utf-8").splitlines()))
    assert {(row["decision"], row["by"], row["note"]) for row in kept} == {
        ("same", "Lurah", ""),
        ("different", "Lurah", "sudah ditanya"),
    }


def test_decisions_survive_a_new_upload_in_another_order(answered: Path, tmp_path: Path) -> None:
    turned = tmp_path / "baru"
    write_csv(turned / "daftar.csv", LIST_HEAD, [list_rows()[-1], *list_rows()[:-1]])
    write_csv(turned / "peserta.csv", PARTICIPANT_HEAD, list(reversed(participant_rows())))
    assert reconcile(turned, tmp_path / "dua", "--decisions", answered / "decisions.csv", *QUICK) == 0
    rows = pl.read_parquet(tmp_path / "dua" / "rows.parquet").filter(pl.col("side") == "participants")
    buckets = dict(zip(rows["record"], rows["bucket"], strict=True))
    assert (buckets[1], buckets[2]) == ("matched", "not_listed")
    assert asked(tmp_path / "dua" / "rekonsiliasi.xlsx") == []


def test_a_changed_record_is_asked_about_again(
    answered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed_name = changed(doubtful_list(), LIST_HEAD, Nama=doubtful_list()[1] + ", SE")
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, [*list_rows()[:-1], changed_name])
    write_csv(tmp_path / "peserta.csv", PARTICIPANT_HEAD, participant_rows())
    assert reconcile(tmp_path, tmp_path / "h", "--decisions", answered / "decisions.csv", *QUICK) == 0
    assert {FIRST, SECOND} <= {pair["KPJ (B)"] for pair in asked(tmp_path / "h" / "rekonsiliasi.xlsx")}
    assert "1 keputusan tidak dipakai" in capsys.readouterr().err


def test_answers_about_changed_records_are_asked_again_however_unlike_the_two(tmp_path: Path) -> None:
    """One that says they are the same, one that says they are not."""
    said = [(person(100), participant(200), "same"), (person(101), participant(201), "different")]
    columns = ("nik", "name", "birth_date")
    given = tmp_path / "d.csv"
    with given.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow([*(f"list_{c}" for c in columns), *(f"participants_{c}" for c in columns), "decision"])
        writer.writerows([*one[:3], *other[:3], answer] for one, other, answer in said)
    touched = [one for one, _, _ in said]
    rows = [changed(row, LIST_HEAD, Tanggal_Lahir="31-12-1971") if row in touched else row for row in list_rows()]
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, rows)
    write_csv(tmp_path / "peserta.csv", PARTICIPANT_HEAD, participant_rows())
    assert reconcile(tmp_path, tmp_path / "h", "--decisions", given, *QUICK) == 0
    pairs = {(pair["NIK (A)"], pair["NIK (B)"]) for pair in asked(tmp_path / "h" / "rekonsiliasi.xlsx")}
    assert {(one[0], other[0]) for one, other, _ in said} <= pairs


def test_a_note_on_an_open_pair_is_carried_into_the_next_workbook(city: Path, tmp_path: Path) -> None:
    answers = {FIRST: ("belum tahu", "menunggu KK"), SECOND: ("", "")}
    book = filled_in(city / "hasil" / "rekonsiliasi.xlsx", tmp_path / "isi.xlsx", answers)
    assert reconcile(city, tmp_path / "h", "--decisions", book, *QUICK) == 0
    pairs = {pair["KPJ (B)"]: pair for pair in asked(tmp_path / "h" / "rekonsiliasi.xlsx")}
    assert pairs[FIRST]["Catatan"] == "menunggu KK"
    assert pairs[FIRST]["Diputuskan oleh"] == "Lurah"
    assert pairs[SECOND]["Catatan"] is None
    assert links(tmp_path / "h")["list"][0] == "review"
    assert "menunggu KK" in (tmp_path / "h" / "decisions.csv").read_text(encoding="utf-8")


def decision_file(path: Path, other: dict[str, str]) -> Path:
    """A decisions.csv that says the doubtful row and a participant are the same."""
    nik, name, born = doubtful_list()[:3]
    a = {"side": "list", "nik": nik, "name": name, "birth_date": born, "kpj": ""}
    row = {f"a_{key}": value for key, value in a.items()} | {f"b_{key}": value for key, value in other.items()}
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*row, "decision", "by", "at", "note"])
        writer.writeheader()
        writer.writerow(row | {"decision": "same", "by": "x", "at": "2024-12-01", "note": ""})
    return path


def test_a_blank_kpj_or_birth_date_in_a_decision_is_not_stated(city: Path, tmp_path: Path) -> None:
    second = {"side": "participants", "nik": namesakes()[1][0], "name": namesakes()[1][1], "birth_date": "", "kpj": ""}
    given = decision_file(tmp_path / "d.csv", second)
    assert reconcile(city, tmp_path / "h", "--decisions", given, "--no-workbook", *QUICK) == 0
    assert links(tmp_path / "h")["list"] == ("matched", TOP + 1)


def test_another_kpj_in_a_decision_is_another_record(city: Path, tmp_path: Path) -> None:
    second = {"side": "participants", "nik": namesakes()[1][0], "name": namesakes()[1][1], "birth_date": "", "kpj": "9"}
    given = decision_file(tmp_path / "d.csv", second)
    assert reconcile(city, tmp_path / "h", "--decisions", given, "--no-workbook", *QUICK) == 0
    assert links(tmp_path / "h")["list"][0] == "review"


def test_a_filled_in_workbook_is_not_overwritten(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "h"
    out.mkdir()
    book = filled_in(city / "hasil" / "rekonsiliasi.xlsx", out / "rekonsiliasi.xlsx", {FIRST: ("bukan", "")})
    before = book.read_bytes()
    assert reconcile(city, out, *QUICK) == 13
    assert "--decisions" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert [path.name for path in out.iterdir()] == ["rekonsiliasi.xlsx"]
    assert reconcile(city, out, "--decisions", book, *QUICK) == 0
    assert links(out)["list"] == ("matched", TOP + 1)


def test_answers_of_an_earlier_run_are_not_lost(
    city: Path, answered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second workbook holds only what is still open, so that decisions.csv must be given beside it."""
    out = shutil.copytree(answered, tmp_path / "h")
    assert reconcile(city, out, *QUICK) == 13
    assert "decisions.csv" in capsys.readouterr().err
    assert reconcile(city, out, "--decisions", out / "decisions.csv", *QUICK) == 0
    assert "different" in (out / "decisions.csv").read_text(encoding="utf-8")


def test_decisions_with_a_slip_in_them_are_not_overwritten(
    city: Path, answered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shutil.copytree(answered, tmp_path / "h")
    known = out / "decisions.csv"
    known.write_text(known.read_text(encoding="utf-8").replace("different", "lainlah"), encoding="utf-8")
    before = known.read_bytes()
    assert reconcile(city, out, *QUICK) == 13
    said = capsys.readouterr().err
    assert "tidak dapat dibaca dan mungkin memuat keputusan" in said
    assert "decisions.csv baris" in said
    assert known.read_bytes() == before


def test_decisions_that_contradict_each_other_are_refused(city: Path, tmp_path: Path) -> None:
    book = city / "hasil" / "rekonsiliasi.xlsx"
    one = filled_in(book, tmp_path / "satu.xlsx", {FIRST: ("bukan", "")})
    other = filled_in(book, tmp_path / "dua.xlsx", {FIRST: ("sama", "")})
    assert reconcile(city, tmp_path / "h", "--decisions", one, other, *QUICK) == 14
    assert not (tmp_path / "h").exists()


ANSWERED = (*(f"a_{key}" for key in IDENTITY), *(f"b_{key}" for key in IDENTITY), "decision")


def record_of(side: str, row: Sequence[str]) -> tuple[str, ...]:
    """A row as a decision speaks of it."""
    return (side, *row[:3], row[7] if side == "participants" else "")


def said_same(path: Path, *pairs: tuple[tuple[str, ...], tuple[str, ...]]) -> Path:
    """A decisions.csv by which the two records of each pair are one person."""
    return write_csv(path, ANSWERED, [(*one, *other, "same") for one, other in pairs])


def test_a_no_to_one_of_two_candidates_leaves_the_other_to_its_own_evidence(tmp_path: Path) -> None:
    """A common name alone does not link the candidate that is left: it is asked about, as the only one. With the birth
    date beside it, it is linked, as it would be without a rival."""
    common = {"Nama": "Siti Aminah"}
    cards = [changed(row, PARTICIPANT_HEAD, **common) for row in namesakes()]
    write_csv(tmp_path / "peserta.csv", PARTICIPANT_HEAD, [*participant_rows()[:-2], *cards])
    for case, told, found in (
        ("nama", {"Tanggal_Lahir": "", "Jenis_Kelamin": ""}, ("review", "not_listed", "review")),
        ("tanggal", {}, ("matched", "not_listed", "matched")),
    ):
        row = changed(doubtful_list(), LIST_HEAD, **common, **told)
        write_csv(tmp_path / "daftar.csv", LIST_HEAD, [*list_rows()[:-1], row])
        said = [(*record_of("list", row), *record_of("participants", cards[0]), "different")]
        given = write_csv(tmp_path / "d.csv", ANSWERED, said)
        assert reconcile(tmp_path, tmp_path / case, "--decisions", given, "--no-workbook", *QUICK) == 0
        assert tuple(bucket for bucket, _ in links(tmp_path / case).values()) == found
        pairs = pl.read_parquet(tmp_path / case / "pairs.parquet").filter(pl.col("list_record") == len(list_rows()))
        assert pairs["participants_record"].to_list() == [TOP, TOP + 1]


def test_one_person_twice_may_be_answered_for_both_rows(tmp_path: Path) -> None:
    """A card that stands twice, once without its NIK: one row is linked, the other is its double."""
    card = participant(300)
    twice = [*participant_rows()[:-2], card, changed(card, PARTICIPANT_HEAD, NIK="", Nama=card[1].upper() + " SE")]
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, list_rows())
    write_csv(tmp_path / "peserta.csv", PARTICIPANT_HEAD, twice)
    row = record_of("list", doubtful_list())
    given = said_same(tmp_path / "d.csv", *((row, record_of("participants", other)) for other in twice[-2:]))
    assert reconcile(tmp_path, tmp_path / "h", "--decisions", given, "--no-workbook", *QUICK) == 0
    found = links(tmp_path / "h")
    assert found["list"] == ("matched", TOP)
    assert [found[name][0] for name in ("first", "second")] == ["matched", "duplicate"]


def test_humans_stand_over_the_nik_where_two_answers_touch_one_person(city: Path, tmp_path: Path) -> None:
    """People of the list who have a participant each by their NIK; what was said of them is obeyed: one card for two
    rows, and two cards for one row."""
    known = {row[0]: row for row in participant_rows()}
    people = [row for row in list_rows() if row[0] in known][:4]
    cards = [known[row[0]] for row in people]
    pairs = ((0, 1), (1, 1), (2, 3), (2, 2))
    with (tmp_path / "jawaban.csv").open("w", newline="", encoding="utf-8") as file:
        told = csv.writer(file)
        told.writerow(
            ("a_side", "a_nik", "a_name", "a_birth_date", "a_kpj", "b_side", "b_nik", "b_name", "b_birth_date", "b_kpj",
             "decision", "by", "at", "note")
        )  # fmt: skip
        for x, y in pairs:
            a, b = people[x], cards[y]
            told.writerow(("list", a[0], a[1], a[2], "", "participants", b[0], b[1], b[2], "", "same", "Ani", "", ""))
    assert reconcile(city, tmp_path / "out", *QUICK, "--decisions", str(tmp_path / "jawaban.csv")) == 0
    rows = pl.read_parquet(tmp_path / "out" / "rows.parquet").filter(pl.col("rule") == "manusia")
    found = {(row["side"], row["record"], row["match_record"]) for row in rows.iter_rows(named=True)}
    records = {row: record for record, row in enumerate(list_rows(), 1)}
    others = {row: record for record, row in enumerate(participant_rows(), 1)}
    said = {(records[people[x]], others[cards[y]]) for x, y in pairs}
    linked = {(record, match) for side, record, match in found if side == "list"}
    assert {place for place, _ in linked} & {records[people[x]] for x in (0, 1)}
    assert {place for place, _ in linked} & {records[people[2]]}
    assert linked <= said
