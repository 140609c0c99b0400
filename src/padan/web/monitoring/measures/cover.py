"""Who is protected in which month, who is about to lapse, who is paid for twice or after death, and open claims."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from padan.domain.contributions import month_of
from padan.domain.cover_months import NOT_INSURED, LapseAfter, lapses_next, protected, unpaid_runs
from padan.domain.double_protection import Protection, doubles_of
from padan.domain.rates import Rates
from padan.web.cover.models import Claim, ClaimStep, PersonMonth, Refreshed
from padan.web.monitoring.measures.spans import Scope, Span, below, month_number, runs_of
from padan.web.protection.models import Person

LOOKED_BACK = 12
"""Months before the first one that are read, so that a row of unpaid ones is known."""
AT_ONCE = 10_000
"""Persons named in one question."""
SETTLED = ("paid", "withdrawn")

_Month = tuple[int, str, str, int]
"""Of one month of a person in a segment: month, fact, status, office."""
Limits = Callable[[str, int], int | None]
"""Segment and month -> after how many unpaid months in a row cover ends; None: after none."""


def known(scope: Scope) -> set[int]:
    """Months of periods whose run stands in the record."""
    found: set[int] = set()
    periods = Refreshed.objects.filter(run__in=_current()).order_by()
    for first, last in periods.values_list("run__period__first_month", "run__period__last_month"):
        found.update(range(month_number(first), month_number(last) + 1))
    return {month for month in found if scope.first <= month <= scope.last}


def told_of_programmes(scope: Scope, registered: Mapping[int, frozenset[int]]) -> set[int]:
    """Months of which the record tells who is covered by the grant: those of a run, and those in which the ledger tells
    of somebody at every office that has people registered for the year. Where a single office is silent, a month
    without a run stays unknown: its people would look uncovered. `registered`: year -> these offices."""
    months = date(*month_of(scope.first), 1), date(*month_of(scope.last), 1)
    rows = PersonMonth.objects.filter(month__range=months, by_ledger__isnull=False).order_by()
    found: dict[int, set[int]] = defaultdict(set)
    for day, office in rows.values_list("month", "office_id").distinct():
        found[month_number(day)].add(office)
    whole = {month for month, offices in found.items() if registered.get(month // 12, frozenset()) <= offices}
    return known(scope) | {month for month in whole if registered.get(month // 12)}


def _current() -> QuerySet[Any]:
    from_periods = Refreshed.objects.filter(run__period__current__isnull=False, run__period__current__run=F("run"))
    return from_periods.order_by().values("run")


@dataclass
class _Covered:
    """What is known of everybody: months as bits from the scope's first."""

    bits: dict[int, int] = field(default_factory=dict)
    by_place: list[tuple[int, str, int]] = field(default_factory=list)
    lapsing: list[tuple[int, str, int]] = field(default_factory=list)


def _tell(scope: Scope, persons: QuerySet[Any] | None) -> _Covered:
    """Read everybody's months once, person after person."""
    told = _Covered()
    limits = _limits(scope.rates)
    deaths = {pk: month_number(day) for pk, day in _deaths()}
    for person, months in _by_person(scope, persons):
        _add(told, scope, person, months, limits, deaths.get(person))
    return told


def _deaths() -> Iterable[tuple[int, date]]:
    return ((pk, day) for pk, day in Person.objects.exclude(died_on=None).values_list("pk", "died_on") if day)


def _limits(rates: Rates) -> Limits:
    """After how many unpaid months a segment's cover ends, in a month, under its first reading."""

    @lru_cache(maxsize=4096)
    def limit(segment: str, month: int) -> int | None:
        readings = rates.readings(segment, month_of(month))
        rule = rates.cover(readings[0], month_of(month)) if readings else None
        return rule.lapse_after if rule else None

    return limit


def _by_person(scope: Scope, persons: QuerySet[Any] | None) -> Iterator[tuple[int, dict[str, list[_Month]]]]:
    first, last = month_of(scope.first - LOOKED_BACK), month_of(scope.last)
    rows = PersonMonth.objects.filter(month__range=(date(*first, 1), date(*last, 1)))
    if persons is not None:
        rows = rows.filter(person__in=persons)
    numbers: dict[date, int] = {}
    current = 0
    months: dict[str, list[_Month]] = defaultdict(list)
    fields = ("person_id", "month", "segment", "fact", "status", "office_id")
    for person, day, segment, fact, status, office in (
        rows.order_by("person_id", "month", "segment").values_list(*fields).iterator(10_000)
    ):
        if person != current:
            if months:
                yield current, months
            current, months = person, defaultdict(list)
        month = numbers.get(day)
        if month is None:
            month = numbers[day] = month_number(day)
        months[segment].append((month, fact, status, office))
    if months:
        yield current, months


