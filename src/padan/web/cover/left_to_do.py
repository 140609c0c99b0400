"""What the home page says of cover: who falls out next month, and families that wait."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from padan.web.accounts.models import Appointment
from padan.web.cover import selectors
from padan.web.cover.selectors import Filters
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.roles import SUBMITTERS, Reach, Role
from padan.web.templatetags.indonesian import rupiah

FOLLOWING = SUBMITTERS | {Role.BAPPEDA}


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """For who follows people: those who fall out next month, and claims; for the branch, claims filed with it."""
    if acting.reach is Reach.SENT:
        filed = selectors.claims_seen(acting).filter(state="filed").count()
        text = ngettext("%(n)s klaim menunggu jawaban cabang.", "%(n)s klaim menunggu jawaban cabang.", filed)
        return [Todo(text % {"n": filed}, filed, reverse("cover:claims"), grave=True), _credits(acting)]
    return [*_falling(acting), *_claims(acting)] if acting.role in FOLLOWING else []


def _credits(acting: Appointment) -> Todo:
    amounts = selectors.credit_rupiah_unanswered(acting)
    text = ngettext(
        "%(n)s iuran sesudah kematian menunggu jawaban cabang: %(amount)s.",
        "%(n)s iuran sesudah kematian menunggu jawaban cabang: %(amount)s.",
        len(amounts),
    ) % {"n": len(amounts), "amount": rupiah(sum(amounts))}
    return Todo(text, len(amounts), reverse("cover:claims") + "?pengurang=ya", harm=sum(amounts))


def _falling(acting: Appointment) -> list[Todo]:
    rows = list(selectors.falling(acting, Filters()).values_list("benefit_now", "dropped"))
    loss, dropped = sum(benefit for benefit, _dropped in rows), sum(left for _benefit, left in rows)
    told = {"n": len(rows), "loss": rupiah(loss), "dropped": dropped}
    text = ngettext(
        "%(n)s perlindungan gugur bulan depan; keluarganya dapat kehilangan %(loss)s.",
        "%(n)s perlindungan gugur bulan depan; keluarganya dapat kehilangan %(loss)s.",
        len(rows),
    )
    if dropped:
        text = ngettext(
            "%(n)s perlindungan gugur bulan depan atau tidak diteruskan (%(dropped)s tidak diteruskan siapa pun); "
            "keluarganya dapat kehilangan %(loss)s.",
            "%(n)s perlindungan gugur bulan depan atau tidak diteruskan (%(dropped)s tidak diteruskan siapa pun); "
            "keluarganya dapat kehilangan %(loss)s.",
            len(rows),
        )
    address = reverse("cover:people", args=["gugur-bulan-depan"])
    return [Todo(text % told, len(rows), address, grave=True, harm=loss, button=_("Lihat"))]


def _claims(acting: Appointment) -> list[Todo]:
    waiting = selectors.claims_open(acting).exclude(state__in=("filed", "refused"))
    amounts = list(waiting.values_list("amount", flat=True))
    text = ngettext(
        "%(n)s kematian atau kecelakaan belum diajukan ke cabang.",
        "%(n)s kematian atau kecelakaan belum diajukan ke cabang.",
        len(amounts),
    ) % {"n": len(amounts)}
    harm = sum(amount or 0 for amount in amounts)
    return [Todo(text, len(amounts), reverse("cover:claims"), grave=True, harm=harm, button=_("Tindak lanjuti"))]
