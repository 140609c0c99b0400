"""Which answers put a row formally before the branch."""

from collections.abc import Mapping

from django.db.models import Q

from padan.web.review.answers import ANSWERS, SENT, Effect
from padan.web.review.models import CaseKind, CaseState

SENT_ANSWERS: Mapping[CaseKind, frozenset[str]] = {
    kind: frozenset(
        answer.code
        for answer in answers
        if answer.effect in SENT and not (answer.effect is Effect.CORRECT and answer.keeps == "right")
    )
    for kind, answers in ANSWERS.items()
}
"""Of each kind the codes whose row goes out once the answer holds. That the branch's own data are right does not."""


def is_sent(kind: str, code: str) -> bool:
    """Whether an answer that holds puts a case of this kind before the branch."""
    return code in SENT_ANSWERS[CaseKind(kind)]


def sent_condition() -> Q:
    """The condition on a case that it stands before the branch."""
    found = Q(pk=None)
    for kind, codes in SENT_ANSWERS.items():
        if codes:
            found |= Q(kind=kind, answer__in=sorted(codes))
    return found & Q(state=CaseState.ANSWERED)
