"""From values to places on a drawing, and round numbers along an axis."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from padan.drawing.markup import Number

Show = Callable[[float], str]
"""How a number on an axis is written."""


def number_text(value: float) -> str:
    """As Indonesian writes it: `1.200`, `12,5`."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` lie between the places `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("a scale needs two different values")

    def at(self, value: Number) -> float:
        """The place of a value; one beyond the ends stands at the end."""
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def scale_over(
    values: Iterable[Number | None], start: float, end: float, *, zero: bool = True, top: Number | None = None
) -> tuple[Scale, Sequence[float]]:
    """A scale that holds all values (and zero, and `top`) with round ends, and the round numbers along it."""
    known = [float(value) for value in values if value is not None]
    known += [0.0] if zero or not known else []
    known += [] if top is None else [float(top)]
    low, high = min(known), max(known)
    if low == high:
        low, high = (low, low + 1.0) if low >= 0 else (low, 0.0)
    step = _step(high - low)
    first, last = floor(low / step), -floor(-high / step)
    marks = [step * at for at in range(first, last + 1)]
    return Scale(marks[0], marks[-1], start, end), [round(mark, 9) for mark in marks]


def _step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that four to eight steps make the span."""
    raw = span / 4
    power = float(10 ** floor(log10(raw)))
    return next(power * factor for factor in (5, 2, 1) if power * factor <= raw * 1.0000001)
