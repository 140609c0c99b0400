"""A schematic map where no outlines are known: each region is what lies nearest to its own point.

The cells are those of Voronoi, cut from a softened hull of all points and from a circle about each. They are neither
borders nor areas, and every map drawn of them says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin

from padan.drawing.geography import Point, Shape

CORNERS = 24
"""Of the circle about a point."""
DECIMALS = 6
"""Degrees to a tenth of a metre: corners that two cells share are then the same numbers."""


@dataclass(frozen=True, slots=True)
class Centroid:
    """The middle of a region, in degrees."""

    code: str
    name: str
    longitude: float
    latitude: float


def shapes_from_centroids(points: Sequence[Centroid]) -> tuple[Shape, ...]:
    """A cell for each point, in the order given. Two regions at one point share it: each gets half a cell."""
    apart = _apart(points)
    if not apart:
        return ()
    squeeze = cos(radians(sum(y for _, y in apart) / len(apart)))
    flat = [(x * squeeze, y) for x, y in apart]
    reach = _reach(flat)
    shapes = []
    for at, (centroid, middle) in enumerate(zip(points, flat, strict=True)):
        cell = _circle(middle, 1.7 * reach)
        for other_at, other in enumerate(flat):
            if other_at != at and cell:
                cell = _nearer(cell, middle, other)
        cell = _within(cell, flat, 0.75 * reach)
        ring = tuple(dict.fromkeys((round(x / squeeze, DECIMALS), round(y, DECIMALS)) for x, y in cell))
        if len(ring) >= 3:
            shapes.append(Shape(centroid.code, centroid.name, (ring,)))
    return tuple(shapes)


def _apart(points: Sequence[Centroid]) -> list[Point]:
    """The points; one that lies where an earlier one does is moved aside by some ten metres."""
    found: list[Point] = []
    for one in points:
        point = (one.longitude, one.latitude)
        while point in found:
            point = (point[0] + 1e-4, point[1])
        found.append(point)
    return found


def _reach(points: Sequence[Point]) -> float:
    """The usual way from a point to its second nearest neighbour."""
    ways = []
    for x, y in points:
        near = sorted(hypot(x - u, y - v) for u, v in points)
        ways.append(near[min(2, len(near) - 1)])
    return sorted(ways)[(2 * len(ways)) // 3] or 0.01


def _circle(middle: Point, radius: float) -> list[Point]:
    turns = [2 * pi * at / CORNERS for at in range(CORNERS)]
    return [(middle[0] + radius * cos(turn), middle[1] + radius * sin(turn)) for turn in turns]


def _nearer(cell: list[Point], middle: Point, other: Point) -> list[Point]:
    """What of a cell lies nearer to its middle than to another point."""
    a, b = other[0] - middle[0], other[1] - middle[1]
    limit = (other[0] ** 2 + other[1] ** 2 - middle[0] ** 2 - middle[1] ** 2) / 2
    return _cut(cell, a, b, limit)


def _cut(cell: list[Point], a: float, b: float, limit: float) -> list[Point]:
    """What of a convex cell lies where a·x + b·y <= limit (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for at, here in enumerate(cell):
        before = cell[at - 1]
        inside, was_inside = a * here[0] + b * here[1] <= limit, a * before[0] + b * before[1] <= limit
        if inside != was_inside:
            rise = a * (here[0] - before[0]) + b * (here[1] - before[1])
            share = (limit - a * before[0] - b * before[1]) / rise
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if inside:
            kept.append(here)
    return kept


def _within(cell: list[Point], points: Sequence[Point], margin: float) -> list[Point]:
    """What of a cell lies in the hull of all points, widened by a margin in every one of 24 directions."""
    for turn in (2 * pi * at / CORNERS for at in range(CORNERS)):
        a, b = cos(turn), sin(turn)
        if cell:
            cell = _cut(cell, a, b, max(a * x + b * y for x, y in points) + margin)
    return cell
