"""The board of a period: a row for each office that hands in, with what later rooms know of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Appointment, Office
from padan.web.periods.models import Period, Requirement


class Standing(IntEnum):
    """How far an office is. A later one outweighs an earlier one."""

    NOT_YET = 1
    TROUBLED = 2
    IN = 3
    SIGNED = 4


STANDINGS: dict[Standing, tuple[str, str | Promise, str]] = {
    Standing.NOT_YET: ("belum", _("Belum masuk"), "warn"),
    Standing.TROUBLED: ("bermasalah", _("Masih bermasalah"), "grave"),
    Standing.IN: ("masuk", _("Sudah masuk"), ""),
    Standing.SIGNED: ("ditandatangani", _("Sudah ditandatangani"), "good"),
}
"""For each standing: its word in the address, what people read, its colour."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one room says of one office: a few words, a colour (`good`, `warn`, `grave`), a page, how far it is, and
    the ids of the requirements for which something has been accepted."""

    text: str
    tone: str = ""
    address: str = ""
    standing: Standing | None = None
    handed_in: frozenset[int] = frozenset()


States = Callable[[Appointment, Period, Sequence[Office]], Mapping[int, Cell]]
"""Office id -> cell. One or two queries for all offices, never one an office."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board."""

    key: str
    heading: str | Promise
    states: States


STATES: list[Column] = []
"""Filled by `apps.py` of each room, in `ready()`."""


def register(column: Column) -> None:
    """Add a column once, however often Django is set up."""
    if all(column.key != known.key for known in STATES):
        STATES.append(column)


@dataclass(frozen=True, slots=True)
class Line:
    """One office on the board: what it is asked for, and a cell for each column."""

    office: Office
    requirements: tuple[Requirement, ...]
    cells: tuple[Cell, ...] = field(default=())

    @property
    def shown(self) -> list[tuple[Column, Cell]]:
        """Each cell with its column."""
        return list(zip(STATES, self.cells, strict=True))

    @property
    def standing(self) -> Standing:
        """How far it is, by whatever room knows the most."""
        return max((cell.standing for cell in self.cells if cell.standing), default=Standing.NOT_YET)

    @property
    def handed_in(self) -> frozenset[int]:
        """Ids of the requirements that are met."""
        return frozenset().union(*(cell.handed_in for cell in self.cells))

    @property
    def word(self) -> str:
        """Its standing as the address writes it."""
        return STANDINGS[self.standing][0]

    @property
    def label(self) -> str:
        """Its standing as people read it."""
        return str(STANDINGS[self.standing][1])

    @property
    def tone(self) -> str:
        """The colour of its standing."""
        return STANDINGS[self.standing][2]


def lines(acting: Appointment, period: Period, requirements: Iterable[Requirement]) -> list[Line]:
    """The board's lines, in the order of the requirements."""
    asked: dict[int, list[Requirement]] = {}
    for requirement in requirements:
        asked.setdefault(requirement.office_id, []).append(requirement)
    offices = [found[0].office for found in asked.values()]
    columns = [column.states(acting, period, offices) for column in STATES]
    return [
        Line(office, tuple(asked[office.pk]), tuple(column.get(office.pk, Cell("–")) for column in columns))
        for office in offices
    ]
