"""The story of one run, a function a step, in order: from files to a signed result. START HERE.

read_inputs -> check_rows -> obey -> decide -> reconcile_rows -> settle_accounts -> issue
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from padan import __version__
from padan.accounting import Days, settle_accounts
from padan.domain.decisions import Answer, Decision
from padan.domain.doubtful_answers import OneForTwo, one_for_two
from padan.domain.errors import NoRowsError, PadanError, TotalsError
from padan.domain.letterhead import Letterhead
from padan.domain.months import Month, show_month
from padan.domain.rates import Rates
from padan.domain.reconciliation import Check
from padan.engine.human import answers_met, apply_decisions
from padan.engine.linkage import forget_comparisons, forget_keys, link
from padan.engine.loading import LIST, PARTICIPANTS, load
from padan.engine.model import Model
from padan.engine.name_columns import columns_of_names
from padan.engine.normalising import normalise
from padan.engine.outputs import write_parquets
from padan.engine.reasons import explain_pairs
from padan.engine.reconciling import bucket_counts, forget_steps, pair, prove, put_buckets, rejected_counts
from padan.engine.reporting import prepare_report
from padan.engine.session import Connection, open_session, scalar
from padan.engine.spreading import at_hand, call_ahead
from padan.engine.state import run_with_state
from padan.files.decisions import read_answers, write_decisions_csv
from padan.files.letterhead import read_letterhead
from padan.files.publishing import published
from padan.files.reading import Kind, SheetRead, read_kinds, unchanged
from padan.library_faults import full_disks_told
from padan.reporting import MINUTES, WORKBOOK, Facts, MinutesDraft, draft_minutes, write_review_workbook
from padan.safekeeping import demand_answers_kept

Progress = Callable[[int, int, str], None]
"""Told before each step: how many steps are done, how many there are, and what is done now."""

Inspect = Callable[[Connection], None]
"""Shown the tables of a run that holds, before its session closes. What it raises stops the run."""

DECISIONS = "decisions.csv"
SUMMARY = "summary.json"
MANY_ROWS = 50_000
"""Of so many rows the names are read by every processor."""
STEPS: dict[str, tuple[str, str]] = {
    "read": ("Membaca berkas", "Reading files"),
    "check": ("Memeriksa baris", "Checking rows"),
    "decide": ("Mencocokkan orang", "Matching people"),
    "reconcile": ("Menyusun hasil", "Reconciling"),
    "accounts": ("Menghitung iuran dan kepesertaan", "Reckoning contributions and cover"),
    "issue": ("Menulis hasil", "Writing results"),
    "papers": ("Menulis buku kerja dan berita acara", "Writing the workbook and the minutes"),
}
"""The steps in order, as a waiting person reads them."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one run is asked for: the files, how to read them, and what to write. `as_of`: one day, or one a side;
    `rates`: what a month of cover costs, None = as shipped."""

    lists: tuple[Path, ...]
    participants: tuple[Path, ...]
    out: Path
    payments: tuple[Path, ...] = ()
    posts: tuple[Path, ...] = ()
    groups: tuple[Path, ...] = ()
    segment: str | None = None
    period: tuple[Month, ...] = ()
    as_of: tuple[date, ...] = ()
    decisions: tuple[Path, ...] = ()
    letterhead: Path | None = None
    password: str | None = None
    state: Path | None = None
    relearn: bool = False
    workbook: bool = True
    minutes: bool = True
    lang: str = "id"
    rates: Rates | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of this run."""
        left_out = {"papers"} if not (self.workbook or self.minutes) else set()
        return tuple(step for step in STEPS if step not in left_out | ({"check"} if self.state else set()))


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that was read: sheets by role, what humans decided, and the letterhead."""

    sheets: Mapping[str, Sequence[SheetRead]]
    decisions: Sequence[Decision]
    letterhead: Letterhead | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: its summary as written to summary.json, where it lies, what was read, and answers in doubt."""

    summary: Mapping[str, Any]
    request: Request
    inputs: Inputs
    doubtful: Sequence[OneForTwo] = ()


