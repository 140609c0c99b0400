"""Difference in differences and funnels against published figures and second computations, to 1e-9."""

from fractions import Fraction
from math import comb, sqrt

import numpy as np
import pytest
from evaluation_tables import rows
from scipy.stats import norm
from statsmodels.datasets import grunfeld
from statsmodels.regression.linear_model import OLS

from padan.statistics.difference_in_differences import (
    Cell,
    Effect,
    Matrix,
    Refusal,
    design_of,
    effect,
    fixed_effects,
)
from padan.statistics.funnel import Point, exact_limit, funnel, limits, overdispersion

CLOSE = 1e-9


def panel(early: int, late: int, *, months: int = 10, jump: float = 3.0, drift: float = 0.0) -> list[Cell]:
    """Places whose outcome has an own level, a common path, chance, and for the early `jump` from month 6 on."""
    draw = np.random.default_rng(11)
    found = []
    for at in range(early + late):
        level = draw.normal(50, 8)
        for month in range(months):
            value = level + 0.7 * month + draw.normal(0, 2) + (at < early) * ((month >= 6) * jump + drift * month)
            found.append(Cell(f"{'e' if at < early else 'l'}{at:02}", month, value))
    return found


def started(cells: list[Cell], month: int = 6) -> dict[str, int | None]:
    """The early in that month, the late never."""
    return {cell.place: month if cell.place[0] == "e" else None for cell in cells}


def told(cells: list[Cell], *, before: int = 6, after: int = 4) -> Effect | Refusal:
    """The effect in those cells."""
    return effect(cells, design_of(started(cells), starts=6, before=before, after=after))


def _with_all_dummies(cells: list[Cell]) -> tuple[Matrix, Matrix, list[str]]:
    places, months = sorted({c.place for c in cells}), sorted({c.month for c in cells})
    x = [
        [float(c.place[0] == "e" and c.month >= 6), *(float(c.place == p) for p in places),
         *(float(c.month == m) for m in months[1:])]
        for c in cells
    ]  # fmt: skip
    return np.array(x), np.array([c.value for c in cells]), [c.place for c in cells]


def test_effect_is_that_of_a_plain_sandwich_with_every_dummy() -> None:
    cells = panel(14, 12)
    found = told(cells)
    assert isinstance(found, Effect)
    x, y, places = _with_all_dummies(cells)
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    rest = y - x @ beta
    scores = np.array([x[np.array(places) == p].T @ rest[np.array(places) == p] for p in sorted(set(places))])
    g, n, k = 26, len(y), 1 + 9
    cov = bread @ (scores.T @ scores) @ bread * g / (g - 1) * (n - 1) / (n - k)
    assert found.estimate == pytest.approx(float(beta[0]), abs=CLOSE)
    assert found.error == pytest.approx(sqrt(float(cov[0, 0])), abs=CLOSE)


def test_effect_is_that_of_statsmodels_with_every_dummy() -> None:
    cells = panel(14, 12)
    found = told(cells)
    assert isinstance(found, Effect)
    x, y, places = _with_all_dummies(cells)
    groups = np.unique(places, return_inverse=True)[1]
    fit = OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})
    n, k = len(y), 1 + 9
    assert found.estimate == pytest.approx(float(fit.params[0]), abs=CLOSE)
    assert found.error == pytest.approx(float(fit.bse[0]) * sqrt(26 / 25 * (n - 1) / (n - k)), abs=CLOSE)


def test_of_a_whole_panel_it_is_the_difference_of_four_means() -> None:
    found = told(panel(14, 12))
    assert isinstance(found, Effect)
    m = found.means
    assert found.estimate == pytest.approx(
        m["early_after"] - m["early_before"] - (m["late_after"] - m["late_before"]), abs=CLOSE
    )
    assert found.low < 3 < found.high


@pytest.mark.parametrize(("effects", "value", "capital"), rows("before-and-after", "Published figures"))
def test_grunfelds_firms_have_the_published_coefficients(effects: str, value: str, capital: str) -> None:
    data = grunfeld.load_pandas().data
    data = data[data["firm"] != "American Steel"]
    columns = data[["value", "capital"]].to_numpy(float)
    fit = fixed_effects(
        data["invest"].to_numpy(float), columns, list(data["firm"]), [int(year) for year in data["year"]],
        month_effects="year" in effects,
    )  # fmt: skip
    assert fit.coefficients == pytest.approx([float(value), float(capital)], abs=5e-5)


def test_card_and_krueger_by_their_means() -> None:
    """Published means of restaurants with both surveys: New Jersey +0.4667, Pennsylvania -2.2833, together 2.75."""
    before = {"e": 20.43, "l": 23.38}
    change = {"e": 0.4666667, "l": -2.2833333}
    cells = [
        Cell(f"{side}{at}", month, before[side] + at + (month >= 6) * change[side])
        for side in "el" for at in range(12) for month in range(4, 8)
    ]  # fmt: skip
    fit = fixed_effects(
        np.array([c.value for c in cells]),
        np.array([[float(c.place[0] == "e" and c.month >= 6)] for c in cells]),
        [c.place for c in cells],
        [c.month for c in cells],
    )
    assert fit.coefficients[0] == pytest.approx(2.75, abs=1e-6)


