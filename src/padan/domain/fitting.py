"""Whether quota, share and months fit together, by how much they do not, and the ways out; how far a share reaches.

Worked tables: docs/explanation/rules/selection.md. Money is whole rupiah; shares are per myriad (10 % = 1,000).
"""

from dataclasses import dataclass

MYRIAD = 10_000


@dataclass(frozen=True, slots=True)
class Fit:
    """A quota of `heads` for `months` months at `rate` rupiah a month, against `money`, a share of `base`."""

    money: int
    heads: int
    months: int
    rate: int
    base: int = 0

    def __post_init__(self) -> None:
        if min(self.money, self.heads, self.base) < 0 or min(self.months, self.rate) < 1:
            raise ValueError("money and heads are not below 0, months and rate not below 1")

    @property
    def needed(self) -> int:
        """Rupiah that the whole quota costs."""
        return self.heads * self.months * self.rate

    @property
    def lacks(self) -> int:
        """Rupiah above the money: what a top-up from another source must be."""
        return max(0, self.needed - self.money)

    @property
    def fits(self) -> bool:
        """Whether the whole quota can be paid."""
        return not self.lacks

    @property
    def fewer_heads(self) -> int:
        """How many of the quota can be paid for all months."""
        return min(self.heads, self.money // (self.months * self.rate))

    @property
    def left_with_fewer_heads(self) -> int:
        """Rupiah left over then."""
        return self.money - self.fewer_heads * self.months * self.rate

    @property
    def fewer_months(self) -> int:
        """For how many months the whole quota can be paid."""
        return min(self.months, self.money // (self.heads * self.rate)) if self.heads else self.months

    @property
    def left_with_fewer_months(self) -> int:
        """Rupiah left over then."""
        return self.money - self.fewer_months * self.heads * self.rate

    @property
    def least_share(self) -> int | None:
        """The least share per myriad that pays the whole quota; None where the base is nothing."""
        return least_share(self.needed, self.base)


def least_share(needed: int, base: int) -> int | None:
    """The least share per myriad of `base` that is at least `needed` rupiah; None where no share of it can be."""
    if needed == 0:
        return 0
    return -(-needed * MYRIAD // base) if base else None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far money reaches among the eligible. `cost`: rupiah a person; `base`: what the share is of."""

    money: int
    eligible: int
    cost: int
    base: int

    @property
    def reached(self) -> int:
        """Eligible people who can be paid."""
        return min(self.eligible, self.money // self.cost)

    @property
    def share_for_all(self) -> int | None:
        """The least share per myriad that would pay for every eligible person."""
        return least_share(self.eligible * self.cost, self.base)
