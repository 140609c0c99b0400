"""Whom a funding year is meant for and who is judged eligible, who of them is protected, and their families.

Meant for (`intended`): proposed or listed for a programme of the year and not known to be barred. Who cannot be judged
yet is among them: answers come for those who are registered first, so that a share of the judged alone tells of the
reached, and hides the others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
JUDGED, INTENDED = frozenset({ELIGIBLE}), frozenset({ELIGIBLE, UNKNOWN})
"""States of the proposals whose people are counted: eligible alone, or all that nothing is known to stand against."""
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
    rows = _candidates(scope).order_by("person_id", "year", "state", "programme", "pk").values_list(*_FIELDS)
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
class _Meant:
    """Months (bits from the scope's first) in which a person counts at a place."""

    person: int
    place: str
    kk: str
    year: int
    bits: int


def _people(scope: Scope, states: frozenset[str]) -> list[_Meant]:
    """Each person's months once, whatever the number of programmes that he is proposed for: at the first proposal, one
    that is judged eligible before one that is not judged."""
    return scope.once(f"people {sorted(states)}", lambda told: _people_told(told, states))


def _people_told(scope: Scope, states: frozenset[str]) -> list[_Meant]:
    found, before, taken = [], (0, 0), 0
    for one in _told(scope):
        if one.state not in states:
            continue
        if (one.person, one.year) != before:
            before, taken = (one.person, one.year), 0
        bits = bits_of(one.first, min(one.last, scope.last), scope.first) & ~taken
        taken |= bits
        if bits:
            found.append(_Meant(one.person, one.place, one.kk, one.year, bits))
    return found


def _covered(scope: Scope) -> Mapping[int, int]:
    asked = _candidates(scope).order_by().values("person") if scope.place else None
    return scope.once("covered of the proposed", lambda told: protected_bits(told, asked))


def _counted(states: frozenset[str], *, protected: bool | None = None) -> Callable[[Scope], Iterator[Span]]:
    """A measure of people of these states; `protected`: in the months in which they are, or are not."""

    def spans(scope: Scope) -> Iterator[Span]:
        covered = {} if protected is None else _covered(scope)
        for one in _people(scope, states):
            bits, cover = one.bits, covered.get(one.person, 0)
            if protected is not None:
                bits &= cover if protected else ~cover
            for first, last in runs_of(bits, scope.first):
                yield Span(one.place, first, last, "person", one.person)

    return spans


intended, intended_protected = _counted(INTENDED), _counted(INTENDED, protected=True)
"""Everybody whom the year is meant for, and those of them who are protected."""
unreached = _counted(INTENDED, protected=False)
"""Those of them who are not: whom to go to."""
eligible, eligible_protected = _counted(JUDGED), _counted(JUDGED, protected=True)
"""Everybody judged eligible, and those of them who are protected."""


def _families(states: frozenset[str], *, protected: bool) -> Callable[[Scope], Iterator[Span]]:
    """A measure of families with a person of these states. Each family's months once, at the first place of these
    members; told by the member with the lowest id."""

    def spans(scope: Scope) -> Iterator[Span]:
        covered = _covered(scope) if protected else None
        found: dict[tuple[str, int], list[_Meant]] = defaultdict(list)
        for one in _people(scope, states):
            if one.kk:
                found[one.kk, one.year].append(one)
        for members in found.values():
            place, told_by = min(one.place for one in members), min(one.person for one in members)
            bits = 0
            for one in members:
                bits |= one.bits if covered is None else one.bits & covered.get(one.person, 0)
            for first, last in runs_of(bits, scope.first):
                yield Span(place, first, last, "family", told_by)

    return spans


families_intended = _families(INTENDED, protected=False)
families_intended_protected = _families(INTENDED, protected=True)
"""Families with somebody whom the year is meant for, and those of them with a protected one of these."""
families_eligible, families_protected = _families(JUDGED, protected=False), _families(JUDGED, protected=True)
"""The same of those judged eligible."""


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
