"""What is known of one candidate that decides whether he may be protected; so few that equals are judged once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Employer = Literal["free", "pu", "bpu"]
"""free: insured by nobody; pu: a wage earner, insured by an employer; bpu: insured, and no wage earner."""

HIGHEST_DECILE = 10
OLDEST = 130
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; None = not known.

    `nik_usable`: False where Dukcapil does not know the NIK, None where there is none that can be believed.
    `age_on_start`: full years on the first day of cover; where it is None it follows from `born`.
    `over_age_said`: the branch called the person over age. `employer`: as the branch answered. `own_cover`: the BPU
    cover it found is this programme's own. `paid_by_other`: who else pays ("TKK, Dinas Kesehatan"). `job_listed`:
    whether `job` is on the city's list. `decile` is the family's, 1 the poorest, in that version of that source.
    `population_on`, `employer_on`: the day that Dukcapil's and the branch's answer speak of; `..._months`: how many
    full months old answer and decile are on the first day of cover. `covered_by`: another programme of the grant that
    insures the person. `double`: another proposal of the same person for the same programme and year stands.
    `also_proposed_by`: a second
    office that proposed the person; `other_programme`: another programme of the year that he is proposed for.
    """

    nik_usable: bool | None = None
    alive: bool | None = None
    resident: bool | None = None
    population_on: date | None = None
    population_months: int | None = None
    born: date | None = None
    age_on_start: int | None = None
    over_age_said: bool = False
    employer: Employer | None = None
    employer_on: date | None = None
    employer_months: int | None = None
    own_cover: bool = False
    covered_by: str | None = None
    paid_by_other: str | None = None
    job: str | None = None
    job_listed: bool | None = None
    decile: int | None = None
    decile_source: str = ""
    decile_version: date | None = None
    decile_months: int | None = None
    double: bool = False
    also_proposed_by: str | None = None
    other_programme: str | None = None

    def __post_init__(self) -> None:
        if self.decile is not None and not 1 <= self.decile <= HIGHEST_DECILE:
            raise ValueError(f"decile {self.decile}")
        if self.age_on_start is not None and not 0 <= self.age_on_start <= OLDEST:
            raise ValueError(f"age {self.age_on_start}")

    def on(self, day: date) -> "Facts":
        """These facts as a verdict for cover from that day reads them: the age instead of the birth date, how old an
        answer is instead of its day, and nothing that no rule asks. People with equal ones have one verdict."""
        age = self.age_on_start
        if age is None and self.born is not None:
            age = age_on(self.born, day)
        return replace(
            self, born=None, age_on_start=age, job=None, decile_source="", decile_version=None, population_on=None,
            employer_on=None, population_months=_months(self.population_months, self.population_on, day),
            employer_months=_months(self.employer_months, self.employer_on, day),
            decile_months=_months(self.decile_months, self.decile_version, day),
        )  # fmt: skip


def age_on(born: date, day: date) -> int | None:
    """Full years of age on a day; None where the birth date lies after it or is no date of a living person.

    Who was born on 29 February is a year older on 1 March of other years.
    """
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years if 0 <= years <= OLDEST else None


def months_since(told: date, day: date) -> int:
    """Full months from a day to another; none where it lies after it."""
    return max(0, (day.year - told.year) * 12 + day.month - told.month - (day.day < told.day))


def _months(stated: int | None, told: date | None, day: date) -> int | None:
    return months_since(told, day) if stated is None and told is not None else stated


def job_on_list(job: str | None, listed: Iterable[str]) -> bool | None:
    """Whether a job is one of those listed: every word of one of them stands in it ("tukang parkir" in "Tukang parkir
    di pasar"). None where no job is stated."""
    words = set(_words(job or ""))
    if not words:
        return None
    return any(wanted <= words for wanted in (set(_words(one)) for one in listed) if wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
