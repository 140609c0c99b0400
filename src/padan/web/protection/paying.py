"""Who was paid for in a month, as the money room knows it; it registers itself, for it is a later room."""

from collections.abc import Callable, Collection
from datetime import date

Reader = Callable[[str, Collection[int], date], set[int]]
"""Programme, persons and the first day of a month -> those of them who were paid for."""
READERS: list[Reader] = []
"""Filled by `apps.py` of later rooms, in `ready()`."""


def register(reader: Reader) -> None:
    """Add a reader once, however often Django is set up."""
    if reader not in READERS:
        READERS.append(reader)


def paid_in(programme: str, persons: Collection[int], month: date) -> set[int]:
    """Those of the persons for whom a payment of the programme in a month is known."""
    return {person for reader in READERS for person in reader(programme, persons, month)}
