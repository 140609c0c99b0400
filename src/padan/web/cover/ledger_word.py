"""What the money room knows of months paid for people; it registers itself, for it is a later room."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from padan.domain.cover_evidence import Group

Place = tuple[int, str]
"""A region's id and a programme: whose bills."""


@dataclass(frozen=True, slots=True)
class PaidMonth:
    """Rupiah of a payment for a person in one month (its first day). `source`: key of the money's source; `place`: id
    of the region that paid; `by_group`: it was for the person's whole group, and names nobody; `office`: id of the one
    that answers, where it is not the place's own."""

    person: int
    month: date
    programme: str
    amount: int
    source: str
    place: int
    by_group: bool = False
    office: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What can be asked. `mark`: another text means that something was booked, undone or laid to somebody since.
    `settle`: lays payments to people anew where the record has come to know them; gives how many."""

    mark: Callable[[], str]
    paid: Callable[[], Iterable[PaidMonth]]
    groups: Callable[[], Mapping[Place, Group]]
    settle: Callable[[], int] = int


LEDGERS: list[Ledger] = []
"""Filled by `apps.py` of later rooms, in `ready()`."""


def register(ledger: Ledger) -> None:
    """Add a ledger once, however often Django is set up."""
    if ledger not in LEDGERS:
        LEDGERS.append(ledger)


def months_paid() -> Iterable[PaidMonth]:
    """Every month that a payment was for."""
    return (one for ledger in LEDGERS for one in ledger.paid())


def groups() -> dict[Place, Group]:
    """What the bills of each place and programme tell."""
    return {place: group for ledger in LEDGERS for place, group in ledger.groups().items()}


def ledgers_mark() -> str:
    """Changes where any ledger did."""
    return "/".join(ledger.mark() for ledger in LEDGERS)


def ledgers_settle() -> int:
    """Let every ledger lay its payments to the people whom the record knows by now."""
    return sum(ledger.settle() for ledger in LEDGERS)
