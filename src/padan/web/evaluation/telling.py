"""Results as plain data that is kept, and read back."""

from typing import Any

from padan.statistics.intervals import Interval
from padan.statistics.targeting import Errors

Kept = dict[str, Any]


def interval_kept(one: Interval | None) -> Kept | None:
    """A figure with its bounds and method."""
    return None if one is None else {"value": one.estimate, "low": one.low, "high": one.high, "method": one.method}


def errors_kept(one: Errors) -> Kept:
    """The errors of a group."""
    return {
        "eligible": one.eligible,
        "missed": one.missed,
        "reached": one.reached,
        "leaks": one.leaks,
        "leaked": one.leaked,
        "unknown": one.unknown,
        "uncertain": one.uncertain,
        "exclusion": interval_kept(one.exclusion),
        "inclusion": interval_kept(one.inclusion),
        "if_unknown_leak": one.if_unknown_leak,
        "waiting": one.waiting,
        "if_waiting_due": one.if_waiting_due,
    }
