"""Measures of linkage: pure functions from pairs to figures.

Pairs are an integer array of shape (n, 2): number of the row on the left, number of the row on the right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Pairs = NDArray[np.int64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs were found, how many are true, how many are both."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found pairs that are true; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found; 1 where nothing is true."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose stated probability lies in [low, high): their number, mean stated and share true."""

    low: float
    high: float
    pairs: int
    stated: float
    true: float


def keys(pairs: Pairs, width: int) -> Rows:
    """One number a pair; `width` is larger than every right-hand number."""
    return pairs[:, 0] * width + pairs[:, 1]


def distinct(pairs: Pairs) -> Pairs:
    """Each pair once."""
    return np.unique(pairs, axis=0) if len(pairs) else pairs.reshape(0, 2)


def contains(pairs: Pairs, other: Pairs) -> NDArray[np.bool_]:
    """Which of `pairs` stand in `other`."""
    width = int(max(pairs[:, 1].max(initial=0), other[:, 1].max(initial=0))) + 1
    return np.isin(keys(pairs, width), keys(other, width))


def score(found: Pairs, true: Pairs) -> Score:
    """Found pairs against true pairs; a pair said twice counts once."""
    found, true = distinct(found), distinct(true)
    return Score(len(found), len(true), int(contains(found, true).sum()))


def residual(found: Pairs, true: Pairs, joined: Pairs) -> Score:
    """The same on what is left when the pairs of a plain join are taken from both."""
    return score(found[~contains(found, joined)], true[~contains(true, joined)])


def groups(links: Pairs, size: int) -> Rows:
    """Number of the connected group of each of `size` records."""
    ones = np.ones(len(links), dtype=np.int8)
    return np.asarray(
        connected_components(coo_array((ones, (links[:, 0], links[:, 1])), shape=(size, size)), directed=False)[1],
        dtype=np.int64,
    )


def pairs_within(group: Rows) -> Pairs:
    """Every pair of records of one group, the smaller number on the left."""
    order = np.argsort(group, kind="stable")
    cut = np.flatnonzero(np.diff(group[order])) + 1
    several = [np.sort(part) for part in np.split(order, cut) if len(part) > 1]
    every = [np.column_stack([part[i] for i in np.triu_indices(len(part), 1)]) for part in several]
    return np.concatenate(every).astype(np.int64) if every else np.empty((0, 2), dtype=np.int64)


def with_duplicates(links: Pairs, left_kept: Rows, right_kept: Rows) -> Pairs:
    """Links of kept rows given to their duplicates too.

    `left_kept[row]` is the row kept for it: itself, or another where the row is a duplicate. The same on the right.
    """
    left = spread(links, left_kept)
    return distinct(spread(left[:, ::-1], right_kept)[:, ::-1])


def spread(links: Pairs, kept: Rows) -> Pairs:
    """For each link of a kept row, one for every row that has it as its kept row."""
    order = np.argsort(kept, kind="stable")
    low = np.searchsorted(kept[order], links[:, 0], side="left")
    count = np.searchsorted(kept[order], links[:, 0], side="right") - low
    start = np.repeat(low - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
    rows = order[start + np.arange(int(count.sum()))]
    return np.column_stack([rows, np.repeat(links[:, 1], count)]).astype(np.int64)


def linked_or_reviewed(
    true: Pairs, linked: Pairs, candidates: Pairs, left_review: Rows, right_review: Rows, most: int = 3
) -> float:
    """Share of the true pairs that are linked, or shown to a human: the pair stands among the candidates of a row in
    review (row numbers in `left_review`, `right_review`) that has at most `most` of them.
    """
    true, candidates = distinct(true), distinct(candidates)
    done = contains(true, linked)
    shown = contains(true, candidates)
    few = np.zeros(len(true), dtype=bool)
    for side, review in ((0, left_review), (1, right_review)):
        rows, counts = np.unique(candidates[:, side], return_counts=True)
        fit = np.intersect1d(rows[counts <= most], review)
        few |= np.isin(true[:, side], fit)
    return float((done | (shown & few)).mean()) if len(true) else 1.0


def calibration(stated: NDArray[np.float64], true: NDArray[np.bool_], edges: Sequence[float]) -> list[Bin]:
    """What was said against what holds, by bins of the stated probability; the last bin takes its upper edge too."""
    place = np.clip(np.searchsorted(edges, stated, side="right") - 1, 0, len(edges) - 2)
    bins = []
    for k in range(len(edges) - 1):
        here = place == k
        if here.any():
            bins.append(
                Bin(edges[k], edges[k + 1], int(here.sum()), float(stated[here].mean()), float(true[here].mean()))
            )
    return bins


def interval(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, 95 % by default."""
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = z * ((share * (1 - share) + square / (4 * of)) / of) ** 0.5 / (1 + square / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)
