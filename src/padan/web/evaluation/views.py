"""Pages of the evaluation: what the worker computed, in words, with what it can and cannot say."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from padan.web.evaluation import selectors, showing
from padan.web.evaluation.computed_of import Chosen, chosen, chosen_month
from padan.web.evaluation.forms import LineForm
from padan.web.evaluation.models import Computed
from padan.web.evaluation.rights import CITY, ENTERS
from padan.web.evaluation.showing import figure, people, points
from padan.web.requests import SignedInRequest
from padan.web.roles import Role
from padan.web.templatetags.indonesian import percent, rupiah

ROWS_A_PAGE = 50


def _may_enter(request: SignedInRequest) -> bool:
    return ENTERS.admits(Role(request.acting.role))


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The figures of each matter in one line, and what they can and cannot say."""
    programmes = [
        (showing.programme(key), key, showing.error_line("", found.result["whole"]), found)
        for key in selectors.parts_of("targeting")
        if (found := selectors.computed(f"targeting:{key}")) is not None
    ]
    context = {
        "programmes": programmes,
        "coverage": _coverage(selectors.computed("coverage")),
        "sees_city": CITY.admits(Role(request.acting.role)),
        "sheets": len(selectors.sheets_counting()),
        "worth": selectors.computed("worth"),
        "quality": selectors.computed("quality"),
    }
    return render(request, "evaluation/home.html", context)


def _coverage(found: Computed | None) -> Mapping[str, Any] | None:
    if found is None:
        return None
    told = {
        name: {**one, "share": percent(one["covered"] / one["of"]) if one["of"] else "–"}
        for name, one in found.result.items()
        if name in ("persons", "families")
    }
    overlaps = [
        (" + ".join(showing.programme(key) for key in one["programmes"]), one["people"], len(one["programmes"]) > 1)
        for one in found.result["overlaps"]
    ]
    programmes = [
        (showing.programme(key), paid, _eligible(key, found.month)) for key, paid in found.result["programmes"].items()
    ]
    return {
        **told,
        "overlaps": overlaps,
        "people": found.result["people"],
        "month": found.month,
        "programmes": programmes,
    }


def _eligible(key: str, month: date) -> tuple[int, showing.Figure] | None:
    """The eligible people of a programme and the share of them that is not protected; None: it has no candidates."""
    found = selectors.computed(f"targeting:{key}", month)
    if found is None:
        return None
    whole = found.result["whole"]
    return whole["eligible"], figure(whole["exclusion"])


@require_GET
def targeting(request: SignedInRequest) -> HttpResponse:
    """Who is missed and who is reached without cause, whole and by group."""
    found = chosen(request, "targeting")
    group = request.GET.get("menurut", "kelurahan")
    whole_city = selectors.area_of(request.acting) is None
    group = group if group in showing.GROUP_WORDS and whole_city else "kelurahan"
    context: dict[str, Any] = {"chosen": found, "group": group, "whole_city": whole_city}
    if found.result is not None:
        context |= _errors(request, found.result, group)
    return render(request, "evaluation/targeting.html", context)


def _errors(request: SignedInRequest, result: Mapping[str, Any], group: str) -> dict[str, Any]:
    names, kept = selectors.place_names(), showing.group_order(group, result["groups"][group])
    if group == "kelurahan":
        kept = [one for one in kept if selectors.sees_place(request.acting, one["key"])]
    page = Paginator(kept, ROWS_A_PAGE).get_page(request.GET.get("hal"))
    whole = result["whole"]
    return {
        "whole": showing.error_line(_("Seluruh kota"), whole),
        "causes": [(showing.CAUSE_WORDS[cause](), people(n)) for cause, n in whole["leaks"].items() if n],
        "if_unknown": percent(whole["if_unknown_leak"]),
        "waiting": people(whole.get("waiting", 0)) if whole.get("waiting") else "",
        "if_waiting": percent(whole.get("if_waiting_due")),
        "uncertain": whole["uncertain"],
        "page": page,
        "lines": [showing.error_line(showing.group_label(group, one["key"], names), one) for one in page],
        "most_missed": _most(kept, "missed", group, names),
        "most_leaked": _most(kept, "leaked", group, names),
        "groups": [(key, word(), key == group) for key, word in showing.GROUP_WORDS.items()],
        "group_name": showing.GROUP_WORDS[group](),
        "downloads": CITY.admits(Role(request.acting.role)),
    }