@dataclass
class Clock:
    """Seconds by step, and what a waiting person is told."""

    steps: Sequence[str]
    lang: str
    tell: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step under `name` and announce it."""
        self.tell(self.steps.index(name), len(self.steps), STEPS[name][self.lang == "en"])
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def run(request: Request, tell: Progress = lambda done, of, message: None, inspect: Inspect | None = None) -> Outcome:
    """The whole run. DIR is written whole or not at all. `inspect` is shown cover and offices whatever was given."""
    demand_answers_kept(request.out, request.decisions, request.password)
    clock = Clock(request.steps, request.lang, tell)
    with published(request.out) as folder, full_disks_told(), at_hand():
        with clock.step("read"):
            inputs = read_inputs(request)
        with unchanged(sheet for sheets in inputs.sheets.values() for sheet in sheets):
            found = (find_changed if request.state else find_anew)(folder, request, inputs, clock)
            try:
                outcome = _account_for(folder, found, request, inputs, clock, all_accounts=inspect is not None)
                if inspect:
                    inspect(found.con)
            finally:
                found.con.close()
    _drop_stale(request)
    tell(len(clock.steps), len(clock.steps), "")
    return outcome


def _drop_stale(request: Request) -> None:
    """A paper of an earlier run says other figures than this one: it must not lie beside them."""
    for name, wanted in ((WORKBOOK, request.workbook), (MINUTES, request.minutes)):
        if not wanted:
            (request.out / name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Found:
    """Who is who: the session with the decided rows, what became of the humans' decisions, the identities."""

    con: Connection
    decided: Mapping[str, int]
    checks: list[Check]
    state: Mapping[str, Any] = field(default_factory=dict)


def find_anew(folder: Path, request: Request, inputs: Inputs, clock: Clock) -> Found:
    """Steps 2 to 7 for all rows."""
    con = open_session(spill=folder / ".spill")
    try:
        with clock.step("check"):
            check_rows(con, inputs.sheets, segment=request.segment)
        with clock.step("decide"):
            decided = obey(con, inputs.decisions)
            model = decide(con)
            forget_keys(con)
        with clock.step("reconcile"):
            checks = reconcile_rows(con, model)
        return Found(con, decided, proved([*checks, all_rows_read(con, inputs.sheets)]))
    except BaseException:
        con.close()
        raise


def find_changed(folder: Path, request: Request, inputs: Inputs, clock: Clock) -> Found:
    """Steps 2 to 7 with a kept state: only what a change touches is decided again."""
    assert request.state is not None
    with clock.step("decide"):
        con, _, report = run_with_state(
            request.state,
            inputs.sheets,
            inputs.decisions,
            segment=request.segment,
            relearn=request.relearn,
            spill=folder / ".spill",
        )
    try:
        with clock.step("reconcile"):
            checks = proved([*prove(con), all_rows_read(con, inputs.sheets)])
    except BaseException:
        con.close()
        raise
    clock.seconds["state"] = report.seconds
    state = {"why": report.why, "rows_changed": report.rows_changed, "rows_redone": report.rows_redone}
    return Found(con, _obeyed(inputs.decisions, report.unmet), checks, state)


def _account_for(
    folder: Path, found: Found, request: Request, inputs: Inputs, clock: Clock, *, all_accounts: bool
) -> Outcome:
    con = found.con
    with clock.step("accounts"):
        days = days_of(inputs.sheets, request.as_of)
        papers = request.workbook or request.minutes or all_accounts
        accounts = settle_accounts(
            con, inputs.sheets, period=request.period, days=days, papers=papers, rates=request.rates
        )
        checks = proved([*found.checks, *accounts.checks])
    facts = Facts(
        inputs.sheets, bucket_counts(con), checks, accounts, request.period, days, rejected_counts(con),
        _doubtful(con, inputs.decisions),
    )  # fmt: skip
    issue(folder, con, request, inputs, facts, clock)
    summary = summarise(facts, found, clock.seconds)
    _write_json(folder / SUMMARY, summary)
    return Outcome(summary, request, inputs, facts.doubtful)


