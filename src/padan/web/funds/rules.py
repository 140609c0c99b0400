"""What the law in force says of money, for a place and a funding year. Law data decides amounts; nothing here does."""

from datetime import date

from padan.domain.law import (
    Grant,
    Law,
    Quota,
    Share,
    Stage,
    Use,
    forms_of,
    grant_of,
    quota_of,
    share_of,
    stages_of,
    uses_of,
)
from padan.web.law.selectors import law_now, rates_now
from padan.web.regions.models import Level, Region

LAST_DAY = (12, 31)


def day_of(year: int) -> date:
    """The day by which a funding year is judged: its last one."""
    return date(year, *LAST_DAY)


def law_programmes(year: int, place: str, law: Law | None = None) -> tuple[str, ...]:
    """The programmes that have a share of the grant in a year, in the order of the law's rules."""
    known = law or law_now()
    subjects = dict.fromkeys(rule.subject for rule in known.rules if rule.kind == "share" and rule.subject)
    return tuple(one for one in subjects if share_of(known, one, day_of(year), place=place) is not None)


def law_share(programme: str, year: int, place: str, law: Law | None = None) -> Share | None:
    """A programme's share of the grant."""
    return share_of(law or law_now(), programme, day_of(year), place=place)


def law_quota(programme: str, year: int, place: str, law: Law | None = None) -> Quota | None:
    """A programme's people in each kelurahan."""
    return quota_of(law or law_now(), programme, day_of(year), place=place)


def law_stages(year: int, place: str, law: Law | None = None) -> tuple[Stage, ...]:
    """The stages in which a funding year's grant comes."""
    return stages_of(law or law_now(), day_of(year), place=place)


def law_grant(year: int, place: Region, law: Law | None = None) -> Grant | None:
    """What a kelurahan gets in a year."""
    if place.level != Level.KELURAHAN:
        return None
    return grant_of(law or law_now(), day_of(year), place=place.code, level="kelurahan")


def law_uses(year: int, place: str) -> tuple[Use, ...]:
    """What the money of a year may be spent on."""
    return uses_of(law_now(), day_of(year), place=place)


def law_forms(programme: str, day: date, place: Region) -> frozenset[str]:
    """In which forms a programme's money may help; empty where the law says nothing of it."""
    return frozenset(forms_of(law_now(), programme, day, place=place.code))


def a_month(programme: str, year: int) -> int | None:
    """What one person costs a month, as the rates in force at the end of a year say it; None = not known."""
    return rates_now().due(programme, (year, 12), None)
