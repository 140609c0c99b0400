"""Intervals for shares and counts, each with the method that made it.

Three sources of doubt are told apart: a sample (Wilson, with the effective size where the sample has weights or
clusters), links between records that are not certain (the sum of independent chances: Poisson binomial), and both.
Methods and worked figures: docs/explanation/evaluation/intervals.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri, pdtr

LEVEL = 0.95
MOST_EXACT = 4_000
"""Uncertain links up to which the sum of chances is exact; beyond, the normal curve."""

METHODS: dict[str, tuple[str, str]] = {
    "census": (
        "Semua orang dihitung dan kecocokannya pasti: tidak ada selang.",
        "Everybody is counted and every link is certain: no interval.",
    ),
    "linkage": (
        "Selang 95 % dari kecocokan nama yang belum pasti (jumlah peluang, Poisson-binomial).",
        "95 % interval from links that are not certain (sum of chances, Poisson binomial).",
    ),
    "linkage_ratio": (
        "Selang 95 % dari kecocokan nama yang belum pasti pada pembilang dan penyebut (metode delta, bentuk Wilson).",
        "95 % interval from uncertain links in numerator and denominator (delta method, in Wilson's form).",
    ),
    "wilson": ("Selang 95 % dari contoh acak (Wilson).", "95 % interval of a random sample (Wilson)."),
    "exact": ("Selang 95 % eksak (Clopper-Pearson).", "Exact 95 % interval (Clopper-Pearson)."),
    "design": (
        "Selang 95 % dari survei berbobot (linearisasi Taylor per klaster, Wilson dengan ukuran contoh efektif).",
        "95 % interval of a weighted survey (Taylor linearisation by cluster, Wilson with the effective sample size).",
    ),
    "design_mean": (
        "Selang 95 % dari survei berbobot (linearisasi Taylor per klaster, kurva t).",
        "95 % interval of a weighted survey (Taylor linearisation by cluster, t curve).",
    ),
    "sample_linkage": (
        "Selang 95 % dari contoh dan dari kecocokan yang belum pasti bersama-sama (ragam dijumlahkan, bentuk Wilson).",
        "95 % interval of the sample and of uncertain links together (variances added, in Wilson's form).",
    ),
    "poisson": ("Selang 95 % dari banyaknya kejadian (Poisson eksak).", "95 % interval of a count (exact Poisson)."),
    "none": ("Tidak ada penyebut.", "No denominator."),
}
"""Every method in words, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its bounds, and the key of the method that made them. low <= estimate <= high."""

    estimate: float
    low: float
    high: float
    method: str
    level: float = LEVEL

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"no method: {self.method!r}")
        if not self.low <= self.estimate <= self.high:
            raise ValueError(f"bounds out of order: {self.low} {self.estimate} {self.high}")

    @property
    def wide(self) -> float:
        """From bound to bound."""
        return self.high - self.low


def _z(level: float) -> float:
    return float(ndtri(0.5 + level / 2))


def certain(share: float) -> Interval:
    """A figure without doubt of these kinds."""
    return Interval(share, share, share, "census")


def wilson(hits: float, of: float, *, level: float = LEVEL, method: str = "wilson") -> Interval:
    """Wilson's score interval (1927) of `hits` out of `of`; both may be effective numbers, not whole."""
    if not 0 <= hits <= of or of <= 0:
        raise ValueError(f"{hits} of {of}")
    z, share = _z(level), hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Interval(share, min(max(0.0, middle - half), share), max(min(1.0, middle + half), share), method, level)


def exact(hits: int, of: int, *, level: float = LEVEL) -> Interval:
    """Clopper and Pearson's interval (1934): never narrower than it says."""
    if not 0 <= hits <= of or of <= 0:
        raise ValueError(f"{hits} of {of}")
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, of - hits + 1, tail))
    high = 1.0 if hits == of else float(betaincinv(hits + 1, of - hits, 1 - tail))
    return Interval(hits / of, low, high, "exact", level)


def poisson_count(expected: float, *, level: float = LEVEL) -> Interval:
    """Between which whole numbers a count of rare events lies, whose expectation is known."""
    if expected < 0:
        raise ValueError(f"{expected}")
    tail = (1 - level) / 2
    low, high = (_poisson(at, expected) if expected else 0.0 for at in (tail, 1 - tail))
    return Interval(expected, min(low, expected), max(high, expected), "poisson", level)


def _poisson(chance: float, expected: float) -> float:
    """The smallest whole number up to which a count lies with at least that chance."""
    spread = 12 * sqrt(expected) + 30
    counts = np.arange(max(0.0, np.floor(expected - spread)), np.ceil(expected + spread))
    return float(counts[int(np.searchsorted(pdtr(counts, expected), chance))])


def poisson_binomial(chances: Sequence[float]) -> NDArray[np.float64]:
    """The chance of each number 0, 1, ... of hits among independent ones with these chances."""
    found = np.ones(1)
    for chance in chances:
        grown = np.zeros(len(found) + 1)
        grown[:-1] += found * (1 - chance)
        grown[1:] += found * chance
        found = grown
    return found


