"""Corrections: lines below zero, each laid to the payment that it takes back from. Rule: `domain.ledger.corrections`.

A correction of a bill or of a payment order lowers what that says; one that names a person lowers what was paid for the
person in its months. Nothing becomes less than nothing: what fits no payment takes back nothing, and says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet, Sum

from padan.domain import ledger
from padan.domain.ledger.corrections import CORRECTIONS, Paid, taken_from
from padan.domain.ledger.matching import plain
from padan.domain.months import Month
from padan.web.funds.booking import Book
from padan.web.funds.models import ImportLine, Posting, SheetKind, SheetState
from padan.web.funds.portions import payments_of

NEVER_PAID = frozenset({"unreadable", "known", "undone", *CORRECTIONS})
"""Outcomes of lines from which nothing can be taken back."""
BATCH = 500


def is_correction(line: ImportLine) -> bool:
    """Whether a line takes back."""
    return (line.amount or 0) < 0


def taken_back(lines: Sequence[ImportLine]) -> Counter[int]:
    """Rupiah that the corrections of accepted files take back of each of these lines, by their id."""
    found: Counter[int] = Counter()
    pks = [line.pk for line in lines if line.pk]
    for at in range(0, len(pks), BATCH):
        sums = ImportLine.objects.filter(
            bill__in=pks[at : at + BATCH], outcome="takes_back", file__state=SheetState.ACCEPTED
        )
        for pk, total in sums.order_by().values_list("bill").annotate(Sum("amount")):
            if pk is not None:
                found[pk] += -total
    return found


def _names_back(lines: Sequence[ImportLine]) -> Counter[tuple[int | None, str]]:
    """Rupiah that accepted corrections by name have taken back, by bill (or the line alone) and whom they name."""
    found: Counter[tuple[int | None, str]] = Counter()
    bills = {line.bill_id or line.pk for line in lines if line.pk and whom(line)}
    back = ImportLine.objects.filter(bill__in=bills, outcome="name_back", file__state=SheetState.ACCEPTED)
    for line in back.select_related("file") if bills else ():
        found[line.bill_id, whom(line)] -= line.amount or 0
    return found


def corrected_orders() -> Counter[int]:
    """Rupiah that posted corrections took back of payment orders, by the order's id."""
    posted = Posting.objects.filter(line__outcome="takes_back", given__kind="available", reversed_by__isnull=True)
    found: Counter[int] = Counter()
    for order, total in posted.order_by().values_list("line__bill_id").annotate(Sum("amount")):
        if order is not None:
            found[order] += total
    return found


class Payments:
    """What may be taken back from: payments of accepted files and of the file in hand, less what was taken already."""

    def __init__(self, found: Iterable[ImportLine]) -> None:
        self._lines = list(found)
        self._taken: Counter[int] = Counter()
        before, by_name = taken_back(self._lines), _names_back(self._lines)
        for at, line in enumerate(self._lines):
            own = (line.bill_id or line.pk, whom(line))
            less = min(by_name[own], line.amount or 0)
            by_name[own] -= less
            self._taken[at] = before[line.pk or 0] + less

    def take(self, line: ImportLine) -> ImportLine | None:
        """The payment that a correction takes back from; what it takes is taken from it."""
        offers = [_paid(one, str(at), (one.amount or 0) - self._taken[at]) for at, one in enumerate(self._lines)]
        key = taken_from(_paid(line, "", -(line.amount or 0)), offers)
        if not key:
            return None
        self._taken[int(key)] += -(line.amount or 0)
        return self._lines[int(key)]


def _paid(line: ImportLine, key: str, amount: int) -> Paid:
    place = line.place.code if line.place else ""
    first, last = _month(line.first_month), _month(line.last_month)
    return Paid(key, place, line.programme, first, last, plain(line.reference), whom(line), amount)


def _month(day: object) -> Month | None:
    year, month = getattr(day, "year", None), getattr(day, "month", None)
    return (year, month) if year and month else None


def whom(line: ImportLine) -> str:
    """Whom a line names, as its own words tell: by NIK, else by the letters of the name; "" for a bill or an order."""
    if line.values.get("_bill") or line.file.kind == SheetKind.DISBURSEMENTS:
        return ""
    return line.values.get("_nik") or plain(line.values.get("name") or "") or plain(line.values.get("kpj") or "")


