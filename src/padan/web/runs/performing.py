"""One run of a period, from the record to a published snapshot in the record.

begin -> hand over -> the engine -> store -> publish. A worker that dies leaves a run that the next one calls abandoned;
nothing of it is ever shown, for only `publish` moves the pointer that pages follow.
"""

import hashlib
import logging
import shutil
import socket
import time
import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from padan import __version__, pipeline
from padan.domain.errors import PadanError
from padan.domain.months import Month
from padan.web.audit.services import event_append
from padan.web.periods.models import Kind, Period
from padan.web.refusals import both
from padan.web.runs.asking import can_run, marks_of
from padan.web.runs.handing_over import Inputs, inputs_write
from padan.web.runs.holding import held
from padan.web.runs.models import CurrentRun, Run, RunPair, RunRow, RunState
from padan.web.runs.rating import rates_in_force
from padan.web.runs.storing import Store, rows_handed

LOG = logging.getLogger("padan.web.runs")
DEAD_AFTER = timedelta(seconds=60)
BATCH = 2000
WRITTEN_EVERY = 0.5
"""Seconds between two notes of how far a step is."""

Tell = Callable[[str, int, int], None]
"""Told the step (a key of `progress.STEPS`), how much of it is done, and of how much. What it raises stops the run."""

Published = Callable[[Run], None]


class RunStoppedError(Exception):
    """Raised by `tell`: the worker was asked to end. The run is begun again by the next one."""


def run_perform(
    *, period: Period, tell: Tell = lambda step, done, total: None, on_published: Published = lambda run: None
) -> Run | None:
    """Run a period. `on_published` is called in the transaction that publishes. None where another worker is at it.

    What stops the engine with a sentence (or is our fault) is kept as the FAILED run's `fault`; a database that
    cannot be reached is raised.
    """
    folder = Path(settings.HOME) / "keadaan" / period.key
    with held(folder) as mine:
        run = _begin(period) if mine else None
        if run is None:
            return None
        try:
            return _performed(run, folder, _Pulse(run, tell), on_published)
        except RunStoppedError:
            _end(run, RunState.ABANDONED)
            raise
        except PadanError as error:
            _end(run, RunState.FAILED, both(error))
        except DatabaseError:
            raise
        except Exception as error:
            _end(run, RunState.FAILED, _our_fault(error))
        finally:
            shutil.rmtree(folder / "kerja", ignore_errors=True)
    return run


def _begin(period: Period) -> Run | None:
    """A new run, once what was left running by dead workers is called abandoned. The period's row is held while the
    moment and the marks are taken: a change is either seen by this run or later than it."""
    try:
        with transaction.atomic():
            asked = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
            if asked.closed_at is not None or not can_run(asked) or not _others_ended(asked):
                return None
            number = Run.objects.filter(period=asked).aggregate(last=Max("number"))["last"] or 0
            return Run.objects.create(
                period=asked, number=number + 1, began_at=timezone.now(), heartbeat_at=timezone.now(), step="hand_over",
                marks=marks_of(asked), versions={"padan": __version__}, worker=socket.gethostname()[:255],
            )  # fmt: skip
    except IntegrityError:
        return None


def _others_ended(period: Period) -> bool:
    """Whether nobody else runs the period. Whoever holds the folder knows that no other worker of this machine does."""
    now = timezone.now()
    for other in Run.objects.select_for_update().filter(period=period, state=RunState.RUNNING):
        if other.worker != socket.gethostname()[:255] and now - other.heartbeat_at < DEAD_AFTER:
            return False
        other.state, other.ended_at = RunState.ABANDONED, now
        other.save(update_fields=["state", "ended_at"])
    return True


@dataclass
class _Pulse:
    """Writes down how far the run is, so that a page can say so, and that its worker lives."""

    run: Run
    tell: Tell
    written: float = 0.0

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        self.tell(step, done, total)
        now = time.monotonic()
        if step == self.run.step and now - self.written < WRITTEN_EVERY:
            return
        self.written = now
        self.run.step, self.run.done, self.run.total, self.run.heartbeat_at = step, done, total, timezone.now()
        self.run.save(update_fields=["step", "done", "total", "heartbeat_at"])


def _performed(run: Run, folder: Path, pulse: _Pulse, on_published: Published) -> Run:
    work = folder / "kerja"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    inputs = inputs_write(run.period, work, lambda done, of: pulse("hand_over", done, of))
    run.inputs = [_input(handed) for handed in inputs.files]
    run.save(update_fields=["inputs"])
    store, summary = _reckoned(run, folder, inputs, pulse)
    pulse("publish")
    _publish(run, summary, store, rows_handed(inputs), on_published)
    return run


def _input(handed: Any) -> dict[str, Any]:
    upload = handed.upload
    return {
        "upload": upload.pk,
        "kind": handed.kind,
        "office": handed.office.name,
        "filename": upload.filename,
        "sha256": upload.sha256,
        "rows": len(handed.rows),
    }


def _reckoned(run: Run, folder: Path, inputs: Inputs, pulse: _Pulse) -> tuple[Store, dict[str, Any]]:
    """The engine's run with the period's kept state; where the state itself is what stops it, once more without."""
    try:
        return _engine(run, folder, inputs, pulse)
    except (PadanError, RunStoppedError, DatabaseError):
        raise
    except Exception as error:
        if not (folder / "mesin").exists():
            raise
        LOG.warning("pencocokan %s: keadaan simpanan dibuat ulang (%s)", run.pk, _place_of(error))
        shutil.rmtree(folder / "mesin", ignore_errors=True)
        rows_drop(run)
        return _engine(run, folder, inputs, pulse)


