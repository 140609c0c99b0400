"""One figure of a place with its map and ranking, and the rows that a sum is made of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from padan.web.accounts.models import Appointment
from padan.web.funds.rights import TABLE as FUNDS
from padan.web.monitoring import mapping, pages, selectors
from padan.web.monitoring.asking import Asked
from padan.web.monitoring.cells import (
    Cell,
    amount_words,
    cell_of,
    figure_address,
    figure_words,
    place_address,
    state_words,
)
from padan.web.monitoring.measures.registry import MEASURES, UNTOLD
from padan.web.monitoring.page_parts import above_of, area_of, asked_by, below_at, city_of, sees_all, told_always
from padan.web.monitoring.pages import Across
from padan.web.monitoring.ranks import ranks_of
from padan.web.monitoring.selectors import Shown
from padan.web.monitoring.why_untold import reasons_of
from padan.web.refusals import NOT_THERE, NotThereError
from padan.web.regions.models import Level, Region
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

AT_A_TIME = 50


@require_GET
def figure(request: SignedInRequest, key: str, code: str) -> HttpResponse:
    """One figure of a place: its year, its map, and every place below in a table that is sorted as asked."""
    acting, region = request.acting, selectors.place_get(request.acting, code)
    asked = asked_by(request)
    if asked is None:
        return render(request, "monitoring/none.html", {"place": region})
    found = selectors.shown_of(acting, asked.month, code, now=asked.now)
    shown = next((one for one in found if one.key == key), None)
    if shown is None:
        raise NOT_THERE
    told = _figure_told(acting, shown, asked, region, next((one for one in found if one.key == UNTOLD), None))
    context = {
        **told_always(asked, [shown], region),
        **told,
        **_figure_parts(request, shown, asked, region, told["before"]),
        "above": above_of(acting, region, asked),
        "own_address": place_address(code, asked),
        "others": [(one.name, figure_address(one.key, code, asked), one.key == key) for one in found],
    }
    return render(request, "monitoring/figure.html", context)


def _figure_told(
    acting: Appointment, shown: Shown, asked: Asked, region: Region, silent: Shown | None
) -> dict[str, Any]:
    before = None
    if asked.other is not None:
        before = next((o for o in selectors.shown_of(acting, asked.other, region.code) if o.key == shown.key), None)
    trend = selectors.trend_of(acting, shown.key, region.code, asked.month)
    cell = replace(cell_of(shown, asked, before, trend, silent), spark="")
    return {
        "cell": cell,
        "line": _line(acting, cell, asked, region),
        "chart": pages.trend_chart(shown, trend),
        "trend": [(month, figure_words(one), state_words(one)) for month, one in trend if one and one.known],
        "before": before,
    }


def _line(acting: Appointment, cell: Cell, asked: Asked, region: Region) -> pages.Line | None:
    if region.level not in (Level.KECAMATAN, Level.KELURAHAN):
        return None
    city = city_of(region)
    rank = ranks_of([cell.shown], region, city, now=asked.now).get(cell.key)
    whole = selectors.one_of(acting, cell.key, asked.month, city, now=asked.now)
    return pages.line_of(cell, rank, region, whole)


def _figure_parts(
    request: SignedInRequest, shown: Shown, asked: Asked, region: Region, before: Shown | None
) -> dict[str, Any]:
    """The places below: kelurahan, or kecamatan where these are asked for."""
    if region.level == Level.KELURAHAN or not shown.known:
        return {"rows": []}
    acting = request.acting
    level = (
        Level.KECAMATAN if request.GET.get("tingkat") == "kecamatan" and region.level == Level.CITY else Level.KELURAHAN
    )
    parts = below_at(acting, [shown.key], level, asked, region)[shown.key]
    earlier = {}
    if asked.other is not None:
        try:
            found = selectors.across(acting, shown.key, level, asked.other, region.code)
        except NotThereError:
            found = []
        earlier = {one.code: told for one, told in found}
    areas = selectors.regions_seen(acting, Level.KECAMATAN, region.code)
    names = {one.code: one.name for one in areas}
    rows = [
        pages.place_row(one, told, asked, before=earlier.get(one.code), area=area_of(one, names), whole=shown)
        for one, told in parts
    ]
    order = _order(request)
    kelurahan = level == Level.KELURAHAN
    return {
        "rows": pages.sorted_rows(rows, order, up=shown.indicator.direction == "up"),
        "drawn": _map_below(request, shown, parts, names, asked) if kelurahan and len(parts) > 1 else None,
        "paints": _paints(asked, order),
        "whole": pages.place_row(region, shown, asked, before=before),
        "level": level,
        "level_word": Level(level).label,
        "levels": _levels(region, level, asked, order, shown),
        "orders": _orders(order, level, asked),
        "move_word": _("Perubahan (poin)") if shown.indicator.unit == "percent" else _("Perubahan"),
        "gap_word": _("Kurang") if shown.indicator.direction == "up" else _("Lebih"),
        "gaps": any(row.gap != "–" for row in rows),
        "with_area": kelurahan and region.level == Level.CITY,
        "outside": _outside(shown, parts) if sees_all(acting, region) else "",
        "only_seen": not sees_all(acting, region),
        "hidden": [("urut", order), ("tingkat", level)],
    }


def _map_below(
    request: SignedInRequest, shown: Shown, parts: Across, names: dict[str, str], asked: Asked
) -> mapping.Map:
    return mapping.map_of(shown, parts, names, asked, "tabel", paint=request.GET.get("warna", ""))


def _paints(asked: Asked, order: str) -> list[tuple[str, str, bool]]:
    """The two ways to paint the map: words, address, whether it is the one by size."""
    words = ((mapping.BY_STATE, _("keadaan")), (mapping.BY_SIZE, _("besar angkanya")))
    return [(word, f"?{asked.kept}&urut={order}&warna={key}#peta", key == mapping.BY_SIZE) for key, word in words]


def _order(request: SignedInRequest) -> str:
    asked = request.GET.get("urut", pages.BY_GAP)
    return asked if asked in pages.SORTS else pages.BY_GAP


def _levels(region: Region, level: str, asked: Asked, order: str, shown: Shown) -> list[tuple[str, str, bool]]:
    if region.level != Level.CITY:
        return []
    return [
        (str(Level(one).label), f"?{asked.kept}&urut={order}&tingkat={one}#tabel", one == level)
        for one in (Level.KELURAHAN, Level.KECAMATAN)
    ]


def _orders(order: str, level: str, asked: Asked) -> list[tuple[str, str, bool]]:
    words = {
        pages.BY_GAP: _("Yang paling kurang dahulu"),
        pages.BY_VALUE: _("Angka terburuk dahulu"),
        pages.BY_MOVE: _("Yang memburuk dahulu"),
        pages.BY_PLACE: _("Menurut wilayah"),
    }
    kept = [one for one in pages.SORTS if one != pages.BY_MOVE or asked.other is not None]
    return [(words[one], f"?{asked.kept}&urut={one}&tingkat={level}#tabel", one == order) for one in kept]


def _outside(shown: Shown, parts: Sequence[tuple[Region, Shown]]) -> str:
    """What the whole holds beyond all its parts: "tidak dirinci"; "" where they add up, or only some are seen."""
    if shown.figure is None:
        return ""
    rest = shown.figure.numerator - sum(one.numerator or 0 for _region, one in parts)
    of = (shown.figure.denominator or 0) - sum(one.denominator or 0 for _region, one in parts)
    if not rest and not of:
        return ""
    whole = replace(shown.figure, numerator=rest, denominator=of if shown.figure.denominator is not None else None)
    return pages.of_words(replace(shown, figure=whole)) or figure_words(replace(shown, figure=whole, now=None))


# ---- the rows behind a sum -------------------------------------------------------------------------------------------


@require_GET
def rows(request: SignedInRequest, measure: str, code: str) -> HttpResponse:
    """What was summed up, row by row, and that it adds up; who may not see the people sees how many they are."""
    acting, region = request.acting, selectors.place_get(request.acting, code)
    counted = MEASURES.get(measure)
    if counted is None:
        raise NOT_THERE
    asked = asked_by(request)
    if asked is None:
        return render(request, "monitoring/none.html", {"place": region})
    uses = _uses(acting, measure, asked, region)
    found = None
    if selectors.names_people(acting, code):
        found = selectors.rows_of(acting, measure, code, asked.month, now=asked.now)
    page = Paginator(found, AT_A_TIME).get_page(request.GET.get("hal")) if found is not None else None
    amount = uses[0][1] if uses else found.total if found is not None else None
    context = {
        **told_always(asked, [one for one, _amount, _address in uses], region),
        "measure": counted,
        "uses": [(one.name, address) for one, _amount, address in uses],
        "amount": None if amount is None else amount_words(counted.unit, amount),
        "page": page,
        "reasons": reasons_of(found.found, asked.month) if found is not None and measure == UNTOLD else [],
        "group_bills_address": _group_bills_address(acting),
        "lines": [(row, amount_words(counted.unit, row.amount)) for row in page.object_list] if page else [],
        "total": amount_words(counted.unit, found.total) if found is not None else "",
        "adds_up": found is not None and amount == found.total,
        "single": found is not None and all(row[3] == 1 for row in found.found),
        "kept": found is not None and found.kept,
        "above": above_of(acting, region, asked),
        "own_address": place_address(code, asked),
    }
    return render(request, "monitoring/rows.html", context)


def _group_bills_address(acting: Appointment) -> str:
    """The page of the bills that leave people untold; "" for who may not see it."""
    admits = FUNDS["funds:group_bills", "GET"].admits(Role(acting.role))
    return reverse("funds:group_bills") if admits else ""


def _uses(acting: Appointment, measure: str, asked: Asked, region: Region) -> list[tuple[Shown, int, str]]:
    """The figures in which a sum stands, with the sum itself as it was kept, and their pages."""
    found = []
    for one in selectors.shown_of(acting, asked.month, region.code, now=asked.now):
        if one.figure is not None and measure in one.indicator.measures:
            above = one.indicator.numerator == measure
            amount = one.figure.numerator if above else one.figure.denominator
            found.append((one, amount or 0, figure_address(one.key, region.code, asked)))
    return found
