"""What this room adds to the home page: follow-ups, warnings, meetings of today, minutes to sign."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from padan.domain.followups import WITH_OFFICE
from padan.web.accounts.models import Appointment
from padan.web.followup import selectors
from padan.web.followup.closing import parts_open
from padan.web.followup.models import EarlyWarning, FollowUp
from padan.web.followup.rights import READ
from padan.web.followup.rules import GRAVE
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.roles import Role

MOST_MEETINGS = 3
LEADING = frozenset({Role.BAPPEDA, Role.LEADER})


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """For every office its own follow-ups and warnings; for Bappeda what waits to be confirmed."""
    role = Role(acting.role)
    if not READ.admits(role):
        return []
    found = [*_given(acting), _warned(acting), *_meetings(acting)]
    return [*found, _to_confirm(acting), *_to_sign(acting)] if role in LEADING else found


def _given(acting: Appointment) -> list[Todo]:
    """Follow-ups that are with the office: those past their day, and the others."""
    with_office = FollowUp.objects.filter(office=acting.office_id, state__in=WITH_OFFICE).order_by()
    days, today = list(with_office.values_list("due", flat=True)), timezone.localdate()
    late = sum(due < today for due in days)
    return [_overdue(late), _open(len(days) - late)]


def _overdue(n: int) -> Todo:
    text = ngettext("%(n)s tindak lanjut lewat batas waktu.", "%(n)s tindak lanjut lewat batas waktu.", n) % {"n": n}
    return Todo(text, n, reverse("followup:home") + "?keadaan=lewat", grave=True, button=_("Kerjakan"))


def _open(n: int) -> Todo:
    text = ngettext("%(n)s tindak lanjut menunggu kantor ini.", "%(n)s tindak lanjut menunggu kantor ini.", n)
    return Todo(text % {"n": n}, n, reverse("followup:home"))


def _warned(acting: Appointment) -> Todo:
    """The own office's; for those who lead the whole city every one."""
    if acting.role in LEADING:
        return _warned_in_city()
    rules = _rules_warning(office=acting.office_id)
    n, grave = len(rules), not GRAVE.isdisjoint(rules)
    text = ngettext("%(n)s peringatan dini untuk kantor ini.", "%(n)s peringatan dini untuk kantor ini.", n) % {"n": n}
    return Todo(text, n, reverse("followup:warnings"), grave=grave, button=_("Lihat"))


def _rules_warning(**where: int) -> list[str]:
    """The rule of each warning that stands."""
    return list(EarlyWarning.objects.filter(ended_on=None, **where).order_by().values_list("rule", flat=True))


def _warned_in_city() -> Todo:
    rules = _rules_warning()
    n, grave = len(rules), sum(rule in GRAVE for rule in rules)
    text = ngettext(
        "%(n)s peringatan dini di kota ini, %(grave)s menyangkut jiwa atau uang.",
        "%(n)s peringatan dini di kota ini, %(grave)s menyangkut jiwa atau uang.",
        n,
    ) % {"n": n, "grave": grave}
    return Todo(text, n, reverse("followup:warnings"), grave=grave > 0, button=_("Lihat"))


def _meetings(acting: Appointment) -> list[Todo]:
    today = timezone.localdate()
    coming = selectors.meetings_of(acting).filter(closed_at=None, day__gte=today).order_by("day", "starts_at")
    found = []
    for pk, title, day, at, venue in coming.values_list("pk", "title", "day", "starts_at", "venue")[:MOST_MEETINGS]:
        when = _("hari ini") if day == today else f"{day:%d-%m-%Y}"
        told = {"title": title, "when": when, "at": f"{at:%H.%M}", "venue": venue}
        text = _("Rapat %(title)s: %(when)s pukul %(at)s, %(venue)s.") % told
        found.append(Todo(text, 1, reverse("followup:meeting", args=[pk]), button=_("Buka")))
    return found


def _to_confirm(acting: Appointment) -> Todo:
    waiting = FollowUp.objects.filter(state="done")
    n = waiting.count() if acting.role == Role.BAPPEDA else 0
    text = ngettext(
        "%(n)s tindak lanjut dinyatakan selesai, menunggu disahkan.",
        "%(n)s tindak lanjut dinyatakan selesai, menunggu disahkan.",
        n,
    )
    return Todo(text % {"n": n}, n, reverse("followup:home") + "?keadaan=disahkan", button=_("Periksa"))


def _to_sign(acting: Appointment) -> list[Todo]:
    closed = selectors.meetings_of(acting).exclude(closed_at=None)[:MOST_MEETINGS]
    return [
        Todo(
            _("Notulen %(title)s menunggu tanda tangan Anda.") % {"title": one.title},
            1,
            reverse("followup:meeting", args=[one.pk]),
            button=_("Tandatangani"),
        )
        for one in closed
        if any(acting.pk in (one.chair_id, one.secretary_id) for _part in parts_open(acting, one))
    ]
