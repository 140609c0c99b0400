"""What the months of cover are told of money: payments by name, and which bills are told to the last rupiah.

A payment laid to people only because a run had found them paid is no word of its own, and is left out
(docs/explanation/rules/months-of-cover.md).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.db.models import Count, Max, Q, QuerySet, Sum

from padan.domain.cover_evidence import Group
from padan.domain.months import Month
from padan.web.cover.ledger_word import Ledger, PaidByName, Place
from padan.web.funds.models import Form, ImportLine, Portion, Posting, SheetKind, SheetState
from padan.web.regions.models import Level, Region


def _portions() -> QuerySet[Portion]:
    """Contributions of payments that stand, for a person, told by a line or by hand."""
    told = Q(line__isnull=False) | Q(by__isnull=False)
    found = Portion.objects.filter(told, person__isnull=False, form=Form.CONTRIBUTION)
    return found.filter(posting__reversed_by__isnull=True).exclude(programme="")


def paid() -> Iterator[PaidByName]:
    """Every month that a payment by name was for."""
    columns = ("person_id", "month", "programme", "amount", "posting__given__source__key", "place_id")
    for person, *rest in _portions().order_by("pk").values_list(*columns).iterator(5000):
        if person is not None:
            yield PaidByName(person, *rest)


def mark() -> str:
    """Changes where something was booked, undone, laid to somebody or read from a file since. The worker asks in every
    round, so that only what an index tells is asked."""
    portions = Portion.objects.aggregate(last=Max("pk"), n=Count("pk"))
    postings, lines = (kept.objects.aggregate(last=Max("pk"))["last"] or 0 for kept in (Posting, ImportLine))
    tied = ImportLine.objects.filter(paid_by__isnull=False).count()
    return f"{portions['last'] or 0}-{portions['n']}-{postings}-{lines}-{tied}"


_BILLS = Q(file__kind=SheetKind.PAYMENTS, file__state=SheetState.ACCEPTED, values___bill="1") & ~Q(
    outcome__in=("unreadable", "known", "undone", "named")
)


def groups() -> Mapping[Place, Group]:
    """What the bills of each place and programme tell, by month. A bill that names no kelurahan leaves the months of
    every group open that it may be for."""
    whole: dict[Place, set[Month]] = defaultdict(set)
    open_: dict[Place, set[Month]] = defaultdict(set)
    wide: list[tuple[str, str, set[Month]]] = []
    bills = ImportLine.objects.filter(_BILLS).exclude(programme="").select_related("place").order_by("pk")
    told = _names()
    for bill in bills.defer("found", "values"):
        months = set(bill.span)
        if bill.place is None or bill.place.level != Level.KELURAHAN:
            wide.append((bill.place.code if bill.place else "", bill.programme, months))
            continue
        found = whole if bill.paid_by_id and _is_whole(bill, told.get(bill.pk, _NONE)) else open_
        found[bill.place.pk, bill.programme] |= months
    _open_below(wide, set(whole), open_)
    return {key: Group(frozenset(whole[key]), frozenset(open_[key])) for key in {*whole, *open_}}


_Names = tuple[int, int, int]
"""Persons named, lines that name nobody of the record, rupiah."""
_NONE: _Names = (0, 0, 0)


def _names() -> dict[int, _Names]:
    named = ImportLine.objects.filter(file__state=SheetState.ACCEPTED, bill__isnull=False, outcome="named").order_by()
    sums = named.values_list("bill").annotate(
        persons=Count("person", distinct=True), nobody=Count("pk", filter=Q(person=None)), total=Sum("amount")
    )
    return {bill: (persons, nobody, total or 0) for bill, persons, nobody, total in sums if bill is not None}


def _is_whole(bill: ImportLine, told: _Names) -> bool:
    persons, nobody, total = told
    return nobody == 0 and total == bill.amount and persons > 0 and persons >= (bill.heads or 0)


def _open_below(wide: list[tuple[str, str, set[Month]]], known: set[Place], open_: dict[Place, set[Month]]) -> None:
    """Bills in the name of a kecamatan, or of nobody, may be for anybody below."""
    if not wide:
        return
    codes = dict(Region.objects.filter(pk__in={place for place, _ in known}).values_list("pk", "code"))
    for code, programme, months in wide:
        for place, own in known:
            if own == programme and (not code or codes[place].startswith(f"{code}.")):
                open_[place, own] |= months


LEDGER = Ledger(mark, paid, groups)
