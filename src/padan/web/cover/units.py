"""What a published run says of whom a contribution is paid for: rows of a run as plain values, with their person.

A unit is a list's row (with the participant it is linked to), or a participant who is on no list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from padan.domain.asking import LINKED
from padan.domain.contributions import read_number, timing
from padan.domain.coverage import read_status
from padan.domain.dates import read_date
from padan.domain.double_protection import read_source
from padan.domain.months import Month, read_month
from padan.domain.numbers import read_wage
from padan.web.cover.models import Fact
from padan.web.lists.models import Row
from padan.web.periods.models import Kind, Period
from padan.web.protection.models import PersonSource
from padan.web.runs.models import Run, RunRow

NOT_COUNTED = ("duplicate", "rejected")
"""Buckets whose rows have no money of their own."""


@dataclass(frozen=True, slots=True)
class Group:
    """What the register of NPP says of a payer."""

    payer: str
    source: str


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """One month of a unit: rupiah due (None = not known) and paid, its status and what is known of it."""

    month: Month
    status: str
    due: int | None
    paid: int
    fact: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Whom a contribution is paid for, as one run says."""

    person_id: int
    row_id: int
    segment: str
    office_id: int
    kelurahan_id: int | None
    listed: bool
    registered: bool
    group: Group
    npp: str
    kpj: str
    wage: int | None
    start: date | None
    end: date | None
    death: date | None
    born: date | None
    told: str | None
    months: tuple[UnitMonth, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a run says as a whole: its register of NPP, and the months in which who is on no list was not paid for."""

    groups: Mapping[str, Group]
    months: tuple[Month, ...]


def units_of(run: Run) -> Iterator[Unit]:
    """Every unit of a run whose row is tied to a person, those of lists first."""
    persons = _persons(run)
    told = _Told(groups_of(run), months_of(run.period) if run.summary.get("money") else ())
    participants = {row.row_id: row for row in _rows(run, "participants")}
    linked: set[int] = set()
    for row in _rows(run, "list"):
        other = participants.get(row.match_id) if row.match_id and row.bucket in LINKED else None
        if other is not None:
            linked.add(other.row_id)
        if (person := persons.get(row.row_id)) is not None:
            yield _unit(row, other, person, told)
    for row in participants.values():
        if row.row_id not in linked and (person := persons.get(row.row_id)) is not None:
            yield _unit(row, None, person, told)


_READ = ("side", "bucket", "match", "segment", "office", "residence", "months", "amounts", "row__values")
"""What is read of a run's row and of the file's row behind it: the rest is large and not needed."""


def _rows(run: Run, side: str) -> Iterator[RunRow]:
    found = RunRow.objects.filter(run=run, side=side).exclude(bucket__in=NOT_COUNTED)
    return found.select_related("row").only(*_READ).order_by("pk").iterator(2000)


def _persons(run: Run) -> dict[int, int]:
    tied = PersonSource.objects.filter(period=run.period_id, detached_at=None, row__isnull=False)
    return dict(tied.values_list("row_id", "person_id"))


def groups_of(run: Run) -> Mapping[str, Group]:
    """The register of NPP that a run read: NPP -> payer and source."""
    files = [handed["upload"] for handed in run.inputs if handed["kind"] == Kind.GROUPS]
    found = {}
    for values in Row.objects.filter(upload__in=files).order_by("upload_id", "number").values_list("values", flat=True):
        npp = read_number(values.get("npp"))
        payer = str(values.get("payer") or "").strip()
        if npp and payer:
            found[npp] = Group(payer[:120], read_source(payer))
    return found


NO_GROUP = Group("", "")


def _unit(row: RunRow, other: RunRow | None, person: int, said: _Told) -> Unit:
    own, theirs = row.row.values, other.row.values if other else {}
    participant = theirs if row.side == "list" else own

    def day(key: str) -> date | None:
        return _day(own.get(key)) or _day(theirs.get(key))

    npp = read_number(theirs.get("npp")) or read_number(own.get("npp")) or ""
    deaths = [d for values in (own, theirs) if (d := _day(values.get("death_date")))]
    told = read_status(str(participant.get("status") or "")) if participant else None
    registered = row.side == "participants" or other is not None
    start, end, death = day("start_date"), day("end_date"), min(deaths, default=None)
    return Unit(
        person_id=person,
        row_id=row.row_id,
        segment=row.segment or (other.segment if other else ""),
        office_id=row.office_id,
        kelurahan_id=row.residence_id or (other.residence_id if other else None),
        listed=row.side == "list",
        registered=registered,
        group=said.groups.get(npp, NO_GROUP),
        npp=npp[:30],
        kpj=str(participant.get("kpj") or "")[:30],
        wage=read_wage(own.get("wage"))[0] or read_wage(theirs.get("wage"))[0],
        start=start,
        end=end,
        death=death,
        born=day("birth_date"),
        told=told,
        months=tuple(_months(row, said.months if row.side == "participants" else (), start, end, death)),
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def _read_day(text: str) -> date | None:
    return read_date(text).value


def _day(value: object) -> date | None:
    return _read_day(str(value)) if value else None


def _months(
    row: RunRow, unlisted: tuple[Month, ...], start: date | None, end: date | None, death: date | None
) -> Iterator[UnitMonth]:
    """The months that the run tells of; of a participant on no list also those (`unlisted`) with nothing paid."""
    told: dict[Month, UnitMonth] = {}
    for text, status in row.months.items():
        month = read_month(text)
        if month is not None:
            due, paid, open_bill = row.amounts.get(text) or (None, 0, False)
            told[month] = UnitMonth(month, status, due, paid, fact_of(status, paid, open_bill))
    for month in unlisted:
        if timing(month, start, end, death) == "in":
            told.setdefault(month, UnitMonth(month, "unpaid", 0, 0, Fact.UNPAID))
    return (told[month] for month in sorted(told))


def fact_of(status: str, paid: int, open_bill: bool) -> str:
    """What is known of a month: paid where anything was, unpaid where it is sure that nothing was."""
    if paid > 0:
        return Fact.UNCLEAR if status == "not_registered" else Fact.PAID
    return Fact.UNPAID if status == "unpaid" and not open_bill else Fact.UNCLEAR


def months_of(period: Period) -> tuple[Month, ...]:
    """The months of a period."""
    first, last = period.first_month, period.last_month
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple((n // 12, n % 12 + 1) for n in numbers)
