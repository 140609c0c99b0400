"""The letterhead of an office's papers: what an office states once, how it is kept, and how a paper prints it."""

from collections.abc import Mapping
from typing import Any

from padan.domain.letterhead import Letterhead, Logo, Signatory
from padan.web import vault
from padan.web.accounts.models import Appointment, Office
from padan.web.official.tree import SIGNERS, TOP
from padan.web.roles import OfficeKind

TEXTS = ("government", "office", "address", "contact", "number", "place", "city", "post", "rank")
"""Keys of one line each: kop, the number that the next paper bears, place, city above the signature, and the signer's
own post and rank where the appointment does not tell them."""

ACKNOWLEDGING = ("acknowledging_name", "acknowledging_nip", "acknowledging_post")
BASES = (
    "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial;",
    "Peraturan Pemerintah Nomor 44 Tahun 2015 tentang Penyelenggaraan Program Jaminan Kecelakaan Kerja dan Jaminan "
    "Kematian;",
    "Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi Pelaksanaan Program Jaminan Sosial Ketenagakerjaan.",
)
"""Proposed where an office has stated none; laws whose number and title are sure."""

HEADS = (("Sekretariat", "Sekretaris"), ("Inspektorat", "Inspektur"), ("Rumah Sakit", "Direktur Rumah Sakit"))
"""How an office's name begins, and the head's post that takes the beginning's place where it is not `Kepala`."""

Kept = Mapping[str, Any]


def proposed(office: Office) -> dict[str, Any]:
    """What the form shows before anybody has filled it in: only what follows from the office itself."""
    city = _city(office)
    insurer = office.kind == OfficeKind.BPJS
    return {
        "government": "BPJS Ketenagakerjaan" if insurer else f"Pemerintah {city}" if city else "",
        "office": office.name,
        "city": city.removeprefix("Kota ").removeprefix("Kabupaten "),
        "place": office.name,
        "bases": list(BASES),
    }


def _city(office: Office) -> str:
    region = office.region
    while region.parent is not None and region.level in ("kelurahan", "kecamatan", "rt"):
        region = region.parent
    return region.name if region.level == "kota" else ""


def stated(office: Office) -> dict[str, Any]:
    """The letterhead in force: what the office stated, else what is proposed."""
    return {**proposed(office), **office.letterhead}


def as_signed(office: Office, *, number: str, place: str) -> dict[str, Any]:
    """The letterhead as a signature keeps it, with who acknowledges the paper."""
    kept = stated(office)
    kept["number"], kept["place"] = number.strip(), place.strip() or kept["place"]
    if not kept.get("acknowledging_name") and office.kind not in TOP:
        kept |= _head_above(office)
    return kept


def _head_above(office: Office) -> dict[str, str]:
    """The head of the office above, where exactly one holds it; else a dotted line."""
    if office.kind == OfficeKind.KELURAHAN:
        wanted = {"office__kind": OfficeKind.KECAMATAN, "office__region": office.region.parent_id}
    else:
        return {}
    heads = Appointment.objects.filter(**wanted, role=SIGNERS[OfficeKind.KECAMATAN], until=None)
    found = list(heads.select_related("user", "office__region")[:2])
    if len(found) != 1:
        return {}
    head = found[0]
    return dict(zip(ACKNOWLEDGING, (head.user.full_name, head.user.nip, title_of(head)), strict=True))


def title_of(appointment: Appointment) -> str:
    """The post of one who signs: as it was stated before the first signature, else what is proposed there: by role for
    lurah and camat, else as the office's letterhead says, else its head."""
    office = appointment.office
    if appointment.title:
        return appointment.title
    if office.kind in (OfficeKind.KELURAHAN, OfficeKind.KECAMATAN):
        return f"{appointment.get_role_display()} {office.region.name}"
    return str(office.letterhead.get("post", "")) or head_title(office)


def head_title(office: Office) -> str:
    """What the head of an office is called: `Lurah Legok`, `Sekretaris Daerah Kota Jambi`, `Kepala Kantor Cabang BPJS
    Ketenagakerjaan Jambi`."""
    if office.kind == OfficeKind.KELURAHAN:
        return f"Lurah {office.region.name}"
    if office.kind == OfficeKind.KECAMATAN:
        return f"Camat {office.region.name}"
    insurer, branch, place = office.name.partition(" Cabang ")
    if office.kind == OfficeKind.BPJS and branch:
        return f"Kepala Kantor Cabang {insurer} {place}"
    return next((post + office.name[len(name) :] for name, post in HEADS if office.name.startswith(name)), "") or (
        f"Kepala {office.name}"
    )


def logo_of(kept: Kept) -> Logo | None:
    """The coat of arms, read from the vault."""
    if not kept.get("logo"):
        return None
    return Logo(vault.read(kept["logo"]), kept.get("logo_kind", "png"))


def letterhead_from(kept: Kept) -> Letterhead:
    """As the paper prints it; parties, numbers and day are the signature's matter."""
    return Letterhead(
        government=kept.get("government", ""),
        office=kept.get("office", ""),
        address=kept.get("address", ""),
        contact=kept.get("contact", ""),
        logo=logo_of(kept),
        place=kept.get("place", ""),
        city=kept.get("city", ""),
        bases=tuple(kept.get("bases", ())),
    )


def acknowledging_from(kept: Kept) -> Signatory:
    """Who acknowledges; empty texts are dotted lines."""
    name, nip, post = (str(kept.get(key, "")) for key in ACKNOWLEDGING)
    return Signatory(name=name, nip=nip, post=post)
