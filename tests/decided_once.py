"""Who is who in the same two lists is found out once in a process; other tests begin from a copy of what was found.

For tests of what comes after (accounts, papers, what is said), which would all match the same few dozen people. Each of
the first runs of `pipeline.find_anew` leaves its tables in a file. Where any step of it was replaced, where the lists,
the decisions or the segment are others, or rows are many, it is run as it stands; with PADAN_THOROUGH=1 always.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from own_folder import own_folder
from padan import pipeline
from padan.engine import session
from padan.engine.session import Connection, open_session, plan_for
from padan.pipeline import Clock, Found, Inputs, Request
from thorough import THOROUGH

STEPS = ("load", "check_rows", "obey", "decide", "link", "pair", "reconcile_rows", "prove", "proved", "normalise",
         "apply_decisions", "put_buckets", "all_rows_read", "open_session")  # fmt: skip
"""What `find_anew` calls: none of it may have been replaced."""

_find_anew = pipeline.find_anew
_as_shipped = ([getattr(pipeline, name) for name in STEPS], session.FEW_ROWS)


@dataclass(frozen=True, slots=True)
class _Kept:
    file: Path
    rows: int
    decided: Mapping[str, int]
    checks: list[Any]


_known: dict[bytes, _Kept] = {}


@pytest.fixture
def decided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what comes after the matching."""
    monkeypatch.setattr(pipeline, "find_anew", find_once)


def find_once(folder: Path, request: Request, inputs: Inputs, clock: Clock) -> Found:
    """Instead of `pipeline.find_anew`."""
    rows = sum(sheet.rows for sheets in inputs.sheets.values() for sheet in sheets)
    shipped = ([getattr(pipeline, name) for name in STEPS], session.FEW_ROWS) == _as_shipped
    if THOROUGH or not shipped or rows > session.FEW_ROWS:
        return _find_anew(folder, request, inputs, clock)
    key = _key(request, inputs)
    if key in _known:
        return _found_again(_known[key], folder, clock)
    found = _find_anew(folder, request, inputs, clock)
    file = Path(own_folder()) / f"{len(_known)}.duckdb"
    _copy(found.con, file, f"COPY FROM DATABASE {_name(found.con)} TO kept")
    _known[key] = _Kept(file, rows, found.decided, list(found.checks))
    return found


def _key(request: Request, inputs: Inputs) -> bytes:
    told = hashlib.sha256(repr((request.segment, inputs.decisions)).encode())
    for side in (pipeline.LIST, pipeline.PARTICIPANTS):
        for sheet in inputs.sheets[side]:
            told.update(repr((side, sheet.file, sheet.sheet, sheet.sha256, sorted(sheet.hints.items()))).encode())
            told.update(repr((len(sheet.left_out), sheet.not_blank, sheet.data.collect().rows())).encode())
    return told.digest()


def _found_again(kept: _Kept, folder: Path, clock: Clock) -> Found:
    with clock.step("check"):
        con = open_session(spill=folder / ".spill")
        plan_for(con, kept.rows)
    with clock.step("decide"):
        _copy(con, kept.file, f"COPY FROM DATABASE kept TO {_name(con)}")
    with clock.step("reconcile"):
        return Found(con, kept.decided, list(kept.checks))


def _copy(con: Connection, file: Path, statement: str) -> None:
    con.execute(f"ATTACH '{file}' AS kept")
    con.execute(statement)
    con.execute("DETACH kept")


def _name(con: Connection) -> str:
    return str(session.scalar(con, "SELECT current_database()"))
