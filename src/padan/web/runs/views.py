"""Pages of this room: how far a run is, and what it found."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.domain.asking import LINKED
from padan.domain.problems import problem_text
from padan.domain.segments import SEGMENT_BY_KEY
from padan.web.periods.models import Period
from padan.web.periods.selectors import period_current, period_get
from padan.web.refusals import NOT_THERE
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach, Role
from padan.web.runs import selectors
from padan.web.runs.asking import can_run, needs_run, run_latest
from padan.web.runs.models import Run, RunRow, RunState
from padan.web.runs.progress import COUNTED, STEPS, share_done
from padan.web.runs.requesting import run_ask
from padan.web.runs.selectors import BY, NOWHERE, UNKNOWN, Filters, Tally
from padan.web.runs.wording import BUCKET_LABELS, SIDE_LABELS, STATUS_LABELS, buckets_of

AT_A_TIME = 50
MAY_ASK = frozenset({Role.BAPPEDA})


@require_GET
def now(request: SignedInRequest) -> HttpResponse:
    """The result of the current period."""
    period = period_current(request.acting)
    if period is None:
        return render(request, "runs/no_period.html")
    return redirect("runs:result" if selectors.run_current(period) else "runs:progress", key=period.key)


@require_GET
def progress(request: SignedInRequest, key: str) -> HttpResponse:
    """How far the period's run is, or what became of it; the part that moves is asked again by itself."""
    period = period_get(request.acting, key)
    return render(request, "runs/progress.html", _progress(request, period))


@require_GET
def progress_part(request: SignedInRequest, key: str) -> HttpResponse:
    """The part of a page that tells how far the run is; asked every two seconds until there is nothing to wait for."""
    period = period_get(request.acting, key)
    return render(request, "runs/progress_part.html", _progress(request, period))


def _progress(request: SignedInRequest, period: Period) -> dict[str, Any]:
    run = run_latest(period)
    waits = needs_run(period)
    running = run is not None and run.state == RunState.RUNNING
    return {
        "period": period,
        "run": run,
        "running": running,
        "waits": waits and not running,
        "step": STEPS[run.step].label if run and run.step in STEPS else "",
        "counted": bool(run and run.step in COUNTED and run.total),
        "share": share_done(run.step, run.done, run.total) if running and run else 0,
        "failed": run is not None and run.state == RunState.FAILED,
        "current": selectors.run_current(period),
        "lacks": not can_run(period),
        "may_ask": request.acting.role in MAY_ASK and period.closed_at is None,
        "sees_rows": request.acting.reach is not Reach.NONE,
    }


@require_POST
def again(request: SignedInRequest, key: str) -> HttpResponse:
    """Bappeda asks for another run."""
    period = period_get(request.acting, key)
    if period.closed_at is not None:
        raise NOT_THERE
    run_ask(acting=request.acting, period=period)
    return redirect("runs:progress", key=period.key)


@require_GET
def result(request: SignedInRequest, key: str) -> HttpResponse:
    """What the published run found within reach: rows by bucket, by place or segment, and money, each adding up."""
    period = period_get(request.acting, key)
    run = selectors.run_current_get(period)
    by = request.GET.get("per", "")
    by = by if by in BY else ("segmen" if request.acting.reach in (Reach.OFFICE, Reach.SENT) else "kecamatan")
    found = selectors.totals(request.acting, run, by)
    sides = ("participants",) if request.acting.reach is Reach.SENT else ("list", "participants")
    context = {
        "period": period,
        "run": run,
        "by": by,
        "choices": [(word, _BY_LABELS[word], word == by) for word in BY],
        "sides": [_side(period, side, found.whole, sides) for side in sides],
        "heads": [(side, bucket, BUCKET_LABELS[bucket]) for side, bucket in _columns(sides)],
        "lines": [_line(period, by, sides, line) for line in found.lines],
        "whole": _line(period, by, sides, found.whole),
        "adds_up": found.adds_up,
        "handed_in": _handed_in(request, run, found.whole),
        "money": found.whole.money,
        "unreckoned": found.whole.unreckoned,
        "has_money": any(found.whole.money.values()),
        "unassigned": _unassigned(request, run),
        "newer": needs_run(period),
    }
    return render(request, "runs/result.html", context)


_BY_LABELS = {
    "kecamatan": gettext_lazy("Kecamatan tempat tinggal"),
    "kelurahan": gettext_lazy("Kelurahan tempat tinggal"),
    "kantor": gettext_lazy("Kantor yang menjawab"),
    "segmen": gettext_lazy("Segmen"),
}


def _rows_address(period: Period, **asked: str) -> str:
    words = {_WORDS[name]: value for name, value in asked.items() if value}
    return f"{reverse('runs:rows', args=[period.key])}?{urlencode(words)}"


_WORDS = {
    "side": "sisi",
    "bucket": "kelompok",
    "segment": "segmen",
    "office": "kantor",
    "residence": "tinggal",
    "kecamatan": "kecamatan",
    "name": "nama",
    "grave": "mendesak",
}
"""Each filter's word in the address."""

_ASKED_BY = {"kecamatan": "kecamatan", "kelurahan": "residence", "kantor": "office", "segmen": "segment"}


