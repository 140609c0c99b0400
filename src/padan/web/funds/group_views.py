"""Bills paid whole for a group: what is asked of each, with the numbers."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from padan.domain.ledger.group_bills import STATES
from padan.web.funds import selectors
from padan.web.funds.group_bills import GroupBill
from padan.web.requests import SignedInRequest

ROWS_A_PAGE = 50


@require_GET
def group_bills(request: SignedInRequest) -> HttpResponse:
    """The bills within reach of which it is not known for whom all of it was, those that ask something first."""
    page = Paginator(selectors.group_bills_open(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "funds/group_bills.html", {"page": page, "lines": [(one, group_words(one)) for one in page]})


def group_words(one: GroupBill) -> str:
    """What becomes of a bill for a group, with the numbers, in the page's language."""
    said, parts = one.worst, []
    if said is not None and not (said.state == "no_list" and one.names.nobody):
        parts.append(STATES[said.state][get_language() == "en"])
    if said is not None and said.listed:
        parts.append(
            _("tagihan %(heads)s orang, daftar %(listed)s orang") % {"heads": said.heads or "?", "listed": said.listed}
        )
    if one.names.persons or one.names.nobody:
        told = {"known": one.names.persons, "nobody": one.names.nobody, "heads": one.line.heads or "?"}
        parts.append(_("dari %(heads)s orang dikenal %(known)s menurut nama, %(nobody)s nama tidak dikenal") % told)
    return "; ".join(parts)
