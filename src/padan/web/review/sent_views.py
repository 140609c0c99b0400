"""What stands before the branch, and its answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.web.requests import SignedInRequest
from padan.web.review import selectors, services
from padan.web.review.models import ReplyWord
from padan.web.review.queue_views import period_of
from padan.web.review.reading import told_in

MOST = 100


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
        "waiting": waiting[:MOST],
        "left_out": max(0, len(waiting) - MOST),
        "answered": answered[:MOST],
        "count": len(waiting),
        "done": len(answered),
        "words": ReplyWord,
    }
    return render(request, "review/branch.html", context)


@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """The branch's answer to one row."""
    found = selectors.case_get(request.acting, pk)
    word, told = str(request.POST.get("word", "")), told_in(request.POST)
    services.reply(acting=request.acting, case=found, word=word, reason=told.reason)
    messages.success(request, _("Jawaban disimpan dan terlihat oleh kantor pengirim."))
    return redirect("review:branch")
