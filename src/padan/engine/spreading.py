"""Rules of `padan.domain` over many values, spread over the processors: other Pythons read their share meanwhile.

A rule is a function of a module that takes a list and gives a list as long; values and answers can be pickled.
Run as a module this is such another Python: a rule and its values come in, the answers go out.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from typing import Any, TypeVar

V = TypeVar("V")
A = TypeVar("A")

MOST = 8
"""Processors that are asked at most: handing over costs more than what further ones would save."""


def spread(rule: Callable[[Sequence[V]], list[A]], values: Sequence[V], *, share: int) -> list[A]:
    """What `rule` says of the values, in order. No processor is asked for less than `share` of them.

    Where no other Python can be started, or one ends before its time, its share is read here.
    """
    parts = min(_processors(), MOST, max(len(values) // share, 1))
    bounds = [len(values) * part // parts for part in range(parts + 1)]
    mine, *theirs = [values[start:end] for start, end in pairwise(bounds)]
    with ExitStack() as stack:
        helpers = [stack.enter_context(_helper(rule, part)) for part in theirs]
        answers = rule(mine)
        for part, helper in zip(theirs, helpers, strict=True):
            answers += _answers(helper) or rule(part)
    return answers


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _helper(rule: Callable[..., Any], values: Sequence[Any]) -> Iterator["subprocess.Popen[bytes] | None"]:
    """Another Python at work on the values; None where none can be started. It never outlives the while."""
    try:
        helper = subprocess.Popen(
            [sys.executable, "-m", "padan.engine.spreading"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        yield None
        return
    with helper:
        try:
            yield helper if _handed_over(helper, (rule, values)) else None
        finally:
            helper.kill()


def _handed_over(helper: "subprocess.Popen[bytes]", task: tuple[Callable[..., Any], Sequence[Any]]) -> bool:
    assert helper.stdin is not None
    try:
        pickle.dump(task, helper.stdin, pickle.HIGHEST_PROTOCOL)
        helper.stdin.close()
    except OSError:
        return False
    return True


def _answers(helper: "subprocess.Popen[bytes] | None") -> list[Any] | None:
    if helper is None:
        return None
    assert helper.stdout is not None
    try:
        answers: list[Any] = pickle.load(helper.stdout)
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return answers


def _serve() -> None:
    rule, values = pickle.load(sys.stdin.buffer)
    pickle.dump(rule(values), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _serve()
