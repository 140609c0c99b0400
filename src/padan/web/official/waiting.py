"""For whom an office's signature waits: which office owes an answer, how many, since when, and what it must do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Min, QuerySet

from padan.web.accounts.models import Office
from padan.web.periods.models import Period
from padan.web.review.models import CaseOffice, CaseState
from padan.web.review.selectors import unfinished
from padan.web.roles import OfficeKind

OWED: Mapping[str, str] = {
    CaseState.OPEN: "answer",
    CaseState.UNSURE: "decide",
    CaseState.WAITING: "confirm",
}
"""What an office owes on a case that it left in this state; where offices differ, one above them owes `settle`."""


@dataclass(frozen=True, slots=True)
class Wait:
    """`office` owes something (`answer`, `decide`, `confirm`, `settle`) on `count` questions, the oldest `since`."""

    office: Office
    owes: str
    count: int
    since: datetime


_Counted = dict[tuple[int, str], tuple[int, datetime]]
"""(office, what it owes) -> on how many questions, the oldest since when."""


def waits_of(period: Period, offices: Collection[int]) -> dict[int, list[Wait]]:
    """For each of these offices: who owes what on the questions that were put to it, its own debts first."""
    if not offices:
        return {}
    counted: dict[int, _Counted] = defaultdict(dict)
    put = unfinished(period).filter(office__in=list(offices))
    differing = False
    for office, whole, debtor, own, count, since in _counted_alike(put):
        if whole == CaseState.CONFLICT:
            differing = True
        elif owes := OWED.get(own):
            _add(counted[office], (debtor, owes), count, since)
    if differing:
        _settle(put.filter(case__state=CaseState.CONFLICT), set(offices), counted)
    debtors = Office.objects.select_related("region").in_bulk({who for one in counted.values() for who, _ in one})
    return {office: _waits(office, found, debtors) for office, found in counted.items()}


def _counted_alike(put: QuerySet[CaseOffice]) -> Iterable[tuple[int, str, int, str, int, datetime]]:
    """Questions counted by office, state of the case, and each office it was put to with how that one left it."""
    beside = put.filter(case__offices__passed=False).order_by()
    alike = beside.values_list("office_id", "case__state", "case__offices__office_id", "case__offices__state")
    return alike.annotate(count=Count("case_id"), since=Min("case__changed_at"))


def _settle(put: QuerySet[CaseOffice], offices: Set[int], counted: dict[int, _Counted]) -> None:
    """Add the debts on questions over which offices differ: these are few, and are read one by one."""
    lines = CaseOffice.objects.filter(case_id__in=put.values("case_id"), passed=False).order_by("case_id", "pk")
    cases: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for case, office, since in lines.values_list("case_id", "office_id", "case__changed_at"):
        cases[case].append((office, since))
    known = Office.objects.select_related("region").in_bulk({office for told in cases.values() for office, _ in told})
    above = _Above()
    for told in cases.values():
        settler = above.of([known[office] for office, _ in told])
        if settler is None:
            continue
        for office in {office for office, _ in told} & offices:
            _add(counted[office], (settler, "settle"), 1, told[0][1])


def _add(counted: _Counted, debt: tuple[int, str], count: int, since: datetime) -> None:
    before, oldest = counted.get(debt, (0, since))
    counted[debt] = (before + count, min(oldest, since))


def _waits(office: int, found: _Counted, debtors: Mapping[int, Office]) -> list[Wait]:
    waits = [Wait(debtors[who], owes, count, since) for (who, owes), (count, since) in found.items()]
    return sorted(waits, key=lambda one: (one.office.pk != office, one.office.name, one.owes, one.office.pk))


class _Above:
    """Who settles between offices: the camat within one kecamatan, else Bappeda. Asked once a page, and only where
    offices differ."""

    @cached_property
    def _offices(self) -> list[tuple[str, int, int]]:
        kinds = (OfficeKind.KECAMATAN, OfficeKind.BAPPEDA)
        return list(Office.objects.filter(kind__in=kinds).order_by("pk").values_list("kind", "region_id", "pk"))

    @cached_property
    def _camat(self) -> dict[int, int]:
        return {region: pk for kind, region, pk in self._offices if kind == OfficeKind.KECAMATAN}

    @cached_property
    def _bappeda(self) -> int | None:
        return next((pk for kind, _, pk in self._offices if kind == OfficeKind.BAPPEDA), None)

    def of(self, offices: Sequence[Office]) -> int | None:
        """The office that settles between these."""
        parents = {o.region.parent_id if o.kind == OfficeKind.KELURAHAN else o.region_id for o in offices}
        if len(parents) == 1 and (camat := self._camat.get(next(iter(parents)) or 0)):
            return camat
        return self._bappeda
