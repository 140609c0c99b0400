"""What this room adds to an office's home page: selections that wait for a decree, and places that stand empty."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from padan.web.accounts.models import Appointment
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.roles import Role
from padan.web.selection.models import Choice, Outcome, Selection, SelectionState


def left_to_do(acting: Appointment, period: Period) -> list[Todo]:
    """For Bappeda alone: only it sets and replaces."""
    if acting.role != Role.BAPPEDA:
        return []
    return [*_ready(), *_vacant()]


def _ready() -> list[Todo]:
    """The newest selection of each programme and year, where no decree has set it."""
    newest: dict[tuple[int, str], Selection] = {}
    for selection in Selection.objects.defer("law").order_by("pk"):
        newest[selection.year, selection.programme] = selection
    waiting = [one for one in newest.values() if one.state == SelectionState.READY]
    if not waiting:
        return []
    address = reverse("selection:show", args=[waiting[0].pk]) if len(waiting) == 1 else reverse("selection:all")
    text = ngettext("%(n)d seleksi belum ditetapkan.", "%(n)d seleksi belum ditetapkan.", len(waiting))
    return [Todo(text % {"n": len(waiting)}, len(waiting), address)]


def _vacant() -> list[Todo]:
    held = Q(outcome=Outcome.CHOSEN) | Q(follows__isnull=False)
    empty = Choice.objects.filter(held, selection__state=SelectionState.DECREED, candidate__step="ended")
    empty = empty.filter(replaced__isnull=True)
    count = empty.count()
    if not count:
        return []
    first = empty.order_by("pk").values_list("selection_id", flat=True)[0]
    text = ngettext("%(n)d tempat kosong belum digantikan.", "%(n)d tempat kosong belum digantikan.", count)
    return [Todo(text % {"n": count}, count, reverse("selection:show", args=[first]))]
