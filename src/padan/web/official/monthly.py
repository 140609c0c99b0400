"""Contributions of some offices by segment and month, added up from what a run says of each person's months.

The same measures as the engine's own for the whole city (`summary.money.by_segment_and_month`), so that one table
prints both: money of unknown dues and of rows under review stands apart, and due - paid = missing - in excess in every
line. What a bill pays without saying for whom belongs to no office: it stands in the city's minutes alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Amounts = Mapping[str, Sequence[Any]]
"""YYYY-MM -> (due or None, paid, whether a bill that names nobody may have paid), as `RunRow.amounts` keeps it."""


@dataclass
class _Cell:
    """One segment in one month: (person-months, rupiah) of each measure."""

    sums: dict[str, list[int]] = field(default_factory=dict)

    def add(self, measure: str, rupiah: int) -> None:
        """One person-month more, where there is anything."""
        held = self.sums.setdefault(measure, [0, 0])
        held[0] += 1
        held[1] += rupiah

    def told(self, segment: str, month: str) -> dict[str, Any]:
        """As the run's summary tells it."""

        def both(measure: str, second: str = "rupiah") -> dict[str, int]:
            months, rupiah = self.sums.get(measure, (0, 0))
            return {"person_months": months, second: rupiah}

        plain = {measure: both(measure) for measure in ("due", "paid", "missing", "in_excess", "unassigned")}
        review = {**both("review", "due"), "paid": both("review_paid")["rupiah"]}
        apart = {"unknown": both("unknown", "paid"), "review": review}
        return {"segment": segment or "unknown", "month": month, **plain, **apart}


class Monthly:
    """Adds up rows; `told` gives a line for each segment and month."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], _Cell] = {}

    def add(self, segment: str, statuses: Mapping[str, str], amounts: Amounts) -> None:
        """One person's months."""
        for month, (due, paid, _open) in amounts.items():
            cell = self._cells.setdefault((segment, month), _Cell())
            for measure, rupiah in measures(statuses.get(month, ""), due, paid):
                cell.add(measure, rupiah)

    def told(self) -> tuple[dict[str, Any], ...]:
        """In order of segment, then month; an unknown segment last."""
        ordered = sorted(self._cells, key=lambda key: (not key[0], key))
        return tuple(self._cells[key].told(*key) for key in ordered)


def measures(status: str, due: int | None, paid: int) -> Iterator[tuple[str, int]]:
    """(measure, rupiah) of one person-month, as `engine/sql/money_totals.sql` has them."""
    if status == "review":
        yield "review", due or 0
        if paid:
            yield "review_paid", paid
        return
    if due is None:
        yield "unknown", paid
        return
    found = (("due", due), ("paid", paid), ("missing", max(due - paid, 0)), ("in_excess", max(paid - due, 0)))
    yield from ((measure, rupiah) for measure, rupiah in found if rupiah)


def monthly_sums(lines: Iterable[Mapping[str, Any]], measure: str) -> int:
    """Rupiah of one measure over all lines."""
    return sum(int(line[measure]["rupiah"]) for line in lines)
