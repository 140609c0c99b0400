"""SPJ: a place accounts for what it paid, BPKAD accepts it or sends it back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from padan.domain.ledger import Part
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.allocating import TREASURER, only
from padan.web.funds.booking import Book
from padan.web.funds.models import Source, Spj, SpjState
from padan.web.funds.refusals import NEEDS_REASON, NOT_SO_MUCH, NOT_YOURS, SPJ_DECIDED, SPJ_TOO_MUCH
from padan.web.refusals import RefusedError
from padan.web.regions.models import Region
from padan.web.roles import Role

ACCOUNTABLE: frozenset[Role] = frozenset({Role.KELURAHAN_CLERK, Role.LURAH, Role.KECAMATAN_CLERK, Role.CAMAT})
"""Roles that account for the money of their own office's place."""


@dataclass(frozen=True, slots=True)
class NewSpj:
    """What an SPJ says. `document`: (SHA-256, name) of a kept file, ("", "") for none."""

    source: Source
    year: int
    programme: str
    number: str
    day: date
    amount: int
    note: str = ""
    document: tuple[str, str] = ("", "")


def own_place(acting: Appointment) -> Region:
    """The place whose money the acting office accounts for. Raises NOT_YOURS."""
    if acting.role not in ACCOUNTABLE:
        raise NOT_YOURS
    return acting.office.region


@transaction.atomic
def spj_submit(*, acting: Appointment, spj: NewSpj) -> Spj:
    """Hand in an SPJ for the acting office's own place. It counts once BPKAD has accepted it."""
    made = Spj.objects.create(
        place=own_place(acting),
        source=spj.source,
        year=spj.year,
        programme=spj.programme,
        number=spj.number,
        day=spj.day,
        amount=spj.amount,
        note=spj.note,
        document=spj.document[0],
        document_name=spj.document[1],
        submitted_by=acting.user,
    )
    event_append(
        action="funds.spj_submit", acting=acting, about=made, detail={"number": made.number, "amount": made.amount}
    )
    return made


def spj_accept(*, acting: Appointment, spj: Spj, day: date) -> Spj:
    """It is in order: the money counts as reported. Raises SPJ_TOO_MUCH above what was paid and has no SPJ."""
    return spjs_accept(acting=acting, handed=[(spj, day)])[0]


@transaction.atomic
def spjs_accept(*, acting: Appointment, handed: Iterable[tuple[Spj, date]]) -> list[Spj]:
    """Many in order, each on its day: all or none. Raises SPJ_TOO_MUCH above what was paid and has no SPJ."""
    only(acting, TREASURER)
    held = [(_waiting(spj), day) for spj, day in handed]
    book = Book(acting, timezone.localdate())
    pockets: dict[tuple[Source, int], set[Region]] = defaultdict(set)
    for spj, _ in held:
        pockets[spj.source, spj.year].add(spj.place)
    for (source, year), places in pockets.items():
        book.pockets(source, year, places)
    for spj, day in held:
        _report(book, spj, day)
    book.close()
    return [_decided(acting, spj, SpjState.ACCEPTED, "") for spj, _ in held]


def _report(book: Book, spj: Spj, day: date) -> None:
    one = book.pocket(spj.source, spj.year, spj.place)
    part = Part(one.of("paid", spj.programme), one.of("reported", spj.programme), spj.amount)
    try:
        book.post([part], day=day, reference=spj.number, spj=spj)
    except RefusedError as error:
        raise (SPJ_TOO_MUCH if error is NOT_SO_MUCH else error) from error


@transaction.atomic
def spj_send_back(*, acting: Appointment, spj: Spj, reason: str) -> Spj:
    """It is not in order, for a reason that the place reads."""
    only(acting, TREASURER)
    if not reason.strip():
        raise NEEDS_REASON
    return _decided(acting, _waiting(spj), SpjState.RETURNED, reason[:300])


def _waiting(spj: Spj) -> Spj:
    held = Spj.objects.select_for_update(of=("self",)).select_related("source", "place").get(pk=spj.pk)
    if held.state != SpjState.SUBMITTED:
        raise SPJ_DECIDED
    return held


def _decided(acting: Appointment, spj: Spj, state: SpjState, reason: str) -> Spj:
    spj.state, spj.reason, spj.decided_by, spj.decided_at = state, reason, acting.user, timezone.now()
    spj.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    told = "funds.spj_accepted" if state == SpjState.ACCEPTED else "funds.spj_returned"
    event_append(action=told, acting=acting, about=spj, detail={"number": spj.number})
    return spj
