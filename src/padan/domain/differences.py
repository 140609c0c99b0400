"""Who gains and who loses between two selections, by kelurahan and decile; what each costs and how far it reaches.

Worked table of the reach: docs/explanation/rules/selection.md. Money is whole rupiah.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from padan.domain.fitting import Reach


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of a programme, place and decile (None = not known) were chosen before, and after."""

    programme: str
    place: str
    decile: int | None
    before: bool
    after: bool
    people: int


@dataclass(frozen=True, slots=True)
class Change:
    """People chosen before and after, and how many of them are others."""

    before: int = 0
    after: int = 0
    gain: int = 0
    lose: int = 0

    def with_cell(self, cell: Cell) -> "Change":
        """This and one more cell."""
        return Change(
            self.before + cell.before * cell.people,
            self.after + cell.after * cell.people,
            self.gain + (cell.after and not cell.before) * cell.people,
            self.lose + (cell.before and not cell.after) * cell.people,
        )

    @property
    def adds_up(self) -> bool:
        """Whether before + gain - lose = after."""
        return self.before + self.gain - self.lose == self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the law does: in all, and in parts that each add up to it."""

    whole: Change
    by_programme: Mapping[str, Change] = field(default_factory=dict)
    by_place: Mapping[str, Change] = field(default_factory=dict)
    by_decile: Mapping[int | None, Change] = field(default_factory=dict)


def effect_of(cells: Iterable[Cell]) -> Effect:
    """The cells counted together; parts in the order of their keys, what is not known last."""
    whole = Change()
    programmes: dict[str, Change] = {}
    places: dict[str, Change] = {}
    deciles: dict[int | None, Change] = {}
    for cell in cells:
        whole = whole.with_cell(cell)
        programmes[cell.programme] = programmes.get(cell.programme, Change()).with_cell(cell)
        places[cell.place] = places.get(cell.place, Change()).with_cell(cell)
        deciles[cell.decile] = deciles.get(cell.decile, Change()).with_cell(cell)
    by_decile = sorted(deciles.items(), key=lambda item: (item[0] is None, item[0] or 0))
    return Effect(whole, dict(sorted(programmes.items())), dict(sorted(places.items())), dict(by_decile))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a selection came to for one programme. `base`: rupiah that the share is of; `cost`: rupiah a person."""

    programme: str
    money: int
    base: int
    spent: int
    chosen: int
    eligible: int
    cost: int

    @property
    def reach(self) -> Reach:
        """How far the money goes among the eligible."""
        return Reach(self.money, self.eligible, self.cost, self.base)


def total_cost(standings: Sequence[Standing]) -> int:
    """Rupiah that all programmes spend."""
    return sum(standing.spent for standing in standings)
