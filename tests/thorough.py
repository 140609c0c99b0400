"""How many examples properties are tried on: a few each time, many where PADAN_THOROUGH=1 asks for it."""

import os
from collections.abc import Sequence
from typing import TypeVar

THOROUGH = os.environ.get("PADAN_THOROUGH") == "1"
Case = TypeVar("Case")


def examples(few: int, many: int) -> int:
    """How many this time."""
    return many if THOROUGH else few


def every(so_many: int, cases: Sequence[Case]) -> Sequence[Case]:
    """Of cases that are tried in another way too, one of so many; where it is to be thorough, all."""
    return cases if THOROUGH else cases[::so_many]
