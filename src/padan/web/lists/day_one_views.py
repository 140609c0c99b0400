"""How a list begins and stays up to date without a file of one's own: templates, one person, nothing changed."""

from datetime import date

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web import vault
from padan.web.audit.services import download_log, reading_log
from padan.web.lists import prefilled, selectors, services, showing
from padan.web.lists.forms import ValuesForm
from padan.web.lists.models import Upload
from padan.web.lists.reading import handed_back
from padan.web.lists.refusals import NOTHING_BEFORE
from padan.web.lists.storing import own
from padan.web.lists.twins import twins_told
from padan.web.lists.views import may_write
from padan.web.periods import selectors as periods
from padan.web.periods.models import Kind, Requirement
from padan.web.refusals import NOT_THERE
from padan.web.requests import SignedInRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sent(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    quoted = name.replace("\\", "_").replace('"', "'").encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{quoted}"'
    response["Cache-Control"] = "no-store"
    return response


def _title(requirement: Requirement) -> str:
    segment = requirement.segment or requirement.kind
    return slugify(f"{segment} {requirement.office.name} {requirement.period.key}")


@require_GET
def blank(request: SignedInRequest, requirement: int) -> HttpResponse:
    """A list to fill in."""
    found = periods.requirement_get(request.acting, requirement)
    return _sent(prefilled.blank(found), f"templat-{_title(found)}.xlsx")


@require_GET
def filled(request: SignedInRequest, requirement: int) -> HttpResponse:
    """A list with what was accepted last, to be changed and handed in again."""
    found = periods.requirement_get(request.acting, requirement)
    own(request.acting, found)
    before = selectors.upload_before(found)
    if before is None:
        raise NOTHING_BEFORE
    content = prefilled.prefilled(found, before)
    download_log(acting=request.acting, what="lists.prefilled", about=before, request=request, rows=before.size_in_rows)
    return _sent(content, f"daftar-{_title(found)}.xlsx")


@require_GET
def original(request: SignedInRequest, upload: int) -> FileResponse:
    """The file as it was handed in; only to the office that did."""
    found = selectors.upload_own(request.acting, upload)
    download_log(acting=request.acting, what="lists.original", about=found, request=request, rows=found.size_in_rows)
    response = FileResponse(
        vault.path_of(found.sha256).open("rb"),
        as_attachment=True,
        filename=found.filename,
        content_type="application/octet-stream",
    )
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def troubled(request: SignedInRequest, upload: int) -> HttpResponse:
    """The same workbook with each row's problems written in; POST carries the password of an encrypted one."""
    found = selectors.upload_own(request.acting, upload)
    if not found.counts:
        raise NOT_THERE
    path = vault.path_of(found.sha256)
    with handed_back(
        path,
        filename=found.filename,
        kind=found.requirement.kind,
        sentences=_sentences(found),
        mapping=found.mapping,
        password=request.POST.get("password", ""),
    ) as copy:
        content = copy.read_bytes()
        suffix = copy.suffix
    download_log(acting=request.acting, what="lists.troubled", about=found, request=request, rows=found.size_in_rows)
    stem = found.filename.rsplit(".", 1)[0]
    return _sent(content, f"{stem} - diperiksa{suffix}")


def _sentences(upload: Upload) -> list[tuple[str, int, list[str]]]:
    rows = list(selectors.rows_with(upload, upload.counts["problems"]).only("upload", "sheet", "row", "problems"))
    twins = twins_told(upload, rows)
    return [(row.sheet, row.row, showing.sentences(row, twins)) for row in rows]


@require_POST
def unchanged(request: SignedInRequest, requirement: int) -> HttpResponse:
    """Nothing changed since the list that was accepted last."""
    found = periods.requirement_get(request.acting, requirement)
    day = request.POST.get("as_of", "")
    upload = services.list_unchanged(
        acting=request.acting, requirement=found, as_of=date.fromisoformat(day) if _is_day(day) else None
    )
    rows = upload.counts["rows"]
    messages.success(request, _("Tidak ada perubahan: %(rows)s orang diterima untuk periode ini.") % {"rows": rows})
    return redirect("lists:requirement", requirement=found.pk)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, requirement: int, row: int = 0) -> HttpResponse:
    """One person added, corrected or ended, on a phone; the rest of the list stays as it was accepted last."""
    found = periods.requirement_get(request.acting, requirement)
    own(request.acting, found)
    if found.kind != Kind.LIST:
        raise NOT_THERE
    standing = selectors.row_get(request.acting, row) if row else None
    if standing is not None and standing.upload.requirement.office_id != found.office_id:
        raise NOT_THERE
    fields = prefilled.fields_of(found)
    if request.method == "POST":
        form = ValuesForm(fields, request.POST)
        form.is_valid()
        services.person_put(acting=request.acting, requirement=found, values=form.values(), row=standing)
        messages.success(request, _("Tersimpan, dan daftar diterima sebagai versi baru."))
        return redirect("lists:requirement", requirement=found.pk)
    if standing is not None:
        reading_log(acting=request.acting, about=standing, reason="baris kantor sendiri", request=request)
    context = {
        "requirement": found,
        "row": standing,
        "form": ValuesForm(
            fields,
            values=standing.values if standing else _usual(found),
            first=("end_date", "death_date", "note") if standing else ("mother", "address", "rt", "phone", "job"),
        ),
        "before": selectors.upload_before(found),
        "writes": may_write(request, found),
    }
    return render(request, "lists/person.html", context)


def _usual(requirement: Requirement) -> dict[str, str]:
    """What is most likely the same for a new person."""
    region = requirement.office.region
    kelurahan = region.name if requirement.office.kind == "kelurahan" else ""
    segment = str(requirement.get_segment_display()) if requirement.segment else ""
    return {key: text for key, text in (("kelurahan", kelurahan), ("segment", segment)) if text}
