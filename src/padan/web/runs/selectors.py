"""The only reader of runs and what they published. What an office may see of the rows is asked here, nowhere else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from padan.domain.asking import LINKED
from padan.web.accounts.models import Appointment, Office
from padan.web.asked_once import once
from padan.web.periods.models import Period
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Region
from padan.web.roles import OfficeKind, Reach
from padan.web.runs.models import CurrentRun, Run, RunRow

MONEY = ("due", "paid", "missing", "excess")


def run_current(period: Period) -> Run | None:
    """The published run whose rows a period's pages show; its summary is read where it is told."""
    return once(("run_current", period.pk), lambda: _run_current(period))


def _run_current(period: Period) -> Run | None:
    current = CurrentRun.objects.filter(period=period).order_by().values("run")
    found = next(iter(Run.objects.filter(pk__in=current).defer("inputs", "summary").order_by()), None)
    if found is not None:
        found.period = period
    return found


def run_current_get(period: Period) -> Run:
    """The published run. Raises NOT_THERE where nothing has been published yet."""
    found = run_current(period)
    if found is None:
        raise NOT_THERE
    return found


def rows_seen(acting: Appointment, run: Run) -> QuerySet[RunRow]:
    """The rows of a run within reach: handed in by, or answered for by, an office that is seen; for the branch the
    participants that it sent. Raises NOT_THERE for a role that sees no data of people."""
    found = RunRow.objects.filter(run=run)
    if acting.reach is Reach.CITY:
        return found
    if acting.reach is Reach.SENT:
        return found.filter(side="participants", submitter=acting.office_id)
    if acting.reach is Reach.AREA:
        area = Office.objects.filter(
            Q(pk=acting.office_id) | Q(kind=OfficeKind.KELURAHAN, region__parent=acting.office.region_id)
        )
        return found.filter(Q(office__in=area.values("pk")) | Q(submitter__in=area.values("pk")))
    if acting.reach is Reach.OFFICE:
        return found.filter(Q(office=acting.office_id) | Q(submitter=acting.office_id))
    raise NOT_THERE


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the rows is asked for; "" asks for everything. `residence`: a region's code, or NOWHERE."""

    side: str = ""
    bucket: str = ""
    segment: str = ""
    office: str = ""
    residence: str = ""
    kecamatan: str = ""
    name: str = ""
    grave: str = ""


LONGEST_KEY = 18
"""Digits of a number that both databases hold."""

NOWHERE = "luar"
UNKNOWN = "tidak-diketahui"


