"""A paper as signed names people with whole NIK: whoever reads it outside their own office or area says why, once a
sitting. The same figures without anybody's name need no reason."""

from django.http import HttpResponse
from django.shortcuts import render

from padan.web.accounts.models import Appointment
from padan.web.audit.revealing import ReasonError, reason_keep, reason_of_sitting
from padan.web.audit.services import reading_log
from padan.web.official.figures import figures_from
from padan.web.official.models import Paper
from padan.web.official.selectors import bears
from padan.web.official.tree import gathers
from padan.web.refusals import sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach

OWN = "naskah kantor sendiri"
"""The reason that stands in the trail where nobody is asked for one (`audit.words.REASONS`)."""


def names_whole(paper: Paper) -> bool:
    """Whether a paper writes the NIK whole: that of one office does, one that gathers several masks it."""
    return not gathers(paper.signoff.office)


def reason_due(acting: Appointment, paper: Paper) -> bool:
    """Whether the acting person must say why before the paper as signed is handed out."""
    if not names_whole(paper) or bears(paper, acting):
        return False
    return acting.reach is not Reach.AREA or not acting.sees_office(paper.signoff.office)


def people_in(paper: Paper) -> int:
    """How many people a paper names: every row of either side, a linked pair once."""
    counts = figures_from(paper.signoff.figures).counts
    return counts.list_rows + counts.participant_rows - counts.matched - counts.differs


def disclosed(request: SignedInRequest, paper: Paper) -> HttpResponse | None:
    """Notes the reading of every NIK of a paper that writes them whole; gives the page that asks why where that is due
    and has not been said in this sitting."""
    if not names_whole(paper):
        return None
    reason, refusal = OWN, ""
    if reason_due(request.acting, paper):
        reason = reason_of_sitting(request)
        if not reason and request.method == "POST":
            try:
                reason = reason_keep(request, request.POST.get("reason", ""))
            except ReasonError as error:
                refusal = sentence(error)
        if not reason:
            return _asked(request, paper, refusal)
    reading_log(acting=request.acting, about=paper, reason=reason, request=request, many=people_in(paper))
    return None


def _asked(request: SignedInRequest, paper: Paper, refusal: str) -> HttpResponse:
    context = {"paper": paper, "people": people_in(paper), "refusal": refusal, "address": request.path}
    return render(request, "official/reason.html", context, status=422 if refusal else 200)
