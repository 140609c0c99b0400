"""Lines that a human lays: a commitment chosen, an order of a kecamatan split to its kelurahan."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.allocating import TREASURER, only
from padan.web.funds.booking import Book
from padan.web.funds.correcting import NEVER_PAID
from padan.web.funds.importing import bills_tie, city_of, post_part
from padan.web.funds.judging import Commitments
from padan.web.funds.models import Commitment, CommitmentState, ImportLine, Posting, SheetKind, SheetState, SplitShare
from padan.web.funds.portions import portions_refresh
from padan.web.funds.refusals import (
    NO_SUCH_COMMITMENT,
    NOT_ACCEPTED,
    NOT_SPLIT,
    SPLIT_NOTHING,
    SPLIT_TOO_MUCH,
)
from padan.web.regions.models import Level, Region


def _held(line: ImportLine) -> ImportLine:
    """The line, held until the transaction ends; of an accepted list of payment orders, and readable."""
    found = ImportLine.objects.select_for_update(of=("self",)).select_related("file", "place", "source")
    held = found.get(pk=line.pk)
    posted = held.outcome not in NEVER_PAID
    if held.file.state != SheetState.ACCEPTED or held.file.kind != SheetKind.DISBURSEMENTS or not posted:
        raise NOT_ACCEPTED
    return held


def _undo(book: Book, line: ImportLine) -> None:
    standing = Posting.objects.filter(line=line, reverses__isnull=True, reversed_by__isnull=True)
    for posting in standing.select_related(
        "taken__source", "taken__place", "given__source", "given__place", "commitment"
    ).order_by("-id"):
        book.reverse(posting, f"disusun ulang: {line.reference}")


@transaction.atomic
def line_choose(*, acting: Appointment, line: ImportLine, commitment: Commitment, day: date) -> ImportLine:
    """A clerk says which commitment a payment is for. What was posted is undone and posted anew.

    Raises NO_SUCH_COMMITMENT for one that is closed or of another place, MOVED_ON where an SPJ counts on it.
    """
    only(acting, TREASURER)
    held = _held(line)
    place = held.place or city_of(acting)
    if commitment.state != CommitmentState.OPEN or commitment.place_id != place.pk:
        raise NO_SUCH_COMMITMENT
    book = Book(acting, day)
    _undo(book, held)
    before = held.source, held.year, place
    held.commitment, held.outcome, held.programme = commitment, "chosen", commitment.programme
    held.source, held.year = commitment.source, commitment.year
    held.save(update_fields=["commitment", "outcome", "programme", "source", "year"])
    post_part(book, held, place, held.amount or 0, commitment)
    book.settle(book.pocket(*before))
    book.close()
    _after(acting, held, "funds.line_choose", {"number": commitment.decree_ref})
    return held


@transaction.atomic
def line_split(
    *, acting: Appointment, line: ImportLine, shares: Mapping[Region, int], basis: str, day: date
) -> ImportLine:
    """Split a payment in the name of a kecamatan (or of nobody) to kelurahan, as a stated table says; the rest stays
    unsplit.

    `shares`: kelurahan -> rupiah; `basis`: what the table rests on. A split made before is replaced.
    """
    only(acting, TREASURER)
    held = _held(line)
    place = held.place or city_of(acting)
    if place.level == Level.KELURAHAN:
        raise NOT_SPLIT
    stated = {region: amount for region, amount in shares.items() if amount > 0 and _within(region, place)}
    if not stated or not basis.strip():
        raise SPLIT_NOTHING
    if sum(stated.values()) > (held.amount or 0):
        raise SPLIT_TOO_MUCH
    book = Book(acting, day)
    _undo(book, held)
    _store(acting, held, stated, basis)
    commitments = Commitments()
    for region, amount in stated.items():
        match = commitments.match(held, region, amount)
        fitting = commitments.held[int(match.commitment)].commitment if match.commitment else None
        post_part(book, held, region, amount, fitting)
    left = (held.amount or 0) - sum(stated.values())
    if left:
        post_part(book, held, place, left, None)
    book.close()
    _after(acting, held, "funds.line_split", {"offices": len(stated), "reason": basis[:200]})
    return held


def _within(region: Region, place: Region) -> bool:
    return region.level == Level.KELURAHAN and region.code.startswith(f"{place.code}.")


def _store(acting: Appointment, line: ImportLine, shares: Mapping[Region, int], basis: str) -> None:
    line.shares.all().delete()
    SplitShare.objects.bulk_create(
        SplitShare(line=line, place=region, amount=amount, basis=basis[:200], by=acting.user)
        for region, amount in shares.items()
    )
    whole = sum(shares.values()) == line.amount
    line.commitment, line.outcome = None, "split" if whole else "unsplit"
    line.save(update_fields=["commitment", "outcome"])


def _after(acting: Appointment, line: ImportLine, action: str, detail: dict[str, object]) -> None:
    portions_refresh(bills_tie() | {line.pk})
    event_append(action=action, acting=acting, about=line, detail=detail)
