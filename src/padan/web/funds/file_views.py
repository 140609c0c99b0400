"""Files of payments: handed in, looked at, accepted; each of their lines, and what a clerk says of it."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.ledger.matching import OUTCOMES
from padan.domain.numbers import read_amount
from padan.web.audit.services import download_log
from padan.web.funds import selectors, services
from padan.web.funds.correcting import NEVER_PAID
from padan.web.funds.filing import sent
from padan.web.funds.forms import UploadForm
from padan.web.funds.group_bills import group_bills
from padan.web.funds.group_lists import BILLS
from padan.web.funds.group_views import group_words
from padan.web.funds.models import Commitment, CommitmentState, ImportLine, SheetImport, SheetKind, SheetState
from padan.web.funds.place_views import Line
from padan.web.funds.refusals import NO_SUCH_COMMITMENT, TOO_LARGE
from padan.web.funds.where_bills_stand import file_stands
from padan.web.regions.models import Level, Region
from padan.web.regions.selectors import kelurahan_of
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

ROWS_A_PAGE = 50
FITS = frozenset({"matched", "chosen", "split", "paid_by_sp2d", "named", "unnamed", "takes_back", "name_back"})
"""Outcomes that ask nobody anything."""
_LONG_NUMBER = re.compile(r"\d{12,16}")


@require_GET
def files(request: SignedInRequest) -> HttpResponse:
    """Every file of payments, the newest first."""
    page = Paginator(selectors.files_seen(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    pays = request.acting.role == Role.BPKAD
    form = UploadForm(initial={"year": timezone.localdate().year, "source": "bkbk"})
    return render(request, "funds/files.html", {"page": page, "pays": pays, "form": form})


@require_http_methods(["GET", "POST"])
def file_new(request: SignedInRequest) -> HttpResponse:
    """Hand in a file: it is read, nothing is posted yet."""
    if request.method == "GET":
        return redirect("funds:files")
    form = UploadForm(request.POST, request.FILES)
    valid = form.is_valid()
    if getattr(request, "upload_too_large", False):
        raise TOO_LARGE
    if not valid:
        page = Paginator(selectors.files_seen(request.acting), ROWS_A_PAGE).get_page(1)
        return render(request, "funds/files.html", {"page": page, "pays": True, "form": form}, status=422)
    said = form.cleaned_data
    sheet = services.file_receive(
        acting=request.acting,
        kind=SheetKind(said["kind"]),
        source=said["source"],
        year=said["year"],
        file=said["file"],
        password=said["password"],
    )
    if sheet.state == SheetState.ACCEPTED:
        messages.info(request, _("Berkas yang sama sudah diterima sebelumnya, jadi tidak ada yang berubah."))
    return redirect("funds:file", file=sheet.pk)


@require_GET
def file(request: SignedInRequest, file: int) -> HttpResponse:
    """A file: what becomes of its lines, with the reason, before and after it is accepted."""
    found = selectors.file_get(request.acting, file)
    outcome = request.GET.get("keadaan", "")
    outcome = outcome if outcome in OUTCOMES else ""
    page = Paginator(selectors.lines_of(found, outcome), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "file": found,
        "page": page,
        "outcome": outcome,
        "groups": _groups(found),
        "whole": sum(found.counts.get("amounts", {}).values()),
        "back": found.lines.filter(amount__lt=0).aggregate(n=Count("pk"), total=Sum("amount", default=0)),
        "pays": request.acting.role == Role.BPKAD,
        "form": _again(found) if found.refusal and request.acting.role == Role.BPKAD else None,
        "headings": [
            (one["heading"], one["field"]) for sheet in found.understanding for one in sheet.get("columns", ())
        ],
        "stands": file_stands(found) if found.state == SheetState.ACCEPTED else None,
        "left_out": sum(len(sheet.get("left_out", ())) for sheet in found.understanding),
    }
    return render(request, "funds/file.html", context)


def _again(refused: SheetImport) -> UploadForm:
    """The form to hand in a file anew that could not be read: what was said of it stands there."""
    return UploadForm(initial={"kind": refused.kind, "source": refused.source.key, "year": refused.year})


def _groups(sheet: SheetImport) -> list[dict[str, Any]]:
    english = get_language() == "en"
    counts, amounts = sheet.counts.get("outcomes", {}), sheet.counts.get("amounts", {})
    return [
        {
            "code": code,
            "text": OUTCOMES[code][1 if english else 0],
            "count": counts[code],
            "amount": amounts.get(code, 0),
            "fits": code in FITS,
        }
        for code in sorted(counts, key=lambda code: (code in FITS, -amounts.get(code, 0)))
    ]


@require_GET
def original(request: SignedInRequest, file: int) -> FileResponse:
    """The file as it was handed in."""
    found = selectors.file_get(request.acting, file)
    rows = int(found.counts.get("rows", 0))
    download_log(acting=request.acting, what="funds.original", about=found, request=request, rows=rows)
    return sent(found.sha256, found.filename)


@require_POST
def accept(request: SignedInRequest, file: int) -> HttpResponse:
    """Post it."""
    found = selectors.file_get(request.acting, file)
    services.file_accept(acting=request.acting, sheet=found)
    messages.success(request, _("Berkas diterima; setiap baris yang terbaca sudah dibukukan."))
    return redirect("funds:file", file=found.pk)


@require_POST
def withdraw(request: SignedInRequest, file: int) -> HttpResponse:
    """Take it back before it is posted."""
    found = selectors.file_get(request.acting, file)
    services.file_withdraw(acting=request.acting, sheet=found)
    messages.info(request, _("Berkas ditarik."))
    return redirect("funds:files")


@require_GET
def line(request: SignedInRequest, line: int) -> HttpResponse:
    """One row of a file: as found, as understood, what became of it, and its postings."""
    found = selectors.line_get(request.acting, line)
    place = found.place or selectors.home_place(request.acting)
    pays = request.acting.role == Role.BPKAD and found.file.state == SheetState.ACCEPTED
    orders = found.file.kind == SheetKind.DISBURSEMENTS and found.outcome not in NEVER_PAID
    splits = pays and orders and place.level != Level.KELURAHAN
    postings = found.postings.select_related(
        "taken__source", "taken__place", "given__source", "given__place", "reverses", "reversed_by"
    ).order_by("-id")
    context = {
        "line": found,
        "cells": _masked(found),
        "choices": _choices(found, place) if pays and orders else [],
        "parts": _parts(found, place) if splits else [],
        "lines": [Line(one) for one in postings],
        "group": _group_words(found),
        "names": found.names.annotate(known=Q(person__isnull=False)).order_by("known", "number")[:ROWS_A_PAGE],
        "bills": found.bills.select_related("place")[:ROWS_A_PAGE],
    }
    return render(request, "funds/line.html", context)


def _group_words(line: ImportLine) -> str:
    """What becomes of a bill that does not tell everybody by name; "" of any other line."""
    told = group_bills(ImportLine.objects.filter(BILLS, pk=line.pk, paid_by__isnull=False).exclude(programme=""))
    return group_words(told[0]) if told else ""


def _masked(line: ImportLine) -> list[tuple[str, str]]:
    """The cells as found; numbers of people and families are hidden."""
    return [(heading, _LONG_NUMBER.sub(_hidden, text)) for heading, text in line.found.items()]


def _hidden(found: "re.Match[str]") -> str:
    text = found.group()
    return text[:4] + "*" * (len(text) - 8) + text[-4:]


def _choices(line: ImportLine, place: Region) -> list[Commitment]:
    found = Commitment.objects.filter(place=place, state=CommitmentState.OPEN).select_related("source", "place")
    return sorted(found.exclude(pk=line.commitment_id or 0), key=lambda one: _distance(one, line))


def _distance(one: Commitment, line: ImportLine) -> tuple[bool, bool, int, int]:
    """How far a commitment lies from what a line says: its programme, its source, its year."""
    return one.programme != line.programme, one.source_id != line.source_id, abs(one.year - line.year), one.pk


def _parts(line: ImportLine, place: Region) -> list[tuple[Region, int | None]]:
    known = dict(line.shares.values_list("place", "amount"))
    return [(one, known.get(one.pk)) for one in kelurahan_of(place)]


@require_POST
def choose(request: SignedInRequest, line: int) -> HttpResponse:
    """Which commitment a payment is for."""
    found = selectors.line_get(request.acting, line)
    text = request.POST.get("komitmen", "")
    commitment = Commitment.objects.filter(pk=int(text)).first() if text.isdigit() and len(text) < 12 else None
    if commitment is None:
        raise NO_SUCH_COMMITMENT
    services.line_choose(acting=request.acting, line=found, commitment=commitment, day=timezone.localdate())
    return redirect("funds:line", line=found.pk)


@require_POST
def split(request: SignedInRequest, line: int) -> HttpResponse:
    """A payment of a kecamatan, split to its kelurahan."""
    found = selectors.line_get(request.acting, line)
    place = found.place or selectors.home_place(request.acting)
    shares = {one: read_amount(request.POST.get(f"bagian-{one.code}", "")) or 0 for one in kelurahan_of(place)}
    services.line_split(
        acting=request.acting,
        line=found,
        shares=shares,
        basis=request.POST.get("dasar", "")[:200],
        day=timezone.localdate(),
    )
    return redirect("funds:line", line=found.pk)
