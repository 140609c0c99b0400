"""Before and after, against those who were not reached yet: difference in differences, or a refusal to show one.

Outcome of a kelurahan in a month = effect of the kelurahan + effect of the month + effect of the money + chance.
Ordinary least squares by statsmodels, kelurahan effects swept out, month effects as columns, standard errors
clustered by kelurahan with the small-sample factor G/(G-1) x (N-1)/(N-K), bounds from Student's t with as many degrees
of freedom as both sides carry. Assumptions in plain words and checks: docs/explanation/evaluation/before-and-after.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student
from statsmodels.regression.linear_model import OLS

from padan.statistics.intervals import LEVEL
from padan.statistics.parallel_trends import alike, paths, stretches, welch_degrees

FEWEST_CLUSTERS = 20
"""Kelurahan in all below which clustered standard errors are not to be believed (Cameron and Miller 2015)."""
FEWEST_A_SIDE = 6
FEWEST_BEFORE = 3
"""Months before the money that it takes to look at what went before."""
TRENDS_DIFFER = 0.10
"""The p-value below which the paths before the money are called different."""

_STEPS = {"month": ("bulan", "months"), "year": ("tahun", "years")}

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cell:
    """The outcome of a place in a month (a number that grows by 1 a month) or, of a yearly design, in a year."""

    place: str
    month: int
    value: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no effect is shown: a code and the sentence in both languages."""

    code: str
    text_id: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What the money did, in the outcome's own unit; `p`: how often chance alone does as much. `trend_p`: the same of
    the paths before the money. `early`, `late`: places with the money, and not yet; `left_out`: others."""

    estimate: float
    error: float
    low: float
    high: float
    p: float
    trend_p: float
    early: int
    late: int
    left_out: int
    months_before: int
    months_after: int
    means: Mapping[str, float]
    paths: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients of the columns asked for, and their covariance, clustered by place."""

    coefficients: Matrix
    covariance: Matrix
    clusters: int


def within(values: Matrix, places: NDArray[np.int64]) -> Matrix:
    """Each column less its mean in the place."""
    count = np.bincount(places).astype(float)
    swept = np.empty_like(values)
    for at in range(values.shape[1]):
        swept[:, at] = values[:, at] - (np.bincount(places, weights=values[:, at]) / count)[places]
    return swept


def fixed_effects(
    outcome: Matrix, columns: Matrix, places: Sequence[str], months: Sequence[int], *, month_effects: bool = True
) -> Fit:
    """Least squares with an effect for each place (and each month), standard errors clustered by place.

    K of the small-sample factor counts the columns and the month effects; the place effects lie within the clusters.
    """
    names = {place: at for at, place in enumerate(dict.fromkeys(places))}
    codes = np.array([names[place] for place in places], dtype=np.int64)
    times = sorted(set(months))[1:] if month_effects else []
    dummies = np.array([[float(month == time) for time in times] for month in months]).reshape(len(months), len(times))
    x = within(np.column_stack([columns, dummies]), codes)
    y = within(outcome.reshape(-1, 1), codes)[:, 0]
    found = OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": codes, "use_correction": True}, use_t=True)
    k = columns.shape[1]
    return Fit(np.asarray(found.params)[:k], np.asarray(found.cov_params())[:k, :k], len(names))


@dataclass(frozen=True, slots=True)
class Design:
    """Who is compared over which months (or years, `step`): the early have the money from `starts` on, the late after
    `last` or never."""

    starts: int
    first: int
    last: int
    early: tuple[str, ...]
    late: tuple[str, ...]
    left_out: int
    step: str = "month"


def design_of(started: Mapping[str, int | None], *, starts: int, before: int, after: int) -> Design:
    """Early: the money came in month `starts`. Late: it came after the months looked at, or never. Places between are
    left out: they were untreated at first and treated later, and would blur the comparison."""
    last = starts + after - 1
    early = tuple(sorted(place for place, month in started.items() if month == starts))
    late = tuple(sorted(place for place, month in started.items() if month is None or month > last))
    return Design(starts, starts - before, last, early, late, len(started) - len(early) - len(late))


def effect(cells: Sequence[Cell], design: Design) -> Effect | Refusal:
    """The effect of the money, or why none can be shown."""
    kept = _whole(cells, design)
    refusal = _too_little(kept, design)
    if refusal is not None:
        return refusal
    early = set(design.early)
    places, months = [cell.place for cell in kept], [cell.month for cell in kept]
    outcome = np.array([cell.value for cell in kept])
    treated = np.array([float(cell.place in early and cell.month >= design.starts) for cell in kept]).reshape(-1, 1)
    fit = fixed_effects(outcome, treated, places, months)
    error = float(np.sqrt(max(0.0, fit.covariance[0, 0])))
    if error <= 1e-12 * max(1.0, float(np.abs(outcome).max())):
        return NOTHING_VARIES
    trend = _trends(kept, design)
    if trend < TRENDS_DIFFER:
        return _trends_differ(trend)
    return _effect(kept, design, float(fit.coefficients[0]), error, trend, fit.clusters)


def _whole(cells: Sequence[Cell], design: Design) -> list[Cell]:
    """Cells of the places and months compared; a place with a month missing is dropped whole."""
    wanted = {*design.early, *design.late}
    inside = [cell for cell in cells if cell.place in wanted and design.first <= cell.month <= design.last]
    months = {cell.month for cell in inside}
    held: dict[str, int] = {}
    for cell in inside:
        held[cell.place] = held.get(cell.place, 0) + 1
    return sorted(
        (cell for cell in inside if held[cell.place] == len(months)), key=lambda cell: (cell.place, cell.month)
    )


