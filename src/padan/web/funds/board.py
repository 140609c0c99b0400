"""What this room tells the board of a period: how far the money of each kelurahan has come, in the period's year."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment, Office
from padan.web.funds.models import AccountKind, Posting
from padan.web.funds.rights import CITY, PLACES
from padan.web.periods.board import Cell
from padan.web.periods.models import Period
from padan.web.roles import OfficeKind, Role
from padan.web.templatetags.indonesian import rupiah

SPENT = (AccountKind.PAID, AccountKind.REPORTED)


def states(acting: Appointment, period: Period, offices: Sequence[Office]) -> Mapping[int, Cell]:
    """For each kelurahan: rupiah paid of the rupiah promised. Two queries for all of them."""
    if Role(acting.role) not in PLACES | CITY:
        return {}
    asked = {one.region_id: one for one in offices if one.kind == OfficeKind.KELURAHAN}
    stands = _stands(list(asked), period.first_month.year)
    return {
        one.pk: _cell(one, sum(stands[region, kind] for kind in SPENT), -stands[region, AccountKind.GRANTED])
        for region, one in asked.items()
        if any(stands[region, kind] for kind in (*SPENT, AccountKind.GRANTED))
    }


def _stands(regions: Sequence[int], year: int) -> Counter[tuple[int, str]]:
    """Rupiah on the accounts that the column tells of, by place and kind."""
    found: Counter[tuple[int, str]] = Counter()
    for side, sign in (("given", 1), ("taken", -1)):
        rows = Posting.objects.filter(
            **{f"{side}__place__in": regions, f"{side}__year": year, f"{side}__kind__in": [*SPENT, AccountKind.GRANTED]}
        ).order_by()
        for region, kind, total in rows.values_list(f"{side}__place", f"{side}__kind").annotate(n=Sum("amount")):
            found[region, kind] += sign * total
    return found


def _cell(office: Office, paid: int, promised: int) -> Cell:
    text = _("%(paid)s dari %(promised)s") % {"paid": rupiah(paid), "promised": rupiah(promised)}
    return Cell(text, address=reverse("funds:place", args=[office.region.code]))
