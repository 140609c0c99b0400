"""Funnel plots: places of any size compared with one share, so that a small one is not blamed for chance.

Limits are exact binomial ones, interpolated, or, where places differ more than chance explains, wider by the
overdispersion (Spiegelhalter, Statistics in Medicine 2005; 24: 1185-1202).
Checks: docs/explanation/evaluation/data-quality.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Literal

import numpy as np
from scipy.special import bdtr, bdtrik, ndtri

Where = Literal["inside", "low", "high", "far_low", "far_high", "empty"]
WARN, ALARM = 0.95, 0.998
"""Of how many places that differ by chance alone the limits hold: two and three standard deviations."""
WINSORISED = 0.1
"""The part of places at each end whose distance is drawn in before the overdispersion is reckoned."""
FEWEST = 10
"""Places below which no overdispersion is reckoned."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place: how many of its rows have the trait, of how many."""

    key: str
    hits: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of:
            raise ValueError(f"{self.key}: {self.hits} of {self.of}")


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares between which places of one size lie."""

    of: int
    low: float
    high: float
    far_low: float
    far_high: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with its limits and where it stands."""

    point: Point
    limits: Limits | None
    where: Where

    @property
    def share(self) -> float | None:
        """Its own share."""
        return self.point.hits / self.point.of if self.point.of else None


@dataclass(frozen=True, slots=True)
class Funnel:
    """All places against the share of all together. `spread`: the overdispersion (1: as chance would have it);
    `widened`: whether the limits are wider because of it."""

    target: float
    spread: float
    widened: bool
    places: tuple[Placed, ...]

    def at(self, of: int) -> Limits:
        """The limits of places of a size: for drawing the curves."""
        return limits(self.target, of, self.spread if self.widened else 1.0)


def exact_limit(target: float, of: int, chance: float) -> float:
    """The share below which a place of that size lies with that chance, interpolated between whole numbers:
    r is the smallest number with P(R <= r) >= chance, and the limit (r - (P(R <= r) - chance) / P(R = r)) / n."""
    r = min(of, max(0, ceil(bdtrik(chance, of, target))))
    while r > 0 and bdtr(r - 1, of, target) >= chance:
        r -= 1
    upto, below = float(bdtr(r, of, target)), float(bdtr(r - 1, of, target)) if r else 0.0
    if upto <= below:
        return min(1.0, max(0.0, r / of))
    return min(1.0, max(0.0, (r - (upto - chance) / (upto - below)) / of))


def limits(target: float, of: int, spread: float = 1.0) -> Limits:
    """Both pairs of limits of places of a size."""
    if not 0 < target < 1:
        return Limits(of, target, target, target, target)
    found = [_limit(target, of, at, spread) for level in (WARN, ALARM) for at in ((1 - level) / 2, (1 + level) / 2)]
    return Limits(of, *found)


def _limit(target: float, of: int, chance: float, spread: float) -> float:
    if spread <= 1:
        return exact_limit(target, of, chance)
    half = float(ndtri(chance)) * sqrt(spread * target * (1 - target) / of)
    return min(1.0, max(0.0, target + half))


def overdispersion(points: Sequence[Point], target: float) -> float:
    """The mean square of the places' distances in standard deviations, the outermost tenth at each end drawn in."""
    z = np.array([(p.hits / p.of - target) / sqrt(target * (1 - target) / p.of) for p in points if p.of])
    low, high = np.quantile(z, (WINSORISED, 1 - WINSORISED))
    return float(np.mean(np.clip(z, low, high) ** 2))


def funnel(points: Sequence[Point], *, target: float | None = None) -> Funnel:
    """Every place against `target`, or against the share of all together where none is set."""
    used = [point for point in points if point.of]
    whole = sum(point.of for point in used)
    middle = target if target is not None else (sum(point.hits for point in used) / whole if whole else 0.0)
    can = len(used) >= FEWEST and 0 < middle < 1
    spread = overdispersion(used, middle) if can else 1.0
    widened = can and spread > 1 + 2 * sqrt(2 / len(used))
    return Funnel(middle, spread, widened, tuple(_placed(p, middle, spread if widened else 1.0) for p in points))


def _placed(point: Point, target: float, spread: float) -> Placed:
    if not point.of:
        return Placed(point, None, "empty")
    found, share = limits(target, point.of, spread), point.hits / point.of
    where: Where = "inside"
    if share < found.low:
        where = "far_low" if share < found.far_low else "low"
    elif share > found.high:
        where = "far_high" if share > found.far_high else "high"
    return Placed(point, found, where)
