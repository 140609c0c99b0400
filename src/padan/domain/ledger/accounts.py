"""Accounts of money and the postings between them. Worked tables: docs/explanation/rules/ledger.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from padan.domain.months import Month

AccountKind = Literal[
    "granted", "allocated", "received", "available", "committed", "paid", "reported", "returned", "advance"
]
KINDS: tuple[AccountKind, ...] = (
    "granted",
    "allocated",
    "received",
    "available",
    "committed",
    "paid",
    "reported",
    "returned",
    "advance",
)
BELOW_NOTHING: frozenset[str] = frozenset({"granted", "advance"})
"""Kinds that may stand below nothing; no other ever does."""
OF_A_PROGRAMME: frozenset[str] = frozenset({"committed", "paid", "reported"})
"""Kinds whose money may be promised to a programme."""

MOVES: Mapping[tuple[str, str], str] = {
    ("granted", "allocated"): "allocation",
    ("allocated", "granted"): "allocation_cut",
    ("allocated", "received"): "receipt",
    ("granted", "received"): "receipt_unallocated",
    ("received", "available"): "made_available",
    ("available", "committed"): "commitment",
    ("committed", "available"): "commitment_freed",
    ("committed", "paid"): "payment",
    ("available", "paid"): "payment_uncommitted",
    ("advance", "paid"): "payment_advanced",
    ("available", "advance"): "settlement",
    ("paid", "reported"): "report",
    ("paid", "available"): "refund",
    ("reported", "available"): "refund_reported",
    ("available", "returned"): "return",
    ("received", "returned"): "return_unreleased",
    ("advance", "returned"): "return_advanced",
}
"""(kind taken from, kind given to) -> the move. What is not here is no move, unless it reverses one."""

PAYMENTS: frozenset[str] = frozenset({"payment", "payment_uncommitted", "payment_advanced"})
REFUNDS: frozenset[str] = frozenset({"refund", "refund_reported"})
"""Paid money that came back, before its SPJ and after it."""
_PLACE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """Where money stands: `source` is the key of a source of money, `year` its funding year, `place` a region code of
    Kemendagri, `programme` the key of a programme, "" for none."""

    kind: str
    source: str
    year: int
    place: str
    programme: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of account: {self.kind}")
        if not self.source or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("an account has a source and a funding year")
        if not _PLACE.fullmatch(self.place):
            raise ValueError(f"no region code: {self.place}")
        if self.programme and self.kind not in OF_A_PROGRAMME:
            raise ValueError(f"{self.kind} is of no programme")

    def of(self, kind: str, programme: str = "") -> "Account":
        """The account of another kind of the same source, year and place."""
        return Account(kind, self.source, self.year, self.place, programme)


def pocket(source: str, year: int, place: str) -> Account:
    """The available money of one source, year and place: what most rules begin from."""
    return Account("available", source, year, place)


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount taken from one account and given to another; so it balances by construction.

    `day`: when it happened; `known_at`: when the record learnt of it; `event_month`: the month that it is for.
    `commitment`: key of the commitment that it pays, funds or frees. `reverses`: key of the posting that it undoes.
    """

    taken: Account
    given: Account
    amount: int
    day: date
    known_at: date
    reference: str = ""
    imported: bool = False
    event_month: Month | None = None
    commitment: str = ""
    key: str = ""
    reverses: str = ""

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount <= 0:
            raise ValueError("a posting has a whole amount above nothing")
        one, other = self.taken, self.given
        if (one.source, one.year, one.place) != (other.source, other.year, other.place):
            raise ValueError("money keeps its source, funding year and place")
        if one.programme and other.programme and one.programme != other.programme:
            raise ValueError("money promised to one programme pays no other")
        if not self.move:
            raise ValueError(f"no move from {one.kind} to {other.kind}")

    @property
    def move(self) -> str:
        """What it does; of a reversal: what it undoes. "" for no move at all."""
        pair = (self.given.kind, self.taken.kind) if self.reverses else (self.taken.kind, self.given.kind)
        return MOVES.get(pair, "")

    @property
    def sign(self) -> int:
        """-1 where it undoes its move."""
        return -1 if self.reverses else 1


def reversal(posting: Posting, *, day: date, known_at: date, reference: str = "", key: str = "") -> Posting:
    """The posting that undoes another, which must have a key and be no reversal itself."""
    if not posting.key or posting.reverses:
        raise ValueError("only a posting with a key, that reverses none, is reversed")
    return Posting(
        posting.given,
        posting.taken,
        posting.amount,
        day,
        known_at,
        reference,
        event_month=posting.event_month,
        commitment=posting.commitment,
        key=key,
        reverses=posting.key,
    )
