"""What a run of the tests leaves out unless PADAN_THOROUGH=1 asks for all: see tests/README.md.

Properties are tried on a few examples instead of many (`examples`), of cases alike one of so many (`one_in`, `every`),
and of two tests that hold one promise the dearer waits (`repeats`). Which those are is fixed: the same every time.
"""

import os
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

import pytest

THOROUGH = os.environ.get("PADAN_THOROUGH") == "1"
Case = TypeVar("Case")


def examples(few: int, many: int) -> int:
    """How many this time."""
    return many if THOROUGH else few


def every(so_many: int, cases: Sequence[Case]) -> Sequence[Case]:
    """Of cases that are tried in another way too, one of so many and the last; where it is to be thorough, all."""
    return cases if THOROUGH else [case for at, case in enumerate(cases) if _drawn(so_many, at, len(cases))]


def one_in(so_many: int) -> pytest.MarkDecorator:
    """Of a test's cases, or as a `pytestmark` of a file's tests, one of so many, and always the first and the last."""
    return pytest.mark.one_in(so_many)


def repeats(holder: str) -> pytest.MarkDecorator:
    """Holds again what the test `holder` ("tests/a/test_b.py::test_c") holds each time: run where all are."""
    return pytest.mark.repeats(holder)


def once() -> pytest.MarkDecorator:
    """What it asks of a database other tests ask too: repeated on PostgreSQL where all are."""
    return pytest.mark.one_database(but_thorough=True)


def left_to_the_thorough(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Of the tests found, those that a run which is not thorough leaves out."""
    again = {item for item in items if item.get_closest_marker("repeats")}
    alike: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item not in again and (drawn := _draw(item)):
            alike[drawn].append(item)
    return again | {
        item
        for (_of, so_many), cases in alike.items()
        for at, item in enumerate(cases)
        if not _drawn(so_many, at, len(cases))
    }


def _draw(item: pytest.Item) -> tuple[str, int] | None:
    """Among which tests this one is drawn, and one of how many."""
    for node, mark in item.iter_markers_with_node("one_in"):
        of = item.nodeid.partition("[")[0] if node is item else node.nodeid
        return of, mark.args[0]
    return None


def _drawn(so_many: int, at: int, of: int) -> bool:
    return at % so_many == 0 or at == of - 1
