"""What the money room knows to have been paid for a person; it registers itself, for it is a later room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from padan.web.accounts.models import Appointment
from padan.web.protection.models import Person


@dataclass(frozen=True, slots=True)
class Paid:
    """Rupiah of one payment for one person and month. `address`: its page, "" where the acting office has none."""

    month: date
    what: str
    amount: int
    source: str
    proof: str = ""
    address: str = ""


Reader = Callable[[Appointment, Person], Sequence[Paid]]
READERS: list[Reader] = []
"""Filled by `apps.py` of later rooms, in `ready()`."""


def register(reader: Reader) -> None:
    """Add a reader once, however often Django is set up."""
    if reader not in READERS:
        READERS.append(reader)


def paid_for(acting: Appointment, person: Person) -> list[Paid]:
    """Every payment for a person, the newest month first. Who may see the person is the caller's."""
    found = [paid for reader in READERS for paid in reader(acting, person)]
    return sorted(found, key=lambda one: one.month, reverse=True)