MOST = 5
"""Lines that a page names before its table."""


def _most(
    kept: Iterable[Mapping[str, Any]], name: str, group: str, names: Mapping[str, str]
) -> list[showing.ErrorLine]:
    """The lines with most people missed or leaked, where there are more lines than are named."""
    told = [one for one in kept if one["key"]]
    most = sorted((one for one in told if one[name] >= 1), key=lambda one: (-one[name], one["key"]))[:MOST]
    return [showing.error_line(showing.group_label(group, one["key"], names), one) for one in most if len(told) > MOST]


@require_GET
def incidence(request: SignedInRequest) -> HttpResponse:
    """To which deciles the people and the money go; coverage and overlap."""
    found = chosen(request, "incidence")
    context: dict[str, Any] = {"chosen": found, "coverage": _coverage(selectors.computed("coverage", found.month))}
    if (result := found.result) is not None:
        context |= {
            "lines": _deciles(result),
            "without": result["without"],
            "summary": _summary(result),
            "has_benefit": result["by_money"]["index"] is not None,
            "drawing": showing.decile_columns(result),
            "curve": showing.curve_drawn(result),
        }
    return render(request, "evaluation/incidence.html", context)


def _deciles(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    shares = zip(
        result["people"], result["by_money"]["people_shares"], result["by_heads"]["shares"],
        result["by_money"]["shares"], strict=True,
    )  # fmt: skip
    return [
        {**one, "known_share": percent(known), "reached_share": percent(reached), "paid_share": percent(paid)}
        for one, known, reached, paid in shares
    ]


def _summary(result: Mapping[str, Any]) -> dict[str, Any]:
    by_money = result["by_money"]
    lower = sum(by_money["shares"][:4])
    index, targeting = by_money["index"], by_money["targeting"]
    return {
        "lower": percent(lower),
        "index": None if index is None else f"{index:.3f}".replace(".", ","),
        "targeting": None if targeting is None else f"{targeting:.2f}".replace(".", ","),
        "to_poor": index is not None and index < 0,
    }


@require_GET
def poverty(request: SignedInRequest) -> HttpResponse:
    """P0, P1, P2 of a sheet under each line on its own; lines and sheets."""
    sheets = selectors.sheets_counting()
    sheet = selectors.sheet_chosen(request.GET.get("berkas", ""))
    found = selectors.computed(f"poverty:{sheet.pk}") if sheet else None
    enters = _may_enter(request)
    context = {
        "sheets": sheets,
        "sheet": sheet,
        "found": found,
        "tables": [_poverty_table(one) for one in found.result["lines"]] if found else [],
        "result": found.result if found else None,
        "lines": list(selectors.lines_shown()),
        "enters": enters,
        "form": LineForm() if enters else None,
    }
    return render(request, "evaluation/poverty.html", context)


MEASURE_WORDS = {
    0: lambda: _("P0: bagian orang miskin"),
    1: lambda: _("P1: kedalaman (jarak rata-rata ke garis)"),
    2: lambda: _("P2: keparahan (yang termiskin paling berat)"),
}


def _poverty_table(kept: Mapping[str, Any]) -> dict[str, Any]:
    names = selectors.place_names()
    return {
        **kept,
        "label": showing.line_label(kept["kind"]),
        "rows": [
            (
                MEASURE_WORDS[one["measure"]](),
                figure(one["without"], showing.fine),
                figure(one["with"], showing.fine),
                figure(one["change"], points),
            )
            for one in kept["measures"]
        ],
        "by_place": [
            (names.get(one["key"], _("Belum diketahui")), *(percent(one[n]) for n in ("share", "without", "with")))
            for one in kept["places"]
        ],
    }  # fmt: skip


@require_GET
def worth(request: SignedInRequest) -> HttpResponse:
    """What protection is worth, and what deaths without cover cost."""
    found = chosen_month(request, "worth")
    context: dict[str, Any] = {"chosen": found, "enters": _may_enter(request), "tables": list(selectors.tables_shown())}
    if (result := found.result) is not None:
        context |= {
            "whole": _worth(_("Semuanya"), result["whole"]),
            "lines": [_worth(showing.programme(one["key"]), one) for one in result["segments"]],
            "uncovered": result["uncovered"],
            "expected_lost": rupiah(round(result["uncovered"]["expected_lost"])),
            "expected_deaths": figure(result["uncovered"]["expected_deaths"], people),
            "table": next((one for one in context["tables"] if one.pk == result["table"]), None),
            "months_of_line": _rounded(result["uncovered"]["months_of_line"]),
            "result": result,
        }
    return render(request, "evaluation/worth.html", context)


def _rounded(value: float | None) -> str:
    return "" if value is None else people(round(value))


def _death_ratio(kept: Mapping[str, Any]) -> str:
    """Death benefit for each rupiah of the part of the contribution that pays for it."""
    part = kept.get("death_part")
    if not part or not kept["people"]:
        return "–"
    return f"{kept['death_benefit'] / (part * 12 * kept['people']):.2f}".replace(".", ",")


def _worth(label: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    benefit = round(kept["death_benefit"] + (kept["accident_benefit"] or 0))
    ratio = kept["ratio"]
    return {
        "label": label,
        "people": kept["people"],
        "unknown": kept["unknown"],
        "deaths": figure(kept["deaths"], people),
        "benefit": rupiah(benefit),
        "death_benefit": rupiah(round(kept["death_benefit"])),
        "accident_benefit": rupiah(round(kept["accident_benefit"] or 0)),
        "cost": rupiah(kept["cost"]),
        "ratio": "–" if ratio is None else f"{ratio:.2f}".replace(".", ","),
        "death_ratio": _death_ratio(kept),
        "accidents": kept["accident_benefit"] is not None,
    }


@require_GET
def quality(request: SignedInRequest) -> HttpResponse:
    """The lists of each office, compared with limits for its own size."""
    found = chosen_month(request, "quality")
    name = request.GET.get("ukuran", "nik_failing")
    name = name if name in showing.FUNNEL_WORDS else "nik_failing"
    context: dict[str, Any] = {"chosen": found, "name": name}
    if found.result is not None:
        context |= _funnel(request, found, name)
    return render(request, "evaluation/quality.html", context)


def _funnel(request: SignedInRequest, found: Chosen, name: str) -> dict[str, Any]:
    assert found.result is not None
    kept, offices = found.result["funnels"][name], found.result["offices"]
    seen = [one for one in kept["places"] if selectors.sees_place(request.acting, offices[one["key"]]["code"])]
    order = {"far_low": 0, "far_high": 0, "low": 1, "high": 1}
    seen.sort(key=lambda one: (order.get(one["where"], 2), offices[one["key"]]["code"], offices[one["key"]]["name"]))
    page = Paginator(seen, ROWS_A_PAGE).get_page(request.GET.get("hal"))
    bad = [one for one in seen if showing.where_tone(name, one["where"]) in ("grave", "warn")]
    whole_city = selectors.area_of(request.acting) is None
    return {
        "page": page,
        "lines": [_office(name, one, offices[one["key"]]) for one in page],
        "asked": [_office(name, one, offices[one["key"]]) for one in bad],
        "seen": len(seen),
        "drawing": showing.funnel_drawn(name, kept, offices) if whole_city else "",
        "target": percent(kept["target"]),
        "widened": kept["widened"],
        "spread": f"{kept['spread']:.1f}".replace(".", ","),
        "names": [(key, words[0](), key == name) for key, words in showing.FUNNEL_WORDS.items()],
        "what": showing.FUNNEL_WORDS[name][1](),
        "title": showing.FUNNEL_WORDS[name][0](),
        "downloads": CITY.admits(Role(request.acting.role)),
    }


def _office(name: str, one: Mapping[str, Any], office: Mapping[str, Any]) -> dict[str, Any]:
    limits = one["limits"]
    return {
        "office": office["name"],
        "hits": one["hits"],
        "of": one["of"],
        "share": percent(one["hits"] / one["of"]) if one["of"] else "–",
        "limits": "" if limits is None else f"{percent(limits[0])} – {percent(limits[1])}",
        "where": showing.WHERE_WORDS[one["where"]](),
        "tone": showing.where_tone(name, one["where"]),
        "age": office["age"],
    }
