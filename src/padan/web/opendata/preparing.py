"""What may leave the office of a closed month: worked out once, whoever takes it out."""

from collections.abc import Callable, Mapping
from datetime import date

from padan.domain.contributions import last_day
from padan.domain.months import Month
from padan.domain.suppression import Cell, Earlier, SmallCells, Table, small_cells_of
from padan.web.law.selectors import law_now
from padan.web.monitoring.models import FigureSet, SetKind
from padan.web.monitoring.selectors import figures_table, unplaced
from padan.web.opendata.hiding import Figures, Prepared, prepare, table_of
from padan.web.opendata.measures import published
from padan.web.opendata.models import Publication
from padan.web.opendata.selectors import shown_in

Left = Callable[[Month], Mapping[Cell, int]]
LEFT_BEFORE: list[Left] = []
"""Filled by `apps.py` of later rooms, in `ready()`: the numbers (measure, place) that were hidden where figures of a
month left before it was closed."""


def _left(month: Month) -> dict[Cell, int]:
    return {cell: n for part in LEFT_BEFORE for cell, n in part(month).items()}


def prepared(held: FigureSet) -> Prepared | None:
    """A closed month as it would be published now, beside those that are; None where it holds nothing that may be."""
    month = held.month.year, held.month.month
    rule = small_cells_of(law_now(), last_day(month))
    figures = _public(figures_table(month))
    if not figures:
        return None
    earlier, later = (_beside(month, step, rule) for step in (-1, 1))
    return prepare(figures, _public(unplaced(month)), month, rule, earlier, later, _left(month))


def hidden_of_month(first: date) -> frozenset[Cell]:
    """The same of a month by its first day; nothing while it is not closed."""
    held = FigureSet.objects.filter(month=first, kind=SetKind.CLOSED).first()
    return hidden_in(held) if held is not None else frozenset()


def hidden_in(held: FigureSet) -> frozenset[Cell]:
    """The cells (measure, place) of a closed month that are hidden wherever its figures leave the office."""
    made = Publication.objects.filter(month=held.month).only("hidden").first()
    if made is not None:
        return frozenset((key, place) for key, place in made.hidden)
    ready = prepared(held)
    return ready.hidden if ready is not None else frozenset()


def _public(figures: Figures) -> Figures:
    known = {figure.indicator.key: figure.indicator for figure in figures.values()}
    keys = {one.key for one in published(known.values())}
    return {(key, place): figure for (key, place), figure in figures.items() if key in keys}


def _beside(month: Month, step: int, rule: SmallCells) -> Earlier | None:
    """What the months before (-1) or after (1) tell that are published: the nearest whole, and of each cell the number
    last shown in the year."""
    first = date(month[0], month[1], 1)
    if step < 0:
        found = list(Publication.objects.filter(month__lt=first).order_by("-month")[:12])
    else:
        found = list(Publication.objects.filter(month__gt=first).order_by("month")[:12])
    if not found:
        return None
    nearest = found[0]
    alike = [one for one in found if one.month.year == nearest.month.year]
    shown: dict[Cell, int] = {}
    for one in reversed(alike):
        shown |= shown_in(one)
    hidden = frozenset((key, place) for key, place in nearest.hidden)
    return Earlier(_table_again(nearest, rule).values, hidden, nearest.month.year == month[0], shown)


def _table_again(one: Publication, rule: SmallCells) -> Table:
    """The numbers of a published month, those that were hidden among them."""
    month = one.month.year, one.month.month
    return table_of(_public(figures_table(month)), _public(unplaced(month)), rule, month)
