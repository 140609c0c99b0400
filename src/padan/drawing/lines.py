"""Lines over time: a trend with its axes, and the small one of a tile."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from padan.drawing.markup import INK, PAPER, SOFT, Number, drawing, element, number, stroke, text_width, words
from padan.drawing.scales import Scale, Show, number_text, scale_over

WIDTH, HEIGHT = 360, 220
INKS = ("#0b5c4a", "#a86500", "#2b4a8c", "#6b2f85")
DASHES = ("", "7 4", "2 3", "9 3 2 3")
"""Lines differ by their dashes where they are printed without colour."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line; a value of None is a gap."""

    label: str
    values: Sequence[Number | None]


def line(
    series: Sequence[Series],
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    target: Number | None = None,
    target_text: str = "",
    y_title: str = "",
    event: int | None = None,
    event_text: str = "",
    zero: bool = True,
    show: Show = number_text,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """Series over the same labels (months). `event`: a line before the label with this number, as of a change."""
    if any(len(one.values) != len(labels) for one in series):
        raise ValueError("every series has as many values as there are labels")
    base, left = height - 24.0 - 18 * (len(series) > 1), 44.0
    up, marks = scale_over([*(v for one in series for v in one.values), target], base, 30, zero=zero)
    along = Scale(0, max(len(labels) - 1, 1), left + 6, width - 24)
    said = [words(4, 13, y_title, size=11, fill=SOFT)] if y_title else []
    said += [_mark(mark, up, left, width, show) for mark in marks]
    said += _months(labels, along, base)
    if event is not None:
        said += _event(along.at(event - 0.5), base, event_text, width)
    if target is not None:
        said += _target(up.at(target), left, width, target_text)
    for at, one in enumerate(series):
        said.append(_drawn(one, at, along, up))
    if len(series) > 1:
        keys = [(one.label, INKS[at % len(INKS)], DASHES[at % len(DASHES)]) for at, one in enumerate(series)]
        said.append(key_to_lines(keys, height - 8))
    return drawing(width, height, *said, title=title, description=description, kind="chart line")


def _mark(mark: float, up: Scale, left: float, width: float, show: Show) -> str:
    y = up.at(mark)
    return stroke(left, y, width - 4, y, colour="#dfe6e3") + words(
        left - 4, y + 4, show(mark), size=11, anchor="end", fill=SOFT
    )


def _months(labels: Sequence[str], along: Scale, base: float) -> list[str]:
    """The last, and of the others as many as find room."""
    if not labels:
        return []
    widest = max(text_width(label, 11) for label in labels) + 6
    gap = (along.end - along.start) / max(len(labels) - 1, 1)
    every = max(1, ceil(widest / gap))
    shown = range(len(labels) - 1, -1, -every)
    return [words(along.at(at), base + 16, labels[at], size=11, anchor="middle") for at in sorted(shown)]


def _event(x: float, base: float, text: str, width: float) -> list[str]:
    anchor = "start" if x < width / 2 else "end"
    beside = 4 if anchor == "start" else -4
    return [
        stroke(x, 28, x, base, colour=SOFT, width=1.2, dash="2 3"),
        words(x + beside, 26, text, size=11, anchor=anchor, fill=SOFT),
    ]


def _target(y: float, left: float, width: float, text: str) -> list[str]:
    return [
        stroke(left, y, width - 4, y, colour=INK, width=1.4, dash="5 3"),
        words(width - 4, y - 4, text, size=11, anchor="end", halo=True),
    ]


def _drawn(series: Series, at: int, along: Scale, up: Scale) -> str:
    ink, dash = INKS[at % len(INKS)], DASHES[at % len(DASHES)]
    points = [(along.at(x), up.at(v)) if v is not None else None for x, v in enumerate(series.values)]
    told = {
        "d": _path(points), "fill": "none", "stroke": ink, "stroke-width": "2.2", "stroke-linejoin": "round",
        "stroke-dasharray": dash or None,
    }  # fmt: skip
    dots = [
        element("circle", {"cx": number(p[0]), "cy": number(p[1]), "r": "2.6", "fill": ink, "stroke": PAPER})
        for p in points
        if p
    ]
    return element("path", told) + "".join(dots) if told["d"] else "".join(dots)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    said, pen = [], False
    for point in points:
        if point:
            said.append(f"{'L' if pen else 'M'}{number(point[0])} {number(point[1])}")
        pen = point is not None
    return "".join(said)


def key_to_lines(keys: Sequence[tuple[str, str, str]], y: float) -> str:
    """(words, ink, dash) of each line, beside a piece of it."""
    said, x = [], 4.0
    for text, ink, dash in keys:
        said.append(stroke(x, y - 4, x + 24, y - 4, colour=ink, width=2.2, dash=dash))
        said.append(words(x + 29, y, text, size=11))
        x += 29 + text_width(text, 11) + 14
    return "".join(said)


def spark(
    values: Sequence[Number | None],
    *,
    title: str,
    description: str,
    target: Number | None = None,
    width: int = 132,
    height: int = 34,
) -> str:
    """A trend without axes for a tile: the last value as a dot, the target as a dashed line."""
    up, _ = scale_over([*values, target], height - 4, 4, zero=False)
    along = Scale(0, max(len(values) - 1, 1), 4, width - 6)
    points = [(along.at(x), up.at(v)) if v is not None else None for x, v in enumerate(values)]
    said = []
    if target is not None:
        said.append(stroke(4, up.at(target), width - 4, up.at(target), colour=SOFT, dash="3 3"))
    if path := _path(points):
        said.append(element("path", {"d": path, "fill": "none", "stroke": INKS[0], "stroke-width": "2"}))
    last = next((point for point in reversed(points) if point), None)
    if last:
        said.append(element("circle", {"cx": number(last[0]), "cy": number(last[1]), "r": "3.2", "fill": INKS[0]}))
    return drawing(width, height, *said, title=title, description=description, kind="spark")
