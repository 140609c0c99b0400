"""Which version of each indicator holds in which month."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from padan.domain.contributions import number
from padan.domain.indicators import Indicator
from padan.web.asked_once import once
from padan.web.monitoring.measures.spans import month_number
from padan.web.monitoring.models import IndicatorVersion


def versions_all() -> list[IndicatorVersion]:
    """Every version of every indicator; asked once while a page is read."""
    return once("versions of indicators", lambda: list(IndicatorVersion.objects.order_by("key", "version")))


def versions_in(month: int, versions: Iterable[IndicatorVersion] | None = None) -> list[IndicatorVersion]:
    """The versions that hold in a month (its number), in the order of their pages; retired ones left out."""
    found: dict[str, IndicatorVersion] = {}
    for version in versions_all() if versions is None else versions:
        if version.first_month is None or month_number(version.first_month) <= month:
            found[version.key] = version
    return sorted((one for one in found.values() if not one.retired), key=lambda one: (one.order, one.key))


def definitions_for(month: int, versions: Iterable[IndicatorVersion] | None = None) -> list[Indicator]:
    """The same as the rules know them."""
    return [one.as_domain for one in versions_in(month, versions)]


def by_month(months: Sequence[tuple[int, int]]) -> dict[tuple[int, int], dict[str, Indicator]]:
    """For each month its indicators by key, in one question; months between which no version begins share them."""
    versions = versions_all()
    begins = sorted({month_number(one.first_month) for one in versions if one.first_month is not None})
    held: dict[int, dict[str, Indicator]] = {}
    found = {}
    for month in months:
        part = bisect_right(begins, number(month))
        if part not in held:
            held[part] = {one.key: one for one in definitions_for(number(month), versions)}
        found[month] = held[part]
    return found
