"""The grant's money by funding year: what was promised, came, was paid, accounted for, and how soon it became cover.

A month's figure of a funding year adds up from its beginning to the end of the month; what happened in a later calendar
year is no part of it, and is told by the measures of late money.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from padan.domain.ledger import PAYMENTS, REFUNDS
from padan.domain.receipt_days import waits
from padan.web.funds.booking import move_of
from padan.web.funds.models import Posting
from padan.web.funds.rules import law_share
from padan.web.monitoring.measures.spans import Scope, Span, below, month_number

RECEIPTS = frozenset({"receipt", "receipt_unallocated"})
CONTRIBUTED = ("miskin_ekstrem", "pekerja_rentan")
"""Programmes whose contributions the law sets a part of the money aside for."""
_FIELDS = (
    "pk", "given__place__code", "given__year", "day", "taken__kind", "given__kind", "taken__programme",
    "given__programme", "amount", "reverses_id", "reversed_by__id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """One posting: `amount` below nothing where it undoes its move; `stands`: neither undone nor undoing."""

    pk: int
    place: str
    year: int
    day: date
    move: str
    programme: str
    amount: int
    stands: bool


def known(scope: Scope) -> set[int]:
    """Months of funding years of which anything is booked."""
    years = Posting.objects.filter(given__source__earmarked=True).order_by().values_list("given__year", flat=True)
    found = set(years.distinct())
    return {month for month in range(scope.first, scope.last + 1) if month // 12 in found}


def known_late(scope: Scope) -> set[int]:
    """Every month since money is booked at all."""
    first = Posting.objects.filter(given__source__earmarked=True).aggregate(day=Min("day"))["day"]
    return set(range(max(scope.first, month_number(first)), scope.last + 1)) if first else set()


def _read(scope: Scope) -> list[Moved]:
    rows = Posting.objects.filter(below("given__place__code", scope.place), given__source__earmarked=True)
    found = []
    for pk, place, year, day, taken, given, one, other, amount, undoes, undone in (
        rows.order_by("pk").values_list(*_FIELDS).iterator(5000)
    ):
        move = move_of(taken, given, undone=undoes is not None)
        programme = one if (move in REFUNDS) != (undoes is not None) else other
        signed = -amount if undoes is not None else amount
        found.append(Moved(pk, place, year, day, move, programme, signed, undoes is None and undone is None))
    return found


def _moved(scope: Scope) -> list[Moved]:
    return scope.once("postings", _read)


def _in_year(one: Moved) -> int | None:
    """From which month of its funding year a posting counts; None: it came in a later year."""
    return None if one.day.year > one.year else max(month_number(one.day), one.year * 12)


def sums(*moves: str, less: frozenset[str] = frozenset(), programme: str = "") -> Callable[[Scope], Iterator[Span]]:
    """A measure that adds up moves of a funding year, less others; of one programme where it is named."""
    wanted = {**dict.fromkeys(moves, 1), **dict.fromkeys(less, -1)}

    def spans(scope: Scope) -> Iterator[Span]:
        for one in _moved(scope):
            sign, first = wanted.get(one.move, 0), _in_year(one)
            if sign and first is not None and (not programme or one.programme == programme):
                yield Span(one.place, first, one.year * 12 + 11, "posting", one.pk, sign * one.amount)

    return spans


allocated = sums("allocation", less=frozenset({"allocation_cut"}))
received = sums(*sorted(RECEIPTS))
spent = sums(*sorted(PAYMENTS), less=REFUNDS)
accounted = sums("report", less=frozenset({"refund_reported"}))
returned = sums("return", "return_unreleased", "return_advanced")


def spent_for(programme: str) -> Callable[[Scope], Iterator[Span]]:
    """What was paid for one programme."""
    return sums(*sorted(PAYMENTS), less=REFUNDS, programme=programme)


def received_late(scope: Scope) -> Iterator[Span]:
    """Money of earlier funding years, from the month it came in to the end of that calendar year."""
    for one in _moved(scope):
        if one.move in RECEIPTS and one.day.year > one.year:
            yield Span(one.place, month_number(one.day), one.day.year * 12 + 11, "posting", one.pk, one.amount)


def share_for(programme: str) -> Callable[[Scope], Iterator[Span]]:
    """What the law sets aside of the allocation for a programme, at each place that has one.

    Where the law reckons it from the money of a kecamatan or the city, what rounding down each kelurahan's part leaves
    over stands at that place, so that the parts add up to the whole.
    """

    def spans(scope: Scope) -> Iterator[Span]:
        for (year, base), places in _allocations(scope, programme).items():
            for month in sorted({month for moved in places.values() for month in moved}):
                yield from _parts(scope, programme, year, base, places, month)

    return spans


Allocations = dict[str, dict[int, int]]
"""Rupiah promised to each place, by the month from which they count."""


def _allocations(scope: Scope, programme: str) -> dict[tuple[int, str], Allocations]:
    found: dict[tuple[int, str], Allocations] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for one in _moved(scope):
        sign = {"allocation": 1, "allocation_cut": -1}.get(one.move, 0)
        first = _in_year(one)
        if sign and first is not None:
            share = law_share(programme, one.year, one.place, scope.law)
            base = _base(one.place, share.base) if share else ""
            if share:
                found[one.year, base][one.place][first] += sign * one.amount
    return found


def _base(place: str, level: str) -> str:
    parts = {"kota": 2, "kecamatan": 3}.get(level, 4)
    return ".".join(place.split(".")[:parts])


def _parts(scope: Scope, programme: str, year: int, base: str, places: Allocations, month: int) -> Iterator[Span]:
    """What changes in a month: each place's part, and the base's remainder."""

    def part(place: str, amount: int) -> int:
        share = law_share(programme, year, place, scope.law)
        return share.limit(amount) if share else 0

    def until(place: str, last: int) -> int:
        return sum(amount for first, amount in places[place].items() if first <= last)

    def rest(last: int) -> int:
        total = sum(until(place, last) for place in places)
        return part(base, total) - sum(part(place, until(place, last)) for place in places)

    for place in sorted(places):
        moved = part(place, until(place, month)) - part(place, until(place, month - 1))
        if moved:
            yield Span(place, month, year * 12 + 11, "place", place, moved)
    left = rest(month) - rest(month - 1)
    if left:
        yield Span(base, month, year * 12 + 11, "place", base, left)


@dataclass(frozen=True, slots=True)
class _First:
    """A place's first receipt of a funding year, and the first contribution paid out of it (None: none yet)."""

    place: str
    year: int
    came: date
    paid: date | None


