"""What every step of loading the funding years needs: the files, the city, and who acts. Only in demo mode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File

from padan.demo.years import City, Years, years_of
from padan.demo.years_records import SOURCE
from padan.web.accounts.models import Appointment, Office
from padan.web.funds.models import Source
from padan.web.regions.models import Region
from padan.web.roles import Role

Say = Callable[[str], None]
SEED = 1


@dataclass(frozen=True, slots=True)
class Acting:
    """Who does what: the appointments of the offices, looked up once."""

    clerk: Mapping[str, Appointment]
    lurah: Mapping[str, Appointment]
    camat: tuple[Appointment, ...]
    bappeda: Appointment
    bpkad: Appointment
    regions: Mapping[str, Region]


@dataclass(frozen=True, slots=True)
class Loading:
    """What every step of the load needs."""

    folder: Path
    city: City
    years: Years
    who: Acting

    @property
    def source(self) -> Source:
        """The grant."""
        return Source.objects.get(key=SOURCE)

    def file(self, name: str) -> "File[Any]":
        """A file of `dana/`, open."""
        return File((self.folder / name).open("rb"), name=name)


def loading_of(people: int, folder: Path) -> Loading:
    """The years of a city of so many people, whose files lie in a folder's `dana/`."""
    return Loading(folder / "dana", *years_of(people, SEED), _acting())


def _acting() -> Acting:
    held = Appointment.objects.filter(until=None).select_related("user", "office__region__parent").order_by("-pk")

    def of(role: Role) -> list[Appointment]:
        return [one for one in held if one.role == role]

    def by_code(role: Role) -> dict[str, Appointment]:
        return {one.office.region.code: one for one in of(role)}

    regions = {office.region.code: office.region for office in Office.objects.select_related("region")}
    return Acting(
        by_code(Role.KELURAHAN_CLERK), by_code(Role.LURAH), tuple(by_code(Role.CAMAT).values()),
        of(Role.BAPPEDA)[-1], of(Role.BPKAD)[-1], regions,
    )  # fmt: skip
