"""What is said to be likely is true that often: a small city badly kept, every pair that was weighed."""

import sys
from collections import Counter
from math import sqrt
from pathlib import Path

import pytest

from padan.engine.session import get

sys.path.insert(0, str(Path(__file__).parent))
from city_runs import city, decided, places_of, sparse

PEOPLE, SEED = 2000, 4

Said = list[tuple[float, bool]]

EVERY = (
    "SELECT a, b, probability FROM links UNION ALL SELECT a, b, probability FROM settled ANTI JOIN links USING (a, b)"
)


@pytest.fixture(scope="module")
def said() -> Said:
    """What was said of each pair, and whether it is true; people who stand twice on a side are left out."""
    whole, truth = city(PEOPLE, SEED)
    sheets = sparse(whole)
    con, _ = decided(sheets)
    places = places_of(con, sheets)
    times = Counter(row for pair in truth for row in pair)
    pairs = [(places[a], places[b], p) for a, b, p in get(con, EVERY).rows()]
    return [(p, (x, y) in truth) for x, y, p in pairs if times[x] < 2 and times[y] < 2]


def true_share_is_at_least(share: float, pairs: Said) -> bool:
    """But for three standard errors of chance."""
    true = sum(is_true for _, is_true in pairs)
    return true >= len(pairs) * share - 3 * sqrt(len(pairs) * share * (1 - share))


@pytest.mark.parametrize("floor", [0.5, 0.8, 0.9, 0.95, 0.99, 0.998])
def test_of_pairs_said_to_be_likely_as_many_are_true(said: Said, floor: float) -> None:
    pairs = [pair for pair in said if pair[0] >= floor]
    assert len(pairs) >= 200
    assert true_share_is_at_least(floor, pairs)


def test_in_the_band_where_a_threshold_may_lie_as_many_are_true(said: Said) -> None:
    pairs = [pair for pair in said if 0.9 <= pair[0] < 0.9999]
    assert len(pairs) >= 150
    assert true_share_is_at_least(0.99, pairs)


def test_what_is_said_adds_up_to_what_is_true(said: Said) -> None:
    """The sum of all probabilities is the number of true pairs, within three standard errors and one pair in fifty."""
    stated, true = sum(p for p, _ in said), sum(is_true for _, is_true in said)
    chance = sqrt(sum(p * (1 - p) for p, _ in said))
    assert abs(stated - true) <= 3 * chance + len(said) / 50