def _firsts(scope: Scope) -> list[_First]:
    came: dict[tuple[str, int], date] = {}
    paid: dict[tuple[str, int], date] = {}
    for one in _moved(scope):
        key = one.place, one.year
        if one.stands and one.move in RECEIPTS:
            came[key] = min(came.get(key, one.day), one.day)
        elif one.stands and one.move in PAYMENTS and one.programme:
            paid[key] = min(paid.get(key, one.day), one.day)
    return [_First(place, year, day, paid.get((place, year))) for (place, year), day in sorted(came.items())]


def first_receipts(scope: Scope) -> Iterator[Span]:
    """Places whose first money of a funding year came in the calendar year, from that month on."""
    for one in scope.once("first money", _firsts):
        yield Span(one.place, month_number(one.came), one.came.year * 12 + 11, "first", f"{one.place}/{one.year}")


def days_to_cover(scope: Scope) -> Iterator[Span]:
    """Days from that receipt to the first contribution: nothing where it was advanced; so far, where none is paid."""
    for one in scope.once("first money", _firsts):
        name, last = f"{one.place}/{one.year}", one.came.year * 12 + 11
        month = max(month_number(one.came), scope.first)
        paid_in = month_number(one.paid) if one.paid else last + 1
        while month <= min(last, scope.last) and month < paid_in:
            days = max(0, (scope.end_of(month) - one.came).days)
            yield Span(one.place, month, month, "first", name, days)
            month += 1
        if one.paid and month <= last:
            days = max(0, (one.paid - one.came).days)
            yield Span(one.place, max(month, paid_in), last, "first", name, days)


@dataclass(frozen=True, slots=True)
class _Waited:
    """A receipt of a place's funding year, and the first contribution paid from it (None: none yet)."""

    place: str
    year: int
    came: date
    paid: date | None

    @property
    def name(self) -> str:
        """Its id in the record."""
        return f"{self.place}/{self.year}/{self.came}"


def _waited(scope: Scope) -> list[_Waited]:
    came: dict[tuple[str, int], list[tuple[date, int]]] = defaultdict(list)
    paid: dict[tuple[str, int], list[tuple[date, int]]] = defaultdict(list)
    for one in _moved(scope):
        if one.stands and one.move in RECEIPTS:
            came[one.place, one.year].append((one.day, one.amount))
        elif one.stands and one.move in PAYMENTS and one.programme:
            paid[one.place, one.year].append((one.day, one.amount))
    return [
        _Waited(place, year, wait.came, wait.paid)
        for (place, year), receipts in sorted(came.items())
        for wait in waits(receipts, paid[place, year], per_myriad=_set_aside(scope, year, place))
    ]


def _set_aside(scope: Scope, year: int, place: str) -> int:
    """The part of a funding year's money that the law sets aside for contributions, per 10,000."""
    shares = [law_share(programme, year, place, scope.law) for programme in CONTRIBUTED]
    return sum(share.per_myriad for share in shares if share)


def receipts(scope: Scope) -> Iterator[Span]:
    """Every receipt, from its month to the end of its calendar year."""
    for one in scope.once("receipts", _waited):
        yield Span(one.place, month_number(one.came), one.came.year * 12 + 11, "receipt", one.name)


def days_from_receipts(scope: Scope) -> Iterator[Span]:
    """Days from each receipt to the first contribution paid from it: nothing where it was advanced; so far, where none
    is paid."""
    for one in scope.once("receipts", _waited):
        last = one.came.year * 12 + 11
        month = max(month_number(one.came), scope.first)
        paid_in = month_number(one.paid) if one.paid else last + 1
        while month <= min(last, scope.last) and month < paid_in:
            days = max(0, (scope.end_of(month) - one.came).days)
            yield Span(one.place, month, month, "receipt", one.name, days)
            month += 1
        if one.paid and month <= last:
            yield Span(one.place, max(month, paid_in), last, "receipt", one.name, max(0, (one.paid - one.came).days))
