"""The only reader of this room. Everything public is read through `open_state`, which knows nothing while it is off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from padan.domain.contributions import first_day
from padan.domain.indicators import Figure, Indicator, level_of
from padan.domain.months import Month
from padan.domain.suppression import Cell
from padan.web.monitoring.definitions import versions_all
from padan.web.opendata.hiding import Line, lines_of, region_of
from padan.web.opendata.models import Publication, PublicState
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Region


def public_state() -> PublicState | None:
    """What was last said of the public page; None: nobody ever said anything, it is off."""
    return PublicState.objects.order_by("-id").first()


def open_state() -> PublicState:
    """The state of a public page that is on. Raises NOT_THERE while it is off, as if it did not exist."""
    state = public_state()
    if state is None or not state.on:
        raise NOT_THERE
    return state


def publications() -> list[Publication]:
    """Every published month, the newest first, without its lines."""
    return list(Publication.objects.defer("content", "hidden"))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is published of one month."""

    month: Month
    digest: str
    lines: tuple[Line, ...]
    by_cell: Mapping[tuple[str, str], Line]
    indicators: Mapping[str, Indicator]

    def line(self, key: str, place: str) -> Line | None:
        """One line."""
        return self.by_cell.get((key, place))

    def figure(self, line: Line) -> Figure | None:
        """The figure of a line that is not hidden."""
        if line.hidden or line.numerator is None:
            return None
        return Figure(self.indicators[line.key], line.place, self.month, line.numerator, line.denominator)


def figures_of(month: Month) -> Figures:
    """The published lines of a month. Raises NOT_THERE where it is not published."""
    found = Publication.objects.filter(month=first_day(month)).first()
    if found is None:
        raise NOT_THERE
    return figures_in(found)


def figures_all(most: int | None = None) -> list[Figures]:
    """Every published month (or the newest few) with its lines, the newest first, in two questions."""
    return [figures for _publication, figures in published_all(most)]


def published_all(most: int | None = None, only: Month | None = None) -> list[tuple[Publication, Figures]]:
    """The same with the publication itself; `only`: of one month."""
    found = Publication.objects.defer("hidden")
    if only is not None:
        found = found.filter(month=first_day(only))
    versions = versions_known()
    return [(one, figures_in(one, versions)) for one in found[:most]]


Versions = Mapping[tuple[str, int], Indicator]


def versions_known() -> Versions:
    """Every version of every indicator."""
    return {(one.key, one.version): one.as_domain for one in versions_all()}


def figures_in(found: Publication, versions: Versions | None = None) -> Figures:
    """The lines of a publication, each indicator as it was defined when the month was closed."""
    lines, by_cell = _unpacked(found.digest, bytes(found.content))
    month = found.month.year, found.month.month
    known = versions_known() if versions is None else versions
    return Figures(month, found.digest, lines, by_cell, indicators_in(found, known))


def indicators_in(found: Publication, versions: Versions | None = None) -> dict[str, Indicator]:
    """The indicators of a publication as they were defined when the month was closed, in the order of their pages."""
    known = versions_known() if versions is None else versions
    then = [known[key, int(version)] for key, version in found.versions.items()]
    return {one.key: one for one in sorted(then, key=lambda one: (one.order, one.key))}


def shown_in(found: Publication) -> dict[Cell, int]:
    """Every number of a publication that was shown, by measure and place."""
    figures = figures_in(found)
    told: dict[Cell, int] = {}
    for line in figures.lines:
        measures = figures.indicators[line.key].measures
        pairs = zip(measures, (line.numerator, line.denominator), strict=False)
        told |= {(measure, line.place): number for measure, number in pairs if number is not None}
    return told


@lru_cache(maxsize=16)
def _unpacked(digest: str, content: bytes) -> tuple[tuple[Line, ...], dict[tuple[str, str], Line]]:
    """Kept by what the lines are: they never change."""
    lines = lines_of(content)
    return lines, {(line.key, line.place): line for line in lines}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a publication: a region, or what belongs to it and to none of those within it."""

    code: str
    region: str
    name: str
    level: str
    parent: str
    own: bool


def places_in(lines: Sequence[Line]) -> dict[str, Place]:
    """The places of published lines by their code, in its order."""
    codes = sorted({line.place for line in lines})
    names = dict(Region.objects.filter(code__in={region_of(code) for code in codes}).values_list("code", "name"))
    found = {}
    for code in codes:
        region = region_of(code)
        own = code != region
        parent = region if own else region.rpartition(".")[0]
        found[code] = Place(
            code, region, names.get(region, region), level_of(region), parent if parent in codes else "", own
        )
    return found
