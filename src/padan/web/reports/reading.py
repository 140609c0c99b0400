"""Figures of a place and span as the rules and papers want them: of monitoring alone, nothing is reckoned here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from padan.documents.monev_content import Definition, IndicatorLine, PlaceLine
from padan.domain.contributions import month_of, number
from padan.domain.indicators import Indicator
from padan.domain.interpretation import MISSED, Before, Part, Reading, missed_run
from padan.domain.months import Month
from padan.domain.report_frame import Span
from padan.web.accounts.models import Appointment
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.models import FigureSet
from padan.web.monitoring.selectors import (
    Shown,
    across_many,
    definitions_of,
    months_of,
    set_of,
    shown_of,
    trends_of,
)
from padan.web.regions.models import Level, Region
from padan.web.reports.refusals import NO_FIGURES

BACK = 13
"""Months of a trend, the one shown among them; further back no run of missed targets is told."""

Known = dict[tuple[str, str, Month], Shown]
"""Figures by indicator, place and month."""


def month_shown(span: Span, months: Sequence[Month] | None = None) -> Month | None:
    """The month whose figures are the span's: its last one, or while it lasts the newest that has any."""
    known = set(months_of() if months is None else months)
    return next((month for month in reversed(span.months) if month in known), None)


@dataclass
class Ground:
    """What the reports of a city (or of one place) are reckoned from, read once: the month, its set, the headline
    indicators, and their figures at the places below for the months of a trend."""

    acting: Appointment
    span: Span
    month: Month
    held: FigureSet
    headline: tuple[Indicator, ...]
    known: Known = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """Keys of the headline indicators."""
        return [one.key for one in self.headline]

    @property
    def months(self) -> list[Month]:
        """The months of a trend, the oldest first."""
        last = number(self.month)
        return [month_of(n) for n in range(last - BACK + 1, last + 1)]

    def history(self, key: str, code: str) -> list[tuple[Month, Shown | None]]:
        """An indicator of a place through the months."""
        return [(month, self.known.get((key, code, month))) for month in self.months]


def ground_of(acting: Appointment, span: Span) -> Ground:
    """The ground of a span, nothing read of places yet. Raises NO_FIGURES."""
    month = month_shown(span)
    held = set_of(month) if month else None
    if month is None or held is None:
        raise NO_FIGURES
    return Ground(acting, span, month, held, tuple(one for one in definitions_of(month) if one.headline))


def read_below(ground: Ground, place: Region) -> None:
    """Read the places below a city or kecamatan (and it itself) through the months, of every headline indicator."""
    levels = {Level.CITY: ("kota", "kecamatan", "kelurahan"), Level.KECAMATAN: ("kecamatan", "kelurahan")}
    told = set(months_of())
    for month in (month for month in ground.months if month in told):
        defined = {one.key for one in definitions_of(month)}
        keys = [key for key in ground.keys if key in defined]
        for level in levels.get(Level(place.level), ()):
            for key, pairs in across_many(ground.acting, keys, level, month, place.code).items():
                for region, shown in pairs:
                    ground.known[key, region.code, month] = shown


def read_one(ground: Ground, place: Region) -> None:
    """Read one place through the months."""
    for key, pairs in trends_of(ground.acting, place.code, ground.month, BACK, ground.keys).items():
        for month, shown in pairs:
            if shown is not None:
                ground.known[key, place.code, month] = shown