def _add(
    told: _Covered, scope: Scope, person: int, months: Mapping[str, Sequence[_Month]], limits: Limits, death: int | None
) -> None:
    """One person: each month counts once, at the office of the first segment that protects him in it. He is about to
    lapse in a month if no segment protects him beyond the next."""
    covered, safe = 0, 0
    by_place: dict[str, int] = {}
    for segment in sorted(months):
        for month, office, stays in _protecting(months[segment], partial(limits, segment)):
            if month < scope.first or (death is not None and month >= death):
                continue
            bit = 1 << (month - scope.first)
            if not covered & bit:
                place = scope.places[office]
                by_place[place] = by_place.get(place, 0) | bit
            covered |= bit
            safe |= bit if stays else 0
    if covered:
        told.bits[person] = covered
        told.by_place += [(person, place, bits) for place, bits in by_place.items()]
        told.lapsing += [(person, place, bits & ~safe) for place, bits in by_place.items() if bits & ~safe]


def _protecting(rows: Sequence[_Month], limit: LapseAfter) -> Iterator[tuple[int, int, bool]]:
    """The months of a segment in which it protects: month, office, and whether it still does after the next one if
    that is not paid."""
    for (month, fact, status, office), (_, run) in zip(rows, unpaid_runs((r[0], r[1]) for r in rows), strict=True):
        if _insured(fact, status) and protected(month, run, limit):
            yield month, office, not lapses_next(month, run, limit)


def _insured(fact: str, status: str) -> bool:
    return status not in NOT_INSURED and not (status == "review" and fact == "unclear")


def _everybody(scope: Scope) -> _Covered:
    persons = None
    if scope.place:
        here = PersonMonth.objects.filter(below("office__region__code", scope.place))
        persons = here.order_by().values("person")
    return scope.once("covered", lambda told: _tell(told, persons))


def protected_bits(scope: Scope, persons: QuerySet[Any] | None) -> Mapping[int, int]:
    """Everybody's protected months as bits; `persons`: of these alone."""
    return _everybody(scope).bits if persons is None else _tell(scope, persons).bits


def _spans(scope: Scope, told: Iterable[tuple[int, str, int]]) -> Iterator[Span]:
    for person, place, bits in told:
        for first, last in runs_of(bits, scope.first):
            yield Span(place, first, last, "person", person)


def covered(scope: Scope) -> Iterator[Span]:
    """Everybody who is protected."""
    return _spans(scope, _everybody(scope).by_place)


def lapsing(scope: Scope) -> Iterator[Span]:
    """Who lapses if the next month is not paid either; not who stays protected in another segment."""
    return _spans(scope, _everybody(scope).lapsing)


def families_lapsing(scope: Scope) -> Iterator[Span]:
    """Families, by the number of the family card, with somebody about to lapse: once a month, at the first place of
    those who are. People without a card number count in no family."""
    told = _tell(scope, _here_with_kin(scope)).lapsing if scope.place else _everybody(scope).lapsing
    cards = _cards({person for person, _, _ in told})
    found: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for person, place, bits in told:
        if card := cards.get(person):
            found[card][place].append((person, bits))
    for places in found.values():
        taken = 0
        for place, members in sorted(places.items()):
            bits = 0
            for _person, theirs in members:
                bits |= theirs & ~taken
            taken |= bits
            for first, last in runs_of(bits, scope.first):
                yield Span(place, first, last, "family", min(person for person, _ in members))


def _here_with_kin(scope: Scope) -> QuerySet[Any]:
    here = PersonMonth.objects.filter(below("office__region__code", scope.place)).order_by().values("person")
    cards = Person.objects.filter(pk__in=here).exclude(no_kk="").order_by().values("no_kk")
    return Person.objects.filter(Q(pk__in=here) | Q(no_kk__in=cards)).order_by().values("pk")


