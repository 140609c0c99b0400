"""How a measure is told: rows of the record, each counting in a place from a month until a month.

A measure's value for a place and month is the sum of the rows that count there and then; its drill-down is these rows.
So one telling gives both, and they cannot differ.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.db.models import Q

from padan.domain.contributions import last_day, month_of
from padan.domain.law import Law
from padan.domain.rates import Rates
from padan.web.accounts.models import Office
from padan.web.law.selectors import law_now, rates_now
from padan.web.roles import OfficeKind

_Made = TypeVar("_Made")


class Span(NamedTuple):
    """A row that counts `amount` in every month from `first` to `last` (numbers, both included). `place`: region code;
    `kind` and `id`: what it is in the record."""

    place: str
    first: int
    last: int
    kind: str
    id: int | str
    amount: int = 1


@dataclass
class Scope:
    """For which months (numbers, both included) and places a measure is told, and what telling several needs once.

    `place`: of this place and below it alone, "" for all.
    """

    first: int
    last: int
    today: date
    place: str = ""
    _kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[["Scope"], _Made]) -> _Made:
        """What `make` gives, made once for this scope."""
        if name not in self._kept:
            self._kept[name] = make(self)
        found: _Made = self._kept[name]
        return found

    @cached_property
    def law(self) -> Law:
        """The law as it is recorded now."""
        return law_now()

    @cached_property
    def rates(self) -> Rates:
        """Rates and rules of cover as they are recorded now."""
        return rates_now()

    @cached_property
    def years(self) -> range:
        """The calendar years of its months."""
        return range(self.first // 12, self.last // 12 + 1)

    @cached_property
    def places(self) -> dict[int, str]:
        """Where each office's rows count: its own kelurahan or kecamatan, else the city it lies in."""
        found = Office.objects.values_list("pk", "kind", "region__code")
        return {pk: code if kind in _OF_A_PLACE else city_of(code) for pk, kind, code in found}

    def clip(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Those that touch its months and places, cut to the months."""
        for span in spans:
            first, last = max(span.first, self.first), min(span.last, self.last)
            if first <= last and (not self.place or within(span.place, self.place)):
                yield span._replace(first=first, last=last)

    def end_of(self, month: int) -> date:
        """The last day of a month, today where that is still to come."""
        return min(last_day(month_of(month)), self.today)


_OF_A_PLACE = frozenset({OfficeKind.KELURAHAN.value, OfficeKind.KECAMATAN.value})


def city_of(code: str) -> str:
    """The city or district that a region lies in."""
    return ".".join(code.split(".")[:2])


def within(code: str, place: str) -> bool:
    """Whether a region code is that of a place or of one below it."""
    return code == place or code.startswith(f"{place}.")


def below(path: str, place: str) -> Q:
    """The condition that a region's code, reached by `path`, lies at a place or below it; none where "" asks for all.
    An office of no kelurahan or kecamatan lies in its city, wherever its region is."""
    return Q(**{path: place}) | Q(**{f"{path}__startswith": f"{place}."}) if place else Q()


def month_number(day: date) -> int:
    """The month of a day, as its number."""
    return day.year * 12 + day.month - 1


def summed(spans: Iterable[Span], first: int, last: int) -> dict[int, dict[str, int]]:
    """By month, what the rows of each place come to; places with nothing left out. Each span costs the same, however
    long it is: what begins and what ends is added up, then month after month follows."""
    changes: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for span in spans:
        begin, end = max(span.first, first), min(span.last, last)
        if begin <= end:
            changes[span.place][begin] += span.amount
            changes[span.place][end + 1] -= span.amount
    found: dict[int, dict[str, int]] = {month: {} for month in range(first, last + 1)}
    for place, moved in changes.items():
        standing = 0
        for month in range(first, last + 1):
            standing += moved.get(month, 0)
            if standing:
                found[month][place] = standing
    return found


def runs_of(bits: int, base: int) -> Iterator[tuple[int, int]]:
    """(first, last) of each unbroken row of months in a set of bits, bit 0 being month `base`."""
    month = base
    while bits:
        skip = (bits & -bits).bit_length() - 1
        bits >>= skip
        month += skip
        length = (~bits & (bits + 1)).bit_length() - 1
        yield month, month + length - 1
        bits >>= length
        month += length


def bits_of(first: int, last: int, base: int) -> int:
    """Months from `first` to `last` as bits, bit 0 being month `base`; those before it left out."""
    begin = max(first, base)
    return ((1 << (last - begin + 1)) - 1) << (begin - base) if last >= begin else 0
