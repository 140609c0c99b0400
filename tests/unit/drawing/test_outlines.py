"""Outlines as the world writes them, cells about points, and lines about kecamatan."""

import json
from math import cos, hypot, inf, nan, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.drawing import Centroid, shapes_from_centroids, shapes_from_geojson, shapes_from_geometries
from padan.drawing.geography import MOST_POINTS, Shape
from padan.drawing.projection import sheet_of
from thorough import examples

SQUARE = [[103.60, -1.60], [103.62, -1.60], [103.62, -1.62], [103.60, -1.62], [103.60, -1.60]]
HOLE = [[103.605, -1.605], [103.605, -1.61], [103.61, -1.61], [103.605, -1.605]]


def _feature(geometry: object, code: str = "15.71.01.1001", name: str = "Legok") -> dict[str, object]:
    return {"type": "Feature", "properties": {"kode": code, "nama": name}, "geometry": geometry}


def _collection(*features: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_hole_and_a_second_part_are_kept() -> None:
    other = [[x + 0.05, y] for x, y in SQUARE]
    found = shapes_from_geojson(
        _collection(_feature({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [other]]}))
    )
    assert not found.remarks
    assert [len(ring) for ring in found.shapes[0].rings] == [4, 3, 4]
    assert found.shapes[0].name == "Legok"


@pytest.mark.parametrize("turn", [1, -1])
def test_rings_may_run_either_way_and_need_not_be_closed(turn: int) -> None:
    found = shapes_from_geojson(_collection(_feature({"type": "Polygon", "coordinates": [SQUARE[:-1][::turn]]})))
    assert len(found.shapes[0].rings[0]) == 4
    assert not found.remarks


def test_latitude_before_longitude_is_read_the_other_way_round_and_said() -> None:
    swapped = [[y, x] for x, y in SQUARE]
    found = shapes_from_geojson(_collection(_feature({"type": "Polygon", "coordinates": [swapped]})))
    assert found.shapes[0].rings[0][0] == (103.60, -1.60)
    assert found.remarks[0].drawn
    assert "Legok" in found.remarks[0].text_id


def _long() -> list[list[float]]:
    return [[103 + at / 1e7, -1 - (at % 7) / 1e3] for at in range(MOST_POINTS + 1)]


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ({"type": "Point", "coordinates": [103, -1]}, "bukan bidang"),
        ({"type": "GeometryCollection", "geometries": []}, "bukan bidang"),
        (None, "bukan bidang"),
        ({"type": "Polygon"}, "kosong"),
        ({"type": "Polygon", "coordinates": []}, "kosong"),
        ({"type": "Polygon", "coordinates": [[]]}, "kurang dari tiga titik"),
        ({"type": "Polygon", "coordinates": [[[103, -1], [104, -1], [103, -1]]]}, "kurang dari tiga titik"),
        ({"type": "Polygon", "coordinates": [[[103, -1], [nan, -1], [104, -2]]]}, "bukan dua bilangan"),
        ({"type": "Polygon", "coordinates": [[[103, -1], [inf, -1], [104, -2]]]}, "bukan dua bilangan"),
        ({"type": "Polygon", "coordinates": [[[103, -1], ["104", -1], [104, -2]]]}, "bukan dua bilangan"),
        ({"type": "Polygon", "coordinates": [[[103, -1], [True, -1], [104, -2]]]}, "bukan dua bilangan"),
        ({"type": "Polygon", "coordinates": [[[103], [104, -1], [104, -2]]]}, "bukan dua bilangan"),
        ({"type": "Polygon", "coordinates": [[[3e5, 9.8e6], [3.1e5, 9.8e6], [3.1e5, 9.9e6]]]}, "mungkin meter UTM"),
        ({"type": "Polygon", "coordinates": [_long()]}, f"lebih dari {MOST_POINTS}"),
        ({"type": "Polygon", "coordinates": {"a": 1}}, "kosong"),
    ],
)
def test_what_cannot_be_drawn_is_said(geometry: object, said: str) -> None:
    good = _feature({"type": "Polygon", "coordinates": [SQUARE]}, "15.71.01.1002", "Murni")
    found = shapes_from_geojson(_collection(_feature(geometry), good))
    assert [shape.name for shape in found.shapes] == ["Murni"]
    assert [said in remark.text_id for remark in found.remarks] == [True]
    assert found.remarks[0].text_id.startswith("Batas Legok tidak digambar: ")
    assert found.remarks[0].text("en").startswith("The outline of Legok is not drawn: ")


