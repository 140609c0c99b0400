"""Indicators and targets as Bappeda states them. Nothing is changed or deleted: each version is a row, and stays."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import slugify

from padan.domain.contributions import first_day
from padan.domain.indicators import Indicator
from padan.domain.months import Month
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.models import FigureSet, IndicatorTarget, IndicatorVersion, SetKind
from padan.web.monitoring.newer import shipped_version
from padan.web.monitoring.reach import LEVEL_OF
from padan.web.monitoring.refusals import (
    CHANGED_MEANWHILE,
    CLOSED_MONTH,
    NAME_KNOWN,
    NEEDS_DENOMINATOR,
    NO_REASON,
    NO_SUCH_MEASURE,
    NO_SUCH_PLACE,
    NO_SUCH_TARGET,
    NOTHING_NEW,
    OTHER_UNIT,
    UNLIKE_UNITS,
)
from padan.web.regions.models import Region

LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Stated:
    """An indicator as somebody states it."""

    name_id: str
    name_en: str
    definition_id: str
    definition_en: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    basis: str
    source_id: str = "Catatan Padan"
    source_en: str = "Padan's record"
    headline: bool = False
    order: int = 900


STATED = tuple(field.name for field in fields(Stated))


def stated_of(version: IndicatorVersion) -> Stated:
    """What a version states."""
    return Stated(**{name: getattr(version, name) for name in STATED})


@transaction.atomic
def indicator_add(*, acting: Appointment, stated: Stated, request: HttpRequest | None = None) -> IndicatorVersion:
    """Put together a new indicator out of known measures; it holds for all months that are not closed, and the closed
    ones show it as known now."""
    key = slugify(stated.name_id).replace("-", "_")[:LONGEST_KEY].strip("_")
    if not key or not key[0].isalpha():
        key = f"i_{key}"[:LONGEST_KEY]
    if IndicatorVersion.objects.filter(Q(key=key) | Q(name_id__iexact=stated.name_id.strip())).exists():
        raise NAME_KNOWN
    return _written(acting, key, 1, stated, None, "", request)


@transaction.atomic
def indicator_change(
    *,
    acting: Appointment,
    key: str,
    seen: int,
    stated: Stated,
    first_month: Month,
    reason: str,
    request: HttpRequest | None = None,
) -> IndicatorVersion:
    """A new version from a month on. `seen`: the version that was on the page. Raises CHANGED_MEANWHILE, CLOSED_MONTH,
    NOTHING_NEW."""
    held = _newest(key, seen)
    if stated_of(held) == stated and not held.retired:
        raise NOTHING_NEW
    return _written(acting, key, held.version + 1, stated, _open(first_month), _said(reason), request)


@transaction.atomic
def indicator_retire(
    *, acting: Appointment, key: str, seen: int, first_month: Month, reason: str, request: HttpRequest | None = None
) -> IndicatorVersion:
    """From a month on the indicator is shown no more; earlier months keep it."""
    held = _newest(key, seen)
    if held.retired:
        raise NOTHING_NEW
    return _written(
        acting, key, held.version + 1, stated_of(held), _open(first_month), _said(reason), request, retired=True
    )


def _newest(key: str, seen: int) -> IndicatorVersion:
    held = IndicatorVersion.objects.select_for_update(no_key=True).filter(key=key).order_by("-version")[:1].get()
    if held.version != seen:
        raise CHANGED_MEANWHILE
    return held


def _open(month: Month) -> date:
    """The first day of a month that may still change."""
    newest = FigureSet.objects.filter(kind=SetKind.CLOSED).order_by("-month").values_list("month", flat=True).first()
    if newest is not None and first_day(month) <= newest:
        raise CLOSED_MONTH
    return first_day(month)


def _said(reason: str) -> str:
    plain = " ".join(reason.split())[:1000]
    if not plain:
        raise NO_REASON
    return plain


def _checked(stated: Stated) -> None:
    above, below = MEASURES.get(stated.numerator), MEASURES.get(stated.denominator)
    if above is None or (stated.denominator and below is None):
        raise NO_SUCH_MEASURE
    if stated.unit in ("percent", "days") and below is None:
        raise NEEDS_DENOMINATOR
    if stated.unit == "percent" and below is not None and above.unit != below.unit:
        raise UNLIKE_UNITS
    if stated.unit not in ("percent", above.unit):
        raise OTHER_UNIT


def _written(
    acting: Appointment,
    key: str,
    version: int,
    stated: Stated,
    first_month: date | None,
    reason: str,
    request: HttpRequest | None,
    *,
    retired: bool = False,
) -> IndicatorVersion:
    if not retired:
        _checked(stated)
    plain = replace(stated, name_en=stated.name_en or stated.name_id)
    plain = replace(plain, definition_en=plain.definition_en or plain.definition_id)
    Indicator(key, **asdict(plain), version=version)
    try:
        with transaction.atomic():
            made = IndicatorVersion.objects.create(
                key=key,
                version=version,
                first_month=first_month,
                reason=reason,
                retired=retired,
                entered_by=acting.user,
                entered_by_name=acting.user.full_name,
                shipped=shipped_version(key),
                **asdict(plain),
            )
    except IntegrityError as error:
        raise CHANGED_MEANWHILE from error
    told = "monitoring.indicator_add" if version == 1 else "monitoring.indicator_change"
    event_append(
        action="monitoring.indicator_retire" if retired else told,
        acting=acting, request=request, about=made,
        detail={"key": key, "version": version, "retired": retired, "reason": reason},
    )  # fmt: skip
    return made


@transaction.atomic
def target_set(
    *,
    acting: Appointment,
    key: str,
    year: int,
    level: str,
    place: str,
    value: int | None,
    note: str = "",
    request: HttpRequest | None = None,
) -> IndicatorTarget:
    """State what an indicator should come to in a year, for every place of a level (`place` "") or for one. `value` in
    the indicator's unit, per cent in parts of 10,000; None: there is no target there any more."""
    if place and not Region.objects.filter(code=place, level=LEVEL_OF[level]).exists():
        raise NO_SUCH_PLACE
    held = IndicatorTarget.objects.filter(key=key, year=year, level=level, place=place).order_by("-id").first()
    if value is None and (held is None or held.value is None):
        raise NO_SUCH_TARGET
    made = IndicatorTarget.objects.create(
        key=key, year=year, level=level, place=place, value=value, note=note[:300], by=acting.user,
        by_name=acting.user.full_name,
    )  # fmt: skip
    event_append(
        action="monitoring.target", acting=acting, request=request, about=made,
        detail={"key": key, "year": year, "level": level, "place": place, "value": value},
    )  # fmt: skip
    return made
