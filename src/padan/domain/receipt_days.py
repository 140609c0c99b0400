"""How long money waits until it becomes cover: from each receipt to the first contribution paid from it.

Worked table: docs/explanation/rules/figures.md. Money is whole rupiah.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

WHOLE = 10_000
Moved = tuple[date, int]
"""Day and rupiah."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One receipt (all that came on a day) and the day of the first contribution paid from it; None: none yet. A day
    before the receipt: it was advanced."""

    came: date
    paid: date | None


def waits(receipts: Iterable[Moved], contributions: Iterable[Moved], *, per_myriad: int) -> list[Wait]:
    """Of one place and funding year, by day of receipt.

    Of each receipt the part that is set aside for contributions (`per_myriad` of 10,000, rounded down; all of it where
    nothing is set aside) pays contributions, the earlier receipt first, whenever they were paid. The first contribution
    from a receipt is the one that goes beyond the parts of all receipts before it.
    """
    came: dict[date, int] = {}
    for day, amount in receipts:
        came[day] = came.get(day, 0) + amount
    paid = sorted(contributions)
    reached = list(accumulate(amount for _, amount in paid))
    found, before = [], 0
    for day, amount in sorted(came.items()):
        first = next((paid[at][0] for at, sum_ in enumerate(reached) if sum_ > before), None)
        found.append(Wait(day, first))
        before += amount * per_myriad // WHOLE if per_myriad else amount
    return found
