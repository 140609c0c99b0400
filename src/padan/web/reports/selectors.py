"""The only reader of reports. What is foreign and what does not exist are answered alike.

Who reads the report of a place sees its annexes with all below it: a role of the city every place, a kecamatan itself
and its kelurahan, a kelurahan itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from padan.domain.report_frame import Span, read_span
from padan.web.accounts.models import Appointment
from padan.web.funds.selectors import home_place as money_home
from padan.web.funds.selectors import place_get as money_place
from padan.web.monitoring.selectors import months_of
from padan.web.official.selectors import may_stand_in
from padan.web.official.tree import may_sign
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.reports.composing import office_of
from padan.web.reports.models import Batch, BatchPaper, PressState, Report, Wording
from padan.web.reports.reading import month_shown
from padan.web.roles import Role


def span_get(key: str) -> Span:
    """The span of an address. Raises NOT_THERE."""
    found = read_span(key)
    if found is None or found.key != key:
        raise NOT_THERE
    return found


def spans_known() -> list[Span]:
    """Spans that have figures, the newest first; a year before its quarters."""
    months = months_of()
    years = sorted({month[0] for month in months}, reverse=True)
    spans = [Span(year, quarter) for year in years for quarter in (None, 4, 3, 2, 1)]
    return [span for span in spans if month_shown(span, months) is not None]


def home_place(acting: Appointment) -> Region:
    """The place that an office looks at first. Raises NOT_THERE."""
    return money_home(acting)


def place_get(acting: Appointment, code: str) -> Region:
    """A place whose report lies within reach. Raises NOT_THERE."""
    return money_place(acting, code)


def places_under(place: Region) -> list[Region]:
    """A place and every kecamatan and kelurahan below it, in the order of their codes."""
    below = Region.objects.filter(
        Q(pk=place.pk) | Q(parent=place) | Q(parent__parent=place),
        level__in=(Level.CITY, Level.KECAMATAN, Level.KELURAHAN),
    )
    return list(below.select_related("parent__parent__parent").order_by("code"))


def may_sign_report(acting: Appointment, place: Region) -> tuple[bool, bool]:
    """Whether the acting person signs the report of a place, and whether on behalf of an absent lurah."""
    office = office_of(place)
    if office is None:
        return False, False
    if office.pk == acting.office_id:
        return may_sign(acting.role, office.kind), False
    stands_in = may_stand_in(acting, office)
    return stands_in, stands_in


def may_word(acting: Appointment, place: Region) -> bool:
    """Whether the acting person may write sentences anew: Bappeda everywhere, who signs at home."""
    return acting.role == Role.BAPPEDA or may_sign_report(acting, place) == (True, False)


def reports_of(place: Region, span: Span) -> QuerySet[Report]:
    """The signed versions of a place's report, the newest first."""
    found = Report.objects.filter(place=place, span=span.key).select_related("place__parent", "office", "figure_set")
    return found.order_by("-version")


def report_get(acting: Appointment, pk: int) -> Report:
    """One signed report within reach. Raises NOT_THERE."""
    found = Report.objects.select_related("place__parent__parent", "office", "figure_set").filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    place_get(acting, found.place.code)
    return found


def report_by_token(token: str) -> Report:
    """The report of a QR, for anybody. Raises NOT_THERE."""
    found = Report.objects.filter(token=token).select_related("place", "office").first()
    if found is None:
        raise NOT_THERE
    return found


def is_newest(report: Report) -> bool:
    """Whether no later version took its place."""
    return not Report.objects.filter(place=report.place_id, span=report.span, version__gt=report.version).exists()


@dataclass(frozen=True, slots=True)
class PlaceState:
    """Where a place's report of a span stands: the version signed, if any, and how many sentences were written anew."""

    place: Region
    report: Report | None
    edits: int


def states_of(span: Span, places: Sequence[Region]) -> list[PlaceState]:
    """For a list of places, in a handful of questions."""
    pks = [place.pk for place in places]
    newest: dict[int, Report] = {}
    signed = Report.objects.filter(span=span.key, place__in=pks).order_by("version").defer("figures", "letterhead")
    for report in signed:
        newest[report.place_id] = report
    edits = _edited(span, pks)
    return [PlaceState(place, newest.get(place.pk), edits.get(place.pk, 0)) for place in places]


def _edited(span: Span, places: Iterable[int]) -> Mapping[int, int]:
    """How many sentences of each place stand as somebody wrote them."""
    newest: dict[tuple[int, str], bool] = {}
    words = Wording.objects.filter(span=span.key, place__in=list(places)).order_by("id")
    for place, key, text in words.values_list("place_id", "key", "text"):
        newest[place, key] = bool(text)
    found: dict[int, int] = {}
    for (place, _), stands in newest.items():
        found[place] = found.get(place, 0) + stands
    return found


def batches_of(acting: Appointment, span: Span) -> QuerySet[Batch]:
    """Batches of a span, the newest first; for who sees the city."""
    found = Batch.objects.filter(span=span.key, city__in=_cities(acting)).select_related("city")
    printed = Count("papers", filter=~Q(papers__sha256=""))
    return found.annotate(printed=printed).order_by("-id")


def _cities(acting: Appointment) -> list[int]:
    place = home_place(acting)
    return [place.pk] if place.level == Level.CITY else []


def batch_get(acting: Appointment, pk: int) -> Batch:
    """One batch of one's city. Raises NOT_THERE."""
    found = Batch.objects.filter(pk=pk, city__in=_cities(acting)).select_related("city").first()
    if found is None:
        raise NOT_THERE
    return found


def batch_waiting(city: Region, span: Span) -> Batch | None:
    """A batch that is still being made."""
    return Batch.objects.filter(city=city, span=span.key, state=PressState.WAITING).first()


def papers_left(batch: Batch) -> QuerySet[BatchPaper]:
    """Papers of a batch that are still to be printed, in the order of the zip."""
    return batch.papers.filter(sha256="").order_by("name")
