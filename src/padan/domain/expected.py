"""Whether somebody was to be paid for in a month: only then is a month in which nothing was paid owed.

Worked table: docs/explanation/rules/months-of-cover.md.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from padan.domain.contributions import number
from padan.domain.months import Month


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place on the decree of a programme and year.

    `since`: the day of the decree or of the branch's registration, the earlier one; `registered`: whether the branch
    did; `ended`: the day of leaving.
    """

    year: int
    since: date
    registered: bool = False
    ended: date | None = None

    def holds(self, month: Month, carries: int) -> bool:
        """Whether a month is to be paid for: from the one after the decree's day to the end of its year, or to the
        month of leaving. `carries`: months after the year in which a registration still counts."""
        first = max(number((self.year, 1)), number((self.since.year, self.since.month)) + 1)
        last = number((self.year, 12)) + (carries if self.registered else 0)
        if self.ended is not None:
            last = min(last, number((self.ended.year, self.ended.month)))
        return first <= number(month) <= last


def is_owed(month: Month, *, listed: Collection[Month], places: Iterable[Place], carries: int) -> bool:
    """Whether somebody was to pay. `listed`: months of the periods on whose accepted list of the segment the person
    stands; `places`: those on decrees; `carries`: see `Place.holds`."""
    return month in listed or any(place.holds(month, carries) for place in places)