def _doubtful(con: Connection, decisions: Sequence[Decision]) -> list[OneForTwo]:
    """Of the answers whose records stand in this run those that make one record two plainly different people."""
    return one_for_two(answers_met(con, decisions)) if one_for_two(decisions) else []


def read_inputs(request: Request) -> Inputs:
    """Step 1: all files. Raises a PadanError that names each one which cannot be read."""
    kinds: dict[Kind, tuple[Path, ...]] = {
        "list": request.lists,
        "participants": request.participants,
        "payments": request.payments,
        "posts": request.posts,
        "groups": request.groups,
    }
    decisions = read_answers(request.decisions, request.password)
    letterhead = read_letterhead(request.letterhead) if request.letterhead else None
    given = {kind: paths for kind, paths in kinds.items() if paths}
    results = [folder for folder in (request.out, request.state) if folder]
    sheets, faults = read_kinds(given, password=request.password, results=results)
    _raise_together(faults)
    _demand_rows(sheets)
    return Inputs(sheets, decisions, letterhead)


def _raise_together(faults: Sequence[PadanError]) -> None:
    """One fault as it is; several as one that names them all, with the exit code of the first."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        said = {lang: "\n".join([head, *(f"  - {f.text(lang)}" for f in faults)]) for lang, head in _SEVERAL.items()}
        raise type(faults[0])(said["id"], said["en"])


_SEVERAL = {"id": "Beberapa kelompok berkas tidak dapat dipakai:", "en": "Several groups of files cannot be used:"}


def _demand_rows(sheets: Mapping[str, Sequence[SheetRead]]) -> None:
    names = {LIST: ("daftar", "lists"), PARTICIPANTS: ("peserta", "participants")}
    for side, (text_id, text_en) in names.items():
        if not sum(sheet.rows for sheet in sheets[side]):
            raise NoRowsError(
                f"Tidak ada baris yang dapat dipakai pada berkas {text_id}. Isi data di bawah judul kolom.",
                f"No usable row in the files of {text_en}. Fill in rows below the heading and try again.",
                tuple(sheet.file for sheet in sheets[side]),
            )


def check_rows(con: Connection, sheets: Mapping[str, Sequence[SheetRead]], *, segment: str | None = None) -> None:
    """Steps 2 and 3: `raw` and `people`, all problems of all rows told."""
    load(con, sheets)
    if int(scalar(con, "SELECT count(*) FROM raw")) >= MANY_ROWS:
        call_ahead(columns_of_names)
    normalise(con, segment=segment)


def obey(con: Connection, decisions: Sequence[Decision]) -> dict[str, int]:
    """Step 4: what humans said is bound to the rows it speaks of, and stands over any score."""
    return _obeyed(decisions, apply_decisions(con, decisions))


def _obeyed(decisions: Sequence[Decision], unmet: int) -> dict[str, int]:
    answered = sum(decision.answer is not Answer.UNKNOWN for decision in decisions)
    return {
        "given": answered,
        "obeyed": answered - unmet,
        "record_changed": unmet,
    }


def decide(con: Connection, model: Model | None = None) -> Model:
    """Steps 5 and 6: pairs proposed, weighed and decided."""
    return link(con, model)


def reconcile_rows(con: Connection, model: Model) -> list[Check]:
    """Step 7: one bucket a row; raises TotalsError where an identity fails."""
    pair(con, model)
    forget_comparisons(con)
    put_buckets(con)
    checks = prove(con)
    forget_steps(con)
    return proved(checks)


def all_rows_read(con: Connection, sheets: Mapping[str, Sequence[SheetRead]]) -> Check:
    """Data rows that have a bucket, with the rows left out, are all rows below the headings that are not blank."""
    read = [sheet for side in (LIST, PARTICIPANTS) for sheet in sheets[side]]
    rows = sum(sum(counts.values()) for counts in bucket_counts(con).values())
    left_out = sum(len(sheet.left_out) for sheet in read)
    return Check("rows_and_left_out_are_the_non_blank_rows", rows + left_out, sum(sheet.not_blank for sheet in read))


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


def days_of(sheets: Mapping[str, Sequence[SheetRead]], as_of: Sequence[date]) -> Days:
    """The as-of day of each side: as asked (one day holds for both), else the newest that its files tell."""
    if as_of:
        return Days(as_of[0], as_of[-1])
    told = {
        side: max((date.fromisoformat(s.hints["as_of"]) for s in sheets[side] if "as_of" in s.hints), default=None)
        for side in (LIST, PARTICIPANTS)
    }
    return Days(told[LIST], told[PARTICIPANTS])


def issue(folder: Path, con: Connection, request: Request, inputs: Inputs, facts: Facts, clock: Clock) -> None:
    """Step 8: rows and pairs, the decisions, the workbook for those who decide and the minutes for those who sign."""
    with clock.step("issue"):
        explain_pairs(con, lang=request.lang)
        write_parquets(con, folder)
        write_decisions_csv(folder / DECISIONS, inputs.decisions)
    if request.workbook or request.minutes:
        with clock.step("papers"), ThreadPoolExecutor(1) as typesetter:
            prepare_report(con)
            draft = _drafted(con, request, inputs, facts) if request.minutes else None
            minutes = typesetter.submit(draft.write, folder) if draft else None
            if request.workbook:
                write_review_workbook(con, folder, facts, lang=request.lang, draft=draft)
            if minutes:
                minutes.result()


def _drafted(con: Connection, request: Request, inputs: Inputs, facts: Facts) -> MinutesDraft:
    """The minutes' content; they are Indonesian, so that reasons told in another language are told twice."""
    if request.lang != "id":
        explain_pairs(con, lang="id")
    draft = draft_minutes(con, facts, inputs.letterhead)
    if request.lang != "id" and request.workbook:
        explain_pairs(con, lang=request.lang)
    return draft


