"""In which months somebody is protected, out of what is known of each: the rule of lapsing, applied to a row of months.

The rule of `padan.domain.coverage`, for many people at once; a test holds the two to each other. Worked table:
docs/explanation/rules/figures.md. A month is its number on the calendar (`contributions.number`).
"""

from collections.abc import Callable, Iterable, Iterator

from padan.domain.coverage import Gap

NOT_INSURED = frozenset({"not_registered", "before_start", "after_leaving", "after_death"})
"""Statuses of a month (`contributions.STATUSES`) in which nobody is insured, whatever was paid."""

EndsAfter = Callable[[int], tuple[int | None, int | None]]
"""How many months in a row end cover, in a month: of those in which nothing was paid, and, where none of these do
(None), of those in which it was not continued."""


def gaps(facts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Gap]]:
    """Each month with the gap that it ends. `facts`: (month, key of `continuity.FACTS`) in order; a month that is
    missing or unclear begins anew, for nothing is sure of it."""
    before, gap = None, Gap()
    for month, fact in facts:
        gap = (gap if before is not None and month == before + 1 else Gap()).then(fact)
        before = month
        yield month, gap


def protected(month: int, gap: Gap, ends_after: EndsAfter) -> bool:
    """Whether cover is in force at the end of a month that ends such a gap."""
    return not gap.ends(*ends_after(month))


def lapses_next(month: int, gap: Gap, ends_after: EndsAfter) -> bool:
    """Whether cover that is in force is gone at the end of the next month if that is not paid; what is not continued
    now is not continued then."""
    later = gap.then("dropped" if gap.dropped else "unpaid")
    return protected(month, gap, ends_after) and not protected(month + 1, later, ends_after)
