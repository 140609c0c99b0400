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
    did; `ended`: the day of leaving. `first`, `last`: the months that the decree was given for, where its period is
    known (both, or neither): a decree of March may be for the whole year.
    """

    year: int
    since: date
    registered: bool = False
    ended: date | None = None
    first: Month | None = None
    last: Month | None = None

    def __post_init__(self) -> None:
        if (self.first is None) != (self.last is None):
            raise ValueError("the period of a decree has a first and a last month, or is not known")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError("the period of a decree ends before it begins")

    def holds(self, month: Month, carries: int) -> bool:
        """Whether a month is to be paid for: within the decree's period, where that is known, else from the month after
        its day to the end of its year; and to the month of leaving at most. `carries`: months after the last one in
        which a registration still counts."""
        first = max(number((self.year, 1)), number((self.since.year, self.since.month)) + 1)
        last = number((self.year, 12))
        if self.first is not None and self.last is not None:
            first, last = number(self.first), number(self.last)
        last += carries if self.registered else 0
        if self.ended is not None:
            last = min(last, number((self.ended.year, self.ended.month)))
        return first <= number(month) <= last


def is_owed(month: Month, *, listed: Collection[Month], places: Iterable[Place], carries: int) -> bool:
    """Whether somebody was to pay. `listed`: months of the periods on whose accepted list of the segment the person
    stands; `places`: those on decrees; `carries`: see `Place.holds`."""
    return month in listed or any(place.holds(month, carries) for place in places)