def corrections_lay(lines: Sequence[ImportLine]) -> list[ImportLine]:
    """Lay the corrections among the lines of a file to what they take back from; gives them. Those that tell of a bill
    of the same file by name stay with it."""
    found = [line for line in lines if is_correction(line) and line.outcome not in ("unreadable", "known", "undone")]
    in_hand = {line.number: line for line in lines if line.outcome not in NEVER_PAID}
    waiting = [line for line in found if not _told_here(line, in_hand)]
    if waiting:
        bills, names = Payments(_heads(lines, waiting)), Payments(_names(lines, waiting))
        for line in waiting:
            paid = (names if whom(line) else bills).take(line)
            line.outcome = "takes_nothing" if paid is None else "name_back" if whom(line) else "takes_back"
            line.bill = (paid.bill or paid) if paid is not None and whom(line) else paid
            line.commitment_id = None
    return found


def _told_here(line: ImportLine, in_hand: Mapping[int, ImportLine]) -> bool:
    """Whether a correction by name tells of a bill of its own file that counts."""
    bill = line.bill
    return line.outcome == "name_back" and bill is not None and bill.file_id == line.file_id and bill.number in in_hand


def _heads(lines: Sequence[ImportLine], waiting: Sequence[ImportLine]) -> list[ImportLine]:
    """Bills or orders, the older first, those of this file last."""
    kind = lines[0].file.kind
    places = {line.place_id for line in waiting if not whom(line)}
    before = _accepted(kind).filter(place__in=places)
    if kind == SheetKind.PAYMENTS:
        before = before.filter(values___bill="1")
    own = [line for line in lines if not is_correction(line) and not whom(line) and line.outcome not in NEVER_PAID]
    return [*_others(before, own), *own]


def _names(lines: Sequence[ImportLine], waiting: Sequence[ImportLine]) -> list[ImportLine]:
    """Lines that name the people whom corrections name."""
    wanted = {whom(line) for line in waiting} - {""}
    niks = {line.values["_nik"] for line in waiting if line.values.get("_nik")}
    if not wanted:
        return []
    before = _accepted(SheetKind.PAYMENTS).filter(values___bill="")
    before = before.filter(values___nik__in=sorted(niks)) if niks else before.none()
    own = [
        line for line in lines if line.outcome not in NEVER_PAID and not is_correction(line) and whom(line) in wanted
    ]
    return [*_others(before, own), *own]


def _accepted(kind: str) -> QuerySet[ImportLine]:
    found = ImportLine.objects.filter(file__kind=kind, file__state=SheetState.ACCEPTED, amount__gt=0)
    return found.exclude(outcome__in=sorted(NEVER_PAID)).select_related("place", "file", "bill").order_by("day", "id")


def _others(before: QuerySet[ImportLine], own: Sequence[ImportLine]) -> list[ImportLine]:
    known = {line.pk for line in own}
    return [line for line in before if line.pk not in known]


def corrections_post(book: Book, corrections: Sequence[ImportLine]) -> set[int]:
    """Post the corrections of payment orders: what they take back is free money again. One that takes back more than
    still stands as paid takes nothing. Gives the ids of the orders that are less by it."""
    touched = set()
    for line in corrections:
        order = line.bill if line.outcome == "takes_back" else None
        parts = _parts(book, line, payments_of([order.pk])[order.pk]) if order is not None else []
        if not parts:
            line.outcome, line.bill = "takes_nothing", None
            continue
        for one, programme, amount in parts:
            said = {"line": line, "imported": True, "day": line.day, "reference": line.reference}
            book.post(ledger.take_back(book.balances, one, programme, amount), **said)
        touched.add(line.bill_id or 0)
    return touched


def _parts(book: Book, line: ImportLine, payments: Sequence[Posting]) -> list[tuple[ledger.Account, str, int]]:
    """Out of which accounts a correction takes back, the last payment first; none where they do not hold it all."""
    left = -(line.amount or 0)
    wanted: dict[tuple[ledger.Account, str], int] = defaultdict(int)
    for posting in reversed(payments):
        given = posting.given
        one = book.pocket(given.source, given.year, given.place)
        held = sum(book.balances.get(one.of(kind, given.programme), 0) for kind in ("paid", "reported"))
        amount = min(left, posting.amount, held - wanted[one, given.programme])
        wanted[one, given.programme] += max(0, amount)
        left -= max(0, amount)
    return [] if left else [(one, programme, amount) for (one, programme), amount in wanted.items() if amount]
