"""With which rates a run reckons. The room that keeps them says so in its `apps.py`; without it, the shipped ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from padan.domain.rates import Rates


@dataclass(frozen=True, slots=True)
class Source:
    """`rates`: those in force now; `mark`: plain data that changes whenever they do, cheap to ask."""

    rates: Callable[[], Rates]
    mark: Callable[[], Any]


SOURCES: list[Source] = []
"""At most one. Filled by `apps.py` of the room that keeps the rates, in `ready()`."""


def register(source: Source) -> None:
    """Name where the rates are kept; the last one named counts, however often Django is set up."""
    SOURCES[:] = [source]


def rates_in_force() -> Rates | None:
    """The rates that are kept; None where no room keeps any."""
    return SOURCES[0].rates() if SOURCES else None


def rates_mark() -> Any:
    """What tells one state of the rates from another."""
    return SOURCES[0].mark() if SOURCES else None
