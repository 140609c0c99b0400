"""From degrees to a drawing, and the lines between groups of regions (kecamatan).

Places are whole tenths of a unit of the drawing: two regions that share a line share it still, and the bytes do not
depend on the machine.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians

from padan.drawing.geography import Point, Ring, Shape

Place = tuple[int, int]
"""Tenths of a unit, from the top left corner."""
Edge = tuple[Place, Place]
PROBE = 14
"""Tenths to either side of a line at which it is asked whether the group goes on there: outlines that were simplified
each for itself leave slivers."""


@dataclass(frozen=True, slots=True)
class Plotted:
    """One region on the drawing: its path, its rings, and where a word about it may stand."""

    shape: Shape
    path: str
    rings: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All regions on a drawing of a given width. `borders`: group -> path; `middles`: group -> its middle."""

    width: int
    height: float
    plotted: tuple[Plotted, ...]
    borders: Mapping[str, str]
    middles: Mapping[str, Point]


@lru_cache(maxsize=8)
def sheet_of(shapes: tuple[Shape, ...], groups: tuple[tuple[str, str], ...], width: int, margin: int = 6) -> Sheet:
    """The regions on a sheet. `groups`: (code of a region, its group)."""
    places, height = _project(shapes, width, margin)
    plotted = tuple(
        Plotted(shape, _path(rings), rings)
        for shape, found in zip(shapes, places, strict=True)
        if (rings := tuple(ring for ring in found if len(ring) >= 3))
    )
    grouped: dict[str, list[Plotted]] = {}
    group_of = dict(groups)
    for one in plotted:
        if group := group_of.get(one.shape.code):
            grouped.setdefault(group, []).append(one)
    borders = {group: _border(members) for group, members in sorted(grouped.items())}
    return Sheet(width, height, plotted, borders, {group: _middle(ones) for group, ones in sorted(grouped.items())})


def _project(shapes: Sequence[Shape], width: int, margin: int) -> tuple[list[list[tuple[Place, ...]]], float]:
    """Equirectangular, true in the middle latitude; narrow regions stand in the middle of the width."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    if not points:
        return [], float(width) / 2
    xs, ys = [x for x, _ in points], [y for _, y in points]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    squeeze = max(cos(radians((south + north) / 2)), 0.01)
    room = width - 2 * margin
    scale = room / max((east - west) * squeeze, (north - south) / 1.4, 1e-9)
    left = margin + (room - (east - west) * squeeze * scale) / 2

    def placed(ring: Ring) -> tuple[Place, ...]:
        found = [
            (round(10 * (left + (x - west) * squeeze * scale)), round(10 * (margin + (north - y) * scale)))
            for x, y in ring
        ]
        return tuple(place for at, place in enumerate(found) if place != found[at - 1])

    height = (north - south) * scale + 2 * margin
    return [[placed(ring) for ring in shape.rings] for shape in shapes], round(height, 1)


def _tenths(value: int) -> str:
    return f"{value / 10:.1f}".removesuffix(".0")


def _path(rings: Iterable[Sequence[Place]], *, closed: bool = True) -> str:
    """Steps from point to point, which are shorter than places."""
    said = []
    for ring in rings:
        steps = " ".join(f"{_tenths(x - before[0])} {_tenths(y - before[1])}" for before, (x, y) in pairwise(ring))
        said.append(f"M{_tenths(ring[0][0])} {_tenths(ring[0][1])}l{steps}{'z' if closed else ''}")
    return "".join(said)


def _border(members: Sequence[Plotted]) -> str:
    """The lines beyond which a group does not go on."""
    counted: Counter[Edge] = Counter(edge for one in members for ring in one.rings for edge in _edges(ring))
    alone = [edge for edge, times in sorted(counted.items()) if times == 1 and not _inside(edge, members)]
    return _path(_chained(alone), closed=False)


def _edges(ring: Sequence[Place]) -> list[Edge]:
    pairs = ((ring[at - 1], place) for at, place in enumerate(ring))
    return [(a, b) if a < b else (b, a) for a, b in pairs]


def _inside(edge: Edge, members: Sequence[Plotted]) -> bool:
    """Whether the group lies on both sides of a line."""
    (x1, y1), (x2, y2) = edge
    length = hypot(x2 - x1, y2 - y1) or 1.0
    across, down = PROBE * (y2 - y1) / length, PROBE * (x1 - x2) / length
    middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    sides = ((middle[0] + across, middle[1] + down), (middle[0] - across, middle[1] - down))
    return all(any(_holds(one, side) for one in members) for side in sides)


def _holds(one: Plotted, point: Point) -> bool:
    """Whether a point lies in a region, by the even-odd rule."""
    x, y = point
    held = False
    for ring in one.rings:
        for at, (x2, y2) in enumerate(ring):
            x1, y1 = ring[at - 1]
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                held = not held
    return held


def _chained(edges: Sequence[Edge]) -> list[list[Place]]:
    """Lines put end to end, the longest runs that follow from their order."""
    ends: dict[Place, list[int]] = {}
    for at, (a, b) in enumerate(edges):
        ends.setdefault(a, []).append(at)
        ends.setdefault(b, []).append(at)
    used: set[int] = set()
    chains: list[list[Place]] = []
    for at, edge in enumerate(edges):
        if at not in used:
            used.add(at)
            ahead = _followed(edge[1], edges, ends, used)
            back = _followed(edge[0], edges, ends, used)
            chains.append([*reversed(back), *edge, *ahead])
    return chains


def _followed(start: Place, edges: Sequence[Edge], ends: Mapping[Place, Sequence[int]], used: set[int]) -> list[Place]:
    found: list[Place] = []
    here = start
    while (ahead := next((at for at in ends[here] if at not in used), None)) is not None:
        used.add(ahead)
        a, b = edges[ahead]
        here = b if a == here else a
        found.append(here)
    return found


def _middle(members: Sequence[Plotted]) -> Point:
    """The middle of a group's areas, in units of the drawing."""
    parts = [_area_and_middle(ring) for one in members for ring in one.rings]
    whole = sum(area for area, _, _ in parts) or 1.0
    return sum(area * x for area, x, _ in parts) / whole / 10, sum(area * y for area, _, y in parts) / whole / 10


def _area_and_middle(ring: Sequence[Place]) -> tuple[float, float, float]:
    doubled = [(ring[at - 1][0] * y - x * ring[at - 1][1]) for at, (x, y) in enumerate(ring)]
    area = abs(sum(doubled)) / 2
    if not area:
        return 0.0, 0.0, 0.0
    x = sum((ring[at - 1][0] + here[0]) * twice for at, (here, twice) in enumerate(zip(ring, doubled, strict=True)))
    y = sum((ring[at - 1][1] + here[1]) * twice for at, (here, twice) in enumerate(zip(ring, doubled, strict=True)))
    return area, x / (3 * sum(doubled)), y / (3 * sum(doubled))
