"""What stands before the branch, and its answers."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.reply_sheet import ReplyLine
from padan.queue_answers import MOST_BYTES, read_branch_replies
from padan.web import vault
from padan.web.periods.selectors import periods_open_beside
from padan.web.requests import SignedInRequest
from padan.web.review import selectors, services
from padan.web.review.models import ReplyWord
from padan.web.review.queue_views import period_of
from padan.web.review.reading import told_in
from padan.web.review.refusals import LOOK_AGAIN
from padan.web.review.replies_by_file import (
    replies_take,
    replies_weigh,
    sent_workbook,
    sha256_of,
    token_of,
)
from padan.web.review.workbook_views import NO_FILE, download, period_needed

MOST = 100
SHOWN = 200
"""Rows of one kind that the page of a file shows."""


@require_GET
def branch(request: SignedInRequest) -> HttpResponse:
    """Rows that offices sent, those without an answer first; each is accepted, refused, or wants a document."""
    period = period_of(request)
    if period is None:
        return render(request, "review/no_period.html")
    found = selectors.sent_rows(request.acting, period)
    waiting = [sent for sent in found if sent.reply is None]
    answered = [sent for sent in found if sent.reply is not None]
    context = {
        "period": period,
        "others": periods_open_beside(period),
        "waiting": waiting[:MOST],
        "left_out": max(0, len(waiting) - MOST),
        "answered": answered[:MOST],
        "count": len(waiting),
        "done": len(answered),
        "words": ReplyWord,
    }
    return render(request, "review/branch.html", context)


@require_GET
def branch_workbook(request: SignedInRequest) -> HttpResponse:
    """What was sent and is not accepted yet, to be answered in Excel."""
    period = period_needed(request)
    return download(sent_workbook(request.acting, period), slugify(f"kiriman {period.key}"))


@require_http_methods(["GET", "POST"])
def branch_upload(request: SignedInRequest) -> HttpResponse:
    """A file of answers: what each row comes to is shown, and stored once the branch says so."""
    period = period_needed(request)
    context: dict[str, Any] = {"period": period, "limit": SHOWN}
    if request.method == "POST" and (token := request.POST.get("token")):
        sha256 = sha256_of(request.acting, period, token)
        context["taken"] = replies_take(acting=request.acting, period=period, lines=_kept(sha256), sha256=sha256)
    elif request.method == "POST":
        sha256 = _keep(request)
        context["seen"] = replies_weigh(request.acting, period, read_branch_replies(vault.path_of(sha256)))
        context["token"] = token_of(request.acting, period, sha256)
    context["weighed"] = context.get("taken") or context.get("seen")
    return render(request, "review/branch_upload.html", context)


def _keep(request: SignedInRequest) -> str:
    """The uploaded file, kept: what the branch said is part of the record."""
    file = request.FILES.get("berkas")
    if file is None or not file.size or file.size > MOST_BYTES:
        raise NO_FILE
    return vault.keep(file.chunks())[0]


def _kept(sha256: str) -> list[ReplyLine]:
    path = vault.path_of(sha256)
    if not path.exists():
        raise LOOK_AGAIN
    return read_branch_replies(path)


@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """The branch's answer to one row."""
    found = selectors.case_get(request.acting, pk)
    word, told = str(request.POST.get("word", "")), told_in(request.POST)
    services.reply(acting=request.acting, case=found, word=word, reason=told.reason)
    messages.success(request, _("Jawaban disimpan dan terlihat oleh kantor pengirim."))
    return redirect(f"{reverse('review:branch')}?{urlencode({'periode': found.period.key})}")
