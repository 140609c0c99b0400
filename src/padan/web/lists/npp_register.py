"""The register of NPP as it is kept on a page: an entry names the office that answers for a payer's people, beside and
before what files of the register say."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from padan.domain.contributions import read_number
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.lists.models import NppOffice


@transaction.atomic
def npp_office_put(*, acting: Appointment, npp: str, office: Office, segment: str = "") -> NppOffice:
    """Say which office answers for an NPP from now on; what was said before is replaced, the trail keeps both."""
    said = {"office": office, "segment": segment, "by": acting.user, "by_name": acting.user.full_name}
    made, _ = NppOffice.objects.update_or_create(npp=read_number(npp) or npp, defaults={**said, "at": timezone.now()})
    event_append(action="lists.npp_office", acting=acting, about=made, detail={"name": made.npp, "office": office.name})
    return made


def npp_offices() -> Mapping[str, NppOffice]:
    """Every entry by its NPP."""
    return {one.npp: one for one in NppOffice.objects.select_related("office__region")}


def npp_rows() -> list[Mapping[str, str]]:
    """The entries as rows of a register file."""
    return [{"npp": one.npp, "office": one.office.name, "segment": one.segment} for one in npp_offices().values()]


def npp_mark() -> list[Any]:
    """Changes where an entry was made or changed."""
    told = NppOffice.objects.aggregate(n=Count("pk"), at=Max("at"))
    return [told["n"], told["at"].isoformat() if told["at"] else None]
