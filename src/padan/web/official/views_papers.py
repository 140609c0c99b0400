"""Papers: their list, what can be taken home, the scan that is filed, and the page behind the QR."""

import hashlib

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web import vault
from padan.web.official import services
from padan.web.official.counting import figures_whole
from padan.web.official.disclosing import disclosed, reason_due
from padan.web.official.filing import kind_of
from padan.web.official.letterheads import as_signed
from padan.web.official.models import Paper, PaperState, SignOff
from padan.web.official.naming import people_told
from padan.web.official.papers import Dressed, slug_of
from padan.web.official.printing import pdf_of
from padan.web.official.refusals import LARGE_SCAN, NO_RUN, NOT_READY
from padan.web.official.rights import FILERS
from padan.web.official.selectors import (
    bears,
    office_get,
    paper_by_token,
    paper_get,
    papers_seen,
    scan_get,
    standing_get,
)
from padan.web.official.tree import gathers
from padan.web.periods.selectors import period_get
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


@require_GET
def papers(request: SignedInRequest) -> HttpResponse:
    """Every paper within reach, the newest first."""
    found = papers_seen(request.acting)
    wanted = request.GET.get("periode", "")
    if wanted:
        found = found.filter(signoff__period__key=wanted)
    context = {
        "papers": [(p, bears(p, request.acting), reason_due(request.acting, p)) for p in found[:SHOWN]],
        "wanted": wanted,
        "may_letterhead": Role(request.acting.role) in FILERS,
    }
    return render(request, "official/papers.html", context)


def _given(sha256: str, kind: str, name: str) -> FileResponse:
    return FileResponse(vault.path_of(sha256).open("rb"), as_attachment=True, filename=name, content_type=kind)


def _ready(request: SignedInRequest, paper_id: int) -> Paper:
    paper = paper_get(request.acting, paper_id)
    if paper.state != PaperState.READY:
        raise NOT_READY
    return paper


@require_http_methods(["GET", "POST"])
def pdf(request: SignedInRequest, paper_id: int) -> HttpResponse | FileResponse:
    """The minutes as signed."""
    paper = _ready(request, paper_id)
    if asked := disclosed(request, paper):
        return asked
    services.reading_note(acting=request.acting, paper=paper, what="pdf", request=request)
    return _given(paper.pdf_sha256, PDF, f"{slug_of(paper.signoff)}.pdf")


@require_http_methods(["GET", "POST"])
def workbook(request: SignedInRequest, paper_id: int) -> HttpResponse | FileResponse:
    """The same as a workbook."""
    paper = _ready(request, paper_id)
    if asked := disclosed(request, paper):
        return asked
    services.reading_note(acting=request.acting, paper=paper, what="workbook", request=request)
    return _given(paper.workbook_sha256, XLSX, f"{slug_of(paper.signoff)}.xlsx")


@require_GET
def unnamed(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """The figures of the minutes without anybody's name: a copy, no paper as signed, and it says so on every page."""
    paper = _ready(request, paper_id)
    with translation.override("id"):
        found = Dressed(paper.signoff, paper.signatures, paper, named=False)
        content = pdf_of(found)
    services.reading_note(acting=request.acting, paper=paper, what="unnamed", request=request)
    headers = {"Content-Disposition": f'attachment; filename="tanpa-nama-{found.slug}.pdf"'}
    return HttpResponse(content, content_type=PDF, headers=headers)


@require_GET
def draft(request: SignedInRequest, key: str, office_id: int) -> HttpResponse:
    """How the paper would look, with RANCANGAN on every page; where several offices are gathered, without names."""
    shown = office_get(request.acting, office_id)
    where = standing_get(request.acting, period_get(request.acting, key), shown)
    if where.grounds is None or where.figures is None or where.run is None:
        raise NO_RUN
    with translation.override("id"):
        figures = figures_whole(where.grounds, where.figures, where.signed_below).as_json()
        named = not gathers(shown) and shown.pk == request.acting.office_id
        people = people_told(where.grounds) if named else b""
        unsigned = SignOff(
            period=where.period,
            office=shown,
            version=SignOff.objects.filter(period=where.period, office=shown).count() + 1,
            run=where.run,
            figures=figures,
            letterhead=as_signed(shown, number="", place=""),
        )
        found = Dressed(unsigned, people=people)
        content = pdf_of(found)
    services.draft_note(acting=request.acting, office=shown, request=request)
    headers = {"Content-Disposition": f'attachment; filename="rancangan-{found.slug}.pdf"'}
    return HttpResponse(content, content_type=PDF, headers=headers)


@require_POST
def again(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Have a paper that failed printed again."""
    services.paper_again(acting=request.acting, paper=paper_get(request.acting, paper_id), request=request)
    return redirect("official:papers")


@require_POST
def scan_file(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """File the printed and signed paper."""
    paper = paper_get(request.acting, paper_id)
    if getattr(request, "upload_too_large", False):
        raise LARGE_SCAN
    services.scan_file(acting=request.acting, paper=paper, file=request.FILES.get("scan"), request=request)
    messages.success(request, _("Pindaian tersimpan."))
    return redirect("official:papers")


@require_http_methods(["GET", "POST"])
def scan(request: SignedInRequest, scan_id: int) -> HttpResponse | FileResponse:
    """The scan of a paper, as it was filed."""
    found = scan_get(request.acting, scan_id)
    if asked := disclosed(request, found.paper):
        return asked
    with vault.path_of(found.sha256).open("rb") as file:
        kind = kind_of(file.read(16)) or "application/octet-stream"
    services.reading_note(acting=request.acting, paper=found.paper, what="scan", request=request)
    return _given(found.sha256, kind, found.filename)


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a paper is genuine and still the latest, for anybody. Names of offices alone, never of people.

    A PDF that is dropped is compared by its SHA-256 and not kept.
    """
    paper = paper_by_token(token)
    context = {"paper": paper, "standing": _standing(paper), "compared": "", "signed": _signed_on(paper)}
    file = request.FILES.get("naskah") if request.method == "POST" else None
    if file is not None:
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        same = paper.state == PaperState.READY and digest.hexdigest() == paper.pdf_sha256
        context |= {"compared": "same" if same else "other", "given": digest.hexdigest()}
    elif request.method == "POST":
        context["compared"] = "none"
    return render(request, "official/verify.html", context)


def _signed_on(paper: Paper) -> object:
    return max(timezone.localdate(one.signed_at) for one in paper.signatures)


def _standing(paper: Paper) -> str:
    """`latest`, `replaced` by a later version, or `undone` with none in its place."""
    signoff = paper.signoff
    later = Paper.objects.filter(
        signoff__period=signoff.period_id, signoff__office=signoff.office_id, pk__gt=paper.pk
    ).exists()
    if later:
        return "replaced"
    return "undone" if paper.undone else "latest"
