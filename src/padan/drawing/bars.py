"""Bars: one a row, with its word and figure above it; parts of a whole; and columns side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.drawing.markup import (
    INK,
    SOFT,
    Number,
    box,
    drawing,
    key_of,
    linked,
    shortened,
    stroke,
    text_width,
    words,
)  # fmt: skip
from padan.drawing.scales import Scale, Show, number_text, scale_over
from padan.drawing.tones import PARTS, Palette, tone_of

WIDTH = 360
"""So wide that twelve-point words are read on a phone; on a desk two stand side by side."""
ROW, THICK = 38.0, 12.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `text`: its figure in words. `low`, `high`: an interval. `target`: a mark on the row's own line.

    `value` None: nothing is known, the text says why.
    """

    label: str
    value: Number | None
    text: str
    tone: str = "plain"
    link: str = ""
    low: Number | None = None
    high: Number | None = None
    target: Number | None = None


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    description: str,
    target: Number | None = None,
    target_text: str = "",
    top: Number | None = None,
    width: int = WIDTH,
) -> str:
    """Bars from a common zero, one beneath the other. `target`: a mark on all of them; `top`: at least so long."""
    known = [one for row in rows for one in (row.value, row.low, row.high, row.target)]
    scale, _ = scale_over([*known, target], 4, width - 4, top=top)
    palette = Palette(key_of(title, description, *(row.label for row in rows)))
    parts, y = [], 4.0
    for row in rows:
        parts.append(_row(row, y, scale, width, palette))
        y += ROW
    if target is not None:
        parts += [_mark(scale.at(target), 4 + at * ROW) for at in range(len(rows))]
        parts.append(_beneath(target_text, scale.at(target), y + 13, width))
        y += 18
    return drawing(
        width, y + 2, *parts, title=title, description=description, kind="chart bars",
        definitions=palette.definitions(), holds_links=any(row.link for row in rows),
    )  # fmt: skip


def _row(row: Bar, y: float, scale: Scale, width: int, palette: Palette) -> str:
    room = width - 16 - text_width(row.text)
    said = [
        words(4, y + 12, shortened(row.label, room)),
        words(width - 4, y + 12, row.text, anchor="end", bold=True),
        box(4, y + 18, width - 8, THICK, "#eef2f0"),
    ]
    if row.value is not None:
        zero, end = scale.at(0), scale.at(row.value)
        fill = palette.fill(row.tone)
        said.append(box(min(zero, end), y + 18, abs(end - zero), THICK, fill, edge=tone_of(row.tone).ink))
    if row.low is not None and row.high is not None:
        said.append(whisker(scale.at(row.low), scale.at(row.high), y + 18 + THICK / 2))
    if row.target is not None:
        said.append(_mark(scale.at(row.target), y))
    if scale.low < 0:
        said.append(stroke(scale.at(0), y + 15, scale.at(0), y + 21 + THICK, colour=SOFT))
    return linked(row.link, f"{row.label}: {row.text}", *said)


def _mark(x: float, y: float) -> str:
    return stroke(x, y + 14, x, y + 22 + THICK, colour=INK, width=2)


def whisker(left: float, right: float, y: float) -> str:
    """An interval, lying."""
    return (
        stroke(left, y, right, y, colour=INK, width=1.5)
        + stroke(left, y - 4, left, y + 4, colour=INK, width=1.5)
        + stroke(right, y - 4, right, y + 4, colour=INK, width=1.5)
    )


