"""The figures as they are known now: made anew from the record where it moved, left alone where it did not."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from padan.domain.contributions import first_day, month_of
from padan.domain.indicators import Indicator, digest_of, rolled_up
from padan.domain.law import law_data
from padan.domain.months import Month
from padan.web.funds.models import Posting
from padan.web.law.selectors import law_now
from padan.web.many_rows import rows_put
from padan.web.monitoring.definitions import definitions_for, versions_all
from padan.web.monitoring.marks import look, newest_event
from padan.web.monitoring.measures.registry import MEASURES, PARTS, RULE_VERSION
from padan.web.monitoring.measures.spans import Scope, month_number, summed
from padan.web.monitoring.models import FigureSet, IndicatorVersion, Renewal, SetKind, StoredFigure
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate
from padan.web.runs.models import CurrentRun

LONGEST = 12 * 12
"""Months that are kept at most."""

Sums = Mapping[int, Mapping[str, int]]
"""By month number, what each place comes to by itself."""
Placed = dict[str, tuple[int, int | None]]
"""By place: numerator and denominator, all below it included."""


def renew(today: date, *, pause: float = 0.0, then: Callable[[], str] = str) -> str:
    """Make anew what must be, then do what follows from it; says what was done ("" for nothing). Who only reads leaves
    events too: they make nothing anew, and nothing follows.

    `pause`: seconds to be left alone after the last renewal, and ten times as long as it took at least, so that a busy
    day does not keep the worker. What the record held is remembered last: killed before, the next look finds the same.
    """
    renewal = Renewal.objects.first()
    if renewal is not None and pause and _rests(renewal, pause):
        return ""
    found = look(renewal, today)
    if found is None:
        return ""
    if not found.parts:
        _remember(renewal, found.marks)
        return ""
    began, defined = time.monotonic(), _defined()
    known = renewal is not None and renewal.marks.get("defined") == defined
    changed = _renewed(today, found.parts if known else frozenset(PARTS))
    followed = then()
    _remember(renewal, {**found.marks, "defined": defined}, changed, time.monotonic() - began)
    return "; ".join(filter(None, (", ".join(f"{year}-{month:02}" for year, month in changed), followed)))


def _rests(renewal: Renewal, pause: float) -> bool:
    return timezone.now() < renewal.at + timedelta(seconds=max(pause, 10 * renewal.seconds))


def _defined() -> list[int]:
    """Another where an indicator was defined, or the program counts otherwise: then every figure is to be looked at."""
    return [RULE_VERSION, IndicatorVersion.objects.aggregate(newest=Max("pk"))["newest"] or 0]


def _remember(
    renewal: Renewal | None, marks: dict[str, object], changed: Sequence[Month] = (), seconds: float | None = None
) -> None:
    told = renewal or Renewal()
    told.marks = {**told.marks, **marks}
    if seconds is not None:
        told.seconds, told.at = round(seconds, 2), timezone.now()
        told.months = [list(month) for month in changed]
    told.save()


def months_kept(today: date) -> range:
    """The months (numbers) of which figures are kept: from the first that the record tells of to the present one."""
    firsts = [
        Period.objects.aggregate(first=Min("first_month"))["first"],
        _january(Posting.objects.aggregate(first=Min("given__year"))["first"]),
        _january(Candidate.objects.aggregate(first=Min("year"))["first"]),
    ]
    known = [month_number(day) for day in firsts if day is not None]
    last = month_number(today)
    return range(max(min(known), last - LONGEST), last + 1) if known and min(known) <= last else range(0)


def _january(year: int | None) -> date | None:
    return date(year, 1, 1) if year else None


@dataclass
class Sought:
    """Values of measures for a row of months, each measure added up once."""

    scope: Scope
    _sums: dict[str, Sums] = field(default_factory=dict)
    _known: dict[str, set[int]] = field(default_factory=dict)

    def sums(self, key: str) -> Sums:
        """A measure's values."""
        if key not in self._sums:
            self._sums[key] = summed(MEASURES[key].spans(self.scope), self.scope.first, self.scope.last)
        return self._sums[key]

    def known(self, indicator: Indicator, month: int) -> bool:
        """Whether the record tells anything of an indicator for a month."""
        for key in indicator.measures:
            if key not in self._known:
                self._known[key] = MEASURES[key].known(self.scope)
        return all(month in self._known[key] for key in indicator.measures)

    def figures(self, indicator: Indicator, month: int) -> Placed:
        """An indicator's figures for a month, of every place that has any."""
        return placed(
            self.sums(indicator.numerator)[month],
            self.sums(indicator.denominator)[month] if indicator.denominator else None,
        )


