"""What the worker looks for, once a second: whatever follows from the record and is not yet done.

There is no queue. A job asks the database what is to be done and does it; killed at any moment, the next look finds the
same work (docs/decisions/0010).
"""

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Model
from django.utils import timezone

from padan.web.accounts.sittings import sessions_clear
from padan.web.audit.chain import seal_pending
from padan.web.cover.models import FormerMonth, PersonMonth, Standing
from padan.web.cover.services import books_due, books_refresh, months_due, months_refresh
from padan.web.evaluation.computing import evaluations_compute
from padan.web.followup.models import EarlyWarning
from padan.web.followup.services import meeting_papers_print, nudges_by_rule, nudges_send, warnings_refresh
from padan.web.funds.services import names_weigh
from padan.web.monitoring.models import StoredFigure
from padan.web.monitoring.services import PAUSE, figures_refresh
from padan.web.official.models import SignOff
from padan.web.official.services import papers_print
from padan.web.opendata.services import publications_make
from padan.web.periods.models import Period
from padan.web.periods.services import reminders_send
from padan.web.planner import tables_measure
from padan.web.protection.models import Candidate, Person, PersonPair, PersonSource
from padan.web.protection.services import persons_link, persons_refresh_pending
from padan.web.reports.printing import reports_print
from padan.web.review.models import UNFINISHED, Case, CaseOffice, CaseState
from padan.web.review.services import cases_refresh
from padan.web.runs.asking import waiting
from padan.web.runs.heartbeat import beating
from padan.web.runs.models import Run, RunPair, RunRow, RunState
from padan.web.runs.services import RunStoppedError, run_perform, runs_prune
from padan.web.selection.models import Choice, Pot
from padan.web.selection.services import selections_perform

LOG = logging.getLogger("padan.web.jobs")
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds that a job which failed is left alone, at first and at most."""

Stop = Callable[[], bool]
"""Whether the worker was asked to end."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to look for. `act` does one round of it and says what it did ("" for nothing); `fills`: tables that it
    writes many rows to, which the database measures afterwards; `words`: what the worker's lines call it."""

    name: str
    act: Callable[[Stop], str]
    fills: tuple[type[Model], ...] = ()
    words: str = ""

    @property
    def called(self) -> str:
        """Its words, else its name."""
        return self.words or self.name


def _runs(stop: Stop) -> str:
    """Run the periods whose accepted files or verdicts no run has read yet."""
    done = []
    for period in waiting():
        if stop():
            break

        def tell(step: str, at: int, of: int) -> None:
            if stop():
                raise RunStoppedError

        with beating(period):
            run = run_perform(period=period, tell=tell, on_published=_published)
        if run is not None:
            runs_prune(period=period, needed=_needed(period))
            done.append(f"{period.key} #{run.number} {RunState(run.state).label}")
    return ", ".join(done)


def _published(run: Run) -> None:
    """What must become true in the very transaction that publishes a run."""
    cases_refresh(run=run)


def _needed(period: Period) -> set[int]:
    """Runs whose rows must stay: under a signature, or under a case that somebody still owes an answer."""
    signed = SignOff.objects.filter(period=period).values_list("run_id", flat=True)
    asked = Case.objects.filter(period=period, state__in=[*UNFINISHED, CaseState.CARRIED]).values_list(
        "run_id", flat=True
    )
    return {*signed, *asked.distinct()}


def _seal(stop: Stop) -> str:
    return _said(seal_pending())


def _remind(stop: Stop) -> str:
    return _said(reminders_send())


def _print(stop: Stop) -> str:
    return _said(papers_print())


def _sessions(stop: Stop) -> str:
    return _said(sessions_clear())


def _persons(stop: Stop) -> str:
    """Rows of published runs tied to persons, then new persons compared with those of other periods."""
    return "; ".join(filter(None, (persons_refresh_pending(), persons_link())))


def _cover(stop: Stop) -> str:
    """Months of cover of each published run whose rows are tied to persons."""
    done = []
    for run in months_due():
        if stop():
            break
        months_refresh(run)
        done.append(f"{run.period.key} #{run.number}")
    return ", ".join(done)


