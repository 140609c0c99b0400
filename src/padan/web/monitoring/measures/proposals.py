"""Who is eligible in a funding year, who of them is protected, and their families."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Q, QuerySet

from padan.domain.pathway import DONE
from padan.web.monitoring.measures.cover import protected_bits
from padan.web.monitoring.measures.spans import Scope, Span, below, bits_of, month_number, runs_of
from padan.web.protection.models import Candidate, Person
from padan.web.selection.models import Choice, Outcome

ELIGIBLE, UNKNOWN = "eligible", "unknown"
_FIELDS = (
    "pk", "person_id", "year", "office_id", "state", "step", "stepped_on", "person__died_on", "person__no_kk",
    "family__no_kk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Proposed:
    """One proposal: the months of its year in which it counts, as numbers."""

    pk: int
    person: int
    place: str
    year: int
    state: str
    first: int
    last: int
    kk: str


def known(scope: Scope) -> set[int]:
    """Months of years for which anybody is proposed."""
    years = set(Candidate.objects.filter(year__in=scope.years).order_by().values_list("year", flat=True).distinct())
    return {month for month in range(scope.first, scope.last + 1) if month // 12 in years}


def _candidates(scope: Scope) -> QuerySet[Candidate]:
    found = Candidate.objects.filter(year__in=scope.years, same_as=None)
    if not scope.place:
        return found
    here = Q(pk__in=persons_at(scope))
    kin = Person.objects.filter(here).exclude(no_kk="").order_by().values("no_kk")
    families = Candidate.objects.filter(person__in=persons_at(scope)).exclude(family=None).values("family__no_kk")
    return found.filter(Q(person__in=persons_at(scope)) | Q(person__no_kk__in=kin) | Q(family__no_kk__in=families))


def persons_at(scope: Scope) -> QuerySet[Candidate, Any]:
    """Whom an office of the scope's place proposes."""
    return Candidate.objects.filter(below("office__region__code", scope.place)).order_by().values("person")


def _read(scope: Scope) -> list[_Proposed]:
    rows = _candidates(scope).order_by("person_id", "year", "programme", "pk").values_list(*_FIELDS)
    found = []
    for pk, person, year, office, state, step, stepped, died, kk, family_kk in rows.iterator(5000):
        last = _last(year, step, stepped, died)
        first = year * 12
        if last >= first:
            place = scope.places[office]
            found.append(_Proposed(pk, person, place, year, state, first, last, kk or family_kk or ""))
    return found


def _last(year: int, step: str, stepped: date | None, died: date | None) -> int:
    """The last month of a proposal's year in which it counts: until a death, or before it was withdrawn or ended."""
    last = year * 12 + 11
    if died is not None:
        last = min(last, month_number(died))
    if step in DONE and stepped is not None:
        last = min(last, month_number(stepped) - 1)
    return last


def _told(scope: Scope) -> list[_Proposed]:
    return scope.once("proposals", _read)


def _spans_of(proposed: Iterable[_Proposed]) -> Iterator[Span]:
    return (Span(one.place, one.first, one.last, "candidate", one.pk) for one in proposed)


def proposed(scope: Scope) -> Iterator[Span]:
    """Every proposal."""
    return _spans_of(_told(scope))


