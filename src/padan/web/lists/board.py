"""What this room tells the home page and the board of a period."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment, Office
from padan.web.lists.models import Upload
from padan.web.lists.rights import HANDS_IN
from padan.web.lists.selectors import states_of
from padan.web.periods.board import Cell, Standing
from padan.web.periods.models import Period, Requirement
from padan.web.periods.reminding import lacking_name
from padan.web.periods.selectors import is_open, requirements_own
from padan.web.periods.todo import Todo

State = tuple[Upload | None, Upload | None]
NOTHING: State = (None, None)


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """Lists that the acting office still owes, files that wait to be accepted, and problems in what is in force."""
    if acting.role not in HANDS_IN or period.closed_at is not None:
        return []
    if not is_open(period=period, office=acting.office):
        return []
    asked = list(requirements_own(acting, period))
    states = states_of(requirement.pk for requirement in asked)
    found = [_todo(requirement, *states.get(requirement.pk, NOTHING)) for requirement in asked]
    return [todo for todo in found if todo is not None]


def _todo(requirement: Requirement, in_force: Upload | None, newest: Upload | None) -> Todo | None:
    what = lacking_name(requirement)
    if newest is not None and newest.state == "checked":
        rows = newest.size_in_rows
        text = _("%(what)s: %(rows)s baris sudah diperiksa, tinggal diterima.") % {"what": what, "rows": rows}
        return Todo(text, rows or 1, reverse("lists:upload", args=[newest.pk]), harm=2, button=_("Lihat lalu terima"))
    if in_force is None:
        late = requirement.due < timezone.localdate()
        text = _("%(what)s: belum masuk, sudah lewat batas waktu.") if late else _("%(what)s: belum masuk.")
        address = reverse("lists:requirement", args=[requirement.pk])
        return Todo(text % {"what": what}, 1, address, harm=3 if late else 1, button=_("Kirim daftar"))
    troubled = in_force.troubled
    if not troubled:
        return None
    text = _("%(what)s: %(count)s baris yang diterima masih bermasalah.") % {"what": what, "count": troubled}
    return Todo(text, troubled, reverse("lists:upload", args=[in_force.pk]), button=_("Lihat masalahnya"))


def states(acting: Appointment, period: Period, offices: Sequence[Office]) -> Mapping[int, Cell]:
    """The board's column: how many of an office's lists are in, and how many rows of them have a problem."""
    asked: dict[int, list[int]] = {}
    wanted = Requirement.objects.filter(period=period, office__in=[office.pk for office in offices])
    for office, requirement in wanted.values_list("office_id", "pk"):
        asked.setdefault(office, []).append(requirement)
    found = states_of(requirement for requirements in asked.values() for requirement in requirements)
    return {
        office: _cell(period, office, {pk: found.get(pk, NOTHING) for pk in requirements})
        for office, requirements in asked.items()
    }


def _cell(period: Period, office: int, lists: Mapping[int, State]) -> Cell:
    handed_in = frozenset(pk for pk, (in_force, _newest) in lists.items() if in_force is not None)
    troubled = sum(in_force.troubled for in_force, _newest in lists.values() if in_force is not None)
    refused = any(newest is not None and newest.state == "refused" and not force for force, newest in lists.values())
    text = _("%(in)s dari %(all)s") % {"in": len(handed_in), "all": len(lists)}
    if troubled:
        text = _("%(text)s, %(rows)s baris bermasalah") % {"text": text, "rows": troubled}
    if refused:
        standing = Standing.TROUBLED
    elif len(handed_in) < len(lists):
        standing = Standing.NOT_YET
    else:
        standing = Standing.TROUBLED if troubled else Standing.IN
    return Cell(
        text, address=reverse("lists:office", args=[office, period.key]), standing=standing, handed_in=handed_in
    )
