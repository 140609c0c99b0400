"""Papers printed by child processes, one for each core: the worker's own process never typesets a batch."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import padan

PRESSES = max(1, min(2, os.cpu_count() or 1))
PATIENCE_SECONDS = 120.0
"""No paper takes so long; a press that does is ended."""
DIED = "PressDied"
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to print: its kind, the file that holds its data, and where the PDF goes."""

    key: int
    kind: str
    data: Path
    out: Path


class Press:
    """One child process that prints one paper after another."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(Path(padan.__file__).parents[1]), os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "padan.documents.monev_press"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    def print(self, order: Order) -> str:
        """Print one paper; gives the kind of fault, "" where it is whole."""
        watch = threading.Timer(PATIENCE_SECONDS, self._process.kill)
        watch.start()
        try:
            told = {"order": order.key, "kind": order.kind, "data": str(order.data), "out": str(order.out)}
            _pipe(self._process.stdin).write(json.dumps(told) + "\n")
            _pipe(self._process.stdin).flush()
            answer = _pipe(self._process.stdout).readline()
            return str(json.loads(answer)["fault"]) if answer else DIED
        except OSError:
            return DIED
        finally:
            watch.cancel()

    @property
    def alive(self) -> bool:
        """Whether it can print another."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it."""
        if self._process.stdin and not self._process.stdin.closed:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def printed(
    orders: Sequence[Order], *, stop: Callable[[], bool] = lambda: False, presses: int = PRESSES
) -> Iterator[tuple[Order, str]]:
    """Print papers; gives each with its fault ("" where whole) as it is done. A press that died is replaced, and its
    paper tried once more. After `stop` no further paper is begun."""
    idle: SimpleQueue[Press] = SimpleQueue()
    made: list[Press] = []

    def one(order: Order) -> tuple[Order, str]:
        if stop():
            return order, STOPPED
        press = idle.get()
        fault = press.print(order)
        if not press.alive:
            press.close()
            press = Press()
            made.append(press)
            fault = press.print(order)
        idle.put(press)
        return order, fault

    count = min(presses, len(orders))
    for _ in range(count):
        made.append(Press())
        idle.put(made[-1])
    try:
        with ThreadPoolExecutor(max(count, 1)) as pool:
            for found in as_completed([pool.submit(one, order) for order in orders]):
                order, fault = found.result()
                if fault != STOPPED:
                    yield order, fault
    finally:
        for press in made:
            press.close()
