"""A place's rank among its like, said fairly: ties together, and how much one single unit would move it.

A small kelurahan is not good or bad because one person more or less carries it past twenty others; whoever reads the
rank must see that. Worked table: docs/explanation/rules/fair-ranks.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from padan.domain.indicators import Figure

FEW = 3
"""With fewer places there is no rank to speak of."""
SINGLE = frozenset({"percent", "people", "families", "offices", "rows"})
"""Units of which one more or one less can be asked: a share is of people or offices, unless of rupiah."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a place stands, 1 the best. `first` to `last`: the ranks that it shares with its equals. `of`: places that
    have a figure. `if_one`: the first rank it would have with one unit better; None where none can be asked."""

    first: int
    last: int
    of: int
    if_one: int | None = None

    @property
    def equals(self) -> int:
        """How many others have the same figure."""
        return self.last - self.first

    @property
    def third(self) -> str:
        """`top`, `middle` or `bottom`: the third in which all of its ranks lie; "" where they lie in more than one."""
        thirds = {3 * (rank - 1) // self.of for rank in (self.first, self.last)}
        return ("top", "middle", "bottom")[thirds.pop()] if len(thirds) == 1 else ""

    @property
    def unsteady(self) -> bool:
        """Whether one single unit moves it by more than a tenth of all places."""
        return self.if_one is not None and (self.first - self.if_one) * 10 > self.of


def rank_of(figures: Mapping[str, Figure], place: str, *, money: bool = False) -> Rank | None:
    """The rank of a place among figures of one indicator and month; None where it has no figure, or too few have one.

    `money`: the shares are of rupiah, of which nobody asks for one more.
    """
    shares = {code: _share(one) for code, one in figures.items() if one.denominator != 0}
    if place not in shares or len(shares) < FEW:
        return None
    own = figures[place]
    up = own.indicator.direction == "up"
    mine = shares[place]
    others = [share for code, share in shares.items() if code != place]
    first, same = _first(mine, others, up), sum(of * mine[1] == mine[0] * by for of, by in others)
    better = None if money or own.indicator.unit not in SINGLE else _one_better(own, up)
    return Rank(first, first + same, len(shares), None if better is None else _first(better, others, up))


Share = tuple[int, int]
"""Numerator and denominator: a page compares a thousand of them, and multiplying across is twenty times as quick as
fractions are, and as exact."""


def _share(figure: Figure) -> Share:
    return figure.numerator, 1 if figure.denominator is None else figure.denominator


def _first(mine: Share, others: list[Share], up: bool) -> int:
    sign = 1 if up else -1
    return 1 + sum(sign * (of * mine[1] - mine[0] * by) > 0 for of, by in others)


def _one_better(figure: Figure, up: bool) -> Share | None:
    numerator = figure.numerator + (1 if up else -1)
    if numerator < 0 or (figure.denominator is not None and numerator > figure.denominator):
        return None
    return numerator, figure.denominator or 1
