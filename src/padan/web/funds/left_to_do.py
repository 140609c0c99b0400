"""What this room adds to the home page: what waits for the treasury, and what a place has to account for."""

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import ngettext

from padan.web.accounts.models import Appointment
from padan.web.funds.accounting_for import ACCOUNTABLE
from padan.web.funds.crediting import to_book
from padan.web.funds.group_bills import asked
from padan.web.funds.models import SheetImport, SheetState, Spj, SpjState
from padan.web.funds.names_asked import names_waiting
from padan.web.funds.selectors import group_bills_open
from padan.web.funds.without_office import cards_waiting
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.roles import Role
from padan.web.templatetags.indonesian import rupiah


def money_todos(acting: Appointment, period: Period) -> list[Todo]:
    """SPJ and files that wait for BPKAD; SPJ that came back to a place; names on bills, for who says whose they are."""
    if acting.role == Role.BPKAD:
        return [_spj_waiting(), _files_waiting(), _credits_waiting()]
    if acting.role == Role.BAPPEDA:
        return [_names_waiting(acting), _without_office()]
    if acting.role not in ACCOUNTABLE:
        return []
    return [_spj_returned(acting), _bills_unclear(acting), _names_waiting(acting)]


def _names_waiting(acting: Appointment) -> Todo:
    count, total = names_waiting(acting)
    text = ngettext(
        "%(count)s nama pada tagihan menunggu dikenali: %(amount)s.",
        "%(count)s nama pada tagihan menunggu dikenali: %(amount)s.",
        count,
    ) % {"count": count, "amount": rupiah(total)}
    return Todo(text, count, reverse("funds:bill_names"), harm=total)


def _without_office() -> Todo:
    count, total = cards_waiting()
    text = ngettext(
        "%(count)s pembayar, tagihan, atau orang belum ada kantor penjawab iurannya.",
        "%(count)s pembayar, tagihan, atau orang belum ada kantor penjawab iurannya.",
        count,
    ) % {"count": count}
    return Todo(text, count, reverse("funds:without_office"), harm=total)


def _spj_waiting() -> Todo:
    waiting = Spj.objects.filter(state=SpjState.SUBMITTED)
    count, total = waiting.count(), waiting.aggregate(total=Sum("amount"))["total"]
    text = ngettext("%(count)s SPJ menunggu diperiksa.", "%(count)s SPJ menunggu diperiksa.", count) % {"count": count}
    return Todo(text, count, reverse("funds:spj") + "?keadaan=submitted", harm=total or 0)


def _files_waiting() -> Todo:
    count = SheetImport.objects.filter(state=SheetState.CHECKED).count()
    text = ngettext(
        "%(count)s berkas pembayaran sudah dibaca dan menunggu diterima.",
        "%(count)s berkas pembayaran sudah dibaca dan menunggu diterima.",
        count,
    ) % {"count": count}
    return Todo(text, count, reverse("funds:files"))


def _credits_waiting() -> Todo:
    amounts = list(to_book(known=True).values_list("amount", flat=True))
    text = ngettext(
        "%(count)s jawaban cabang atas iuran sesudah kematian menunggu dibukukan.",
        "%(count)s jawaban cabang atas iuran sesudah kematian menunggu dibukukan.",
        len(amounts),
    ) % {"count": len(amounts)}
    return Todo(text, len(amounts), reverse("funds:credits"), harm=sum(amounts))


def _bills_unclear(acting: Appointment) -> Todo:
    amounts = [one.line.amount or 0 for one in asked(group_bills_open(acting))]
    text = ngettext(
        "%(count)s tagihan kelompok sudah dibayar, tetapi jumlah orang atau namanya tidak cocok.",
        "%(count)s tagihan kelompok sudah dibayar, tetapi jumlah orang atau namanya tidak cocok.",
        len(amounts),
    ) % {"count": len(amounts)}
    return Todo(text, len(amounts), reverse("funds:group_bills"), harm=sum(amounts))


def _spj_returned(acting: Appointment) -> Todo:
    count = Spj.objects.filter(state=SpjState.RETURNED, place=acting.office.region_id, postings__isnull=True).count()
    text = ngettext("%(count)s SPJ dikembalikan BPKAD.", "%(count)s SPJ dikembalikan BPKAD.", count) % {"count": count}
    return Todo(text, count, reverse("funds:spj") + "?keadaan=returned")
