"""Of which months the record tells who is covered, and of whom it should tell and does not.

A run tells of everybody in the months of its period. In any other month the books tell of those whom payments by name
are for, and of those whom whole bills leave out (docs/explanation/rules/months-of-cover.md); of nobody else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, QuerySet

from padan.web.cover.models import Refreshed
from padan.web.monitoring.measures.spans import Scope, below, bits_of, month_number
from padan.web.protection.models import Candidate

SILENT = 12
"""Months for which somebody who was covered is awaited, where the record tells nothing of him."""
MOST = 9, 10
"""The part of those whom the branch has registered of whom the books must tell, so that a month without a run is told
at all."""
REGISTERED, ENDED = "registered", "ended"

Bits = tuple[int, str, int]
"""Person, place, months as bits from the scope's first."""


def run_months(scope: Scope) -> set[int]:
    """Months of periods whose run stands in the record."""
    shown = Refreshed.objects.filter(run__period__current__isnull=False, run__period__current__run=F("run"))
    found: set[int] = set()
    for first, last in shown.order_by().values_list("run__period__first_month", "run__period__last_month"):
        found.update(range(month_number(first), month_number(last) + 1))
    return {month for month in found if scope.first <= month <= scope.last}


def silent_bits(scope: Scope, runs: Iterable[int]) -> int:
    """The months of a scope in which no run tells of everybody, as bits."""
    whole = bits_of(scope.first, scope.last, scope.first)
    for month in runs:
        whole &= ~(1 << (month - scope.first))
    return whole


def following(covered: int, silent: int) -> int:
    """The silent months that follow a covered one without a break, as many as somebody is awaited for."""
    found, front = 0, covered
    for _ in range(SILENT):
        front = (front << 1) & silent
        if not front:
            break
        found |= front
    return found


def left_in() -> dict[tuple[int, str], int]:
    """The month in which each person left a programme for which nothing followed."""
    rows = Candidate.objects.filter(step=ENDED).exclude(stepped_on=None).order_by("year", "pk")
    ended = rows.values_list("person_id", "programme", "stepped_on")
    return {(person, programme): month_number(day) for person, programme, day in ended if day is not None}


def registered_rows(scope: Scope) -> QuerySet[Candidate, Any]:
    """Proposals of the scope's place and years, and of the year before, whose person the branch has registered."""
    here = below("office__region__code", scope.place)
    years = range(scope.years.start - 1, scope.years.stop)
    return Candidate.objects.filter(here, year__in=years, step=REGISTERED)


def _registered(scope: Scope) -> list[Bits]:
    """Months in which each registered person is due: from the one after registration (from January, who was registered
    for the year before as well) to the end of the year, or to the month of death."""
    rows = registered_rows(scope).order_by("person_id", "year", "pk")
    found: list[Bits] = []
    before: set[tuple[int, int]] = set()
    for person, office, year, day, died in rows.values_list(
        "person_id", "office_id", "year", "stepped_on", "person__died_on"
    ):
        january = year * 12
        first = max(january, month_number(day) + 1) if day and (person, year - 1) not in before else january
        last = min(january + 11, scope.last, month_number(died) if died else scope.last)
        before.add((person, year))
        if bits := bits_of(first, last, scope.first):
            found.append((person, scope.places[office], bits))
    return found


def registered(scope: Scope) -> list[Bits]:
    """The same, read once."""
    return scope.once("registered", _registered)


def silent_of(scope: Scope, told: Mapping[int, int], awaited: Iterable[Bits], silent: int) -> Iterator[Bits]:
    """Months in which nothing is told of a registered person, beyond those in which he is awaited already; of somebody
    who is registered twice, once."""
    taken: dict[int, int] = {}
    for person, _place, bits in awaited:
        taken[person] = taken.get(person, 0) | bits
    for person, place, bits in registered(scope):
        seen = taken.get(person, 0)
        if left := bits & silent & ~told.get(person, 0) & ~seen:
            taken[person] = seen | left
            yield person, place, left


def told_enough(scope: Scope, told: Mapping[int, int], awaited: Iterable[Bits], silent: int) -> set[int]:
    """Months without a run of which the books tell enough: of at least nine in ten of those whom the branch has
    registered; where it has registered nobody, of those who were covered before."""
    due: dict[int, int] = {}
    for person, _place, bits in registered(scope):
        due[person] = due.get(person, 0) | bits
    waits: dict[int, int] = {}
    for person, _place, bits in awaited:
        waits[person] = waits.get(person, 0) | bits
    found = set()
    for at in range(scope.last - scope.first + 1):
        bit = 1 << at
        if silent & bit and _enough(bit, due, told, waits):
            found.add(scope.first + at)
    return found


def _enough(bit: int, due: Mapping[int, int], told: Mapping[int, int], waits: Mapping[int, int]) -> bool:
    people = [person for person, bits in due.items() if bits & bit]
    if people:
        heard = sum(1 for person in people if told.get(person, 0) & bit)
    else:
        heard = sum(1 for bits in told.values() if bits & bit)
        people = [*range(heard), *(person for person, bits in waits.items() if bits & bit)]
    return heard > 0 and heard * MOST[1] >= len(people) * MOST[0]
