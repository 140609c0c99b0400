"""Pages of this room: selections, what the law gives a plan, pots, and why one is chosen and another not."""

from collections import Counter
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.domain.errors import PadanError
from padan.domain.law import read_law
from padan.web.cover.selectors import record_old
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach, Role
from padan.web.selection import selectors, services
from padan.web.selection.books import books_of
from padan.web.selection.forms import plan_of, programme_choices, span_of, typed, year_of
from padan.web.selection.models import Choice, Outcome, Pot, Selection, SelectionState
from padan.web.selection.performing import has_moved
from padan.web.selection.planning import Ground, ground_of, lines_of, months_gone, rules_used
from padan.web.selection.replacing import holds_place
from padan.web.selection.wording import STEPS, own, part_words, rule_words, why_words

AT_A_TIME = 50
MAY_PLAN = frozenset({Role.BAPPEDA})


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Every selection within reach, and for Bappeda the way to a new one."""
    year = year_of(request.GET)
    page = Paginator(selectors.selections_seen(request.acting), AT_A_TIME).get_page(request.GET.get("hal"))
    city = request.acting.reach is Reach.CITY
    counts = selectors.candidates_by_programme(year) if city else {}
    context = {
        "page": page,
        "kept": f"tahun={year}",
        "year": year,
        "city": city,
        "may_plan": request.acting.role in MAY_PLAN,
        "programmes": [
            (key, label, counts.get(key, {"all": 0, "turn": 0, "held": 0})) for key, label in programme_choices(year)
        ]
        if city
        else [],
    }
    return render(request, "selection/all.html", context)


@require_GET
def plan(request: SignedInRequest) -> HttpResponse:
    """What the law gives a programme: money, quota and months, whether they fit, and the ways out."""
    return _plan(request, None, status=200)


@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Bappeda asks for a selection."""
    try:
        made = services.selection_ask(acting=request.acting, plan=plan_of(request.POST))
    except PadanError as error:
        return _plan(request, error, status=getattr(error, "status", 422))
    return redirect("selection:show", pk=made.pk)


def _plan(request: SignedInRequest, refused: PadanError | None, *, status: int) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    year = year_of(asked)
    ground: Ground | None = None
    lang = get_language() or "id"
    refusal = refused.text(lang) if refused else ""
    try:
        ground = ground_of(plan_of(asked))
    except PadanError as error:
        refusal = refusal or error.text(lang)
        status = max(status, getattr(error, "status", 422)) if asked.get("program") else 200
        refusal = refusal if asked.get("program") else ""
    counts = selectors.candidates_by_programme(year)
    context: dict[str, Any] = {
        "year": year,
        "programmes": programme_choices(year),
        "typed": typed(asked),
        "span": span_of(asked, year),
        "starts": [date(year, month, 1) for month in range(1, 13)],
        "old": record_old(),
        "refusal": refusal,
        "ground": ground,
        "may_plan": request.acting.role in MAY_PLAN,
    }
    if ground is not None:
        context |= {
            "plan": ground.plan,
            "late": months_gone(ground.plan, timezone.localdate()),
            "lines": lines_of(ground),
            "rules": [rule_words(ground.law, rule) for _kind, rule in rules_used(ground)],
            "counts": counts.get(ground.plan.programme, {"all": 0, "turn": 0, "held": 0}),
            "label": dict(context["programmes"]).get(ground.plan.programme, ground.plan.programme),
            "by_score": ground.order.by == "score",
            "books": list(books_of(year)),
        }
    return render(request, "selection/plan.html", context, status=status)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """A selection: its pots within reach, and who covered now falls out, with what the family loses."""
    selection = selectors.selection_get(request.acting, pk)
    pots = selectors.pots_of(request.acting, selection)
    dropped = selectors.dropped_of(selection, request.acting)
    page = Paginator(dropped, AT_A_TIME).get_page(request.GET.get("hal"))
    decree = getattr(selection, "decree", None)
    may_plan = request.acting.role in MAY_PLAN
    context = {
        "selection": selection,
        "decree": decree,
        "pots": list(pots),
        "sums": selectors.sums_of(pots),
        "dropped": _dropped(selection, request, page),
        "page": page,
        "rules": _rules(selection),
        "old": record_old() if selection.state in (SelectionState.READY, SelectionState.WAITING) else None,
        "stale": may_plan and _stale(selection),
        "may_plan": may_plan,
        "city": request.acting.reach is Reach.CITY,
        "vacancies": list(selectors.vacancies_of(request.acting, decree)[:AT_A_TIME]) if decree else [],
        "replacements": list(selectors.replacements_of(request.acting, decree)[:AT_A_TIME]) if decree else [],
    }
    return render(request, "selection/show.html", context)


