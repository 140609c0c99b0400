"""For whom an office's signature waits: which office owes an answer, how many, since when, and what it must do."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

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


@dataclass(frozen=True, slots=True)
class _Line:
    case: int
    whole: str
    office: int
    own: str
    since: datetime


def waits_of(period: Period, offices: Collection[int]) -> dict[int, list[Wait]]:
    """For each of these offices: who owes what on the questions that were put to it, its own debts first."""
    put = unfinished(period).filter(office__in=list(offices)).values("case_id")
    lines = CaseOffice.objects.filter(case_id__in=put, passed=False).order_by("case_id", "pk")
    fields = ("case_id", "case__state", "office_id", "state", "case__changed_at")
    cases: dict[int, list[_Line]] = defaultdict(list)
    for found in lines.values_list(*fields):
        cases[found[0]].append(_Line(*found))
    known = Office.objects.select_related("region").in_bulk({line.office for told in cases.values() for line in told})
    above = _Above()
    counted: dict[int, dict[tuple[int, str], list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for told in cases.values():
        debts = list(_debts(told, known, above))
        for office in {line.office for line in told} & set(offices):
            for debtor, owes in debts:
                counted[office][debtor, owes].append(told[0].since)
    unknown = {who for one in counted.values() for who, _ in one} - known.keys()
    debtors = {**known, **(Office.objects.select_related("region").in_bulk(unknown) if unknown else {})}
    return {office: _waits(office, found, debtors) for office, found in counted.items()}


def _waits(
    office: int, found: Mapping[tuple[int, str], Sequence[datetime]], debtors: Mapping[int, Office]
) -> list[Wait]:
    waits = [Wait(debtors[who], owes, len(times), min(times)) for (who, owes), times in found.items()]
    return sorted(waits, key=lambda one: (one.office.pk != office, one.office.name, one.owes))


def _debts(lines: Sequence[_Line], known: Mapping[int, Office], above: "_Above") -> Iterator[tuple[int, str]]:
    """(office, what it owes) of one case."""
    if lines[0].whole == CaseState.CONFLICT:
        settler = above.of([known[line.office] for line in lines])
        if settler is not None:
            yield settler, "settle"
        return
    for line in lines:
        if owes := OWED.get(line.own):
            yield line.office, owes


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
