"""The outlines of regions, read from GeoJSON as the world writes it: with holes, in parts, turned, or broken.

What can be put right is put right and said; what cannot is left out and said. Nobody sees a traceback.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median
from typing import Any

Point = tuple[float, float]
"""Degrees: longitude, latitude."""
Ring = tuple[Point, ...]
"""A closed line without its last point, which is the first again."""

MOST_POINTS = 200_000
"""Of one region. A kelurahan drawn from a survey has some thousands."""
FAR = 3.0
"""Degrees from the middle of all others: no city is so wide, nor a province."""
_CODES = ("kode", "code", "kode_wilayah", "kd_wilayah", "kemendagri")
_NAMES = ("nama", "name", "wilayah")
_LATITUDES, _LONGITUDES = (-12.0, 8.0), (94.0, 142.0)
"""Between which degrees Indonesia lies: enough to see that the two were exchanged."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A region to be drawn. Rings after the first of a part are holes; the even-odd rule tells them."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    def __post_init__(self) -> None:
        if not self.rings or any(len(set(ring)) < 3 for ring in self.rings):
            raise ValueError("a shape needs rings of three points or more")
        if not all(isfinite(part) for ring in self.rings for point in ring for part in point):
            raise ValueError("a shape needs numbers")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was put right in an outline (`drawn`), or why it is not drawn."""

    code: str
    text_id: str
    text_en: str
    drawn: bool = False

    def text(self, lang: str = "id") -> str:
        """The sentence."""
        return self.text_en if lang == "en" else self.text_id


@dataclass(frozen=True, slots=True)
class Outlines:
    """What could be drawn, and what is to be said of the rest."""

    shapes: tuple[Shape, ...]
    remarks: tuple[Remark, ...] = ()


class _OutlineError(Exception):
    """Why an outline cannot be drawn: Indonesian and English."""

    def __init__(self, text_id: str, text_en: str) -> None:
        super().__init__(text_id)
        self.text_id, self.text_en = text_id, text_en


def shapes_from_geojson(data: Any, *, names: Mapping[str, str] | None = None) -> Outlines:
    """Every feature of a collection that carries a region's code (`kode` or the like), by code."""
    features = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        said = (
            "Berkas batas bukan kumpulan wilayah (FeatureCollection).",
            "The file of outlines is no FeatureCollection.",
        )
        return Outlines((), (Remark("", *said),))
    found: dict[str, tuple[str, Any]] = {}
    for feature in features:
        told = feature.get("properties") if isinstance(feature, dict) else None
        code = _said(told, _CODES)
        if code:
            found.setdefault(code, ((names or {}).get(code) or _said(told, _NAMES) or code, feature.get("geometry")))
    return shapes_from_geometries([(code, name, geometry) for code, (name, geometry) in sorted(found.items())])


def _said(properties: Any, keys: Iterable[str]) -> str:
    if not isinstance(properties, dict):
        return ""
    return next((str(properties[key]).strip() for key in keys if properties.get(key)), "")


def shapes_from_geometries(geometries: Sequence[tuple[str, str, Any]]) -> Outlines:
    """(code, name, GeoJSON geometry) of each region as shapes, in the order given."""
    shapes: list[Shape] = []
    remarks: list[Remark] = []
    for code, name, geometry in geometries:
        try:
            rings, turned = _rings(geometry)
        except _OutlineError as error:
            remarks.append(_not_drawn(code, name, error.text_id, error.text_en))
            continue
        if turned:
            remarks.append(_turned(code, name))
        shapes.append(Shape(code, name, rings))
    near, far = _together(shapes)
    said = ("letaknya jauh dari wilayah lain", "it lies far from the others")
    return Outlines(tuple(near), (*remarks, *(_not_drawn(one.code, one.name, *said) for one in far)))


def _not_drawn(code: str, name: str, why_id: str, why_en: str) -> Remark:
    return Remark(code, f"Batas {name} tidak digambar: {why_id}.", f"The outline of {name} is not drawn: {why_en}.")


def _turned(code: str, name: str) -> Remark:
    return Remark(
        code,
        f"Batas {name} memuat lintang sebelum bujur; dibaca terbalik.",
        f"The outline of {name} gives latitude before longitude; it was read the other way round.",
        drawn=True,
    )


def _rings(geometry: Any) -> tuple[tuple[Ring, ...], bool]:
    """The rings of a geometry, and whether latitude stood before longitude."""
    parts = _parts(geometry)
    if sum(len(ring) for part in parts for ring in part if isinstance(ring, list)) > MOST_POINTS:
        raise _OutlineError(f"titiknya lebih dari {MOST_POINTS}", f"it has more than {MOST_POINTS} points")
    rings = [_ring(ring) for part in parts for ring in part]
    points = [point for ring in rings for point in ring]
    if _lies_in(points, _LONGITUDES, _LATITUDES):
        return tuple(rings), False
    if _lies_in(points, _LATITUDES, _LONGITUDES):
        return tuple(tuple((x, y) for y, x in ring) for ring in rings), True
    if any(abs(x) > 180 or abs(y) > 90 for x, y in points):
        raise _OutlineError(
            "koordinatnya bukan derajat bujur dan lintang (mungkin meter UTM)",
            "its coordinates are no degrees of longitude and latitude (perhaps metres of UTM)",
        )
    return tuple(rings), False


def _parts(geometry: Any) -> list[list[Any]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _OutlineError(
            "bentuknya bukan bidang (Polygon atau MultiPolygon)", "it is no area (Polygon or MultiPolygon)"
        )
    parts = [found] if kind == "Polygon" else found
    if not isinstance(parts, list) or not parts or not all(isinstance(part, list) and part for part in parts):
        raise _OutlineError("garis batasnya kosong", "it has no line")
    return parts


def _ring(found: Any) -> Ring:
    if not isinstance(found, list):
        raise _OutlineError("garis batasnya kosong", "it has no line")
    points = [_point(one) for one in found]
    kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(set(kept)) < 3:
        raise _OutlineError("garis batasnya kurang dari tiga titik", "its line has fewer than three points")
    return tuple(kept)


def _point(found: Any) -> Point:
    if not isinstance(found, list) or len(found) < 2 or not all(_is_number(part) for part in found[:2]):
        raise _OutlineError("ada titik yang bukan dua bilangan", "a point is not two numbers")
    return float(found[0]), float(found[1])


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < 1e12 and isfinite(found)


def _lies_in(points: Sequence[Point], first: Point, second: Point) -> bool:
    return all(first[0] <= x <= first[1] and second[0] <= y <= second[1] for x, y in points)


def _together(shapes: Sequence[Shape]) -> tuple[list[Shape], list[Shape]]:
    """Those that lie near one another, and those so far away that the map would shrink to a dot."""
    if not shapes:
        return [], []
    centres = [middle_of(shape) for shape in shapes]
    east, north = median(x for x, _ in centres), median(y for _, y in centres)
    near = [max(abs(x - east), abs(y - north)) <= FAR for x, y in centres]
    kept = [shape for shape, is_near in zip(shapes, near, strict=True) if is_near]
    return kept, [shape for shape, is_near in zip(shapes, near, strict=True) if not is_near]


def middle_of(shape: Shape) -> Point:
    """The middle between the ends of a shape."""
    xs, ys = zip(*(point for ring in shape.rings for point in ring), strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
