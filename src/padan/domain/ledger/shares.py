"""Shares of the money, quotas of people, and where the two contradict each other."""

from dataclasses import dataclass

PER = 10_000
LEVELS: dict[int, str] = {2: "kota", 3: "kecamatan", 4: "kelurahan"}
"""How many parts a region code has at each level."""


def level_of(place: str) -> str:
    """The level of a region code; "" where it is none of the three."""
    return LEVELS.get(len(place.split(".")), "")


def limit_of(money: int, per_myriad: int) -> int:
    """What a share of the money comes to, in whole rupiah; never rounded up."""
    return money * per_myriad // PER


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One programme at one place against its share. `binds`: whether the law names this level as the share's base."""

    programme: str
    place: str
    money: int
    per_myriad: int
    planned: int
    committed: int
    spent: int
    binds: bool

    @property
    def level(self) -> str:
        """kelurahan, kecamatan or kota."""
        return level_of(self.place)

    @property
    def limit(self) -> int:
        """The share in rupiah."""
        return limit_of(self.money, self.per_myriad)

    @property
    def claimed(self) -> int:
        """The most that any of the three comes to."""
        return max(self.planned, self.committed, self.spent)

    @property
    def over(self) -> int:
        """By how much the share is exceeded."""
        return max(0, self.claimed - self.limit)

    @property
    def over_now(self) -> int:
        """By how much what was promised or paid exceeds the share, whatever is planned."""
        return max(0, max(self.committed, self.spent) - self.limit)

    @property
    def left(self) -> int:
        """What the share still allows."""
        return max(0, self.limit - self.claimed)


@dataclass(frozen=True, slots=True)
class Demand:
    """A number of people for a number of months, `cost` rupiah each a month."""

    people: int
    months: int
    cost: int

    def __post_init__(self) -> None:
        if min(self.people, self.months, self.cost) < 1:
            raise ValueError("a demand has people, months and a cost")

    @property
    def wanted(self) -> int:
        """Rupiah."""
        return self.people * self.months * self.cost


@dataclass(frozen=True, slots=True)
class Conflict:
    """A demand against the money of its share, with the ways out: fewer people, fewer months, a top-up (`over`)."""

    limit: int
    demand: Demand

    @property
    def over(self) -> int:
        """By how much it is above the limit; nothing where it fits."""
        return max(0, self.demand.wanted - self.limit)

    @property
    def people_that_fit(self) -> int:
        """For all the months."""
        return self.limit // (self.demand.months * self.demand.cost)

    @property
    def months_that_fit(self) -> int:
        """For all the people."""
        return self.limit // (self.demand.people * self.demand.cost)
