"""Expected numbers rounded to whole ones so that the lines of every grouping add up to one total, and no part comes
above its whole. Each number goes to the whole one below or above it.
"""

from collections.abc import Iterable, Mapping
from math import floor

_NOISE = 6
"""Decimals that count: what sums of chances differ by after them is the machine's."""


def whole_number(value: float) -> int:
    """Rounded half up."""
    return floor(round(value, _NOISE) + 0.5)


def rounded_pairs(
    parts: Mapping[str, float], wholes: Mapping[str, float], part_total: float, whole_total: float
) -> tuple[dict[str, int], dict[str, int]]:
    """Parts and wholes of the same lines. Lines with room for it go up first, then those that lack least."""
    below, floors = _floors(parts), _floors(wholes)
    roomy = {key for key in parts if floors[key] > below[key]}
    missing = whole_number(part_total) - sum(below.values())
    ups = set(sorted(_broken(parts, below), key=lambda key: (key not in roomy, below[key] - parts[key], key))[:missing])
    part = {key: below[key] + (key in ups) for key in parts}
    whole = {key: max(floors[key], part[key]) for key in wholes}
    lacking = whole_number(whole_total) - sum(whole.values())
    could = [key for key in _broken(wholes, floors) if whole[key] == floors[key]]
    more = set(sorted(could, key=lambda key: (floors[key] - wholes[key], key))[: max(lacking, 0)])
    return part, {key: whole[key] + (key in more) for key in wholes}


def _floors(numbers: Mapping[str, float]) -> dict[str, int]:
    return {key: floor(round(value, _NOISE)) for key, value in numbers.items()}


def _broken(numbers: Mapping[str, float], floors: Mapping[str, int]) -> Iterable[str]:
    return [key for key, value in numbers.items() if round(value, _NOISE) > floors[key]]
