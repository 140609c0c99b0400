"""Rules of `padan.domain` over many values, spread over the processors: other Pythons read their share meanwhile.

A rule is a function of a module that takes values in order and gives a list of answers: one for each, or one for its
share, to be put together again. Values and answers can be pickled.
Run as a module this is such another Python: a rule and its values come in, the answers go out.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from importlib import import_module
from itertools import pairwise
from typing import Any, Protocol, TypeVar


class Values(Protocol):
    """What can be cut into shares: a list, or a frame."""

    def __len__(self) -> int: ...
    def __getitem__(self, share: slice, /) -> Any: ...


V = TypeVar("V", bound=Values)
A = TypeVar("A")

Helper = subprocess.Popen[bytes]

MOST = 8
"""Processors that are asked at most: handing over costs more than what further ones would save."""

_AT_HAND: ContextVar[list[Helper] | None] = ContextVar("at_hand", default=None)


@contextmanager
def at_hand() -> Iterator[None]:
    """Other Pythons, once asked, wait for more until the end of the while: to start one takes a fifth of a second."""
    helpers: list[Helper] = []
    token = _AT_HAND.set(helpers)
    try:
        yield
    finally:
        _AT_HAND.reset(token)
        for helper in helpers:
            _end(helper)


def call_ahead(*rules: Callable[..., Any]) -> None:
    """Have the other Pythons that will be asked start meanwhile and load these rules; nothing outside of `at_hand`."""
    helpers = _AT_HAND.get()
    if helpers is not None:
        missing = min(_processors(), MOST) - 1 - len(helpers)
        helpers += [helper for _ in range(missing) if (helper := _start(rules))]


def spread(rule: Callable[[V], list[A]], values: V, *, share: int) -> list[A]:
    """What `rule` says of the values, in order. No processor is asked for less than `share` of them.

    Where no other Python can be started, or one ends before its time, its share is read here.
    """
    parts = min(_processors(), MOST, max(len(values) // share, 1))
    bounds = [len(values) * part // parts for part in range(parts + 1)]
    mine, *theirs = [values[start:end] for start, end in pairwise(bounds)]
    with ExitStack() as stack:
        helpers = [stack.enter_context(_asked(rule, part)) for part in theirs]
        answers = rule(mine)
        for part, helper in zip(theirs, helpers, strict=True):
            answers += _answers(helper) or rule(part)
    return answers


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _asked(rule: Callable[..., Any], values: Values) -> Iterator[Helper | None]:
    """Another Python at work on the values; None where none can be had. One that fails never outlives the while."""
    waiting = _AT_HAND.get()
    helper = waiting.pop() if waiting else _start()
    if helper is None:
        yield None
        return
    kept = False
    try:
        yield helper if _handed_over(helper, (rule, values)) else None
        kept = waiting is not None and helper.poll() is None
    finally:
        if kept and waiting is not None:
            waiting.append(helper)
        else:
            _end(helper)


def _start(rules: Iterable[Callable[..., Any]] = ()) -> Helper | None:
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "padan.engine.spreading", *sorted({rule.__module__ for rule in rules})],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


def _end(helper: Helper) -> None:
    helper.kill()
    with suppress(OSError):
        helper.__exit__(None, None, None)


def _handed_over(helper: Helper, task: tuple[Callable[..., Any], Values]) -> bool:
    assert helper.stdin is not None
    try:
        pickle.dump(task, helper.stdin, pickle.HIGHEST_PROTOCOL)
        helper.stdin.flush()
    except OSError:
        return False
    return True


def _answers(helper: Helper | None) -> list[Any] | None:
    if helper is None:
        return None
    assert helper.stdout is not None
    try:
        answers: list[Any] = pickle.load(helper.stdout)
    except (EOFError, OSError, pickle.UnpicklingError):
        helper.kill()
        return None
    return answers


def _serve() -> None:
    """Answer until nobody asks any more. A rule that raises ends this Python, and is run where its error is told.

    Values and answers hold no circles: looking through them for rubbish would cost a third of the time.
    """
    gc.disable()
    for module in sys.argv[1:]:
        import_module(module)
    while True:
        try:
            rule, values = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(rule(values), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
