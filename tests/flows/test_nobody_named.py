"""A list in which no row names anybody is no success: screen, summary and papers say so, and of which file."""

import json
from pathlib import Path

import openpyxl
import pytest
from small_city import LIST_HEAD, list_rows, participant_rows, reconcile, write_city, write_csv

from padan.cli import main
from padan.documents.nobody import nobody_in
from thorough import repeats

NOBODY = [("", "", row[2], *row[3:]) for row in list_rows() if row[2]]
SAID = nobody_in("daftar.csv", "", len(NOBODY), "id")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    write_city(tmp_path)
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, NOBODY)
    return tmp_path


def test_a_list_of_nobody_is_told_everywhere(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reconcile(city, city / "h", "--no-pdf") == 0
    said = capsys.readouterr()
    assert "tidak seorang pun dapat dikenali pada Daftar Pemda" in said.out
    assert SAID in said.err
    summary = json.loads((city / "h" / "summary.json").read_text(encoding="utf-8"))
    told = {read["side"]: (read["rows"], read["rejected"]) for read in summary["inputs"]}
    assert told == {"list": (len(NOBODY), len(NOBODY)), "participants": (len(participant_rows()), 0)}
    page = openpyxl.load_workbook(city / "h" / "rekonsiliasi.xlsx")["Ringkasan"]
    assert SAID in [row[0] for row in page.iter_rows(values_only=True)]


@repeats("tests/flows/test_nobody_named.py::test_a_list_of_nobody_is_told_everywhere")
def test_one_such_file_among_several_is_named_and_a_good_run_says_nothing(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_csv(city / "baik.csv", LIST_HEAD, list_rows())
    lists = [city / "baik.csv", city / "daftar.csv"]
    more = ["--participants", city / "peserta.csv", "--out", city / "h", "--quiet", "--no-pdf", "--no-workbook"]
    assert main([str(word) for word in ("reconcile", *lists, *more)]) == 0
    said = capsys.readouterr()
    assert SAID in said.err
    assert "PERHATIAN" not in said.out
    assert main([str(word) for word in ("reconcile", lists[0], *more)]) == 0
    said = capsys.readouterr()
    assert "menyebut orangnya" not in said.err + said.out
