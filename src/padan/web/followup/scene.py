"""What the rules look at: one city on one day, each part of the record read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from padan.domain.ledger import Finding
from padan.web.accounts.models import Office
from padan.web.followup.models import InCharge
from padan.web.funds.overview import Look
from padan.web.periods.models import Period
from padan.web.regions.models import Level, Region
from padan.web.roles import OfficeKind


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: where, for which office (None: whose the place is), how many, how much, since when (None: today).

    `subject` tells it from another of the same rule and place; `words`: what its sentence needs beside.
    """

    place: Region
    count: int
    amount: int | None = None
    office: Office | None = None
    subject: str = ""
    since: date | None = None
    words: Mapping[str, Any] = field(default_factory=dict)


class Scene:
    """One city on one day."""

    def __init__(self, city: Region, today: date) -> None:
        self.city, self.today = city, today
        inside = Q(code=city.code) | Q(code__startswith=f"{city.code}.")
        self.regions = {one.code: one for one in Region.objects.filter(inside).exclude(level=Level.RT)}
        found = Office.objects.filter(region__in=list(self.regions.values())).select_related("region")
        self.offices = {office.pk: office for office in found}

    @cached_property
    def _of_region(self) -> dict[int, Office]:
        kinds = (OfficeKind.KELURAHAN, OfficeKind.KECAMATAN)
        return {office.region_id: office for office in self.offices.values() if office.kind in kinds}

    @cached_property
    def _of_kind(self) -> dict[str, Office]:
        return {office.kind: office for office in sorted(self.offices.values(), key=lambda one: -one.pk)}

    def in_charge(self, told: str, found: Found) -> Office | None:
        """The office that is to act; Bappeda where the place has none; None where the city has no office at all."""
        bappeda = self._of_kind.get(OfficeKind.BAPPEDA)
        if told == InCharge.PLACE:
            return found.office or self._of_region.get(found.place.pk) or bappeda
        return self._of_kind.get(told) or bappeda

    def kecamatan_of(self, code: str) -> Region:
        """The kecamatan that a place is or lies in, else the city."""
        return self.regions.get(".".join(code.split(".")[:3])) or self.city

    def place_of(self, office: Office) -> Region:
        """Where an office's findings stand."""
        return self.regions.get(office.region.code, self.city)

    @cached_property
    def look(self) -> Look:
        """The city's money."""
        return Look(self.city, self.today)

    @cached_property
    def findings(self) -> list[Finding]:
        """All that the money room finds, at every place."""
        return self.look.findings()

    def source_name(self, key: str) -> str:
        """A source of money in words."""
        source = self.look.sources.get(key)
        return source.name if source else key

    @cached_property
    def periods(self) -> list[Period]:
        """Periods that are not closed."""
        return list(Period.objects.filter(closed_at=None))
