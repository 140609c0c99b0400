"""The page of before and after: every effect that was looked at, and one of them told whole."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.web.evaluation import selectors, showing, showing_effect
from padan.web.evaluation.effects_asked import OUTCOMES, Asked
from padan.web.evaluation.models import Computed
from padan.web.evaluation.showing_effect import WORDS
from padan.web.requests import SignedInRequest

Known = Mapping[Asked, Computed]


@require_GET
def effect(request: SignedInRequest) -> HttpResponse:
    """Before and after, early against late kelurahan; or why no effect is shown."""
    known = selectors.effects_known()
    asked = _chosen(known, request.GET.get("lihat", ""))
    context: dict[str, Any] = {"found": known.get(asked) if asked else None}
    if asked is not None:
        context |= _told(known, asked)
    return render(request, "evaluation/effect.html", context)


def _chosen(known: Known, text: str) -> Asked | None:
    """What the address asks for, else the newest money of which anything can be shown, else the newest."""
    by_key = {asked.key: asked for asked in known}
    if text in by_key:
        return by_key[text]
    newest = sorted(known, key=lambda one: (-one.year, -one.stage, list(OUTCOMES).index(one.outcome)))
    shown = [one for one in newest if "effect" in known[one].result]
    return next(iter([*shown, *newest]), None)


def _told(known: Known, asked: Asked) -> dict[str, Any]:
    result, words = known[asked].result, WORDS[asked.outcome]
    context = {
        "asked": asked,
        "money": showing_effect.money_name(asked.year, asked.stage),
        "question": words.question(),
        "caution": words.caution(),
        "lines": [_line(one, known[one], asked) for one in sorted(known, key=_order)],
    }
    refusal = result.get("refusal")
    if refusal is not None:
        return {**context, "refusal": showing.said((refusal["text_id"], refusal["text_en"]))}
    return context | _shown(asked, result)


def _order(one: Asked) -> tuple[int, int, int]:
    return -one.year, -one.stage, list(OUTCOMES).index(one.outcome)


def _line(one: Asked, found: Computed, asked: Asked) -> dict[str, Any]:
    text, tone = showing_effect.verdict(found.result, one)
    return {
        "key": one.key,
        "money": showing_effect.money_name(one.year, one.stage),
        "outcome": WORDS[one.outcome].name(),
        "verdict": text,
        "tone": tone,
        "here": one == asked,
    }


def _shown(asked: Asked, result: Mapping[str, Any]) -> dict[str, Any]:
    told = result["effect"]
    return {
        "starts": showing_effect.step_name(asked, result["starts"]),
        "effect": told,
        "yearly": OUTCOMES[asked.outcome].step == "year",
        "shown": WORDS[asked.outcome].shown(),
        **{name: showing_effect.moved(asked, told[name]) for name in ("estimate", "low", "high")},
        "nothing_sure": showing_effect.unsure(told),
        "means": {name: showing_effect.level(asked, value) for name, value in told["means"].items()},
        "paths": [
            (
                showing_effect.step_name(asked, one["month"]),
                *(showing_effect.level(asked, one[side]) for side in ("early", "late")),
            )
            for one in told["paths"]
        ],
        "drawing": showing_effect.paths_drawn(asked, told, result["starts"]),
        "p": showing.chance(told["p"]),
        "trend_p": showing.chance(told["trend_p"]),
    }
