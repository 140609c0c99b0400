"""Where the QR of a meeting's paper leads: whether it is genuine and the latest, for anybody."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from padan.web.followup import selectors
from padan.web.followup.models import MeetingPaper, Part
from padan.web.official.models import PaperState


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Of which meeting a paper is, who has signed by what they are, and whether a later one holds; nobody by name.

    A PDF that is dropped is compared by its SHA-256 and not kept.
    """
    paper = selectors.paper_by_token(token)
    newest = selectors.paper_newest(paper.meeting, paper.addendum)
    context = {
        "paper": paper,
        "meeting": paper.meeting,
        "digest": paper.addendum.digest if paper.addendum else paper.meeting.digest,
        "newest": newest is not None and newest.pk == paper.pk,
        "signed": _signed(paper),
        "addenda": [] if paper.addendum else list(paper.meeting.addenda.order_by("number")),
        **_compared(request, paper),
    }
    return render(request, "followup/verify.html", context)


def _signed(paper: MeetingPaper) -> str:
    """ "Pimpinan rapat, Notulis" of those whose signature this paper bears."""
    parts = {one["part"] for one in paper.signatures}
    said = [str(part.label) for part in Part if part in parts]
    return ", ".join(said) or _("belum ditandatangani")


def _compared(request: HttpRequest, paper: MeetingPaper) -> dict[str, str]:
    if request.method != "POST":
        return {"compared": ""}
    file = request.FILES.get("naskah")
    if file is None:
        return {"compared": "none"}
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    same = paper.state == PaperState.READY and digest.hexdigest() == paper.pdf_sha256
    return {"compared": "same" if same else "other", "given": digest.hexdigest()}
