"""Loading the tree of regions, and changing what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from padan.web.audit.services import event_append
from padan.web.refusals import NOT_THERE, RefusedError
from padan.web.regions.models import Boundary, FormerName, Level, Region, Split
from padan.web.regions.region_files import KelurahanRow, Outline, RegionFileError, SplitRow, names_above

if TYPE_CHECKING:
    from padan.web.accounts.models import Appointment


class RegionChangeError(RefusedError):
    """A change of the tree that contradicts what it says already."""

    code = "region_change"


@dataclass
class Loaded:
    """What a load did: how many regions stood already, which were made, renamed, or are no longer in the file."""

    same: int = 0
    made: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    splits: int = 0


@transaction.atomic
def regions_load(
    *,
    acting: "Appointment | None",
    rows: Sequence[KelurahanRow],
    splits: Sequence[SplitRow] = (),
    province_name: str = "",
    city_name: str = "",
    source: str = "",
) -> Loaded:
    """Make or bring up to date one city's tree. Doing it twice changes nothing; nothing is ever deleted."""
    done, first = Loaded(), rows[0]
    province = _put(done, first.province_code, _name_above(first.province_code, province_name), Level.PROVINCE, None)
    city = _put(done, first.city_code, _name_above(first.city_code, city_name), Level.CITY, province)
    kecamatan: dict[str, Region] = {}
    for row in rows:
        if row.kecamatan_code not in kecamatan:
            kecamatan[row.kecamatan_code] = _put(done, row.kecamatan_code, row.kecamatan, Level.KECAMATAN, city)
        _put(done, row.code, row.name, Level.KELURAHAN, kecamatan[row.kecamatan_code], young=row.new)
    known = {row.code for row in rows}
    in_city = Region.objects.filter(level=Level.KELURAHAN, parent__parent=city).exclude(code__in=known)
    done.absent = [f"{region.code} {region.name}" for region in in_city]
    done.splits = sum(_split_put(row) for row in splits)
    detail = {"source": source, "made": len(done.made), "renamed": done.renamed, "absent": done.absent}
    event_append(action="regions.load", acting=acting, about=city, detail=detail)
    return done


def _name_above(code: str, given: str) -> str:
    """The name given, else the one that stands, else the one that comes with Padan."""
    standing = Region.objects.filter(code=code).values_list("name", flat=True).first()
    if name := given.strip() or standing or names_above().get(code, ""):
        return name
    raise RegionFileError(
        f"Nama provinsi atau kota dengan kode {code} belum diketahui. Berikan dengan --province dan --city.",
        f"The name of the province or city with code {code} is not known. Give it by --province and --city.",
    )


def _put(done: Loaded, code: str, name: str, level: Level, parent: Region | None, *, young: bool = False) -> Region:
    region = Region.objects.filter(code=code).first()
    if region is None:
        done.made.append(code)
        return Region.objects.create(code=code, name=name, level=level, parent=parent, young=young)
    if region.name != name:
        done.renamed.append(f"{code} {region.name} > {name}")
        FormerName.objects.get_or_create(region=region, name=region.name, defaults={"source": "nama sebelum dimuat"})
        FormerName.objects.filter(region=region, name=name).delete()
    else:
        done.same += 1
    if (region.name, region.young, region.parent) != (name, young, parent):
        region.name, region.young, region.parent = name, young, parent
        region.save()
    return region


def _split_put(row: SplitRow) -> bool:
    child = Region.objects.filter(code=row.child, level=Level.KELURAHAN).first()
    parent = Region.objects.filter(code=row.parent, level=Level.KELURAHAN).first()
    if child is None or parent is None or child == parent:
        raise RegionFileError(
            f"Pemekaran {row.child} dari {row.parent} menyebut kelurahan yang tidak ada. Periksa kedua kodenya.",
            f"The split of {row.child} from {row.parent} names a kelurahan that does not exist. Check both codes.",
        )
    _, made = Split.objects.get_or_create(
        child=child, parent=parent, defaults={"legal_base": row.source, "certain": bool(row.source)}
    )
    return made


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many outlines were kept, and the codes in the file that no region bears."""

    kept: int
    unknown: tuple[str, ...]


@transaction.atomic
def boundaries_load(*, acting: "Appointment | None", outlines: Sequence[Outline], source: str) -> Drawn:
    """Keep the outlines of regions; one that stands already is replaced."""
    regions = {region.code: region for region in Region.objects.filter(code__in=[o.code for o in outlines])}
    for outline in outlines:
        if region := regions.get(outline.code):
            Boundary.objects.update_or_create(
                region=region, defaults={"geometry": outline.geometry, "source": source[:300]}
            )
    unknown = tuple(sorted({o.code for o in outlines} - regions.keys()))
    event_append(action="regions.boundaries_load", acting=acting, detail={"source": source, "kept": len(regions)})
    return Drawn(len(regions), unknown)


@transaction.atomic
def former_name_add(*, acting: "Appointment", region: Region, name: str, source: str = "") -> FormerName:
    """Say that the region once bore this name. Raises RegionChangeError where it is empty or its present one."""
    plain = " ".join(name.split())
    if not plain or plain.casefold() == region.name.casefold():
        raise RegionChangeError(
            "Nama lama kosong atau sama dengan nama sekarang. Tulis nama seperti di daftar lama.",
            "The former name is empty or the present one. Write it as old lists do.",
        )
    former, made = FormerName.objects.get_or_create(region=region, name=plain, defaults={"source": source.strip()})
    if made:
        event_append(action="regions.former_name_add", acting=acting, about=region, detail={"name": plain})
    return former


@transaction.atomic
def former_name_remove(*, acting: "Appointment", region: Region, former_id: int) -> None:
    """Take back a former name. Raises NOT_THERE."""
    former = region.former_names.filter(pk=former_id).first()
    if former is None:
        raise NOT_THERE
    event_append(action="regions.former_name_remove", acting=acting, about=region, detail={"name": former.name})
    former.delete()


@transaction.atomic
def split_put(
    *,
    acting: "Appointment | None",
    child: Region,
    parent: Region,
    certain: bool,
    legal_base: str = "",
    decided_on: date | None = None,
) -> Split:
    """Say from which kelurahan a young one was, or may have been, cut. One said to be certain names its legal base.

    Raises RegionChangeError.
    """
    if child == parent or {child.level, parent.level} != {Level.KELURAHAN}:
        raise RegionChangeError(
            "Pemekaran hanya antara dua kelurahan yang berbeda. Pilih kelurahan asal yang lain.",
            "A split lies between two different kelurahan. Choose another parent.",
        )
    if certain and not legal_base.strip():
        raise RegionChangeError(
            "Pemekaran yang pasti harus menyebut dasar hukumnya (perda atau keputusan). Isi dasar hukum.",
            "A certain split must name its legal base (a regulation or decree). Fill it in.",
        )
    split, _ = Split.objects.update_or_create(
        child=child,
        parent=parent,
        defaults={"certain": certain, "legal_base": legal_base.strip()[:200], "decided_on": decided_on},
    )
    detail = {"parent": parent.code, "certain": certain, "legal_base": split.legal_base}
    event_append(action="regions.split_put", acting=acting, about=child, detail=detail)
    return split


@transaction.atomic
def split_remove(*, acting: "Appointment", child: Region, split_id: int) -> None:
    """Take back a split. Raises NOT_THERE."""
    split = child.cut_from.filter(pk=split_id).select_related("parent").first()
    if split is None:
        raise NOT_THERE
    event_append(action="regions.split_remove", acting=acting, about=child, detail={"parent": split.parent.code})
    split.delete()
