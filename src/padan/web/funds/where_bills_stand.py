"""Where the person-months and rupiah of the branch's bills stand: with an office, in Bappeda's queue, or for nobody who
is known. Nothing stands twice, and nothing nowhere.

Rule: docs/explanation/rules/payments-to-people.md, "A bill that is no office's".
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from padan.domain.ledger.people import named
from padan.domain.months import Month
from padan.web.cover.ledger_offices import offices_of_places, queue_office
from padan.web.cover.models import PersonMonth
from padan.web.funds.group_bills import NAMING, left_of
from padan.web.funds.models import ImportLine, Portion, SheetImport, SheetKind, SheetState

TAKEN = ("paid_by_sp2d", "without_sp2d", "no_place")
"""Outcomes of bills that count: heads, and lines of one person that have none."""


def bills_taken() -> QuerySet[ImportLine]:
    """Every bill of the branch that counts."""
    found = ImportLine.objects.filter(file__kind=SheetKind.PAYMENTS, file__state=SheetState.ACCEPTED, amount__gt=0)
    return found.filter(outcome__in=TAKEN).order_by("pk")


def nobodys(places: Iterable[int]) -> Q:
    """The condition that no office answers for a bill, or that it is not known for which programme it is. `places`:
    those with an office of their own."""
    return Q(programme="") | Q(Q(place=None) | ~Q(place__in=sorted(places)), office=None)


def bills_without() -> QuerySet[ImportLine]:
    """The bills in Bappeda's queue."""
    return bills_taken().filter(nobodys(offices_of_places()))


@dataclass(frozen=True, slots=True)
class Amount:
    """Person-months and rupiah."""

    months: int = 0
    rupiah: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.months + other.months, self.rupiah + other.rupiah)

    def less(self, other: "Amount") -> "Amount":
        """What is left, never less than nothing."""
        return Amount(max(0, self.months - other.months), max(0, self.rupiah - other.rupiah))


NOTHING = Amount()
BATCH = 5000


@dataclass(frozen=True, slots=True)
class Stands:
    """Where the person-months and rupiah of bills stand; the three add up to what the bills say, corrections taken off.
    `office`: an office answers; `queue`: in Bappeda's queue; `nobody`: not assigned to a person."""

    office: Amount = NOTHING
    queue: Amount = NOTHING
    nobody: Amount = NOTHING

    def __add__(self, other: "Stands") -> "Stands":
        return Stands(self.office + other.office, self.queue + other.queue, self.nobody + other.nobody)

    @property
    def whole(self) -> Amount:
        """All of it."""
        return self.office + self.queue + self.nobody


def file_stands(sheet: SheetImport) -> Stands:
    """Where the bills of one accepted file stand."""
    bills = list(bills_taken().filter(file=sheet).prefetch_related("names").defer("found"))
    return sum(stands_of(bills).values(), Stands())


def stands_of(bills: Sequence[ImportLine]) -> dict[int, Stands]:
    """Where each of these bills stands, by its id. Its names are read with it."""
    paid = _paid_months(bills)
    places = offices_of_places()
    without = [bill for bill in bills if not _is_answered(bill, places)]
    elsewhere = _answered_elsewhere({one.root for bill in without for one in paid.get(bill.pk, ())})
    return {bill.pk: _stands(bill, paid.get(bill.pk, ()), places, elsewhere) for bill in bills}


@dataclass(frozen=True, slots=True)
class _Paid:
    """A person's month that a payment holds. `root`: the record that stands for the person, 0 for a name that is asked
    about."""

    root: int
    key: tuple[str, date]
    rupiah: int


