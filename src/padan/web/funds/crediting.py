"""The branch's answer to contributions paid after a death, as money: what came back, and what came off a bill.

Refunded: what was paid is free again. Granted: it is free, and pays at once for the month off whose bill it comes, so
that the people whom a smaller payment no longer reaches are paid all the same. Booked by the treasury, appended,
and undone like every other posting (docs/explanation/rules/benefits.md).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from padan.domain import ledger
from padan.domain.contributions import first_day
from padan.domain.ledger import Part
from padan.domain.months import read_month
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.cover.models import CreditAnswer
from padan.web.funds.allocating import TREASURER, only
from padan.web.funds.booking import Book
from padan.web.funds.importing import bills_tie
from padan.web.funds.models import Form, ImportLine, Portion, Posting, SheetKind, SheetState, Source
from padan.web.funds.portions import portions_refresh
from padan.web.funds.refusals import CREDIT_DONE, CREDIT_REFUSED, CREDIT_UNKNOWN
from padan.web.protection.models import Person
from padan.web.regions.models import Region


@dataclass(frozen=True, slots=True)
class Purse:
    """The money of a source and funding year at a place, paid for a programme."""

    source: Source
    year: int
    place: Region
    programme: str


@dataclass(frozen=True, slots=True)
class Share:
    """Rupiah of an answer that were paid out of one purse for one month."""

    purse: Purse
    month: date
    amount: int


def standing(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Those that are not undone and undo nothing."""
    return postings.filter(reverses__isnull=True, reversed_by__isnull=True)


def booked(answers: Collection[int]) -> set[int]:
    """Which of these answers stand in the ledger."""
    found = standing(Posting.objects.filter(credit__in=list(answers)))
    return {pk for pk in found.values_list("credit", flat=True) if pk is not None}


def to_book(*, known: bool | None = None) -> QuerySet[CreditAnswer]:
    """The answers that give money and are not booked, the oldest first. `known`: only those of people for whom the
    ledger knows any payment by name, or only the others."""
    found = CreditAnswer.objects.filter(amount__gt=0, replaced_by__isnull=True).exclude(claim__state="withdrawn")
    done = standing(Posting.objects.filter(credit__isnull=False)).values("credit")
    found = found.exclude(pk__in=done)
    if known is not None:
        named = Exists(Portion.objects.filter(person=OuterRef("claim__person")))
        found = found.filter(named) if known else found.exclude(named)
    return found.select_related("claim__person", "claim__office").order_by("day", "id")


def shares_of(answer: CreditAnswer) -> tuple[list[Share], int]:
    """Out of which purses the months of an answer were paid, the earliest month first, up to what it gives; and the
    rupiah of which the ledger does not know by name."""
    months = [first_day(read) for text in answer.months if (read := read_month(text))]
    left, found = answer.amount, []
    for (purse, month), paid in sorted(_paid(answer, months).items(), key=lambda one: one[0][1]):
        amount = min(left, paid)
        if amount:
            found.append(Share(purse, month, amount))
            left -= amount
    return found, left


def _paid(answer: CreditAnswer, months: Collection[date]) -> Mapping[tuple[Purse, date], int]:
    person = answer.claim.person_id
    persons = [person, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    portions = Portion.objects.filter(
        person__in=persons, month__in=months, form=Form.CONTRIBUTION, posting__reversed_by__isnull=True
    ).exclude(posting__credit__isnull=False)
    found: Counter[tuple[Purse, date]] = Counter()
    for one in portions.select_related("posting__given__source", "posting__given__place").order_by("month", "id"):
        account = one.posting.given
        purse = Purse(account.source, account.year, account.place, account.programme)
        found[purse, one.month] += one.amount
    return found


@transaction.atomic
def credit_book(
    *, acting: Appointment, answer: CreditAnswer, day: date, reference: str, rest: Purse | None = None
) -> list[Posting]:
    """Post an answer. `rest`: out of which purse the months were paid that the ledger does not know by name.

    Raises CREDIT_REFUSED, CREDIT_DONE, CREDIT_UNKNOWN, and NOT_SO_MUCH where less was ever paid out of a purse.
    """
    only(acting, TREASURER)
    held = CreditAnswer.objects.select_for_update(of=("self",)).select_related("claim__person").get(pk=answer.pk)
    if not held.amount or not held.holds or held.claim.state == "withdrawn":
        raise CREDIT_REFUSED
    if booked([held.pk]):
        raise CREDIT_DONE
    shares, unknown = shares_of(held)
    if unknown and rest is None:
        raise CREDIT_UNKNOWN
    if unknown and rest is not None:
        last = read_month(held.months[-1]) if held.months else None
        shares = [*shares, Share(rest, first_day(last) if last else day.replace(day=1), unknown)]
    book = Book(acting, day, {"reference": reference.strip()[:160], "credit": held})
    for share in shares:
        _take_back(book, share)
    if held.word == "granted":
        for purse, amount in _by_purse(shares).items():
            _pay_again(book, purse, amount, held.bill_month)
    made = book.close()
    detail = {"word": held.word, "amount": held.amount, "postings": len(made)}
    event_append(action="funds.credit_book", acting=acting, about=made[0], detail=detail)
    people_told_again(held)
    return made


def _take_back(book: Book, share: Share) -> None:
    purse = share.purse
    one = book.pocket(purse.source, purse.year, purse.place)
    book.post(ledger.take_back(book.balances, one, purse.programme, share.amount), event_month=share.month)


def _by_purse(shares: Iterable[Share]) -> Mapping[Purse, int]:
    found: Counter[Purse] = Counter()
    for share in shares:
        found[share.purse] += share.amount
    return found


def _pay_again(book: Book, purse: Purse, amount: int, month: date | None) -> None:
    one = book.pocket(purse.source, purse.year, purse.place)
    book.post([Part(one, one.of("paid", purse.programme), amount)], event_month=month)


def people_told_again(answer: CreditAnswer) -> None:
    """Lay the bills of the month that a granted answer comes off to people anew: its money pays for some of them."""
    if answer.bill_month is None:
        return
    postings = Posting.objects.filter(credit=answer).select_related("given__place")
    places = {posting.given.place_id for posting in postings}
    bills = ImportLine.objects.filter(
        file__kind=SheetKind.PAYMENTS, file__state=SheetState.ACCEPTED, place__in=places, paid_by__isnull=False,
        first_month__lte=answer.bill_month, last_month__gte=answer.bill_month,
    )  # fmt: skip
    orders = {pk for pk in bills.values_list("paid_by", flat=True) if pk is not None}
    portions_refresh(bills_tie() | orders)


def came_back(persons: Collection[int]) -> QuerySet[Posting]:
    """The standing postings that took back what was paid for these persons after their deaths."""
    found = standing(Posting.objects.filter(credit__claim__person__in=persons, given__kind="available"))
    return found.select_related("credit", "taken__source", "given").order_by("-event_month", "-id")
