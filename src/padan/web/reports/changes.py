"""What is known now otherwise than when a report was signed: its figures beside those of the record today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from padan.domain.figure_words import UNKNOWN, figure
from padan.domain.indicators import Indicator
from padan.domain.months import Month
from padan.web.accounts.models import Appointment
from padan.web.monitoring.selectors import Shown, across_many, shown_of
from padan.web.regions.models import Level, Region
from padan.web.reports.models import Report

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure that is another now: of which place and indicator, as signed and as known now."""

    place: str
    indicator: Indicator
    then: Pair
    now: Pair

    @property
    def then_text(self) -> str:
        """As it was signed."""
        return _text(self.indicator, self.then)

    @property
    def now_text(self) -> str:
        """As it is known now."""
        return _text(self.indicator, self.now)


def _text(indicator: Indicator, pair: Pair) -> str:
    return UNKNOWN if pair[0] is None else figure(pair[0], pair[1], indicator.unit)


def moved_since(acting: Appointment, report: Report) -> list[Moved]:
    """Every figure of a signed report that differs from what is known now: the place's own first, then those below."""
    month = report.month.year, report.month.month
    now = shown_of(acting, month, report.place.code, now=True)
    return [*_own(report, now), *_below(acting, report, month, now)]


def _own(report: Report, now: Sequence[Shown]) -> Iterator[Moved]:
    then = {key: (numerator, denominator) for key, numerator, denominator, *_ in report.figures["indicators"]}
    for one in now:
        if one.key in then and then[one.key] != _pair(one):
            yield Moved(report.place.name, one.indicator, then[one.key], _pair(one))


def _pair(one: Shown) -> Pair:
    return one.numerator, one.denominator


def _below(acting: Appointment, report: Report, month: Month, now: Sequence[Shown]) -> Iterator[Moved]:
    known = {one.key: one.indicator for one in now}
    columns = [key for key in report.figures["columns"] if key in known]
    if not columns or report.place.level == Level.KELURAHAN:
        return
    found = across_many(acting, columns, "kelurahan", month, report.place.code, now=True)
    places: Mapping[str, Any] = report.figures["places"]
    for key in columns:
        at = report.figures["columns"].index(key)
        for region, shown in found[key]:
            yield from _one(region, known[key], places.get(region.code), at, _pair(shown))


def _one(region: Region, indicator: Indicator, kept: Sequence[Any] | None, at: int, now: Pair) -> Iterator[Moved]:
    if kept is None:
        return
    then: Pair = (kept[at][0], kept[at][1]) if kept[at] else (None, None)
    if then != now:
        yield Moved(region.name, indicator, then, now)
