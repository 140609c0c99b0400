"""Bills that were paid whole for a group: whose months they pay by the office's list, and what is asked of the rest.

Rules: `padan.domain.ledger.group_bills`. What follows for people are portions whose line is the bill itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from padan.domain import contributions
from padan.domain.ledger.group_bills import ASKED, GroupMonth, group_month
from padan.domain.ledger.people import named
from padan.domain.months import Month
from padan.web.funds.group_lists import Lists, key_of, lists_read
from padan.web.funds.models import ImportLine, months_between

NAMING = ("named", "name_back")
"""Outcomes of rows that name somebody of a bill."""


class NamedRow(NamedTuple):
    """What a row that names somebody says: read many at a time, where a whole line would be read for five values."""

    outcome: str
    amount: int | None
    heads: int | None
    person_id: int | None
    asked_id: int | None
    stranger: bool
    first_month: date | None
    last_month: date | None

    @property
    def span(self) -> tuple[Month, ...]:
        """The months that it is for."""
        return months_between(self.first_month, self.last_month)


@dataclass(frozen=True, slots=True)
class Names:
    """Whom a bill names: rupiah by month and person of the record, lines of which nobody knows whose they are, and what
    all lines come to, corrections taken off. `strangers`: rupiah by month of each name that the office called none of
    its people. `amount`, `heads`: what the bill says, less what corrections of it take back."""

    by_month: Mapping[Month, Mapping[int, int]]
    persons: int
    nobody: int
    total: int
    strangers: Mapping[Month, Mapping[int, int]]
    amount: int | None
    heads: int | None

    @property
    def whole(self) -> bool:
        """Whether the bill is told by name to the last person and rupiah."""
        strangers = {name for month in self.strangers.values() for name in month}
        return _is_whole(self.amount, self.heads, self.persons + len(strangers), self.nobody, self.total)


def _is_whole(amount: int | None, heads: int | None, people: int, nobody: int, total: int) -> bool:
    """`amount`, `heads`: what the bill says; `people`: persons of the record and strangers."""
    return nobody == 0 and total == amount and people > 0 and people >= (heads or 0)


def names_of(
    bill: ImportLine, roots: Lists | None = None, rows: Iterable[NamedRow | ImportLine] | None = None
) -> Names:
    """Whom a bill names. `roots`: where records were merged; `rows`: its names, by default those read with it."""
    found: dict[Month, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    strangers: dict[Month, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    persons: set[int] = set()
    nobody, total = 0, 0
    told = list(bill.names.all() if rows is None else rows)
    for line in told:
        if line.outcome not in NAMING:
            continue
        total += line.amount or 0
        if line.person_id is None and not line.stranger:
            nobody += 1
            continue
        whom, of = strangers, line.asked_id or 0
        if line.person_id is not None:
            whom, of = found, roots.root(line.person_id) if roots else line.person_id
            persons.update({of} if (line.amount or 0) >= 0 else ())
        months = line.span or bill.span
        for part in named(key_of(of), months, line.amount or 0) if months and line.amount else ():
            whom[part.month][of] += part.amount
    amount, heads = left_of(bill, told)
    return Names(_above_nothing(found), len(persons), nobody, total, _above_nothing(strangers), amount, heads)


def _above_nothing(by_month: Mapping[Month, Mapping[int, int]]) -> dict[Month, dict[int, int]]:
    """Without those of whom everything was taken back."""
    return {month: {of: rupiah for of, rupiah in told.items() if rupiah > 0} for month, told in by_month.items()}


def left_of(bill: ImportLine, rows: Iterable[NamedRow | ImportLine]) -> tuple[int | None, int | None]:
    """Rupiah and people of a bill, less what corrections of it (among `rows`) take back."""
    back = [row for row in rows if row.outcome == "takes_back"]
    return _less(bill.amount, sum(row.amount or 0 for row in back)), _less(bill.heads, -sum(r.heads or 0 for r in back))


def _less(count: int | None, back: int) -> int | None:
    return None if count is None else max(0, count + back)


def group_months(bill: ImportLine, programme: str, names: Names, lists: Lists) -> tuple[GroupMonth, ...]:
    """What becomes of each month of a bill that does not tell everybody by name."""
    months = bill.span
    if not months or not names.amount or bill.place_id is None or not programme:
        return ()
    if _takes_from_names(bill, names):
        return tuple(group_month(0, one, heads=names.heads, listed=(), named={}, corrected=True) for one in months)
    amounts = contributions.portions(names.amount, len(months))
    found = []
    for month, amount in zip(months, amounts, strict=True):
        of = (bill.place_id, programme, month)
        told = {key_of(person): rupiah for person, rupiah in names.by_month.get(month, {}).items()}
        said = group_month(
            amount, month, heads=names.heads, listed=lists.listed(of), unread=lists.unread.get(of, 0),
            others=max(0, lists.bills[of] - 1), named=told, slack=lists.slack(programme, month),
            strangers=list(names.strangers.get(month, {}).values()),
        )  # fmt: skip
        found.append(said)
    return tuple(found)


def _takes_from_names(bill: ImportLine, names: Names) -> bool:
    """Whether a correction took back of a bill whose names come to more than it left, so that one of them is no longer
    paid for, and nobody says who."""
    left = names.amount or 0
    return names.nobody == 0 and left < (bill.amount or 0) and left < names.total


@dataclass(frozen=True, slots=True)
class GroupBill:
    """A bill that an order paid and that does not tell everybody by name, with what became of its months."""

    line: ImportLine
    names: Names
    months: tuple[GroupMonth, ...]

    @property
    def known(self) -> frozenset[Month]:
        """The months of which the list tells for whom they are."""
        return frozenset(one.month for one in self.months if one.state == "known")

    @property
    def state(self) -> str:
        """What is to be said of it as a whole: what is asked goes before what is missing, and that before what is
        known; "" where it names no month."""
        states = [one.state for one in self.months]
        return next((key for key in (*ASKED, "no_list", "known") if key in states), "")

    @property
    def worst(self) -> GroupMonth | None:
        """The first month of that state."""
        return next((one for one in self.months if one.state == self.state), None)


def group_bills(paid: QuerySet[ImportLine]) -> list[GroupBill]:
    """Those of these bills that do not tell everybody by name, in their order."""
    left = [
        bill
        for bill, amount, heads, people, nobody, total in _told_by_name(paid)
        if not _is_whole(amount, heads, people, nobody, total)
    ]
    if not left:
        return []
    rows = ImportLine.objects.filter(pk__in=left).select_related("place", "file")
    found = list(rows.defer("found", "values").order_by("pk"))
    lists, named_rows = lists_read(found), _rows_that_name(left)
    each = ((bill, names_of(bill, lists, named_rows[bill.pk])) for bill in found)
    return [GroupBill(bill, names, group_months(bill, bill.programme, names, lists)) for bill, names in each]


def _rows_that_name(bills: Sequence[int]) -> Mapping[int, list[NamedRow]]:
    """The rows by which these bills name people, in the order of their file."""
    found: dict[int, list[NamedRow]] = defaultdict(list)
    rows = ImportLine.objects.filter(outcome__in=(*NAMING, "takes_back"), bill__in=bills)
    for bill, *said in rows.values_list("bill_id", *NamedRow._fields):
        if bill is not None:
            found[bill].append(NamedRow(*said))
    return found


_NAMED = Q(names__outcome__in=NAMING)
_NOBODY = _NAMED & Q(names__person=None)
_BACK = Q(names__outcome="takes_back")


def _told_by_name(paid: QuerySet[ImportLine]) -> Iterable[tuple[int, int | None, int | None, int, int, int]]:
    """Each of these bills, its rupiah and heads; persons and strangers whom it names, rows of which nobody knows whose
    they are, and what its rows come to."""
    told = (
        paid.order_by()
        .values_list("pk", "amount", "heads")
        .annotate(
            persons=Count("names__person", filter=_NAMED & Q(names__amount__gte=0), distinct=True),
            strangers=Count("names__asked", filter=_NOBODY & Q(names__stranger=True), distinct=True),
            nobody=Count("names", filter=_NOBODY & Q(names__stranger=False)),
            total=Sum("names__amount", filter=_NAMED),
            less=Sum("names__amount", filter=_BACK),
            fewer=Sum("names__heads", filter=_BACK),
        )
    )
    return (
        (bill, _less(amount, less or 0), _less(heads, -(fewer or 0)), persons + strangers, nobody, total or 0)
        for bill, amount, heads, persons, strangers, nobody, total, less, fewer in told
    )


def asked(found: Iterable[GroupBill]) -> list[GroupBill]:
    """Those about which the office is asked: the counts or the rupiah differ, or it names people whom nobody knows."""
    return [one for one in found if one.state in ASKED or (one.state != "known" and one.names.nobody)]


def lists_for(bills: Sequence[ImportLine]) -> Lists:
    """The lists that bills are held against which do not tell everybody by name; their names are read already."""
    return lists_read([bill for bill in bills if bill.heads and not names_of(bill).whole])
