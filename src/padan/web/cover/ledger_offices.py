"""Which office answers for a month that the ledger alone tells of: the one named for it, else that of the place that
paid, else that of the kelurahan where the person lives, else Bappeda. None goes to nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max

from padan.web.accounts.models import Office
from padan.web.protection.models import Person
from padan.web.roles import OfficeKind

_OF_PLACES = (OfficeKind.KELURAHAN, OfficeKind.KECAMATAN)
_LAST = (OfficeKind.BAPPEDA, OfficeKind.BPKAD)
"""Whose queue it is that everything else ends in: where a city has no Bappeda, the treasury's, who takes the files."""


@dataclass(frozen=True, slots=True)
class Answering:
    """`places`: region -> its own office; `homes`: person -> region; `queue`: the office in whose queue the rest
    stands."""

    places: Mapping[int, int]
    homes: Mapping[int, int]
    queue: int

    def office(self, person: int, place: int, named: int | None = None) -> int:
        """Who answers for a person's month that a place paid. `named`: an office that somebody named for it."""
        return named or self.places.get(place) or self.places.get(self.homes.get(person, 0)) or self.queue


def answering_read(persons: Iterable[int]) -> Answering:
    """Read every office, and where these persons live."""
    return Answering(offices_of_places(), _homes(set(persons)), queue_office())


def offices_of_places() -> dict[int, int]:
    """The office of each kelurahan and kecamatan: region -> office."""
    return dict(Office.objects.filter(kind__in=_OF_PLACES).order_by("-pk").values_list("region_id", "pk"))


def queue_office() -> int:
    """The office to which everything goes for which no other answers; 0 where there is none at all."""
    found = {kind: pk for pk, kind in Office.objects.filter(kind__in=_LAST).order_by("-pk").values_list("pk", "kind")}
    return next((found[kind] for kind in _LAST if kind in found), 0)


def offices_mark() -> str:
    """Changes where an office came or went."""
    told = Office.objects.aggregate(last=Max("pk"), n=Count("pk"))
    return f"{told['last'] or 0}-{told['n']}"


def _homes(wanted: set[int]) -> dict[int, int]:
    if not wanted:
        return {}
    found = Person.objects.exclude(kelurahan=None).values_list("pk", "kelurahan_id").iterator(5000)
    return {person: place for person, place in found if person in wanted and place is not None}
