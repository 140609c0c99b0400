"""The indicators that every site begins with; Bappeda puts newer versions and others beside them on a page.

Called by Django at the end of every `migrate` and `flush`, as the law's (`law/shipping.py`). A site that holds an older
shipped definition which nobody has touched gets the newer one as its next version, from the first month that is not
closed. What Bappeda has changed is Bappeda's: such an indicator gets nothing, and Bappeda is told of the newer one
(`newer.py`).
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import connections

from padan.domain.contributions import first_day, month_of
from padan.domain.indicators import Indicator, load_changes, load_indicators
from padan.web.audit.services import event_append
from padan.web.monitoring.measures.spans import month_number
from padan.web.monitoring.models import FigureSet, IndicatorVersion, SetKind
from padan.web.monitoring.newer import is_newer, newest_of


def ship(*, using: str, **_told: Any) -> None:
    """Put in every shipped indicator that the database does not know, and newer versions of those it knows. `using`:
    the database that was migrated."""
    with connections[using].cursor() as cursor:
        tables = connections[using].introspection.table_names(cursor)
        table = IndicatorVersion._meta.db_table
        if table not in tables:
            return
        columns = {one.name for one in connections[using].introspection.get_table_description(cursor, table)}
    if "shipped" not in columns:
        return
    held = newest_of(IndicatorVersion.objects.using(using).order_by("key", "version"))
    fresh, later = [], []
    for one in load_indicators():
        known = held.get(one.key)
        if known is None:
            fresh.append(IndicatorVersion(**asdict(one), shipped=one.version))
        elif not known.touched and is_newer(one, known.newest):
            later.append((one, known.newest))
    IndicatorVersion.objects.using(using).bulk_create(fresh)
    if later:
        _put(using, later)


def _put(using: str, later: Iterable[tuple[Indicator, IndicatorVersion]]) -> None:
    """The newer versions, with the reason that is shipped with them."""
    first, reasons = _open_month(using), load_changes()
    made = [
        IndicatorVersion(
            **{**asdict(one), "version": before.version + 1},
            first_month=first,
            reason=reasons.get((one.key, one.version), ""),
            shipped=one.version,
        )
        for one, before in later
    ]
    IndicatorVersion.objects.using(using).bulk_create(made)
    if using == "default":
        event_append(action="monitoring.indicator_ship", detail={"keys": sorted(one.key for one in made)})


def _open_month(using: str) -> date | None:
    """The first month that may still change; None where none is closed: the version then holds for all."""
    closed = FigureSet.objects.using(using).filter(kind=SetKind.CLOSED).order_by("-month")
    newest = closed.values_list("month", flat=True).first()
    return first_day(month_of(month_number(newest) + 1)) if newest else None
