"""Who falls out, who comes in, and who follows when somebody chosen leaves.

Worked tables: docs/explanation/rules/selection.md. A month is (year, month); money is whole rupiah.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.allocation import Candidate, Choice
from padan.domain.contributions import month_of, number
from padan.domain.months import Month

DEPARTURES: Mapping[str, tuple[str, str]] = {
    "died": ("meninggal", "died"),
    "moved": ("pindah dari kelurahan ini", "moved away"),
    "employed": ("sudah ditanggung pemberi kerja", "an employer insures now"),
    "over_age": ("melewati batas usia", "over age"),
    "withdrew": ("mengundurkan diri", "withdrew"),
    "wrong": ("bukan orang yang dimaksud", "not the person meant"),
}
"""Why somebody chosen leaves, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class CoveredNow:
    """Somebody covered now. `paid_until`: the last month paid; `benefit`: rupiah that the family would get now."""

    candidate: Candidate
    paid_until: Month | None
    benefit: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """Somebody covered now who is not chosen, with the last covered month and what the family loses; `instead`: the new
    one who came in, None where the place itself is gone."""

    candidate: Candidate
    paid_until: Month | None
    family_loses: int
    instead: Candidate | None


def dropped(covered: Sequence[CoveredNow], choice: Choice) -> tuple[Dropped, ...]:
    """Everybody covered now whom a pot does not keep, in the order given, set against the new ones in rank order."""
    chosen = set(choice.chosen)
    known = {one.candidate for one in covered}
    newcomers = iter([one for one in choice.chosen if one not in known])
    return tuple(
        Dropped(one.candidate, one.paid_until, one.benefit, next(newcomers, None))
        for one in covered
        if one.candidate not in chosen
    )


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A place that somebody left. `months`: the pot's first and last month; `rate`: rupiah a month; `left_over`: what
    the pot had left; `changes_by`: day of the month by which changes go in."""

    left_on: date
    known_on: date
    paid_until: Month | None
    months: tuple[Month, Month]
    rate: int
    left_over: int
    changes_by: int

    def __post_init__(self) -> None:
        if self.months[0] > self.months[1] or self.left_on > self.known_on:
            raise ValueError("months in order, and a departure is known after it happened")
        if self.rate < 1 or self.left_over < 0 or not 1 <= self.changes_by <= 31:
            raise ValueError("rate, remainder or day out of range")

    @property
    def freed_from(self) -> Month | None:
        """The first month that is neither due from the one who left nor paid; None where the year holds none."""
        due = max(number((self.left_on.year, self.left_on.month)), number(self.months[0]) - 1)
        paid = number(self.paid_until) if self.paid_until else due
        return self._within(max(due, paid) + 1)

    @property
    def successor_from(self) -> Month | None:
        """The first month for which a successor can still be registered; None where the year holds none."""
        late = 1 if self.known_on.day > self.changes_by else 0
        first = number((self.known_on.year, self.known_on.month)) + 1 + late
        return self._within(max(first, number(self.months[0])))

    def _within(self, n: int) -> Month | None:
        return month_of(n) if n <= number(self.months[1]) else None

    def _months_from(self, first: Month | None) -> int:
        return number(self.months[1]) - number(first) + 1 if first else 0

    @property
    def freed(self) -> int:
        """Rupiah that the departure frees."""
        return self._months_from(self.freed_from) * self.rate

    @property
    def successor_months(self) -> int:
        """Months that a successor would be covered for."""
        return self._months_from(self.successor_from)

    @property
    def successor_cost(self) -> int:
        """What these months cost."""
        return self.successor_months * self.rate

    @property
    def can_follow(self) -> bool:
        """Whether there is a month left, and money for it."""
        return self.successor_months > 0 and self.successor_cost <= self.freed + self.left_over


def unpayable(months: tuple[Month, Month], begins: Month | None, until: Month | None = None) -> int:
    """Months of a place that nobody can pay any more: those before the month in which its person was registered
    (`begins`); of one who left and never was registered (None), those up to the month of leaving (`until`)."""
    first, last = number(months[0]), number(months[1])
    if begins is not None:
        return min(max(0, number(begins) - first), last - first + 1)
    return min(max(0, number(until) - first + 1), last - first + 1) if until is not None else 0


def successor(waiting: Sequence[Candidate], vacancy: Vacancy) -> Candidate | None:
    """The first on the waiting list, where the money reaches for him; nobody is jumped."""
    return waiting[0] if waiting and vacancy.can_follow else None
