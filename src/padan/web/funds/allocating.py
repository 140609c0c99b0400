"""What is promised, what arrives by stage, what is made available and what is given back: written by Bappeda and
BPKAD."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from padan.domain import ledger
from padan.domain.ledger import Part
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.booking import PLACES, Book
from padan.web.funds.models import Posting as Row
from padan.web.funds.models import Source, StageArrival, StageDue
from padan.web.funds.refusals import NOT_A_PLACE
from padan.web.refusals import FORBIDDEN
from padan.web.regions.models import Region
from padan.web.roles import Role

PLANNER: frozenset[Role] = frozenset({Role.BAPPEDA})
TREASURER: frozenset[Role] = frozenset({Role.BPKAD})


def only(acting: Appointment, roles: frozenset[Role]) -> None:
    """Raises FORBIDDEN for any other role."""
    if acting.role not in roles:
        raise FORBIDDEN


def _place(place: Region) -> Region:
    if place.level not in PLACES:
        raise NOT_A_PLACE
    return place


@transaction.atomic
def source_make(*, acting: Appointment, key: str, name: str, earmarked: bool) -> Source:
    """A further source of money."""
    only(acting, PLANNER)
    source, _ = Source.objects.get_or_create(key=key, defaults={"name": name, "earmarked": earmarked})
    event_append(action="funds.source", acting=acting, about=source, detail={"key": key, "name": name})
    return source


@transaction.atomic
def allocate(
    *, acting: Appointment, source: Source, year: int, amounts: Mapping[Region, int], day: date, reference: str
) -> list[Row]:
    """Promise money of a funding year: rupiah for each place. What was promised before stays; this is added to it."""
    only(acting, PLANNER)
    book = Book(acting, day, {"reference": reference})
    book.pockets(source, year, amounts)
    for place, amount in amounts.items():
        one = book.pocket(source, year, _place(place))
        book.post([Part(one.of("granted"), one.of("allocated"), amount)])
    return _told(acting, book, "funds.allocate", source, year)


@transaction.atomic
def allocation_cut(
    *, acting: Appointment, source: Source, year: int, amounts: Mapping[Region, int], day: date, reference: str
) -> list[Row]:
    """Take back promises that have not come yet, all or none. Raises NOT_SO_MUCH where less is still to come."""
    only(acting, PLANNER)
    book = Book(acting, day, {"reference": reference})
    book.pockets(source, year, amounts)
    for place, amount in amounts.items():
        one = book.pocket(source, year, _place(place))
        book.post([Part(one.of("allocated"), one.of("granted"), amount)])
    return _told(acting, book, "funds.cut", source, year)


@transaction.atomic
def stage_due(*, acting: Appointment, source: Source, year: int, order: int, due_on: date) -> StageDue:
    """By when a stage should have come."""
    only(acting, PLANNER)
    due, _ = StageDue.objects.update_or_create(source=source, year=year, order=order, defaults={"due_on": due_on})
    event_append(action="funds.stage_due", acting=acting, about=due, detail={"due": str(due_on), "number": order})
    return due


@transaction.atomic
def stage_arrive(
    *,
    acting: Appointment,
    source: Source,
    year: int,
    order: int,
    amounts: Mapping[Region, int],
    day: date,
    reference: str,
    available: bool = True,
) -> list[StageArrival]:
    """Money of a funding year that has arrived; a fact, never refused. `available`: it can be spent from that day on,
    so it settles what was advanced and funds what waits."""
    only(acting, TREASURER)
    book = Book(acting, day, {"reference": reference})
    book.pockets(source, year, amounts)
    arrivals = []
    for place, amount in amounts.items():
        arrival = StageArrival.objects.create(
            source=source,
            year=year,
            order=order,
            place=_place(place),
            amount=amount,
            day=day,
            reference=reference,
            by=acting.user,
        )
        _arrive(book, arrival, available=available)
        arrivals.append(arrival)
    _told(acting, book, "funds.arrive", source, year)
    return arrivals


def _arrive(book: Book, arrival: StageArrival, *, available: bool) -> None:
    one = book.pocket(arrival.source, arrival.year, arrival.place)
    facts = {"arrival": arrival, "stage": arrival.order}
    book.post(ledger.receive(book.balances, one, arrival.amount), **facts)
    if available:
        book.post([Part(one.of("received"), one, arrival.amount)], **facts)
        book.settle(one, **facts)


@transaction.atomic
def make_available(
    *, acting: Appointment, source: Source, year: int, amounts: Mapping[Region, int], day: date, reference: str
) -> list[Row]:
    """Money that had arrived can be spent from a day on, at all of these places or at none."""
    only(acting, TREASURER)
    book = Book(acting, day, {"reference": reference})
    book.pockets(source, year, amounts)
    for place, amount in amounts.items():
        one = book.pocket(source, year, _place(place))
        book.post([Part(one.of("received"), one, amount)])
        book.settle(one)
    return _told(acting, book, "funds.available", source, year)


@transaction.atomic
def give_back(
    *, acting: Appointment, source: Source, year: int, amounts: Mapping[Region, int], day: date, reference: str
) -> list[Row]:
    """Money given back to its giver, rupiah for each place; a fact, never refused."""
    only(acting, TREASURER)
    book = Book(acting, day, {"reference": reference})
    book.pockets(source, year, amounts)
    for place, amount in amounts.items():
        one = book.pocket(source, year, _place(place))
        book.post(ledger.give_back(book.balances, one, amount))
    return _told(acting, book, "funds.give_back", source, year)


@transaction.atomic
def refund(
    *,
    acting: Appointment,
    source: Source,
    year: int,
    amounts: Mapping[Region, int],
    programme: str,
    day: date,
    reference: str,
) -> list[Row]:
    """Paid money that came back, say a contribution paid after a death: it is free again. Raises NOT_SO_MUCH above what
    was paid."""
    only(acting, TREASURER)
    book = Book(acting, day, {"reference": reference})
    book.pockets(source, year, amounts)
    for place, amount in amounts.items():
        one = book.pocket(source, year, _place(place))
        book.post(ledger.take_back(book.balances, one, programme, amount))
        book.settle(one)
    return _told(acting, book, "funds.refund", source, year)


def _told(acting: Appointment, book: Book, action: str, source: Source, year: int) -> list[Row]:
    made = book.close()
    total = sum(posting.amount for posting in made[:1])
    detail = {"source": source.key, "year": year, "postings": len(made), "first": total}
    event_append(action=action, acting=acting, about=made[0] if made else source, detail=detail)
    return made