def unjudged(scope: Scope) -> Iterator[Span]:
    """Proposals that cannot be judged."""
    return _spans_of(one for one in _told(scope) if one.state == UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Eligible:
    """Months (bits from the scope's first) in which a person counts as eligible at a place."""

    person: int
    place: str
    kk: str
    year: int
    bits: int


def _eligible_people(scope: Scope) -> list[_Eligible]:
    """Each eligible person's months once, whatever the number of programmes that he is proposed for."""
    found, before, taken = [], (0, 0), 0
    for one in _told(scope):
        if one.state != ELIGIBLE:
            continue
        if (one.person, one.year) != before:
            before, taken = (one.person, one.year), 0
        bits = bits_of(one.first, min(one.last, scope.last), scope.first) & ~taken
        taken |= bits
        if bits:
            found.append(_Eligible(one.person, one.place, one.kk, one.year, bits))
    return found


def _of_people(scope: Scope, people: Iterable[tuple[int, str, int]]) -> Iterator[Span]:
    for person, place, bits in people:
        for first, last in runs_of(bits, scope.first):
            yield Span(place, first, last, "person", person)


def eligible(scope: Scope) -> Iterator[Span]:
    """Everybody judged eligible."""
    people = scope.once("eligible", _eligible_people)
    return _of_people(scope, ((one.person, one.place, one.bits) for one in people))


def eligible_protected(scope: Scope) -> Iterator[Span]:
    """Those of them who are protected."""
    people, covered = scope.once("eligible", _eligible_people), _covered(scope)
    return _of_people(scope, ((one.person, one.place, one.bits & covered.get(one.person, 0)) for one in people))


def _covered(scope: Scope) -> Mapping[int, int]:
    asked = _candidates(scope).order_by().values("person") if scope.place else None
    return scope.once("covered of the proposed", lambda told: protected_bits(told, asked))


def _families(scope: Scope, covered: Mapping[int, int] | None) -> Iterator[Span]:
    """Each family's months once, at the first place of its eligible members; told by its member with the lowest id."""
    found: dict[tuple[str, int], list[_Eligible]] = defaultdict(list)
    for one in scope.once("eligible", _eligible_people):
        if one.kk:
            found[one.kk, one.year].append(one)
    for members in found.values():
        place, told_by = min(one.place for one in members), min(one.person for one in members)
        bits = 0
        for one in members:
            bits |= one.bits if covered is None else one.bits & covered.get(one.person, 0)
        for first, last in runs_of(bits, scope.first):
            yield Span(place, first, last, "family", told_by)


def families_eligible(scope: Scope) -> Iterator[Span]:
    """Families with an eligible person."""
    return _families(scope, None)


def families_protected(scope: Scope) -> Iterator[Span]:
    """Those of them with a protected one."""
    return _families(scope, _covered(scope))


def decreed(scope: Scope) -> set[int]:
    """Months from the first decree of a year on."""
    days = Choice.objects.filter(selection__decree__isnull=False, selection__year__in=scope.years)
    found: set[int] = set()
    for year, day in days.order_by().values_list("selection__year", "selection__decree__day").distinct():
        found.update(range(max(month_number(day), year * 12), year * 12 + 12))
    return {month for month in found if scope.first <= month <= scope.last}


def waiting(scope: Scope) -> Iterator[Span]:
    """Who is on the waiting list of the decree in force: until a later decree of the programme and year, until they
    follow somebody who left, or die."""
    rows = Choice.objects.filter(selection__decree__isnull=False, selection__year__in=scope.years)
    ends = _ends_of_decrees(rows)
    fields = (
        "selection_id", "selection__year", "selection__decree__day", "candidate_id", "candidate__office_id",
        "candidate__person__died_on", "follows__from_month",
    )  # fmt: skip
    here = rows.filter(below("candidate__office__region__code", scope.place), outcome=Outcome.WAITING)
    for selection, year, day, candidate, office, died, follows in (
        here.order_by("pk").values_list(*fields).iterator(5000)
    ):
        last = min(year * 12 + 11, ends[selection] - 1)
        if died is not None:
            last = min(last, month_number(died))
        if follows is not None:
            last = min(last, month_number(follows) - 1)
        yield Span(scope.places[office], max(month_number(day), year * 12), last, "candidate", candidate)


def _ends_of_decrees(rows: QuerySet[Choice]) -> dict[int, int]:
    """For each selection the month in which a later decree of its programme and year takes its place."""
    told = rows.order_by().values_list(
        "selection__programme", "selection__year", "selection__decree__day", "selection_id"
    )
    ordered = sorted(told.distinct(), key=lambda line: (line[0], line[1], line[2], line[3]))
    found = {line[3]: 1_000_000 for line in ordered}
    for one, other in pairwise(ordered):
        if one[:2] == other[:2]:
            found[one[3]] = max(month_number(other[2]), other[1] * 12)
    return found