@pytest.mark.parametrize(
    ("cells", "before", "code"),
    [
        (panel(20, 0), 6, "no_untreated"),
        (panel(14, 12)[::1], 0, "no_before"),
        (panel(14, 12), 2, "few_before"),
        (panel(9, 9), 6, "few_clusters"),
        (panel(22, 3), 6, "few_clusters"),
        (panel(14, 12, drift=2.0), 6, "trends_differ"),
        ([Cell(c.place, c.month, 1.0) for c in panel(14, 12)], 6, "nothing_varies"),
        ([c for c in panel(14, 12) if c.month < 6], 6, "no_after"),
    ],
)
def test_what_the_data_cannot_carry_is_refused_with_a_sentence(cells: list[Cell], before: int, code: str) -> None:
    found = told(cells, before=before)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.text_id.endswith(".")
    assert found.text_en.endswith(".")


def test_places_between_and_places_with_a_gap_are_left_out_and_counted() -> None:
    cells = panel(14, 12)
    when = started(cells)
    when["e00"], when["l25"] = 8, 9
    gap = [c for c in cells if (c.place, c.month) != ("e01", 3)]
    found = effect(gap, design_of(when, starts=6, before=6, after=4))
    assert isinstance(found, Effect)
    assert (found.early, found.late, found.left_out) == (12, 11, 3)


def test_an_effect_that_is_not_there_is_mostly_not_found() -> None:
    """Of panels without any effect the interval holds nothing in about 95 %."""
    draw, missed, shown = np.random.default_rng(3), 0, 0
    for _ in range(60):
        cells = [Cell(f"{'e' if p < 12 else 'l'}{p:02}", m, draw.normal()) for p in range(24) for m in range(8)]
        found = effect(cells, design_of(started(cells, 5), starts=5, before=5, after=3))
        if isinstance(found, Effect):
            shown += 1
            missed += not found.low <= 0 <= found.high
    assert shown >= 45
    assert missed / shown <= 0.11


def _exactly(target: Fraction, of: int, chance: Fraction) -> float:
    """The interpolated limit in whole fractions."""
    upto = Fraction(0)
    for r in range(of + 1):
        at = comb(of, r) * target**r * (1 - target) ** (of - r)
        upto += at
        if upto >= chance:
            return float(min(Fraction(1), max(Fraction(0), (r - (upto - chance) / at) / of)))
    raise AssertionError


@pytest.mark.parametrize("of", [5, 20, 75, 300])
@pytest.mark.parametrize("target", [Fraction(1, 50), Fraction(93, 1000), Fraction(1, 2), Fraction(9, 10)])
@pytest.mark.parametrize("chance", [Fraction(1, 1000), Fraction(25, 1000), Fraction(975, 1000), Fraction(999, 1000)])
def test_exact_limits_are_those_of_whole_fractions(of: int, target: Fraction, chance: Fraction) -> None:
    assert exact_limit(float(target), of, float(chance)) == pytest.approx(_exactly(target, of, chance), abs=CLOSE)


def test_wide_limits_are_the_normal_ones_times_the_spread() -> None:
    found = limits(0.2, 100, spread=4.0)
    half = float(norm.ppf(0.975)) * sqrt(4.0 * 0.2 * 0.8 / 100)
    assert (found.low, found.high) == pytest.approx((0.2 - half, 0.2 + half), abs=CLOSE)


def test_overdispersion_is_the_mean_square_of_winsorised_distances() -> None:
    points = [Point(str(at), hits, 50) for at, hits in enumerate([1, 4, 5, 5, 6, 6, 7, 8, 9, 30, 5])]
    z = sorted((p.hits / 50 - 0.1) / sqrt(0.09 / 50) for p in points)
    drawn_in = [min(max(one, z[1]), z[9]) for one in z]
    assert overdispersion(points, 0.1) == pytest.approx(sum(one * one for one in drawn_in) / 11, abs=CLOSE)


def test_a_small_place_is_not_blamed_for_what_a_large_one_is() -> None:
    points = [Point(f"k{at}", 10, 100) for at in range(12)]
    found = funnel([*points, Point("small", 2, 5), Point("large", 200, 500), Point("none", 0, 0)], target=0.1)
    where = {one.point.key: one.where for one in found.places}
    assert where["large"] == "far_high"
    assert where["none"] == "empty"
    assert where["k0"] == "inside"
    assert not found.widened
    assert where["small"] in ("inside", "high")
    assert found.at(5).high > found.at(500).high
