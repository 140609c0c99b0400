"""Foster, Greer and Thorbecke's measures of poverty: headcount P0, gap P1, severity P2; with and without the aid.

P_a = Σ w (1 - y/z)^a over those with y < z, divided by Σ w. Published tables it is held to:
docs/explanation/evaluation/poverty.md.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from padan.statistics.intervals import Drawn, Interval, certain, sampled_share, survey_mean
from padan.statistics.lines import Line, MixedLinesError

Measure = Literal[0, 1, 2]
MEASURES: tuple[Measure, ...] = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Living:
    """What a person of a household lives on in a month, in rupiah, without the aid; what the aid adds; and how the
    household was drawn. `weight`: people it stands for (its members times the survey's weight)."""

    value: float
    aid: float = 0.0
    weight: float = 1.0
    stratum: str = ""
    cluster: str = ""
    group: Hashable = ""


@dataclass(frozen=True, slots=True)
class Poverty:
    """P0, P1, P2 under one line, each with its interval. `households` were asked; `people` is the weight they have."""

    line: Line
    measures: Mapping[Measure, Interval]
    households: int
    people: float

    def __getitem__(self, measure: Measure) -> float:
        return self.measures[measure].estimate


def gap(value: float, line: int, measure: Measure) -> float:
    """One person's part: nothing at or above the line."""
    if value >= line:
        return 0.0
    return float((1 - value / line) ** measure)


def fgt(values: Sequence[float], weights: Sequence[float], line: Line, measure: Measure) -> float:
    """P of that order of people who live on `values` and count as many as `weights`."""
    weight = np.asarray(weights, dtype=float)
    if not len(weight) or (weight < 0).any() or weight.sum() <= 0:
        raise ValueError("nobody counts")
    part = np.array([gap(value, line.amount, measure) for value in values])
    return float((weight * part).sum() / weight.sum())


def without_aid(people: Sequence[Living], line: Line, *, sample: bool) -> Poverty:
    """Poverty as it would be without the aid."""
    return _poverty(people, lambda one: one.value, line, sample)


def with_aid(people: Sequence[Living], line: Line, *, sample: bool) -> Poverty:
    """Poverty with the aid, behaviour unchanged."""
    return _poverty(people, lambda one: one.value + one.aid, line, sample)


def _poverty(people: Sequence[Living], lives_on: Callable[[Living], float], line: Line, sample: bool) -> Poverty:
    found = {}
    for measure in MEASURES:
        units = [Drawn(gap(lives_on(p), line.amount, measure), p.weight, p.stratum, p.cluster) for p in people]
        said = survey_mean(units)
        found[measure] = (
            sampled_share(min(1.0, said.mean), sampling=said.variance) if sample else certain(min(1.0, said.mean))
        )
    return Poverty(line, found, len(people), float(sum(one.weight for one in people)))


@dataclass(frozen=True, slots=True)
class Change:
    """What the aid changes in one measure: with less without (below nothing: less poverty)."""

    measure: Measure
    without: Interval
    with_: Interval
    change: Interval


def aid_changes(people: Sequence[Living], line: Line, *, sample: bool) -> list[Change]:
    """P0, P1, P2 with and without the aid under one line, and the difference with an interval of its own: the same
    people stand in both, so the difference is far surer than either."""
    before, after = without_aid(people, line, sample=sample), with_aid(people, line, sample=sample)
    return [_change(people, before, after, measure, sample) for measure in MEASURES]


def _change(people: Sequence[Living], before: Poverty, after: Poverty, measure: Measure, sample: bool) -> Change:
    z = before.line.amount
    units = [
        Drawn(gap(p.value + p.aid, z, measure) - gap(p.value, z, measure), p.weight, p.stratum, p.cluster)
        for p in people
    ]
    said = survey_mean(units)
    half = float(stdtrit(said.freedom, 0.975)) * said.variance**0.5 if sample else 0.0
    moved = Interval(said.mean, said.mean - half, said.mean + half, "design_mean" if sample else "census")
    return Change(measure, before.measures[measure], after.measures[measure], moved)


def difference(one: Poverty, other: Poverty, measure: Measure) -> float:
    """How much lower a measure is in `one`. Raises MixedLinesError where the lines are not the very same."""
    if one.line != other.line:
        raise MixedLinesError(
            f"{one.line.kind} {one.line.amount} and {other.line.kind} {other.line.amount} are two lines"
        )
    return other[measure] - one[measure]


def parts(people: Sequence[Living], line: Line, measure: Measure, *, aid: bool) -> dict[Hashable, tuple[float, float]]:
    """By group: (share of the people, P of the group). The sum of their products is P of all."""
    whole = sum(one.weight for one in people)
    found: dict[Hashable, tuple[float, float]] = {}
    for group in dict.fromkeys(one.group for one in people):
        own = [one for one in people if one.group == group]
        weight = [one.weight for one in own]
        values = [one.value + (one.aid if aid else 0.0) for one in own]
        found[group] = (sum(weight) / whole, fgt(values, weight, line, measure) if sum(weight) else 0.0)
    return found