def _rules(selection: Selection) -> list[dict[str, Any]]:
    law = read_law([Selection.objects.values_list("law", flat=True).get(pk=selection.pk)])
    return [rule_words(law, rule) for rule in law.rules if rule.kind != "calendar"]


def _stale(selection: Selection) -> bool:
    """Whether candidates or the law have changed since a selection that waits for its decree."""
    if selection.state != SelectionState.READY:
        return False
    return has_moved(selection)


def _dropped(selection: Selection, request: SignedInRequest, page: Any) -> list[dict[str, Any]]:
    """Who falls out, each with whoever newly came in in the same kelurahan, as far as there are any."""
    regions = {choice.region_id for choice in page.object_list}
    newcomers = selectors.newcomers_of(selection, request.acting, regions) if regions else {}
    earlier = selectors.dropped_of(selection, request.acting)[: page.start_index() - 1 if regions else 0]
    before = Counter(earlier.values_list("region_id", flat=True))
    found = []
    for choice in page.object_list:
        at = before[choice.region_id]
        before[choice.region_id] += 1
        new = newcomers.get(choice.region_id, [])
        found.append(
            {
                "choice": choice,
                "why": why_words(str(choice.why.get("code", ""))),
                "paid_until": choice.why.get("paid_until", ""),
                "loses": choice.why.get("loses", 0),
                "instead": new[at] if at < len(new) else None,
            }
        )
    return found


@require_GET
def pot(request: SignedInRequest, pk: int) -> HttpResponse:
    """A kelurahan's own list in a selection: everybody in order, the cut-off, and where each one ended."""
    found = selectors.pot_get(request.acting, pk)
    wanted = request.GET.get("hasil", "")
    page = Paginator(selectors.choices_of(found, wanted), AT_A_TIME).get_page(request.GET.get("hal"))
    counts = selectors.outcome_counts(found)
    context = {
        "pot": found,
        "selection": found.selection,
        "decree": getattr(found.selection, "decree", None),
        "page": page,
        "lines": [_line(choice, found) for choice in page.object_list],
        "wanted": wanted,
        "kept": f"hasil={wanted}" if wanted in Outcome.values else "",
        "filters": [(key, label, counts[key], key == wanted) for key, label in Outcome.choices],
        "all": sum(counts.values()),
        "stop": _stop(found),
    }
    return render(request, "selection/pot.html", context)


def _stop(found: Pot) -> str:
    return {
        "money": _("dana tidak cukup untuk orang berikutnya"),
        "heads": _("kuota sudah penuh"),
        "nobody": _("semua yang layak tertampung"),
    }.get(found.stop, "")


def _line(choice: Choice, found: Pot) -> dict[str, Any]:
    return {
        "choice": choice,
        "why": why_words(str(choice.why.get("code", ""))),
        "rank": choice.why.get("rank"),
        "last": choice.position is not None and choice.position == found.chosen,
        "tone": {"chosen": "good", "not_eligible": "grave", "unknown": "warn"}.get(choice.outcome, ""),
    }


@require_GET
def choice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why this one and not that one: position, score by criterion, cut-off, and who stands just before and after."""
    found = selectors.choice_get(request.acting, pk)
    around = selectors.neighbours_of(found)
    context = {
        "choice": found,
        "selection": found.selection,
        "decree": getattr(found.selection, "decree", None),
        "pot": found.pot,
        "why": why_words(str(found.why.get("code", ""))),
        "parts": [part_words(part) for part in found.why.get("parts", [])],
        "rank": found.why.get("rank"),
        "reasons": _reasons(found),
        "around": [
            (name, neighbour.choice, own(STEPS[neighbour.told_apart]))
            for name, neighbour in around.items()
            if neighbour is not None and neighbour.choice.pk != found.pk
        ],
        "names_shown": request.acting.sees_office(found.candidate.office),
        "stop": _stop(found.pot) if found.pot else "",
        "may_leave": request.acting.role in MAY_PLAN and holds_place(found),
        "ended": found.candidate.step == "ended",
    }
    return render(request, "selection/choice.html", context)


def _reasons(found: Choice) -> list[str]:
    """What stands against the candidate, as it was judged."""
    key = "text_en" if get_language() == "en" else "text_id"
    if found.outcome not in (Outcome.NOT_ELIGIBLE, Outcome.UNKNOWN):
        return []
    return [str(reason.get(key, "")) for reason in found.candidate.reasons]