def test_a_region_on_another_island_does_not_shrink_the_map() -> None:
    here = [
        (str(at), f"K{at}", {"type": "Polygon", "coordinates": [[[x + at / 50, y] for x, y in SQUARE]]})
        for at in range(3)
    ]
    far = ("9", "Jauh", {"type": "Polygon", "coordinates": [[[x + 12, y - 5] for x, y in SQUARE]]})
    found = shapes_from_geometries([*here, far])
    assert [shape.code for shape in found.shapes] == ["0", "1", "2"]
    assert "jauh" in found.remarks[0].text_id


@pytest.mark.parametrize("data", [None, [], "x", {"type": "Feature"}, {"type": "FeatureCollection", "features": 3}])
def test_what_is_no_collection_is_said(data: object) -> None:
    found = shapes_from_geojson(data)
    assert not found.shapes
    assert "FeatureCollection" in found.remarks[0].text_id


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner),
    max_leaves=10,
)
GEOMETRY = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point", ""]), "coordinates": JSON}
)


@settings(max_examples=examples(4, 15), deadline=None, derandomize=True, database=None)
@given(st.lists(GEOMETRY, max_size=3))
def test_nothing_that_json_can_say_breaks_it(found: list[object]) -> None:
    said = json.loads(json.dumps(_collection(*(_feature(one, f"{at}") for at, one in enumerate(found)))))
    read = shapes_from_geojson(said)
    assert len(read.shapes) + len([one for one in read.remarks if not one.drawn]) == len(found)
    sheet_of(read.shapes, (), 300)


CENTRES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12, unique=True
)  # fmt: skip


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(CENTRES)
def test_each_cell_holds_its_own_point_and_what_lies_nearest_to_it(found: list[tuple[int, int]]) -> None:
    points = [Centroid(str(at), str(at), 103.5 + x / 200, -1.7 + y / 200) for at, (x, y) in enumerate(found)]
    shapes = shapes_from_centroids(points)
    assert [shape.code for shape in shapes] == [point.code for point in points]
    squeeze = cos(radians(sum(p.latitude for p in points) / len(points)))
    for shape, own in zip(shapes, points, strict=True):
        for x, y in shape.rings[0]:
            ways = {p.code: hypot((x - p.longitude) * squeeze, y - p.latitude) for p in points}
            assert ways[own.code] <= min(ways.values()) + 1e-5


def test_two_regions_at_one_point_are_both_drawn() -> None:
    points = [Centroid("1", "A", 103.6, -1.6), Centroid("2", "B", 103.6, -1.6), Centroid("3", "C", 103.7, -1.6)]
    assert [shape.code for shape in shapes_from_centroids(points)] == ["1", "2", "3"]
    assert shapes_from_centroids([]) == ()


def _square(code: str, east: float, north: float = 0.0) -> Shape:
    ring = ((east, north), (east + 1, north), (east + 1, north + 1), (east, north + 1))
    return Shape(code, code, (ring,))


def test_the_line_about_a_group_leaves_out_what_lies_within() -> None:
    shapes = (_square("a", 0), _square("b", 1), _square("c", 2))
    sheet = sheet_of(shapes, (("a", "x"), ("b", "x"), ("c", "y")), 306, 3)
    assert sheet.borders["x"].count("M") == 1
    steps = sheet.borders["x"].split("l")[1].split()
    assert steps.count("100") + steps.count("-100") == 6
    assert sheet.middles["x"] == pytest.approx((103, 53), abs=0.5)


def test_slivers_between_outlines_simplified_apart_do_not_part_a_group() -> None:
    left, right = _square("a", 0), _square("b", 1.004)
    sheet = sheet_of((left, right), (("a", "x"), ("b", "x")), 306, 3)
    upright = [step for step in sheet.borders["x"].replace("M", "l").split("l")[2].split() if abs(float(step)) > 100]
    assert len(upright) >= 2
    alone = sheet_of((left, right), (("a", "x"), ("b", "y")), 306, 3)
    assert len(sheet.borders["x"]) < len(alone.borders["x"]) + len(alone.borders["y"])


def test_a_shape_refuses_to_be_made_wrong() -> None:
    with pytest.raises(ValueError, match="three points"):
        Shape("1", "A", (((0.0, 0.0), (1.0, 1.0)),))
    with pytest.raises(ValueError, match="numbers"):
        Shape("1", "A", (((0.0, 0.0), (1.0, nan), (2.0, 1.0)),))
