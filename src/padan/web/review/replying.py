"""The branch answers what was formally sent to it; the office sees the answer."""

from django.db import transaction
from django.utils import timezone

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.refusals import FORBIDDEN
from padan.web.review import refusals
from padan.web.review.models import BranchReply, Case, CaseState, Decision, ReplyWord
from padan.web.review.sending import is_sent
from padan.web.roles import Role


@transaction.atomic
def reply(*, acting: Appointment, case: Case, word: str, reason: str = "") -> BranchReply:
    """Accept, refuse or ask a document for a row that was sent. A refusal and a wish for a document say why.

    Raises ConflictError where the row is not before the branch, RefusedError where the reason is missing.
    """
    if acting.role != Role.BPJS:
        raise FORBIDDEN
    held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    decision = sent_decision(held)
    if decision is None:
        raise refusals.NOT_SENT
    if word not in ReplyWord.values:
        raise refusals.UNKNOWN_ANSWER
    if word != ReplyWord.ACCEPTED and not reason.strip():
        raise refusals.NEEDS_REASON
    said = BranchReply.objects.create(
        decision=decision,
        word=word,
        reason=reason.strip(),
        by=acting.user,
        by_name=acting.user.full_name,
        at=timezone.now(),
    )
    event_append(action="review.reply", acting=acting, about=case, detail={"word": word})
    return said


def sent_decision(case: Case) -> Decision | None:
    """The decision by which a case stands before the branch; None where it does not."""
    if case.state != CaseState.ANSWERED or not is_sent(case.kind, case.answer):
        return None
    return case.decisions.filter(answer=case.answer).last()
