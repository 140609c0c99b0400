"""Who is protected in which month, who is about to lapse, who is paid for twice or after death, and open claims."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from padan.domain.contributions import first_day, month_of
from padan.domain.cover_months import NOT_INSURED, EndsAfter, gaps, lapses_next, protected
from padan.domain.double_protection import Protection, doubles_of
from padan.domain.law import Law
from padan.domain.rates import Rates
from padan.web.cover.law import dropped_after
from padan.web.cover.models import Claim, ClaimStep, PersonMonth
from padan.web.monitoring.measures.spans import Scope, Span, below, bits_of, month_number, runs_of
from padan.web.monitoring.measures.telling import (
    SILENT,
    following,
    left_in,
    registered_rows,
    run_months,
    silent_bits,
    silent_of,
    told_enough,
)
from padan.web.protection.models import Person

LOOKED_BACK = SILENT + 6
"""Months before the first one that are read, so that a row of unpaid ones is known, and who was covered before the
record fell silent."""
AT_ONCE = 10_000
"""Persons named in one question."""
SETTLED = ("paid", "withdrawn")

_Month = tuple[int, str, str, int]
"""Of one month of a person in a segment: month, fact, status, office."""
Limits = Callable[[str, int], tuple[int | None, int | None]]
"""Segment and month -> what ends cover (`domain.cover_months.EndsAfter`)."""


def known(scope: Scope) -> set[int]:
    """Months of which the record tells: those of a run, and those of which the books do (`telling.told_enough`)."""
    return scope.once("months told", _known)


def _known(scope: Scope) -> set[int]:
    runs, everybody = run_months(scope), _everybody(scope)
    return runs | told_enough(scope, everybody.told, everybody.awaited, silent_bits(scope, runs))


@dataclass
class _Covered:
    """What is known of everybody: months as bits from the scope's first. `told`: of which the record tells anything;
    `awaited`: who was covered before, and of whom it tells nothing since."""

    bits: dict[int, int] = field(default_factory=dict)
    by_place: list[tuple[int, str, int]] = field(default_factory=list)
    lapsing: list[tuple[int, str, int]] = field(default_factory=list)
    segments: dict[str, list[tuple[int, str, int]]] = field(default_factory=lambda: defaultdict(list))
    told: dict[int, int] = field(default_factory=dict)
    awaited: list[tuple[int, str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What everybody's months are read with. `base`: the first month read; `silent`: months from it of no run, as bits;
    `left`: the month of leaving a programme; all months as numbers."""

    limits: Limits
    base: int
    silent: int
    deaths: Mapping[int, int]
    left: Mapping[tuple[int, str], int]


def _tell(scope: Scope, persons: QuerySet[Any] | None) -> _Covered:
    """Read everybody's months once, person after person."""
    told = _Covered()
    base = scope.first - LOOKED_BACK
    wide = Scope(base, scope.last, scope.today)
    deaths = {pk: month_number(day) for pk, day in _deaths()}
    ground = _Ground(_limits(scope.rates, scope.law), base, silent_bits(wide, run_months(wide)), deaths, left_in())
    for person, months in _by_person(scope, persons):
        _add(told, scope, person, months, ground)
    return told


def _deaths() -> Iterable[tuple[int, date]]:
    return ((pk, day) for pk, day in Person.objects.exclude(died_on=None).values_list("pk", "died_on") if day)


def _limits(rates: Rates, law: Law) -> Limits:
    """After how many months a segment's cover ends, in a month, under its first reading."""

    not_continued = dropped_after(law)

    @lru_cache(maxsize=4096)
    def limit(segment: str, month: int) -> tuple[int | None, int | None]:
        readings = rates.readings(segment, month_of(month))
        rule = rates.cover(readings[0], month_of(month)) if readings else None
        return (rule.lapse_after, not_continued(segment, first_day(month_of(month)))) if rule else (None, None)

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


