"""The quality of each office's list in a period, for funnels that are fair to small ones."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from padan.domain.contributions import last_day
from padan.statistics.funnel import Funnel, Placed, Point, funnel
from padan.web.evaluation.gathering import BATCH
from padan.web.evaluation.telling import Kept
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.monitoring.measures.offices import NIK_FAILS
from padan.web.periods.models import Kind, Period
from padan.web.review.models import CaseOffice, CaseState

INCOMPLETE = frozenset({*NIK_FAILS, "name_missing", "birth_date_missing", "birth_date_invalid"})
"""Problems after which a row does not say who it is."""
FUNNELS = ("complete", "nik_failing", "solved")
CURVE = (5, 8, 12, 20, 30, 45, 70, 100, 150, 250, 400, 700, 1200, 2500, 6000)
"""Sizes at which the curves of limits are drawn."""


@dataclass
class Standing:
    """One office's lists in a period, and the cases put to it."""

    name: str
    code: str
    rows: int = 0
    incomplete: int = 0
    failing: int = 0
    cases: int = 0
    solved: int = 0
    ages: list[int] = field(default_factory=list)


def quality_of(period: Period) -> Kept:
    """Every office's figures, and each funnel with its limits."""
    offices = _offices(period)
    points = {
        "complete": [Point(str(pk), one.rows - one.incomplete, one.rows) for pk, one in offices.items()],
        "nik_failing": [Point(str(pk), one.failing, one.rows) for pk, one in offices.items()],
        "solved": [Point(str(pk), one.solved, one.cases) for pk, one in offices.items()],
    }
    return {
        "period": period.key,
        "offices": {str(pk): _office_kept(one) for pk, one in offices.items()},
        "funnels": {name: _funnel_kept(funnel(points[name])) for name in FUNNELS},
    }


def _offices(period: Period) -> dict[int, Standing]:
    uploads = Upload.objects.filter(
        requirement__period=period, requirement__kind=Kind.LIST, state=UploadState.ACCEPTED
    ).select_related("requirement__office__region")
    found: dict[int, Standing] = {}
    whose: dict[int, int] = {}
    end = last_day((period.last_month.year, period.last_month.month))
    for upload in uploads.order_by("requirement__office__region__code", "pk"):
        office = upload.requirement.office
        own = found.setdefault(office.pk, Standing(office.name, office.region.code))
        whose[upload.pk] = office.pk
        own.ages += _age(upload.as_of, end)
    _count_rows(found, whose)
    _count_cases(found, period)
    return found


def _age(as_of: date | None, end: date) -> list[int]:
    return [] if as_of is None else [max(0, (end - as_of).days)]


def _count_rows(found: Mapping[int, Standing], whose: Mapping[int, int]) -> None:
    rows = Row.objects.filter(upload__in=list(whose)).order_by("pk").values_list("upload_id", "problems")
    for upload, problems in rows.iterator(BATCH):
        own, codes = found[whose[upload]], set(problems)
        own.rows += 1
        own.incomplete += bool(codes & INCOMPLETE)
        own.failing += bool(codes & set(NIK_FAILS))


def _count_cases(found: Mapping[int, Standing], period: Period) -> None:
    cases = CaseOffice.objects.filter(case__period=period, case__asks=True).exclude(state=CaseState.GONE)
    states = Counter(cases.order_by().values_list("office_id", "state"))
    for (office, state), n in states.items():
        if office in found:
            found[office].cases += n
            found[office].solved += n * (state == CaseState.ANSWERED)


def _office_kept(one: Standing) -> Kept:
    return {
        "name": one.name, "code": one.code, "rows": one.rows, "incomplete": one.incomplete, "failing": one.failing,
        "cases": one.cases, "solved": one.solved, "age": max(one.ages) if one.ages else None,
    }  # fmt: skip


def _funnel_kept(one: Funnel) -> Kept:
    found = sorted(place.point.of for place in one.places if place.point.of)
    ends = {max(1, found[0] * 2 // 3), found[-1]} if found else set()
    sizes = sorted({*(n for n in CURVE if ends and min(ends) < n < max(ends)), *ends})
    return {
        "target": one.target,
        "spread": one.spread,
        "widened": one.widened,
        "places": [_placed_kept(place) for place in one.places],
        "curve": [[at.of, at.low, at.high, at.far_low, at.far_high] for at in map(one.at, sizes)],
    }


def _placed_kept(one: Placed) -> Kept:
    limits = None if one.limits is None else [one.limits.low, one.limits.high]
    return {"key": one.point.key, "hits": one.point.hits, "of": one.point.of, "where": one.where, "limits": limits}
