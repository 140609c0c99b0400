"""Which open rows meet: millions of keys are sorted as plain numbers, which is quicker than to hash them."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from padan.engine.session import Connection, get, put

MOST_ROWS = 40
"""A key that more rows share than a person can have lookalikes is left to the narrower keys."""


PARTS = 8
"""Keys are sorted a part at a time, so that a part of them lies in memory twice, not all."""

AT_ONCE = 2
"""Parts that are sorted beside each other: numpy sorts on one processor and lets the others work."""


def meet(con: Connection, *, learning: bool) -> None:
    """Make `met_pairs` (a, b) of rows that share a key of `open_keys`, a pair as often as it meets.

    Keys in `dead_blocks` are passed over; a `learning` run makes that table.
    """
    dead = None if learning else get(con, "SELECT block FROM dead_blocks")["block"].to_numpy()
    parts: list[tuple[NDArray[np.uint64], NDArray[np.int64]]] = []
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for first in range(0, PARTS, AT_ONCE):
            keys = [_keys(con, part) for part in range(first, first + AT_ONCE)]
            parts += threads.map(partial(_meet_part, dead), keys)
    if learning:
        crowded = np.concatenate([crowded for crowded, _ in parts])
        put(con, "dead_blocks", pl.DataFrame({"block": crowded}, schema={"block": pl.UInt64}))
    a, b = np.concatenate([met for _, met in parts], axis=1)
    put(con, "met_pairs", pl.DataFrame({"a": a, "b": b}, schema={"a": pl.Int64, "b": pl.Int64}))


def _keys(con: Connection, part: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    keys = get(con, f"SELECT block, row_id FROM open_keys WHERE block % {PARTS} = {part}")
    return keys["block"].to_numpy(), keys["row_id"].to_numpy()


def _meet_part(
    dead: NDArray[np.uint64] | None, keys: tuple[NDArray[np.uint64], NDArray[np.int64]]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The crowded keys of one part, and the pairs that meet under its others."""
    blocks, rows = _shared(*keys)
    crowded = _crowded(blocks) if dead is None else dead
    live = ~np.isin(blocks, crowded)
    return crowded, pairs_of(blocks[live], rows[live])


def _crowded(blocks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    found, counts = np.unique(blocks, return_counts=True)
    crowded: NDArray[np.uint64] = found[counts > MOST_ROWS]
    return crowded


def _shared(blocks: NDArray[np.uint64], rows: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys that stand more than once, in order."""
    near = _nearly_shared(blocks)
    blocks, rows = blocks[near], rows[near]
    order = np.argsort(blocks, kind="stable")
    sorted_blocks = blocks[order]
    shared = _beside_its_like(sorted_blocks)
    return sorted_blocks[shared], rows[order[shared]]


def _nearly_shared(blocks: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Places of all keys that stand more than once, and of very few others, nearly in order.

    A key gives its lowest bits for its place: one plain sorting of numbers takes half the time of sorting places.
    """
    bits = np.uint64(max(blocks.size - 1, 1).bit_length())
    lowest = (np.uint64(1) << bits) - np.uint64(1)
    placed = (blocks & ~lowest) | np.arange(blocks.size, dtype=np.uint64)
    placed.sort()
    near: NDArray[np.int64] = (placed[_beside_its_like(placed >> bits)] & lowest).astype(np.int64)
    return near


def _beside_its_like(ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    same = ordered[1:] == ordered[:-1]
    return np.append(same, False) | np.append(False, same) if same.size else np.zeros(ordered.size, dtype=np.bool_)


def pairs_of(blocks: NDArray[np.uint64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every pair of different rows of one block, the smaller first, of shape (2, pairs); `blocks` are in order."""
    found: list[NDArray[np.int64]] = [np.empty((2, 0), dtype=np.int64)]
    at, step = np.arange(blocks.size), 1
    while at.size:
        at = at[at + step < blocks.size]
        at = at[blocks[at] == blocks[at + step]]
        found.append(np.stack([rows[at], rows[at + step]]))
        step += 1
    pairs = np.concatenate(found, axis=1)
    return np.sort(pairs[:, pairs[0] != pairs[1]], axis=0)
