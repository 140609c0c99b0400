"""Notes of a run of the whole suite, and which tests never ran: what is skipped on one database must run on the other.

tools/test.sh names a file in PADAN_TESTS_NOTED; every session of tests adds to it, and `python tests/left_out.py FILE`
tells what was skipped in all of them, and ends with 1 if anything was. A line is: what, test, seconds or why, marks.
"""

import os
import sys
from pathlib import Path

import pytest

ASKED = "asked"


def path() -> Path | None:
    """The file of notes, where there is one."""
    named = os.environ.get("PADAN_TESTS_NOTED")
    return Path(named) if named else None


def note(report: pytest.TestReport) -> None:
    """Add the outcome of one test. Workers of xdist report to the process that started them, which notes."""
    file = path()
    if file is None or "PYTEST_XDIST_WORKER" in os.environ:
        return
    lines = []
    if report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        lines.append(f"skipped\t{report.nodeid}\t{' '.join(why.split())}\t")
    elif report.when == "call":
        lines.append(f"ran\t{report.nodeid}\t\t")
        marks = dict(report.user_properties).get(ASKED)
        if marks is not None and report.passed:
            lines.append(f"{ASKED}\t{report.nodeid}\t{report.duration:.3f}\t{marks}")
    with file.open("a", encoding="utf-8") as notes:
        notes.writelines(f"{line}\n" for line in lines)


def never_ran(lines: list[str]) -> dict[str, str]:
    """Tests that were skipped wherever they were met, with the reason."""
    told = [line.split("\t") for line in lines]
    ran = {test for kind, test, *_ in told if kind == "ran"}
    return {test: why for kind, test, why, _ in told if kind == "skipped" and test not in ran}


if __name__ == "__main__":
    found = never_ran(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    for test, why in found.items():
        print(f"  {test}: {why}")
    sys.exit(bool(found))
