"""Pages of the decree: setting a selection, its list, and who leaves and who follows."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from padan.domain.errors import PadanError
from padan.web import vault
from padan.web.audit.services import download_log
from padan.web.refusals import sentence
from padan.web.requests import SignedInRequest
from padan.web.selection import selectors, services
from padan.web.selection.books import sources
from padan.web.selection.forms import day_of, typed
from padan.web.selection.models import PaperState
from padan.web.selection.refusals import NOT_READY
from padan.web.selection.replacing import Succession, succession_of
from padan.web.selection.wording import departure_choices


@require_http_methods(["GET", "POST"])
def decree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bappeda sets a selection by the decree that the mayor signed."""
    selection = selectors.selection_get(request.acting, pk)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            said = services.NewDecree(
                request.POST.get("nomor", ""), day_of(request.POST, "tanggal"), request.POST.get("judul", ""),
                request.POST.get("sumber", ""),
            )  # fmt: skip
            services.decree_make(acting=request.acting, selection=selection, said=said)
            messages.success(request, _("Seleksi ini sudah ditetapkan. Daftarnya sedang dicetak."))
            return redirect("selection:show", pk=selection.pk)
        except PadanError as error:
            refusal, status = sentence(error), getattr(error, "status", 422)
    context = {
        "selection": selection,
        "sums": selectors.sums_of(selectors.pots_of(request.acting, selection)),
        "refusal": refusal,
        "typed": typed(request.POST),
        "today": timezone.localdate(),
        "sources": sources(),
    }
    return render(request, "selection/decree.html", context, status=status)


@require_GET
def decree_pdf(request: SignedInRequest, pk: int) -> FileResponse:
    """The list of a decree."""
    found = selectors.decree_get(request.acting, pk)
    if found.state != PaperState.READY:
        raise NOT_READY
    download_log(acting=request.acting, what="decree_list", about=found, request=request)
    name = f"daftar-keputusan-{found.day:%Y-%m-%d}-{found.pk}.pdf"
    file = vault.path_of(found.pdf_sha256).open("rb")
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody chosen left: what it frees, and who follows."""
    choice = selectors.choice_get(request.acting, pk)
    refusal, status = "", 200
    left_on = day_of(request.POST or request.GET, "tanggal") or timezone.localdate()
    try:
        if request.method == "POST":
            said = services.Departure(
                request.POST.get("sebab", ""), day_of(request.POST, "tanggal"), request.POST.get("keterangan", ""),
                request.POST.get("surat", ""),
            )  # fmt: skip
            services.departure_record(acting=request.acting, choice=choice, said=said)
            messages.success(request, _("Keluarnya sudah dicatat."))
            return redirect("selection:show", pk=choice.selection_id)
    except PadanError as error:
        refusal, status = sentence(error), getattr(error, "status", 422)
    found: Succession | None = None
    try:
        found = succession_of(choice, min(left_on, timezone.localdate()), timezone.localdate())
    except PadanError as error:
        refusal, status = refusal or sentence(error), getattr(error, "status", 422)
    context = {
        "choice": choice,
        "selection": choice.selection,
        "found": found,
        "vacancy": found.vacancy if found else None,
        "successor": found.successor if found else None,
        "causes": departure_choices(),
        "typed": typed(request.POST or request.GET),
        "left_on": left_on,
        "refusal": refusal,
        "today": timezone.localdate(),
    }
    return render(request, "selection/leave.html", context, status=status)
