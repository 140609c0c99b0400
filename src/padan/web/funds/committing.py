"""Commitments: money promised to people by a decree, within what nobody has a claim on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from padan.domain import ledger
from padan.domain.ledger import Part
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.allocating import PLANNER, only
from padan.web.funds.booking import PLACES, Book
from padan.web.funds.models import Commitment, CommitmentState, Form, Source
from padan.web.funds.refusals import COMMITMENT_CLOSED, NEEDS_REASON, NOT_A_FORM, NOT_A_PLACE, beyond_the_money
from padan.web.funds.rules import law_forms
from padan.web.regions.models import Region


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """What a decree promises: `heads` people at `unit` rupiah a month for `months` months from `first_month` (its first
    day). `amount` where it is not the product of these, as with goods."""

    place: Region
    programme: str
    source: Source
    year: int
    first_month: date
    months: int
    heads: int
    unit: int
    decree_ref: str
    decided_on: date
    form: str = Form.CONTRIBUTION.value
    amount: int | None = None

    @property
    def total(self) -> int:
        """Rupiah promised."""
        return self.heads * self.months * self.unit if self.amount is None else self.amount


def commitment_make(*, acting: Appointment, commitment: NewCommitment) -> Commitment:
    """Promise money to people. What has arrived is tied at once, the rest waits for its stage.

    Raises ConflictError above the money that nobody has a claim on, NOT_A_FORM where the law knows no such aid.
    """
    return commitments_make(acting=acting, commitments=[commitment])[0]


@transaction.atomic
def commitments_make(*, acting: Appointment, commitments: Sequence[NewCommitment]) -> list[Commitment]:
    """Promise money to people of many places, one after another, all or none."""
    only(acting, PLANNER)
    book = Book(acting, timezone.localdate())
    pockets: dict[tuple[Source, int], set[Region]] = defaultdict(set)
    for one in commitments:
        pockets[one.source, one.year].add(one.place)
    for (source, year), places in pockets.items():
        book.pockets(source, year, places)
    made = [_make(acting, book, one) for one in commitments]
    book.close()
    for stored in made:
        event_append(action="funds.commit", acting=acting, about=stored, detail=_detail(stored))
    return made


def _make(acting: Appointment, book: Book, commitment: NewCommitment) -> Commitment:
    if commitment.place.level not in PLACES:
        raise NOT_A_PLACE
    allowed = law_forms(commitment.programme, commitment.decided_on, commitment.place)
    if allowed and commitment.form not in allowed:
        raise NOT_A_FORM
    one = book.pocket(commitment.source, commitment.year, commitment.place)
    waits = sum(waiting.amount for waiting in book.waiting(one))
    permission = ledger.commit_allowed(book.balances, one, commitment.total, waiting=waits)
    if not permission.allowed:
        raise beyond_the_money(permission)
    made = _stored(acting, commitment)
    book.commitment_add(one, made)
    book.settle(one, day=commitment.decided_on, reference=commitment.decree_ref)
    return made


def _stored(acting: Appointment, said: NewCommitment) -> Commitment:
    return Commitment.objects.create(
        place=said.place,
        programme=said.programme,
        source=said.source,
        year=said.year,
        first_month=said.first_month.replace(day=1),
        months=said.months,
        heads=said.heads,
        unit=said.unit,
        amount=said.total,
        form=said.form,
        decree_ref=said.decree_ref,
        decided_on=said.decided_on,
        made_by=acting.user,
    )


def _detail(commitment: Commitment) -> dict[str, object]:
    return {
        "place": commitment.place.code,
        "programme": commitment.programme,
        "source": commitment.source.key,
        "year": commitment.year,
        "amount": commitment.amount,
        "people": commitment.heads,
    }


@transaction.atomic
def commitment_close(*, acting: Appointment, commitment: Commitment, reason: str, day: date) -> Commitment:
    """End a commitment: what it holds and has not paid becomes free again. What was paid stays."""
    only(acting, PLANNER)
    if not reason.strip():
        raise NEEDS_REASON
    book = Book(acting, day, {"reference": reason[:160]})
    one = book.pocket(commitment.source, commitment.year, commitment.place)
    held = book.held(one).pop(commitment.pk, None)
    if held is None:
        raise COMMITMENT_CLOSED
    if held.held:
        book.post([Part(one.of("committed", commitment.programme), one, held.held)], commitment=commitment)
    book.settle(one)
    book.close()
    commitment.state, commitment.close_reason = CommitmentState.CLOSED, reason[:300]
    commitment.closed_at = timezone.now()
    commitment.save(update_fields=["state", "close_reason", "closed_at"])
    event_append(action="funds.commitment_close", acting=acting, about=commitment, detail={"reason": reason[:300]})
    return commitment
