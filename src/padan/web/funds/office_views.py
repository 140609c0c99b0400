"""Bappeda's queue of bills and payments for whose people no office answers, and the word that ends it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from padan.web.accounts.models import Office
from padan.web.funds import selectors
from padan.web.funds.name_refusals import NO_OFFICE_TO_NAME
from padan.web.funds.naming_offices import ANSWERING
from padan.web.funds.services import office_name, office_name_by_hand
from padan.web.funds.where_bills_stand import Amount
from padan.web.funds.without_office import NAMED, WITHOUT, ByHand, Group, groups_without, people_without
from padan.web.periods.models import SEGMENT_CHOICES
from padan.web.protection.selectors import people_of
from padan.web.refusals import NOT_THERE
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

CARDS_A_PAGE = 10


@require_GET
def without_office(request: SignedInRequest) -> HttpResponse:
    """What waits for an office, most rupiah first, or what was named."""
    labels = {WITHOUT: _("Menunggu"), NAMED: _("Sudah dicatat")}
    every: dict[str, list[Group | ByHand]] = {
        state: [*groups_without(state), *people_without(state)] for state in labels
    }
    state = request.GET.get("keadaan", WITHOUT)
    state = state if state in labels else WITHOUT
    page = Paginator(every[state], CARDS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "states": [(key, label, len(every[key]), key == state) for key, label in labels.items()],
        "state": state,
        "query": f"keadaan={state}&",
        "whole": sum((_amount(one) for one in every[state]), Amount()),
        "offices": Office.objects.filter(kind__in=ANSWERING).order_by("kind", "name"),
        "programmes": SEGMENT_CHOICES,
        "names": request.acting.role == Role.BAPPEDA,
    }
    return render(request, "funds/without_office.html", context)


def _amount(one: Group | ByHand) -> Amount:
    return one.amount if isinstance(one, ByHand) else one.waits


@require_POST
def name_bill(request: SignedInRequest, line: int) -> HttpResponse:
    """The office of a bill and of all of its NPP."""
    found = selectors.line_get(request.acting, line)
    many = office_name(
        acting=request.acting, bill=found, office=_office(request), programme=request.POST.get("program", "")
    )  # fmt: skip
    return _back(request, many)


@require_POST
def name_person(request: SignedInRequest, person: int) -> HttpResponse:
    """The office of somebody to whom payments were written by hand."""
    found = people_of(request.acting).filter(pk=person).first()
    if found is None:
        raise NOT_THERE
    return _back(request, office_name_by_hand(acting=request.acting, person=found, office=_office(request)))


def _office(request: SignedInRequest) -> Office:
    text = request.POST.get("kantor", "")
    found = Office.objects.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 12 else None
    if found is None:
        raise NO_OFFICE_TO_NAME
    return found


def _back(request: SignedInRequest, many: int) -> HttpResponse:
    text = ngettext(
        "Dicatat: %(n)s pembayaran kini pada kantornya. Bulan orangnya menyusul sebentar lagi.",
        "Dicatat: %(n)s pembayaran kini pada kantornya. Bulan orangnya menyusul sebentar lagi.",
        many,
    ) % {"n": many}
    messages.success(request, text)
    state = request.POST.get("keadaan", "")
    return redirect(f"{reverse('funds:without_office')}?keadaan={state if state == NAMED else WITHOUT}")
