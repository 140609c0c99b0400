"""Processor seconds of a program and of all that it started, as Linux counts them (`/proc/<pid>/stat`)."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """One living process: its parent, its command, and the seconds of itself and of its children that have ended."""

    pid: int
    parent: int
    command: str
    own: float
    ended_children: float


def processes() -> dict[int, Process]:
    """Everything that lives now."""
    return {one.pid: one for path in Path("/proc").glob("[0-9]*") if (one := _read(path)) is not None}


def _read(path: Path) -> Process | None:
    try:
        said = (path / "stat").read_text(encoding="utf-8", errors="replace")
        command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return None
    fields = said.rpartition(")")[2].split()
    user, system, children_user, children_system = (int(field) / TICK for field in fields[11:15])
    return Process(int(path.name), int(fields[1]), command, user + system, children_user + children_system)


def below(known: dict[int, Process], root: int) -> Iterator[Process]:
    """A process and all that it started, as far as they live."""
    children = defaultdict(list)
    for one in known.values():
        children[one.parent].append(one)
    waiting = [known[root]] if root in known else []
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children[one.pid]


def seconds(root: int, name_of: Callable[[Process], str]) -> dict[str, float]:
    """Seconds until now of a program and of all that it started, by the name that each process is given. What a process
    used that has ended is told under the name of whoever started it."""
    found: dict[str, float] = defaultdict(float)
    for one in below(processes(), root):
        found[name_of(one)] += one.own + one.ended_children
    return found


def between(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """Seconds of each name since."""
    return {name: after[name] - before.get(name, 0.0) for name in sorted(after)}


def machine() -> float:
    """Seconds of everything on this machine since it began, the idle ones left out: what is more than its known parts
    was used by others, or by what nobody waited for to end."""
    user, nice, system, _idle, _waiting, hard, soft = (
        int(field) / TICK for field in Path("/proc/stat").read_text(encoding="ascii").split()[1:8]
    )
    return user + nice + system + hard + soft
