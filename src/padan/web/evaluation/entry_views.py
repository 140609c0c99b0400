"""What Bappeda enters: lines, sheets of households, death rates."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from padan.statistics.lines import Line
from padan.web.evaluation import selectors, services
from padan.web.evaluation.forms import LineForm, MortalityForm, SheetForm, SourcedForm
from padan.web.evaluation.models import WelfareState
from padan.web.evaluation.rights import ENTERS
from padan.web.evaluation.services import About, Sourced
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

ROWS_A_PAGE = 50


def trouble_words() -> Mapping[str, str]:
    """Why a household does not count."""
    return {
        "no_amount": _("pengeluarannya kosong atau tidak terbaca"),
        "no_members": _("jumlah anggota kosong atau tidak terbaca"),
        "no_weight": _("bobotnya tidak terbaca"),
    }


def _sourced(form: SourcedForm) -> Sourced:
    said = form.cleaned_data
    return Sourced(said["source"], said["certain"], said["note"])


@require_POST
def line_enter(request: SignedInRequest) -> HttpResponse:
    """A poverty line."""
    form = LineForm(request.POST)
    if not form.is_valid():
        return render(request, "evaluation/line_form.html", {"form": form}, status=422)
    said = form.cleaned_data
    services.line_enter(
        acting=request.acting, line=Line(said["kind"], said["amount"]), first_month=said["first_month"],
        last_month=said["last_month"], sourced=_sourced(form),
    )  # fmt: skip
    messages.success(request, _("Garis dicatat. Angkanya dihitung dalam beberapa saat."))
    return redirect("evaluation:poverty")


@require_POST
def line_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """A line counts no more."""
    services.line_withdraw(acting=request.acting, line=selectors.line_get(request.acting, pk))
    messages.info(request, _("Garis ditarik."))
    return redirect("evaluation:poverty")


@require_http_methods(["GET", "POST"])
def sheets(request: SignedInRequest) -> HttpResponse:
    """Hand in a sheet of households, and those handed in before."""
    form, status = SheetForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        if form.is_valid():
            return _received(request, form)
        status = 422
    page = Paginator(selectors.sheets_shown(), ROWS_A_PAGE).get_page(request.GET.get("hal"))
    return render(request, "evaluation/sheets.html", {"form": form, "page": page}, status=status)


def _received(request: SignedInRequest, form: SheetForm) -> HttpResponse:
    said = form.cleaned_data
    about = About(
        said["kind"], said["source"], said["method"], said["month"], said["sample"] == "contoh", said["aid_included"]
    )
    found = services.sheet_receive(acting=request.acting, about=about, file=said["file"], password=said["password"])
    return redirect("evaluation:sheet", pk=found.pk)


@require_http_methods(["GET"])
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sheet as it was read, before it counts."""
    found, words = selectors.sheet_get(request.acting, pk), trouble_words()
    page = Paginator(found.rows.select_related("kelurahan").order_by("number"), ROWS_A_PAGE)
    shown = page.get_page(request.GET.get("hal"))
    context = {
        "sheet": found,
        "page": shown,
        "lines": [(row, words.get(row.trouble, row.trouble)) for row in shown],
        "good": found.counts.get("good", 0),
        "troubles": [(words.get(code, code), n) for code, n in found.counts.get("troubles", {}).items()],
        "waits": found.state == WelfareState.CHECKED,
        "counts": found.state == WelfareState.ACCEPTED,
    }
    return render(request, "evaluation/sheet.html", context)


@require_POST
def sheet_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its households count."""
    services.sheet_accept(acting=request.acting, sheet=selectors.sheet_get(request.acting, pk))
    messages.success(request, _("Diterima. Angkanya dihitung dalam beberapa saat."))
    return redirect("evaluation:poverty")


@require_POST
def sheet_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no more."""
    services.sheet_withdraw(acting=request.acting, sheet=selectors.sheet_get(request.acting, pk))
    messages.info(request, _("Berkas ditarik."))
    return redirect("evaluation:sheets")


@require_http_methods(["GET", "POST"])
def mortality(request: SignedInRequest) -> HttpResponse:
    """Death rates: those on record, and new ones."""
    form, status = MortalityForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            return _rates_entered(request, form)
        status = 422
    enters = ENTERS.admits(Role(request.acting.role))
    context = {"form": form if enters else None, "tables": list(selectors.tables_shown()), "enters": enters}
    return render(request, "evaluation/mortality.html", context, status=status)


def _rates_entered(request: SignedInRequest, form: MortalityForm) -> HttpResponse:
    said = form.cleaned_data
    services.mortality_enter(
        acting=request.acting, name=said["name"], bands=said["bands"], accident=form.accident(), sourced=_sourced(form)
    )
    messages.success(request, _("Angka kematian dicatat. Nilainya dihitung dalam beberapa saat."))
    return redirect("evaluation:worth")


@require_POST
def mortality_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Death rates count no more."""
    services.mortality_withdraw(acting=request.acting, table=selectors.table_get(request.acting, pk))
    messages.info(request, _("Angka kematian ditarik."))
    return redirect("evaluation:mortality")
