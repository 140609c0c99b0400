"""Two rows of one side that are one row of the other are one person; not where either could be somebody else."""

import numpy as np
import polars as pl
import pytest

from padan.engine.doubles import doubles_through_another, with_doubles

SURE = 2.2
Edge = tuple[int, int, str, str, float]
NO_PAIRS = pl.DataFrame(schema={"a": pl.Int64, "b": pl.Int64, "nik": pl.String})


def found(*edges: Edge, within: pl.DataFrame = NO_PAIRS) -> list[tuple[int, int, float]]:
    """Pairs found from edges (a, b, nik, birth, log odds as on one side)."""
    across = pl.DataFrame(edges, schema=["a", "b", "nik", "birth", "odds"], orient="row")
    odds = across["odds"].to_numpy().astype(np.float64)
    return doubles_through_another(across.drop("odds"), odds, within, SURE).rows()


def test_two_rows_that_are_both_one_are_one_by_the_lesser_odds() -> None:
    assert found((1, 7, "equal", "equal", 4.0), (2, 7, "one_digit", "equal", 9.0)) == [(1, 2, 4.0)]
    assert found((1, 7, "equal", "equal", 4.0), (1, 8, "swap", "both_unknown", 9.0)) == [(7, 8, 4.0)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((2, 7, "equal", "equal", 2.1), id="not sure"),
        pytest.param((2, 7, "equal", "different", 9.0), id="another birth date under one number"),
        pytest.param((2, 7, "far_sound", "equal", 9.0), id="two sound numbers"),
        pytest.param((2, 7, "", "equal", 9.0), id="no number: perhaps a namesake"),
        pytest.param((2, 8, "equal", "equal", 9.0), id="of two people"),
    ],
)
def test_they_are_not_where_one_of_them_is_not_surely_the_other_sides(other: Edge) -> None:
    assert found((1, 7, "equal", "equal", 9.0), other) == []


def test_a_row_that_could_be_somebody_elses_is_left_out() -> None:
    assert found((1, 7, "equal", "equal", 9.0), (2, 7, "equal", "equal", 9.0), (2, 8, "equal", "equal", 1.0)) == []


def test_two_sound_numbers_side_by_side_are_two_people() -> None:
    within = pl.DataFrame({"a": [1], "b": [2], "nik": ["far_sound"]})
    assert found((1, 7, "one_digit", "equal", 9.0), (2, 7, "length", "equal", 9.0), within=within) == []


def test_odds_are_raised_never_lowered_and_only_of_pairs_that_met() -> None:
    pairs = pl.DataFrame({"a": [1, 3, 5], "b": [2, 4, 6]})
    twice = pl.DataFrame({"a": [1, 3, 8], "b": [2, 4, 9], "through": [5.0, 5.0, 5.0]})
    assert with_doubles(pairs, np.array([-0.5, 7.0, 1.0]), twice).tolist() == [5.0, 7.0, 1.0]
