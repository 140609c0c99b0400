"""Bappeda says which office answers for a bill that is no office's: the register of NPP keeps it, and every bill of
that payer follows at once, without being handed in again.

Rule: docs/explanation/rules/payments-to-people.md, "A bill that is no office's".
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from padan.domain.segments import SEGMENT_BY_KEY
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.funds.allocating import PLANNER, only
from padan.web.funds.importing import bills_tie
from padan.web.funds.models import ImportLine, Portion
from padan.web.funds.name_refusals import NO_OFFICE_TO_NAME, NO_PROGRAMME, NO_SUCH_BILL
from padan.web.funds.naming import periods_over
from padan.web.funds.portions import portions_refresh
from padan.web.funds.where_bills_stand import bills_taken, bills_without
from padan.web.funds.without_office import NAMED, WITHOUT, npp_of, portions_by_hand
from padan.web.lists.npp_register import npp_office_put
from padan.web.many_rows import rows_rewrite
from padan.web.periods.models import Period
from padan.web.periods.services import assert_open
from padan.web.protection.models import Person
from padan.web.roles import OfficeKind

ANSWERING = (OfficeKind.KELURAHAN, OfficeKind.KECAMATAN, OfficeKind.OPD, OfficeKind.BAPPEDA)
"""Kinds of offices that answer for people."""


@transaction.atomic
def office_name(*, acting: Appointment, bill: ImportLine, office: Office, programme: str = "") -> int:
    """Say which office answers for a bill, and for which programme it is where nobody said so; gives how many bills
    follow: all of its NPP, or it alone where it names none. A later word replaces it.

    Raises NO_OFFICE_TO_NAME, NO_PROGRAMME, NO_SUCH_BILL; LockedError where a signed period holds months of them.
    """
    only(acting, PLANNER)
    if office.kind not in ANSWERING:
        raise NO_OFFICE_TO_NAME
    held = _held(bill)
    if any(not one.programme for one in held) and programme not in SEGMENT_BY_KEY:
        raise NO_PROGRAMME
    _assert_open(held, office)
    if npp := npp_of(held[0]):
        npp_office_put(acting=acting, npp=npp, office=office, segment=held[0].programme or programme)
    orders = {one.paid_by_id for one in held if one.paid_by_id}
    for one in held:
        _put(one, office, programme)
    rows_rewrite(held, ["office", "place", "programme", "outcome", "paid_by"])
    for one in held:
        ImportLine.objects.filter(bill=one, outcome="named").update(place=one.place)
    portions_refresh(orders | bills_tie())
    event_append(action="funds.office_name", acting=acting, about=held[0], detail={
        "office": office.name, "many": len(held), "programme": held[0].programme,
    })  # fmt: skip
    return len(held)


@transaction.atomic
def office_name_by_hand(*, acting: Appointment, person: Person, office: Office) -> int:
    """Say which office answers for somebody to whom payments were written by hand; gives how many follow. Raises as
    `office_name`."""
    only(acting, PLANNER)
    if office.kind not in ANSWERING:
        raise NO_OFFICE_TO_NAME
    own = Q(person=person) | Q(person__merged_into=person)
    held = [one for state in (WITHOUT, NAMED) for one in portions_by_hand(state).filter(own).order_by("pk")]
    if not held:
        raise NO_SUCH_BILL
    months = [one.month for one in held]
    for period in Period.objects.filter(first_month__lte=max(months), last_month__gte=min(months)):
        assert_open(period=period, office=office)
    Portion.objects.filter(pk__in=[one.pk for one in held]).update(office=office)
    event_append(
        action="funds.office_name", acting=acting, about=person, detail={"office": office.name, "many": len(held)}
    )
    return len(held)


def _held(bill: ImportLine) -> list[ImportLine]:
    """The bills that one answer settles, held until the transaction ends."""
    open_ones = set(bills_without().values_list("pk", flat=True))
    named = bills_taken().filter(office__isnull=False).values_list("pk", flat=True)
    found = ImportLine.objects.select_for_update(of=("self",)).select_related("place", "office__region", "file")
    lines = list(found.filter(pk__in=open_ones | set(named)).order_by("pk"))
    one = next((line for line in lines if line.pk == bill.pk), None)
    if one is None:
        raise NO_SUCH_BILL
    npp = npp_of(one)
    return [one, *(line for line in lines if npp and line.pk != one.pk and npp_of(line) == npp)]


def _assert_open(bills: Sequence[ImportLine], office: Office) -> None:
    for period in periods_over(ImportLine.objects.filter(pk__in=[one.pk for one in bills])):
        for one in {office, *(line.office for line in bills if line.office is not None)}:
            assert_open(period=period, office=one)


def _put(bill: ImportLine, office: Office, programme: str) -> None:
    """A bill whose place was told by an office follows to that of the new one, and is laid to an order anew."""
    before = bill.place
    if before is None or (bill.office is not None and before.pk == bill.office.region_id):
        bill.place = office.region
    bill.office, bill.programme = office, bill.programme or programme
    if bill.place != before or bill.outcome == "no_place":
        bill.outcome, bill.paid_by = "without_sp2d", None
