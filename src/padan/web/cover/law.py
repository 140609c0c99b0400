"""What of the law in force this room asks."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from padan.domain.law import Calendar, Law, calendar_of, dropping_of, employer_of
from padan.domain.rates import Rates
from padan.web.law.selectors import kind_mark, law_now, rates_now


def rates_in_force() -> Rates:
    """Rates and rules of cover."""
    return rates_now()


def calendar_on(day: date) -> Calendar | None:
    """By which days of a month changes are in and it is paid; None where no rule says."""
    return calendar_of(law_now(), day)


def employer_bars(programme: str, day: date) -> bool:
    """Whether somebody whom an employer insures may not be paid for in a programme; else it is a question only."""
    return employer_of(law_now(), programme, day) == "bars"


def carried(law: Law) -> Callable[[str, date], int]:
    """How many months after the year of its decree a registration still counts, by programme and day."""

    @lru_cache(maxsize=4096)
    def months(programme: str, day: date) -> int:
        found = dropping_of(law, programme, day)
        return found.carries if found else 0

    return months


def dropped_after(law: Law) -> Callable[[str, date], int | None]:
    """How many months in a row that were not continued end cover where unpaid ones never do, by segment and day; None:
    none do."""

    @lru_cache(maxsize=4096)
    def months(segment: str, day: date) -> int | None:
        found = dropping_of(law, segment, day)
        return found.ends_after if found else None

    return months


def law_in_force() -> Law:
    """The law, of all days."""
    return law_now()


def dropping_mark() -> str:
    """Changes where what `carried` and `dropped_after` say may."""
    return kind_mark("dropped")
