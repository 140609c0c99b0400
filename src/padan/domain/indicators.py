"""What is monitored, as data: an indicator's definition, its figure for a place and month, and the target beside it.

A figure is a ratio of two sums, or one sum; so a city's figure follows from those of its kelurahan. Worked tables:
docs/explanation/rules/figures.md; every shipped indicator: docs/reference/indicators.md.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from importlib import resources
from typing import Any

from padan.domain.months import Month

UNITS: dict[str, tuple[str, str]] = {
    "percent": ("persen", "per cent"),
    "people": ("orang", "people"),
    "families": ("keluarga", "families"),
    "rupiah": ("rupiah", "rupiah"),
    "days": ("hari", "days"),
    "offices": ("kantor", "offices"),
    "rows": ("baris", "rows"),
}
"""Every unit, Indonesian and English."""

RATIOS = frozenset({"percent", "days"})
"""Units of indicators that must have a denominator; any other may have one (rupiah for each person)."""

DIRECTIONS: dict[str, tuple[str, str]] = {
    "up": ("makin tinggi makin baik", "the higher the better"),
    "down": ("makin rendah makin baik", "the lower the better"),
}
STATES: dict[str, tuple[str, str]] = {
    "good": ("tercapai", "reached"),
    "near": ("hampir tercapai", "nearly reached"),
    "bad": ("belum tercapai", "not reached"),
    "none": ("tanpa target", "no target"),
}
"""Where a figure stands against its target."""

LEVELS = ("kota", "kecamatan", "kelurahan")
"""Levels that have targets, from the top."""

WHOLE = 10_000
"""Parts in a whole: a target of 80 % is 8000."""
NEARLY = Fraction(1, 10)
"""A figure that misses its target by no more than this part of it has nearly reached it."""

_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One version of an indicator. `numerator`, `denominator`: keys of measures ("" = a count has no denominator).

    `source_*`: from which part of the record; `basis`: what it rests on, the key of a legal basis or a method in words.
    `headline`: stands on the first page; `order`: where.
    """

    key: str
    name_id: str
    name_en: str
    definition_id: str
    definition_en: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    source_id: str
    source_en: str
    basis: str
    headline: bool = False
    order: int = 100
    version: int = 1

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"no key of an indicator: {self.key!r}")
        if self.unit not in UNITS or self.direction not in DIRECTIONS:
            raise ValueError(f"{self.key}: no such unit or direction")
        if not self.numerator or (self.unit in RATIOS and not self.denominator):
            raise ValueError(f"{self.key}: an indicator counts something; per cent and days are of something else")
        if not all((self.name_id, self.name_en, self.definition_id, self.definition_en, self.basis)):
            raise ValueError(f"{self.key}: an indicator has a name, a definition and a basis, in both languages")

    def name(self, lang: str) -> str:
        """What people call it."""
        return self.name_en if lang == "en" else self.name_id

    def definition(self, lang: str) -> str:
        """What it counts, in a sentence or two."""
        return self.definition_en if lang == "en" else self.definition_id

    def source(self, lang: str) -> str:
        """From which part of the record."""
        return self.source_en if lang == "en" else self.source_id

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it needs."""
        return (self.numerator, self.denominator) if self.denominator else (self.numerator,)


Value = Fraction | int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's figure for one place (a region code) and month. `denominator` None: the indicator is a count."""

    indicator: Indicator
    place: str
    month: Month
    numerator: int
    denominator: int | None = None

    def __post_init__(self) -> None:
        if (self.denominator is None) == bool(self.indicator.denominator):
            raise ValueError(f"{self.indicator.key}: a ratio has a denominator, a count has none")

    @property
    def value(self) -> Value:
        """The count itself, or numerator by denominator; None where there is nothing to divide by."""
        if self.denominator is None:
            return self.numerator
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator should come to in a year. `level`: one of LEVELS; `place` "" holds for every place of it.

    `value`: a whole number in the indicator's unit; per cent in parts of 10,000.
    """

    indicator: str
    year: int
    level: str
    place: str
    value: int

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"no level: {self.level}")
        if type(self.value) is not int or self.value < 0:
            raise ValueError("a target is a whole number, nothing or above")

    def wanted(self, unit: str) -> Fraction:
        """The target as a figure's value is."""
        return Fraction(self.value, WHOLE) if unit == "percent" else Fraction(self.value)


def target_for(
    targets: Mapping[tuple[str, int, str, str], Target], indicator: str, year: int, place: str
) -> Target | None:
    """The target that holds for a place: its own, else that of its level; None where neither is set. `targets`: by
    indicator, year, level and place ("" for the level)."""
    level = level_of(place)
    return targets.get((indicator, year, level, place)) or targets.get((indicator, year, level, ""))


def state_of(figure: Figure, target: Target | None) -> str:
    """Where a figure stands against its target, a key of STATES."""
    value = figure.value
    if target is None or value is None:
        return "none"
    wanted = target.wanted(figure.indicator.unit)
    if figure.indicator.direction == "up":
        return "good" if value >= wanted else "near" if value >= wanted * (1 - NEARLY) else "bad"
    return "good" if value <= wanted else "near" if value <= wanted * (1 + NEARLY) else "bad"


def level_of(place: str) -> str:
    """The level of a region code by its parts: "15.71" kota, "15.71.01" kecamatan, "15.71.01.1001" kelurahan; "15" is
    the province; "" for none of them."""
    return {1: "provinsi", 2: "kota", 3: "kecamatan", 4: "kelurahan"}.get(len(place.split(".")), "")


def whole_of(place: str) -> tuple[str, ...]:
    """A place and every place above it, up to the province: where an amount of the place counts."""
    parts = place.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))


def rolled_up(amounts: Mapping[str, int]) -> dict[str, int]:
    """Every place's sum: its own amount and those of all places below it."""
    found: dict[str, int] = {}
    for place, amount in amounts.items():
        for above in whole_of(place):
            found[above] = found.get(above, 0) + amount
    return found


def digest_of(indicators: Iterable[Indicator]) -> str:
    """SHA-256 over definitions: figures that were made by the same ones have the same."""
    told = [asdict(one) for one in sorted(indicators, key=lambda one: (one.key, one.version))]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_indicators(table: Mapping[str, Any]) -> tuple[Indicator, ...]:
    """Indicators from a parsed TOML file. Raises ValueError, KeyError or TypeError where one is wrong."""
    known = {field.name for field in fields(Indicator)}
    found = []
    for entry in table.get("indicator", ()):
        if stray := set(entry) - known:
            raise ValueError(f"an indicator has no {', '.join(sorted(stray))}")
        found.append(Indicator(**entry))
    return tuple(found)


def load_indicators() -> tuple[Indicator, ...]:
    """The shipped indicators, in their order."""
    folder = resources.files("padan").joinpath("data", "indicators")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    found = [one for file in files for one in read_indicators(tomllib.loads(file.read_text(encoding="utf-8")))]
    if len({one.key for one in found}) < len(found):
        raise ValueError("an indicator stands twice in the shipped files")
    return tuple(sorted(found, key=lambda one: (one.order, one.key)))


def load_changes() -> dict[tuple[str, int], str]:
    """Why a shipped indicator has a version: (key, version) -> the reason, as a site keeps it."""
    text = resources.files("padan").joinpath("data", "indicators", "changes.toml").read_text(encoding="utf-8")
    return {(one["key"], one["version"]): one["reason"] for one in tomllib.loads(text)["change"]}
