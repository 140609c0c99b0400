"""How values lie: a funnel that is fair to small kelurahan, and how evenly something is shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.drawing.lines import DASHES, INKS, key_to_lines
from padan.drawing.markup import (
    INK,
    PAPER,
    SOFT,
    Number,
    drawing,
    element,
    linked,
    number,
    shortened,
    stroke,
    text_width,
    words,
)  # fmt: skip
from padan.drawing.scales import Scale, Show, number_text, scale_over

WIDTH, HEIGHT = 360, 260


@dataclass(frozen=True, slots=True)
class Dot:
    """One office: how many rows it has, its value, and whether that lies outside what chance explains.

    `text`: read aloud and shown when pointed at; `name`: written beside it where it lies outside.
    """

    name: str
    size: Number
    value: Number
    text: str = ""
    outside: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """Between which values chance alone leaves an office of this size."""

    size: Number
    low: Number
    high: Number


def funnel(
    dots: Sequence[Dot],
    limits: Sequence[Limit],
    *,
    title: str,
    description: str,
    wide: Sequence[Limit] = (),
    centre: Number | None = None,
    centre_text: str = "",
    x_title: str = "",
    y_title: str = "",
    show: Show = number_text,
    show_size: Show = number_text,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """Dots by size and value between limits (95 %, dashed) and wide limits (99.8 %, whole).

    Outside is told by shape (a diamond) and a name, not by colour alone.
    """
    base, left = height - 36.0, 44.0
    along, sizes = scale_over([*(d.size for d in dots), *(one.size for one in limits)], left, width - 10)
    edges = [edge for one in (*limits, *wide) for edge in (one.low, one.high)]
    up, marks = scale_over([*(d.value for d in dots), *edges, centre], base, 26, zero=False)
    said = _titles(x_title, y_title, width, height - 4)
    said += _frame(along, sizes, up, marks, show, show_size, width)
    said += [_limit(wide, along, up, ""), _limit(limits, along, up, "5 3")]
    if centre is not None:
        said.append(stroke(left, up.at(centre), width - 4, up.at(centre), colour=INK, width=1.2))
        said.append(words(width - 4, up.at(centre) - 4, centre_text, size=11, anchor="end", halo=True))
    said += [_dot(dot, along.at(dot.size), up.at(dot.value)) for dot in sorted(dots, key=lambda one: one.outside)]
    said += _names([dot for dot in dots if dot.outside], along, up, width)
    return drawing(
        width, height, *said, title=title, description=description, kind="chart funnel",
        holds_links=any(dot.link for dot in dots),
    )  # fmt: skip


def _titles(x_title: str, y_title: str, width: float, y: float) -> list[str]:
    return [words(4, 13, y_title, size=11, fill=SOFT), words(width - 4, y, x_title, size=11, anchor="end", fill=SOFT)]


def _frame(
    along: Scale, sizes: Sequence[float], up: Scale, marks: Sequence[float], show: Show, show_size: Show, width: float
) -> list[str]:
    said = []
    for mark in marks:
        said.append(stroke(along.start, up.at(mark), width - 4, up.at(mark), colour="#dfe6e3"))
        said.append(words(along.start - 4, up.at(mark) + 4, show(mark), size=11, anchor="end", fill=SOFT))
    for size in sizes:
        said.append(words(along.at(size), up.start + 15, show_size(size), size=11, anchor="middle", fill=SOFT))
    return said


def _limit(limits: Sequence[Limit], along: Scale, up: Scale, dash: str) -> str:
    if len(limits) < 2:
        return ""
    ordered = sorted(limits, key=lambda one: one.size)
    edges = ([(one.size, one.low) for one in ordered], [(one.size, one.high) for one in ordered])
    paths = "".join(
        "M" + "L".join(f"{number(along.at(size))} {number(up.at(value))}" for size, value in edge) for edge in edges
    )
    told = {"d": paths, "fill": "none", "stroke": SOFT, "stroke-width": "1.2", "stroke-dasharray": dash or None}
    return element("path", told)


def _dot(dot: Dot, x: float, y: float) -> str:
    if dot.outside:
        path = f"M{number(x)} {number(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"
        mark = element("path", {"d": path, "fill": "#9c1c1c", "stroke": PAPER})
    else:
        mark = element("circle", {"cx": number(x), "cy": number(y), "r": "3.6", "fill": INKS[0], "stroke": PAPER})
    return linked(dot.link, f"{dot.name}: {dot.text or number_text(float(dot.value))}", mark)


def _names(outside: Sequence[Dot], along: Scale, up: Scale, width: float) -> list[str]:
    """Names beside the dots that lie outside; one that would stand on another is left to the table."""
    said: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for dot in sorted(outside, key=lambda one: (-abs(float(one.value)), one.name)):
        x, y = along.at(dot.size), up.at(dot.value)
        text = shortened(dot.name, 120, 10)
        wide = text_width(text, 10)
        start = x + 7 if x + 7 + wide <= width - 2 else x - 7 - wide
        if any(abs(y - v) < 11 and start < right and left < start + wide for left, v, right in taken):
            continue
        taken.append((start, y, start + wide))
        said.append(words(start, y + 3.5, text, size=10, halo=True))
    return said


@dataclass(frozen=True, slots=True)
class Curve:
    """Cumulative shares: (share of people, share of the thing), from (0, 0) to (1, 1)."""

    label: str
    points: Sequence[tuple[Number, Number]]


def lorenz(
    curves: Sequence[Curve],
    *,
    title: str,
    description: str,
    x_title: str = "",
    y_title: str = "",
    even_text: str = "",
    show: Show = number_text,
    width: int = WIDTH,
    height: int = 320,
) -> str:
    """Concentration curves against the line of even shares."""
    base, left = height - 54.0, 44.0
    along, up = Scale(0, 1, left, width - 10), Scale(0, 1, base, 24)
    said = _titles(x_title, y_title, width, base + 30)
    marks = [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    said += _frame(along, marks, up, marks, show, show, width)
    said.append(stroke(along.start, up.start, along.end, up.end, colour=SOFT, width=1.2))
    said += [_curve(curve, at, along, up) for at, curve in enumerate(curves)]
    keys = [(curve.label, INKS[at % len(INKS)], DASHES[at % len(DASHES)]) for at, curve in enumerate(curves)]
    keys += [(even_text, SOFT, "")] if even_text else []
    said.append(key_to_lines(keys, height - 6))
    return drawing(width, height, *said, title=title, description=description, kind="chart lorenz")


def _curve(curve: Curve, at: int, along: Scale, up: Scale) -> str:
    if not curve.points:
        return ""
    told = {
        "d": "M" + "L".join(f"{number(along.at(a))} {number(up.at(b))}" for a, b in curve.points),
        "fill": "none", "stroke": INKS[at % len(INKS)], "stroke-width": "2.2",
        "stroke-dasharray": DASHES[at % len(DASHES)] or None,
    }  # fmt: skip
    return element("path", told)
