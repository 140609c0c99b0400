"""Papers of a meeting to take home: invitation, attendance list, minutes, addenda, and scans of what was signed."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.documents.meeting import attendance_pdf, invitation_pdf, minutes_pdf
from padan.web import vault
from padan.web.audit.services import download_log
from padan.web.followup import selectors, services
from padan.web.followup.meeting_views import meeting_page
from padan.web.followup.minutes_kept import attendance_of, invitation_of, kept_of, minutes_from
from padan.web.followup.models import Meeting, MeetingPaper
from padan.web.followup.refusals import LARGE_FILE, NOT_READY
from padan.web.official.filing import kind_of
from padan.web.official.models import PaperState
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest

PDF = "application/pdf"


def _named(meeting: Meeting, what: str) -> str:
    return f"{what}-{slugify(meeting.title)[:60]}-{meeting.day}.pdf"


def _made(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_GET
def invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letter of invitation, dated on the day the meeting was made."""
    meeting = selectors.meeting_get(request.acting, pk)
    with translation.override("id"):
        content = invitation_pdf(invitation_of(meeting, timezone.localdate(meeting.made_at)))
    return _made(content, _named(meeting, "undangan"))


@require_GET
def attendance_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list to be signed on paper, with the QR that holds on the meeting's day."""
    meeting = selectors.meeting_get(request.acting, pk)
    with translation.override("id"):
        content = attendance_pdf(attendance_of(meeting, timezone.now(), with_code=meeting.closed_at is None))
    download_log(acting=request.acting, what="followup.attendance_list", about=meeting, request=request)
    return _made(content, _named(meeting, "daftar-hadir"))


@require_GET
def minutes(request: SignedInRequest, pk: int) -> HttpResponse | FileResponse:
    """The minutes as printed; before the meeting is closed a draft that says so."""
    meeting = selectors.meeting_get(request.acting, pk)
    download_log(acting=request.acting, what="followup.minutes", about=meeting, request=request)
    if meeting.closed_at is None:
        with translation.override("id"):
            content = minutes_pdf(minutes_from(kept_of(request.acting, meeting), ()))
        return _made(content, _named(meeting, "rancangan-notulen"))
    return _ready(selectors.paper_newest(meeting), _named(meeting, "notulen"))


def _ready(paper: MeetingPaper | None, name: str) -> FileResponse:
    if paper is None or paper.state != PaperState.READY:
        raise NOT_READY
    file = vault.path_of(paper.pdf_sha256).open("rb")
    return FileResponse(file, as_attachment=True, filename=name, content_type=PDF)


@require_GET
def addendum(request: SignedInRequest, pk: int) -> FileResponse:
    """An addendum as printed."""
    found = selectors.addendum_get(request.acting, pk)
    paper = selectors.paper_newest(found.meeting, found)
    return _ready(paper, _named(found.meeting, f"adendum-{found.number}"))


@require_POST
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have papers that failed printed again."""
    meeting = selectors.meeting_get(request.acting, pk)
    for paper in meeting.papers.filter(state=PaperState.FAILED):
        services.paper_again(acting=request.acting, paper=paper)
    return redirect("followup:meeting", pk=pk)


@require_POST
def scan_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """File the scan of a paper that was signed by hand."""
    meeting = selectors.meeting_get(request.acting, pk)
    if getattr(request, "upload_too_large", False):
        raise LARGE_FILE
    try:
        services.scan_file(acting=request.acting, meeting=meeting, file=request.FILES.get("scan"), request=request)
    except RefusedError as error:
        return meeting_page(request, meeting, refusal=sentence(error))
    messages.success(request, _("Pindaian tersimpan."))
    return redirect("followup:meeting", pk=pk)


@require_GET
def scan(request: SignedInRequest, pk: int) -> FileResponse:
    """A scan, as it was filed."""
    found = selectors.scan_get(request.acting, pk)
    download_log(acting=request.acting, what="followup.scan", about=found, request=request)
    path = vault.path_of(found.sha256)
    with path.open("rb") as file:
        kind = kind_of(file.read(16)) or "application/octet-stream"
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.filename, content_type=kind)
