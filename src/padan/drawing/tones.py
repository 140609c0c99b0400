"""How states and classes are painted: a colour and a pattern, so that a black-and-white print tells them apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from padan.drawing.markup import element, number


@dataclass(frozen=True, slots=True)
class Tone:
    """`fill`: the ground. `ink`: of the pattern and of signs. `pattern`: `plain`, `stripes`, `crossed`, `dots`."""

    fill: str
    ink: str
    pattern: str = "plain"


TONES: Mapping[str, Tone] = {
    "good": Tone("#bfe3c8", "#14602c"),
    "near": Tone("#ffe3a3", "#a86500", "stripes"),
    "bad": Tone("#e9a3a3", "#8a1515", "crossed"),
    "none": Tone("#ffffff", "#7b8783", "dots"),
    "plain": Tone("#5a9e8b", "#0b5c4a"),
    "second": Tone("#d9c27a", "#7a5c00", "stripes"),
    "third": Tone("#b9c4dd", "#2b4a8c", "crossed"),
    "fourth": Tone("#e4d3ea", "#6b2f85", "dots"),
    "class-1": Tone("#edf6f3", "#0b5c4a"),
    "class-2": Tone("#c3e0d7", "#0b5c4a"),
    "class-3": Tone("#8fc3b4", "#0b5c4a"),
    "class-4": Tone("#4b9480", "#07402f"),
    "class-5": Tone("#0b5c4a", "#07402f"),
}
"""States of a figure; four kinds of parts; five classes of a scale, from pale to dark."""

PARTS = ("plain", "second", "third", "fourth")
"""The order in which parts of a whole and series are painted."""


def tone_of(name: str) -> Tone:
    """A tone by name; an unknown one is painted as none."""
    return TONES.get(name, TONES["none"])


class Palette:
    """The patterns that one drawing uses, each defined once."""

    def __init__(self, key: str) -> None:
        """`key`: put before every name that is defined."""
        self._key = key
        self._used: dict[str, str] = {}

    def fill(self, name: str) -> str:
        """What a `fill` attribute says for this tone."""
        tone = tone_of(name)
        if tone.pattern == "plain":
            return tone.fill
        self._used.setdefault(name, _pattern(f"{self._key}-{name}", tone))
        return f"url(#{self._key}-{name})"

    def definitions(self) -> Iterable[str]:
        """The patterns used so far, in a fixed order."""
        return [self._used[name] for name in sorted(self._used)]


def _pattern(key: str, tone: Tone) -> str:
    side = 6.0 if tone.pattern == "stripes" else 7.0
    told = {
        "id": key, "width": number(side), "height": number(side), "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
    }  # fmt: skip
    ground = element("rect", {"width": number(side), "height": number(side), "fill": tone.fill})
    return element("pattern", told, ground, _marks(tone))


def _marks(tone: Tone) -> str:
    if tone.pattern == "dots":
        return element("circle", {"cx": "3", "cy": "3", "r": "0.8", "fill": tone.ink})
    lines = "M0 0V7M0 0H7" if tone.pattern == "crossed" else "M0 0V6"
    width = "1.2" if tone.pattern == "crossed" else "1.3"
    return element("path", {"d": lines, "stroke": tone.ink, "stroke-width": width, "fill": "none"})
