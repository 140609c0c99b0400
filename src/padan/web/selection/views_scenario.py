"""What-if pages: changes of the law on a copy, kept and compared; nothing real changes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.domain.errors import PadanError
from padan.web.periods.models import segment_name
from padan.web.refusals import sentence
from padan.web.regions.models import Region
from padan.web.requests import SignedInRequest
from padan.web.selection import selectors, services
from padan.web.selection.forms import changes_of, programme_choices, typed, year_of
from padan.web.selection.models import Scenario
from padan.web.selection.views import AT_A_TIME, MAY_PLAN
from padan.web.selection.wording import rules_behind, set_words

COMPARED = 4
"""What-ifs shown side by side."""


@require_GET
def scenarios(request: SignedInRequest) -> HttpResponse:
    """What-ifs that were kept, side by side, and a form for another."""
    return _scenarios(request, "", 200)


@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Reckon a what-if and keep it."""
    year, months = year_of(request.POST), request.POST.get("bulan", "12")
    try:
        said = services.NewScenario(
            request.POST.get("nama", ""), year, int(months) if months.isdigit() and len(months) < 3 else 0,
            changes_of(request.POST, year),
        )  # fmt: skip
        made = services.scenario_keep(acting=request.acting, said=said)
    except PadanError as error:
        return _scenarios(request, sentence(error), getattr(error, "status", 422))
    return redirect("selection:scenario", pk=made.pk)


def _scenarios(request: SignedInRequest, refusal: str, status: int) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    year = year_of(asked)
    page = Paginator(selectors.scenarios(year), AT_A_TIME).get_page(request.GET.get("hal"))
    wanted = [int(pk) for pk in request.GET.getlist("banding") if pk.isdigit()][:COMPARED]
    asked_for = [one for one in selectors.scenarios(year).filter(pk__in=wanted) if "before" in one.result]
    compared = asked_for or [one for one in page.object_list if "before" in one.result][:COMPARED]
    context = {
        "page": page,
        "kept": f"tahun={year}",
        "year": year,
        "compared": [_told(one) for one in compared],
        "wanted": [one.pk for one in compared],
        "programmes": programme_choices(year),
        "typed": typed(asked),
        "refusal": refusal,
        "may_plan": request.acting.role in MAY_PLAN,
    }
    return render(request, "selection/scenarios.html", context, status=status)


@require_GET
def scenario(request: SignedInRequest, pk: int) -> HttpResponse:
    """One what-if: who gains and who loses by programme, kelurahan and decile, and what it costs."""
    found = selectors.scenario_get(pk)
    names = dict(Region.objects.filter(code__in=found.result.get("by_place", {})).values_list("code", "name"))
    moved = [
        (names.get(code, code), part) for code, part in found.result.get("by_place", {}).items()
        if part["gain"] or part["lose"]
    ]  # fmt: skip
    page = Paginator(moved, AT_A_TIME).get_page(request.GET.get("hal"))
    context = {
        "scenario": found,
        "told": _told(found),
        "sets": [set_words(text) for text in found.sets],
        "rules": rules_behind(found.sets),
        "page": page,
        "places": page.object_list,
        "deciles": list(found.result.get("by_decile", {}).items()),
        "may_plan": request.acting.role in MAY_PLAN,
    }
    return render(request, "selection/scenario.html", context)


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a what-if away."""
    services.scenario_drop(acting=request.acting, scenario=selectors.scenario_get(pk))
    messages.success(request, _("Pengandaian dihapus."))
    return redirect("selection:scenarios")


def _told(found: Scenario) -> dict[str, Any]:
    """What a what-if came to, a pair of standings for each programme."""
    after = {one["programme"]: one for one in found.result.get("after", [])}
    pairs = [
        {
            "label": segment_name(one["programme"]),
            "before": one,
            "after": after.get(one["programme"]),
            "share_before": _share(one),
            "share_after": _share(after.get(one["programme"])),
        }
        for one in found.result.get("before", [])
    ]
    return {
        "scenario": found,
        "pairs": pairs,
        **{k: found.result.get(k) for k in ("whole", "cost_before", "cost_after")},
    }


def _share(one: dict[str, Any] | None) -> float | None:
    """The share that would pay for every eligible person, as a part of one."""
    needed = one.get("share_for_all") if one else None
    return None if needed is None else needed / 10_000
