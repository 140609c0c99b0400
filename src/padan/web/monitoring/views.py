"""A city's first page, and the page of any other place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.web.accounts.models import Appointment
from padan.web.monitoring import mapping, pages, selectors
from padan.web.monitoring.asking import Asked
from padan.web.monitoring.cells import (
    TAGS,
    Cell,
    bare_words,
    cells_of,
    figure_address,
    place_address,
    state_words,
)
from padan.web.monitoring.page_parts import above_of, area_of, asked_by, below_at, city_of, sees_all, told_always
from padan.web.monitoring.pages import Across
from padan.web.monitoring.pushing import missed, push_of, verdict
from padan.web.monitoring.ranks import ranks_of
from padan.web.monitoring.selectors import Shown
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach

SIGNED, DAYS, LAPSING = "signed", "days_to_cover", "lapsing"
SIGNS = {"good": "✓", "near": "≈", "bad": "✗", "none": ""}
"""Beside a figure in a dense table, so that its state is not told by colour alone."""


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The place that an office looks at first: the city, or its own."""
    return _place(request, selectors.home_place(request.acting))


@require_GET
def place(request: SignedInRequest, code: str) -> HttpResponse:
    """One place with all its figures."""
    return _place(request, selectors.place_get(request.acting, code))


def _place(request: SignedInRequest, region: Region) -> HttpResponse:
    asked = asked_by(request)
    if asked is None:
        return render(request, "monitoring/none.html", {"place": region})
    if region.level == Level.CITY:
        return _city(request, region, asked)
    if region.level == Level.PROVINCE:
        raise NOT_THERE
    return _of_place(request, region, asked)


# ---- the city --------------------------------------------------------------------------------------------------------


