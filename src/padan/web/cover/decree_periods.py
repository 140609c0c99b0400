"""For which months decrees were given, as later rooms know it: a selection and a commitment each keep a first month and
how many follow. They register themselves."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.contributions import month_of, number
from padan.domain.months import Month

Period = tuple[Month, Month]
"""The first and the last month for which a decree was given."""


@dataclass(frozen=True, slots=True)
class DecreePeriods:
    """What can be asked. `mark`: another text means that something else may be told; `told`: the months of the decrees
    that name them, by candidate."""

    mark: Callable[[], str]
    told: Callable[[], Mapping[int, Sequence[Period]]]


PERIODS: list[DecreePeriods] = []
"""Filled by `apps.py` of later rooms, in `ready()`."""


def register(periods: DecreePeriods) -> None:
    """Add what knows of periods once, however often Django is set up."""
    if periods not in PERIODS:
        PERIODS.append(periods)


def periods_told() -> dict[int, tuple[Period, ...]]:
    """Every period that is known of a candidate's decrees; who is missing has none."""
    found: dict[int, set[Period]] = defaultdict(set)
    for periods in PERIODS:
        for candidate, spans in periods.told().items():
            found[candidate].update(spans)
    return {candidate: tuple(sorted(spans)) for candidate, spans in found.items()}


def periods_mark() -> str:
    """Changes where anything that knows of periods did."""
    return "/".join(periods.mark() for periods in PERIODS)


def period(first: date, months: int) -> Period:
    """So many months from this one's first day on."""
    start: Month = (first.year, first.month)
    return start, month_of(number(start) + months - 1)
