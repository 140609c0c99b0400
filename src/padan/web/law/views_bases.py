"""Pages of legal bases: their list, one with its files and the rules that rest on it, and its forms."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.law import KINDS
from padan.web import vault
from padan.web.audit.services import download_log
from padan.web.law import selectors, services
from padan.web.law.forms import BasisForm, ReasonForm
from padan.web.law.models import Basis
from padan.web.law.refusals import LARGE_FILE
from padan.web.law.showing import basis_kind, lang, standing_of, subject_label
from padan.web.law.views import LINES_A_PAGE, may_write
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest


@require_GET
def bases(request: SignedInRequest) -> HttpResponse:
    """Every legal basis that stands."""
    page = Paginator(selectors.bases_shown(request.acting), LINES_A_PAGE).get_page(request.GET.get("halaman"))
    today = timezone.localdate()
    lines = [(one, selectors.legal_basis(one).name(lang()), standing_of(one, today)) for one in page]
    return render(request, "law/bases.html", {"page": page, "lines": lines, "edits": may_write(request)})


@require_GET
def basis(request: SignedInRequest, basis_id: int) -> HttpResponse:
    """One legal basis."""
    return _basis_page(request, selectors.basis_get(request.acting, basis_id))


def _basis_page(
    request: SignedInRequest, found: Basis, *, withdraw: ReasonForm | None = None, refusal: str = ""
) -> HttpResponse:
    rules = [
        (rule, KINDS[rule.kind].label(lang()), subject_label(rule.subject) if KINDS[rule.kind].by_subject else "")
        for rule in selectors.rules_on(found)[:LINES_A_PAGE]
        if rule.kind in KINDS
    ]
    context = {
        "basis": found,
        "name": selectors.legal_basis(found).name(lang()),
        "kind_label": basis_kind(found.kind),
        "standing": standing_of(found, timezone.localdate()),
        "rules": rules,
        "rules_all": selectors.rules_on(found).count(),
        "files": selectors.files_of(found),
        "versions": selectors.basis_versions(found),
        "edits": may_write(request) and found.stands,
        "withdraw": withdraw or ReasonForm(auto_id="cabut_%s"),
        "refusal": refusal,
    }
    return render(request, "law/basis.html", context, status=422 if refusal or withdraw else 200)


@require_http_methods(["GET", "POST"])
def basis_new(request: SignedInRequest) -> HttpResponse:
    """Record a legal basis."""
    form = BasisForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.basis_add(acting=request.acting, stated=form.stated(), request=request)
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Dasar hukum dicatat. Unggah berkasnya di bawah."))
            return redirect("law:basis", basis_id=made.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def basis_replace(request: SignedInRequest, basis_id: int) -> HttpResponse:
    """Put another version in its place."""
    held = selectors.basis_get(request.acting, basis_id)
    form = BasisForm(request.POST if request.method == "POST" else None, basis=held)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.basis_replace(
                acting=request.acting,
                basis=held,
                stated=form.stated(),
                reason=form.cleaned_data["reason"],
                request=request,
            )
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Versi baru dicatat. Yang lama tetap dapat dibaca."))
            return redirect("law:basis", basis_id=made.pk)
    return _form_page(request, form, held)


def _form_page(request: SignedInRequest, form: BasisForm, held: Basis | None) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "law/basis_form.html", {"form": form, "held": held}, status=status)


@require_POST
def basis_withdraw(request: SignedInRequest, basis_id: int) -> HttpResponse:
    """Withdraw what was recorded by mistake."""
    held = selectors.basis_get(request.acting, basis_id)
    form = ReasonForm(request.POST, auto_id="cabut_%s")
    if not form.is_valid():
        return _basis_page(request, held, withdraw=form)
    try:
        services.basis_withdraw(acting=request.acting, basis=held, request=request, **form.cleaned_data)
    except RefusedError as error:
        return _basis_page(request, held, withdraw=form, refusal=sentence(error))
    messages.success(request, _("Dasar hukum dicabut. Catatannya tetap dapat dibaca."))
    return redirect("law:bases")


@require_POST
def file_add(request: SignedInRequest, basis_id: int) -> HttpResponse:
    """Keep the decree's file."""
    held = selectors.basis_get(request.acting, basis_id)
    try:
        if getattr(request, "upload_too_large", False):
            raise LARGE_FILE
        services.file_add(acting=request.acting, basis=held, file=request.FILES.get("berkas"), request=request)
    except RefusedError as error:
        return _basis_page(request, held, refusal=sentence(error))
    messages.success(request, _("Berkas disimpan."))
    return redirect("law:basis", basis_id=held.pk)


@require_GET
def file(request: SignedInRequest, file_id: int) -> FileResponse:
    """The decree's file."""
    found = selectors.file_get(request.acting, file_id)
    download_log(acting=request.acting, what=found.filename, about=found.basis, request=request)
    path = vault.path_of(found.sha256)
    return FileResponse(path.open("rb"), content_type=found.media, as_attachment=True, filename=found.filename)