def _columns(sides: tuple[str, ...]) -> list[tuple[str, str]]:
    """The columns of the table: beside the list's, what of the participants is not linked to it."""
    both = len(sides) > 1
    return [
        (side, bucket)
        for side in sides
        for bucket in buckets_of(side)
        if not (both and side == "participants" and bucket in LINKED)
    ]


def _side(period: Period, side: str, whole: Tally, sides: tuple[str, ...]) -> dict[str, Any]:
    buckets = [
        (BUCKET_LABELS[bucket], whole.rows.get((side, bucket), 0), _rows_address(period, side=side, bucket=bucket))
        for bucket in buckets_of(side)
    ]
    return {
        "label": SIDE_LABELS[side],
        "buckets": buckets,
        "total": whole.of(side),
        "address": _rows_address(period, side=side),
        "columns": sum(1 for of, _ in _columns(sides) if of == side),
    }


def _line(period: Period, by: str, sides: tuple[str, ...], tally: Tally) -> dict[str, Any]:
    chosen = {} if not tally.label and not tally.key else {_ASKED_BY[by]: tally.key}
    if tally.rows and not tally.key:
        chosen = {_ASKED_BY[by]: NOWHERE if by in ("kecamatan", "kelurahan") else UNKNOWN}
    cells = [
        (
            side,
            bucket,
            BUCKET_LABELS[bucket],
            tally.rows.get((side, bucket), 0),
            _rows_address(period, side=side, bucket=bucket, **chosen),
        )
        for side, bucket in _columns(sides)
    ]
    return {"label": _label(by, tally), "cells": cells, "money": tally.money, "tally": tally}


def _label(by: str, tally: Tally) -> str:
    if by == "segmen":
        known = SEGMENT_BY_KEY.get(tally.key)
        return (known.label_en if get_language() == "en" else known.label_id) if known else _("Segmen tidak diketahui")
    return tally.label or _("Di luar kota atau tidak diketahui")


def _handed_in(request: SignedInRequest, run: Run, whole: Tally) -> list[tuple[str, int, int]]:
    """For who sees all: rows handed in, and rows in buckets, a side each."""
    if request.acting.reach is not Reach.CITY:
        return []
    return [(str(SIDE_LABELS[side]), n, whole.of(side)) for side, n in selectors.rows_handed_in(run).items()]


def _unassigned(request: SignedInRequest, run: Run) -> int:
    """Rupiah paid that no person could be found for; told to who sees all."""
    if request.acting.reach is not Reach.CITY:
        return 0
    total = (run.summary.get("money") or {}).get("total") or {}
    return int((total.get("unassigned") or {}).get("rupiah", 0))


@require_GET
def rows(request: SignedInRequest, key: str) -> HttpResponse:
    """Rows of the published run within reach, those with the most at stake first."""
    period = period_get(request.acting, key)
    run = selectors.run_current_get(period)
    filters = Filters(**{name: request.GET.get(word, "").strip()[:100] for name, word in _WORDS.items()})
    ids = selectors.rows_found(request.acting, run, filters).values_list("pk", flat=True)
    page = Paginator(ids, AT_A_TIME).get_page(request.GET.get("hal"))
    context = {
        "period": period,
        "run": run,
        "filters": filters,
        "page": page,
        "found": [_row(row) for row in selectors.rows_shown(page.object_list)],
        "kept": urlencode({_WORDS[n]: v for n in _WORDS if (v := getattr(filters, n))}),
        "told": list(_told(filters)),
        "hidden": [(_WORDS[n], v) for n in _WORDS if n not in ("name", "bucket") and (v := getattr(filters, n))],
        "buckets": [(key, label, key == filters.bucket) for key, label in BUCKET_LABELS.items()],
    }
    return render(request, "runs/rows.html", context)


def _told(filters: Filters) -> Iterator[str]:
    """The filters in words."""
    names = selectors.place_names(filters)
    if filters.side in SIDE_LABELS:
        yield str(SIDE_LABELS[filters.side])
    if filters.segment:
        yield _label("segmen", Tally(filters.segment, ""))
    if filters.office:
        yield names.get("office", _("Kantor tidak dikenal"))
    for name, heading in (("residence", _("Kelurahan")), ("kecamatan", _("Kecamatan"))):
        if value := getattr(filters, name):
            yield _("Di luar kota atau tidak diketahui") if value == NOWHERE else f"{heading} {names.get(name, value)}"
    if filters.grave:
        yield _("Mendesak")


def _row(row: RunRow) -> dict[str, Any]:
    said, lang = row.row.values, get_language() or "id"
    segment = SEGMENT_BY_KEY.get(row.segment)
    return {
        "row": row,
        "name": said.get("name", ""),
        "nik": said.get("nik", ""),
        "bucket": BUCKET_LABELS.get(row.bucket, row.bucket),
        "side": SIDE_LABELS.get(row.side, row.side),
        "segment": (segment.label_en if lang == "en" else segment.label_id) if segment else "",
        "source": f"{row.row.upload.filename}{f' / {row.row.sheet}' if row.row.sheet else ''}",
        "problems": [problem_text(code, lang) for code in row.problems],
        "statuses": [STATUS_LABELS[s] for s in row.statuses if s in STATUS_LABELS and s != "active"],
    }
