"""What every page of figures needs: what is asked, the figures below a place, the places above it."""

from collections.abc import Mapping, Sequence
from typing import Any

from padan.web.accounts.models import Appointment
from padan.web.monitoring import pages, selectors
from padan.web.monitoring.asking import Asked, asked_of
from padan.web.monitoring.cells import place_address
from padan.web.monitoring.pages import Across
from padan.web.monitoring.selectors import Shown
from padan.web.regions.models import Region
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach


def asked_by(request: SignedInRequest) -> Asked | None:
    """What is asked for; None where no month has figures yet."""
    months = selectors.months_of()
    first = selectors.month_first_shown() if months else None
    return asked_of(request, months, first) if months else None


def told_always(asked: Asked, found: Sequence[Shown], region: Region) -> dict[str, Any]:
    """What the frame of every page is made of."""
    return {
        "place": region,
        "title": pages.title_of(region),
        "newest": asked.months[0] if asked.months[0] != asked.month else None,
        "asked": asked,
        "choices": pages.month_choices(asked),
        "known": pages.known_of(found),
        "hidden": [],
    }


def below_at(
    acting: Appointment, keys: Sequence[str], level: str, asked: Asked, within: Region
) -> Mapping[str, Across]:
    """Some figures of every place of a level within another."""
    return selectors.across_many(acting, keys, level, asked.month, within.code, now=asked.now)


def area_of(region: Region, names: dict[str, str]) -> str:
    """The kecamatan of a kelurahan, of those named."""
    return names.get(region.code.rpartition(".")[0], "")


def city_of(region: Region) -> str:
    """The code of the city in which a region lies."""
    return ".".join(region.code.split(".")[:2])


def above_of(acting: Appointment, region: Region, asked: Asked) -> list[tuple[str, str]]:
    """The places above one, from the city down, each with its page."""
    parts = region.code.split(".")
    codes = [".".join(parts[:n]) for n in range(2, len(parts))]
    names = dict(Region.objects.filter(selectors.places_seen(acting), code__in=codes).values_list("code", "name"))
    return [(names[code], place_address(code, asked)) for code in codes if code in names]


def sees_all(acting: Appointment, region: Region) -> bool:
    """Whether every place below one lies within reach."""
    return acting.reach is Reach.CITY or (acting.reach is Reach.AREA and acting.office.region.code == region.code)
