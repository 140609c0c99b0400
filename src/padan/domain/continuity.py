"""One person's cover month by month, and what lies ahead: when it falls out, and what it costs to keep it.

The rule of lapsing is that of `padan.domain.coverage`, asked for one month after another. Worked tables:
docs/explanation/rules/continuity.md. Money is whole rupiah.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from padan.domain.contributions import last_day, month_of, number, timing
from padan.domain.coverage import STATES, Cover, cover_of
from padan.domain.months import Month
from padan.domain.rates import CoverRule, Rates

FACTS: dict[str, tuple[str, str]] = {
    "paid": ("dibayar", "paid"),
    "unpaid": ("belum dibayar", "unpaid"),
    "unclear": ("belum jelas", "unclear"),
    "dropped": ("tidak diteruskan", "not continued"),
}
"""What is known of a month, Indonesian and English."""

GONE = frozenset({"lapsed", "ended", "deceased"})
"""States in which nothing is paid to the family."""

HORIZON = 12
"""Months that an outlook looks ahead."""


@dataclass(frozen=True, slots=True)
class MonthFact:
    """What is known of one month: a key of FACTS, and its due in rupiah where that is known."""

    month: Month
    status: str
    due: int | None = None

    def __post_init__(self) -> None:
        if self.status not in FACTS:
            raise ValueError(f"a month is paid, unpaid, unclear or dropped, not {self.status!r}")


@dataclass(frozen=True, slots=True)
class Life:
    """The dates of a person's cover, and the state that the insurer's word tells (`coverage.read_status`).

    `dropped_after`: how many months in a row that were not continued end it where unpaid ones never do.
    """

    start: date | None = None
    end: date | None = None
    death: date | None = None
    born: date | None = None
    told: str | None = None
    dropped_after: int | None = None

    def __post_init__(self) -> None:
        if self.told is not None and self.told not in STATES:
            raise ValueError(f"no state of cover: {self.told!r}")

    def holds(self, month: Month) -> bool:
        """Whether a month lies within the dates."""
        return timing(month, self.start, self.end, self.death) == "in"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead of `now`, the last whole month that is known, under one reading of the payer type.

    `falls_out_in`: the first month at whose end cover is gone if nothing more is paid (None: not within HORIZON, or it
    is gone already), and `why` (lapsed, ended, deceased). `arrears`: dues of the unpaid months up to now; `next_due`:
    that of the month after; both in rupiah, None = not known.
    """

    reading: str
    now: Month
    cover: Cover
    falls_out_in: Month | None
    why: str
    arrears: int | None
    next_due: int | None
    first_months_until: Month | None
    over_age_on: date | None

    @property
    def state(self) -> str:
        """A key of `coverage.STATES`."""
        return self.cover.state

    @property
    def covered(self) -> bool:
        """Whether a death now would bring anything."""
        return self.state not in GONE

    @property
    def falls_out_next(self) -> bool:
        """Whether cover is gone at the end of the next month unless something is paid or prolonged."""
        return self.falls_out_in is not None and number(self.falls_out_in) == number(self.now) + 1

    @property
    def cost_to_keep(self) -> int | None:
        """Rupiah that keep cover beyond the next month: what is owed and the next month itself."""
        return None if self.arrears is None or self.next_due is None else self.arrears + self.next_due


def whole(facts: Iterable[MonthFact], first: Month, last: Month) -> tuple[MonthFact, ...]:
    """Every month from `first` to `last`; those that no fact tells of are unclear."""
    known = {fact.month: fact for fact in facts}
    months = (month_of(n) for n in range(number(first), number(last) + 1))
    return tuple(known.get(month) or MonthFact(month, "unclear") for month in months)


def over_age_on(born: date | None, rule: CoverRule | None) -> date | None:
    """The birthday on which the age limit is reached."""
    if born is None or rule is None:
        return None
    year = born.year + rule.age_limit
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def cover_at(facts: Sequence[MonthFact], life: Life, rule: CoverRule | None, now: Month) -> Cover:
    """The cover at the end of `now`; facts of months outside the dates do not count."""
    return _cover(_counted(facts, life, now), life, rule, now)


def _counted(facts: Sequence[MonthFact], life: Life, now: Month) -> list[tuple[Month, str]]:
    return [(fact.month, fact.status) for fact in facts if fact.month <= now and life.holds(fact.month)]


def _cover(counted: Sequence[tuple[Month, str]], life: Life, rule: CoverRule | None, now: Month) -> Cover:
    return cover_of(
        months=counted, rule=rule, now=now, as_of=last_day(now), start=life.start, end=life.end, death=life.death,
        born=life.born, status=life.told, dropped_after=life.dropped_after,
    )  # fmt: skip