def _cards(persons: Iterable[int]) -> dict[int, str]:
    """The number of the family card of each of these who has one."""
    found: dict[int, str] = {}
    ids = sorted(persons)
    for at in range(0, len(ids), AT_ONCE):
        rows = Person.objects.filter(pk__in=ids[at : at + AT_ONCE]).exclude(no_kk="").order_by()
        found.update(rows.values_list("pk", "no_kk"))
    return found


Paid = tuple[int, int]
"""A person and a month."""


def _paid(scope: Scope) -> QuerySet[PersonMonth]:
    first, last = month_of(scope.first), month_of(scope.last)
    rows = PersonMonth.objects.filter(month__range=(date(*first, 1), date(*last, 1)), paid__gt=0)
    if scope.place:
        here = PersonMonth.objects.filter(below("office__region__code", scope.place)).order_by().values("person")
        rows = rows.filter(person__in=here)
    return rows


def _dead(scope: Scope) -> dict[Paid, str]:
    """Where each person who was paid for after death counts, by month."""
    after = _paid(scope).filter(Q(status="after_death") | Q(person__died_on__lt=F("month")))
    rows = after.order_by("person_id", "month", "segment").values_list("person_id", "month", "office_id")
    found: dict[Paid, str] = {}
    for person, day, office in rows:
        found.setdefault((person, month_number(day)), scope.places[office])
    return found


def _twice(scope: Scope) -> dict[Paid, str]:
    """Where each person who was paid for more than once counts, by month: at the payment that is one too many."""
    found: dict[Paid, str] = {}
    both = Q(times__gt=1, due__gt=0, paid__gte=F("due"))
    same = _paid(scope).filter(Q(status="paid_twice") | both).exclude(source__in=("employer", "mandiri"))
    for person, day, office in same.order_by("person_id", "month", "segment").values_list(
        "person_id", "month", "office_id"
    ):
        found.setdefault((person, month_number(day)), scope.places[office])
    for key, rows in _several(scope).items():
        protections = [_protection(key[0], row) for row in rows]
        if any(not double.questions_only for double in doubles_of(protections)):
            found.setdefault(key, scope.places[_one_too_many(rows)])
    return found


def _several(scope: Scope) -> dict[Paid, list[PersonMonth]]:
    """The payments of persons who have more than one in a month."""
    pairs = _paid(scope).order_by().values("person", "month").annotate(n=Count("pk")).filter(n__gt=1)
    wanted = {(line["person"], line["month"]) for line in pairs}
    rows = _paid(scope).filter(person__in=pairs.values("person")).select_related("office").order_by("pk")
    found: dict[Paid, list[PersonMonth]] = defaultdict(list)
    for row in rows:
        if (row.person_id, row.month) in wanted:
            found[row.person_id, month_number(row.month)].append(row)
    return found


def _protection(person: int, row: PersonMonth) -> Protection:
    return Protection(person, row.segment, row.source, row.office.name, row.due, reference=row.office_id)


def _one_too_many(rows: Sequence[PersonMonth]) -> int:
    public = [row for row in rows if row.source not in ("employer", "mandiri")]
    ordered = sorted(public or rows, key=lambda row: (-(row.due or 0), row.segment, row.office_id))
    return ordered[-1].office_id


def _once(found: Mapping[Paid, str]) -> Iterator[Span]:
    return (Span(place, month, month, "person", person) for (person, month), place in sorted(found.items()))


def paid_after_death(scope: Scope) -> Iterator[Span]:
    """Who was paid for after death."""
    return _once(scope.once("dead", _dead))


def paid_twice(scope: Scope) -> Iterator[Span]:
    """Who was paid for more than once."""
    return _once(scope.once("twice", _twice))


def doubles_and_dead(scope: Scope) -> Iterator[Span]:
    """Either, each person once."""
    return _once({**scope.once("twice", _twice), **scope.once("dead", _dead)})


def claims_open(scope: Scope) -> Iterator[Span]:
    """Deaths and accidents from the month they happened in until the one before their claim was settled."""
    claims = Claim.objects.filter(below("office__region__code", scope.place))
    settled = dict(
        ClaimStep.objects.filter(claim__state__in=SETTLED, step__in=SETTLED)
        .order_by().values_list("claim").annotate(day=Max("day"))
    )  # fmt: skip
    for pk, happened, opened, office in claims.order_by("pk").values_list(
        "pk", "happened_on", "opened_at", "office_id"
    ):
        until = settled.get(pk)
        last = month_number(until) - 1 if until else scope.last
        yield Span(scope.places[office], month_number(happened or opened.date()), last, "claim", pk)