def _city(request: SignedInRequest, city: Region, asked: Asked) -> HttpResponse:
    acting = request.acting
    found = selectors.shown_of(acting, asked.month, city.code, now=asked.now)
    headline = [one for one in found if one.indicator.headline]
    parts = _city_parts(request, headline, asked, city) if acting.reach is Reach.CITY else _Parts()
    told, cells = missed(headline), _cells(acting, found, asked, city)
    said = {**parts.said, LAPSING: pages.families_of(found)}
    context = {
        **told_always(asked, found, city),
        "verdict": verdict(headline),
        "pushes": [_push(one, parts, asked) for one in told],
        "tiles": pages.tiles_of([one for one in cells if one.shown.indicator.headline], said),
        "others": [pages.Line(one, "") for one in cells if not one.shown.indicator.headline],
        "headline": headline,
        "board": _board(headline, parts.areas, asked) if parts.areas else [],
        "board_word": Level.KECAMATAN.label,
        **(_map(parts, asked) or _map_of_states(request, headline, asked, city)),
        "map_choices": [(one.key, one.name) for one in headline if one.known],
        "map_hidden": parse_qsl(asked.kept),
    }
    return render(request, "monitoring/city.html", context)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The figures below the city that its page needs, and what they say beside a city's figure, by its key; empty for
    an office that does not see them all."""

    mapped: Shown | None = None
    kelurahan: Mapping[str, Across] = field(default_factory=dict)
    areas: Mapping[str, Across] = field(default_factory=dict)
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    paint: str = ""

    @property
    def names(self) -> dict[str, str]:
        """Kecamatan by code."""
        return {region.code: region.name for found in self.areas.values() for region, _shown in found}


def _city_parts(request: SignedInRequest, headline: Sequence[Shown], asked: Asked, city: Region) -> _Parts:
    """Of every kelurahan only what is pushed, mapped and signed: there are many. Of every kecamatan all."""
    mapped, known = _mapped(request, headline), {one.key: one for one in headline if one.known}
    wanted = {one.key for one in missed(headline)} | {SIGNED, DAYS} | ({mapped.key} if mapped else set())
    kelurahan = below_at(request.acting, [key for key in known if key in wanted], Level.KELURAHAN, asked, city)
    areas = below_at(request.acting, [one.key for one in headline], Level.KECAMATAN, asked, city)
    signed = known.get(SIGNED)
    said = {SIGNED: pages.signed_by_level(signed, areas[SIGNED], kelurahan[SIGNED])} if signed else {}
    if DAYS in kelurahan:
        said[DAYS] = pages.advanced_in(kelurahan[DAYS])
    return _Parts(mapped, kelurahan, areas, said, request.GET.get("warna", ""))


def _push(one: Shown, parts: _Parts, asked: Asked) -> dict[str, Any]:
    push = push_of(one, parts.kelurahan.get(one.key, ()), parts.areas.get(one.key, ()))
    named = [
        (told, figure_address(one.key, told.region.code, asked), area_of(told.region, parts.names))
        for told in push.named
    ]
    return {"push": push, "address": figure_address(one.key, one.place, asked), "named": named}


def _mapped(request: SignedInRequest, headline: Sequence[Shown]) -> Shown | None:
    """The figure on the map: the one asked for, else the one that is pushed first."""
    wanted = request.GET.get("peta", "")[:40]
    known = [one for one in headline if one.known]
    first = next((one for one in missed(known)), known[0] if known else None)
    return next((one for one in known if one.key == wanted), first)


def _cells(acting: Appointment, found: Sequence[Shown], asked: Asked, region: Region) -> list[Cell]:
    """Figures with how they moved; the headline ones with their year."""
    before = {}
    if asked.other is not None:
        before = {one.key: one for one in selectors.shown_of(acting, asked.other, region.code)}
    headline = [one.key for one in found if one.indicator.headline]
    trends = selectors.trends_of(acting, region.code, asked.month, keys=headline)
    return cells_of(found, asked, before, trends)


def _map(parts: _Parts, asked: Asked) -> dict[str, Any]:
    """The map with the table that says the same; nothing where no figure is known."""
    if parts.mapped is None:
        return {}
    found, names = parts.kelurahan[parts.mapped.key], parts.names
    rows = [pages.place_row(one, told, asked, area=area_of(one, names), whole=parts.mapped) for one, told in found]
    return {
        "mapped": parts.mapped,
        "mapped_address": figure_address(parts.mapped.key, parts.mapped.place, asked),
        "drawn": mapping.map_of(parts.mapped, found, names, asked, "tabel-peta", paint=parts.paint),
        "map_rows": rows,
    }


def _map_of_states(request: SignedInRequest, headline: Sequence[Shown], asked: Asked, city: Region) -> dict[str, Any]:
    """The map for an office that sees no place but its own: how every kelurahan stands, and no figure of the others."""
    mapped = _mapped(request, headline)
    if mapped is None:
        return {}
    acting = request.acting
    states = selectors.states_across(acting, mapped.key, asked.month, city.code, now=asked.now)
    names = dict(
        Region.objects.filter(level=Level.KECAMATAN, code__startswith=f"{city.code}.").values_list("code", "name")
    )
    seen = selectors.regions_seen(acting, Level.KELURAHAN, city.code)
    own = {one.code: figure_address(mapped.key, one.code, asked) for one in seen}
    return {
        "mapped": mapped,
        "drawn": mapping.map_of_states(mapped, states, names, own, "tabel-peta"),
        "state_rows": mapping.state_rows(states, names),
    }


def _board(
    headline: Sequence[Shown], areas: Mapping[str, Across], asked: Asked
) -> list[tuple[Region, str, list[dict[str, str]]]]:
    """A line for each kecamatan with all headline figures."""
    if not headline:
        return []
    lines = []
    for at, (region, _shown) in enumerate(areas[headline[0].key]):
        row = [areas[one.key][at][1] for one in headline]
        lines.append((region, place_address(region.code, asked), [_board_cell(one, asked) for one in row]))
    return lines


def _board_cell(shown: Shown, asked: Asked) -> dict[str, str]:
    return {
        "text": bare_words(shown),
        "tag": TAGS[shown.state],
        "sign": SIGNS[shown.state],
        "state": state_words(shown),
        "name": shown.name,
        "address": figure_address(shown.key, shown.place, asked),
    }


# ---- any other place -------------------------------------------------------------------------------------------------


def _of_place(request: SignedInRequest, region: Region, asked: Asked) -> HttpResponse:
    acting = request.acting
    found = selectors.shown_of(acting, asked.month, region.code, now=asked.now)
    cells = _cells(acting, found, asked, region)
    city = city_of(region)
    ranks = ranks_of(found, region, city, now=asked.now)
    whole = {one.key: one for one in selectors.shown_of(acting, asked.month, city, now=asked.now)}
    lines = [pages.line_of(cell, ranks.get(cell.key), region, whole.get(cell.key)) for cell in cells]
    headline = [one for one in found if one.indicator.headline]
    context = {
        **told_always(asked, found, region),
        "above": above_of(acting, region, asked),
        "below": _below(acting, region, asked),
        **_board_below(acting, headline, region, asked),
        "lines": [one for one in lines if one.cell.shown.indicator.headline],
        "others": [one for one in lines if not one.cell.shown.indicator.headline],
        "verdict": verdict(headline),
    }
    return render(request, "monitoring/place.html", context)


def _board_below(acting: Appointment, headline: Sequence[Shown], region: Region, asked: Asked) -> dict[str, Any]:
    """What to push, and the kelurahan of a kecamatan with their headline figures, for who sees them all."""
    parts: Mapping[str, Across] = {}
    if region.level == Level.KECAMATAN and headline and sees_all(acting, region):
        parts = below_at(acting, [one.key for one in headline], Level.KELURAHAN, asked, region)
    found = _Parts(kelurahan=parts)
    told: dict[str, Any] = {"pushes": [_push(one, found, asked) for one in missed(headline)]}
    if parts:
        told |= {"headline": headline, "board": _board(headline, parts, asked), "board_word": Level.KELURAHAN.label}
    return told


def _below(acting: Appointment, region: Region, asked: Asked) -> list[tuple[str, str]]:
    if region.level != Level.KECAMATAN:
        return []
    found = selectors.regions_seen(acting, Level.KELURAHAN, region.code)
    return [(one.name, place_address(one.code, asked)) for one in found]
