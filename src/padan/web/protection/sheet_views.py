"""Pages of candidate sheets: handed in, shown, accepted."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.protection import ruling, selectors, services, showing
from padan.web.protection.forms import SheetForm
from padan.web.protection.models import SheetState
from padan.web.protection.people_views import ROWS_A_PAGE, may
from padan.web.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def sheets(request: SignedInRequest) -> HttpResponse:
    """Hand in a sheet, and those handed in before."""
    today = timezone.localdate()
    years, programmes = selectors.years_known(today), showing.programme_choices(today.year)
    form = SheetForm(programmes, years, request.POST or None, initial={"year": today.year})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            return _received(request, form)
        status = 422
    page = Paginator(selectors.sheets_of(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    sees = may(request, "protection:candidates", "GET")
    context = {"form": form, "page": page, "sees_candidates": sees}
    return render(request, "protection/sheets.html", context, status=status)


def _received(request: SignedInRequest, form: SheetForm) -> HttpResponse:
    said = form.cleaned_data
    about = services.SheetOf(
        said["programme"], said["year"], said["origin"], said["version"], said["minutes"], said["minutes_on"]
    )
    sheet = services.sheet_receive(
        acting=request.acting, about=about, file=request.FILES.get("file"), password=said["password"]
    )
    return redirect("protection:sheet", pk=sheet.pk)


@require_GET
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sheet as it was read, before it counts."""
    found = selectors.sheet_get(request.acting, pk)
    words = showing.trouble_words()
    troubles = found.rows.exclude(trouble="").order_by().values_list("trouble").annotate(n=Count("pk"))
    lone = found.rows.filter(values__decile__gt="", trouble="").exclude(values__has_key="kk").count()
    page = Paginator(found.rows.order_by("number"), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "sheet": found,
        "programme_name": ruling.programme_name(found.programme),
        "page": page,
        "lines": [(row, words.get(row.trouble, "")) for row in page],
        "good": found.rows.filter(trouble="").count(),
        "troubles": [(words.get(code, code), n) for code, n in troubles],
        "lone": lone,
        "waits": found.state == SheetState.CHECKED,
        "refusal": found.refusal,
    }
    return render(request, "protection/sheet.html", context)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its rows become candidates."""
    found = selectors.sheet_get(request.acting, pk)
    services.sheet_accept(acting=request.acting, sheet=found, today=timezone.localdate())
    messages.success(request, _("Diterima: calonnya ada di halaman Usulan."))
    return redirect("protection:sheet", pk=pk)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is not used."""
    found = selectors.sheet_get(request.acting, pk)
    services.sheet_withdraw(acting=request.acting, sheet=found)
    messages.info(request, _("Berkas ditarik."))
    return redirect("protection:sheets")