def _paid_months(bills: Sequence[ImportLine]) -> Mapping[int, Sequence[_Paid]]:
    """What standing payments hold of these bills for somebody, by the bill: by its rows, else of its order's people."""
    found: dict[int, list[_Paid]] = defaultdict(list)
    by_order: dict[tuple[int, int], list[ImportLine]] = defaultdict(list)
    for bill in bills:
        if bill.paid_by_id and bill.place_id:
            by_order[bill.paid_by_id, bill.place_id].append(bill)
    pks = {bill.pk for told in by_order.values() for bill in told}
    of_these = (
        Q(line__in=pks) | Q(line__bill__in=pks) | Q(line=None, by=None, posting__line__in={o for o, _ in by_order})
    )
    rows = Portion.objects.filter(of_these, posting__reversed_by__isnull=True, posting__credit=None).order_by("pk")
    for line, above, person, root, month, rupiah, order, place in rows.values_list(
        "line_id", "line__bill_id", "person_id", "person__merged_into_id", "month", "amount", "posting__line_id",
        "place_id",
    ):  # fmt: skip
        who = root or person or 0
        told = _Paid(who, (f"p{who}" if who else f"l{line}", month), rupiah)
        bill_pk = above if above in pks else line or _with_room(by_order[order, place], month, rupiah, found)
        if bill_pk is not None:
            found[bill_pk].append(told)
    return found


def _with_room(
    bills: Sequence[ImportLine], month: date, rupiah: int, found: Mapping[int, Sequence[_Paid]]
) -> int | None:
    """The first of these bills of that month whose rows name nobody and that holds so much more."""
    for bill in bills:
        if (month.year, month.month) in bill.span and not bill.names.all() and bill.is_head:
            taken = sum(one.rupiah for one in found.get(bill.pk, ()))
            if taken + rupiah <= (bill.amount or 0):
                return bill.pk
    return None


def _answered_elsewhere(persons: Collection[int]) -> frozenset[tuple[int, str, date]]:
    """The months of these persons for which an office answers, other than the one in whose queue the rest stands."""
    found: set[tuple[int, str, date]] = set()
    wanted = sorted(persons)
    for at in range(0, len(wanted), BATCH):
        rows = PersonMonth.objects.filter(person__in=wanted[at : at + BATCH]).exclude(office=queue_office())
        found.update(rows.values_list("person_id", "segment", "month"))
    return frozenset(found)


def _is_answered(bill: ImportLine, places: Collection[int]) -> bool:
    """Whether an office answers for all that a bill is for."""
    return bool(bill.office_id) or bill.place_id in places


def _stands(
    bill: ImportLine, paid: Sequence[_Paid], places: Collection[int], elsewhere: Collection[tuple[int, str, date]]
) -> Stands:
    whole = _whole(bill)
    if not bill.programme:
        return Stands(queue=whole)
    if _is_answered(bill, places):
        office = _added(paid) if bill.paid_by_id else _by_name(bill, whole)
        return Stands(office=office, nobody=whole.less(office))
    home = _added([one for one in paid if (one.root, bill.programme, one.key[1]) in elsewhere])
    return Stands(office=home, queue=whole.less(home))


def _added(paid: Sequence[_Paid]) -> Amount:
    return Amount(len({one.key for one in paid}), sum(one.rupiah for one in paid))


def _whole(bill: ImportLine) -> Amount:
    """What a bill says, less what corrections take back: people times months, or those whom its rows name."""
    rupiah, heads = left_of(bill, bill.names.all())
    months = max(1, len(bill.span))
    people = heads if heads is not None else max(1, len(rows_of(bill)))
    return Amount(max(people * months, _by_name(bill, None).months), rupiah or 0)


def rows_of(bill: ImportLine) -> list[ImportLine]:
    """The rows that tell whom a bill is for: those below its head; of a line that has none, itself too."""
    own = [line for line in bill.names.all() if line.outcome in NAMING]
    return own if bill.is_head else [bill, *own]


def _by_name(bill: ImportLine, whole: Amount | None) -> Amount:
    """The months and rupiah that rows name somebody for, corrections taken off; never more than the bill holds."""
    left: Counter[tuple[str, Month]] = Counter()
    for line in rows_of(bill):
        months = line.span or bill.span
        for part in named(_whom(line), months, line.amount or 0) if months and line.amount else ():
            left[part.person, part.month] += part.amount
    kept = [rupiah for rupiah in left.values() if rupiah > 0]
    found = Amount(len(kept), sum(kept))
    return found if whole is None or found.rupiah <= whole.rupiah else NOTHING


def _whom(line: ImportLine) -> str:
    return (
        f"p{line.person_id}" if line.person_id else line.values.get("_nik") or line.values.get("name") or str(line.pk)
    )
