"""One record answered to be two plainly different people: obeyed, and told."""

import json
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from reconcile_runs import write_csv

from padan import cli
from padan.domain.decisions import Answer, Decision, RecordKey
from padan.domain.doubtful_answers import one_for_two

RINA = RecordKey("list", "9901014505900001", "RINA PITAR", "1990-05-05", "")


def other(nik: str, born: str = "", name: str = "RINA PITAR", kpj: str = "1") -> RecordKey:
    return RecordKey("participants", nik, name, born, kpj)


FAR, NEAR = "9901016709729002", "9901014505900003"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (other(FAR, "1972-09-27", "SOLTA KEMUN"), True),
        (other(FAR, "", "SOLTA KEMUN"), True),
        (other(FAR, "1990-05-05"), False),
        (other(NEAR, "1990-05-05"), False),
        (other(NEAR, "1991-05-05"), False),
        (other("", "1972-09-27", "SOLTA KEMUN"), False),
        (other("99010167097", "1972-09-27", "SOLTA KEMUN"), False),
    ],
)
def test_two_people_are_two_niks_far_apart_and_two_birth_dates(second: RecordKey, told: bool) -> None:
    first = other(RINA.nik, RINA.birth_date, kpj="2")
    answers = [Decision(RINA, first, Answer.SAME), Decision(second, RINA, Answer.SAME)]
    found = one_for_two(answers)
    assert [(one.record, one.others) for one in found] == ([(RINA, (first, second))] if told else [])
    assert one_for_two([answers[0], Decision(second, RINA, Answer.DIFFERENT)]) == []


def test_a_person_of_the_other_side_is_told_as_well() -> None:
    peer = other(RINA.nik, RINA.birth_date)
    second = RecordKey("list", FAR, "SOLTA KEMUN", "1972-09-27", "")
    found = one_for_two([Decision(RINA, peer, Answer.SAME), Decision(second, peer, Answer.SAME)])
    assert [(one.record, one.others) for one in found] == [(peer, (RINA, second))]


def doubted(folder: Path, peers: list[list[str]]) -> list[str]:
    """Runs on one person of the list and these peers, with the answers that Rina is each of `PEERS`."""
    people = write_csv(folder / "l.csv", ("NIK", "Nama", "Tanggal Lahir"), [[RINA.nik, RINA.name, "05-05-1990"]])
    insured = write_csv(folder / "p.csv", ("KPJ", "NIK", "Nama", "Tanggal Lahir"), peers)
    head = [f"{side}_{key}" for side in "ab" for key in ("side", "nik", "name", "birth_date", "kpj")] + ["decision"]
    lines = [["list", RINA.nik, RINA.name, "05-05-1990", "", "participants", *row[1:], row[0], "same"] for row in PEERS]
    told = write_csv(folder / "jawaban.csv", head, lines)
    words = ["reconcile", people, "--participants", insured, "--decisions", told, "--out", folder / "out", "--quiet"]
    assert cli.main([str(word) for word in words]) == 0
    sheet = openpyxl.load_workbook(folder / "out" / "rekonsiliasi.xlsx")["Ringkasan"]
    return [" | ".join(str(cell) for cell in row if cell) for row in sheet.iter_rows(values_only=True)]


PEERS = [["1", RINA.nik, RINA.name, "05-05-1990"], ["2", FAR, "SOLTA KEMUN", "27-09-1972"]]
ASKED = "Memeriksa kembali jawaban bagi 1 orang yang dijawab sama dengan dua orang yang jelas berbeda"


def count(folder: Path) -> int:
    return int(json.loads((folder / "out" / "summary.json").read_text())["decisions"]["one_for_two"])


def test_both_answers_are_named_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = doubted(tmp_path, PEERS)
    said = "".join(capsys.readouterr())
    assert "satu orang dijawab sama dengan dua orang yang jelas berbeda" in said
    assert FAR not in said
    assert all(f"jawaban.csv baris {row}" in said for row in (2, 3)), said
    assert count(tmp_path) == 1
    assert any(ASKED in line for line in lines)
    (row,) = (line for line in lines if line.startswith("RINA PITAR, NIK"))
    assert all(
        part in row for part in ("Daftar Pemda", FAR, "SOLTA KEMUN", "jawaban.csv baris 2", "jawaban.csv baris 3")
    )
    paper = "".join(page.extract_text() for page in PdfReader(tmp_path / "out" / "berita-acara.pdf").pages)
    assert "dua orang yang jelas berbeda" in " ".join(paper.split())


def test_an_answer_whose_record_is_gone_is_not_in_doubt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = doubted(tmp_path, PEERS[:1])
    assert count(tmp_path) == 0
    assert "jelas berbeda" not in "".join((*capsys.readouterr(), *lines))
