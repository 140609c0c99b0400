"""The entries at the top of a page: those that the table of rights grants to the acting role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from padan.web.rights import grant_for
from padan.web.roles import Role

ENTRIES = (
    ("periods:home", _("Beranda")),
    ("periods:board", _("Papan periode")),
    ("review:queue", _("Pemeriksaan")),
    ("runs:now", _("Hasil")),
    ("official:signing", _("Tanda tangan")),
    ("regions:tree", _("Wilayah")),
    ("accounts:people", _("Akun")),
    ("audit:trail", _("Jejak")),
)
"""Url names that need no argument, with their labels, in order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, what it says, whether it is the page shown."""

    address: str
    label: str
    here: bool


def entries(request: HttpRequest) -> list[Entry]:
    """What the acting role may open."""
    role = Role(request.acting.role)  # type: ignore[attr-defined]
    found = []
    for name, label in ENTRIES:
        grant = grant_for(name, "GET")
        if grant is None or not grant.admits(role):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Entry(address, str(label), request.path == address))
    return found
