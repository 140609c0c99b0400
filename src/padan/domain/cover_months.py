"""In which months somebody is protected, out of what is known of each: the rule of lapsing, applied to a row of months.

The rule of `padan.domain.coverage`, for many people at once; a test holds the two to each other. Worked table:
docs/explanation/rules/figures.md. A month is its number on the calendar (`contributions.number`).
"""

from collections.abc import Callable, Iterable, Iterator

from padan.domain.coverage import ended_by

NOT_INSURED = frozenset({"not_registered", "before_start", "after_leaving", "after_death"})
"""Statuses of a month (`contributions.STATUSES`) in which nobody is insured, whatever was paid."""

LapseAfter = Callable[[int], int | None]
"""How many unpaid months in a row end cover, in a month; None: none do."""


def unpaid_runs(facts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Each month with how many in a row, itself the last, are surely unpaid. `facts`: (month, key of
    `continuity.FACTS`) in order; a month that is missing or unclear begins anew, for nothing is sure of it."""
    before, run = None, 0
    for month, fact in facts:
        run = 0 if fact != "unpaid" else run + 1 if before is not None and month == before + 1 else 1
        before = month
        yield month, run


def protected(month: int, run: int, lapse_after: LapseAfter) -> bool:
    """Whether cover is in force at the end of a month that ends so many unpaid ones."""
    return not ended_by(run, lapse_after(month))


def lapses_next(month: int, run: int, lapse_after: LapseAfter) -> bool:
    """Whether cover that is in force is gone at the end of the next month if that is not paid."""
    return protected(month, run, lapse_after) and not protected(month + 1, run + 1, lapse_after)
