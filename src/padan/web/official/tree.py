"""Who signs for which office, and which offices stand above and below another."""

from django.db.models import Q, QuerySet

from padan.web.accounts.models import Office
from padan.web.roles import OfficeKind, Role

SIGNERS: dict[OfficeKind, Role] = {
    OfficeKind.KELURAHAN: Role.LURAH,
    OfficeKind.KECAMATAN: Role.CAMAT,
    OfficeKind.OPD: Role.OPD_CLERK,
    OfficeKind.PEMERINTAHAN: Role.PEMERINTAHAN,
    OfficeKind.BAPPEDA: Role.BAPPEDA,
    OfficeKind.BPJS: Role.BPJS,
}
"""The role whose signature is the office's."""

LEAVES = (OfficeKind.KELURAHAN, OfficeKind.OPD, OfficeKind.PEMERINTAHAN)
TOP = (OfficeKind.BAPPEDA, OfficeKind.BPJS)
"""The two that sign the city: neither stands above the other."""


def gathers(office: Office) -> bool:
    """Whether its figures are the sum of several offices'."""
    return office.kind not in LEAVES


def area_of(office: Office) -> Q:
    """The condition on an Office that its figures count in those of `office`; of the city all do."""
    if office.kind in TOP:
        return Q()
    own = Q(pk=office.pk)
    if office.kind == OfficeKind.KECAMATAN:
        return own | Q(kind=OfficeKind.KELURAHAN, region__parent=office.region_id)
    return own


def below(office: Office) -> QuerySet[Office]:
    """The offices whose signatures it waits for."""
    if office.kind == OfficeKind.KECAMATAN:
        found = Office.objects.filter(kind=OfficeKind.KELURAHAN, region__parent=office.region_id)
    elif office.kind in TOP:
        found = Office.objects.filter(kind__in=[OfficeKind.KECAMATAN, OfficeKind.OPD, OfficeKind.PEMERINTAHAN])
    else:
        found = Office.objects.none()
    return found.select_related("region__parent").order_by("region__code", "kind", "name")


def above(office: Office) -> QuerySet[Office]:
    """The offices whose signatures rest on this one's."""
    if office.kind == OfficeKind.KELURAHAN:
        return Office.objects.filter(kind=OfficeKind.KECAMATAN, region=office.region.parent_id)
    if office.kind in TOP:
        return Office.objects.none()
    return Office.objects.filter(kind__in=TOP)


def may_sign(role: str, kind: str) -> bool:
    """Whether this role signs for an office of that kind."""
    return SIGNERS.get(OfficeKind(kind)) == role
