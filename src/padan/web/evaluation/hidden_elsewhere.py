"""What of a month's figures stays hidden where they leave by another way: later rooms add theirs, and no file of this
room tells it."""

from collections.abc import Callable
from datetime import date

from padan.domain.suppression import Cell

Elsewhere = Callable[[date], frozenset[Cell]]
ELSEWHERE: list[Elsewhere] = []
"""Filled by `apps.py` of each room, in `ready()`: cells (measure of monitoring, region code) of a month's first day."""


def hidden_elsewhere(month: date) -> frozenset[Cell]:
    """All of it."""
    return frozenset[Cell]().union(*(part(month) for part in ELSEWHERE))
