"""What the worker computes, and when: whatever the record says otherwise than when it was computed last.

Statistics of a whole city take seconds, so no page computes them. A look at the trail's newest event tells that nothing
has changed; else the marks of each matter are compared with those of its result.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Model
from django.utils import timezone

from padan.domain.law import law_data
from padan.web.audit.changes import changes_until, newest_event
from padan.web.cover.models import Claim, PersonMonth, Refreshed
from padan.web.cover.standing import run_newest
from padan.web.evaluation.computing_effect import effect_of, effects_asked
from padan.web.evaluation.computing_lists import quality_of
from padan.web.evaluation.computing_people import coverage_of, incidence_of, targeting_of
from padan.web.evaluation.computing_poverty import poverty_of
from padan.web.evaluation.computing_worth import table_now, worth_of
from padan.web.evaluation.gathering import Month
from padan.web.evaluation.models import Computed, MortalityTable, PovertyLine, WelfareSheet, WelfareState
from padan.web.evaluation.telling import Kept
from padan.web.funds.models import Posting
from padan.web.law.selectors import law_now, rates_mark
from padan.web.monitoring.measures.spans import month_number
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate, Family, Person
from padan.web.review.models import Case
from padan.web.runs.models import CurrentRun

VERSION = 2
"""Raised when a figure is computed otherwise than before."""
EVERY = 300.0
"""Seconds after which all is looked at again though the trail says that nothing happened: of two events written at once
the lower one may become visible last."""
_LOOKED: dict[str, Any] = {}
"""The trail's newest event at the last look of this process, the newest that tell of a change, and until when nothing
else is looked at."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to compute: its key, its month, what it rests on, and how."""

    key: str
    month: date
    rests_on: tuple[str, ...]
    make: Callable[[], Kept]


def evaluations_compute(today: date) -> str:
    """Compute what has changed; says what was computed. One matter that fails does not stop the others; its fault is
    raised after them."""
    newest = newest_event()
    if time.monotonic() < _LOOKED.get("until", 0.0) and _LOOKED.get("event") == newest:
        return ""
    changes = changes_until(newest[0] if newest else 0)
    if time.monotonic() < _LOOKED.get("until", 0.0) and changes <= _LOOKED["changes"]:
        _LOOKED.update(event=newest)
        return ""
    marks, done, faults = Marks(), [], []
    for matter in matters(today):
        try:
            done += [matter.key] if _compute(matter, marks) else []
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    _LOOKED.update(event=newest, changes=changes, until=time.monotonic() + EVERY)
    return ", ".join(done)


def _compute(matter: Matter, marks: "Marks") -> bool:
    digest = marks.digest(matter)
    held = Computed.objects.filter(key=matter.key, month=matter.month).first()
    if held is not None and held.marks == digest:
        return False
    result = matter.make()
    with transaction.atomic():
        Computed.objects.update_or_create(
            key=matter.key, month=matter.month,
            defaults={"marks": digest, "result": result, "made_at": timezone.now()},
        )  # fmt: skip
    return True


PEOPLE = ("cover", "people", "law")


def matters(today: date) -> Iterator[Matter]:
    """Everything that can be computed of the record as it is."""
    run = run_newest()
    if run is not None and Refreshed.objects.filter(run=run).exists():
        yield from _of_month(Month(month_number(run.period.last_month), today))
        period = run.period
        yield Matter("quality", period.last_month, ("lists",), partial(quality_of, period))
    for sheet in WelfareSheet.objects.filter(state=WelfareState.ACCEPTED).order_by("pk"):
        yield Matter(f"poverty:{sheet.pk}", sheet.month, ("welfare", "cover"), partial(poverty_of, sheet))
    for asked in effects_asked():
        first = date(asked.year, 1, 1)
        yield Matter(f"effect:{asked.key}", first, ("money", *PEOPLE), partial(effect_of, asked, today))


def _of_month(month: Month) -> Iterator[Matter]:
    day = month.first_day
    programmes = sorted(set(Candidate.objects.filter(year=month.year).values_list("programme", flat=True)))
    for programme in programmes:
        yield Matter(f"targeting:{programme}", day, PEOPLE, partial(targeting_of, month, programme))
    for programme in ("", *programmes):
        yield Matter(f"incidence:{programme}", day, PEOPLE, partial(incidence_of, month, programme))
    yield Matter("coverage", day, PEOPLE, partial(coverage_of, month))
    table = table_now()
    if table is not None:
        yield Matter("worth", day, ("worth", *PEOPLE), partial(worth_of, month, table))


class Marks:
    """What the record holds, by part; each part is asked once."""

    def __init__(self) -> None:
        self._held: dict[str, Any] = {}

    def digest(self, matter: Matter) -> str:
        """Changes whenever a part that a matter rests on does."""
        told = [VERSION, *(self._part(name) for name in matter.rests_on)]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()

    def _part(self, name: str) -> Any:
        if name not in self._held:
            self._held[name] = _PARTS[name]()
        return self._held[name]


def _counted(model: type[Model], *newest: str) -> dict[str, Any]:
    told = {name: Max(name) for name in newest}
    return model._default_manager.aggregate(n=Count("pk"), **told)


def _cover() -> Any:
    return [_counted(Refreshed, "at"), _counted(PersonMonth, "pk"), _counted(CurrentRun, "run")]


def _people() -> Any:
    died = Person.objects.exclude(died_on=None).aggregate(n=Count("pk"), last=Max("died_on"))
    merged = Person.objects.exclude(merged_into=None).count()
    steps = list(Candidate.objects.order_by("state", "step").values_list("state", "step").annotate(n=Count("pk")))
    return [_counted(Candidate, "judged_at", "pk"), steps, _counted(Family, "pk"), died, merged]


def _law() -> Any:
    return [law_data(law_now()), rates_mark()]


_PARTS: dict[str, Callable[[], Any]] = {
    "cover": _cover,
    "people": _people,
    "law": _law,
    "lists": lambda: [_counted(CurrentRun, "run"), _counted(Case, "changed_at"), _counted(Period, "changed_at")],
    "money": lambda: _counted(Posting, "pk"),
    "welfare": lambda: [
        _counted(PovertyLine, "pk", "withdrawn_at"),
        _counted(WelfareSheet, "pk", "accepted_at"),
    ],
    "worth": lambda: [
        _counted(MortalityTable, "pk", "withdrawn_at"),
        _counted(PovertyLine, "pk", "withdrawn_at"),
        list(
            Claim.objects.order_by()
            .values_list("covered", "state")
            .annotate(n=Count("pk"))
            .order_by("covered", "state")
        ),
    ],
}
