"""Who is missed and who is reached without cause: exclusion and inclusion errors with their intervals.

Exclusion error: of the eligible, the share not protected. Inclusion error: of the reached, the share that should not
be: dead, paid for twice, or not eligible. Each leaked person has one cause, the gravest. Who cannot be judged is
neither, and the bounds say what he could make of the figure. Worked table: docs/explanation/evaluation/targeting.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from padan.statistics.intervals import Interval, chances_of, linked_ratio, linked_share

State = Literal["eligible", "not_eligible", "unknown"]
CAUSES = ("dead", "double", "not_eligible")
"""Why somebody reached should not be, the gravest first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One person: where and who, whether eligible, and the chance that the aid reached him in the month (1: certain).

    `covered`: the chance that he is protected at all, by this aid or another; None: as `reach`. Groups are texts, "" =
    not known. `dead`: had died before the month; `double`: paid for more than once by the public purse.
    """

    state: State
    reach: float
    dead: bool = False
    double: bool = False
    kelurahan: str = ""
    sex: str = ""
    age: str = ""
    decile: str = ""
    job: str = ""
    covered: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.reach <= 1 or not 0 <= self.protected <= 1:
            raise ValueError(f"chances of {self.reach} and {self.covered}")

    @property
    def protected(self) -> float:
        """The chance that he is protected at all."""
        return self.reach if self.covered is None else self.covered

    @property
    def cause(self) -> str:
        """Why the aid should not have reached him: a key of CAUSES, "" for none that is known."""
        if self.dead:
            return "dead"
        if self.double:
            return "double"
        return "not_eligible" if self.state == "not_eligible" else ""

    @property
    def due(self) -> bool:
        """Whether he is one of those the aid is for: eligible and alive."""
        return self.state == "eligible" and not self.dead


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of a group. Counts of people; `reached` and `leaks` are expected numbers where links are uncertain.

    `exclusion` None: nobody eligible; `inclusion` None: nobody reached. `if_unknown_leak`: the inclusion error were
    everybody who cannot be judged not eligible. `uncertain`: people whose reach rests on an uncertain link. `waiting`:
    those who cannot be judged, are alive and not protected; `if_waiting_due`: the exclusion error were all of them
    eligible.
    """

    eligible: int
    missed: float
    reached: float
    leaks: dict[str, float]
    unknown: float
    exclusion: Interval | None
    inclusion: Interval | None
    if_unknown_leak: float | None
    uncertain: int
    waiting: float
    if_waiting_due: float | None

    @property
    def leaked(self) -> float:
        """Reached without cause, all causes together."""
        return sum(self.leaks.values())


def errors(people: Iterable[Seen]) -> Errors:
    """The errors among some people."""
    seen = list(people)
    due = [one for one in seen if one.due]
    missed = chances_of(1 - one.protected for one in due)
    reached = sum(one.reach for one in seen)
    unknown = sum(one.reach for one in seen if not one.cause and one.state == "unknown")
    waiting = sum(1 - one.protected for one in seen if one.state == "unknown" and not one.dead)
    could = len(due) + waiting
    leaks = {cause: sum(one.reach for one in seen if one.cause == cause) for cause in CAUSES}
    return Errors(
        len(due), missed.expected, reached, leaks, unknown,
        linked_share(missed, len(due)) if due else None,
        linked_ratio((one.reach, 1.0 if one.cause else 0.0) for one in seen),
        (sum(leaks.values()) + unknown) / reached if reached else None,
        sum(0 < one.reach < 1 or 0 < one.protected < 1 for one in seen),
        waiting, (missed.expected + waiting) / could if could else None,
    )  # fmt: skip


def by_group(people: Iterable[Seen], group: Callable[[Seen], str]) -> dict[str, Errors]:
    """The errors of each group; their counts add up to those of the whole."""
    parted: dict[str, list[Seen]] = {}
    for one in people:
        parted.setdefault(group(one), []).append(one)
    return {key: errors(parted[key]) for key in sorted(parted)}


GROUPS: dict[str, Callable[[Seen], str]] = {
    "kelurahan": lambda one: one.kelurahan,
    "sex": lambda one: one.sex,
    "age": lambda one: one.age,
    "decile": lambda one: one.decile,
    "job": lambda one: one.job,
}
"""By what the errors are told."""