def _add(told: _Covered, scope: Scope, person: int, months: Mapping[str, Sequence[_Month]], ground: _Ground) -> None:
    """One person: each month counts once, at the office of the first segment that protects him in it. He is about to
    lapse in a month if no segment protects him beyond the next."""
    covered, safe, silent, awaited = 0, 0, ground.silent, 0
    for rows in months.values():
        for row in rows:
            silent &= ~(1 << (row[0] - ground.base))
    death = ground.deaths.get(person)
    if death is not None:
        silent &= bits_of(ground.base, death, ground.base)
    by_place: dict[str, int] = {}
    for segment in sorted(months):
        own = 0
        at: dict[str, int] = {}
        for month, office, stays in _protecting(months[segment], partial(ground.limits, segment)):
            if death is not None and month >= death:
                continue
            bit, place = 1 << (month - ground.base), scope.places[office]
            at[place] = at.get(place, 0) | bit
            if not covered & bit:
                by_place[place] = by_place.get(place, 0) | bit
            covered |= bit
            own |= bit
            safe |= bit if stays else 0
        left = ground.left.get((person, segment))
        quiet = silent if left is None else silent & bits_of(ground.base, left, ground.base)
        awaited |= following(own, quiet) if quiet else 0
        told.segments[segment] += [(person, place, here) for place, bits in at.items() if (here := bits >> LOOKED_BACK)]
    _put(told, person, by_place, safe, awaited)
    if heard := (ground.silent & ~silent) >> LOOKED_BACK:
        told.told[person] = heard


def _put(told: _Covered, person: int, by_place: Mapping[str, int], safe: int, awaited: int) -> None:
    """Keep of a person what lies in the scope: its months are those after LOOKED_BACK."""
    for place, bits in by_place.items():
        if here := bits >> LOOKED_BACK:
            told.bits[person] = told.bits.get(person, 0) | here
            told.by_place.append((person, place, here))
            if lapses := here & ~(safe >> LOOKED_BACK):
                told.lapsing.append((person, place, lapses))
    if awaited >> LOOKED_BACK:
        for place, bits in _where(by_place, awaited).items():
            if here := bits >> LOOKED_BACK:
                told.awaited.append((person, place, here))


def _where(by_place: Mapping[str, int], awaited: int) -> dict[str, int]:
    """Each month in which somebody is awaited, at the place where he was covered last before it."""
    found: dict[str, int] = defaultdict(int)
    for first, last in runs_of(awaited, 0):
        before = {place: (bits & ((1 << first) - 1)).bit_length() for place, bits in by_place.items()}
        found[max(sorted(before), key=lambda place: before[place])] |= bits_of(first, last, 0)
    return found


def _protecting(rows: Sequence[_Month], limit: EndsAfter) -> Iterator[tuple[int, int, bool]]:
    """The months of a segment in which it protects: month, office, and whether it still does after the next one if
    that is not paid."""
    for (month, fact, status, office), (_, gap) in zip(rows, gaps((r[0], r[1]) for r in rows), strict=True):
        if _insured(fact, status) and protected(month, gap, limit):
            yield month, office, not lapses_next(month, gap, limit)


def _insured(fact: str, status: str) -> bool:
    return status not in NOT_INSURED and not (status == "review" and fact == "unclear")


def _everybody(scope: Scope) -> _Covered:
    persons = None
    if scope.place:
        here = below("office__region__code", scope.place)
        months = PersonMonth.objects.filter(here).order_by().values("person")
        persons = months.union(registered_rows(scope).order_by().values("person"))
    return scope.once("covered", lambda told: _tell(told, persons))


def protected_bits(scope: Scope, persons: QuerySet[Any] | None) -> Mapping[int, int]:
    """Everybody's protected months as bits; `persons`: of these alone."""
    return _everybody(scope).bits if persons is None else _tell(scope, persons).bits


def untold(scope: Scope) -> Iterator[Span]:
    """People of whom a run or a bill by name should tell, and none does: who was covered before the record fell silent,
    and who is registered. A month once, at the place where he was covered last, else where he is registered."""
    everybody, quiet = _everybody(scope), silent_bits(scope, run_months(scope))
    yield from _spans(scope, [*everybody.awaited, *silent_of(scope, everybody.told, everybody.awaited, quiet)])


def _spans(scope: Scope, told: Iterable[tuple[int, str, int]]) -> Iterator[Span]:
    for person, place, bits in told:
        for first, last in runs_of(bits, scope.first):
            yield Span(place, first, last, "person", person)


def covered(scope: Scope) -> Iterator[Span]:
    """Everybody who is protected."""
    return _spans(scope, _everybody(scope).by_place)


def covered_in(segment: str) -> Callable[[Scope], Iterator[Span]]:
    """Who is protected in one segment; who is in two counts in both."""
    return lambda scope: _spans(scope, _everybody(scope).segments.get(segment, ()))


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
    paid = Q(paid__gt=0) | Q(by_ledger__gt=0)
    rows = PersonMonth.objects.filter(paid, month__range=(date(*first, 1), date(*last, 1)))
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
    both = Q(run__isnull=False, times__gt=1, due__gt=0, paid__gte=F("due"))
    by_name = Q(due__gt=0, by_ledger__gte=2 * F("due"))
    same = _paid(scope).filter(Q(status="paid_twice") | both | by_name).exclude(source__in=("employer", "mandiri"))
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
