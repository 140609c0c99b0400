"""What the making of two years works on: candidates, enrolled people, what else protects them, and the law's pots."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from padan.demo.places import Places
from padan.demo.population import Population
from padan.demo.years_faults import Truth, wanted
from padan.demo.years_pools import Pools, Traits, code_of
from padan.domain.allocation import Pot
from padan.domain.contributions import first_day, last_day
from padan.domain.law import Law
from padan.domain.months import Month
from padan.domain.pots import pots_of, purses_of, rate_of
from padan.domain.rates import Rates

YEARS = (2024, 2025, 2026)
MONTHS: tuple[Month, ...] = tuple((year, month) for year in YEARS[:2] for month in range(1, 13))
"""The months of which payments are told."""
A_YEAR = 12
WAITING = 4
YOUNGER = 1962
JOINED_LATER = date(2025, 2, 1)
SOURCES = ("P3KE", "DTKS", "DTSEN")
VERSIONS = {
    (2024, "P3KE"): date(2023, 6, 30), (2024, "DTKS"): date(2023, 10, 31), (2024, "DTSEN"): date(2023, 12, 31),
    (2025, "P3KE"): date(2024, 6, 30), (2025, "DTKS"): date(2024, 10, 31), (2025, "DTSEN"): date(2024, 12, 31),
    (2026, "P3KE"): date(2024, 6, 30), (2026, "DTKS"): date(2025, 3, 31), (2026, "DTSEN"): date(2025, 9, 30),
}  # fmt: skip
CODES: dict[str, tuple[str, tuple[str, ...]]] = {
    "deceased": ("not_eligible", ("deceased",)),
    "moved": ("not_eligible", ("moved",)),
    "employer": ("not_eligible", ("employer",)),
    "over_age": ("not_eligible", ("over_age",)),
    "decile_high": ("not_eligible", ("decile_high",)),
    "nik_unmatched": ("not_eligible", ("nik_unmatched",)),
    "job_not_listed": ("not_eligible", ("job_not_listed",)),
    "unanswered": ("unknown", ("employer_missing",)),
    "nik_missing": ("unknown", ("alive_missing", "employer_missing", "nik_missing", "resident_missing")),
    "decile_missing": ("unknown", ("decile_missing",)),
}
"""What stands against a candidate -> his state, and the codes of the reasons that rules must find."""
NOT_ASKED = {"miskin_ekstrem": "job_not_listed", "pekerja_rentan": "decile_missing"}
BLANKS = ("phone", "mother", "work_place", "work_hours", "income")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One candidate of a year. `against`: a key of CODES, "" for nothing; `blank`: fields of enrolment left empty."""

    key: str
    year: int
    programme: str
    kelurahan: int
    person: int
    rank: int
    covered: bool
    against: str = ""
    blank: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def state(self) -> str:
        """eligible, not_eligible or unknown."""
        return CODES[self.against][0] if self.against else "eligible"

    @property
    def decreed(self) -> bool:
        """Whether the decree of the year names him."""
        return self.outcome == "chosen"


@dataclass(slots=True)
class Enrolled:
    """Somebody whom the branch has in a programme. `paid`: positions in MONTHS; `also_at`: a second kelurahan that
    pays; `told`: whether the city knows of the death."""

    person: int
    programme: str
    kelurahan: int
    start: date
    end: date | None = None
    died: date | None = None
    claimed: bool = False
    told: bool = True
    also_at: int = -1
    fault: str = ""
    paid: set[int] = field(default_factory=set)

    @property
    def last(self) -> date | None:
        """The last day of cover, None where it runs on."""
        return self.died or self.end

    def due(self) -> set[int]:
        """Positions of the months that are due."""
        last = self.last
        return {
            at
            for at, month in enumerate(MONTHS)
            if last_day(month) >= self.start and (last is None or first_day(month) <= last)
        }


@dataclass(frozen=True, slots=True)
class Extra:
    """A protection beside the grant's: the city's own list, an employer, or an RT and contract worker."""

    person: int
    segment: str
    source: str
    place: str
    monthly: int | None


@dataclass(frozen=True, slots=True)
class YearsPeople:
    """Everybody of the two years and the opening of the third."""

    proposed: tuple[Proposed, ...]
    enrolled: tuple[Enrolled, ...]
    extras: tuple[Extra, ...]


@dataclass(slots=True)
class Making:
    """What the making of people needs at every step."""

    people: Population
    places: Places
    pools: Pools
    traits: Traits
    law: Law
    rates: Rates
    listed: int
    chance: Random
    truth: Truth

    @property
    def kelurahan(self) -> range:
        """Positions of the kelurahan that get the grant."""
        return range(len(self.pools.free))

    def nik(self, person: int) -> str:
        """The true NIK."""
        return str(self.people.nik[person])

    def wanted(self, kind: str) -> int:
        """How many of a kind of fault."""
        return wanted(kind, self.listed)


def newcomers(making: Making, place: int, count: int) -> list[int]:
    """People on no list, at most a third of those who are left."""
    free = making.pools.free[place]
    number_ = min(count, max(1, len(free) // 3)) if free else 0
    taken, making.pools.free[place] = free[:number_], free[number_:]
    return taken


def pots(making: Making, year: int, kelurahan: list[int], programme: str) -> tuple[Pot, ...]:
    """The money and quota of a programme in these kelurahan, as the law has them."""
    day = date(year, 1, 1)
    codes = [code_of(making.places, place) for place in kelurahan]
    purses = purses_of(making.law, day, codes, programme=programme)
    rate = rate_of(making.rates, programme, day)
    return pots_of(making.law, day, purses, codes, months=A_YEAR, rate=rate or 0)
