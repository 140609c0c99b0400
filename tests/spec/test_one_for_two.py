"""One record answered to be two plainly different people: obeyed, and told."""

import json
from pathlib import Path

import pytest
from reconcile_runs import reconcile, write_csv

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


def test_both_answers_are_named_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = write_csv(tmp_path / "l.csv", ("NIK", "Nama", "Tanggal Lahir"), [[RINA.nik, RINA.name, "05-05-1990"]])
    peers = [["1", RINA.nik, RINA.name, "05-05-1990"], ["2", FAR, "SOLTA KEMUN", "27-09-1972"]]
    insured = write_csv(tmp_path / "p.csv", ("KPJ", "NIK", "Nama", "Tanggal Lahir"), peers)
    head = [f"{side}_{key}" for side in "ab" for key in ("side", "nik", "name", "birth_date", "kpj")] + ["decision"]
    lines = [["list", RINA.nik, RINA.name, "05-05-1990", "", "participants", *row[1:], row[0], "same"] for row in peers]
    told = write_csv(tmp_path / "jawaban.csv", head, lines)
    assert reconcile([people], [insured], tmp_path / "out", "--decisions", str(told)) == 0
    said = "".join(capsys.readouterr())
    assert "satu orang dijawab sama dengan dua orang yang jelas berbeda" in said
    assert FAR not in said
    assert all(f"jawaban.csv baris {row}" in said for row in (2, 3)), said
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["decisions"]["one_for_two"] == 1