def rows_found(acting: Appointment, run: Run, filters: Filters) -> QuerySet[RunRow]:
    """The rows within reach that are asked for, those with the most at stake first."""
    found = rows_seen(acting, run)
    for name in ("side", "bucket"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.segment:
        found = found.filter(segment="" if filters.segment == UNKNOWN else filters.segment)
    if filters.office:
        found = found.filter(office=office) if (office := _number(filters.office)) else found.none()
    for name, path in (("residence", "residence__code"), ("kecamatan", "residence__parent__code")):
        if value := getattr(filters, name):
            found = found.filter(residence=None) if value == NOWHERE else found.filter(**{path: value})
    if filters.name:
        found = found.filter(row__values__name__icontains=filters.name)
    if filters.grave:
        found = found.filter(grave=True)
    return found.order_by("-grave", "-harm", "pk")


def rows_shown(found: Iterable[int]) -> list[RunRow]:
    """The rows of one page by their ids, in this order, with what a page tells of them: of all rows only the ids are
    put in order."""
    ids = list(found)
    rows = RunRow.objects.filter(pk__in=ids).select_related("row__upload", "office").in_bulk()
    return [rows[pk] for pk in ids if pk in rows]


@dataclass
class Tally:
    """Rows of one line by side and bucket, and its money."""

    key: str
    label: str
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    money: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MONEY, 0))

    def of(self, side: str) -> int:
        """All rows of a side."""
        return sum(n for (of, _), n in self.rows.items() if of == side)

    @property
    def unreckoned(self) -> int:
        """Rupiah paid of which nobody can say what was due, for the wage is not known."""
        return self.money["paid"] - self.money["excess"] - (self.money["due"] - self.money["missing"])


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything within reach, and the lines that add up to it."""

    whole: Tally
    lines: Sequence[Tally]

    @property
    def adds_up(self) -> bool:
        """Whether the lines are the whole, in every bucket and in money."""
        added: dict[tuple[str, str], int] = {}
        for line in self.lines:
            for key, n in line.rows.items():
                added[key] = added.get(key, 0) + n
        money = {name: sum(line.money[name] for line in self.lines) for name in MONEY}
        return added == self.whole.rows and money == self.whole.money


BY: Mapping[str, tuple[str, str]] = {
    "kecamatan": ("residence__parent__code", "residence__parent__name"),
    "kelurahan": ("residence__code", "residence__name"),
    "kantor": ("office_id", "office__name"),
    "segmen": ("segment", "segment"),
}
"""By what rows can be counted: the field that tells lines apart, and the one that names them."""


def totals(acting: Appointment, run: Run, by: str) -> Totals:
    """Rows and money within reach, in all and by line. A linked pair's money counts once, at the list's row."""
    key, label = BY[by]
    seen = rows_seen(acting, run).order_by()
    both = acting.reach is not Reach.SENT
    lines: dict[str, Tally] = {}
    cell: Sequence[Any]
    for code, name, *cell in _cells(seen, key, label):
        line = lines.setdefault(str(code or ""), Tally(str(code or ""), str(name or "")))
        _add(line, cell, both)
    whole = Tally("", "")
    for cell in _cells(seen):
        _add(whole, cell, both)
    places = _office_order() if by == "kantor" else {}
    ordered = sorted(lines.values(), key=lambda line: (not line.key, places.get(line.key, line.key)))
    return Totals(whole, ordered)


def _cells(seen: QuerySet[RunRow], *by: str) -> Iterable[Sequence[Any]]:
    """Side, bucket, rows and sums of money, by what is asked."""
    sums = {f"sum_{name}": Sum(name) for name in MONEY}
    return seen.values_list(*by, "side", "bucket").annotate(n=Count("pk"), **sums)


def _add(tally: Tally, cell: Sequence[Any], both: bool) -> None:
    """One cell's rows, and its money where it counts: not under review, and of a linked pair at one side alone."""
    side, bucket, n, *amounts = cell
    tally.rows[side, bucket] = n
    if bucket == "review" or (both and side == "participants" and bucket in LINKED):
        return
    for name, amount in zip(MONEY, amounts, strict=True):
        tally.money[name] += int(amount or 0)


def _office_order() -> dict[str, str]:
    found = Office.objects.select_related("region").values_list("pk", "region__code", "name")
    return {str(pk): f"{code} {name}" for pk, code, name in found}


def rows_handed_in(run: Run) -> dict[str, int]:
    """How many rows of people each side handed in, as the run was begun."""
    found = {"list": 0, "participants": 0}
    for handed in run.inputs:
        if handed["kind"] in found:
            found[handed["kind"]] += int(handed["rows"])
    return found


def _number(text: str) -> int | None:
    """A key that a database can hold; None for anything else that stands in an address."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else None


def place_names(filters: Filters) -> dict[str, str]:
    """What the chosen office, kelurahan and kecamatan are called."""
    names: dict[str, Any] = {}
    if office := _number(filters.office):
        names["office"] = Office.objects.filter(pk=office).values_list("name", flat=True).first()
    for name in ("residence", "kecamatan"):
        if (code := getattr(filters, name)) and code != NOWHERE:
            names[name] = Region.objects.filter(code=code).values_list("name", flat=True).first()
    return {name: str(text) for name, text in names.items() if text}


def linked_by_submitter(run: Run, offices: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each office: rows of its lists, and how many of them are linked to a participant."""
    rows = RunRow.objects.filter(run=run, side="list", submitter__in=offices).order_by().values_list("submitter_id")
    counted = rows.annotate(n=Count("pk"), linked=Count("pk", filter=Q(bucket__in=LINKED)))
    return {office: (n, linked) for office, n, linked in counted}
