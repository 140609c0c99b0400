"""Roles of the offices, and how far each sees. Rights follow from role and region alone."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does in an office."""

    KELURAHAN_CLERK = "klerk_kelurahan", _("Petugas kelurahan")
    LURAH = "lurah", _("Lurah")
    KECAMATAN_CLERK = "klerk_kecamatan", _("Petugas kecamatan")
    CAMAT = "camat", _("Camat")
    OPD_CLERK = "klerk_opd", _("Petugas perangkat daerah")
    BAPPEDA = "bappeda", _("Bappeda")
    BPKAD = "bpkad", _("BPKAD")
    PEMERINTAHAN = "pemerintahan", _("Bagian Pemerintahan")
    BPJS = "bpjs", _("Kantor cabang BPJS Ketenagakerjaan")
    LEADER = "pimpinan", _("Pimpinan (Sekda, Wali Kota)")
    INSPECTORATE = "inspektorat", _("Inspektorat")
    ADMINISTRATOR = "administrator", _("Administrator akun")


class OfficeKind(TextChoices):
    """Kinds of offices."""

    KELURAHAN = "kelurahan", _("Kelurahan")
    KECAMATAN = "kecamatan", _("Kecamatan")
    OPD = "opd", _("Perangkat daerah")
    BAPPEDA = "bappeda", _("Bappeda")
    BPKAD = "bpkad", _("BPKAD")
    PEMERINTAHAN = "pemerintahan", _("Bagian Pemerintahan")
    BPJS = "bpjs", _("BPJS Ketenagakerjaan")
    LEADERS = "pimpinan", _("Sekretariat Daerah")
    INSPECTORATE = "inspektorat", _("Inspektorat")
    ADMINISTRATION = "administrator", _("Pengelola sistem")


ROLES_OF: dict[OfficeKind, tuple[Role, ...]] = {
    OfficeKind.KELURAHAN: (Role.KELURAHAN_CLERK, Role.LURAH),
    OfficeKind.KECAMATAN: (Role.KECAMATAN_CLERK, Role.CAMAT),
    OfficeKind.OPD: (Role.OPD_CLERK,),
    OfficeKind.BAPPEDA: (Role.BAPPEDA,),
    OfficeKind.BPKAD: (Role.BPKAD,),
    OfficeKind.PEMERINTAHAN: (Role.PEMERINTAHAN,),
    OfficeKind.BPJS: (Role.BPJS,),
    OfficeKind.LEADERS: (Role.LEADER,),
    OfficeKind.INSPECTORATE: (Role.INSPECTORATE,),
    OfficeKind.ADMINISTRATION: (Role.ADMINISTRATOR,),
}
"""Which roles an office of each kind can give."""


class Reach(Enum):
    """How far a role sees data of people."""

    OFFICE = "office"
    """Its own office alone."""
    AREA = "area"
    """Its own office and the kelurahan of its kecamatan."""
    CITY = "city"
    """Every office of the city."""
    SENT = "sent"
    """What the branch itself sent, what was formally sent to it, and the pairs that touch them."""
    NONE = "none"
    """No data of people."""


REACH: dict[Role, Reach] = {
    Role.KELURAHAN_CLERK: Reach.OFFICE,
    Role.LURAH: Reach.OFFICE,
    Role.KECAMATAN_CLERK: Reach.AREA,
    Role.CAMAT: Reach.AREA,
    Role.OPD_CLERK: Reach.OFFICE,
    Role.BAPPEDA: Reach.CITY,
    Role.BPKAD: Reach.CITY,
    Role.PEMERINTAHAN: Reach.CITY,
    Role.BPJS: Reach.SENT,
    Role.LEADER: Reach.CITY,
    Role.INSPECTORATE: Reach.CITY,
    Role.ADMINISTRATOR: Reach.NONE,
}

SECOND_FACTOR_REQUIRED: frozenset[Role] = frozenset(Role) - {
    Role.KELURAHAN_CLERK,
    Role.LURAH,
    Role.OPD_CLERK,
}
"""Roles that see more than one kelurahan, or rule over accounts: a password alone does not let them in."""

ALL: frozenset[Role] = frozenset(Role)
SUBMITTERS: frozenset[Role] = frozenset(
    {Role.KELURAHAN_CLERK, Role.LURAH, Role.KECAMATAN_CLERK, Role.CAMAT, Role.OPD_CLERK}
)
"""Roles of the offices that hand in lists of people and answer for the rows."""

READERS: frozenset[Role] = frozenset({Role.BPKAD, Role.PEMERINTAHAN, Role.LEADER, Role.INSPECTORATE})
"""Roles that read the whole city and change nothing in a period."""
