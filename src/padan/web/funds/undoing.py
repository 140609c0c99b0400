"""Undoing: a mistake is reversed by a posting that names it, with everything that was posted together with it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.allocating import PLANNER, TREASURER, only
from padan.web.funds.booking import Book
from padan.web.funds.crediting import people_told_again
from padan.web.funds.models import ImportLine, Posting, Spj, SpjState
from padan.web.funds.portions import portions_refresh
from padan.web.funds.refusals import NEEDS_REASON, NOT_YOURS_TO_UNDO
from padan.web.roles import Role

TOGETHER = ("line_id", "arrival_id", "spj_id", "credit_id")
"""What postings stand and fall with: a row of a file, an arrival, an SPJ, an answer of the branch."""


def undoers_of(posting: Posting) -> frozenset[Role]:
    """Who may undo it: Bappeda its promises and commitments, BPKAD everything else."""
    kinds = {posting.taken.kind, posting.given.kind}
    planned = kinds <= {"granted", "allocated"} or kinds == {"available", "committed"}
    return PLANNER if planned and posting.arrival_id is None else TREASURER


@transaction.atomic
def posting_reverse(*, acting: Appointment, posting: Posting, reason: str, day: date) -> list[Posting]:
    """Undo a posting with all that was posted together with it.

    Raises MOVED_ON where the money has moved on since, ALREADY_UNDONE, NEEDS_REASON.
    """
    only(acting, PLANNER | TREASURER)
    if acting.role not in undoers_of(posting):
        raise NOT_YOURS_TO_UNDO
    if not reason.strip():
        raise NEEDS_REASON
    book = Book(acting, day)
    for one in together(posting):
        book.reverse(one, reason)
    made = book.close()
    _mark(posting, reason)
    detail = {"reason": reason[:300], "postings": len(made)}
    event_append(action="funds.reverse", acting=acting, about=posting, detail=detail)
    return made


def together(posting: Posting) -> Sequence[Posting]:
    """What stands and falls with a posting, the latest first."""
    found = Posting.objects.select_related(
        "taken__source",
        "taken__place",
        "given__source",
        "given__place",
        "commitment",
        "line",
        "arrival",
        "spj",
        "credit",
    ).order_by("-id")
    for key in TOGETHER:
        if getattr(posting, key) is not None:
            standing = found.filter(reverses__isnull=True, reversed_by__isnull=True)
            return list(standing.filter(**{key: getattr(posting, key)})) or [found.get(pk=posting.pk)]
    return [found.get(pk=posting.pk)]


def _mark(posting: Posting, reason: str) -> None:
    """The row or SPJ that was posted says that it no longer is."""
    if posting.line_id is not None:
        bills = ImportLine.objects.filter(paid_by=posting.line_id)
        bills.filter(outcome="takes_back").update(paid_by=None)
        bills.update(paid_by=None, outcome="without_sp2d")
        ImportLine.objects.filter(pk=posting.line_id).update(outcome="undone", commitment=None)
        portions_refresh([posting.line_id])
    elif posting.credit is not None:
        people_told_again(posting.credit)
    elif posting.spj_id is not None:
        Spj.objects.filter(pk=posting.spj_id).update(state=SpjState.RETURNED, reason=reason[:300])