def _engine(run: Run, folder: Path, inputs: Inputs, pulse: _Pulse) -> tuple[Store, dict[str, Any]]:
    request = pipeline.Request(
        lists=inputs.paths(Kind.LIST),
        participants=inputs.paths(Kind.PARTICIPANTS),
        payments=inputs.paths(Kind.PAYMENTS),
        posts=inputs.paths(Kind.POSTS),
        groups=(*inputs.register, *inputs.paths(Kind.GROUPS)),
        out=folder / "kerja" / "hasil",
        period=_months(run.period),
        as_of=inputs.days,
        decisions=(inputs.decisions,),
        state=folder / "mesin",
        workbook=False,
        minutes=False,
        rates=rates_in_force(),
    )
    store = Store(run, run.period, inputs, lambda done, of: pulse("store", done, of))

    def tell(done: int, of: int, message: str) -> None:
        if done < of:
            pulse(request.steps[done])

    outcome = pipeline.run(request, tell, store)
    return store, _with_owed(dict(outcome.summary), store)


def _with_owed(summary: dict[str, Any], store: Store) -> dict[str, Any]:
    """What each office owes by both readings of a segment that is not settled stands beside what all of them owe."""
    money = summary.get("money")
    if not money:
        return summary
    segments = {found["segment"] for found in money["readings"]}
    return {**summary, "money": {**money, "readings_by_office": store.owed(segments)}}


def _months(period: Period) -> tuple[Month, ...]:
    first, last = period.first_month, period.last_month
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple((n // 12, n % 12 + 1) for n in numbers)


def _publish(run: Run, summary: dict[str, Any], store: Store, handed: int, on_published: Published) -> None:
    """Move the pointer, in one transaction with what hangs on it. Nothing that is half there, or that another worker
    has given up, is published."""
    stored = RunRow.objects.filter(run=run).count()
    if not handed == store.rows == stored:
        raise RuntimeError(f"rows handed over {handed}, stored {stored}")
    summary.pop("inputs", None)
    with transaction.atomic():
        Period.objects.select_for_update(no_key=True).get(pk=run.period_id)
        if Run.objects.get(pk=run.pk).state != RunState.RUNNING:
            raise RunStoppedError
        run.state, run.ended_at, run.summary = RunState.PUBLISHED, timezone.now(), summary
        run.step, run.done, run.total = "publish", 0, 0
        run.versions = {**run.versions, "state": summary.get("state", {})}
        run.save()
        CurrentRun.objects.update_or_create(period_id=run.period_id, defaults={"run": run})
        detail = {"period": run.period.key, "number": run.number, "rows": store.rows, "pairs": store.pairs}
        event_append(action="runs.publish", about=run, detail=detail)
        on_published(run)


def _end(run: Run, state: RunState, fault: str = "") -> None:
    """The run ends unpublished, and its rows go."""
    with transaction.atomic():
        ended = Run.objects.filter(pk=run.pk, state=RunState.RUNNING)
        if ended.update(state=state, ended_at=timezone.now(), fault=fault) and state == RunState.FAILED:
            event_append(action="runs.fail", about=run, detail={"period": run.period.key, "number": run.number})
    run.refresh_from_db()
    rows_drop(run)


def _our_fault(error: Exception) -> str:
    """A sentence and a number that names the place in the program: never the data, which may be a person's."""
    name = _place_of(error)
    LOG.error("pencocokan gagal: %s", name)
    return (
        f"Kesalahan program {name}: bukan kesalahan data Anda; hasil sebelumnya tetap berlaku. "
        "Sampaikan nomor ini kepada pengelola sistem, lalu jalankan lagi.\n\n"
        f"A fault of the program, {name}: not of your data; the previous results stand. "
        "Tell the system administrator this number, then run it again."
    )


def _place_of(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = "|".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    number = hashlib.sha256(f"{type(error).__name__}|{place}".encode()).hexdigest()[:8]
    last = frames[-1] if frames else None
    return f"{number} ({type(error).__name__}, {Path(last.filename).name}:{last.lineno})" if last else number


def rows_drop(run: Run) -> None:
    """Take a run's rows and pairs away, a batch a transaction."""
    for model in (RunPair, RunRow):
        while ids := list(model.objects.filter(run=run).order_by().values_list("pk", flat=True)[:BATCH]):
            model.objects.filter(pk__in=ids).delete()


def runs_prune(*, period: Period, needed: Collection[int] = ()) -> int:
    """Take away the rows of runs that nobody needs: kept are the current one, the one published before it, one that is
    running, and those in `needed` (signed, or under an open case). How many runs were pruned."""
    published = Run.objects.filter(period=period, state=RunState.PUBLISHED, pruned_at=None)
    current = CurrentRun.objects.filter(period=period).values_list("run_id", flat=True).first()
    before = [pk for pk in published.order_by("-number").values_list("pk", flat=True) if pk != current][:1]
    kept: set[int | None] = {*needed, *before, current}
    pruned = 0
    for run in Run.objects.filter(period=period, pruned_at=None).exclude(state=RunState.RUNNING).order_by("number"):
        if run.pk not in kept:
            rows_drop(run)
            run.pruned_at = timezone.now()
            run.save(update_fields=["pruned_at"])
            pruned += 1
    return pruned
