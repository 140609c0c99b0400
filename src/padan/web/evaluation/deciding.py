"""What stays hidden of a month in every file that leaves: decided once for all of them and kept. A number that was
hidden stays so while it is the same, whatever is computed anew."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.domain.contributions import last_day
from padan.domain.suppression import Cell, SmallCells, Table, small_cells_of
from padan.web.evaluation import selectors
from padan.web.evaluation.hidden_elsewhere import hidden_elsewhere
from padan.web.evaluation.leaving_table import Results, column, hidden_of, line, month_table
from padan.web.evaluation.models import Computed
from padan.web.law.selectors import law_now

KEY = "leaving"
SAME_PEOPLE = {"intended": "eligible", "intended_protected": "missed", "covered": "reached"}
"""Measures of monitoring, and the count of each programme that would come near to them in a kelurahan."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """The whole numbers of a month that leave, and the cells of them that are hidden."""

    values: Mapping[str, Mapping[str, int]]
    hidden: frozenset[Cell]

    def number(self, key: str, place: str) -> int | None:
        """A number; None where it is hidden."""
        return None if (key, place) in self.hidden else self.values.get(key, {}).get(place, 0)


def leaving_of(month: date) -> Leaving:
    """What leaves of a month."""
    rule = small_cells_of(law_now(), last_day((month.year, month.month)))
    targeting, incidence = (selectors.results_of(matter, month) for matter in ("targeting", "incidence"))
    also = sorted(_also(month, targeting))
    told = [rule.below, rule.choices, targeting, incidence, also]
    stamp = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    held = selectors.computed(KEY, month)
    if held is None or held.marks != stamp:
        held = _decide(month, month_table(targeting, incidence), rule, also, stamp)
    return Leaving(held.result["values"], _cells(held.result["hidden"]))


def _cells(kept: Iterable[Iterable[str]]) -> frozenset[Cell]:
    return frozenset((key, place) for key, place in kept)


def _also(month: date, targeting: Results) -> Iterator[Cell]:
    """Hidden elsewhere, so that it is hidden here: a programme's people in a kelurahan whose counts are hidden."""
    for measure, code in hidden_elsewhere(month):
        for programme in targeting:
            name = "reached" if measure == f"spent_{programme}" else SAME_PEOPLE.get(measure)
            if name:
                yield column(programme, name), line("kelurahan", code)


@transaction.atomic
def _decide(month: date, table: Table, rule: SmallCells, also: Iterable[Cell], stamp: str) -> Computed:
    before = Computed.objects.select_for_update().filter(key=KEY, month=month).first()
    hidden = hidden_of(table, rule, {*also, *_unchanged(before, table)})
    result: dict[str, Any] = {"values": table.values, "hidden": sorted(map(list, hidden))}
    return Computed.objects.update_or_create(
        key=KEY, month=month, defaults={"marks": stamp, "result": result, "made_at": timezone.now()}
    )[0]


def _unchanged(before: Computed | None, table: Table) -> frozenset[Cell]:
    """What an earlier decision hid and is the same number still."""
    if before is None:
        return frozenset()
    then = before.result["values"]
    return frozenset(
        (key, place)
        for key, place in _cells(before.result["hidden"])
        if then[key][place] == table.values.get(key, {}).get(place)
    )
