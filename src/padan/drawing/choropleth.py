"""A map whose regions are painted by state or class. Each region is a link with its name and figure, for a pointer and
for a reader's own ways; the tab key passes all of them by, so that a map is no row of 68 stops: its table has the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from padan.drawing.geography import Point, Shape
from padan.drawing.markup import (
    INK,
    SOFT,
    box,
    drawing,
    element,
    key_of,
    lines_of,
    linked,
    number,
    text_width,
    words,
)
from padan.drawing.projection import Sheet, sheet_of
from padan.drawing.tones import Palette, tone_of

WIDTH = 640
GAP = 8.0
"""Between the map and what is written under it."""
SCHEMATIC = "peta skematis, bukan batas resmi"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a region is painted (a name of `tones.TONES`), and its figure in words."""

    tone: str
    text: str


def choropleth(
    shapes: Sequence[Shape],
    values: Mapping[str, Paint],
    *,
    title: str,
    description: str,
    links: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    marked: Collection[str] = (),
    legend: Sequence[tuple[str, str]] = (),
    note: str = "",
    unknown: str = "–",
    width: int = WIDTH,
) -> str:
    """The map as SVG.

    `groups`: region -> its kecamatan, around which a thicker line goes; `labels`: kecamatan -> the word on the map.
    `marked`: regions with a heavy line around them, as one's own.
    `legend`: (tone, words). `note`: under the map, as SCHEMATIC. `unknown`: said of a region without a value.
    """
    sheet = sheet_of(tuple(shapes), tuple(sorted((groups or {}).items())), width)
    palette = Palette(key_of(title, description, *(f"{code}{paint.tone}" for code, paint in sorted(values.items()))))
    regions = [_region(one.shape, one.path, values, links or {}, palette, unknown) for one in sheet.plotted]
    borders = "".join(_border(path) for path in sheet.borders.values())
    borders += "".join(_border(one.path, 3.6) for one in sheet.plotted if one.shape.code in marked)
    names = "".join(_name(*one) for one in _spread(sheet, labels or {}))
    under, height = _under(sheet, legend, note, palette)
    return drawing(
        width, height, element("g", {"stroke_linejoin": "round"}, *regions), borders, names, under,
        title=title, description=description, kind="map", definitions=palette.definitions(), holds_links=bool(links),
    )  # fmt: skip


def _region(
    shape: Shape, path: str, values: Mapping[str, Paint], links: Mapping[str, str], palette: Palette, unknown: str
) -> str:
    paint = values.get(shape.code, Paint("none", unknown))
    told = {
        "d": path, "fill": palette.fill(paint.tone), "fill-rule": "evenodd", "stroke": "#5d6a65",
        "stroke-width": "0.7",
    }  # fmt: skip
    return linked(links.get(shape.code, ""), f"{shape.name}: {paint.text}", element("path", told), stop=False)


def _border(path: str, width: float = 1.8) -> str:
    if not path:
        return ""
    told = {
        "d": path, "fill": "none", "stroke": INK, "stroke-width": number(width), "stroke-linejoin": "round",
        "stroke-linecap": "round", "pointer-events": "none",
    }  # fmt: skip
    return element("path", told)


NAME_SIZE = 13.0


def _spread(sheet: Sheet, labels: Mapping[str, str]) -> list[tuple[str, Point]]:
    """Each name at the middle of its group, moved up or down where it would stand on another."""
    placed: list[tuple[str, Point, float]] = []
    for group, (x, y) in sorted(sheet.middles.items(), key=lambda one: (one[1][1], one[0])):
        if group not in labels:
            continue
        half = text_width(labels[group], NAME_SIZE) / 2
        x = min(max(x, half + 2), sheet.width - half - 2)
        for shift in (0, 15, -15, 30, -30, 45, -45):
            if not any(abs(x - u) < half + other + 3 and abs(y + shift - v) < 15 for _, (u, v), other in placed):
                y += shift
                break
        placed.append((labels[group], (x, y), half))
    return [(text, where) for text, where, _ in placed]


def _name(text: str, where: Point) -> str:
    said = words(where[0], where[1] + 4, text, size=NAME_SIZE, anchor="middle", bold=True, halo=True)
    return element("g", {"pointer_events": "none", "class": "place"}, said)


def _under(sheet: Sheet, legend: Sequence[tuple[str, str]], note: str, palette: Palette) -> tuple[str, float]:
    """What is written under the map, and the height of the whole."""
    parts: list[str] = []
    x, y = 4.0, sheet.height + GAP
    for tone, text in legend:
        wide = 30 + text_width(text, 15) + 16
        if x > 4 and x + wide > sheet.width:
            x, y = 4.0, y + 26
        parts.append(box(x, y, 22, 16, palette.fill(tone), edge=tone_of(tone).ink))
        parts.append(words(x + 30, y + 13, text, size=15))
        x += wide
    y += 26 if legend else 0
    for line in lines_of(note, sheet.width - 8, 14):
        parts.append(words(4, y + 13, line, size=14, fill=SOFT))
        y += 19
    return "".join(parts), y + 2


def swatch(tone: str) -> str:
    """A piece of a tone for a legend in the page, where words can be larger than on a small map. Told to no reader: the
    words beside it say it."""
    palette = Palette(key_of("swatch", tone))
    piece = box(1, 1, 26, 16, palette.fill(tone), edge=tone_of(tone).ink)
    told = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 28 18", "width": "28", "height": "18",
        "class": "swatch", "aria-hidden": "true", "focusable": "false",
    }  # fmt: skip
    defined = "".join(palette.definitions())
    return element("svg", told, element("defs", {}, defined) if defined else "", piece)
