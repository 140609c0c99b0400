"""The public pages, and Bappeda's page that switches them on and off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from padan.domain.indicators import Indicator
from padan.domain.months import Month, read_month, show_month
from padan.web.opendata import pages, services
from padan.web.opendata.answering import public
from padan.web.opendata.catalogue import metadata, publisher_of
from padan.web.opendata.exports import FIELDS, VALUES
from padan.web.opendata.forms import StateForm
from padan.web.opendata.models import Publication
from padan.web.opendata.selectors import (
    Figures,
    Place,
    figures_all,
    figures_of,
    open_state,
    places_in,
    public_state,
    publications,
)
from padan.web.refusals import NOT_THERE, RefusedError
from padan.web.requests import SignedInRequest

TREND = 13
"""Months in a chart."""


def month_asked(request: HttpRequest, found: list[Publication]) -> Month | None:
    """The month of the address where it is published, else the newest."""
    months = [(one.month.year, one.month.month) for one in found]
    wanted = read_month(request.GET.get("bulan", "").strip()[:20])
    return wanted if wanted in months else months[0] if months else None


def _frame(request: HttpRequest, found: list[Publication], month: Month | None) -> dict[str, Any]:
    """What every public page needs."""
    months = [(one.month.year, one.month.month) for one in found]
    other = request.GET.copy()
    other["bahasa"] = "id" if pages.lang() == "en" else "en"
    return {
        "state": open_state(),
        "months": [(each, show_month(each), each == month) for each in months],
        "month": month,
        "kept": pages.kept(month) if month else "",
        "english": pages.lang() == "en",
        "other_language": f"{request.path}?{other.urlencode()}",
    }


def _root(places: dict[str, Place]) -> Place:
    return next(one for one in places.values() if not one.parent and not one.own)


def _indicator(request: HttpRequest, figures: Figures) -> Indicator:
    """The indicator of the address, else the first."""
    found = figures.indicators.get(request.GET.get("indikator", ""))
    return found or next(iter(figures.indicators.values()))


@public
def home(request: HttpRequest) -> HttpResponse:
    """The city's figures."""
    found = publications()
    month = month_asked(request, found)
    context = _frame(request, found, month)
    if month is None:
        return render(request, "opendata/none.html", context)
    figures = figures_of(month)
    places = places_in(figures.lines)
    return render(request, "opendata/home.html", context | _about_place(request, figures, places, _root(places)))


@public
def place(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of one place, and of those within it."""
    found = publications()
    month = month_asked(request, found)
    if month is None:
        raise NOT_THERE
    figures = figures_of(month)
    places = places_in(figures.lines)
    if code not in places or places[code].own:
        raise NOT_THERE
    context = _frame(request, found, month) | _about_place(request, figures, places, places[code])
    return render(request, "opendata/place.html", context)


def _about_place(request: HttpRequest, figures: Figures, places: dict[str, Place], shown: Place) -> dict[str, Any]:
    indicator, every = _indicator(request, figures), figures.indicators.values()
    rows = pages.rows_of(figures, indicator, pages.children_of(places, shown.code))
    map_rows = pages.rows_of(figures, indicator, pages.below(places, shown.code, "kelurahan"))
    return {
        "place": shown,
        "parent": places.get(shown.parent),
        "tiles": pages.tiles_of(figures, shown.code, (one for one in every if one.headline)),
        "others": pages.tiles_of(figures, shown.code, (one for one in every if not one.headline)),
        "indicator": indicator,
        "indicator_name": indicator.name(pages.lang()),
        "indicators": [(one.key, one.name(pages.lang())) for one in every],
        "rows": rows,
        "bars": pages.bars_of(figures, indicator, rows),
        "map": pages.map_of(figures, indicator, map_rows) if len(map_rows) > 1 else None,
    }


@public
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """One dataset: definition, metadata, months, every place."""
    found = publications()
    month = month_asked(request, found)
    key = slug.replace("-", "_")
    if month is None:
        raise NOT_THERE
    figures = figures_of(month)
    if key not in figures.indicators:
        raise NOT_THERE
    places = places_in(figures.lines)
    root = _root(places)
    months = list(reversed(figures_all(TREND)))
    rows = pages.rows_of(figures, figures.indicators[key], list(places.values()))
    context = _frame(request, found, month) | {
        "slug": slug,
        "indicator": figures.indicators[key],
        "name": figures.indicators[key].name(pages.lang()),
        "definition": figures.indicators[key].definition(pages.lang()),
        "tile": next(iter(pages.tiles_of(figures, root.code, [figures.indicators[key]])), None),
        "metadata": _told(metadata(figures.indicators[key], publisher_of(open_state()))),
        "trend": pages.trend_of(months, key, root.code),
        "rows": rows,
        "root": root,
    }
    return render(request, "opendata/dataset.html", context)


def _told(found: dict[str, Any]) -> list[tuple[str, str]]:
    plain = {True: _("ya"), False: _("tidak")}
    return [
        (
            key.replace("_", " ").capitalize(),
            "; ".join(value) if isinstance(value, list) else plain[value] if isinstance(value, bool) else str(value),
        )
        for key, value in found.items()
        if value != ""
    ]


@public
def about(request: HttpRequest) -> HttpResponse:
    """What is hidden and why, the fields, the interface for programs, licence and contact."""
    found = publications()
    latest = found[0] if found else None
    context = _frame(request, found, month_asked(request, found)) | {
        "rule": latest.rule if latest else None,
        "fields": [
            (key, said[0], said[2 if pages.lang() == "en" else 1], VALUES.get(key, ())) for key, said in FIELDS.items()
        ],
        "latest": latest,
    }
    return render(request, "opendata/about.html", context)


@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Bappeda switches the public page on or off."""
    state = public_state()
    kept = {name: getattr(state, name) for name in ("on", *services.STATED)} if state else {}
    form = StateForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        stated = {name: form.cleaned_data[name] for name in services.STATED}
        try:
            made = services.public_state_set(
                acting=request.acting, on=form.cleaned_data["on"], stated=stated, request=request
            )
        except RefusedError as error:
            form.add_error(None, error.text(pages.lang()))
        else:
            services.publications_make()
            messages.success(request, _("Halaman publik menyala.") if made.on else _("Halaman publik mati."))
            return redirect("opendata:settings")
    context = {"form": form, "state": state, "publications": publications()}
    return render(request, "opendata/settings.html", context, status=422 if form.errors else 200)
