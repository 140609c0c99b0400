"""One-to-one matching as probabilities: each person has at most one counterpart, so rivals take from each other.

A connected group of candidate pairs never touches another, and a pair without rivals is as likely as it stands.
Where a group has no circle, belief propagation over all groups at once is exact; the few small groups with a circle
(two twins and their two namesakes, say) are counted out over all partial pairings. Only a circle too large for that
rests on propagation, which is then too sure.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOG_LIMIT = 25.0
"""Log odds are held within this bound: beyond it a double cannot tell rivals apart."""

ROUNDS = 24

SMALLEST_CIRCLE = 4
COUNTABLE = 8
"""Groups with a circle are counted out where the smaller side has at most this many persons."""

MOST_CELLS = 1 << 20
"""Numbers that the tables of groups counted together may hold."""


def one_to_one(left: Ints, right: Ints, log_odds: Floats, *, rounds: int = ROUNDS) -> Floats:
    """For each edge (left person, right person) the probability that they are one, given that persons pair one to one.

    `log_odds` is what the pair would have without rivals. Shapes: all (edges,).
    """
    if left.size == 0:
        return np.zeros(0)
    _, i, lefts = np.unique(left, return_inverse=True, return_counts=True)
    _, j, rights = np.unique(right, return_inverse=True, return_counts=True)
    odds = np.exp(np.clip(log_odds, -LOG_LIMIT, LOG_LIMIT))
    probability: Floats = odds / (1.0 + odds)
    rivals = np.flatnonzero((lefts[i] > 1) | (rights[j] > 1))
    if rivals.size:
        _, i = np.unique(i[rivals], return_inverse=True)
        _, j = np.unique(j[rivals], return_inverse=True)
        probability[rivals] = _among_rivals(i.astype(np.int64), j.astype(np.int64), odds[rivals], rounds)
    return probability


def _among_rivals(i: Ints, j: Ints, odds: Floats, rounds: int) -> Floats:
    rightward, leftward = odds.copy(), odds.copy()
    for _ in range(rounds):
        rightward = odds / (1.0 + _others(leftward, i))
        leftward = odds / (1.0 + _others(rightward, j))
    joint = rightward * leftward / odds
    probability: Floats = joint / (1.0 + joint)
    _count_out_circles(i, j, odds, probability)
    return probability


def _count_out_circles(i: Ints, j: Ints, odds: Floats, probability: Floats) -> None:
    """Replace the probabilities of each small group that has a circle: as many edges as nodes, or more.

    Groups of one shape are counted together, for a long list has ten thousand of them.
    """
    _, label = groups(i, j + (int(i.max()) + 1))
    group = label[np.searchsorted(np.unique(np.concatenate([i, j + int(i.max()) + 1])), i)]
    found, group, sizes = np.unique(group, return_inverse=True, return_counts=True)
    row, lefts = _places(i, group, found.size)
    column, rights = _places(j, group, found.size)
    small = (sizes >= SMALLEST_CIRCLE) & (sizes >= lefts + rights) & (np.minimum(lefts, rights) <= COUNTABLE)
    for left, right in np.unique(np.stack([lefts[small], rights[small]], axis=1), axis=0):
        alike = np.flatnonzero(small & (lefts == left) & (rights == right))
        at_a_time = max(MOST_CELLS // int(max(left, right) << min(left, right)), 1)
        for start in range(0, alike.size, at_a_time):
            part = alike[start : start + at_a_time]
            edges = np.flatnonzero(np.isin(group, part))
            table = np.searchsorted(part, group[edges])
            tables = np.zeros((part.size, left, right))
            tables[table, row[edges], column[edges]] = odds[edges]
            probability[edges] = _all_pairings(tables)[table, row[edges], column[edges]]


def _places(node: Ints, group: Ints, count: int) -> tuple[Ints, Ints]:
    """The place of each edge's node among the nodes of its group, and how many nodes each group has."""
    nodes, edge = np.unique(node, return_inverse=True)
    of_node = np.empty(nodes.size, dtype=np.int64)
    of_node[edge] = group
    many = np.bincount(of_node, minlength=count)
    order = np.argsort(of_node, kind="stable")
    place = np.empty(nodes.size, dtype=np.int64)
    place[order] = np.arange(nodes.size) - np.repeat(np.cumsum(many) - many, many)
    return place[edge], many


def all_pairings(odds: Floats) -> Floats:
    """Exact probabilities of a small group: `odds` (left, right), 0 where there is no pair; the result has its shape.

    P[i, j] is the share of the weight of all partial pairings in which i and j are paired: forward and backward over
    the sets of columns in use, 2 to the power of the smaller side of them.
    """
    share: Floats = _all_pairings(odds[np.newaxis])[0]
    return share


def _all_pairings(odds: Floats) -> Floats:
    """`all_pairings` of many groups of one shape: `odds` (groups, left, right)."""
    if odds.shape[2] > odds.shape[1]:
        return _all_pairings(odds.transpose(0, 2, 1)).transpose(0, 2, 1)
    many, rows, columns = odds.shape
    sets = np.arange(1 << columns)
    free = [sets[(sets >> j) & 1 == 0] for j in range(columns)]
    before = np.zeros((rows + 1, many, sets.size))
    after = np.ones((rows + 1, many, sets.size))
    before[0, :, 0] = 1.0
    for i in range(rows):
        before[i + 1] = before[i]
        for j in range(columns):
            before[i + 1][:, free[j] | 1 << j] += odds[:, i, j, np.newaxis] * before[i][:, free[j]]
    for i in reversed(range(rows)):
        after[i] = after[i + 1]
        for j in range(columns):
            after[i][:, free[j]] += odds[:, i, j, np.newaxis] * after[i + 1][:, free[j] | 1 << j]
    paired = np.zeros_like(odds)
    for i in range(rows):
        for j in range(columns):
            rest = np.einsum("ms,ms->m", before[i][:, free[j]], after[i + 1][:, free[j] | 1 << j])
            paired[:, i, j] = odds[:, i, j] * rest
    share: Floats = paired / after[0, :, :1, np.newaxis]
    return share


def _others(messages: Floats, node: Ints) -> Floats:
    """For each edge the sum of its node's messages without its own."""
    total = np.bincount(node, weights=messages)
    rest: Floats = np.maximum(total[node] - messages, 0.0)
    return rest


def groups(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Connected groups of the edges (a, b): each node once, and the smallest node of its group."""
    nodes, flat = np.unique(np.concatenate([a, b]), return_inverse=True)
    x, y = flat[: a.size], flat[a.size :]
    graph = coo_array((np.ones(a.size), (x, y)), shape=(nodes.size, nodes.size))
    count, label = connected_components(graph, directed=False)
    smallest = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(smallest, label, nodes)
    return nodes.astype(np.int64), smallest[label]
