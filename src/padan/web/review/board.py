"""What the home page and the board of a period say of cases."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from padan.web.accounts.models import Appointment, Office
from padan.web.periods.board import Cell
from padan.web.periods.models import Period
from padan.web.periods.selectors import is_open
from padan.web.periods.todo import Todo
from padan.web.review import selectors
from padan.web.review.pages import ANSWERERS, Overview, overview
from padan.web.review.standing import HEADS
from padan.web.roles import Reach


def _address(page: str, period: Period, **more: object) -> str:
    return f"{reverse(f'review:{page}')}?{urlencode({'periode': period.key, **more})}"


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """What waits for this person: answers, confirmations, conflicts to settle; for the branch, what was sent to it."""
    if acting.reach is Reach.SENT:
        waiting = sum(sent.reply is None for sent in selectors.sent_rows(acting, period))
        text = ngettext(
            "%(n)s kiriman dari kantor menunggu jawaban cabang.",
            "%(n)s kiriman dari kantor menunggu jawaban cabang.",
            waiting,
        )
        return [Todo(text % {"n": waiting}, waiting, _address("branch", period))]
    found = [*_conflicts(acting, period)]
    if acting.role in ANSWERERS:
        view = overview(selectors.groups_of(period, acting.office))
        found += [*_confirmations(acting, period, view), *_answers(period, view), *_replies(acting, period)]
    return found


def _conflicts(acting: Appointment, period: Period) -> list[Todo]:
    count = len(selectors.to_settle(acting, period))
    text = ngettext(
        "%(n)s kasus dijawab berbeda oleh dua kantor: Anda yang memutuskan.",
        "%(n)s kasus dijawab berbeda oleh dua kantor: Anda yang memutuskan.",
        count,
    )
    return [Todo(text % {"n": count}, count, _address("queue", period), grave=True, button=_("Putuskan"))]


def _confirmations(acting: Appointment, period: Period, view: Overview) -> list[Todo]:
    if acting.role not in HEADS:
        return []
    text = ngettext(
        "%(n)s jawaban tentang kematian, berhenti atau klaim menunggu pengesahan Anda.",
        "%(n)s jawaban tentang kematian, berhenti atau klaim menunggu pengesahan Anda.",
        view.waiting,
    )
    address = _address("shelf", period, isi="pengesahan")
    return [Todo(text % {"n": view.waiting}, view.waiting, address, grave=True, button=_("Sahkan"))]


def _answers(period: Period, view: Overview) -> list[Todo]:
    count = view.left - view.waiting
    text = ngettext("%(n)s kasus perlu diperiksa.", "%(n)s kasus perlu diperiksa.", count) % {"n": count}
    grave = any(task.grave for task in view.tasks)
    harm = max((task.harm for task in view.tasks), default=0)
    return [Todo(text, count, _address("queue", period), grave=grave, harm=harm, button=_("Periksa"))]


def _replies(acting: Appointment, period: Period) -> list[Todo]:
    """What the branch refused, or wants a document for: the office answers anew, as long as it may."""
    if not is_open(period=period, office=acting.office):
        return []
    count = len(selectors.replies_to(period, acting.office))
    text = ngettext(
        "%(n)s kiriman ditolak cabang BPJS, atau diminta dokumennya.",
        "%(n)s kiriman ditolak cabang BPJS, atau diminta dokumennya.",
        count,
    )
    return [Todo(text % {"n": count}, count, _address("queue", period), button=_("Lihat"))]


def states(acting: Appointment, period: Period, offices: Sequence[Office]) -> Mapping[int, Cell]:
    """How many cases each office has left; one query for all."""
    seen = {office.pk for office in offices if acting.sees_office(office) and acting.reach is not Reach.SENT}
    left = selectors.left_by_office(period)
    return {office: _cell(period, office, count) for office, count in left.items() if office in seen}


def _cell(period: Period, office: int, count: int) -> Cell:
    address = _address("queue", period, kantor=office)
    if not count:
        return Cell(_("Selesai"), "good", address)
    text = ngettext("%(n)s belum selesai", "%(n)s belum selesai", count) % {"n": count}
    return Cell(text, "warn", address)