def summarise(facts: Facts, found: Found, seconds: Mapping[str, float]) -> dict[str, Any]:
    """What summary.json holds."""
    days = facts.days
    return {
        "version": __version__,
        "period": [show_month(month) for month in facts.period],
        "as_of": {
            LIST: days.list.isoformat() if days.list else None,
            PARTICIPANTS: days.participants.isoformat() if days.participants else None,
            "gap_days": days.gap,
        },
        "inputs": [_input(role, sheet, facts) for role, read in facts.sheets.items() for sheet in read],
        "decisions": {**found.decided, "one_for_two": len(facts.doubtful)},
        **({"state": dict(found.state)} if found.state else {}),
        "buckets": facts.buckets,
        **facts.accounts.summary,
        "checks": [{"name": c.name, "left": c.left, "right": c.right, "holds": c.holds} for c in facts.checks],
        "seconds": dict(seconds),
    }


def _input(role: str, sheet: SheetRead, facts: Facts) -> dict[str, Any]:
    rejected = facts.rejected.get((role, sheet.file, sheet.sheet), 0)
    return {
        "side": role,
        "name": sheet.file,
        "sheet": sheet.sheet,
        "sha256": sheet.sha256,
        "rows": sheet.rows,
        **({"rejected": rejected} if role in facts.buckets else {}),
        "headings": [
            {"position": c.position, "heading": c.heading, "field": c.field, "how": c.how} for c in sheet.columns
        ],
        "left_out": [{"row": left.row, "reason": left.reason} for left in sheet.left_out],
        "hints": dict(sheet.hints),
        "notes": list(sheet.notes),
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
