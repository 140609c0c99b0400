"""One-to-one matching as probabilities: each person has at most one counterpart, so rivals take from each other.

Belief propagation on the graph of candidate pairs: exact where a group has no circle, and close where it has.
It works on columns of numbers, a connected group at a time never touching another.
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


def one_to_one(left: Ints, right: Ints, log_odds: Floats, *, rounds: int = ROUNDS) -> Floats:
    """For each edge (left person, right person) the probability that they are one, given that persons pair one to one.

    `log_odds` is what the pair would have without rivals. Shapes: all (edges,).
    """
    if left.size == 0:
        return np.zeros(0)
    _, i = np.unique(left, return_inverse=True)
    _, j = np.unique(right, return_inverse=True)
    odds = np.exp(np.clip(log_odds, -LOG_LIMIT, LOG_LIMIT))
    rightward, leftward = odds.copy(), odds.copy()
    for _ in range(rounds):
        rightward = odds / (1.0 + _others(leftward, i))
        leftward = odds / (1.0 + _others(rightward, j))
    joint = rightward * leftward / odds
    probability: Floats = joint / (1.0 + joint)
    return probability


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
