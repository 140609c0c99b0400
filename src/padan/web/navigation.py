"""The entries at the top of a page: those that the table of rights grants to the acting role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.web.rights import grant_for
from padan.web.roles import Role

Words = str | Promise

WORK = (
    ("periods:home", _("Beranda")),
    ("review:queue", _("Pemeriksaan")),
    ("protection:candidates", _("Usulan")),
    ("selection:all", _("Penetapan")),
    ("cover:home", _("Perlindungan")),
    ("funds:home", _("Dana")),
    ("runs:now", _("Hasil")),
    ("monitoring:home", _("Pemantauan")),
    ("official:signing", _("Tanda tangan")),
)
"""Url names that need no argument, with their labels, in the order of the work."""
MORE = (
    ("periods:board", _("Papan periode")),
    ("followup:home", _("Tindak lanjut")),
    ("followup:meetings", _("Rapat monev")),
    ("reports:home", _("Laporan monev")),
    ("evaluation:home", _("Evaluasi")),
    ("protection:people", _("Orang")),
    ("protection:enquiries", _("Pemeriksaan awal")),
    ("protection:mutations", _("Daftar ke cabang")),
    ("cover:claims", _("Klaim")),
    ("law:law", _("Ketentuan")),
    ("opendata:settings", _("Data terbuka")),
    ("regions:tree", _("Wilayah")),
    ("accounts:people", _("Akun")),
    ("audit:trail", _("Jejak")),
)
"""What is asked for less often: behind one entry at the end."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, what it says, whether it is the page shown."""

    address: str
    label: str
    here: bool


def entries(request: HttpRequest, names: tuple[tuple[str, Words], ...] = WORK) -> list[Entry]:
    """What the acting role may open of those."""
    role = Role(request.acting.role)  # type: ignore[attr-defined]
    found = []
    for name, label in names:
        grant = grant_for(name, "GET")
        if grant is None or not grant.admits(role):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Entry(address, str(label), request.path == address))
    return found
