"""Rows that are read, told apart and named a part at a time give the same files, byte for byte."""

from pathlib import Path

import pytest
from contract_people import HEAD, PEER_HEAD, files_of, peer, person
from reconcile_runs import write_csv

from padan.cli import main
from padan.engine import blocking, loading, names_table, session
from padan.engine.session import make_room, open_session, scalar

PEOPLE = 60


def cut(number: int) -> str:
    """A NIK as Excel leaves it: the sixteenth digit lost to a zero."""
    return person(number)[0][:15] + "0"


def reconcile(files: list[Path], out: Path) -> dict[str, bytes]:
    mine, theirs = map(str, files)
    assert main(["reconcile", mine, "--participants", theirs, "--out", str(out), "--no-pdf", "--quiet"]) == 0
    return files_of(out)


def test_parts_are_no_other_than_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [peer(n, Nama=f"{person(n)[1]} JUNIOR" if n % 5 == 0 else person(n)[1]) for n in range(5, PEOPLE + 5)]
    files = [
        write_csv(tmp_path / "daftar.csv", HEAD, [person(n, NIK=cut(n)) for n in range(PEOPLE)]),
        write_csv(tmp_path / "peserta.csv", PEER_HEAD, others),
    ]
    whole = reconcile(files, tmp_path / "utuh")
    monkeypatch.setattr(loading, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr(names_table, "NAMES_AT_ONCE", 11)
    monkeypatch.setattr(blocking, "AT_MOST", 20)
    assert reconcile(files, tmp_path / "bagian") == whole
    assert b"nik_excel_truncated" in whole["rows.parquet"]


def test_more_rows_are_given_more_memory_up_to_what_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MEMORY", 10**8)
    con = open_session()
    allowed = []
    for rows in (10, 10**15, 10**16):
        make_room(con, rows)
        allowed.append(scalar(con, "SELECT current_setting('memory_limit')"))
    assert scalar(con, "SELECT format_bytes(100_000_000)") == allowed[0]
    assert allowed[1] == allowed[2] != allowed[0]


def test_the_engine_draws_no_bar_of_its_own_among_the_sentences() -> None:
    assert scalar(open_session(), "SELECT current_setting('enable_progress_bar')") is False