def gone_since(facts: Sequence[MonthFact], life: Life, rule: CoverRule | None, now: Month) -> Month | None:
    """The first month at whose end cover was gone, of those up to `now` at the end of all of which it was; None where
    it is in force, or the insurer's word alone ends it."""
    own = replace(life, told=None)
    first = min((number(fact.month) for fact in facts), default=number(now))
    found = None
    for n in range(number(now), first - 1, -1):
        if cover_at(facts, own, rule, month_of(n)).state not in GONE:
            break
        found = month_of(n)
    return found


def dropped_since(facts: Sequence[MonthFact], life: Life, now: Month) -> Month | None:
    """The first month, of those up to `now`, from which on cover was not continued; None where it was."""
    found = None
    for month, what in reversed(_counted(facts, life, now)):
        if what != "dropped":
            break
        found = month
    return found


def last_covered_day(falls_out: Month, why: str, end: date | None) -> date:
    """The last day on which a death still brings something, where cover is gone at the end of `falls_out`: that of a
    leaving, else the one before the month's last, for on its last day a month is over."""
    if why == "ended" and end is not None:
        return end
    return last_day(falls_out) - timedelta(days=1)


def outlook(
    facts: Sequence[MonthFact], life: Life, rule: CoverRule | None, now: Month, due: Callable[[Month], int | None],
    reading: str = "",
) -> Outlook:  # fmt: skip
    """What lies ahead under one rule. `due` gives a month's contribution in rupiah, None where it is not known."""
    first = min((fact.month for fact in facts), default=now)
    known = whole(facts, min(first, now), now)
    cover = cover_at(known, life, rule, now)
    falls, why = _falls_out(known, life, rule, now, cover)
    until = _first_months_until(known, life, rule, now, cover)
    arrears = _arrears(known, life, cover, due)
    return Outlook(reading, now, cover, falls, why, arrears, due(_later(now, 1)), until, over_age_on(life.born, rule))


def outlooks(
    facts: Sequence[MonthFact], life: Life, *, segment: str, wage: int | None, rates: Rates, now: Month
) -> tuple[Outlook, ...]:
    """An outlook for each reading of a segment's payer type, the one that counts first; one without a rule where the
    segment is not known."""
    readings = rates.readings(segment, now)
    if not readings:
        return (outlook(facts, life, None, now, lambda month: None),)
    return tuple(
        outlook(facts, life, rates.cover(reading, now), now, _dues(rates, segment, wage, place), reading)
        for place, reading in enumerate(readings)
    )


def _dues(rates: Rates, segment: str, wage: int | None, reading: int) -> Callable[[Month], int | None]:
    return lambda month: rates.due(segment, month, wage, reading)


def _later(month: Month, by: int) -> Month:
    return month_of(number(month) + by)


def _ahead(
    facts: Sequence[MonthFact], life: Life, rule: CoverRule | None, now: Month, status: str
) -> Iterator[tuple[Month, Cover]]:
    """Each month after now with its cover, if all of them were paid, or none."""
    counted = _counted(facts, life, now)
    for by in range(1, HORIZON + 1):
        month = _later(now, by)
        if life.holds(month):
            counted.append((month, status))
        yield month, _cover(counted, life, rule, month)


def _falls_out(
    facts: Sequence[MonthFact], life: Life, rule: CoverRule | None, now: Month, cover: Cover
) -> tuple[Month | None, str]:
    status = "dropped" if cover.dropped_months else "unpaid"
    lapses = rule is not None and (rule.lapse_after is not None or (status == "dropped" and bool(life.dropped_after)))
    if cover.state in GONE or not (lapses or life.end or life.death):
        return None, ""
    for month, then in _ahead(facts, life, rule, now, status):
        if then.state in GONE:
            return month, then.state
    return None, ""


def _first_months_until(
    facts: Sequence[MonthFact], life: Life, rule: CoverRule | None, now: Month, cover: Cover
) -> Month | None:
    if not cover.first_months:
        return None
    last = now
    for month, then in _ahead(facts, life, rule, now, "paid"):
        if not then.first_months:
            break
        last = month
    return last


def _arrears(facts: Sequence[MonthFact], life: Life, cover: Cover, due: Callable[[Month], int | None]) -> int | None:
    counted = [fact for fact in facts if life.holds(fact.month)]
    owed = counted[len(counted) - cover.unpaid_months :]
    dues = [fact.due if fact.due is not None else due(fact.month) for fact in owed]
    known = [amount for amount in dues if amount is not None]
    return sum(known) if len(known) == len(dues) else None
