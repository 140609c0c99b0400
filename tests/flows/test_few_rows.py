"""A run of few rows follows its statements as they are written: it gives the same files, byte for byte."""

import json
from pathlib import Path

import pytest
from small_city import reconcile, write_city

from padan.cli import main
from padan.engine import session
from padan.engine.session import open_session, plan_for, scalar

PLANNING = ("enable_optimizer", "threads")


def files_of(out: Path) -> dict[str, bytes]:
    """All files of DIR; of the summary all but its seconds."""
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    summary = json.loads(found.pop("summary.json"))
    summary.pop("seconds")
    return {**found, "summary.json": json.dumps(summary).encode()}


def test_few_rows_say_the_same_however_they_are_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = write_city(tmp_path / "kota")
    words = ("--payments", city / "iuran.csv", "--as-of", "2024-12-31")
    assert reconcile(city, tmp_path / "sedikit", *words) == 0
    monkeypatch.setattr(session, "FEW_ROWS", 0)
    assert reconcile(city, tmp_path / "banyak", *words) == 0
    assert files_of(tmp_path / "sedikit") == files_of(tmp_path / "banyak")


def test_a_small_city_says_the_same_however_it_is_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = tmp_path / "kota"
    assert main(["demo", str(city), "--people", "100", "--seed", "5", "--quiet"]) == 0
    sides = {"--participants": "peserta.xlsx", "--payments": "iuran.xlsx", "--posts": "pos-rt.xlsx"}
    files = [word for side, name in sides.items() for word in (side, str(city / name))]
    for few, out in ((10_000, "sedikit"), (0, "banyak")):
        monkeypatch.setattr(session, "FEW_ROWS", few)
        words = ["reconcile", str(city / "daftar"), *files, "--out", str(tmp_path / out), "--no-pdf", "--quiet"]
        assert main(words) == 0
    assert files_of(tmp_path / "sedikit") == files_of(tmp_path / "banyak")


def test_only_few_rows_are_spared_the_planning() -> None:
    con = open_session()
    planned = [scalar(con, f"SELECT current_setting('{name}')") for name in PLANNING]
    plan_for(con, session.FEW_ROWS + 1)
    assert [scalar(con, f"SELECT current_setting('{name}')") for name in PLANNING] == planned
    plan_for(con, session.FEW_ROWS)
    assert [scalar(con, f"SELECT current_setting('{name}')") for name in PLANNING] == [False, 1]
