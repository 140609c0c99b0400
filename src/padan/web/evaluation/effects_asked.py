"""Which effect of money is asked for: of a funding year's stage, on what. Pages read it from addresses and keys."""

from collections.abc import Mapping
from dataclasses import dataclass

FIRST_MONEY = 0
"""Stands for a stage where money comes in none."""

MONTHLY, YEARLY = "month", "year"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may have changed: told `step` by step, in points of a percentage or in days. `more_is_better`."""

    key: str
    step: str = MONTHLY
    in_days: bool = False
    more_is_better: bool = True


OUTCOMES: Mapping[str, Outcome] = {
    one.key: one
    for one in (
        Outcome("protected"),
        Outcome("contributions"),
        Outcome("spent"),
        Outcome("days", YEARLY, in_days=True, more_is_better=False),
    )
}
"""In the order of the page: what it is all for comes first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One effect. `stage` FIRST_MONEY: whatever came first."""

    year: int
    stage: int
    outcome: str

    @property
    def key(self) -> str:
        """Its name in the record and in addresses: 2025-2-spent."""
        return f"{self.year}-{self.stage}-{self.outcome}"


def read_asked(text: str) -> Asked | None:
    """The effect that a name tells; None where it tells none."""
    year, _, rest = text.partition("-")
    stage, _, outcome = rest.partition("-")
    whole = year.isascii() and year.isdigit() and stage.isascii() and stage.isdigit()
    return Asked(int(year), int(stage), outcome) if whole and outcome in OUTCOMES else None
