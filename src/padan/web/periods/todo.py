"""What is left to do for an office: each later room adds its part, and the home page puts the most harmful first."""

from collections.abc import Callable
from dataclasses import dataclass

from padan.web.accounts.models import Appointment
from padan.web.periods.models import Period


@dataclass(frozen=True, slots=True)
class Todo:
    """One sentence with one button. `text` says the whole; `count` how many; `grave`: money or a life is at risk;
    `harm`: rupiah at stake, or any number that orders equals; `button`: what it says, by default "Kerjakan"."""

    text: str
    count: int
    address: str
    grave: bool = False
    harm: int = 0
    button: str = ""


Part = Callable[[Appointment, Period], list[Todo]]
PARTS: list[Part] = []
"""Filled by `apps.py` of each room, in `ready()`."""


@dataclass(frozen=True, slots=True)
class Moving:
    """Something of the home page that moves by itself: the address of its fragment, which asks for itself again until
    it stands still, and of the page that tells the same."""

    fragment: str
    page: str


Live = Callable[[Appointment, Period], Moving | None]
LIVE: list[Live] = []
"""Each gives None while nothing moves. Filled like `PARTS`."""


def register_live(part: Live) -> None:
    """Add a part that moves once, however often Django is set up."""
    if part not in LIVE:
        LIVE.append(part)


def moving(acting: Appointment, period: Period) -> list[Moving]:
    """What moves now."""
    return [found for part in LIVE if (found := part(acting, period)) is not None]


def register(part: Part) -> None:
    """Add a part once, however often Django is set up."""
    if part not in PARTS:
        PARTS.append(part)


def left_to_do(acting: Appointment, period: Period) -> list[Todo]:
    """Everything, the most harmful first."""
    found = [todo for part in PARTS for todo in part(acting, period) if todo.count]
    return sorted(found, key=lambda todo: (not todo.grave, -todo.harm, -todo.count))
