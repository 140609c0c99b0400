"""What is warned of while there is time: money that will not be absorbed, late stages, SPJ that block the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

QUIET_DAYS = 60
"""Days of a year that must have passed before its pace says anything."""
TOLERATED = 20
"""Warned of when the money not absorbed is at least one in so many."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What will have been paid by 31 December, if payments go on as they did since 1 January."""

    money: int
    paid: int
    today: date

    @property
    def elapsed(self) -> int:
        """Days of the year that have passed, today included."""
        return (self.today - date(self.today.year, 1, 1)).days + 1

    @property
    def by_the_end(self) -> int:
        """Rupiah, never more than there is."""
        days = (date(self.today.year, 12, 31) - date(self.today.year, 1, 1)).days + 1
        return min(self.money, self.paid * days // self.elapsed)

    @property
    def not_absorbed(self) -> int:
        """Rupiah that would be left."""
        return self.money - self.by_the_end

    @property
    def warned(self) -> bool:
        """Whether it is worth a warning."""
        return self.money > 0 and self.elapsed >= QUIET_DAYS and self.not_absorbed * TOLERATED >= self.money


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between a place and its next stage: what it received, and what it paid without and with an SPJ."""

    received: int
    unreported: int
    reported: int

    @property
    def blocked(self) -> bool:
        """Whether a stage whose gate is the SPJ is held back."""
        return self.received > 0 and (self.unreported > 0 or self.reported == 0)


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage at one place: what it should bring, what of it came, by when (None: nobody has said), and whether
    the SPJ of earlier money holds it back."""

    order: int
    amount: int
    came: int
    due: date | None
    blocked: bool

    @property
    def lacking(self) -> int:
        """What has not come."""
        return max(0, self.amount - self.came)

    def late_on(self, today: date) -> bool:
        """Whether its day has passed and it has not come whole."""
        return self.lacking > 0 and self.due is not None and self.due < today


def stage_standings(
    amounts: Sequence[int], came: Sequence[int], dues: Sequence[date | None], gates: Sequence[bool], gate: Gate
) -> tuple[StageStanding, ...]:
    """The stages of one place in order. `gates`: whether a stage waits for the SPJ of the money before it. Only the
    first stage that has not come can be held back: those after it wait for it."""
    found: list[StageStanding] = []
    waits = True
    for order, (amount, has_come, due, gated) in enumerate(zip(amounts, came, dues, gates, strict=True), 1):
        lacks = amount > has_come
        found.append(StageStanding(order, amount, has_come, due, waits and lacks and gated and gate.blocked))
        waits = waits and not lacks
    return tuple(found)
