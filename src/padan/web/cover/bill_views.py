"""The month's page: its calendar, and what of the bill is held up before it is paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from padan.domain.bills import DEDUCTED, REASONS, Line
from padan.domain.months import read_month
from padan.web.cover import wording
from padan.web.cover.downloads import MOST, Table, sent
from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.month_bills import MonthBill, month_bill, months_known
from padan.web.cover.refusals import NO_SUCH_MONTH
from padan.web.cover.selectors import record_old
from padan.web.requests import SignedInRequest
from padan.web.templatetags.indonesian import masked
from padan.web.templatetags.indonesian import month as month_words

AT_A_TIME = 50
MONTHS_SHOWN = 13
"""Months that the page leads to: the next one, and a year."""
Held = tuple[Line, str]


@require_GET
def now(request: SignedInRequest) -> HttpResponse:
    """The month that is to be paid next."""
    months = months_known()
    if not months:
        return render(request, "cover/no_months.html")
    return redirect("cover:bill", month=f"{months[0]:%Y-%m}")


def _bill(month: str) -> MonthBill:
    read = read_month(month)
    if read is None:
        raise NO_SUCH_MONTH
    return month_bill(date(*read, 1))


@require_GET
def bill(request: SignedInRequest, month: str) -> HttpResponse:
    """May be paid, pay less n, or why not; each reason with its people."""
    found = _bill(month)
    reason = request.GET.get("sebab", "")
    held = [pair for pair in found.check.held if not reason or pair[1] == reason]
    page = Paginator(held, AT_A_TIME).get_page(request.GET.get("hal"))
    check = found.check
    context = {
        "bill": found,
        "old": record_old() if found.to_pay else None,
        "months": months_known()[:MONTHS_SHOWN],
        "verdict": wording.verdict(check.verdict),
        "tone": wording.tone(check.verdict),
        "lines": len(check.lines),
        "deducted": len(check.deducted),
        "asked": len(check.held) - len(check.deducted),
        "left": check.billed - check.pay_less - found.granted,
        "unknown": sum(line.amount is None for line in check.lines),
        "reasons": [
            (key, wording.bill_reason(key), check.counts[key], key in DEDUCTED, key == reason) for key in REASONS
        ],
        "reason": reason if reason in REASONS else "",
        "page": page,
        "found": _told(found, list(page.object_list)),
    }
    return render(request, "cover/bill.html", context)


@dataclass(frozen=True, slots=True)
class Told:
    """One line that is held up, as a page or a file tells it."""

    name: str
    nik: str
    kpj: str
    person_id: int
    segment: str
    office: str
    amount: int | None
    reason: str
    deducted: bool
    day: date | None


def _told(found: MonthBill, held: Sequence[Held]) -> list[Told]:
    keys = [line.person for line, _reason in held]
    model: Any = Standing if found.to_pay else PersonMonth
    rows: Mapping[Any, Any] = model.objects.filter(pk__in=keys).select_related("person", "office").in_bulk()
    return [_line(rows[line.person], line, reason) for line, reason in held if line.person in rows]


def _line(row: Any, line: Line, reason: str) -> Told:
    days = {"deceased": line.died, "left": line.left, "over_age": line.born}
    return Told(
        row.person.name, row.person.nik, getattr(row, "kpj", ""), row.person_id, wording.segment(row.segment),
        row.office.name, line.amount, wording.bill_reason(reason), reason in DEDUCTED, days.get(reason),
    )  # fmt: skip


@require_GET
def bill_download(request: SignedInRequest, month: str) -> HttpResponse:
    """Everybody who is held up, as a file to send with the payment."""
    found = _bill(month)
    lines: list[list[str | int]] = [
        [
            one.name,
            masked(one.nik),
            one.kpj,
            one.segment,
            one.office,
            one.reason,
            _("dikurangkan") if one.deducted else _("ditanyakan"),
            one.day.isoformat() if one.day else "",
            "" if one.amount is None else one.amount,
        ]
        for one in _told(found, found.check.held[:MOST])
    ]
    headings = [
        _("Nama"), "NIK", "KPJ", _("Segmen"), _("Kantor"), _("Sebab"), _("Tindakan"), _("Tanggal"), _("Iuran"),
    ]  # fmt: skip
    title = f"{_('Pemeriksaan tagihan')} {month_words(found.month)}"
    return sent(request, request.acting, Table("tagihan", title, wording.verdict(found.check.verdict), headings, lines))
