"""What the law asks of candidates: programmes, limits, fields, and the day on which they are judged."""

from datetime import date

from padan.domain.law import Law, fields_of
from padan.domain.segments import SEGMENT_BY_KEY
from padan.web.law.selectors import law_now
from padan.web.periods.models import segment_name

_NAMING = ("quota", "share", "decile")
"""Kinds of rules whose subject is a programme."""


def law() -> Law:
    """The law in force."""
    return law_now()


def programmes(year: int) -> tuple[str, ...]:
    """Keys of the programmes that the law of a year names, those with a segment of lists first."""
    last = date(year, 12, 31)
    named = {rule.subject for rule in law().rules if rule.kind in _NAMING and rule.subject and rule.days.first <= last}
    known = [key for key in SEGMENT_BY_KEY if key in named]
    return (*known, *sorted(named.difference(known)))


def programme_name(key: str) -> str:
    """A programme in the page's language; the key itself where it is no segment."""
    return segment_name(key)


def first_day(year: int, today: date) -> date:
    """The first day of cover that a candidate of a year is judged for: not in the past, and within the year."""
    return max(date(year, 1, 1), min(today, date(year, 12, 31)))


def needed_fields(programme: str, day: date) -> tuple[str, ...]:
    """What must be filled in before enrolment."""
    return fields_of(law(), programme, day)