def _books(stop: Stop) -> str:
    """Months that the ledger's payments by name tell of, once they are resolved; a site without any run has these."""
    if not books_due():
        return ""
    told = books_refresh()
    return f"{told['months']} bulan dibayar, {told['unpaid']} belum"


def _names(stop: Stop) -> str:
    """Whom of the record the names on bills may mean, once names or people have changed."""
    return names_weigh()


def _select(stop: Stop) -> str:
    return _said(selections_perform())


def _meetings(stop: Stop) -> str:
    """Reminders of late follow-ups (once a day, where Bappeda has switched that on), and papers of meetings."""
    written = nudges_by_rule(timezone.now())
    return "; ".join(filter(None, (_said(written), _said(nudges_send()), _said(meeting_papers_print()))))


def _figures(stop: Stop) -> str:
    return figures_refresh(timezone.localdate(), pause=PAUSE)


def _evaluate(stop: Stop) -> str:
    return evaluations_compute(timezone.localdate())


def _publish(stop: Stop) -> str:
    return publications_make()


def _warn(stop: Stop) -> str:
    return warnings_refresh(timezone.localdate())


def _reports(stop: Stop) -> str:
    return reports_print(stop=stop)


def _said(done: int) -> str:
    return str(done) if done else ""


QUICK: tuple[Job, ...] = (
    Job("seal", _seal, words="segel jejak"),
    Job("remind", _remind, words="pengingat"),
    Job("print", _print, words="berita acara"),
    Job("sessions", _sessions, words="sesi lama dihapus"),
    Job("meetings", _meetings, words="rapat"),
)
"""Jobs that must not wait for a run; events are sealed within seconds whatever else goes on."""

LONG: tuple[Job, ...] = (
    Job("run", _runs, (RunRow, RunPair, Case, CaseOffice), words="pencocokan"),
    Job("persons", _persons, (Person, PersonSource, PersonPair, Candidate), words="orang"),
    Job("cover", _cover, (PersonMonth, FormerMonth, Standing), words="bulan perlindungan"),
    Job("books", _books, (PersonMonth, Standing), words="buku kas"),
    Job("names", _names, words="nama pada tagihan"),
    Job("select", _select, (Choice, Pot), words="penetapan"),
    Job("figures", _figures, (StoredFigure,), words="angka"),
    Job("publish", _publish, words="data terbuka"),
    Job("reports", _reports, words="laporan"),
    Job("warn", _warn, (EarlyWarning,), words="peringatan"),
    Job("evaluate", _evaluate, words="evaluasi"),
)
"""Jobs that take a while."""

JOBS: tuple[Job, ...] = (*QUICK, *LONG)


@dataclass
class Pauses:
    """Jobs that failed, and until when they are left alone: twice as long after each failure in a row."""

    until: dict[str, float] = field(default_factory=dict)
    length: dict[str, float] = field(default_factory=dict)

    def rests(self, name: str) -> bool:
        """Whether a job is left alone now."""
        return time.monotonic() < self.until.get(name, 0.0)

    def failed(self, name: str) -> float:
        """Leave it alone for a while; gives the seconds."""
        pause = min(self.length.get(name, FIRST_PAUSE / 2) * 2, LONGEST_PAUSE)
        self.length[name], self.until[name] = pause, time.monotonic() + pause
        return pause

    def succeeded(self, name: str) -> None:
        """It works again."""
        self.length.pop(name, None)
        self.until.pop(name, None)


def tick(*, stop: Stop = lambda: False, pauses: Pauses | None = None, jobs: Sequence[Job] = JOBS) -> list[str]:
    """One round of all that is to be done; says what was done. A job that crashes does not stop the others."""
    resting = pauses or Pauses()
    done: list[str] = []
    for job in jobs:
        if stop() or resting.rests(job.name):
            continue
        try:
            said = job.act(stop)
        except RunStoppedError:
            return done
        except Exception as error:
            pause = resting.failed(job.name)
            LOG.error("pekerjaan %s gagal, dicoba lagi dalam %.0f detik: %s", job.called, pause, _where(error))
            continue
        resting.succeeded(job.name)
        if said:
            tables_measure(job.fills)
            done.append(f"{job.called}: {said}")
    return done


def _where(error: Exception) -> str:
    """The kind of fault and its place in the program: its message may hold a person's data."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} pada {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
