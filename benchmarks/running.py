"""Runs a command and says how long it took and how much memory it held at most; prints tables."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PADAN = ROOT / ".venv" / "bin" / "padan"


@dataclass(frozen=True, slots=True)
class Run:
    """Wall-clock seconds, peak resident memory in GB (10^9 bytes), exit code."""

    seconds: float
    peak: float
    code: int


def run(command: Sequence[str | Path]) -> Run:
    """Runs the command from the repository's root; its standard output is dropped, its errors are shown."""
    begin = time.perf_counter()
    child = subprocess.Popen([str(word) for word in command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - begin, usage.ru_maxrss * 1024 / 1e9, child.returncode)


def rows_only() -> list[str]:
    """Options that leave out the papers, as far as this padan has them."""
    said = subprocess.run([PADAN, "reconcile", "--help"], capture_output=True, encoding="utf-8").stdout
    return [option for option in ("--no-pdf", "--no-workbook", "--quiet") if option in said]


def padan(*arguments: str | Path) -> Run:
    """Runs `padan`; a run that fails ends the benchmark."""
    result = run([PADAN, *arguments])
    if result.code:
        sys.exit(f"padan {' '.join(map(str, arguments))}: exit {result.code}")
    return result


def module(name: str, *arguments: str | Path) -> Run:
    """Runs a module of the benchmarks in a process of its own, so that its memory is its own."""
    result = run([sys.executable, "-m", name, *arguments])
    if result.code:
        sys.exit(f"{name}: exit {result.code}")
    return result


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a Markdown table; floats with four decimals."""
    cells = [list(head), *([f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows)]
    wide = [max(len(row[k]) for row in cells) for k in range(len(head))]
    print(f"\n{title}\n")
    for number, row in enumerate(cells):
        line = [cell.ljust(w) if k == 0 else cell.rjust(w) for k, (cell, w) in enumerate(zip(row, wide, strict=True))]
        print("| " + " | ".join(line) + " |")
        if number == 0:
            print("|" + "|".join("-" * (w + 2) for w in wide) + "|")
    sys.stdout.flush()
