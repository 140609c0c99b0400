"""What is left to PADAN_THOROUGH=1: a draw keeps the first and the last, and what is held again is held each time."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import thorough
from thorough import left_to_the_thorough, one_in, repeats

ROOT = Path(__file__).parents[2]
Found = dict[str, bool]
"""By test: whether it is left out itself, or may be where its file is drawn from and it does not say otherwise."""


@dataclass(frozen=True, eq=False)
class Item:
    """As much of a test as is asked."""

    nodeid: str
    own: tuple[pytest.MarkDecorator, ...] = ()
    of_file: tuple[pytest.MarkDecorator, ...] = ()

    def iter_markers_with_node(self, name: str) -> Iterator[tuple[Any, pytest.Mark]]:
        yield from ((self, one.mark) for one in self.own if one.name == name)
        yield from ((Item("a.py"), one.mark) for one in self.of_file if one.name == name)

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return next((mark for _node, mark in self.iter_markers_with_node(name)), None)


def _kept(*tests: Item) -> list[str]:
    left = left_to_the_thorough(tests)  # type: ignore[arg-type]
    return [test.nodeid.removeprefix("a.py::") for test in tests if test not in left]


@pytest.mark.parametrize(
    ("cases", "so_many", "kept"), [(1, 3, "0"), (2, 3, "01"), (4, 3, "03"), (6, 3, "035"), (4, 1, "0123")]
)
def test_of_cases_alike_the_first_and_the_last_are_always_drawn(cases: int, so_many: int, kept: str) -> None:
    tests = [Item(f"a.py::test[{n}]", (one_in(so_many),)) for n in range(cases)]
    assert _kept(*tests) == [f"test[{n}]" for n in kept]
    assert every_of(so_many, cases) == kept


def every_of(so_many: int, cases: int) -> str:
    """Drawn within a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thorough, "THOROUGH", False)
        return "".join(str(n) for n in thorough.every(so_many, range(cases)))


def test_a_file_is_drawn_from_but_for_those_that_say_otherwise() -> None:
    drawn = (one_in(2),)
    cases = [Item(f"a.py::c[{n}]", (one_in(4),), drawn) for n in range(4)]
    alike = [Item(f"a.py::{name}", (), drawn) for name in "vwxyz"]
    always, again = Item("a.py::always", (one_in(1),), drawn), Item("a.py::again", (repeats("x::y"),), drawn)
    assert _kept(again, *cases, always, *alike) == ["c[0]", "c[3]", "always", "v", "x", "z"]


def test_what_is_held_again_is_held_each_time_by_a_test_that_is_there() -> None:
    files = {path: ast.parse(text) for path in _files() if "repeats(" in (text := path.read_text(encoding="utf-8"))}
    named = {told for path, tree in files.items() if path != Path(__file__) for told in _named(tree)}
    assert named, "nothing is held again"
    tests: dict[str, Found] = {}
    faults = []
    for told in sorted(named):
        file, _, name = told.partition("::")
        if file not in tests:
            tests[file] = _tests(ROOT / file)
        if tests[file].get(name, True):
            faults.append(told)
    assert not faults, f"not there, or left out themselves: {faults}"


def _files() -> Iterator[Path]:
    yield from (ROOT / "tests").rglob("test_*.py")


def _named(tree: ast.AST) -> Iterator[str]:
    """The tests that a file's marks name."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == repeats.__name__:
            assert isinstance(call.args[0], ast.Constant), "a test is named in plain text"
            yield str(call.args[0].value)


def _tests(path: Path) -> Found:
    if not path.exists():
        return {}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_file = [one.value for one in tree.body if isinstance(one, ast.Assign) and _marks(one.targets)]
    again, drawn = _calls(repeats, *of_file), _calls(one_in, *of_file)
    return {
        one.name: again or _calls(repeats, *one.decorator_list) or (drawn and not _calls(one_in, *one.decorator_list))
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
    }


def _marks(targets: list[ast.expr]) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in targets)


def _calls(mark: Callable[..., Any], *parts: ast.expr) -> bool:
    nodes = [node for part in parts for node in ast.walk(part)]
    return any(isinstance(node, ast.Name) and node.id == mark.__name__ for node in nodes)
