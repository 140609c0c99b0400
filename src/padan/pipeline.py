"""The story of one run, a function a step, in order: from files to one answer for every row. START HERE.

read_list -> check_rows -> propose and score pairs -> decide -> reconcile -> issue
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from padan import __version__
from padan.domain.decisions import Decision
from padan.domain.errors import NoRowsError, TotalsError
from padan.domain.reconciliation import Check
from padan.engine.human import apply_decisions
from padan.engine.linkage import link
from padan.engine.loading import LIST, PARTICIPANTS, load
from padan.engine.model import Model
from padan.engine.normalising import normalise
from padan.engine.outputs import write_parquets
from padan.engine.reasons import explain_pairs
from padan.engine.reconciling import bucket_counts, prove, reconcile
from padan.engine.session import Connection, open_session
from padan.files.decisions import read_decisions, write_decisions_csv
from padan.files.publishing import published
from padan.files.reading import Kind, SheetRead, read_lists

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What one run is asked for: the files of each side and how to read them."""

    lists: tuple[Path, ...]
    participants: tuple[Path, ...]
    out: Path
    segment: str | None = None
    decisions: tuple[Path, ...] = ()
    password: str | None = None
    lang: str = "id"


@dataclass
class Clock:
    """Seconds by step, and what a waiting person is told."""

    tell: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, message: str) -> Iterator[None]:
        """Time a step under `name` and announce it."""
        self.tell(message)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 3)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: its summary as written to summary.json, and where it lies."""

    summary: Mapping[str, Any]
    folder: Path


def read_list(paths: Sequence[Path], *, kind: Kind, password: str | None = None) -> list[SheetRead]:
    """Step 1: every sheet of the files, as found, with hash, sheet and row."""
    return read_lists(paths, kind=kind, password=password)


def check_rows(con: Connection, sheets: Mapping[str, Sequence[SheetRead]], *, segment: str | None = None) -> None:
    """Steps 2 and 3: `raw` and `people`, all problems of all rows told."""
    load(con, sheets)
    normalise(con, segment=segment)


def decide(con: Connection, decisions: Sequence[Decision] = (), model: Model | None = None) -> Model:
    """Steps 4 to 6: pairs proposed, weighed and decided; what a human said is obeyed."""
    apply_decisions(con, decisions)
    return link(con, model)


def reconcile_rows(con: Connection, model: Model) -> list[Check]:
    """Step 7: one bucket a row; raises TotalsError where an identity fails."""
    reconcile(con, model)
    checks = prove(con)
    return proved(checks)


def proved(checks: list[Check]) -> list[Check]:
    """The checks, or TotalsError naming each that does not hold."""
    failed = [c for c in checks if not c.holds]
    if failed:
        raise TotalsError(
            "Jumlah tidak cocok; ini kesalahan program, bukan kesalahan data Anda. Tidak ada yang ditulis.",
            "Totals do not add up; this is the program's fault, not your data's. Nothing was written.",
            tuple(f"{c.name}: {c.left} / {c.right}" for c in failed),
        )
    return checks


def run(request: Request, tell: Progress = lambda message: None) -> Outcome:
    """The whole run. DIR is written whole or not at all."""
    clock = Clock(tell)
    with published(request.out) as folder:
        summary = _run_into(request, folder, clock)
    return Outcome(summary, request.out)


def _run_into(request: Request, folder: Path, clock: Clock) -> dict[str, Any]:
    with clock.step("read", "Membaca berkas"):
        sheets = {
            LIST: read_list(request.lists, kind="list", password=request.password),
            PARTICIPANTS: read_list(request.participants, kind="participants", password=request.password),
        }
        _demand_rows(sheets)
        decisions = read_decisions(request.decisions)
    con = open_session(spill=folder / ".spill")
    try:
        with clock.step("check", "Memeriksa baris"):
            check_rows(con, sheets, segment=request.segment)
        with clock.step("decide", "Mencocokkan orang"):
            model = decide(con, decisions)
        with clock.step("reconcile", "Menyusun hasil"):
            checks = reconcile_rows(con, model)
        with clock.step("issue", "Menulis hasil"):
            explain_pairs(con, lang=request.lang)
            write_parquets(con, folder)
            write_decisions_csv(folder / "decisions.csv", decisions)
        summary = _summary(con, sheets, checks, clock)
    finally:
        con.close()
    _write_json(folder / "summary.json", summary)
    return summary


def _demand_rows(sheets: Mapping[str, Sequence[SheetRead]]) -> None:
    names = {LIST: ("daftar", "lists"), PARTICIPANTS: ("peserta", "participants")}
    for side, (text_id, text_en) in names.items():
        if not sum(sheet.rows for sheet in sheets[side]):
            raise NoRowsError(
                f"Tidak ada baris yang dapat dipakai pada berkas {text_id}. Isi data di bawah judul kolom.",
                f"No usable row in the files of {text_en}. Fill in rows below the heading and try again.",
                tuple(sheet.file for sheet in sheets[side]),
            )


def _summary(
    con: Connection, sheets: Mapping[str, Sequence[SheetRead]], checks: Sequence[Check], clock: Clock
) -> dict[str, Any]:
    return {
        "version": __version__,
        "inputs": [_input(side, sheet) for side, read in sheets.items() for sheet in read],
        "buckets": bucket_counts(con),
        "checks": [{"name": c.name, "left": c.left, "right": c.right, "holds": c.holds} for c in checks],
        "seconds": clock.seconds,
    }


def _input(side: str, sheet: SheetRead) -> dict[str, Any]:
    return {
        "side": side,
        "name": sheet.file,
        "sheet": sheet.sheet,
        "sha256": sheet.sha256,
        "rows": sheet.rows,
        "headings": [
            {"position": c.position, "heading": c.heading, "field": c.field, "how": c.how} for c in sheet.columns
        ],
        "left_out": [{"row": left.row, "reason": left.reason} for left in sheet.left_out],
        "hints": dict(sheet.hints),
        "notes": list(sheet.notes),
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
