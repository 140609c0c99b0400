"""Who answers for a row, and where its person lives. None goes to nobody."""

import re

from padan.web.accounts.models import Office
from padan.web.periods.models import Period
from padan.web.regions.models import Region
from padan.web.regions.selectors import RegionIndex, region_index
from padan.web.roles import OfficeKind

_IN_ADDRESS = re.compile(
    r"\bkel(?:urahan)?\b[.:\s]*([a-z][a-z .']{2,40}?)(?=\s*(?:[,;/()\d]|\bkec|\brt\b|\brw\b|\bkota\b|$))", re.I
)
_SURE = ("name", "former_name")


class Places:
    """The offices and kelurahan of a city, made once a run and asked for every row."""

    def __init__(self, period: Period) -> None:
        offices = list(Office.objects.select_related("region").order_by("pk"))
        self._index: RegionIndex = region_index()
        self._by_name = {" ".join(office.name.casefold().split()): office for office in offices}
        self._by_region = {office.region_id: office for office in offices if office.kind == OfficeKind.KELURAHAN}
        asked = {requirement.office_id for requirement in period.requirements.all()}
        planners = [office for office in offices if office.kind == OfficeKind.BAPPEDA]
        self._planner = next((o for o in planners if o.pk in asked), planners[0] if planners else None)
        self._found: dict[tuple[str, str], Region | None] = {}

    def residence(self, kelurahan: str, kecamatan: str, address: str) -> Region | None:
        """The kelurahan that a row names in its own column, else in its address; None: outside the city or unknown."""
        found = self._kelurahan(kelurahan, kecamatan)
        if found is None and not kelurahan and (named := _IN_ADDRESS.search(address)):
            found = self._kelurahan(named[1], kecamatan)
        return found

    def _kelurahan(self, text: str, kecamatan: str) -> Region | None:
        key = (text, kecamatan)
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def _look_up(self, text: str, kecamatan: str) -> Region | None:
        sure = [one.region for one in self._index.find(text) if one.how in _SURE] if text else []
        within = [r for r in sure if r.parent and kecamatan and r.parent.name.casefold() in kecamatan.casefold()]
        found = within or sure
        return found[0] if found else None

    def answering(self, npp_office: str, residence: Region | None, submitter: Office) -> Office:
        """For a participant who is on no list: the office of its NPP or group, else the kelurahan where it lives, else
        Bappeda (else, where the city has none, who sent it)."""
        return self._named(npp_office) or self._at(residence) or self._planner or submitter

    def _named(self, text: str) -> Office | None:
        plain = " ".join(text.casefold().split())
        if plain in self._by_name:
            return self._by_name[plain]
        return self._at(self._kelurahan(text, "")) if plain.startswith("kel") else None

    def _at(self, region: Region | None) -> Office | None:
        return self._by_region.get(region.pk) if region else None
