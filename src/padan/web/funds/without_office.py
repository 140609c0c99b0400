"""Bappeda's queue of bills for whose people no office answers, as a page shows it; and payments written by hand of
which the same is true.

Rule: docs/explanation/rules/payments-to-people.md, "A bill that is no office's".
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from padan.domain.contributions import read_number
from padan.web.accounts.models import Office
from padan.web.cover.ledger_offices import Answering, answering_read, offices_of_places, queue_office
from padan.web.cover.models import PersonMonth
from padan.web.funds.models import Form, ImportLine, Portion, Posting
from padan.web.funds.where_bills_stand import (
    Amount,
    Stands,
    bills_taken,
    bills_without,
    rows_of,
    stands_of,
)
from padan.web.protection.models import Person

SHOWN = 3
"""Rows of a group that a page names."""
WITHOUT, NAMED = "menunggu", "dicatat"


def npp_of(bill: ImportLine) -> str:
    """The NPP that a bill names, "" for none."""
    return read_number(bill.values.get("npp")) or ""


@dataclass
class Group:
    """Bills that one answer settles: all of one NPP, or one that names none. `likely`: the office of most of the homes
    of those whom they name; `why`: keys of what is missing."""

    npp: str
    bills: list[ImportLine] = field(default_factory=list)
    stands: Stands = field(default_factory=Stands)
    office: Office | None = None
    likely: int = 0

    @property
    def first(self) -> ImportLine:
        """The row that a page shows and a form names."""
        return self.bills[0]

    @property
    def shown(self) -> list[ImportLine]:
        """The rows that a page names."""
        return self.bills[:SHOWN]

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.bills) - len(self.shown)

    @property
    def programme(self) -> str:
        """Whether the programme has to be told too."""
        return "" if any(not bill.programme for bill in self.bills) else self.first.programme

    @property
    def waits(self) -> Amount:
        """What of it is in the queue; of what was named, all of it."""
        return self.stands.queue if self.stands.queue.rupiah else self.stands.whole

    @property
    def chosen(self) -> int:
        """The office that a form shows first: the one named, else the likely one."""
        return self.office.pk if self.office is not None else self.likely

    @property
    def named(self) -> int:
        """Rows that name somebody."""
        return sum(len(rows_of(bill)) for bill in self.bills)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last month of all bills."""
        firsts = [bill.first_month for bill in self.bills if bill.first_month]
        lasts = [bill.last_month for bill in self.bills if bill.last_month]
        return (min(firsts), max(lasts)) if firsts and lasts else None


def groups_without(state: str = WITHOUT) -> list[Group]:
    """What waits in the queue, or (NAMED) what was named for the office that answers; most rupiah first."""
    found = bills_without() if state == WITHOUT else bills_taken().filter(office__isnull=False).exclude(programme="")
    bills = list(found.select_related("place", "file", "office").prefetch_related("names").defer("found"))
    stands = stands_of(bills)
    groups: dict[str, Group] = {}
    for bill in bills:
        key = npp_of(bill) or f"#{bill.pk}"
        group = groups.setdefault(key, Group(npp_of(bill), office=bill.office))
        group.bills.append(bill)
        group.stands += stands[bill.pk]
    _put_likely(groups.values())
    return sorted(groups.values(), key=lambda one: (-one.stands.whole.rupiah, one.first.pk))


def _put_likely(groups: Iterable[Group]) -> None:
    """Where most of those live whom the bills of a group name: offered, never taken by itself."""
    persons = {line.person_id for group in groups for bill in group.bills for line in rows_of(bill) if line.person_id}
    answering = answering_read(persons)
    for group in groups:
        homes = Counter(
            office for bill in group.bills for line in rows_of(bill) if (office := _likely(bill, line, answering))
        )
        group.likely = homes.most_common(1)[0][0] if homes else 0


def _likely(bill: ImportLine, line: ImportLine, answering: Answering) -> int | None:
    home = answering.homes.get(line.person_id or 0, 0)
    return answering.places.get(bill.place_id or 0) or answering.places.get(home)


# --- payments written by hand ----------------------------------------------------------------------------------------


@dataclass
class ByHand:
    """Somebody to whom payments were written by hand at a place without an office, and who lives in none that has
    one."""

    person: Person
    amount: Amount
    first: date
    last: date
    posting: Posting
    office: Office | None = None

    @property
    def chosen(self) -> int:
        """The office that a form shows first."""
        return self.office.pk if self.office is not None else 0


def portions_by_hand(state: str = WITHOUT) -> QuerySet[Portion]:
    """Contributions written by hand for somebody at places without an office."""
    found = Portion.objects.filter(
        line=None, by__isnull=False, person__isnull=False, form=Form.CONTRIBUTION, posting__reversed_by=None,
        office__isnull=state == WITHOUT,
    )  # fmt: skip
    return found.exclude(programme="").exclude(place__in=sorted(offices_of_places()))


def people_without(state: str = WITHOUT) -> list[ByHand]:
    """Those whose months stand in the queue for it, or (NAMED) for whom an office was named; most rupiah first."""
    portions = list(portions_by_hand(state).select_related("person__merged_into", "posting", "office").order_by("pk"))
    roots = {one.pk: one.person.merged_into or one.person for one in portions if one.person is not None}
    waiting = _in_queue(root.pk for root in roots.values())
    found: dict[int, ByHand] = {}
    for one in portions:
        root = roots[one.pk]
        if state == WITHOUT and (root.pk, one.programme, one.month) not in waiting:
            continue
        held = found.setdefault(root.pk, ByHand(root, Amount(), one.month, one.month, one.posting, one.office))
        held.amount += Amount(1, one.amount)
        held.first, held.last = min(held.first, one.month), max(held.last, one.month)
    return sorted(found.values(), key=lambda one: (-one.amount.rupiah, one.person.pk))


def _in_queue(persons: Iterable[int]) -> set[tuple[int, str, date]]:
    rows = PersonMonth.objects.filter(run=None, office=queue_office(), person__in=set(persons))
    return set(rows.values_list("person_id", "segment", "month"))


def cards_waiting() -> tuple[int, int]:
    """How many cards wait on the page, and the rupiah of their bills and payments as written; counted by the database,
    for pages that tell of the queue in one number."""
    bills = bills_without().order_by().values_list("values__npp").annotate(many=Count("pk"), rupiah=Sum("amount"))
    payers: set[str] = set()
    alone = total = 0
    for text, many, rupiah in bills:
        npp = read_number(text) or ""
        payers.update({npp} if npp else ())
        alone += 0 if npp else many
        total += rupiah
    root = Coalesce("person__merged_into", "person")
    month = PersonMonth.objects.filter(
        run=None, office=queue_office(), person=OuterRef("root"), segment=OuterRef("programme"), month=OuterRef("month")
    )
    people = portions_by_hand().annotate(root=root).filter(Exists(month)).order_by()
    told = people.aggregate(many=Count("root", distinct=True), rupiah=Sum("amount"))
    return len(payers) + alone + told["many"], total + (told["rupiah"] or 0)
