"""`--segment` is for rows that tell none: a participant insured by an employer does not become one of the city's."""

from pathlib import Path

import pytest
from reconcile_runs import read_result, reconcile, write_csv

from padan.domain.segments import insured_elsewhere

RINA = ("9901014505900001", "RINA PITAR", "05-05-1990")


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("PU Swasta", True),
        ("BPU Mandiri", True),
        ("Penerima Upah Badan Usaha", True),
        ("Jasa Konstruksi", True),
        ("BPU", False),
        ("Bukan Penerima Upah", False),
        ("PU", False),
        ("Pekerja Rentan (Mandiri)", False),
        ("TKK", False),
    ],
)
def test_who_names_an_employer_or_himself_is_insured_elsewhere(text: str, elsewhere: bool) -> None:
    assert insured_elsewhere(text) is elsewhere


def run(folder: Path, *segments: str) -> dict[int, tuple[str, str | None, list[str]]]:
    """Rina on the list, and as participant once for each segment that the insurer says of her."""
    people = write_csv(folder / "l.csv", ("NIK", "Nama", "Tanggal Lahir"), [RINA])
    lines = [(str(number), *RINA, said, f"XX{number:06}") for number, said in enumerate(segments, 1)]
    insured = write_csv(folder / "p.csv", ("KPJ", "NIK", "Nama", "Tanggal Lahir", "Segmen", "NPP"), lines)
    assert reconcile([people], [insured], folder / "out", "--segment", "pekerja_rentan") == 0
    rows = read_result(folder / "out").rows.iter_rows(named=True)
    return {r["record"]: (r["bucket"], r["segment"], r["problems"]) for r in rows if r["side"] == "participants"}


def test_the_segment_of_the_run_is_not_put_over_an_employer(tmp_path: Path) -> None:
    found = run(tmp_path, "Pekerja Rentan", "PU Swasta")
    assert found[1][:2] == ("matched", "pekerja_rentan")
    bucket, segment, problems = found[2]
    assert (bucket, segment) == ("not_listed", None)
    assert "two_payers" in problems


@pytest.mark.parametrize("said", ["", "BPU", "-"])
def test_a_row_that_names_no_payer_takes_it(tmp_path: Path, said: str) -> None:
    assert run(tmp_path, said)[1][:2] == ("matched", "pekerja_rentan")
