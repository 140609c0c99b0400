"""Who sees which place's figures, and the people behind them.

A role of the city sees every place; a kecamatan itself and its kelurahan; any other office its own place; and each of
these the places above its own, whose figures name nobody. What is foreign and what does not exist are answered alike.
"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from padan.domain.indicators import whole_of
from padan.web.accounts.models import Appointment
from padan.web.asked_once import once
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.roles import Reach

LEVELS = (Level.PROVINCE, Level.CITY, Level.KECAMATAN, Level.KELURAHAN)
LEVEL_OF: Mapping[str, str] = {
    "provinsi": Level.PROVINCE,
    "kota": Level.CITY,
    "kecamatan": Level.KECAMATAN,
    "kelurahan": Level.KELURAHAN,
}


def places_seen(acting: Appointment) -> Q:
    """The condition on a Region that its figures lie within reach."""
    own = acting.office.region
    if acting.reach is Reach.NONE:
        return Q(pk=None)
    if acting.reach is Reach.CITY:
        return Q()
    above = Q(code__in=whole_of(own.code)[:-1] or [own.code])
    if acting.reach is Reach.AREA:
        above |= Q(code__startswith=f"{own.code}.", level=Level.KELURAHAN)
    return above


def place_get(acting: Appointment, code: str) -> Region:
    """A place whose figures lie within reach, asked once while a page is read. Raises NOT_THERE."""
    seen = Region.objects.filter(places_seen(acting), code=code, level__in=LEVELS).select_related("parent")
    found = once(("place seen", acting.pk, code), seen.first)
    if found is None:
        raise NOT_THERE
    return found


def home_place(acting: Appointment) -> Region:
    """The place that an office looks at first: its own, or the city that it works for. Raises NOT_THERE."""
    region: Region | None = acting.office.region
    if acting.reach is Reach.CITY:
        while region is not None and region.level not in (Level.CITY, Level.PROVINCE):
            region = region.parent
    if region is None or acting.reach is Reach.NONE:
        raise NOT_THERE
    return place_get(acting, region.code)


def names_people(acting: Appointment, place: str) -> bool:
    """Whether the rows behind a place's figures lie within reach: those of one's own place, and of the kelurahan of
    one's kecamatan; of everything for a role of the city."""
    own = acting.office.region.code
    if acting.reach is Reach.CITY:
        return True
    if acting.reach is Reach.AREA:
        return place == own or place.startswith(f"{own}.")
    return acting.reach is Reach.OFFICE and acting.office.region.level == Level.KELURAHAN and place == own


def regions_seen(acting: Appointment, level: str, within: str = "") -> QuerySet[Region]:
    """The places of a level within reach, at and below another."""
    found = Region.objects.filter(places_seen(acting), level=LEVEL_OF.get(level, level))
    if within:
        found = found.filter(Q(code=within) | Q(code__startswith=f"{within}."))
    return found.order_by("code")