@dataclass(frozen=True)
class Told:
    """The figures of one place: `shown` every indicator, `below` its kelurahan (none for a kelurahan)."""

    ground: Ground
    place: Region
    title: str
    shown: Sequence[Shown]
    below: Sequence[Region]

    def lines(self) -> list[IndicatorLine]:
        """Every indicator as the papers list it."""
        return [_line(one) for one in self.shown]

    def readings(self) -> list[Reading]:
        """The headline indicators as the rules read them."""
        return [self._reading(one) for one in self.shown if one.indicator.headline]

    def _reading(self, one: Shown) -> Reading:
        figure, indicator = one.figure, one.indicator
        return Reading(
            one.key, indicator.name_id, self.title, indicator.unit, indicator.direction, one.month,
            figure.numerator if figure else 0, figure.denominator if figure else None,
            one.target.value if one.target else None, one.state, self._before(one.key),
            self._since(one.key, self.place.code) if one.state in MISSED else None, tuple(self._parts(one.key)),
            known=figure is not None,
        )  # fmt: skip

    def _before(self, key: str) -> Before | None:
        month = self.ground.span.before(self.ground.month)
        found = self.ground.known.get((key, self.place.code, month))
        if found is None or found.figure is None:
            return None
        return Before(month, found.figure.numerator, found.figure.denominator)

    def _since(self, key: str, code: str) -> Month | None:
        return missed_run([(month, one.state if one else "none") for month, one in self.ground.history(key, code)])

    def _parts(self, key: str) -> Iterator[Part]:
        for region in self.below:
            found = self.ground.known.get((key, region.code, self.ground.month))
            if found is None or found.figure is None:
                continue
            since = self._since(key, region.code) if found.state in MISSED else None
            target = found.target.value if found.target else None
            yield Part(
                region.code, region.name, found.figure.numerator, found.figure.denominator, target, since
            )  # fmt: skip

    def places(self) -> list[PlaceLine]:
        """The headline indicators of every kelurahan below, and what belongs to none of them."""
        found = [self._place(region) for region in self.below]
        rest = self._rest(found)
        return [*found, rest] if found and rest is not None else found

    def _place(self, region: Region) -> PlaceLine:
        shown = [self.ground.known.get((key, region.code, self.ground.month)) for key in self.ground.keys]
        figures = tuple((one.figure.numerator, one.figure.denominator) if one and one.figure else None for one in shown)
        return PlaceLine(region.code, kecamatan_of(region), region.name, figures)

    def _rest(self, lines: Sequence[PlaceLine]) -> PlaceLine | None:
        figures = []
        for column, one in enumerate(one for one in self.shown if one.indicator.headline):
            told = [line.figures[column] or (0, 0) for line in lines]
            numerator = (one.numerator or 0) - sum(pair[0] for pair in told)
            denominator = None if one.denominator is None else one.denominator - sum(pair[1] or 0 for pair in told)
            figures.append((numerator, denominator) if numerator or denominator else None)
        return PlaceLine(self.place.code, "", "", tuple(figures)) if any(figures) else None


def told_of(ground: Ground, place: Region, below: Sequence[Region]) -> Told:
    """The figures of a place, whose kelurahan have been read."""
    return Told(ground, place, title_of(place), shown_of(ground.acting, ground.month, place.code), below)


def title_of(place: Region) -> str:
    """ "Kelurahan Legok", "Kecamatan Danau Sipin", "Kota Jambi"."""
    return f"{Level(place.level).value.capitalize()} {place.name}" if place.level in BELOW_CITY else place.name


BELOW_CITY = (Level.KELURAHAN, Level.KECAMATAN)


def kecamatan_of(region: Region) -> str:
    """The kecamatan that a kelurahan lies in."""
    return region.parent.name if region.level == Level.KELURAHAN and region.parent else ""


def _line(one: Shown) -> IndicatorLine:
    figure, indicator = one.figure, one.indicator
    return IndicatorLine(
        one.key, indicator.name_id, indicator.unit, indicator.direction, figure.numerator if figure else 0,
        figure.denominator if figure else None, one.target.value if one.target else None, one.state,
        headline=indicator.headline, known=figure is not None,
    )  # fmt: skip


def definitions(indicators: Sequence[Indicator], bases: Mapping[str, str]) -> list[Definition]:
    """What each indicator means. `bases`: names of legal bases by key."""
    return [
        Definition(
            one.name_id, one.definition_id, _measure(one.numerator), _measure(one.denominator), one.source_id,
            bases.get(one.basis, one.basis),
        )
        for one in indicators
    ]  # fmt: skip


def _measure(key: str) -> str:
    found = MEASURES.get(key)
    return found.label_id if found else key