def _too_little(kept: Sequence[Cell], design: Design) -> Refusal | None:
    places, months = {cell.place for cell in kept}, {cell.month for cell in kept}
    early, late = len(places & set(design.early)), len(places & set(design.late))
    before, after = sum(m < design.starts for m in months), sum(m >= design.starts for m in months)
    if not late:
        return NO_UNTREATED
    if not before:
        return NO_BEFORE
    if not after:
        return NO_AFTER
    if before < FEWEST_BEFORE:
        return Refusal(
            "few_before",
            f"Hanya {before} {_STEPS[design.step][0]} tercatat sebelum dana datang; perlu {FEWEST_BEFORE} agar arah "
            "sebelumnya terlihat.",
            f"Only {before} {_STEPS[design.step][1]} are known before the money came; it takes {FEWEST_BEFORE} to see "
            "where things went.",
        )
    if early < FEWEST_A_SIDE or late < FEWEST_A_SIDE or early + late < FEWEST_CLUSTERS:
        return Refusal(
            "few_clusters",
            f"Kelurahan terlalu sedikit: {early} sudah menerima, {late} belum; perlu masing-masing {FEWEST_A_SIDE} dan "
            f"seluruhnya {FEWEST_CLUSTERS}, sebab selang dari kelompok yang sedikit menyesatkan.",
            f"Too few kelurahan: {early} had the money, {late} had not; it takes {FEWEST_A_SIDE} of each and "
            f"{FEWEST_CLUSTERS} in all, for an interval from few clusters misleads.",
        )
    return None


NO_UNTREATED = Refusal(
    "no_untreated",
    "Semua kelurahan menerima dana pada masa yang sama, jadi tidak ada pembanding.",
    "Every kelurahan had the money at the same time, so there is nothing to compare with.",
)
NO_BEFORE = Refusal(
    "no_before",
    "Tidak ada angka tercatat sebelum dana datang, jadi keadaan awal tidak diketahui.",
    "No figure is known before the money came, so how things stood is not known.",
)
NO_AFTER = Refusal(
    "no_after",
    "Tidak ada angka tercatat sesudah dana datang.",
    "No figure is known after the money came.",
)
NOTHING_VARIES = Refusal(
    "nothing_varies",
    "Angkanya tidak berubah di kelurahan mana pun di luar pola yang sama, jadi selangnya tidak dapat dihitung.",
    "The figure does not vary in any kelurahan beyond one common pattern, so no interval can be reckoned.",
)


def _trends_differ(p: float) -> Refusal:
    with_comma = f"{p:.3f}".replace(".", ",")
    return Refusal(
        "trends_differ",
        f"Sebelum dana datang kedua kelompok sudah bergerak berbeda (p = {with_comma}), jadi perbedaan sesudahnya "
        "tidak dapat dianggap akibat dana.",
        f"Before the money came the two groups already moved apart (p = {p:.3f}), so a difference afterwards "
        "cannot be called its effect.",
    )


def _trends(kept: Sequence[Cell], design: Design) -> float:
    """p of the test that before the money the paths of the early differ from those of the late by a constant alone."""
    sides = [_rows(kept, side, lambda month: month < design.starts) for side in (design.early, design.late)]
    count = stretches(sides[0].shape[1], min(len(side) for side in sides))
    return alike(*(paths(side, count) for side in sides))


def _rows(kept: Sequence[Cell], side: Sequence[str], wanted: Callable[[int], bool]) -> Matrix:
    """The months wanted of the places of one side, a row a place."""
    found: dict[str, list[float]] = {}
    for cell in kept:
        if wanted(cell.month):
            found.setdefault(cell.place, []).append(cell.value)
    return np.array([found[place] for place in side if place in found])


def _degrees(kept: Sequence[Cell], design: Design, clusters: int) -> float:
    """Of Student's t: as many as both sides carry (Welch), so that few places on one side make wide bounds; never more
    than one less than there are places."""
    parts = []
    for side in (design.early, design.late):
        after = _rows(kept, side, lambda month: month >= design.starts).mean(axis=1)
        moved = after - _rows(kept, side, lambda month: month < design.starts).mean(axis=1)
        parts.append((np.atleast_2d(np.var(moved, ddof=1) / len(moved)), len(moved)))
    return min(welch_degrees(parts), float(clusters - 1))


def _effect(kept: Sequence[Cell], design: Design, estimate: float, error: float, trend: float, clusters: int) -> Effect:
    degrees = _degrees(kept, design, clusters)
    half = float(student.ppf(0.5 + LEVEL / 2, degrees)) * error
    months, early = sorted({cell.month for cell in kept}), set(design.early)
    before = sum(month < design.starts for month in months)
    paths = tuple((m, _mean(kept, m, early, True), _mean(kept, m, early, False)) for m in months)
    means = {
        f"{who}_{when}": float(np.mean([path[at] for path in paths if (path[0] >= design.starts) == (when == "after")]))
        for at, who in ((1, "early"), (2, "late"))
        for when in ("before", "after")
    }
    places = {cell.place for cell in kept}
    dropped = len({*design.early, *design.late}) - len(places)
    return Effect(
        estimate, error, estimate - half, estimate + half,
        float(2 * student.sf(abs(estimate / error), degrees)), trend,
        len(places & early), len(places - early), design.left_out + dropped, before, len(months) - before, means, paths,
    )  # fmt: skip


def _mean(kept: Sequence[Cell], month: int, early: set[str], of_early: bool) -> float:
    return float(np.mean([c.value for c in kept if c.month == month and (c.place in early) == of_early]))
