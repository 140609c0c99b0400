"""Rows that share a key meet, and no others."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from unittest.mock import patch

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from padan.engine import blocking
from padan.engine.blocking import MOST_ROWS, meet
from padan.engine.session import Connection, get, open_session, put
from thorough import one_in

pytestmark = one_in(4)

BLOCKS = st.builds(lambda high, low: high * 2**61 + low * 4, st.integers(0, 6), st.integers(0, 2))
"""Keys that differ in their highest or in their lowest bits alone."""

KEY = st.tuples(BLOCKS, st.integers(1, 9))


Pairs = set[tuple[int, int]]


def met(
    keys: list[tuple[int, int]], *, dead: list[int] | None = None, wide: list[int] | None = None
) -> tuple[Connection, Pairs, Counter[tuple[int, int]]]:
    """The session, the pairs that meet under a narrow key, and how often the others meet."""
    con = open_session()
    put(con, "open_keys", pl.DataFrame(keys, schema={"block": pl.UInt64, "row_id": pl.Int64}, orient="row"))
    if dead is not None:
        put(con, "dead_blocks", pl.DataFrame({"block": dead}, schema={"block": pl.UInt64}))
        put(con, "wide_blocks", pl.DataFrame({"block": wide or []}, schema={"block": pl.UInt64}))
    meet(con, learning=dead is None)
    once = Counter(get(con, "SELECT a, b FROM met_once").rows())
    return con, set(get(con, "SELECT a, b FROM met_pairs").rows()), once


def by_hand(keys: list[tuple[int, int]], among: Callable[[int], bool]) -> Counter[tuple[int, int]]:
    blocks: dict[int, set[int]] = {}
    for block, row in keys:
        blocks.setdefault(block, set()).add(row)
    return Counter(pair for block, rows in blocks.items() if among(block) for pair in combinations(sorted(rows), 2))


@given(st.lists(KEY, max_size=60, unique=True), st.lists(BLOCKS, max_size=2, unique=True), BLOCKS)
def test_rows_of_a_living_key_meet(keys: list[tuple[int, int]], dead: list[int], wide: int) -> None:
    living = [wide] if wide not in dead else []
    _, pairs, once = met(keys, dead=dead, wide=living)
    assert pairs == set(by_hand(keys, lambda block: block not in (*dead, *living)))
    assert once == by_hand(keys, lambda block: block in living)


@given(st.lists(KEY, max_size=60, unique=True))
def test_among_many_keys_those_of_more_than_two_rows_are_wide(keys: list[tuple[int, int]]) -> None:
    sharing = Counter(block for block, _ in keys)
    with patch.object(blocking, "ENOUGH_KEYS", 1):
        con, pairs, once = met(keys)
    assert set(get(con, "SELECT block FROM wide_blocks")["block"]) == {b for b, rows in sharing.items() if rows > 2}
    assert pairs == set(by_hand(keys, lambda block: sharing[block] <= 2))
    assert once == by_hand(keys, lambda block: sharing[block] > 2)


def test_a_key_of_a_crowd_dies() -> None:
    crowd = [(7, row) for row in range(MOST_ROWS + 1)]
    con, pairs, _ = met([*crowd, *((8, row) for row in range(MOST_ROWS))])
    assert get(con, "SELECT block FROM dead_blocks").rows() == [(7,)]
    assert len(pairs) == MOST_ROWS * (MOST_ROWS - 1) // 2
    assert np.all([a < b for a, b in pairs])
