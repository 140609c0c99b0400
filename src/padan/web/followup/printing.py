"""Closed minutes and addenda as PDF, printed by the worker: whole in the vault first, then told in the record."""

import logging

from django.db import transaction
from django.utils import timezone, translation

from padan.documents.meeting import correction_pdf, minutes_pdf
from padan.web import vault
from padan.web.audit.services import event_append
from padan.web.followup.minutes_kept import correction_of, minutes_from
from padan.web.followup.models import MeetingPaper
from padan.web.official.models import PaperState

LOG = logging.getLogger("padan.web.followup")
AT_ONCE = 20
FAULT = "Kesalahan program ({name}); sampaikan kepada pengelola sistem.\n\nA fault of the program ({name})."


def meeting_papers_print(*, most: int = AT_ONCE) -> int:
    """Print papers that wait; gives how many became ready. A worker that dies in between leaves them waiting."""
    waiting = MeetingPaper.objects.filter(state=PaperState.WAITING).order_by("pk").values_list("pk", flat=True)[:most]
    return sum(_print(pk) for pk in list(waiting))


def _print(pk: int) -> bool:
    paper = MeetingPaper.objects.select_related("meeting", "addendum__meeting").get(pk=pk)
    try:
        with translation.override("id"):
            pdf = pdf_of(paper)
    except Exception as error:
        name = type(error).__name__
        LOG.error("naskah rapat %s: %s", pk, name)
        waiting = MeetingPaper.objects.filter(pk=pk, state=PaperState.WAITING)
        waiting.update(state=PaperState.FAILED, fault=FAULT.format(name=name))
        return False
    return _ready(paper, vault.keep([pdf])[0])


def pdf_of(paper: MeetingPaper) -> bytes:
    """The paper: the same record gives the same bytes."""
    if paper.addendum is not None:
        return correction_pdf(correction_of(paper.addendum, paper.signatures, paper.token))
    meeting = paper.meeting
    assert meeting.closed_at is not None
    closed = timezone.localdate(meeting.closed_at)
    return minutes_pdf(minutes_from(meeting.kept, paper.signatures, closed, meeting.digest, paper.token))


def _ready(paper: MeetingPaper, sha256: str) -> bool:
    with transaction.atomic():
        held = MeetingPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if held.state != PaperState.WAITING:
            return False
        held.state, held.pdf_sha256, held.fault, held.made_at = PaperState.READY, sha256, "", timezone.now()
        held.save()
        event_append(action="followup.paper_print", about=held, detail={"pdf": sha256})
    return True
