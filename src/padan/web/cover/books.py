"""What the books say of people's months goes into the record, whether a run tells of them or not.

The worker looks whether the ledger, or who belongs to its groups, may say otherwise than when it was last asked; a site
that has never made a run gets its months here.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from padan.web.audit.services import event_append
from padan.web.cover.expecting import expected_mark
from padan.web.cover.ledger_members import members_mark
from padan.web.cover.ledger_merging import ledger_merge
from padan.web.cover.ledger_offices import offices_mark
from padan.web.cover.ledger_word import LEDGERS, ledgers_mark, ledgers_settle
from padan.web.cover.models import BooksTold
from padan.web.cover.raising import claims_raise
from padan.web.cover.standing import standings_rebuild
from padan.web.cover.units import Unit
from padan.web.runs.models import Run


def books_mark() -> str:
    """Another text where the ledger, who belongs to its groups, for whom somebody was to pay, or which offices there
    are, may say otherwise than before."""
    return f"{ledgers_mark()}|{members_mark()}|{expected_mark()}|{offices_mark()}"


def books_due() -> bool:
    """Whether the ledger may say otherwise than when its word was last put into the record."""
    if not LEDGERS:
        return False
    held = BooksTold.objects.first()
    return (held.mark if held else "") != books_mark()


def books_refresh() -> dict[str, int]:
    """Make the months agree with the ledger, say anew where everybody stands, and raise claims; gives what it tells of.
    Running it twice changes nothing."""
    ledgers_settle()
    mark, before = books_mark(), BooksTold.objects.first()
    ledger = ledger_merge()
    standings_rebuild()
    told = {**ledger, "claims": books_put(mark, ledger)}
    if any(told.values()) or (before is not None and any(before.counts.values())):
        with transaction.atomic():
            event_append(action="cover.books", detail=told)
    return told


def books_of_run(run: Run, units: Iterable[Unit]) -> tuple[dict[str, int], int]:
    """The same after a run's own months were put in; gives what the ledger tells, and how many claims were raised."""
    ledgers_settle()
    mark = books_mark()
    ledger = ledger_merge()
    standings_rebuild(run, units)
    return ledger, books_put(mark, ledger)


@transaction.atomic
def books_put(mark: str, ledger: dict[str, int]) -> int:
    """Raise claims, and remember what the ledger said; killed before, the next look finds the same work."""
    claims = claims_raise()
    held = BooksTold.objects.first() or BooksTold()
    held.mark, held.counts, held.at = mark, ledger, timezone.now()
    held.save()
    return claims
