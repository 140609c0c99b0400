"""Lists that go out as a workbook or as CSV: every cell text or a number, nothing that could be a formula."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from padan.documents.outgoing_lists import Cell, OutgoingList, write_outgoing
from padan.domain.cell_text import guarded
from padan.web.accounts.models import Appointment
from padan.web.audit.services import download_log

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 50_000
"""Lines of one file; more is asked for by office."""


@dataclass(frozen=True, slots=True)
class Table:
    """What goes out: its name in the trail, its title and note, headings and lines."""

    what: str
    title: str
    note: str
    headings: Sequence[str]
    lines: Sequence[Sequence[Cell]]


def sent(request: HttpRequest, acting: Appointment, table: Table) -> HttpResponse:
    """The file in the form that the address asks for (`bentuk=csv`, else a workbook); the download is logged."""
    as_csv = request.GET.get("bentuk") == "csv"
    content = _csv(table) if as_csv else _workbook(table)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if as_csv else XLSX)
    name = f"{slugify(table.title)[:80]}.{'csv' if as_csv else 'xlsx'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    download_log(acting=acting, what=f"cover.{table.what}", request=request, rows=len(table.lines))
    return response


def _workbook(table: Table) -> bytes:
    out = BytesIO()
    write_outgoing(out, OutgoingList(table.what[:31], table.title, table.note, table.headings, table.lines))
    return out.getvalue()


def _csv(table: Table) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.headings)
    for line in table.lines:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in line])
    return out.getvalue().encode("utf-8-sig")
