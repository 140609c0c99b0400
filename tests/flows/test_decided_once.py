"""A run that begins from a copy of what an earlier one found gives the same files; any other finds out anew."""

from pathlib import Path
from typing import Any

import pytest
from small_city import LIST_HEAD, list_rows, reconcile, write_city, write_csv
from test_few_rows import files_of

import decided_once
from padan import pipeline
from padan.domain.errors import UnreadableFileError

QUICK = ("--no-pdf", "--no-workbook")
ANEW = UnreadableFileError.exit_code


def refuse(*_told: Any) -> None:
    raise UnreadableFileError("dicari lagi", "found out anew")


def test_the_same_lists_give_the_same_bytes_and_others_are_found_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city, papers = write_city(tmp_path), ("--payments", tmp_path / "iuran.csv", "--as-of", "2024-12-31")
    monkeypatch.setattr(decided_once, "_known", {})
    monkeypatch.setattr(decided_once, "THOROUGH", False)
    monkeypatch.setattr(pipeline, "find_anew", decided_once.find_once)
    assert reconcile(city, tmp_path / "1", *papers) == 0
    monkeypatch.setattr(decided_once, "_find_anew", refuse)
    assert reconcile(city, tmp_path / "2", *papers) == 0
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")
    assert reconcile(city, tmp_path / "h", "--segment", "rt", *QUICK) == ANEW
    with monkeypatch.context() as replaced:
        replaced.setattr(pipeline, "prove", lambda con: [])
        assert reconcile(city, tmp_path / "h", *QUICK) == ANEW
    assert reconcile(city, tmp_path / "h", *QUICK) == 0
    write_csv(city / "daftar.csv", LIST_HEAD, list_rows()[:-1])
    assert reconcile(city, tmp_path / "h", *QUICK) == ANEW
