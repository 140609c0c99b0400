"""`padan reconcile --state`: a list that changed is decided as a full run with the kept model decides it."""

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_city import LIST_HEAD, changed, list_rows, person, reconcile, write_city, write_csv

from padan.engine import state
from thorough import one_in

pytestmark = one_in(6)

ROWS = ("rows", "pairs", "pairs_within")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("kota"))


def told(out: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return said


def run(city: Path, out: Path, kept: Path, *more: str) -> dict[str, Any]:
    payments = ("--payments", str(city / "iuran.csv"))
    assert reconcile(city, out, *payments, "--state", kept, "--no-pdf", "--no-workbook", *more) == 0
    return told(out)


def test_a_changed_list(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MUCH", 0.5)
    kept, copy = tmp_path / "state", tmp_path / "copy"
    first = run(city, tmp_path / "first", kept)
    assert first["state"]["why"] == "new"
    assert {path.name for path in kept.iterdir()} == {"padan-state.duckdb", "model.json", "lookup-1"}
    shutil.copytree(kept, copy)
    rows = list_rows()
    rows[2] = changed(rows[2], LIST_HEAD, NIK="", Nama=rows[2][1] + "A")
    rows[11] = person(250)
    write_csv(city / "daftar.csv", LIST_HEAD, [*rows, person(201)])
    again = run(city, tmp_path / "again", kept)
    assert (again["state"]["why"], again["state"]["rows_changed"]) == ("changed", 3)
    assert again["state"]["rows_redone"] < first["state"]["rows_redone"]
    monkeypatch.setattr(state, "MUCH", -1.0)
    full = run(city, tmp_path / "full", copy)
    assert full["state"]["why"] == "much"
    for name in ROWS:
        ours, theirs = (pl.read_parquet(tmp_path / out / f"{name}.parquet") for out in ("again", "full"))
        assert ours.equals(theirs), name
    for key in ("buckets", "money", "participation", "checks"):
        assert again[key] == full[key], key


def test_relearning_makes_a_new_model(city: Path, tmp_path: Path) -> None:
    kept = tmp_path / "state"
    run(city, tmp_path / "first", kept)
    write_csv(city / "daftar.csv", LIST_HEAD, list_rows()[:20])
    before = (kept / "model.json").read_bytes()
    assert run(city, tmp_path / "again", kept, "--relearn")["state"]["why"] == "relearn"
    assert (kept / "model.json").read_bytes() != before


def test_a_damaged_state_is_made_anew(city: Path, tmp_path: Path) -> None:
    kept = tmp_path / "state"
    kept.mkdir()
    (kept / "padan-state.duckdb").write_bytes(b"no database" * 1000)
    assert run(city, tmp_path / "out", kept)["state"]["why"] == "new"


def test_a_state_that_cannot_be_a_folder_is_told(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    assert reconcile(city, tmp_path / "out", "--state", tmp_path / "state") == 13
    assert "state" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_two_runs_do_not_decide_with_one_state_at_once(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "state"
    kept.mkdir()
    other = [
        sys.executable,
        "-c",
        "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print(1, flush=True); input()",
    ]
    with subprocess.Popen([*other, str(kept / state.HELD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        assert reconcile(city, tmp_path / "out", "--state", kept) == 13
        running.communicate(b"\n")
    assert f"State {kept} sedang dipakai" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(city, tmp_path / "out", kept)["state"]["why"] == "new"
    assert not (kept / state.HELD).exists()


def test_a_full_disk_leaves_the_kept_state_as_it_was(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "state"
    run(city, tmp_path / "out", kept)
    before = files_of(kept)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(state, "write_tables", full)
    assert reconcile(city, tmp_path / "again", "--state", kept, "--relearn", "--no-pdf", "--no-workbook") == 13
    assert f"State tidak dapat ditulis ke {kept}" in capsys.readouterr().err
    assert files_of(kept) == before
    assert not (tmp_path / "again").exists()


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
