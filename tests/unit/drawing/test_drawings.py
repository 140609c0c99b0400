"""What every drawing owes: a name, words for a reader, no styles, patterns beside colours, the same bytes."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import typst

from padan.drawing import (
    Bar,
    Centroid,
    Column,
    Curve,
    Dot,
    Limit,
    Paint,
    Series,
    Stack,
    bars,
    choropleth,
    columns,
    funnel,
    line,
    lorenz,
    number_text,
    shapes_from_centroids,
    spark,
    stacked,
)
from padan.drawing.tones import PARTS, TONES

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\x07 \"'&"
TITLED = {"title": HOSTILE, "description": "Uraian & angka"}
POINTS = [
    Centroid("1", HOSTILE, 103.60, -1.60),
    Centroid("2", "Legok", 103.62, -1.60),
    Centroid("3", "Murni", 103.61, -1.62),
]


def _map(**said: object) -> str:
    values = {"1": Paint("bad", "40 %"), "2": Paint("good", "90 %")}
    return choropleth(
        shapes_from_centroids(POINTS),
        values,
        groups={"1": "a", "2": "a", "3": "b"},
        labels={"a": HOSTILE, "b": "Pasar"},
        legend=[("good", "tercapai"), ("bad", "tertinggal")],
        note="peta skematis",
        **TITLED,
        **said,
    )


DRAWINGS: dict[str, Callable[[], str]] = {
    "map": _map,
    "linked map": lambda: _map(links={"1": "/a/?b=1&c=2", "2": "/b/"}),
    "bars": lambda: bars(
        [
            Bar(HOSTILE, Fraction(1, 3), "33 %", "bad", low=0.1, high=0.5),
            Bar("Legok", None, "–", "none"),
            Bar("C", -2, "-2", link="/c/"),
        ],
        target=1,
        target_text="target",
        **TITLED,
    ),
    "stacked": lambda: stacked(
        [Stack(HOSTILE, (1, 0, Fraction(3)), "4"), Stack("B", (0, 0, 0), "0")], ["x", "y", "z"], **TITLED
    ),
    "shares": lambda: stacked([Stack("A", (1, 1), "2")], ["x", "y"], shares=True, **TITLED),
    "columns": lambda: columns(
        [Column("1", 3, "3", low=1, high=5), Column(HOSTILE, None, "–")], even=2, even_text="rata", **TITLED
    ),
    "line": lambda: line(
        [Series("a", [1, None, 3]), Series(HOSTILE, [0, 0, 0])],
        ["x", "y", "z"],
        target=2,
        event=1,
        event_text="tiba",
        **TITLED,
    ),
    "empty line": lambda: line([Series("a", [])], [], **TITLED),
    "spark": lambda: spark([None, 1, 2], target=3, **TITLED),
    "empty spark": lambda: spark([None, None], **TITLED),
    "funnel": lambda: funnel(
        [Dot(HOSTILE, 10, 0.5, outside=True), Dot("B", 20, 0.9, link="/b/")],
        [Limit(1, 0, 1), Limit(30, 0.4, 0.8)],
        centre=0.6,
        **TITLED,
    ),
    "lorenz": lambda: lorenz([Curve(HOSTILE, [(0, 0), (0.5, 0.8), (1, 1)])], even_text="merata", **TITLED),
}
EACH = pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS.keys())


@EACH
def test_named_told_and_without_styles(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    assert root.find(f"{SVG}title").text == HOSTILE.replace("\x07", "")
    assert root.find(f"{SVG}desc").text == "Uraian & angka"
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert not tags & {"style", "script", "foreignObject", "image"}
    for one in root.iter():
        assert not [key for key in one.attrib if key == "style" or key.startswith("on")]
        assert not [v for v in one.attrib.values() if "NaN" in v or "inf" in v.split()]


@EACH
def test_links_are_never_hidden_in_an_image(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    links = root.findall(f".//{SVG}a")
    assert root.get("role") == ("group" if links else "img")
    assert all(one.get("aria-label") and one.find(f"{SVG}title") is not None for one in links)


@EACH
def test_same_input_same_bytes(draw: Callable[[], str]) -> None:
    assert draw() == draw()


@EACH
def test_patterns_are_defined_where_they_are_used(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    defined = [one.get("id") for one in root.iter(f"{SVG}pattern")]
    used = {v[5:-1] for one in root.iter() for v in one.attrib.values() if v.startswith("url(#")}
    assert used == set(defined)
    assert len(defined) == len(used)


def test_states_and_parts_differ_without_colour() -> None:
    assert len({TONES[name].pattern for name in ("good", "near", "bad", "none")}) == 4
    assert len({TONES[name].pattern for name in PARTS}) == len(PARTS)
    greys = [_grey(TONES[f"class-{at}"].fill) for at in range(1, 6)]
    assert all(paler - darker > 20 for paler, darker in pairwise(greys))


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_typesetter_takes_them_all() -> None:
    told = {f"d{at}": draw() for at, draw in enumerate(DRAWINGS.values())}
    page = "".join(f'#image(bytes(sys.inputs.{key}), format: "svg", width: 60mm)\n' for key in told)
    pdf = typst.compile(page.encode(), sys_inputs=told, format="pdf", ignore_system_fonts=True, pdf_standards="a-2b")
    assert pdf.startswith(b"%PDF")


def test_two_drawings_on_one_page_do_not_share_a_pattern_by_chance() -> None:
    one = choropleth(shapes_from_centroids(POINTS), {"1": Paint("bad", "1")}, title="A", description="")
    other = choropleth(shapes_from_centroids(POINTS), {"1": Paint("bad", "1")}, title="B", description="")
    ids = [ElementTree.fromstring(text).find(f".//{SVG}pattern").get("id") for text in (one, other)]
    assert ids[0] != ids[1]


def test_bars_are_as_long_as_their_values() -> None:
    root = ElementTree.fromstring(bars([Bar("A", 10, "10"), Bar("B", 5, "5")], title="t", description="d"))
    drawn = [float(one.get("width")) for one in root.iter(f"{SVG}rect") if one.get("fill") == TONES["plain"].fill]
    assert drawn[0] == pytest.approx(2 * drawn[1])


def test_a_gap_is_a_gap() -> None:
    root = ElementTree.fromstring(line([Series("a", [1, None, 2, 3])], list("wxyz"), title="t", description="d"))
    paths = [one.get("d") for one in root.iter(f"{SVG}path") if one.get("stroke-width") == "2.2"]
    assert [path.count("M") for path in paths] == [2]


@pytest.mark.parametrize(
    ("value", "text"), [(1200, "1.200"), (12.5, "12,5"), (0, "0"), (-0.25, "-0,25"), (1e6, "1.000.000")]
)
def test_numbers_as_indonesian_writes_them(value: float, text: str) -> None:
    assert number_text(value) == text
