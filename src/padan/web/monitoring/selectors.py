"""The only reader of figures. Pages, papers, warnings and open data ask here; what is shown was computed before.

Who may see which place: `reach.py`; the rows behind a figure: `rows.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.utils.translation import get_language

from padan.domain.contributions import first_day, month_of, number
from padan.domain.indicators import STATES, Figure, Indicator, Target, level_of, state_of, target_for, whole_of
from padan.domain.months import Month
from padan.web.accounts.models import Appointment
from padan.web.asked_once import once
from padan.web.monitoring.definitions import by_month, definitions_for, versions_all
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.models import FigureSet, IndicatorTarget, SetKind, StoredFigure
from padan.web.monitoring.reach import (
    LEVEL_OF,
    LEVELS,
    home_place,
    names_people,
    place_get,
    places_seen,
    regions_seen,
)
from padan.web.monitoring.rows import Row, Rows, rows_of
from padan.web.monitoring.wording import figure_text, target_text
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator's figure for a place and month as it is shown.

    `known`: whether the record tells anything of it; `figure` None: it does not. `closed`: it never changes again.
    `now`: the figure as it is known now, where the one shown is closed and another; `certain`: always, for a figure is
    what the record says.
    """

    indicator: Indicator
    place: str
    month: Month
    figure: Figure | None
    target: Target | None
    closed: bool
    known_at: datetime | None
    now: Figure | None = None

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.indicator.key

    @property
    def name(self) -> str:
        """The indicator's name in the page's language."""
        return self.indicator.name(_lang())

    @property
    def known(self) -> bool:
        """Whether the record tells anything of it."""
        return self.figure is not None

    @property
    def numerator(self) -> int | None:
        """What was counted."""
        return self.figure.numerator if self.figure else None

    @property
    def denominator(self) -> int | None:
        """Of how many; None for a count."""
        return self.figure.denominator if self.figure else None

    @property
    def value(self) -> Fraction | int | None:
        """The figure itself; None where nothing is known or nothing to divide by."""
        return self.figure.value if self.figure else None

    @property
    def text(self) -> str:
        """The figure as people read it: "57,3 %", "1.234", "Rp 1.200.000"."""
        return figure_text(self.indicator, self.figure)

    @property
    def target_text(self) -> str:
        """The target as people read it, "" where there is none."""
        return target_text(self.indicator, self.target)

    @property
    def state(self) -> str:
        """Where it stands against its target: good, near, bad or none."""
        return state_of(self.figure, self.target) if self.figure else "none"

    @property
    def state_text(self) -> str:
        """The same in words."""
        return STATES[self.state][1 if _lang() == "en" else 0]

    @property
    def now_text(self) -> str:
        """That figure as people read it; "" where nothing differs."""
        return figure_text(self.indicator, self.now) if self.now else ""


def _lang() -> str:
    return "en" if get_language() == "en" else "id"


def months_of() -> list[Month]:
    """Months that have figures, the newest first."""
    found = FigureSet.objects.order_by("-month").values_list("month", flat=True).distinct()
    return [(day.year, day.month) for day in found]


def month_first_shown() -> Month | None:
    """The month that a page shows first: the newest that tells every figure of people on the first page that any month
    tells of, else the newest of all; None where there is no figure."""
    newest = list(FigureSet.objects.filter(kind=SetKind.NOW).order_by("-month").only("month", "known"))
    people = {one.key for one in _definitions_now() if one.headline and _of_people(one)}
    wanted = people.intersection(key for held in newest for key in held.known)
    found = next((held for held in newest if wanted <= set(held.known)), None)
    return (found.month.year, found.month.month) if found else None


def _of_people(one: Indicator) -> bool:
    measure = MEASURES.get(one.numerator)
    return measure is not None and measure.people


def _definitions_now() -> list[Indicator]:
    return definitions_for(10**6)


def definitions_of(month: Month) -> list[Indicator]:
    """The indicators that hold in a month, in the order of their pages."""
    return definitions_for(number(month))


@dataclass
class _Month:
    """The sets of a month and what they hold of some places."""

    month: Month
    sets: dict[str, FigureSet]
    figures: dict[tuple[str, str, str], tuple[int, int | None]] = field(default_factory=dict)

    def figure(self, kind: str, indicator: Indicator, place: str) -> Figure | None:
        """A figure of one of the sets; nothing stored of a known indicator means nothing there, not unknown."""
        held = self.sets.get(kind)
        if held is None or indicator.key not in held.known:
            return None
        one, other = self.figures.get((kind, indicator.key, place), (0, 0 if indicator.denominator else None))
        if (other is None) == bool(indicator.denominator):
            return None
        return Figure(indicator, place, self.month, one, other)

    def shown(self, indicator: Indicator, place: str, target: Target | None, *, now: bool) -> Shown:
        """As it was closed, else as it is known now; `now`: as it is known now in any case."""
        closed, moving = (self.figure(kind, indicator, place) for kind in (SetKind.CLOSED, SetKind.NOW))
        if closed is None or now:
            held = self.sets.get(SetKind.NOW)
            return Shown(indicator, place, self.month, moving, target, False, held.known_at if held else None)
        differs = moving is not None and _pair(moving) != _pair(closed)
        known_at = self.sets[SetKind.CLOSED].known_at
        return Shown(indicator, place, self.month, closed, target, True, known_at, moving if differs else None)


