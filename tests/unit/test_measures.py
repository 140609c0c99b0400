"""The measures of the benchmarks, on cases small enough to count by hand."""

import numpy as np
import pytest
from benchmarks.measures import (
    Score,
    calibration,
    groups,
    interval,
    linked_or_reviewed,
    pairs_within,
    residual,
    score,
    with_duplicates,
)


def pairs(*given: tuple[int, int]) -> np.ndarray:
    return np.array(given, dtype=np.int64).reshape(-1, 2)


def rows(*given: int) -> np.ndarray:
    return np.array(given, dtype=np.int64)


def test_score_counts_each_pair_once() -> None:
    found = pairs((1, 1), (1, 1), (2, 2), (3, 4))
    result = score(found, pairs((1, 1), (2, 2), (3, 3), (4, 4)))
    assert result == Score(found=3, true=4, right=2)
    assert result.precision == pytest.approx(2 / 3)
    assert result.recall == pytest.approx(0.5)
    assert result.f1 == pytest.approx(4 / 7)


def test_score_of_nothing_is_no_division_by_zero() -> None:
    assert score(pairs(), pairs()).f1 == 1.0
    assert score(pairs(), pairs((0, 0))).precision == 1.0
    assert score(pairs((0, 0)), pairs()).precision == 0.0


def test_a_pair_is_not_taken_for_another_of_the_same_digits() -> None:
    assert score(pairs((1, 11)), pairs((11, 1))).right == 0
    assert score(pairs((0, 12)), pairs((1, 2))).right == 0


def test_residual_leaves_out_what_the_join_gives_right_or_wrong() -> None:
    joined = pairs((1, 1), (5, 6))
    result = residual(pairs((1, 1), (2, 2), (5, 6), (7, 8)), pairs((1, 1), (2, 2), (3, 3)), joined)
    assert result == Score(found=2, true=2, right=1)


def test_links_close_into_groups() -> None:
    group = groups(pairs((0, 1), (1, 2), (4, 5)), 6)
    assert pairs_within(group).tolist() == [[0, 1], [0, 2], [1, 2], [4, 5]]
    assert len(pairs_within(groups(pairs(), 3))) == 0


def test_duplicates_share_the_link_of_the_row_that_is_kept() -> None:
    linked = with_duplicates(pairs((0, 0), (2, 1)), rows(0, 0, 2), rows(0, 1, 1))
    assert linked.tolist() == [[0, 0], [1, 0], [2, 1], [2, 2]]


def test_a_true_pair_counts_when_linked_or_shown_among_few() -> None:
    true = pairs((0, 0), (1, 1), (2, 2), (3, 3))
    candidates = pairs((1, 1), (1, 5), (2, 2), (2, 6), (2, 7), (2, 8))
    share = linked_or_reviewed(true, pairs((0, 0)), candidates, rows(1, 2), rows())
    assert share == pytest.approx(0.5)  # the third has four candidates, the fourth none
    assert linked_or_reviewed(true, pairs((0, 0)), candidates, rows(1), rows(2)) == pytest.approx(0.75)


def test_a_candidate_of_a_row_that_is_not_in_review_does_not_count() -> None:
    assert linked_or_reviewed(pairs((1, 1)), pairs(), pairs((1, 1)), rows(), rows()) == 0.0


def test_calibration_compares_what_is_said_with_what_holds() -> None:
    stated = np.array([0.2, 0.5, 0.6, 0.99, 1.0])
    bins = calibration(stated, np.array([False, True, False, True, True]), (0.0, 0.5, 0.9, 1.0))
    assert [(b.low, b.high, b.pairs, b.true) for b in bins] == [
        (0.0, 0.5, 1, 0.0),
        (0.5, 0.9, 2, 0.5),
        (0.9, 1.0, 2, 1.0),
    ]
    assert bins[1].stated == pytest.approx(0.55)


def test_interval_holds_the_share_and_stays_in_its_bounds() -> None:
    low, high = interval(999, 1000)
    assert low < 0.999 < high < 1.0
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(10, 10)[1] == 1.0
