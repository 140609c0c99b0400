"""From the figures of a closed month to the lines that are published: what must be hidden is, and stays so."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from padan.domain.indicators import Figure
from padan.domain.months import Month
from padan.domain.suppression import (
    Cell,
    Earlier,
    SmallCells,
    Table,
    Within,
    elsewhere,
    hidden_cells,
    region_tree,
)
from padan.web.opendata.measures import WITHINS, columns_of

Figures = Mapping[tuple[str, str], Figure]


@dataclass(frozen=True, slots=True)
class Line:
    """One published figure: an indicator's at a place (a region code, or `elsewhere` of one). A hidden number is None;
    `hidden`: whether any is."""

    key: str
    place: str
    numerator: int | None
    denominator: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A month ready to be published. `values`: the whole numbers behind it, by measure and place; never published."""

    lines: tuple[Line, ...]
    hidden: frozenset[Cell]
    table: Table
    rule: SmallCells
    versions: Mapping[str, int]

    @property
    def content(self) -> bytes:
        """The lines as they are kept."""
        told = [[one.key, one.place, one.numerator, one.denominator, int(one.hidden)] for one in self.lines]
        return zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 6)


def digest_of(content: bytes) -> str:
    """SHA-256 over the lines themselves, however they were packed."""
    return hashlib.sha256(zlib.decompress(bytes(content))).hexdigest()


def lines_of(content: bytes) -> tuple[Line, ...]:
    """The lines again."""
    told = json.loads(zlib.decompress(bytes(content)))
    return tuple(Line(key, place, one, other, bool(hidden)) for key, place, one, other, hidden in told)


def table_of(figures: Figures, own: Figures, rule: SmallCells, month: Month) -> Table:
    """The numbers of a month over the tree of places. `figures`: of every kelurahan; `own`: what a wider place holds by
    itself ("tidak dirinci")."""
    told = [*figures.items(), *own.items()]
    tree, names = region_tree(place for (_key, place), _figure in told)
    leaves = {(measure, names[place]): number for (_key, place), figure in told for measure, number in measured(figure)}
    wanted = {measure for measure, _leaf in leaves}
    columns = tuple(column for column in columns_of(rule, month[1]) if column.key in wanted)
    return Table(tree, columns, tuple(one for one in WITHINS if _both_in(one, wanted)), leaves)


def _both_in(within: Within, wanted: set[str]) -> bool:
    return within.part in wanted and within.whole in wanted


def measured(figure: Figure) -> Iterable[tuple[str, int]]:
    """The measures of a figure with their numbers."""
    yield figure.indicator.numerator, figure.numerator
    if figure.denominator is not None:
        yield figure.indicator.denominator, figure.denominator


def prepare(
    figures: Figures,
    own: Figures,
    month: Month,
    rule: SmallCells,
    earlier: Earlier | None,
    later: Earlier | None,
    left: Mapping[Cell, int] | None = None,
) -> Prepared:
    """What is published of a month: every figure of every place, or that it is hidden; of what belongs to none of the
    places within another, only where there is any. `left`: what was hidden of the month where it left before it was
    closed; the same number stays hidden."""
    table = table_of(figures, own, rule, month)
    still = [(key, place) for (key, place), n in (left or {}).items() if n and _is(table, key, place, n)]
    hidden = hidden_cells(table, rule, earlier, later, also=still)
    indicators = {figure.indicator.key: figure.indicator for figure in figures.values()}
    lines = []
    for key, indicator in sorted(indicators.items(), key=lambda one: (one[1].order, one[0])):
        for place in sorted(table.tree.parent):
            cells = [(measure, place) for measure in indicator.measures]
            told = [None if cell in hidden else table.values[cell[0]][place] for cell in cells]
            below = told[1] if len(told) > 1 else None
            if region_of(place) != place and not any(told) and None not in told:
                continue
            lines.append(Line(key, place, told[0], below, any(cell in hidden for cell in cells)))
    versions = {key: one.version for key, one in indicators.items()}
    return Prepared(tuple(lines), hidden, table, rule, versions)


def _is(table: Table, key: str, place: str, number: int) -> bool:
    return table.values.get(key, {}).get(place) == number


def region_of(place: str) -> str:
    """The region code that a place of a publication belongs to."""
    return place.removesuffix(elsewhere(""))
