"""Making the offices of a city from its regions."""

from typing import TYPE_CHECKING

from django.db import transaction

from padan.web.accounts.models import Office
from padan.web.audit.services import event_append
from padan.web.refusals import RefusedError
from padan.web.regions.models import Level, Region
from padan.web.regions.selectors import kelurahan_of
from padan.web.roles import OfficeKind

if TYPE_CHECKING:
    from padan.web.accounts.models import Appointment

CITY_OFFICES: tuple[tuple[OfficeKind, str], ...] = (
    (OfficeKind.BAPPEDA, "Bappeda {city}"),
    (OfficeKind.BPKAD, "BPKAD {city}"),
    (OfficeKind.PEMERINTAHAN, "Bagian Pemerintahan {city}"),
    (OfficeKind.LEADERS, "Sekretariat Daerah {city}"),
    (OfficeKind.INSPECTORATE, "Inspektorat {city}"),
    (OfficeKind.BPJS, "BPJS Ketenagakerjaan Cabang {short}"),
    (OfficeKind.ADMINISTRATION, "Pengelola Sistem {city}"),
)
"""The offices that each city has once, and how they are called when they are made."""


class OfficeError(RefusedError):
    """An office that cannot be made so."""

    code = "office"


@transaction.atomic
def offices_make(*, acting: "Appointment | None", city: Region) -> list[Office]:
    """One office for each kelurahan and kecamatan, and the city's own; those that stand stay. Gives the new ones."""
    made = []
    for region in kelurahan_of(city):
        made.append(_region_office(OfficeKind.KELURAHAN, region, city))
    for region in Region.objects.filter(parent=city, level=Level.KECAMATAN):
        made.append(_region_office(OfficeKind.KECAMATAN, region, city))
    short = city.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    for kind, name in CITY_OFFICES:
        if not Office.objects.filter(kind=kind, region=city).exists():
            made.append(_make(kind, name.format(city=city.name, short=short), city))
    new = [office for office in made if office]
    if new:
        event_append(action="accounts.offices_make", acting=acting, about=city, detail={"made": len(new)})
    return new


def _region_office(kind: OfficeKind, region: Region, city: Region) -> Office | None:
    name = f"{kind.label} {region.name}"
    standing = Office.objects.filter(kind=kind, region=region).first()
    if standing is None:
        taken = Office.objects.filter(name=name).exists()
        return _make(kind, f"{name} ({city.name})" if taken else name, region)
    former = {f"{kind.label} {old.name}" for old in region.former_names.all()}
    if standing.name in former and not Office.objects.filter(name=name).exists():
        standing.name = name
        standing.save()
    return None


def _make(kind: OfficeKind, name: str, region: Region) -> Office:
    return Office.objects.create(kind=kind, name=name, region=region)


@transaction.atomic
def opd_make(*, acting: "Appointment | None", city: Region, name: str, email: str = "") -> Office:
    """An OPD (perangkat daerah) that hands in a list of its own, say Dinas Sosial. Raises OfficeError."""
    plain = " ".join(name.split())[:160]
    if not plain or Office.objects.filter(name__iexact=plain).exists():
        raise OfficeError(
            "Nama kantor kosong atau sudah dipakai. Tulis nama perangkat daerah selengkapnya.",
            "The office's name is empty or taken. Write the full name.",
        )
    office = Office.objects.create(kind=OfficeKind.OPD, name=plain, region=city, email=email.strip())
    event_append(action="accounts.office_make", acting=acting, about=office, detail={"name": plain})
    return office
