"""Which offices were asked and have signed, which lists are there, and how many of their rows fail."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from padan.web.accounts.models import Office
from padan.web.lists.models import Upload, UploadState
from padan.web.monitoring.measures.spans import Scope, Span, city_of, month_number
from padan.web.official.models import SignOff
from padan.web.official.tree import SIGNERS
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.roles import OfficeKind

NIK_FAILS = (
    "nik_missing", "nik_length", "nik_excel_truncated", "nik_invalid_date", "nik_not_digits", "nik_is_kk",
)  # fmt: skip
"""Problems of a row that exclude each other and mean that its NIK is none."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One list that a period asks of an office; months as numbers."""

    pk: int
    period: int
    office: int
    place: str
    first: int
    last: int


def _read(scope: Scope) -> list[_Asked]:
    rows, until = Requirement.objects.filter(kind=Kind.LIST).order_by("pk"), _until(scope)
    found = []
    for pk, period, office, first in rows.values_list("pk", "period_id", "office_id", "period__first_month"):
        begin, end = month_number(first), until[period]
        if begin <= scope.last and end >= scope.first:
            found.append(_Asked(pk, period, office, scope.places[office], begin, end))
    return found


def _until(scope: Scope) -> dict[int, int]:
    """The last month in which each period is the one to be signed: its own last, and those after it until the next
    period begins, as long as it is not closed. What is left open does not drop out of the figure with its quarter."""
    periods = Period.objects.filter(requirements__kind=Kind.LIST).distinct().order_by("first_month", "last_month", "pk")
    rows = list(periods.values_list("pk", "first_month", "last_month", "closed_at"))
    firsts = sorted({month_number(first) for _, first, _, _ in rows})
    found = {}
    for pk, first, last, closed in rows:
        following = next((month for month in firsts if month > month_number(first)), scope.last + 1)
        stays = month_number(timezone.localtime(closed).date()) - 1 if closed else scope.last
        found[pk] = max(month_number(last), min(stays, following - 1))
    return found


def _asked(scope: Scope) -> list[_Asked]:
    return scope.once("asked", _read)


def known(scope: Scope) -> set[int]:
    """Months of periods that ask for lists, and those after in which such a period is still open."""
    return {n for one in _asked(scope) for n in range(max(one.first, scope.first), min(one.last, scope.last) + 1)}


def _offices(scope: Scope) -> dict[tuple[int, int], tuple[str, int, int]]:
    """(period, office) that should sign -> its place and months: who is asked, the kecamatan above, the city."""
    above = Office.objects.filter(kind__in=[OfficeKind.KECAMATAN, OfficeKind.BAPPEDA])
    kecamatan: dict[str, int] = {}
    cities: dict[str, int] = {}
    for pk, kind, code in above.order_by("pk").values_list("pk", "kind", "region__code"):
        if kind == OfficeKind.KECAMATAN:
            kecamatan[code] = pk
        else:
            cities.setdefault(city_of(code), pk)
    signing = set(Office.objects.filter(kind__in=SIGNERS).values_list("pk", flat=True))
    found: dict[tuple[int, int], tuple[str, int, int]] = {}
    for one in _asked(scope):
        parts = one.place.split(".")
        over = kecamatan.get(".".join(parts[:3])) if len(parts) > 3 else None
        for office in (one.office, over, cities.get(city_of(one.place))):
            if office is not None and office in signing:
                found[one.period, office] = (scope.places[office], one.first, one.last)
    return found


def _told(scope: Scope, signed: set[tuple[int, int]] | None) -> Iterator[Span]:
    for (period, office), (place, first, last) in sorted(scope.once("offices", _offices).items()):
        if signed is None or (period, office) in signed:
            yield Span(place, first, last, "office", office)


def offices_asked(scope: Scope) -> Iterator[Span]:
    """Offices that should sign."""
    return _told(scope, None)


def offices_signed(scope: Scope) -> Iterator[Span]:
    """Those of them whose signature stands."""
    standing = SignOff.objects.filter(undone_at=None).order_by().values_list("period_id", "office_id")
    return _told(scope, set(standing))


def lists_asked(scope: Scope) -> Iterator[Span]:
    """Lists of people that were asked for."""
    return (Span(one.place, one.first, one.last, "list", one.pk) for one in _asked(scope))


def _accepted(scope: Scope) -> dict[int, dict[str, object]]:
    """What the accepted version of each list counts, by requirement."""
    uploads = Upload.objects.filter(state=UploadState.ACCEPTED, requirement__kind=Kind.LIST)
    return dict(uploads.order_by().values_list("requirement_id", "counts"))


def _of_accepted(scope: Scope) -> Iterator[tuple[_Asked, dict[str, object]]]:
    accepted = scope.once("accepted", _accepted)
    return ((one, accepted[one.pk]) for one in _asked(scope) if one.pk in accepted)


def lists_accepted(scope: Scope) -> Iterator[Span]:
    """Those of which a version was accepted."""
    return (Span(one.place, one.first, one.last, "list", one.pk) for one, _ in _of_accepted(scope))


def rows_listed(scope: Scope) -> Iterator[Span]:
    """Rows of accepted lists."""
    for one, counts in _of_accepted(scope):
        yield Span(one.place, one.first, one.last, "list", one.pk, int(str(counts.get("rows", 0))))


def rows_nik_failing(scope: Scope) -> Iterator[Span]:
    """Those of them whose NIK is none."""
    for one, counts in _of_accepted(scope):
        problems = counts.get("problems")
        failing = sum(int(problems.get(code, 0)) for code in NIK_FAILS) if isinstance(problems, dict) else 0
        if failing:
            yield Span(one.place, one.first, one.last, "list", one.pk, failing)
