"""Two groups of paths before the money: alike, or not; against Welch's t-test of scipy and a small simulation."""

import numpy as np
import pytest
from scipy.stats import ttest_ind

from padan.statistics.difference_in_differences import Cell, Effect, design_of, effect
from padan.statistics.parallel_trends import alike, paths, stretches, welch_degrees

CLOSE = 1e-9


def test_of_one_column_it_is_welchs_test() -> None:
    draw = np.random.default_rng(4)
    one, other = draw.normal(0, 1, (30, 1)), draw.normal(0.5, 4, (8, 1))
    wanted = ttest_ind(one[:, 0], other[:, 0], equal_var=False)
    assert alike(one, other) == pytest.approx(float(wanted.pvalue), abs=CLOSE)
    parts = [(np.atleast_2d(np.var(rows, ddof=1) / len(rows)), len(rows)) for rows in (one, other)]
    assert welch_degrees(parts) == pytest.approx(float(wanted.df), abs=CLOSE)


def test_it_does_not_depend_on_which_month_the_others_are_told_against() -> None:
    draw = np.random.default_rng(5)
    one, other = draw.normal(0, 1, (20, 5)), draw.normal(0, 2, (9, 5))
    told = [alike(paths(np.roll(one, at, 1), 5), paths(np.roll(other, at, 1), 5)) for at in range(5)]
    assert told == pytest.approx([told[0]] * 5, abs=CLOSE)


def test_what_never_moves_is_alike_and_what_moves_apart_for_sure_is_not() -> None:
    draw = np.random.default_rng(6)
    still = draw.normal(50, 8, (12, 1)) + np.zeros((1, 4))
    assert alike(paths(still, 4), paths(still[:7], 4)) == 1.0
    grown = still + np.array([0.0, 0.0, 0.0, 1.0])
    assert alike(paths(grown, 4), paths(still[:7], 4)) == 0.0


@pytest.mark.parametrize(("steps", "smaller", "count"), [(12, 8, 5), (12, 6, 4), (3, 30, 3), (2, 30, 2), (12, 3, 3)])
def test_a_small_side_is_asked_about_few_stretches(steps: int, smaller: int, count: int) -> None:
    assert stretches(steps, smaller) == count


def test_paths_that_are_alike_are_seldom_called_different_though_one_side_is_small() -> None:
    """Eight against thirty over eight months whose errors carry over: the usual joint F refuses about half of them."""
    draw, refused, runs = np.random.default_rng(8), 0, 150
    for _ in range(runs):
        rows = draw.normal(0, 1, (38, 8))
        for month in range(1, 8):
            rows[:, month] += 0.6 * rows[:, month - 1]
        count = stretches(8, 8)
        refused += alike(paths(rows[:30], count), paths(rows[30:], count)) < 0.10
    assert 0.03 <= refused / runs <= 0.18


def test_few_late_places_make_wider_bounds_than_as_many_as_there_are_places() -> None:
    draw = np.random.default_rng(1)
    cells = [Cell(f"{'e' if at < 60 else 'l'}{at}", month, draw.normal()) for at in range(68) for month in range(8)]
    when = {cell.place: 5 if cell.place[0] == "e" else None for cell in cells}
    found = effect(cells, design_of(when, starts=5, before=5, after=3))
    assert isinstance(found, Effect)
    half = (found.high - found.low) / 2 / found.error
    assert half > 2.05, "of 67 degrees it would be 1.996"
