"""What the record asks of a period's next run: level-triggered, so that nothing is lost when a worker dies."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from padan.web.asked_once import once
from padan.web.lists.models import Mend, Upload, UploadState
from padan.web.lists.npp_register import npp_mark
from padan.web.lists.selectors import uploads_accepted
from padan.web.periods.models import Kind, Period
from padan.web.periods.selectors import periods_before
from padan.web.runs.models import Run, RunState, Verdict
from padan.web.runs.rating import rates_mark

PAIRED = (Kind.LIST, Kind.PARTICIPANTS)
"""Both kinds must be there before there is anything to run."""


def accepted(period: Period) -> QuerySet[Upload]:
    """The accepted files of a period with their offices, in an order that stays while the same lists are asked for."""
    return uploads_accepted(period).select_related("requirement__office__region__parent")


def marks_of(period: Period) -> dict[str, Any]:
    """What a run of the period would read, told by what names it: two that are alike would give the same result.

    Counts stand beside the newest ids: of two that are written at once the lower id may become visible last.
    """
    return once(("marks_of", period.pk), lambda: _marks(period))


def _marks(period: Period) -> dict[str, Any]:
    in_force = {"row__upload__requirement__period": period, "row__upload__state": UploadState.ACCEPTED}
    mends = Mend.objects.filter(**in_force).aggregate(n=Count("id"), newest=Max("id"))
    verdicts, earlier = _verdict_marks(period)
    register = npp_mark()
    return {
        **({"earlier": earlier} if earlier[0] else {}),
        **({"npp": register} if register[0] else {}),
        "uploads": [pk for pk, _ in _files(period)],
        "mends": [mends["n"], mends["newest"]],
        "verdicts": verdicts,
        "months": [period.first_month.isoformat(), period.last_month.isoformat()],
        "as_of": period.as_of.isoformat() if period.as_of else None,
        "rates": rates_mark(),
    }


def _files(period: Period) -> list[tuple[int, str]]:
    """Number and kind of each accepted file; asked once while a page is read."""
    found = accepted(period).order_by("pk").values_list("pk", "requirement__kind")
    return once(("accepted", period.pk), lambda: list(found))


def _verdict_marks(period: Period) -> tuple[list[Any], list[Any]]:
    """How many verdicts and the newest one: of the period, and of all whose answers it takes over."""
    heard = Verdict.objects.filter(Q(period=period) | Q(period__in=periods_before(period))).order_by()
    counted = list(heard.values_list("period_id").annotate(n=Count("id"), newest=Max("id")))
    own = [(n, newest) for pk, n, newest in counted if pk == period.pk]
    others = [(n, newest) for pk, n, newest in counted if pk != period.pk]
    return _added(own), _added(others)


def _added(found: list[tuple[int, int]]) -> list[Any]:
    return [sum(n for n, _ in found), max((newest for _, newest in found), default=None)]


def verdicts_since(period: Period, run: Run) -> QuerySet[Verdict] | None:
    """What humans said of pairs since a run began, where nothing else that a run reads has changed; else None.

    None too where somebody asked for the run to be made anew, and where a verdict of an older number became visible
    only after the run had begun: then it cannot be told which ones are new.
    """
    now, then = marks_of(period), run.marks
    others = (now.keys() | then.keys()) - {"verdicts"}
    if "verdicts" not in then or any(then.get(name) != now.get(name) for name in others):
        return None
    count, newest = then["verdicts"]
    found = Verdict.objects.filter(period=period, id__gt=newest or 0)
    new = found.count() if now["verdicts"] != then["verdicts"] else 0
    pushed = period.changed_at is not None and period.changed_at > run.began_at
    if count + new != now["verdicts"][0] or (pushed and not new):
        return None
    return found if new else found.none()


def run_latest(period: Period) -> Run | None:
    """The newest run of a period that was not given up, whatever became of it; its summary is read where it is told."""
    found = Run.objects.filter(period=period).exclude(state=RunState.ABANDONED).defer("inputs", "summary")
    return once(("run_latest", period.pk), found.order_by("-number").first)


def can_run(period: Period) -> bool:
    """Whether both sides are there."""
    return {kind for _, kind in _files(period)}.issuperset(PAIRED)


def needs_run(period: Period) -> bool:
    """Whether a run would now read something that the last one did not. One that failed counts: it would fail again."""
    return once(("needs_run", period.pk), lambda: _needs_run(period))


def _needs_run(period: Period) -> bool:
    if period.closed_at is not None or not can_run(period):
        return False
    last = run_latest(period)
    if last is None or last.state == RunState.RUNNING:
        return True
    pushed = period.changed_at is not None and period.changed_at > last.began_at
    return pushed or last.marks != marks_of(period)


def waiting() -> list[Period]:
    """Open periods whose run is due, the oldest change first."""
    return [
        period for period in Period.objects.filter(closed_at=None).order_by("changed_at", "pk") if needs_run(period)
    ]
