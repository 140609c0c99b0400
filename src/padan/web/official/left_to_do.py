"""What this room puts on the home page and on the board."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment, Office
from padan.web.official.models import PaperState
from padan.web.official.selectors import papers_seen, signatures, standing_get, standing_in, waits_for_something
from padan.web.official.tree import TOP, may_sign
from padan.web.periods.board import Cell, Standing
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.templatetags.indonesian import day


def to_sign(acting: Appointment, period: Period) -> list[Todo]:
    """A signature that nothing stands in the way of, and a paper that could not be printed."""
    found = []
    if may_sign(acting.role, acting.office.kind) and _ready(acting, period):
        name = _("seluruh kota") if acting.office.kind in TOP else acting.office.name
        told = _("Angka %(name)s siap ditandatangani.") % {"name": name}
        found.append(Todo(told, 1, reverse("official:signing_of", args=[period.key]), button=_("Tandatangani")))
    if failed := _failed(acting, period):
        told = _("%(n)d berita acara gagal dicetak.") % {"n": failed}
        found.append(Todo(told, failed, reverse("official:papers"), button=_("Lihat")))
    return found


def _failed(acting: Appointment, period: Period) -> int:
    """Papers under the office's own signatures that could not be printed."""
    if all(one.office != acting.office_id for one in signatures(period)):
        return 0
    return papers_seen(acting, period).filter(state=PaperState.FAILED, signoff__office=acting.office_id).count()


def _ready(acting: Appointment, period: Period) -> bool:
    """Whether nothing stands in the way of the office's signature; the cheap questions first."""
    if period.closed_at is not None or waits_for_something(period, acting.office):
        return False
    where = standing_get(acting, period, acting.office)
    return not (where.signoff or where.run_state or where.open or where.missing or where.unsigned or where.unasked)


def signed(acting: Appointment, period: Period, offices: Sequence[Office]) -> Mapping[int, Cell]:
    """On the board: who has signed, and when."""
    found = standing_in(period, [office.pk for office in offices])
    return {
        pk: Cell(day(signoff.signed_at), "good", reverse("official:office", args=[period.key, pk]), Standing.SIGNED)
        for pk, signoff in found.items()
    }
