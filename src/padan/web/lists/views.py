"""Pages of one list: what is asked, the file that was handed in, and what a clerk does with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.lists import selectors, services, showing
from padan.web.lists.changes import SHOWN, Changes, changes_between
from padan.web.lists.forms import AcceptForm, UploadForm
from padan.web.lists.models import Upload, UploadState
from padan.web.lists.refusals import NO_AS_OF, TOO_LARGE
from padan.web.lists.rights import HANDS_IN
from padan.web.lists.twins import twins_told
from padan.web.periods import selectors as periods
from padan.web.periods.models import Kind, Requirement
from padan.web.refusals import NOT_THERE
from padan.web.requests import SignedInRequest

ROWS_A_PAGE = 25


def may_write(request: SignedInRequest, requirement: Requirement) -> bool:
    """Whether this page offers what changes something; the services decide."""
    mine = requirement.office_id == request.acting.office_id and request.acting.role in HANDS_IN
    return mine and periods.is_open(period=requirement.period, office=requirement.office)


@require_GET
def office(request: SignedInRequest, key: str, office: int) -> HttpResponse:
    """What a period asks of one office, and how far each list is."""
    period = periods.period_get(request.acting, key)
    asked = [found for found in periods.requirements_of(request.acting, period) if found.office_id == office]
    if not asked:
        raise NOT_THERE
    states = selectors.states_of(requirement.pk for requirement in asked)
    lists = [(requirement, *states.get(requirement.pk, (None, None))) for requirement in asked]
    return render(request, "lists/office.html", {"period": period, "office": asked[0].office, "lists": lists})


@require_http_methods(["GET", "POST"])
def requirement(request: SignedInRequest, requirement: int) -> HttpResponse:
    """One list: hand in a file, or begin from what was accepted last."""
    found = periods.requirement_get(request.acting, requirement)
    if request.method == "POST":
        return _received(request, found)
    uploads = list(selectors.uploads_of(found))
    in_force = next((upload for upload in uploads if upload.state == UploadState.ACCEPTED), None)
    before = selectors.upload_before(found)
    context = {
        "requirement": found,
        "form": UploadForm(),
        "uploads": uploads,
        "in_force": in_force,
        "waiting": next((upload for upload in uploads if upload.state == UploadState.CHECKED), None),
        "before": before,
        "unchanged": before if before is not None and in_force is None else None,
        "day": found.period.as_of,
        "people": found.kind == Kind.LIST,
        "writes": may_write(request, found),
        "locked": not periods.is_open(period=found.period, office=found.office),
        "own": found.office_id == request.acting.office_id,
    }
    return render(request, "lists/requirement.html", context)


def _received(request: SignedInRequest, requirement: Requirement) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    form.is_valid()
    if getattr(request, "upload_too_large", False):
        raise TOO_LARGE
    upload = services.upload_receive(
        acting=request.acting,
        requirement=requirement,
        file=form.cleaned_data.get("file"),
        password=form.cleaned_data.get("password", ""),
    )
    if upload.state == UploadState.ACCEPTED:
        messages.info(request, _("Berkas yang sama sudah diterima sebelumnya, jadi tidak ada yang berubah."))
    return redirect("lists:upload", upload=upload.pk)


@require_GET
def upload(request: SignedInRequest, upload: int) -> HttpResponse:
    """A file: how it was understood, what is wrong, what it changes; before anything is accepted."""
    found = selectors.upload_get(request.acting, upload)
    if found.state == UploadState.REFUSED or not found.counts:
        return render(request, "lists/refused.html", _refused(request, found))
    part = bool(request.htmx and request.htmx.target == "baris-bermasalah")
    context = _checked(request, found, part=part)
    if part:
        return render(request, "lists/troubled.html", context)
    return render(request, "lists/upload.html", context)


def _shared(request: SignedInRequest, upload: Upload) -> dict[str, Any]:
    return {
        "upload": upload,
        "requirement": upload.requirement,
        "own": upload.requirement.office_id == request.acting.office_id,
        "writes": may_write(request, upload.requirement),
        "waits": upload.state in (UploadState.CHECKED, UploadState.REFUSED),
        "headings": showing.headings_of(upload),
        "fields": showing.field_choices(upload.requirement),
        "encrypted": any("decrypted" in sheet["notes"] for sheet in upload.understanding),
    }


def _refused(request: SignedInRequest, upload: Upload) -> dict[str, Any]:
    text, kind = showing.refusal_of(upload)
    return {**_shared(request, upload), "text": text, "kind": kind, "form": UploadForm()}


def _changes(upload: Upload) -> Changes | None:
    """What a file that waits would change."""
    before = selectors.upload_compared(upload) if upload.state == UploadState.CHECKED else None
    return changes_between(upload, before) if before else None


def _checked(request: SignedInRequest, upload: Upload, *, part: bool) -> dict[str, Any]:
    problems = showing.problems_of(upload)
    chosen = request.GET.get("masalah", "")
    wanted = [chosen] if chosen else selectors.troubled_codes(upload) or upload.counts["problems"]
    rows = selectors.rows_with(upload, wanted)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    twins = twins_told(upload, page)
    return {
        **_shared(request, upload),
        "problems": problems,
        "chosen": chosen,
        "page": page,
        "lines": [(row, showing.sentences(row, twins)) for row in page],
        "changes": None if part else _changes(upload),
        "limit": SHOWN,
        "english": showing.language() == "en",
        "left_out": showing.left_out_of(upload),
        "notes": showing.notes_of(upload),
        "doubts": showing.doubts_of(upload),
        "empty": not upload.size_in_rows,
        "accept": AcceptForm(initial={"as_of": upload.as_of}),
        "sheets": len(upload.understanding) > 1,
    }


@require_POST
def mapping(request: SignedInRequest, upload: int) -> HttpResponse:
    """Headings understood as the clerk says; the file is read again."""
    found = selectors.upload_own(request.acting, upload)
    stated = {
        heading.heading: request.POST[heading.key]
        for heading in showing.headings_of(found)
        if heading.key in request.POST and request.POST[heading.key] != heading.field
    }
    password = request.POST.get("password", "")
    if stated or password:
        services.mapping_change(acting=request.acting, upload=found, mapping=stated, password=password)
    return redirect("lists:upload", upload=found.pk)


@require_POST
def accept(request: SignedInRequest, upload: int) -> HttpResponse:
    """Put it in force."""
    found = selectors.upload_own(request.acting, upload)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        raise NO_AS_OF
    services.upload_accept(acting=request.acting, upload=found, as_of=form.cleaned_data["as_of"])
    messages.success(request, _("Daftar diterima. Pencocokan berjalan sendiri; hasilnya tampil di beranda."))
    return redirect("lists:requirement", requirement=found.requirement_id)


@require_POST
def withdraw(request: SignedInRequest, upload: int) -> HttpResponse:
    """Take it back."""
    found = selectors.upload_own(request.acting, upload)
    services.upload_withdraw(acting=request.acting, upload=found)
    messages.info(request, _("Berkas ditarik."))
    return redirect("lists:requirement", requirement=found.requirement_id)
