"""Bills paid whole for a group: what is asked of each, with the numbers."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from padan.domain.ledger.group_bills import ASKED, STATES
from padan.web.funds import selectors
from padan.web.funds.group_bills import GroupBill
from padan.web.funds.names_asked import names_waiting
from padan.web.requests import SignedInRequest

ROWS_A_PAGE = 12
ASKING, UNKNOWN, MISSING = "ditanyakan", "nama", "daftar"


@require_GET
def group_bills(request: SignedInRequest) -> HttpResponse:
    """The bills within reach of which it is not known for whom all of it was, by what is to be done about them."""
    every = selectors.group_bills_open(request.acting)
    labels = {
        UNKNOWN: _("Nama tidak dikenal"),
        ASKING: _("Jumlah tidak cocok"),
        MISSING: _("Belum ada daftar kantor"),
    }
    kinds = {key: [one for one in every if _kind(one) == key] for key in labels}
    first = next((key for key, found in kinds.items() if found), UNKNOWN)
    state = request.GET.get("keadaan", first)
    state = state if state in labels else first
    page = Paginator(kinds[state], ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "lines": [(one, group_words(one)) for one in page],
        "states": [(key, label, len(kinds[key]), key == state) for key, label in labels.items()],
        "state": state,
        "query": f"keadaan={state}&",
        "names": names_waiting(request.acting)[0],
    }
    return render(request, "funds/group_bills.html", context)


def _kind(one: GroupBill) -> str:
    """What is to be done first about a bill."""
    if one.names.nobody:
        return UNKNOWN
    return ASKING if one.state in ASKED else MISSING


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
    if strangers := {name for month in one.names.strangers.values() for name in month}:
        parts.append(_("%(n)s nama bukan orang kita") % {"n": len(strangers)})
    return "; ".join(parts)