def placed(above: Mapping[str, int], below: Mapping[str, int] | None) -> Placed:
    """Numerator and denominator of every place out of what each comes to by itself."""
    one, other = rolled_up(above), rolled_up(below) if below is not None else None
    if other is None:
        return {place: (amount, None) for place, amount in sorted(one.items()) if amount}
    places = sorted({*one, *other})
    found = {place: (one.get(place, 0), other.get(place, 0)) for place in places}
    return {place: pair for place, pair in found.items() if any(pair)}


def _renewed(today: date, parts: frozenset[str]) -> list[Month]:
    months = months_kept(today)
    if not months:
        return []
    known_at = timezone.now()
    sought = Sought(Scope(months[0], months[-1], today))
    whole, told, versions = parts == frozenset(PARTS), provenance(), versions_all()
    return [
        month_of(n)
        for n in months
        if _renew_month(sought, n, computable(definitions_for(n, versions)), parts, whole, known_at, told)
    ]


@dataclass(frozen=True, slots=True)
class Provenance:
    """By what figures are made: law, and what of the record is named in their marks."""

    law: str
    marks: dict[str, object]


def provenance() -> Provenance:
    """As it is now."""
    runs = sorted(CurrentRun.objects.values_list("run_id", flat=True))
    newest = Posting.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    marks = {"rule": RULE_VERSION, "runs": runs, "posting": newest, "event": newest_event()}
    return Provenance(law_digest(), marks)


def law_digest() -> str:
    """SHA-256 of all that the law says as it is recorded now."""
    text = json.dumps(law_data(law_now()), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def touched(indicator: Indicator, parts: frozenset[str]) -> bool:
    """Whether what an indicator rests on moved."""
    return any(parts.intersection(MEASURES[key].parts) for key in indicator.measures)


def computable(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those whose measures are all there: a version may name one that a later program no longer has."""
    return [one for one in indicators if all(key in MEASURES for key in one.measures)]


def _renew_month(
    sought: Sought,
    month: int,
    indicators: Sequence[Indicator],
    parts: frozenset[str],
    whole: bool,
    known_at: datetime,
    told: Provenance,
) -> bool:
    """Whether anything of a month changed."""
    kept = FigureSet.objects.filter(month=first_day(month_of(month)), kind=SetKind.NOW).first()
    before = dict(kept.digests) if kept else {}
    wanted = [one for one in indicators if whole or kept is None or touched(one, parts)]
    made = {one.key: sought.figures(one, month) for one in wanted if sought.known(one, month)}
    gone = set(before) - {one.key for one in indicators} | {one.key for one in wanted if one.key not in made}
    digests = {key: figures_digest(found) for key, found in made.items()}
    moved = {key for key, digest in digests.items() if before.get(key) != digest}
    after = {**{key: value for key, value in before.items() if key not in gone}, **digests}
    versions = {one.key: one.version for one in indicators if one.key in after}
    if kept is None and not after:
        return False
    with transaction.atomic():
        held = kept or FigureSet(month=first_day(month_of(month)), kind=SetKind.NOW)
        held.known_at, held.known, held.digests, held.versions = known_at, sorted(after), after, versions
        held.definitions = digest_of(one for one in indicators if one.key in after)
        held.law, held.marks = told.law, told.marks
        held.save()
        held.figures.filter(key__in=moved | (gone & set(before))).delete()
        rows_put(stored(held, {key: made[key] for key in moved}))
    return bool(moved or gone & set(before))


def stored(held: FigureSet, made: Mapping[str, Placed]) -> list[StoredFigure]:
    """Figures as rows of a set."""
    return [
        StoredFigure(set=held, key=key, place=place, numerator=one, denominator=other)
        for key, found in made.items()
        for place, (one, other) in found.items()
    ]


def figures_digest(found: Placed) -> str:
    """SHA-256 over an indicator's figures of a month."""
    return hashlib.sha256(json.dumps(sorted(found.items())).encode()).hexdigest()
