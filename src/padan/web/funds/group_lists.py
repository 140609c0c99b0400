"""The offices' lists as bills of a whole group are held against them: who stands on the list of a place, programme and
month, as the published run over it tells.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q

from padan.domain.ledger.group_bills import Listed
from padan.domain.months import Month
from padan.domain.rates import Rates
from padan.web.cover.law import rates_in_force
from padan.web.cover.models import PersonMonth
from padan.web.funds.models import ImportLine, SheetKind, SheetState
from padan.web.periods.models import Kind
from padan.web.protection.models import Person
from padan.web.regions.models import Level
from padan.web.runs.models import RunRow

BILLS = Q(file__kind=SheetKind.PAYMENTS, file__state=SheetState.ACCEPTED, values___bill="1") & ~Q(
    outcome__in=("unreadable", "known", "undone", "named", "name_back", "takes_back")
)
"""Bills of the branch, without the lines that name their people or take back from them."""

OUT = ("before_start", "after_leaving", "after_death")
"""What a run says of somebody who stands on a list and does not belong on it in that month."""

Of = tuple[int, str, Month]
"""Place, programme, month."""


@dataclass
class Lists:
    """Lists by place, programme and month. `unread`: rows of them that no run could read as a person; `bills`: how many
    bills there are."""

    people: dict[Of, dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    unread: dict[Of, int] = field(default_factory=lambda: defaultdict(int))
    bills: Counter[Of] = field(default_factory=Counter)
    roots: Mapping[int, int] = field(default_factory=dict)
    rates: Rates | None = None

    def listed(self, of: Of) -> list[Listed]:
        """Who stands on one, in a fixed order."""
        return [Listed(key_of(person), due) for person, due in sorted(self.people.get(of, {}).items())]

    def slack(self, programme: str, month: Month) -> int:
        """Rupiah of rounding for each person of a month."""
        return self.rates.tolerance(programme, month) if self.rates else 0

    def root(self, person: int) -> int:
        """The record that stands for this one since records were merged."""
        while (above := self.roots.get(person)) is not None:
            person = above
        return person


def key_of(person: int) -> str:
    """A person as the rules of payments know them."""
    return f"p{person}"


def _has_list(bill: ImportLine) -> bool:
    """Whether an office's list can be held against a bill. Several offices may be of one city: there no list is."""
    of_place = bill.place is not None and bill.place.level != Level.CITY
    return bool(of_place and bill.programme and bill.first_month and bill.last_month)


def lists_read(bills: Iterable[ImportLine]) -> Lists:
    """The lists of the places, programmes and months of these bills."""
    wanted = [bill for bill in bills if _has_list(bill)]
    if not wanted:
        return Lists()
    places, programmes = {bill.place_id for bill in wanted}, {bill.programme for bill in wanted}
    span = (min(bill.first_month for bill in wanted if bill.first_month),
            max(bill.last_month for bill in wanted if bill.last_month))  # fmt: skip
    found = Lists()
    _people(found, places, programmes, span)
    if found.people:
        _unread(found, places, programmes, span)
        found.bills = _bills(places, programmes)
        found.rates = rates_in_force()
        found.roots = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    return found


def _people(found: Lists, places: set[int | None], programmes: set[str], span: tuple[date, date]) -> None:
    rows = PersonMonth.objects.filter(
        month__range=span, segment__in=programmes, office__region__in=places, run__isnull=False,
        row__upload__requirement__kind=Kind.LIST,
    ).exclude(status__in=OUT)  # fmt: skip
    told = rows.values_list("office__region_id", "segment", "month", "person_id", "due")
    for place, programme, month, person, due in told.order_by().iterator(5000):
        found.people[place, programme, (month.year, month.month)][person] = due


def _unread(found: Lists, places: set[int | None], programmes: set[str], span: tuple[date, date]) -> None:
    """Rows that a run rejected count on the list in every month of its period."""
    rows = RunRow.objects.filter(
        run=F("run__period__current__run"), side="list", bucket="rejected", segment__in=programmes,
        submitter__region__in=places, run__period__first_month__lte=span[1], run__period__last_month__gte=span[0],
    )  # fmt: skip
    columns = ("submitter__region_id", "segment", "run__period__first_month", "run__period__last_month")
    for place, programme, first, last, count in rows.order_by().values_list(*columns).annotate(n=Count("pk")):
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            found.unread[place, programme, (number // 12, number % 12 + 1)] += count


def _bills(places: set[int | None], programmes: set[str]) -> Counter[Of]:
    """How many bills are for each group and month."""
    rows = ImportLine.objects.filter(BILLS, place__in=places, programme__in=programmes)
    return Counter(
        (bill.place_id, bill.programme, month)
        for bill in rows.only("place", "programme", "first_month", "last_month")
        if bill.place_id
        for month in bill.span
    )