def _beneath(text: str, x: float, y: float, width: float) -> str:
    half = text_width(text, 11) / 2
    return words(min(max(x, half + 4), width - half - 4), y, text, size=11, anchor="middle", fill=SOFT)


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of a whole in parts; `text`: the whole in words."""

    label: str
    amounts: tuple[Number, ...]
    text: str
    link: str = ""

    def __post_init__(self) -> None:
        if any(amount < 0 for amount in self.amounts):
            raise ValueError("a part of a whole is not below zero")


def stacked(
    rows: Sequence[Stack],
    parts: Sequence[str],
    *,
    title: str,
    description: str,
    tones: Sequence[str] = PARTS,
    shares: bool = False,
    width: int = WIDTH,
) -> str:
    """Rows of a whole in parts, with the words for the parts beneath. `shares`: every row is drawn equally long."""
    if any(len(row.amounts) != len(parts) for row in rows):
        raise ValueError("every row has as many amounts as there are parts")
    longest = max((sum(row.amounts) for row in rows), default=0)
    palette = Palette(key_of(title, description, *(row.label for row in rows)))
    said, y = [], 4.0
    for row in rows:
        whole = sum(row.amounts) if shares else longest
        said.append(
            _stack(row, y, whole, width, [(palette.fill(tone), tone_of(tone).ink) for tone in tones[: len(parts)]])
        )
        y += ROW
    keys, y = key_to(parts, tones, palette, y + 2, width)
    return drawing(
        width, y, *said, keys, title=title, description=description, kind="chart stacked",
        definitions=palette.definitions(), holds_links=any(row.link for row in rows),
    )  # fmt: skip


def _stack(row: Stack, y: float, whole: Number, width: int, paints: Sequence[tuple[str, str]]) -> str:
    room = width - 16 - text_width(row.text)
    said = [
        words(4, y + 12, shortened(row.label, room)),
        words(width - 4, y + 12, row.text, anchor="end", bold=True),
        box(4, y + 18, width - 8, THICK, "#eef2f0"),
    ]
    x = 4.0
    for at, amount in enumerate(row.amounts):
        long = (width - 8) * float(amount) / float(whole) if whole else 0.0
        fill, edge = paints[at % len(paints)]
        said.append(box(x, y + 18, long, THICK, fill, edge=edge))
        x += long
    return linked(row.link, f"{row.label}: {row.text}", *said)


def key_to(parts: Sequence[str], tones: Sequence[str], palette: Palette, y: float, width: float) -> tuple[str, float]:
    """What each paint stands for, in as many lines as needed, and where the next thing may stand."""
    said: list[str] = []
    x = 4.0
    for at, text in enumerate(parts):
        tone = tones[at % len(tones)]
        wide = 20 + text_width(text) + 14
        if x > 4 and x + wide > width:
            x, y = 4.0, y + 18
        said += [box(x, y, 14, 11, palette.fill(tone), edge=tone_of(tone).ink), words(x + 20, y + 10, text)]
        x += wide
    return "".join(said), y + 18


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as a decile. `text`: above it."""

    label: str
    value: Number | None
    text: str
    tone: str = "plain"
    low: Number | None = None
    high: Number | None = None


def columns(
    found: Sequence[Column],
    *,
    title: str,
    description: str,
    x_title: str = "",
    y_title: str = "",
    even: Number | None = None,
    even_text: str = "",
    show: Show = number_text,
    width: int = WIDTH,
    height: int = 220,
) -> str:
    """Columns side by side, as benefit by decile. `even`: a line across, as where each had the same share."""
    known = [one for column in found for one in (column.value, column.low, column.high)]
    left, base = 40.0, height - (34.0 if x_title else 20.0)
    scale, marks = scale_over([*known, even], base, 34)
    palette = Palette(key_of(title, description, *(column.label for column in found)))
    said = [words(4, 13, y_title, size=11, fill=SOFT)] if y_title else []
    said += _across(marks, scale, left, width, show)
    step = (width - left - 6) / max(len(found), 1)
    if even is not None:
        said.append(stroke(left, scale.at(even), width - 4, scale.at(even), colour=INK, width=1.5, dash="4 3"))
    for at, column in enumerate(found):
        said.append(_column(column, left + at * step, step, scale, base, palette))
    if even is not None:
        start = width - 8 - text_width(even_text, 11)
        said += [
            stroke(start - 24, 22, start - 4, 22, colour=INK, width=1.5, dash="4 3"),
            words(start, 26, even_text, size=11),
        ]
    if x_title:
        said.append(words((left + width) / 2, height - 6, x_title, size=11, anchor="middle", fill=SOFT))
    return drawing(
        width, height, *said, title=title, description=description, kind="chart columns",
        definitions=palette.definitions(),
    )  # fmt: skip


incidence = columns
"""Benefit by decile is drawn as columns, with `even` where every tenth had a tenth."""


def _across(marks: Sequence[float], scale: Scale, left: float, width: float, show: Show) -> list[str]:
    said = []
    for mark in marks:
        said.append(stroke(left, scale.at(mark), width - 4, scale.at(mark), colour="#dfe6e3"))
        said.append(words(left - 4, scale.at(mark) + 4, show(mark), size=11, anchor="end", fill=SOFT))
    return said


def _column(column: Column, x: float, step: float, scale: Scale, base: float, palette: Palette) -> str:
    middle, wide = x + step / 2, step * 0.7
    low_size = 11 if text_width(column.text, 11) <= step + 4 else 9
    said = [words(middle, base + 14, shortened(column.label, step + 4, 11), size=11, anchor="middle")]
    if column.value is not None:
        top, zero = scale.at(column.value), scale.at(0)
        fill, edge = palette.fill(column.tone), tone_of(column.tone).ink
        said.append(box(middle - wide / 2, min(top, zero), wide, abs(zero - top), fill, edge=edge))
    ends = [scale.at(one) for one in (column.value, column.high) if one is not None]
    if column.low is not None and column.high is not None:
        said.append(_standing(scale.at(column.low), scale.at(column.high), middle))
    said.append(words(middle, min(ends, default=base) - 4, column.text, size=low_size, anchor="middle", halo=True))
    return linked("", f"{column.label}: {column.text}", *said)


def _standing(low: float, high: float, x: float) -> str:
    return (
        stroke(x, low, x, high, colour=INK, width=1.5)
        + stroke(x - 4, low, x + 4, low, colour=INK, width=1.5)
        + stroke(x - 4, high, x + 4, high, colour=INK, width=1.5)
    )
