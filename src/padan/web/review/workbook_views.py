"""The queue as a workbook to decide offline, and the lists that go out."""

from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from padan.queue_answers import read_queue_answers
from padan.web.accounts.models import Office
from padan.web.periods.models import Period
from padan.web.refusals import NOT_THERE, RefusedError
from padan.web.requests import SignedInRequest
from padan.web.review.outgoing import BY_KEY, LISTS, counts_of, list_workbook
from padan.web.review.queue_views import office_of, period_of
from padan.web.review.round_trip import answers_take, workbook_of
from padan.web.roles import Reach

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_FILE = RefusedError(
    "Pilih dahulu berkas yang sudah diisi (paling besar 5 MB).", "Choose the filled-in file first (at most 5 MB)."
)


def period_needed(request: SignedInRequest) -> Period:
    """The period of the page. Raises NOT_THERE where Bappeda has opened none."""
    period = period_of(request)
    if period is None:
        raise NOT_THERE
    return period


def download(data: bytes, name: str) -> HttpResponse:
    """A workbook on its way out."""
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def workbook(request: SignedInRequest) -> HttpResponse:
    """The acting office's unfinished cases, to be answered without a connection."""
    period = period_needed(request)
    name = slugify(f"pemeriksaan {request.acting.office.name} {period.key}")
    return download(workbook_of(request.acting, period), name)


@require_http_methods(["GET", "POST"])
def workbook_upload(request: SignedInRequest) -> HttpResponse:
    """Takes the filled-in workbook; tells what was stored, what could not be, and what was decided meanwhile."""
    period = period_needed(request)
    if request.method == "GET":
        return render(request, "review/workbook.html", {"period": period, "office": request.acting.office})
    file = request.FILES.get("berkas")
    if not isinstance(file, TemporaryUploadedFile):
        raise NO_FILE
    lines = read_queue_answers(Path(file.temporary_file_path()))
    taken = answers_take(acting=request.acting, period=period, lines=lines)
    context = {"period": period, "office": request.acting.office, "taken": taken}
    return render(request, "review/workbook.html", context)


def _office(request: SignedInRequest) -> Office | None:
    """Whose lists: an office's within reach; all where the reader sees the city (the branch: what was sent to it)."""
    if request.acting.reach in (Reach.CITY, Reach.SENT) and not request.GET.get("kantor"):
        return None
    return office_of(request)


@require_GET
def lists(request: SignedInRequest) -> HttpResponse:
    """The lists that follow from answers, each with its number of lines."""
    period = period_of(request)
    if period is None:
        return render(request, "review/no_period.html")
    office, sent = _office(request), request.acting.reach is Reach.SENT
    counts = counts_of(period, office)
    shown = [(listed, counts[listed.key]) for listed in LISTS if listed.to_branch or not sent]
    return render(request, "review/lists.html", {"period": period, "office": office, "lists": shown})


@require_GET
def list_download(request: SignedInRequest, what: str) -> HttpResponse:
    """One list as a workbook."""
    period, listed = period_of(request), BY_KEY.get(what)
    if period is None or listed is None or (request.acting.reach is Reach.SENT and not listed.to_branch):
        raise NOT_THERE
    office = _office(request)
    name = slugify(f"{listed.key} {office.name if office else 'kota'} {period.key}")
    return download(list_workbook(request.acting, period, office, listed), name)
