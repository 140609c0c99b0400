"""The only reader of this room: what was computed, and what Bappeda entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from padan.web.accounts.models import Appointment
from padan.web.evaluation.effects_asked import Asked, read_asked
from padan.web.evaluation.models import Computed, MortalityTable, PovertyLine, WelfareSheet, WelfareState
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.roles import Reach


def months_of(key: str) -> list[date]:
    """Months for which a matter was computed, the newest first."""
    return list(Computed.objects.filter(key=key).order_by("-month").values_list("month", flat=True))


def computed(key: str, month: date | None = None) -> Computed | None:
    """The result of a matter for a month, or its newest."""
    found = Computed.objects.filter(key=key)
    if month is not None:
        found = found.filter(month=month)
    return found.order_by("-month").first()


def results_of(matter: str, month: date) -> dict[str, Mapping[str, Any]]:
    """What was computed of a matter for a month, by programme."""
    found = Computed.objects.filter(key__startswith=f"{matter}:", month=month).order_by("key")
    return {one.key.partition(":")[2]: one.result for one in found}


def parts_of(matter: str) -> list[str]:
    """The programmes, sheets or years for which a matter was computed."""
    keys = Computed.objects.filter(key__startswith=f"{matter}:").order_by("key").values_list("key", flat=True)
    return list(dict.fromkeys(key.partition(":")[2] for key in keys))


def effects_known() -> dict[Asked, Computed]:
    """Every effect of money that was looked at, with its result."""
    found = Computed.objects.filter(key__startswith="effect:").order_by("key")
    told = ((read_asked(one.key.partition(":")[2]), one) for one in found)
    return {asked: one for asked, one in told if asked is not None}


def area_of(acting: Appointment) -> str | None:
    """The region code below which an office sees lines of kelurahan; None: of the whole city."""
    return None if acting.reach is Reach.CITY else acting.office.region.code


def sees_place(acting: Appointment, code: str) -> bool:
    """Whether the line of a kelurahan or kecamatan lies within reach."""
    area = area_of(acting)
    return area is None or code == area or code.startswith(f"{area}.")


def place_names() -> Mapping[str, str]:
    """Names of places by code."""
    levels = (Level.CITY, Level.KECAMATAN, Level.KELURAHAN)
    return dict(Region.objects.filter(level__in=levels).values_list("code", "name"))


def lines_shown() -> QuerySet[PovertyLine]:
    """Lines that stand, by kind, the newest first."""
    return PovertyLine.objects.filter(withdrawn_at=None)


def line_get(acting: Appointment, pk: int) -> PovertyLine:
    """One line. Raises NOT_THERE."""
    found = PovertyLine.objects.filter(pk=pk).first()
    if found is None or acting.reach is not Reach.CITY:
        raise NOT_THERE
    return found


def sheets_shown() -> QuerySet[WelfareSheet]:
    """Every sheet that was handed in."""
    return WelfareSheet.objects.all()


def sheets_counting() -> list[WelfareSheet]:
    """Sheets that were accepted, the newest month first."""
    return list(WelfareSheet.objects.filter(state=WelfareState.ACCEPTED))


def sheet_chosen(asked: str) -> WelfareSheet | None:
    """The accepted sheet that an address names, else the newest; None where there is none."""
    sheets = sheets_counting()
    return next((one for one in sheets if str(one.pk) == asked), sheets[0] if sheets else None)


def sheet_get(acting: Appointment, pk: int) -> WelfareSheet:
    """One sheet. Raises NOT_THERE."""
    found = WelfareSheet.objects.filter(pk=pk).first()
    if found is None or acting.reach is not Reach.CITY:
        raise NOT_THERE
    return found


def tables_shown() -> QuerySet[MortalityTable]:
    """Death rates, those that count first."""
    return MortalityTable.objects.order_by("withdrawn_at", "-pk")


def table_get(acting: Appointment, pk: int) -> MortalityTable:
    """One table of death rates. Raises NOT_THERE."""
    found = MortalityTable.objects.filter(pk=pk).first()
    if found is None or acting.reach is not Reach.CITY:
        raise NOT_THERE
    return found
