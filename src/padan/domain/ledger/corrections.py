"""Which payment a correction takes back from: a line below zero, of a bill, of a person, or of a payment order.

Worked table: docs/explanation/rules/payments-to-people.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.domain.contributions import number
from padan.domain.months import Month

CORRECTIONS: frozenset[str] = frozenset({"takes_back", "name_back", "takes_nothing"})
"""What becomes of a line below zero (keys of `matching.OUTCOMES`)."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment, or a correction of one: "" and None where it says nothing. `number`: of the bill or order; `whom`: the
    person that it names. `amount`: rupiah of a payment that no correction has taken back yet; of a correction, what it
    takes back, above zero."""

    key: str
    place: str
    programme: str
    first: Month | None
    last: Month | None
    number: str
    whom: str
    amount: int


def taken_from(correction: Paid, payments: Sequence[Paid]) -> str:
    """The payment that a correction takes back from: for the same person and place (where it names no place, of the
    same number), for the same programme and months as far as both say them, and at least as large; one of the same
    number before the others, then one of exactly that amount, then the last one given. "" where there is none."""
    found = [(place, one) for place, one in enumerate(payments) if _may_correct(correction, one)]
    best = max(found, key=lambda pair: _fitness(correction, *pair), default=None)
    return best[1].key if best else ""


def _fitness(correction: Paid, place: int, one: Paid) -> tuple[bool, bool, int]:
    return _same_number(correction, one), correction.amount == one.amount, place


def _same_number(correction: Paid, one: Paid) -> bool:
    return bool(correction.number) and correction.number == one.number


def _may_correct(correction: Paid, one: Paid) -> bool:
    if correction.whom != one.whom or one.amount < correction.amount:
        return False
    if correction.place != one.place and (correction.place or not _same_number(correction, one)):
        return False
    if correction.programme and one.programme and correction.programme != one.programme:
        return False
    if correction.first is None or one.first is None:
        return True
    last, one_last = correction.last or correction.first, one.last or one.first
    return number(one.first) <= number(correction.first) and number(last) <= number(one_last)
