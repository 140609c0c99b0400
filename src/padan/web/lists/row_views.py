"""Pages of the rows of a file: searched, looked at, mended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.audit.revealing import nik_reveal, reason_of_sitting
from padan.web.audit.services import reading_log
from padan.web.lists import selectors, services, showing
from padan.web.lists.forms import ValuesForm
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.lists.prefilled import fields_of
from padan.web.lists.twins import twins_told
from padan.web.lists.views import ROWS_A_PAGE, may_write
from padan.web.periods import selectors as periods
from padan.web.requests import SignedInRequest

PROBLEM_FIELDS: dict[str, tuple[str, ...]] = {
    "deceased": ("death_date", "status"),
    "date_invalid": ("start_date", "end_date", "death_date", "paid_date"),
    "amount_invalid": ("amount",),
    "month_invalid": ("month", "month_from", "month_to"),
    "segment_unknown": ("segment",),
    "nik_is_kk": ("kk",),
}
CHANGEABLE = (UploadState.CHECKED, UploadState.ACCEPTED)


@require_GET
def rows(request: SignedInRequest, upload: int) -> HttpResponse:
    """The rows of a file, searched by name; NIK masked."""
    found = selectors.upload_get(request.acting, upload)
    name = " ".join(request.GET.get("nama", "").split())
    page = Paginator(selectors.rows_of(found, name=name), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "upload": found,
        "requirement": found.requirement,
        "page": page,
        "name": name,
        "lines": [(row, showing.sentences(row)) for row in page],
        "carried": _carried(request, found),
    }
    return render(request, "lists/rows.html", context)


def _carried(request: SignedInRequest, upload: Upload) -> int:
    """The requirement for which a person of this version is to be corrected or ended; 0 for none."""
    wanted = request.GET.get("untuk", "")
    if not wanted.isdecimal():
        return 0
    requirement = periods.requirement_get(request.acting, int(wanted))
    before = selectors.upload_before(requirement)
    return requirement.pk if may_write(request, requirement) and before == upload else 0


@require_http_methods(["GET", "POST"])
def row(request: SignedInRequest, row: int) -> HttpResponse:
    """One row. In the own office whole, which is logged, and mended here; elsewhere masked."""
    found = selectors.row_get(request.acting, row)
    writes = may_write(request, found.upload.requirement) and found.upload.state in CHANGEABLE
    if request.method == "POST":
        return _mended(request, found)
    whole = selectors.sees_whole(request.acting, found.upload.requirement.office)
    if whole:
        reason = reason_of_sitting(request) or "baris kantor sendiri"
        reading_log(acting=request.acting, about=found, reason=reason, request=request)
    context = {
        "row": found,
        "upload": found.upload,
        "requirement": found.upload.requirement,
        "whole": whole,
        "facts": showing.facts_of(found, whole=whole),
        "problems": showing.sentences(found, twins_told(found.upload, [found])),
        "mends": showing.mends_of(found) if whole else [],
        "form": ValuesForm(_fields(found), values=found.values, first=_asked(found)) if writes else None,
    }
    return render(request, "lists/row.html", context)


def _fields(row: Row) -> list[str]:
    usual = fields_of(row.upload.requirement)
    return [*usual, *sorted(set(row.values) - set(usual))]


def _asked(row: Row) -> set[str]:
    """Fields that a problem of the row is about."""
    return {field for code in row.problems for field in PROBLEM_FIELDS.get(code, ())}


def _mended(request: SignedInRequest, row: Row) -> HttpResponse:
    form = ValuesForm(_fields(row), request.POST)
    form.is_valid()
    mended = services.row_mend(acting=request.acting, row=row, values=form.values())
    left = showing.sentences(mended)
    messages.info(request, _("Tersimpan. Masih ada: %(what)s") % {"what": " ".join(left)} if left else _("Tersimpan."))
    return redirect("lists:upload", upload=row.upload_id)


@require_POST
def reveal(request: SignedInRequest, row: int) -> HttpResponse:
    """The whole NIK of a row elsewhere: with a reason, logged."""
    found = selectors.row_get(request.acting, row)
    return nik_reveal(request, about=found, nik=found.values.get("nik", ""))
