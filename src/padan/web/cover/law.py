"""What of the law in force this room asks."""

from datetime import date

from padan.domain.law import Calendar, calendar_of, employer_of
from padan.domain.rates import Rates
from padan.web.law.selectors import law_now, rates_now


def rates_in_force() -> Rates:
    """Rates and rules of cover."""
    return rates_now()


def calendar_on(day: date) -> Calendar | None:
    """By which days of a month changes are in and it is paid; None where no rule says."""
    return calendar_of(law_now(), day)


def employer_bars(programme: str, day: date) -> bool:
    """Whether somebody whom an employer insures may not be paid for in a programme; else it is a question only."""
    return employer_of(law_now(), programme, day) == "bars"
