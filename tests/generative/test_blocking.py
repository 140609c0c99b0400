"""Rows that share a key meet, and no others."""

from itertools import combinations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from padan.engine.blocking import MOST_ROWS, meet
from padan.engine.session import Connection, get, open_session, put

BLOCKS = st.builds(lambda high, low: high * 2**61 + low * 4, st.integers(0, 6), st.integers(0, 2))
"""Keys that differ in their highest or in their lowest bits alone."""

KEYS = st.lists(st.tuples(BLOCKS, st.integers(1, 9)), max_size=60)


def met(keys: list[tuple[int, int]], *, dead: list[int] | None = None) -> tuple[Connection, set[tuple[int, int]]]:
    con = open_session()
    put(con, "open_keys", pl.DataFrame(keys, schema={"block": pl.UInt64, "row_id": pl.Int64}, orient="row"))
    if dead is not None:
        put(con, "dead_blocks", pl.DataFrame({"block": dead}, schema={"block": pl.UInt64}))
    meet(con, learning=dead is None)
    return con, set(get(con, "SELECT a, b FROM met_pairs").rows())


def by_hand(keys: list[tuple[int, int]], dead: set[int]) -> set[tuple[int, int]]:
    blocks: dict[int, set[int]] = {}
    for block, row in keys:
        blocks.setdefault(block, set()).add(row)
    return {pair for block, rows in blocks.items() if block not in dead for pair in combinations(sorted(rows), 2)}


@given(KEYS, st.lists(BLOCKS, max_size=2, unique=True))
def test_rows_of_a_living_key_meet(keys: list[tuple[int, int]], dead: list[int]) -> None:
    assert met(keys, dead=dead)[1] == by_hand(keys, set(dead))


def test_a_key_of_a_crowd_dies() -> None:
    crowd = [(7, row) for row in range(MOST_ROWS + 1)]
    con, pairs = met([*crowd, *((8, row) for row in range(MOST_ROWS))])
    assert get(con, "SELECT block FROM dead_blocks").rows() == [(7,)]
    assert len(pairs) == MOST_ROWS * (MOST_ROWS - 1) // 2
    assert np.all([a < b for a, b in pairs])