def _pair(figure: Figure) -> tuple[int, int | None]:
    return figure.numerator, figure.denominator


def _sets(months: Iterable[Month]) -> dict[Month, dict[str, FigureSet]]:
    wanted = [first_day(month) for month in months]
    found: dict[Month, dict[str, FigureSet]] = {}
    for held in FigureSet.objects.filter(month__in=wanted).defer("digests", "marks"):
        found.setdefault((held.month.year, held.month.month), {})[held.kind] = held
    return found


def _read(sets: Mapping[Month, Mapping[str, FigureSet]], **which: object) -> dict[Month, _Month]:
    """The figures of some months in one question."""
    found = {month: _Month(month, dict(of_month)) for month, of_month in sets.items()}
    known = {held.pk: (month, kind) for month, of_month in sets.items() for kind, held in of_month.items()}
    rows = StoredFigure.objects.filter(set__in=known, **which).order_by()
    for pk, key, place, one, other in rows.values_list("set_id", "key", "place", "numerator", "denominator"):
        month, kind = known[pk]
        found[month].figures[kind, key, place] = (one, other)
    return found


def _defined(month: Month, sets: Mapping[str, FigureSet], indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The indicators of a month; a closed one as it was defined when it was closed."""
    held = sets.get(SetKind.CLOSED)
    if held is None or all(held.versions.get(key, one.version) == one.version for key, one in indicators.items()):
        return dict(indicators)
    then = {(one.key, one.version): one for one in versions_all()}
    found = {}
    for key, one in indicators.items():
        version = then.get((key, int(held.versions.get(key, one.version))))
        found[key] = version.as_domain if version else one
    return found


def targets_of(year: int) -> list[Target]:
    """The targets that hold for a year: of each indicator, level and place the newest that was set. Asked once while a
    page is read."""
    return once(("targets", year), lambda: _targets_of(year))


def _targets_of(year: int) -> list[Target]:
    newest: dict[tuple[str, str, str], IndicatorTarget] = {}
    for target in IndicatorTarget.objects.filter(year=year).order_by("id"):
        newest[target.key, target.level, target.place] = target
    return [found for target in newest.values() if (found := target.as_domain) is not None]


class _Targets:
    """The targets of some years, looked up quickly."""

    def __init__(self, years: Iterable[int]) -> None:
        self._found = {
            (one.indicator, one.year, one.level, one.place): one for year in set(years) for one in targets_of(year)
        }

    def of(self, indicator: str, year: int, place: str) -> Target | None:
        """The target that holds for a place."""
        return target_for(self._found, indicator, year, place)


def shown_of(acting: Appointment, month: Month, place: str, *, now: bool = False) -> list[Shown]:
    """Every indicator of a place and month, in the order of their pages. Raises NOT_THERE for a foreign place."""
    place_get(acting, place)
    return figures_shown(month, place, now=now)


def figures_shown(month: Month, place: str, *, now: bool = False) -> list[Shown]:
    """The same for what the worker prints; which place may be shown to whom is the caller's."""
    sets, targets = _sets([month]), _Targets([month[0]])
    found = _read(sets, place=place).get(month, _Month(month, {}))
    indicators = _defined(month, found.sets, {one.key: one for one in definitions_of(month)})
    return [found.shown(one, place, targets.of(one.key, month[0], place), now=now) for one in indicators.values()]


def one_of(acting: Appointment, key: str, month: Month, place: str, *, now: bool = False) -> Shown:
    """One indicator of a place and month. Raises NOT_THERE."""
    found = next((one for one in shown_of(acting, month, place, now=now) if one.key == key), None)
    if found is None:
        raise NOT_THERE
    return found


def trends_of(
    acting: Appointment, place: str, until: Month, count: int = 13, keys: Iterable[str] | None = None
) -> dict[str, list[tuple[Month, Shown | None]]]:
    """Months up to one, the oldest first, of several indicators (None: all of that month) in a handful of questions.
    A month without any figure has None. Raises NOT_THERE for a foreign place."""
    place_get(acting, place)
    months = [month_of(n) for n in range(number(until) - count + 1, number(until) + 1)]
    sets, targets, defined = _sets(months), _Targets(month[0] for month in months), by_month(months)
    wanted = list(keys) if keys is not None else list(defined[until])
    found = _read(sets, place=place, key__in=wanted)
    trends: dict[str, list[tuple[Month, Shown | None]]] = {key: [] for key in wanted}
    for month in months:
        held = found.get(month)
        indicators = _defined(month, held.sets, defined[month]) if held else {}
        for key in wanted:
            one = indicators.get(key)
            shown = held.shown(one, place, targets.of(key, month[0], place), now=False) if held and one else None
            trends[key].append((month, shown))
    return trends


def trend_of(
    acting: Appointment, key: str, place: str, until: Month, count: int = 13
) -> list[tuple[Month, Shown | None]]:
    """Months up to one, the oldest first. Raises NOT_THERE for a foreign place."""
    return trends_of(acting, place, until, count, [key])[key]


def across(
    acting: Appointment, key: str, level: str, month: Month, within: str = "", *, now: bool = False
) -> list[tuple[Region, Shown]]:
    """One indicator at every place of a level within reach, by code. `level`: kelurahan, kecamatan or kota. Raises
    NOT_THERE for an indicator that does not hold in the month."""
    return across_many(acting, [key], level, month, within, now=now)[key]


def across_many(
    acting: Appointment, keys: Sequence[str], level: str, month: Month, within: str = "", *, now: bool = False
) -> dict[str, list[tuple[Region, Shown]]]:
    """Several indicators at every place of a level, in one question for all figures."""
    sets, targets = _sets([month]), _Targets([month[0]])
    held = sets.get(month, {})
    indicators = _defined(month, held, {one.key: one for one in definitions_of(month)})
    if any(key not in indicators for key in keys):
        raise NOT_THERE
    regions = list(regions_seen(acting, level, within))
    here = {"place__startswith": within} if within else {}
    found = _read(sets, key__in=list(keys), **here).get(month, _Month(month, {}))
    return {
        key: [
            (one, found.shown(indicators[key], one.code, targets.of(key, month[0], one.code), now=now))
            for one in regions
        ]
        for key in keys
    }


def states_across(
    acting: Appointment, key: str, month: Month, within: str, *, now: bool = False
) -> list[tuple[Region, str]]:
    """Where every kelurahan of a place that one sees stands against its target (good, near, bad; none: no figure or no
    target), without any figure: whoever sees a whole may see how its parts fare, and no more of them. By code."""
    place_get(acting, within)
    sets, targets = _sets([month]), _Targets([month[0]])
    held = sets.get(month, {})
    indicator = _defined(month, held, {one.key: one for one in definitions_of(month)}).get(key)
    if indicator is None:
        raise NOT_THERE
    found = _read(sets, key=key, place__startswith=within).get(month, _Month(month, {}))
    regions = Region.objects.filter(level=Level.KELURAHAN, code__startswith=f"{within}.").order_by("code")
    shown = ((one, found.shown(indicator, one.code, targets.of(key, month[0], one.code), now=now)) for one in regions)
    return [(one, told.state if told.value is not None else "none") for one, told in shown]


def figures_table(month: Month, level: str = "kelurahan", *, now: bool = False) -> dict[tuple[str, str], Figure]:
    """(key, place) -> figure of every known indicator and every place of a level ("" for all places), as it is shown:
    as closed, else as known now. Without anybody acting: for what the worker prints, and open data."""
    sets = _sets([month])
    found = _read(sets).get(month)
    if found is None:
        return {}
    indicators = _defined(month, found.sets, {one.key: one for one in definitions_of(month)})
    levels = LEVELS if not level else (LEVEL_OF.get(level, level),)
    codes = list(Region.objects.filter(level__in=levels).order_by("code").values_list("code", flat=True))
    table = {}
    for one in indicators.values():
        for code in codes:
            shown = found.shown(one, code, None, now=now)
            if shown.figure is not None:
                table[one.key, code] = shown.figure
    return table


def unplaced(month: Month, *, now: bool = False) -> dict[tuple[str, str], Figure]:
    """(key, place) -> what a kecamatan or city holds by itself, beyond all places below it ("tidak dirinci"); where it
    is nothing, the pair is left out. With these, parts and whole always agree."""
    table = figures_table(month, "", now=now)
    own: dict[tuple[str, str], list[int]] = {}
    for (key, place), figure in table.items():
        own.setdefault((key, place), [0, 0])
        for at, sign in ((place, 1), (whole_of(place)[1] if "." in place else "", -1)):
            pair = own.setdefault((key, at), [0, 0]) if at else [0, 0]
            pair[0] += sign * figure.numerator
            pair[1] += sign * (figure.denominator or 0)
    found = {}
    for (key, place), (one, other) in own.items():
        if (one or other) and level_of(place) in ("kecamatan", "kota") and (key, place) in table:
            of = table[key, place].indicator
            found[key, place] = Figure(of, place, month, one, other if of.denominator else None)
    return found


def set_of(month: Month, *, now: bool = False) -> FigureSet | None:
    """The set that a month's figures are shown from: the closed one where there is one, unless `now` asks otherwise. A
    paper keeps which one it used."""
    held = _sets([month]).get(month, {})
    return held.get(SetKind.NOW) if now else held.get(SetKind.CLOSED) or held.get(SetKind.NOW)


__all__ = [
    "Row", "Rows", "Shown", "across", "across_many", "definitions_of", "figures_shown", "figures_table", "home_place",
    "month_first_shown", "months_of", "names_people", "one_of", "place_get", "places_seen", "regions_seen", "rows_of",
    "set_of", "shown_of", "states_across", "targets_of", "trend_of", "trends_of", "unplaced",
]  # fmt: skip
