"""Whose months a payment pays. Worked table: docs/explanation/rules/payments-to-people.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from padan.domain.contributions import portions
from padan.domain.months import Month

FORMS: dict[str, tuple[str, str]] = {
    "contribution": ("iuran", "contribution"),
    "cash": ("uang tunai", "cash"),
    "goods": ("barang", "goods"),
    "service": ("jasa", "service"),
}
"""What money may become for a person or family, Indonesian and English. Which a programme allows is law data."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Rupiah of one payment for one person in one month. `person`: any key that tells people apart."""

    person: str
    month: Month
    amount: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """What of a payment is for named people, and what is not assigned to a person."""

    portions: tuple[Portion, ...]
    people: int
    amount: int
    """`people` and `amount` are those not assigned; the people of the month in which most are missing."""


def named(person: str, months: Sequence[Month], amount: int) -> tuple[Portion, ...]:
    """The months of a line that names its person: equal parts, the rupiah left over for the first; below zero where it
    takes back."""
    parts = portions(amount, len(months))
    return tuple(Portion(person, month, part) for month, part in zip(months, parts, strict=True) if part)


def after_corrections(
    given: Sequence[tuple[str, Portion]], taken: Sequence[tuple[str, Portion]]
) -> tuple[Portion, ...]:
    """What is left of portions once corrections have taken back what they can. Each is given with whom it is for; a
    correction's is what it takes back. It takes from the last portion of its person and month first, and never more
    than is there."""
    left = {place: portion.amount for place, (_, portion) in enumerate(given)}
    for whom, back in taken:
        rest = back.amount
        for place in reversed(range(len(given))):
            other, portion = given[place]
            if other == whom and portion.month == back.month:
                less = min(rest, left[place])
                left[place] -= less
                rest -= less
    return tuple(replace(portion, amount=left[place]) for place, (_, portion) in enumerate(given) if left[place])


def assign(
    amount: int,
    *,
    people: int | None,
    months: Sequence[Month],
    by_name: Sequence[Portion] = (),
    known: Sequence[Portion] = (),
) -> Assignment:
    """Whom a bill pays: those it names; else those `known` to have been paid in its months, if it counts at least as
    many and holds at least what they were paid (exactly that, where it counts nobody). Otherwise nobody."""
    chosen = tuple(by_name) or _all_or_none(amount, people, months, known)
    total = sum(portion.amount for portion in chosen)
    if total > amount:
        chosen, total = (), 0
    return Assignment(chosen, _missing(people, months, chosen), amount - total)


def _all_or_none(
    amount: int, people: int | None, months: Sequence[Month], known: Sequence[Portion]
) -> tuple[Portion, ...]:
    found = tuple(portion for portion in known if portion.month in months)
    total = sum(portion.amount for portion in found)
    if people is None:
        return found if total == amount else ()
    most = max((_heads(found, month) for month in months), default=0)
    return found if most <= people and total <= amount else ()


def _missing(people: int | None, months: Sequence[Month], chosen: Sequence[Portion]) -> int:
    if people is None:
        return 0
    return max((max(0, people - _heads(chosen, month)) for month in months), default=people)


def _heads(portions: Sequence[Portion], month: Month) -> int:
    return len({portion.person for portion in portions if portion.month == month})
