"""What can be taken home: drafts, papers of signed reports, the zip of all of them; and the page behind the QR."""

import hashlib

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_http_methods

from padan.documents.monev_printing import typeset
from padan.documents.monev_workbook import monev_workbook
from padan.web import vault
from padan.web.refusals import NOT_THERE
from padan.web.reports import services
from padan.web.reports.batching import archive_name
from padan.web.reports.composing import Composer
from padan.web.reports.models import PressState
from padan.web.reports.papers import PDF, WORKBOOK, XLSX, file_name, kinds_of, paper_data
from padan.web.reports.reading import title_of
from padan.web.reports.refusals import NOT_READY
from padan.web.reports.selectors import batch_get, is_newest, place_get, report_by_token, report_get, span_get
from padan.web.reports.signing import draft_of
from padan.web.requests import SignedInRequest

ZIP = "application/zip"


@require_GET
def draft(request: SignedInRequest, span: str, code: str, kind: str) -> HttpResponse:
    """How a paper would look now, with RANCANGAN on every page."""
    place, wanted = place_get(request.acting, code), span_get(span)
    if kind not in kinds_of(place.level):
        raise NOT_THERE
    with translation.override("id"):
        composed = Composer(request.acting, wanted).compose(place, timezone.localdate())
        report = draft_of(composed)
        content = monev_workbook(report) if kind == WORKBOOK else typeset(kind, paper_data(kind, report, composed))
    services.draft_note(acting=request.acting, place=place.code, span=wanted.key, kind=kind, request=request)
    name = file_name(kind, title_of(place), wanted.key, "rancangan")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX if kind == WORKBOOK else PDF, headers=headers)


@require_GET
def paper(request: SignedInRequest, pk: int, kind: str) -> FileResponse:
    """One paper of a signed report."""
    found = report_get(request.acting, pk)
    if kind not in kinds_of(found.place.level):
        raise NOT_THERE
    if kind not in found.papers:
        raise NOT_READY
    services.reading_note(acting=request.acting, report=found, kind=kind, request=request)
    name = file_name(kind, title_of(found.place), found.span, f"v{found.version}")
    return _given(found.papers[kind], XLSX if kind == WORKBOOK else PDF, name)


@require_GET
def archive(request: SignedInRequest, pk: int) -> FileResponse:
    """The zip of all reports."""
    found = batch_get(request.acting, pk)
    if found.state != PressState.READY:
        raise NOT_READY
    services.archive_note(acting=request.acting, batch=found, request=request)
    return _given(found.archive, ZIP, archive_name(found))


def _given(sha256: str, kind: str, name: str) -> FileResponse:
    return FileResponse(vault.path_of(sha256).open("rb"), as_attachment=True, filename=name, content_type=kind)


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a report is genuine and still the latest, for anybody; names of offices alone, never of people.

    A PDF that is dropped is compared by its SHA-256 and not kept.
    """
    found = report_by_token(token)
    context = {"report": found, "title": title_of(found.place), "newest": is_newest(found), "compared": ""}
    if request.method == "POST":
        file = request.FILES.get("naskah")
        context["compared"] = "none"
        if file is not None:
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            context["compared"] = "same" if digest.hexdigest() in found.papers.values() else "other"
            context["given"] = digest.hexdigest()
    return render(request, "reports/verify.html", context)
