"""The entries at the top of a page: those that the table of rights grants to the acting role."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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


def navigation(request: HttpRequest) -> SafeString:
    """The entries as the page's frame shows them. They follow from the acting role, the language and the page alone:
    each is written once, however often it is shown."""
    role, prefix = Role(request.acting.role), get_script_prefix()  # type: ignore[attr-defined]
    here = request.path if request.path in _addresses(role, prefix) else ""
    return _written(role, prefix, get_language() or "", here)


@lru_cache(maxsize=1000)
def _written(role: Role, _prefix: str, _language: str, here: str) -> SafeString:
    shown = {"work": _entries(role, WORK, here), "more": _entries(role, MORE, here)}
    return render_to_string("navigation.html", shown)


@lru_cache(maxsize=100)
def _addresses(role: Role, _prefix: str) -> frozenset[str]:
    return frozenset(entry.address for entry in _entries(role, (*WORK, *MORE), ""))


def _entries(role: Role, names: Sequence[tuple[str, Words]], here: str) -> list[Entry]:
    """What a role may open of those."""
    found = []
    for name, label in names:
        grant = grant_for(name, "GET")
        if grant is None or not grant.admits(role):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Entry(address, str(label), here == address))
    return found
