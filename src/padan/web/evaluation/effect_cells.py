"""The outcomes of kelurahan that money may have changed, each told by the measures of monitoring."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db.models import Max

from padan.statistics.difference_in_differences import Cell, Design
from padan.web.cover.models import PersonMonth
from padan.web.evaluation.gathering import proposed
from padan.web.monitoring.measures import cover, money
from padan.web.monitoring.measures.proposals import INTENDED
from padan.web.monitoring.measures.spans import Scope, Span, month_number, summed
from padan.web.protection.models import Candidate

MONTHS_A_YEAR = 12
PROGRAMMES = ("miskin_ekstrem", "pekerja_rentan")
"""Whose contributions the law sets a share of the money aside for."""
Values = Mapping[int, Mapping[str, int]]
"""By month (or year) and place."""


def last_known(outcome: str, year: int, today: date) -> int:
    """The last month that an outcome can be told for: of cover the last on record, of money the last that is over."""
    if outcome == "protected":
        known = PersonMonth.objects.aggregate(last=Max("month"))["last"]
        return month_number(known) if known else 0
    return min(year * MONTHS_A_YEAR + 11, month_number(today) - 1)


def protected(year: int, design: Design, today: date) -> list[Cell]:
    """Per cent of each kelurahan's people whom the year is meant for, always the same ones, who are protected in each
    month of which the record tells."""
    scope = Scope(design.first, design.last, today)
    persons: dict[str, set[int]] = defaultdict(set)
    for one in proposed(year):
        if one.state in INTENDED and one.died is None:
            persons[one.kelurahan].add(one.person)
    known = cover.known(scope)
    if not persons or not known:
        return []
    asked = Candidate.objects.filter(year=year).order_by().values("person")
    bits = cover.protected_bits(scope, asked)
    return [
        Cell(place, month, 100 * sum(bits.get(p, 0) >> (month - scope.first) & 1 for p in own) / len(own))
        for place, own in sorted(persons.items())
        for month in sorted(known)
    ]


def spent(year: int, design: Design, today: date) -> list[Cell]:
    """Per cent of the year's allocation that a kelurahan had spent by the end of each month."""
    scope = _of_year(year, design, today)
    if scope is None:
        return []
    return _shares(_sums(scope, money.spent), _sums(scope, money.allocated), scope)


def contributions(year: int, design: Design, today: date) -> list[Cell]:
    """Per cent of what the law sets aside for contributions that a kelurahan had paid by the end of each month."""
    scope = _of_year(year, design, today)
    if scope is None:
        return []
    paid, aside = ([each(key) for key in PROGRAMMES] for each in (money.spent_for, money.share_for))
    return _shares(_sums(scope, *paid), _sums(scope, *aside), scope)


def days(year: int, _design: Design, today: date) -> list[Cell]:
    """Days from a funding year's first receipt to its first contribution, one figure a kelurahan and funding year."""
    newest: dict[tuple[str, int], tuple[int, int]] = {}
    for span in money.days_to_cover(Scope(0, year * MONTHS_A_YEAR + 11, today)):
        at = span.place, int(str(span.id).rpartition("/")[2])
        newest[at] = max(newest.get(at, (0, 0)), (span.first, span.amount))
    return [Cell(place, of, float(amount)) for (place, of), (_, amount) in sorted(newest.items()) if of <= year]


CELLS: Mapping[str, Callable[[int, Design, date], list[Cell]]] = {
    "protected": protected,
    "contributions": contributions,
    "spent": spent,
    "days": days,
}
"""By the key of the outcome."""


def _of_year(year: int, design: Design, today: date) -> Scope | None:
    """The design's months within the funding year that are over: what is spent of a year begins anew in January."""
    first = max(design.first, year * MONTHS_A_YEAR)
    last = min(design.last, last_known("spent", year, today))
    return Scope(first, last, today) if first <= last else None


def _sums(scope: Scope, *measures: Callable[[Scope], Iterable[Span]]) -> Values:
    return summed((span for each in measures for span in scope.clip(each(scope))), scope.first, scope.last)


def _shares(parts: Values, wholes: Values, scope: Scope) -> list[Cell]:
    """Against the whole as it stands at last, so that what is divided by never moves."""
    standing = wholes[scope.last]
    return [
        Cell(place, month, 100 * parts[month].get(place, 0) / whole)
        for place, whole in sorted(standing.items())
        if whole > 0
        for month in range(scope.first, scope.last + 1)
    ]
