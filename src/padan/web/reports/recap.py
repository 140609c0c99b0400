"""The recap that leaves the office for the province: sums of money, and people where enough stand behind a number."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from padan.documents.monev_content import MoneyLine, PlaceLine, money_total
from padan.documents.monev_recap import PEOPLE, RecapLine
from padan.domain.contributions import first_day, last_day
from padan.domain.months import Month
from padan.domain.suppression import (
    Cell,
    Column,
    Earlier,
    SmallCells,
    Table,
    Within,
    hidden_cells,
    region_tree,
    small_cells_of,
)
from padan.web.law.selectors import law_now
from padan.web.opendata.preparing import hidden_in
from padan.web.regions.models import Level
from padan.web.reports.composing import Composed
from padan.web.reports.models import Report

_COLUMNS = (Column("intended"), Column("protected"), Column("lapsing"), Column("doubles"))
_WITHIN = (Within("protected", "intended"),)
_FROM = (("protected", 1), ("protected", 0), ("lapsing", 0), ("doubles_and_dead", 0))
"""For each column the indicator and whether its numerator (0) or denominator (1) is the count."""

MEASURES = {
    "intended": "intended", "protected": "intended_protected", "lapsing": "lapsing", "doubles": "doubles_and_dead",
}  # fmt: skip
"""For each column the measure that it is in the open data."""

Counts = tuple[int, ...]
Told = dict[str, Any]


def recap_of(composed: Composed) -> tuple[list[RecapLine], SmallCells, Told]:
    """The lines of a city's recap, kecamatan by kecamatan with their sums; the rule that hid what is hidden; and what
    the next recap must know of this one, so that nothing is computed from the two."""
    rule = small_cells_of(law_now(), last_day(composed.ground.month))
    keys = [line.key for line in composed.report.columns]
    counts = {line.code: _counts(line, keys) for line in composed.report.places}
    parents = {region.code: region.parent.code for region in composed.told.below if region.parent}
    tree, named = region_tree(counts)
    leaves: dict[Cell, int] = {
        (column.key, named[code]): n
        for code, found in counts.items()
        for column, n in zip(_COLUMNS, found, strict=True)
    }
    table = Table(tree, _COLUMNS, _WITHIN, leaves)
    beside = _hidden_with_open_data(composed)
    hidden = hidden_cells(table, rule, _earlier(composed), also=_still(composed, table)) if beside is None else beside
    money = {line.code: line for line in composed.report.money if line.kelurahan}
    lines: list[RecapLine] = []
    for kecamatan in dict.fromkeys(parents.values()):
        within = [code for code, parent in parents.items() if parent == kecamatan]
        lines += [_line(code, money, counts, named, hidden) for code in within]
        lines.append(_sum(kecamatan, within, money, counts, hidden))
    lines += _rest(composed, counts, named, hidden)
    lines.append(_whole(composed, counts, hidden))
    kept: Told = {
        "values": {key: dict(found) for key, found in table.values.items()}, "hidden": sorted(map(list, hidden))
    }  # fmt: skip
    return lines, rule, kept


def _hidden_with_open_data(composed: Composed) -> frozenset[Cell] | None:
    """Of a closed month what its open data hide, so that the two laid side by side tell no more than one of them."""
    if not composed.ground.held.closed:
        return None
    found = hidden_in(composed.ground.held)
    return frozenset((column, place) for column, measure in MEASURES.items() for key, place in found if key == measure)


def hidden_before(month: Month) -> dict[Cell, int]:
    """The numbers, by measure and place, that recaps of a month hid which was not closed then."""
    found: dict[Cell, int] = {}
    for told in _recaps(month):
        found |= {(MEASURES[key], place): told["values"][key][place] for key, place in told["hidden"]}
    return found


def _recaps(month: Month) -> Iterable[Told]:
    signed = Report.objects.filter(place__level=Level.CITY, month=first_day(month), closed=False).order_by("pk")
    return (report.figures["recap"] for report in signed.only("figures") if report.figures.get("recap"))


def _still(composed: Composed, table: Table) -> list[Cell]:
    """What an earlier recap of the month hid and is the same number still."""
    columns = {measure: key for key, measure in MEASURES.items()}
    then = {(columns[key], place): n for (key, place), n in hidden_before(composed.ground.month).items()}
    return [(key, place) for (key, place), n in then.items() if n and table.values.get(key, {}).get(place) == n]


def _earlier(composed: Composed) -> Earlier | None:
    """What went out of the span before: that of the newest report that was signed."""
    span = composed.ground.span
    found = Report.objects.filter(place=composed.told.place, span=span.previous.key).order_by("-version").first()
    told = found.figures.get("recap") if found else None
    if not told:
        return None
    hidden = frozenset((key, place) for key, place in told["hidden"])
    return Earlier(told["values"], hidden, same_year=span.previous.year == span.year)


def _counts(line: PlaceLine, keys: Sequence[str]) -> Counts:
    found = []
    for key, at in _FROM:
        pair = line.figures[keys.index(key)] if key in keys else None
        found.append((pair[at] or 0) if pair else 0)
    return tuple(found)


def _shown(counts: Counts, place: str, hidden: frozenset[Cell]) -> tuple[int | None, ...]:
    return tuple(
        None if (column.key, place) in hidden else n for column, n in zip(_COLUMNS, counts, strict=True)
    )  # fmt: skip


def _line(
    code: str,
    money: Mapping[str, MoneyLine],
    counts: Mapping[str, Counts],
    named: Mapping[str, str],
    hidden: frozenset[Cell],
) -> RecapLine:
    line = money[code]
    return RecapLine("kelurahan", line.kecamatan, line.kelurahan, line, _shown(counts[code], named[code], hidden))


def _sum(
    kecamatan: str,
    within: Sequence[str],
    money: Mapping[str, MoneyLine],
    counts: Mapping[str, Counts],
    hidden: frozenset[Cell],
) -> RecapLine:
    total = money_total([money[code] for code in within])
    added = tuple(map(sum, zip(*(counts[code] for code in within), strict=True)))
    return RecapLine("kecamatan", money[within[0]].kecamatan, "", total, _shown(added, kecamatan, hidden))


def _rest(
    composed: Composed, counts: Mapping[str, Counts], named: Mapping[str, str], hidden: frozenset[Cell]
) -> list[RecapLine]:
    """What belongs to no kelurahan: people of the city itself, money of a kecamatan or the city."""
    code = composed.told.place.code
    outside = [line for line in composed.report.money if not line.kelurahan]
    if code not in counts and not outside:
        return []
    none = (0,) * len(PEOPLE)
    people = _shown(counts.get(code, none), named.get(code, code), hidden) if code in counts else none
    return [RecapLine("kecamatan", "", "", money_total(outside), people)]


def _whole(composed: Composed, counts: Mapping[str, Counts], hidden: frozenset[Cell]) -> RecapLine:
    added = tuple(map(sum, zip(*counts.values(), strict=True)))
    people = _shown(added or (0,) * len(PEOPLE), composed.told.place.code, hidden)
    return RecapLine("kota", "", "", money_total(composed.report.money), people)
