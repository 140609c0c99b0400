"""Why the books tell nothing of somebody in a month: what the bills of his group say, or that there are none."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.domain.ledger.group_bills import ASKED
from padan.domain.months import Month
from padan.web.cover.ledger_members import NOT_THE_CITY
from padan.web.cover.ledger_word import Place
from padan.web.funds.group_bills import GroupBill, group_bills
from padan.web.funds.group_lists import BILLS
from padan.web.funds.models import ImportLine
from padan.web.regions.models import Level, Region

REASONS: Mapping[str, str | Promise] = {
    "names": _("Tagihan kelompoknya memuat nama yang tidak dikenal catatan; ia mungkin salah satunya"),
    "differs": _("Tagihan kelompoknya tidak sama dengan daftar kantor; kantor ditanya"),
    "no_list": _(
        "Tagihan kelompoknya untuk lebih banyak orang daripada yang bernama, dan daftar kantor bulan itu belum ada"
    ),
    "unpaid_bill": _("Tagihan kelompoknya belum ada SP2D-nya"),
    "above": _("Tagihan atas nama kecamatan atau kota belum jelas untuk siapa"),
    "no_bill": _("Belum ada tagihan kelompoknya untuk bulan itu"),
    "employer": _("Dibayar pemberi kerja atau sendiri, jadi tidak ada tagihan kota"),
    "unsure": _("Mungkin ada pada tagihan dengan catatan lain (NIK atau nama yang sama), atau menunggu keputusan"),
}
"""In the order in which they are looked for: who belongs to two groups counts under the first."""


def why_silent(month: Month) -> dict[Place, str]:
    """Of each place and programme whose bills of a month leave somebody untold: why."""
    day = date(*month, 1)
    bills = ImportLine.objects.filter(BILLS, first_month__lte=day, last_month__gte=day).exclude(programme="")
    open_ = {one.line.pk: one for one in group_bills(bills.filter(paid_by__isnull=False))}
    found: dict[Place, str] = {}
    wide: list[tuple[str, str]] = []
    for bill in bills.select_related("place").defer("found", "values"):
        reason = _of_bill(open_.get(bill.pk), month) if bill.paid_by_id else "unpaid_bill"
        if bill.place is not None:
            key = (bill.place.pk, bill.programme)
            found[key] = first_of((reason, found.get(key, "")))
        if reason and bill.office_id is None and (bill.place is None or bill.place.level != Level.KELURAHAN):
            wide.append((bill.place.code if bill.place else "", bill.programme))
    return found | _below(wide, found)


def _of_bill(one: GroupBill | None, month: Month) -> str:
    if one is None or month in one.known:
        return ""
    if any(said.month == month and said.state in ASKED for said in one.months):
        return "differs"
    return "names" if one.names.nobody else "no_list"


def _below(wide: list[tuple[str, str]], found: Mapping[Place, str]) -> dict[Place, str]:
    """Groups that a bill above them leaves open."""
    if not wide:
        return {}
    codes = dict(Region.objects.filter(pk__in={place for place, _ in found}).values_list("pk", "code"))
    return {
        key: "above"
        for key, reason in found.items()
        if not reason
        and any(own == key[1] and codes[key[0]].startswith(f"{code}." if code else "") for code, own in wide)
    }


def first_of(reasons: Collection[str]) -> str:
    """The reason that goes before the others; "" where there is none."""
    return next((key for key in REASONS if key in reasons), "")


def why_of(place: int, programme: str, source: str, silent: Mapping[Place, str]) -> str:
    """Why nothing is told of somebody in a group. `silent`: what `why_silent` says of the month."""
    if not programme or source in NOT_THE_CITY:
        return "employer"
    if (place, programme) not in silent:
        return "no_bill"
    return silent[place, programme] or "unsure"
