"""The only writer of postings. Everything that moves money goes through a `Book`, in the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from padan.domain import ledger
from padan.domain.ledger import BELOW_NOTHING, MOVES, PAYMENTS, REFUNDS, Part, Waiting
from padan.domain.ledger.balances import Balances
from padan.web.accounts.models import Appointment
from padan.web.funds.models import Account, Commitment, CommitmentState, Posting, Source
from padan.web.funds.refusals import ALREADY_UNDONE, MOVED_ON, NOT_SO_MUCH
from padan.web.regions.models import Level, Region

PLACES: frozenset[str] = frozenset({Level.CITY.value, Level.KECAMATAN.value, Level.KELURAHAN.value})
"""Levels of regions on which money stands."""


def as_domain(account: Account) -> ledger.Account:
    """An account of the record as the rules know it; needs `source` and `place` fetched."""
    return ledger.Account(account.kind, account.source.key, account.year, account.place.code, account.programme)


def move_of(taken: str, given: str, *, undone: bool) -> str:
    """The move between two kinds of accounts, or the one that a reversal undoes."""
    return MOVES[(given, taken) if undone else (taken, given)]


@dataclass
class Held:
    """What one open commitment holds in money, what has been paid for it, and what it was made for."""

    commitment: Commitment
    held: int = 0
    paid: int = 0

    @property
    def waits(self) -> int:
        """What it still waits for."""
        return max(0, self.commitment.amount - self.paid - self.held)

    @property
    def left(self) -> int:
        """What it has left to pay."""
        return max(0, self.commitment.amount - self.paid)


def held_by(commitments: Iterable[Commitment]) -> dict[int, Held]:
    """What each commitment holds and has paid, by its id: one query."""
    found = {one.pk: Held(one) for one in commitments}
    moves = (
        Posting.objects.filter(commitment__in=found)
        .order_by()
        .annotate(first=Q(reverses__isnull=True))
        .values_list("commitment", "taken__kind", "given__kind", "first")
        .annotate(total=Sum("amount"))
    )
    for pk, taken, given, first, total in moves:
        move, sign = move_of(taken, given, undone=not first), 1 if first else -1
        _count(found[pk], move, sign * total)
    return found


def _count(held: Held, move: str, amount: int) -> None:
    if move == "commitment":
        held.held += amount
    elif move in ("commitment_freed", "payment"):
        held.held -= amount
    if move in PAYMENTS:
        held.paid += amount
    elif move in REFUNDS:
        held.paid -= amount


@dataclass
class Book:
    """One writing into the ledger. Holds the sources it writes to until the caller's transaction ends, so that two
    writers never spend the same rupiah; `close` stores what was posted.

    `facts`: what every posting of it is given (reference, line, arrival, imported, ...).
    """

    acting: Appointment | None
    day: date
    facts: dict[str, Any] = field(default_factory=dict)
    stored: list[Posting] = field(default_factory=list)
    _balances: dict[ledger.Account, int] = field(default_factory=dict)
    _loaded: set[ledger.Account] = field(default_factory=set)
    _accounts: dict[ledger.Account, Account] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)
    _places: dict[str, Region] = field(default_factory=dict)
    _held: dict[ledger.Account, dict[int, Held]] = field(default_factory=dict)
    _new: list[Posting] = field(default_factory=list)

    def pocket(self, source: Source, year: int, place: Region) -> ledger.Account:
        """The available money of a source, year and place, with all that stands beside it loaded."""
        self.pockets(source, year, (place,))
        return ledger.pocket(source.key, year, place.code)

    def pockets(self, source: Source, year: int, places: Iterable[Region]) -> None:
        """Load the pockets of many places at once, as few questions as for one; what is loaded already stays."""
        new = {ledger.pocket(source.key, year, place.code): place for place in places}
        new = {one: place for one, place in new.items() if one not in self._loaded}
        if new:
            self._hold(source)
            self._places.update({place.code: place for place in new.values()})
            self._load(new, source, year)

    def _hold(self, source: Source) -> None:
        if source.key not in self._sources:
            self._sources[source.key] = Source.objects.select_for_update(no_key=True).get(pk=source.pk)

    def _load(self, new: Mapping[ledger.Account, Region], source: Source, year: int) -> None:
        there = {place.pk for place in new.values()}
        accounts = Account.objects.filter(source=source, year=year, place__in=there).select_related("source", "place")
        by_id = {account.pk: as_domain(account) for account in accounts}
        self._accounts.update({known: account for account in accounts if (known := by_id[account.pk])})
        self._balances.update(balances_of(by_id))
        found = Commitment.objects.filter(source=source, year=year, place__in=there, state=CommitmentState.OPEN)
        held = held_by(found.select_related("place").order_by("decided_on", "id"))
        for one in new:
            self._held[one] = {}
        for pk, each in held.items():
            self._held[ledger.pocket(source.key, year, each.commitment.place.code)][pk] = each
        self._loaded.update(new)

    @property
    def balances(self) -> Balances:
        """What stands on the accounts loaded so far."""
        return self._balances

    def held(self, one: ledger.Account) -> dict[int, Held]:
        """The open commitments of a pocket, the oldest first."""
        return self._held[one]

    def commitment_add(self, one: ledger.Account, commitment: Commitment) -> None:
        """A commitment that has just been made."""
        self._held[one][commitment.pk] = Held(commitment)

    def waiting(self, one: ledger.Account) -> list[Waiting]:
        """The commitments of a pocket that wait for money."""
        found = self._held[one].values()
        return [Waiting(str(h.commitment.pk), h.commitment.programme, h.waits) for h in found if h.waits]

    def post(self, parts: Sequence[Part], **facts: Any) -> None:
        """Post parts of a move. Raises NOT_SO_MUCH where an account would stand below nothing."""
        for part in parts:
            if part.taken.kind not in BELOW_NOTHING and self._balances.get(part.taken, 0) < part.amount:
                raise NOT_SO_MUCH
            self._move(part.taken, part.given, part.amount)
            commitment = self._commitment(part)
            if commitment is not None:
                move = move_of(part.taken.kind, part.given.kind, undone=False)
                _count(commitment, move, part.amount)
            said = {**self.facts, **facts}
            if commitment is not None:
                said["commitment"] = commitment.commitment
            self._new.append(self._posting(part.taken, part.given, part.amount, said))

    def _commitment(self, part: Part) -> Held | None:
        if not part.commitment:
            return None
        pocket = part.taken.of("available")
        return self._held[pocket].get(int(part.commitment))

    def settle(self, one: ledger.Account, **facts: Any) -> None:
        """What free money does at once: settle the advance, then fund what waits."""
        self.post(ledger.follow_ups(self._balances, one, self.waiting(one)), **facts)

    def reverse(self, posting: Posting, reason: str) -> None:
        """Undo one posting. Raises ALREADY_UNDONE, or MOVED_ON where its money has moved on."""
        if posting.reverses_id is not None or Posting.objects.filter(reverses=posting).exists():
            raise ALREADY_UNDONE
        given, taken = posting.given, posting.taken
        self.pocket(given.source, given.year, given.place)
        one, other = as_domain(given), as_domain(taken)
        if one.kind not in BELOW_NOTHING and self._balances.get(one, 0) < posting.amount:
            raise MOVED_ON
        self._move(one, other, posting.amount)
        said = {
            "reference": reason[:160],
            "reverses": posting,
            "commitment": posting.commitment,
            "event_month": posting.event_month,
            "stage": posting.stage,
            "line": posting.line,
            "arrival": posting.arrival,
            "spj": posting.spj,
            "credit": posting.credit,
        }
        held = self._held[one.of("available")].get(posting.commitment_id or 0)
        if held is not None:
            _count(held, move_of(taken.kind, given.kind, undone=False), -posting.amount)
        self._new.append(self._posting(one, other, posting.amount, said))

    def _move(self, taken: ledger.Account, given: ledger.Account, amount: int) -> None:
        self._balances[taken] = self._balances.get(taken, 0) - amount
        self._balances[given] = self._balances.get(given, 0) + amount

    def _posting(self, taken: ledger.Account, given: ledger.Account, amount: int, facts: dict[str, Any]) -> Posting:
        move_of(taken.kind, given.kind, undone="reverses" in facts)
        return Posting(
            taken=self._account(taken),
            given=self._account(given),
            amount=amount,
            day=facts.pop("day", self.day),
            known_at=timezone.now(),
            by=self.acting.user if self.acting else None,
            by_name=self.acting.user.full_name if self.acting else "",
            office_name=self.acting.office.name if self.acting else "",
            **facts,
        )

    def _account(self, one: ledger.Account) -> Account:
        found = self._accounts.get(one)
        if found is None:
            found, _ = Account.objects.get_or_create(
                kind=one.kind,
                source=self._sources[one.source],
                year=one.year,
                place=self._places[one.place],
                programme=one.programme,
            )
            self._accounts[one] = found
        return found

    def close(self) -> list[Posting]:
        """Store everything posted since the last closing, in order."""
        made = Posting.objects.bulk_create(self._new, batch_size=500)
        self.stored += made
        self._new = []
        return made


def balances_of(accounts: dict[int, ledger.Account]) -> dict[ledger.Account, int]:
    """What stands on each of these accounts (id -> account of the rules): two queries."""
    found: Counter[ledger.Account] = Counter()
    for end, sign in (("taken", -1), ("given", 1)):
        sums = Posting.objects.filter(**{f"{end}__in": accounts}).order_by().values_list(end).annotate(Sum("amount"))
        for pk, total in sums:
            found[accounts[pk]] += sign * total
    return dict(found)
