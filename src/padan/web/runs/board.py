"""What this room tells the home page and the board of a period."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment, Office
from padan.web.periods.board import Cell
from padan.web.periods.models import Period
from padan.web.periods.todo import Moving, Todo
from padan.web.roles import Reach, Role
from padan.web.runs.asking import needs_run, run_latest
from padan.web.runs.models import RunState
from padan.web.runs.selectors import linked_by_submitter, run_current
from padan.web.templatetags.indonesian import whole


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """A run that failed, for Bappeda: nobody else can do anything about it."""
    if acting.role != Role.BAPPEDA or period.closed_at is not None:
        return []
    run = run_latest(period)
    if run is None or run.state != RunState.FAILED:
        return []
    address = reverse("runs:progress", args=[period.key])
    return [Todo(_("Pencocokan terakhir gagal."), 1, address, grave=True, button=_("Lihat sebabnya"))]


def moving(acting: Appointment, period: Period) -> Moving | None:
    """The progress of a run that is under way or is about to begin; None while there is none."""
    if acting.reach is Reach.NONE or period.closed_at is not None:
        return None
    run = run_latest(period)
    under_way = (run is not None and run.state == RunState.RUNNING) or needs_run(period)
    if not under_way:
        return None
    return Moving(reverse("runs:progress_part", args=[period.key]), reverse("runs:progress", args=[period.key]))


def states(acting: Appointment, period: Period, offices: Sequence[Office]) -> Mapping[int, Cell]:
    """For each office how many rows of its lists are linked to a participant."""
    run = run_current(period)
    if run is None or acting.reach not in (Reach.CITY, Reach.AREA, Reach.OFFICE):
        return {}
    found = linked_by_submitter(run, [office.pk for office in offices])
    return {office: _cell(period, office, rows, linked) for office, (rows, linked) in found.items()}


def _cell(period: Period, office: int, rows: int, linked: int) -> Cell:
    text = _("%(linked)s dari %(rows)s") % {"linked": whole(linked), "rows": whole(rows)}
    asked = urlencode({"sisi": "list", "kantor": office})
    return Cell(text, address=f"{reverse('runs:rows', args=[period.key])}?{asked}")
