"""What protection is worth: expected benefit against cost, and what deaths without cover cost families.

Death rates are data with a source; what is not certain says so. Worked table: docs/explanation/evaluation/worth.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from padan.statistics.intervals import Interval, poisson_count

MONTHS_A_YEAR = 12
PER = 100_000


@dataclass(frozen=True, slots=True)
class Band:
    """Deaths a year per 100,000 of one sex ("" = both) from one age to another, both included."""

    sex: str
    from_age: int
    to_age: int
    per_100k: float

    def __post_init__(self) -> None:
        if not 0 <= self.from_age <= self.to_age or not 0 <= self.per_100k <= PER:
            raise ValueError("a band of ages with a rate")

    def holds(self, sex: str, age: int) -> bool:
        """Whether somebody falls into it."""
        return self.sex in ("", sex) and self.from_age <= age <= self.to_age


@dataclass(frozen=True, slots=True)
class Mortality:
    """A table of death rates, its source, and whether it is certain for this city. Bands of one sex never meet."""

    name: str
    source: str
    certain: bool
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        for at, one in enumerate(self.bands):
            for other in self.bands[at + 1 :]:
                if one.sex == other.sex and one.from_age <= other.to_age and other.from_age <= one.to_age:
                    raise ValueError(f"two rates for {one.sex} at {other.from_age}")

    def rate(self, sex: str, age: int | None) -> float | None:
        """The chance to die within a year; None where the table, or the age, is silent. A rate of one's own sex is
        taken before that of both."""
        if age is None:
            return None
        found = sorted((band for band in self.bands if band.holds(sex, age)), key=lambda band: band.sex == "")
        return found[0].per_100k / PER if found else None


def yearly(chance: float, years: float) -> float:
    """The even chance a year that makes a chance over years: 1 - (1 - q)^(1/years)."""
    if not 0 <= chance < 1 or years <= 0:
        raise ValueError(f"{chance} in {years} years")
    return float(1 - (1 - chance) ** (1 / years))


@dataclass(frozen=True, slots=True)
class Risk:
    """Somebody for a year: whole rupiah that a death brings the family, months paid for, and what they cost."""

    sex: str
    age: int | None
    benefit: int
    months: int = MONTHS_A_YEAR
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Accident:
    """Work accidents a year per 100,000 insured and what one brings on average, in rupiah."""

    per_100k: float
    amount: int
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of a year's cover in rupiah. `unknown`: people of whom no rate is known; they are left out of both.

    `deaths`: expected, with the bounds between which their number lies in 19 years of 20. `ratio`: expected benefit of
    each rupiah of contribution, None without a cost.
    """

    people: int
    unknown: int
    deaths: Interval
    death_benefit: float
    accident_benefit: float | None
    cost: int
    ratio: float | None

    @property
    def benefit(self) -> float:
        """Expected rupiah to families; of deaths alone where accidents are not known."""
        return self.death_benefit + (self.accident_benefit or 0.0)


def worth(people: Iterable[Risk], table: Mortality, accident: Accident | None = None) -> Worth:
    """What the cover of these people is worth in a year of these rates."""
    counted = unknown = cost = 0
    deaths = benefit = years = 0.0
    for one in people:
        rate = table.rate(one.sex, one.age)
        if rate is None:
            unknown += 1
            continue
        part = one.months / MONTHS_A_YEAR
        counted, cost, years = counted + 1, cost + one.cost, years + part
        deaths += rate * part
        benefit += rate * part * one.benefit
    extra = accident.per_100k / PER * accident.amount * years if accident else None
    whole = benefit + (extra or 0.0)
    return Worth(counted, unknown, poisson_count(deaths), benefit, extra, cost, whole / cost if cost else None)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What deaths without cover cost. `lost`: rupiah that families would have had; `expected_*`: of a year to come for
    those who are meant for cover and uncovered; `months_of_line`: for how many months one lost benefit would keep a
    household of that size at the poverty line, None without a line."""

    deaths: int
    lost: int
    expected_deaths: Interval
    expected_lost: float
    unknown: int
    months_of_line: float | None


def uncovered(
    lost: Sequence[int], people: Iterable[Risk], table: Mortality, *, line: int | None, household: int
) -> Uncovered:
    """`lost`: what each known death without cover would have brought; `people`: meant for cover and uncovered."""
    ahead = worth(people, table)
    one = (sum(lost) / len(lost)) if lost else None
    months = None if line is None or one is None else one / (line * household)
    return Uncovered(len(lost), sum(lost), ahead.deaths, ahead.death_benefit, ahead.unknown, months)
