"""Did two groups of places move alike before something happened to one of them?

Each place's path before is told by the means of a few stretches of months, less the last one. Whether the two groups'
mean paths differ by more than chance is the multivariate Behrens-Fisher problem: Hotelling's T² with each group's own
covariance, its degrees of freedom after Krishnamoorthy and Yu (Statistics and Probability Letters 2004; 66: 161-169).
With one column it is Welch's t-test. The usual joint F of clustered errors refuses far too often where one side has few
places: figures in docs/explanation/evaluation/before-and-after.md.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f as f_curve

Matrix = NDArray[np.float64]
FLAT = 1e-12
"""Below this part of the largest, a variance is none."""


def stretches(steps: int, smaller: int) -> int:
    """Into how many stretches so many months are put together: at most one more than half the places of the smaller
    side, for each needs places to be judged by; at least three, unless there are fewer months."""
    return min(steps, max(3, smaller // 2 + 1))


def paths(values: Matrix, count: int) -> Matrix:
    """A row a place: the mean of each stretch of its months less that of the last."""
    means = np.column_stack([part.mean(axis=1) for part in np.array_split(values, count, axis=1)])
    return np.asarray(means[:, :-1] - means[:, -1:], dtype=np.float64)


def welch_degrees(parts: Sequence[tuple[Matrix, int]]) -> float:
    """Degrees of freedom of a difference of means. `parts`: of each group the covariance of its mean, and its size."""
    whole = np.linalg.inv(sum(part for part, _ in parts))
    q = len(whole)
    told = 0.0
    for part, size in parts:
        share = part @ whole
        told += float(np.trace(share @ share) + np.trace(share) ** 2) / (size - 1)
    return (q + q * q) / told


def alike(one: Matrix, other: Matrix) -> float:
    """p of the test that two groups of rows have the same mean; each has at least two rows."""
    gap = one.mean(axis=0) - other.mean(axis=0)
    parts = [(np.atleast_2d(np.cov(rows, rowvar=False)) / len(rows), len(rows)) for rows in (one, other)]
    varies, axes = np.linalg.eigh(sum(part for part, _ in parts))
    scale = max(float(np.abs(one).max()), float(np.abs(other).max()), 1.0)
    moving = varies > FLAT * scale**2
    if not np.allclose(axes[:, ~moving].T @ gap, 0, atol=1e-9 * scale):
        return 0.0
    if not moving.any():
        return 1.0
    gap, parts = axes[:, moving].T @ gap, [(axes[:, moving].T @ part @ axes[:, moving], n) for part, n in parts]
    q, degrees = len(gap), welch_degrees(parts)
    squared = float(gap @ np.linalg.solve(sum(part for part, _ in parts), gap))
    rest = degrees - q + 1
    return float(f_curve.sf(squared * rest / (degrees * q), q, rest)) if rest > 0 else 1.0