@dataclass(frozen=True, slots=True)
class Chances:
    """Hits of which some are certain and some only likely: how many certain, and the chances between 0 and 1."""

    sure: int
    open: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.sure < 0 or any(not 0 < chance < 1 for chance in self.open):
            raise ValueError("chances lie between nothing and certainty")

    @property
    def expected(self) -> float:
        """How many hits are expected."""
        return self.sure + float(sum(self.open))

    @property
    def variance(self) -> float:
        """Of the number of hits, were the links independent."""
        return float(sum(chance * (1 - chance) for chance in self.open))

    def bounds(self, level: float = LEVEL) -> tuple[float, float]:
        """Whole numbers of hits between which the true one lies with that chance, the expected one included."""
        tail, expected = (1 - level) / 2, self.expected
        if not self.open:
            return expected, expected
        if len(self.open) > MOST_EXACT:
            half = _z(level) * sqrt(self.variance) + 0.5
            return max(float(self.sure), expected - half), min(float(self.sure + len(self.open)), expected + half)
        upto = np.cumsum(poisson_binomial(self.open))
        low = int(np.searchsorted(upto, tail * (1 - 1e-12)))
        high = int(np.searchsorted(upto, (1 - tail) * (1 - 1e-12)))
        return min(float(self.sure + low), expected), max(float(self.sure + high), expected)


def chances_of(values: Iterable[float]) -> Chances:
    """The chances of a number of people, told apart into certain ones and others."""
    sure, likely = 0, []
    for value in values:
        if value >= 1:
            sure += 1
        elif value > 0:
            likely.append(float(value))
    return Chances(sure, tuple(likely))


def linked_share(hits: Chances, of: int, *, level: float = LEVEL) -> Interval:
    """The share of `of` people, everybody counted, whose hits rest on links that may not be certain."""
    if of < hits.sure + len(hits.open) or of <= 0:
        raise ValueError(f"{hits.sure} + {len(hits.open)} of {of}")
    if not hits.open:
        return certain(hits.sure / of)
    low, high = hits.bounds(level)
    return Interval(hits.expected / of, low / of, high / of, "linkage", level)


def linked_ratio(pairs: Iterable[tuple[float, float]], *, level: float = LEVEL) -> Interval | None:
    """Σ chance·hit / Σ chance, where both rest on the same links: (chance that one counts, 1 if a hit else 0).

    Delta method: variance = Σ chance(1-chance)(hit-share)² / (Σ chance)², put into Wilson's form by the size that has
    it. None where nobody counts.
    """
    told = [(chance, hit) for chance, hit in pairs if chance > 0]
    base = sum(chance for chance, _ in told)
    if base <= 0:
        return None
    share = sum(chance * hit for chance, hit in told) / base
    doubt = sum(chance * (1 - chance) * (hit - share) ** 2 for chance, hit in told) / base**2
    if doubt <= 0:
        return certain(min(1.0, max(0.0, share)))
    return _as_wilson(share, doubt, "linkage_ratio", level)


def _as_wilson(share: float, variance: float, method: str, level: float) -> Interval:
    size = share * (1 - share) / variance
    return wilson(share * size, size, level=level, method=method)


def sampled_share(share: float, *, sampling: float, linkage: float = 0.0, level: float = LEVEL) -> Interval:
    """A share whose variance has a part from the sample and a part from links (added: the two are independent), in
    Wilson's form with the size n* that has it: share(1-share)/n* = sampling + linkage."""
    whole = sampling + linkage
    if whole <= 0 or not 0 < share < 1:
        return certain(share)
    return _as_wilson(share, whole, "sample_linkage" if linkage > 0 else "design", level)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One unit of a survey: its value, its weight, the stratum and the cluster it was drawn in."""

    value: float
    weight: float = 1.0
    stratum: str = ""
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A weighted mean, its variance by design, and the degrees of freedom (clusters less strata)."""

    mean: float
    variance: float
    freedom: int


def survey_mean(units: Sequence[Drawn]) -> Surveyed:
    """The weighted mean and its variance by Taylor linearisation: clusters drawn with replacement within strata.

    A unit without a cluster is its own. A stratum of one cluster is compared with the mean of all clusters.
    """
    weight = np.array([unit.weight for unit in units], dtype=float)
    if not len(units) or (weight < 0).any() or weight.sum() <= 0:
        raise ValueError("a survey has units, with weights above nothing")
    value = np.array([unit.value for unit in units], dtype=float)
    mean = float((weight * value).sum() / weight.sum())
    part = weight * (value - mean) / weight.sum()
    sums: dict[tuple[str, str], float] = {}
    for at, unit in enumerate(units):
        key = (unit.stratum, unit.cluster or f"\0{at}")
        sums[key] = sums.get(key, 0.0) + float(part[at])
    strata: dict[str, list[float]] = {}
    for (stratum, _), total in sums.items():
        strata.setdefault(stratum, []).append(total)
    overall = float(np.mean(list(sums.values())))
    variance = sum(_stratum(totals, overall) for totals in strata.values())
    return Surveyed(mean, variance, max(1, len(sums) - len(strata)))


def _stratum(totals: Sequence[float], overall: float) -> float:
    n = len(totals)
    if n == 1:
        return float((totals[0] - overall) ** 2)
    return float(n / (n - 1) * ((np.array(totals) - np.mean(totals)) ** 2).sum())
