"""What the months of cover are told of money: payments by name and for whole groups, and of which months of which
bills it is known for whom they are.

A payment laid to people only because a run had found them paid is no word of its own, and is left out
(docs/explanation/rules/months-of-cover.md).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, Sum

from padan.domain.cover_evidence import Group
from padan.domain.months import Month
from padan.web.cover.ledger_word import Ledger, PaidMonth, Place
from padan.web.funds.group_bills import NAMING, GroupBill, group_bills
from padan.web.funds.group_lists import BILLS
from padan.web.funds.importing import people_of
from padan.web.funds.models import Form, ImportLine, NameAnswer, Portion, Posting, SheetState
from padan.web.funds.name_weighing import names_outdated
from padan.web.funds.naming import names_settle
from padan.web.funds.portions import portions_refresh
from padan.web.many_rows import rows_rewrite
from padan.web.regions.models import Level, Region


def _portions() -> QuerySet[Portion]:
    """Contributions of payments that stand, for a person, told by a line or by hand."""
    told = Q(line__isnull=False) | Q(by__isnull=False)
    found = Portion.objects.filter(told, person__isnull=False, form=Form.CONTRIBUTION)
    return found.filter(posting__reversed_by__isnull=True).exclude(programme="")


def paid() -> Iterator[PaidMonth]:
    """Every month that a payment was for. Where the line is a bill's head, it was for its whole group."""
    columns = ("person_id", "month", "programme", "amount", "posting__given__source__key", "place_id")
    rows = _portions().order_by("pk").values_list(*columns, "line__values___bill", *_OFFICES)
    for person, month, programme, amount, source, place, head, *offices in rows.iterator(5000):
        if person is not None:
            office = next((one for one in offices if one is not None), None)
            yield PaidMonth(person, month, programme, amount, source, place, bool(head), office)


_OFFICES = ("office", "line__office", "line__bill__office")
"""Where an office stands that was named for a payment."""


def mark() -> str:
    """Changes where something was booked, undone, laid to somebody, answered or read from a file since. The worker asks
    in every round, so that only what an index tells is asked."""
    portions = Portion.objects.aggregate(last=Max("pk"), n=Count("pk"))
    kept = (Posting, ImportLine, NameAnswer)
    postings, lines, answers = (table.objects.aggregate(last=Max("pk"))["last"] or 0 for table in kept)
    tied = ImportLine.objects.filter(paid_by__isnull=False).count()
    by_hand = Portion.objects.filter(office__isnull=False).aggregate(n=Count("pk"), told=Sum("office"))
    named = f"{by_hand['n']}.{by_hand['told'] or 0}"
    return f"{portions['last'] or 0}-{portions['n']}-{postings}-{lines}-{tied}-{answers}-{named}"


# --- for whom bills are, as the record knows it now -----------------------------------------------------------------


@transaction.atomic
def settle() -> int:
    """Lay payments to people anew where the record has come to know names or lists since; gives how many orders. Doing
    it twice changes nothing."""
    orders = _names_found()
    orders |= names_settle()
    names_outdated()
    orders |= _moved(group_bills(_paid_bills()))
    if orders:
        portions_refresh(orders)
    return len(orders)


def _paid_bills() -> QuerySet[ImportLine]:
    return ImportLine.objects.filter(BILLS, paid_by__isnull=False).exclude(programme="").order_by("pk")


def _names_found() -> set[int]:
    """Names of bills that were nobody's when their file was accepted and are one person's now; gives the orders."""
    lines = ImportLine.objects.filter(outcome__in=NAMING, person=None, file__state=SheetState.ACCEPTED)
    waiting = list(lines.select_related("bill"))
    known = people_of(sorted({nik for line in waiting if (nik := line.values.get("_nik"))}))
    found = [line for line in waiting if line.values.get("_nik") in known]
    for line in found:
        line.person_id = known[line.values["_nik"]]
    rows_rewrite(found, ["person"])
    return {line.bill.paid_by_id for line in found if line.bill is not None and line.bill.paid_by_id}


def _moved(bills: Sequence[GroupBill]) -> set[int]:
    """The orders of bills whose lists now give other months than those that stand."""
    stands: dict[int, dict[tuple[str, Month], int]] = defaultdict(lambda: defaultdict(int))
    held = Portion.objects.filter(line__in=[one.line.pk for one in bills], person__isnull=False)
    rows = held.filter(posting__reversed_by__isnull=True).values_list("line_id", "person_id", "month", "amount")
    for line, person, month, amount in rows:
        if line is not None:
            stands[line][f"p{person}", (month.year, month.month)] += amount
    return {one.line.paid_by_id for one in bills if one.line.paid_by_id and stands[one.line.pk] != _given(one)}


def _given(one: GroupBill) -> dict[tuple[str, Month], int]:
    return {(part.person, part.month): part.amount for month in one.months for part in month.portions}


def groups() -> Mapping[Place, Group]:
    """What the bills of each place and programme tell, by month. A bill of a kecamatan, or of nobody, of which not
    everybody is known leaves the months of every group below open that it may be for; so does one of an office of the
    whole city, for there are several such offices."""
    whole: dict[Place, set[Month]] = defaultdict(set)
    open_: dict[Place, set[Month]] = defaultdict(set)
    wide: list[tuple[str, str, set[Month]]] = []
    bills = ImportLine.objects.filter(BILLS).exclude(programme="").order_by("pk")
    by_list = {one.line.pk: one.known for one in group_bills(bills.filter(paid_by__isnull=False))}
    for bill in bills.select_related("place").defer("found", "values"):
        months = set(bill.span)
        known = (months & by_list[bill.pk] if bill.pk in by_list else months) if bill.paid_by_id else set()
        if bill.place is not None and bill.place.level == Level.CITY:
            known = set()
        if bill.place is not None:
            whole[bill.place.pk, bill.programme] |= known
            open_[bill.place.pk, bill.programme] |= months - known
        if bill.office_id is None and (bill.place is None or bill.place.level != Level.KELURAHAN):
            wide.append((bill.place.code if bill.place else "", bill.programme, months - known))
    _open_below(wide, set(whole), open_)
    return {key: Group(frozenset(whole[key]), frozenset(open_[key])) for key in {*whole, *open_}}


def _open_below(wide: list[tuple[str, str, set[Month]]], known: set[Place], open_: dict[Place, set[Month]]) -> None:
    """Bills in the name of a kecamatan, or of nobody, may be for anybody below."""
    if not any(months for _, _, months in wide):
        return
    codes = dict(Region.objects.filter(pk__in={place for place, _ in known}).values_list("pk", "code"))
    for code, programme, months in wide:
        for place, own in known:
            if own == programme and (not code or codes[place].startswith(f"{code}.")):
                open_[place, own] |= months


LEDGER = Ledger(mark, paid, groups, settle)
