"""Which open rows meet: millions of keys are sorted as plain numbers, which is quicker than to hash them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from padan.engine.session import Connection, get, scalar, take

MOST_ROWS = 40
"""A key that more rows share than a person can have lookalikes is left to the narrower keys."""

ENOUGH_KEYS = 35_000_000
"""Among so many keys two rows that meet once have met by chance. Of the pairs that met under one key alone, among
14 million keys, one in a thousand was true where two rows share it, one in ten thousand where three do, and one in
fifty thousand where more do."""

MOST_SETTLED = 30
"""Settled rows that an open row of their side may be: a key that more of them share is left to the narrower keys."""

PARTS = 8
AT_MOST = 2_000_000
"""Keys are sorted a part at a time, so that a part of them lies in memory twice, not all: in so many parts, and in more
where a part would hold more keys than this."""

AT_ONCE = 2
"""Parts that are sorted beside each other: numpy sorts on one processor and lets the others work."""

Blocks = NDArray[np.uint64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Met:
    """What the keys of one part say: which are dead or wide, and the pairs (2, n) of the narrow and of the wide."""

    dead: Blocks
    wide: Blocks
    pairs: Rows
    pairs_of_wide: Rows


_PAIR_TABLES = dict.fromkeys(("met_pairs", "met_once"), "a BIGINT, b BIGINT")
_BLOCK_TABLES = dict.fromkeys(("dead_blocks", "wide_blocks"), "block UBIGINT")


def meet(con: Connection, *, learning: bool) -> None:
    """Make `met_pairs` and `met_once` (a, b) of rows that share a key of `open_keys`, a pair as often as it meets.

    Keys in `dead_blocks` are passed over; those in `wide_blocks` give `met_once`: such a pair must meet under two of
    them. A `learning` run makes both tables.
    """
    sort_out = _by_size(_most_alone(con)) if learning else _by_tables(con)
    count = max(_count_keys(con) // AT_MOST // AT_ONCE * AT_ONCE, PARTS)
    for table, columns in (_PAIR_TABLES | _BLOCK_TABLES if learning else _PAIR_TABLES).items():
        con.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for first in range(0, count, AT_ONCE):
            keys = [_keys(con, part, count) for part in range(first, first + AT_ONCE)]
            for met in threads.map(partial(_meet_part, sort_out), keys):
                _add(con, met, learning=learning)


def put_crowded_settled(con: Connection) -> None:
    """Make `dead_settled` from `settled_keys`: among many keys fewer settled rows are a crowd."""
    most = min(2 * _most_alone(con), MOST_SETTLED)
    crowded = f"SELECT block FROM settled_keys GROUP BY block HAVING count(*) > {most}"
    con.execute(f"CREATE OR REPLACE TABLE dead_settled AS {crowded}")


def _add(con: Connection, met: _Met, *, learning: bool) -> None:
    """What one part says goes to its tables at once: all of it beside the tables would lie in memory twice."""
    if learning:
        for table, blocks in (("dead_blocks", met.dead), ("wide_blocks", met.wide)):
            _insert(con, table, pl.DataFrame({"block": blocks}))
    for table, (a, b) in (("met_pairs", met.pairs), ("met_once", met.pairs_of_wide)):
        _insert(con, table, pl.DataFrame({"a": a, "b": b}))


def _insert(con: Connection, table: str, frame: pl.DataFrame) -> None:
    if frame.height:
        take(con, f"INSERT INTO {table} SELECT * FROM incoming_frame", frame)


def _keys(con: Connection, part: int, parts: int) -> tuple[Blocks, Rows]:
    keys = get(con, f"SELECT block, row_id FROM open_keys WHERE block % {parts} = {part}")
    return keys["block"].to_numpy(), keys["row_id"].to_numpy()


def _most_alone(con: Connection) -> int:
    """How many rows may share a key under which to meet once is enough: the fewer, the more keys there are."""
    return min(max(ENOUGH_KEYS // max(_count_keys(con), 1), 2), MOST_ROWS)


def _count_keys(con: Connection) -> int:
    return int(scalar(con, "SELECT count(*) FROM open_keys"))


Sorting = Callable[[Blocks, Rows], tuple[NDArray[np.bool_], NDArray[np.bool_]]]
"""Of distinct keys and how many rows share each: which are dead, and which are wide."""


def _by_size(most_alone: int) -> Sorting:
    def sort_out(blocks: Blocks, rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        return rows > MOST_ROWS, (rows > most_alone) & (rows <= MOST_ROWS)

    return sort_out


def _by_tables(con: Connection) -> Sorting:
    dead, wide = (
        get(con, f"SELECT block FROM {table}")["block"].to_numpy() for table in ("dead_blocks", "wide_blocks")
    )

    def sort_out(blocks: Blocks, rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        return np.isin(blocks, dead), np.isin(blocks, wide)

    return sort_out


def _meet_part(sort_out: Sorting, keys: tuple[Blocks, Rows]) -> _Met:
    blocks, rows = _shared(*keys)
    first = np.flatnonzero(np.append(True, blocks[1:] != blocks[:-1])) if blocks.size else np.empty(0, dtype=np.int64)
    sharing = np.diff(first, append=blocks.size)
    dead, wide = sort_out(blocks[first], sharing)
    of_narrow, of_wide = np.repeat(~dead & ~wide, sharing), np.repeat(wide, sharing)
    return _Met(
        blocks[first[dead]],
        blocks[first[wide]],
        pairs_of(blocks[of_narrow], rows[of_narrow]),
        pairs_of(blocks[of_wide], rows[of_wide]),
    )


def _shared(blocks: Blocks, rows: Rows) -> tuple[Blocks, Rows]:
    """The keys that stand more than once, in order."""
    near = _nearly_shared(blocks)
    blocks, rows = blocks[near], rows[near]
    order = np.argsort(blocks, kind="stable")
    sorted_blocks = blocks[order]
    shared = _beside_its_like(sorted_blocks)
    return sorted_blocks[shared], rows[order[shared]]


def _nearly_shared(blocks: Blocks) -> Rows:
    """Places of all keys that stand more than once, and of very few others, nearly in order.

    A key gives its lowest bits for its place: one plain sorting of numbers takes half the time of sorting places.
    """
    bits = np.uint64(max(blocks.size - 1, 1).bit_length())
    lowest = (np.uint64(1) << bits) - np.uint64(1)
    placed = (blocks & ~lowest) | np.arange(blocks.size, dtype=np.uint64)
    placed.sort()
    near: Rows = (placed[_beside_its_like(placed >> bits)] & lowest).astype(np.int64)
    return near


def _beside_its_like(ordered: Blocks) -> NDArray[np.bool_]:
    same = ordered[1:] == ordered[:-1]
    return np.append(same, False) | np.append(False, same) if same.size else np.zeros(ordered.size, dtype=np.bool_)


def pairs_of(blocks: Blocks, rows: Rows) -> Rows:
    """Every pair of different rows of one block, the smaller first, of shape (2, pairs); `blocks` are in order."""
    found: list[Rows] = [np.empty((2, 0), dtype=np.int64)]
    at, step = np.arange(blocks.size), 1
    while at.size:
        at = at[at + step < blocks.size]
        at = at[blocks[at] == blocks[at + step]]
        found.append(np.stack([rows[at], rows[at + step]]))
        step += 1
    pairs = np.concatenate(found, axis=1)
    pairs = pairs[:, pairs[0] != pairs[1]]
    return np.stack([np.minimum(*pairs), np.maximum(*pairs)])
