"""What the money room knows of months paid for people; it registers itself, for it is a later room."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from padan.domain.cover_evidence import Group

Place = tuple[int, str]
"""A region's id and a programme: whose bills."""


@dataclass(frozen=True, slots=True)
class PaidByName:
    """Rupiah of a payment that names its person, for one month (its first day). `source`: key of the money's source;
    `place`: id of the region that paid."""

    person: int
    month: date
    programme: str
    amount: int
    source: str
    place: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What can be asked. `mark`: another text means that something was booked, undone or laid to somebody since."""

    mark: Callable[[], str]
    paid: Callable[[], Iterable[PaidByName]]
    groups: Callable[[], Mapping[Place, Group]]


LEDGERS: list[Ledger] = []
"""Filled by `apps.py` of later rooms, in `ready()`."""


def register(ledger: Ledger) -> None:
    """Add a ledger once, however often Django is set up."""
    if ledger not in LEDGERS:
        LEDGERS.append(ledger)


def paid_by_name() -> Iterable[PaidByName]:
    """Every month that a payment by name was for."""
    return (one for ledger in LEDGERS for one in ledger.paid())


def groups() -> dict[Place, Group]:
    """What the bills of each place and programme tell."""
    return {place: group for ledger in LEDGERS for place, group in ledger.groups().items()}


def ledgers_mark() -> str:
    """Changes where any ledger did."""
    return "/".join(ledger.mark() for ledger in LEDGERS)
