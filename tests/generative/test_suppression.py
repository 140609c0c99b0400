"""Nothing hidden can be computed back: for every hidden cell of random tables a solver finds the lowest and the highest
number that fits all that is shown, and they lie as far apart as the rule asks.

The solver knows what any reader knows: the shown cells, that a wider place is the sum of those within it, that a part
is never above its whole, that hidden counts are above 0, that contributions are so many times the people, and, for
columns that grow through the year, that they never fall.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from padan.domain.suppression import (
    TOTAL,
    Cell,
    Column,
    Earlier,
    SmallCells,
    Table,
    Tree,
    Within,
    hidden_cells,
    region_tree,
)

SEEDS = st.integers(0, 2**48)
RATE = 16_800


@dataclass
class Reader:
    """All that is known from outside, as a system of equations and bounds over the cells of one month or more."""

    bounds: dict[tuple[int, str, str], tuple[float, float | None]] = field(default_factory=dict)
    equal: list[dict[tuple[int, str, str], float]] = field(default_factory=list)
    above: list[dict[tuple[int, str, str], float]] = field(default_factory=list)
    """Each sum is 0 or more."""

    def learn(self, month: int, table: Table, hidden: frozenset[Cell]) -> None:
        """Read one month."""
        for column in table.columns:
            for place in table.tree.downward:
                value = table.values[column.key][place]
                floor = 0 if column.stands_for else 1
                shown = (column.key, place) not in hidden
                self.bounds[month, column.key, place] = (value, value) if shown else (floor, None)
                if within := table.tree.children.get(place):
                    sums = {(month, column.key, each): -1.0 for each in within}
                    self.equal.append({(month, column.key, place): 1.0} | sums)
                if column.stands_for:
                    other = {(month, column.stands_for, place): -float(column.per_person)}
                    self.equal.append({(month, column.key, place): 1.0} | other)
        groups: dict[tuple[str, str], list[str]] = {}
        for one in table.withins:
            groups.setdefault((one.whole, one.apart or one.part), []).append(one.part)
        for (whole, _), parts in groups.items():
            for place in table.tree.downward:
                less = {(month, part, place): -1.0 for part in parts}
                self.above.append({(month, whole, place): 1.0} | less)

    def never_fell(self, month: int, table: Table) -> None:
        """A cumulative column is at least what it was the month before."""
        for column in table.columns:
            if column.cumulative:
                for place in table.tree.downward:
                    self.above.append({(month, column.key, place): 1.0, (month - 1, column.key, place): -1.0})

    @property
    def names(self) -> list[tuple[int, str, str]]:
        return list(self.bounds)

    def _matrix(self, rows: Sequence[Mapping[tuple[int, str, str], float]]) -> NDArray[np.float64]:
        index = {name: n for n, name in enumerate(self.names)}
        found = np.zeros((len(rows), len(index)))
        for n, row in enumerate(rows):
            for name, factor in row.items():
                found[n, index[name]] = factor
        return found

    def solver(self) -> Callable[[Mapping[tuple[int, str, str], float]], float]:
        """How far apart the lowest and the highest value of a sum of cells can be."""
        index = {name: n for n, name in enumerate(self.names)}
        equal = self._matrix(self.equal) if self.equal else None
        above = -self._matrix(self.above) if self.above else None
        bounds = list(self.bounds.values())

        def room(asked: Mapping[tuple[int, str, str], float]) -> float:
            aim = np.zeros(len(index))
            for name, factor in asked.items():
                aim[index[name]] = factor
            ends = []
            for sign in (1.0, -1.0):
                found = linprog(
                    sign * aim,
                    A_eq=equal,
                    b_eq=None if equal is None else np.zeros(len(self.equal)),
                    A_ub=above,
                    b_ub=None if above is None else np.zeros(len(self.above)),
                    bounds=bounds,
                    method="highs",
                )
                if found.status == 3:
                    return float("inf")
                assert found.status == 0, found.message
                ends.append(sign * float(found.fun or 0.0))
            return ends[1] - ends[0]

        return room


def tree_of(random: Random) -> Tree:
    """A city of a few kecamatan with a few kelurahan each, sometimes with a line of its own."""
    codes = [f"15.71.{n:02}.{1000 + m}" for n in range(1, random.randint(2, 4)) for m in range(1, random.randint(2, 5))]
    return region_tree([*codes, *(["15.71"] if random.random() < 0.4 else [])])[0]


def count(random: Random, most: int) -> int:
    """Often small, often nothing, at times many."""
    draw = random.random()
    return 0 if draw < 0.15 else random.randint(0, min(9, most)) if draw < 0.55 else random.randint(0, most)


def leaves_of(tree: Tree) -> Iterator[str]:
    """Places that hold no others."""
    return (place for place in tree.downward if place not in tree.children)


COLUMNS = (
    Column("eligible"), Column("protected"), Column("families_eligible"), Column("families"), Column("lapsing"),
    Column("spent", RATE), Column("spent_poor", RATE), Column("spent_workers", RATE), Column("offices", 0),
)  # fmt: skip
PAIRS = (
    Within("protected", "eligible"),
    Within("families_eligible", "eligible", rest=False),
    Within("families", "families_eligible"),
    Within("families", "protected", rest=False),
    Within("spent_poor", "spent", apart="programme", rest=False),
    Within("spent_workers", "spent", apart="programme", rest=False),
)


def month_of(random: Random, tree: Tree) -> Table:
    """Eligible people, two parts of them, families, their contributions, and something that is nobody's."""
    leaves: dict[Cell, int] = {}
    for place in leaves_of(tree):
        eligible = count(random, random.choice((12, 60, 400)))
        protected = random.choice((count(random, eligible), eligible, max(eligible - 2, 0)))
        families = random.choice((count(random, eligible), eligible))
        poor, workers = (RATE * count(random, 60) for _ in range(2))
        leaves["eligible", place], leaves["protected", place] = eligible, protected
        leaves["families_eligible", place] = families
        leaves["families", place] = random.choice((min(protected, families), count(random, min(protected, families))))
        leaves["spent_poor", place], leaves["spent_workers", place] = poor, workers
        leaves["spent", place] = poor + workers + random.choice((0, 0, 50_000, 9_000_000))
        leaves["lapsing", place] = count(random, 40)
        leaves["paid", place] = RATE * leaves["lapsing", place]
        leaves["offices", place] = random.randint(0, 3)
    columns = (*COLUMNS, Column("paid", RATE, stands_for="lapsing"))
    return Table(tree, columns, PAIRS, leaves)


def blocks(table: Table) -> list[Table]:
    """The same table as several that no equation ties to each other: a solver is quicker on each."""
    near = {column.key: {column.key} for column in table.columns}
    ties = [(one.part, one.whole) for one in table.withins] + [(c.key, c.stands_for or c.key) for c in table.columns]
    for one, other in [*ties, *ties]:
        near[one] |= near[other]
        for key in near[one]:
            near[key] = near[one]
    found = {frozenset(keys) for keys in near.values()}
    return [
        Table(
            table.tree,
            tuple(column for column in table.columns if column.key in keys),
            tuple(one for one in table.withins if one.part in keys),
            {cell: n for cell, n in table.leaves.items() if cell[0] in keys},
        )
        for keys in sorted(found, key=sorted)
    ]


def unopened(reader: Reader, month: int, table: Table, hidden: frozenset[Cell], rule: SmallCells) -> list[str]:
    """Every hidden cell, and every small remainder, that a solver narrows further than the rule allows."""
    room, faults = reader.solver(), []
    by_key = {column.key: column for column in table.columns}
    for key, place in sorted(hidden):
        if room({(month, key, place): 1.0}) < (rule.choices - 1) * by_key[key].per_person - 1e-6:
            faults.append(f"{key} of {place}")
    for within in table.withins:
        for place in table.tree.downward:
            rest = table.values[within.whole][place] - table.values[within.part][place]
            asked = {(month, within.whole, place): 1.0, (month, within.part, place): -1.0}
            if within.rest and rule.small(rest) and room(asked) < rule.choices - 1 - 1e-6:
                faults.append(f"{within.whole} without {within.part} of {place}")
    return faults


def shown_small(table: Table, hidden: frozenset[Cell], rule: SmallCells) -> list[Cell]:
    """Small counts that are shown all the same."""
    return [
        (column.key, place)
        for column in table.columns
        for place in table.tree.downward
        if column.per_person and (column.key, place) not in hidden
        and rule.small(table.values[column.key][place], column.per_person)
    ]  # fmt: skip


@settings(max_examples=4)
@given(SEEDS)
def test_no_hidden_cell_of_a_month_can_be_computed_back(seed: int) -> None:
    random = Random(seed)
    rule = random.choice((SmallCells(), SmallCells(3, 3), SmallCells(10, 5)))
    table = month_of(random, tree_of(random))
    hidden = hidden_cells(table, rule)
    assert not shown_small(table, hidden, rule)
    for block in blocks(table):
        reader, told = Reader(), frozenset(cell for cell in hidden if cell[0] in block.values)
        reader.learn(0, block, told)
        assert not unopened(reader, 0, block, told, rule)
    assert not any(key == "offices" for key, _ in hidden), "what is nobody's is shown"
    twins = {place for key, place in hidden if key == "lapsing"}
    assert {place for key, place in hidden if key == "paid"} == twins


@settings(max_examples=4)
@given(SEEDS)
def test_no_hidden_cell_of_a_year_can_be_computed_back_from_its_other_months(seed: int) -> None:
    random, rule = Random(seed), SmallCells()
    tree = tree_of(random)
    columns = (Column("doubles", cumulative=True),)
    counts = {place: count(random, 30) for place in leaves_of(tree)}
    reader, earlier, told = Reader(), None, []
    for month in range(4):
        table = Table(tree, columns, (), {("doubles", place): n for place, n in counts.items()})
        hidden = hidden_cells(table, rule, earlier)
        reader.learn(month, table, hidden)
        if month:
            reader.never_fell(month, table)
        told.append((month, table, hidden))
        earlier = Earlier(table.values, hidden)
        counts = {place: n + random.choice((0, 0, count(random, 25))) for place, n in counts.items()}
    for month, table, hidden in told:
        assert not unopened(reader, month, table, hidden, rule), month


@settings(max_examples=12)
@given(SEEDS)
def test_a_later_month_never_tells_what_an_earlier_one_hid(seed: int) -> None:
    """Published in any order: a number that was hidden is not shown while it is the same, and contributions are not
    shown in two months that differ by those of a few people."""
    random, rule = Random(seed), SmallCells()
    tree = tree_of(random)
    columns = (Column("protected"), Column("spent_poor", 6 * RATE, step=RATE))
    people = {place: count(random, 40) for place in leaves_of(tree)}
    money = {place: RATE * count(random, 300) for place in people}
    months = []
    for _ in range(4):
        leaves = {("protected", k): n for k, n in people.items()} | {("spent_poor", k): n for k, n in money.items()}
        months.append(Table(tree, columns, (), leaves))
        people = {place: n + random.choice((0, 0, 1, 9)) for place, n in people.items()}
        money = {place: n + RATE * random.choice((0, 2, 30)) for place, n in money.items()}
    first, second, third, fourth = months
    made = {0: hidden_cells(first, rule)}
    since = Earlier.after(first, made[0], None)
    made[2] = hidden_cells(third, rule, since)
    made[1] = hidden_cells(second, rule, since, Earlier.after(third, made[2], None))
    made[3] = hidden_cells(fourth, rule, Earlier.after(third, made[2], since))
    for at in range(3):
        for cell in [(column.key, place) for column in columns for place in tree.downward]:
            now, then = months[at].values[cell[0]][cell[1]], months[at + 1].values[cell[0]][cell[1]]
            same = now == then and (cell in made[at]) != (cell in made[at + 1])
            assert not (same and cell in made[at] and at != 1), "hidden, then shown unchanged"
            little = cell[0] == "spent_poor" and now and rule.small(then - now, RATE)
            assert not (little and cell not in made[at] and cell not in made[at + 1]), "a small difference is shown"


def one_list(parts: Mapping[str, int], wholes: Mapping[str, int]) -> Table:
    """Lines with their part and whole, and a total of both."""
    leaves = {("part", k): n for k, n in parts.items()} | {("whole", k): n for k, n in wholes.items()}
    tree = Tree({TOTAL: "", **dict.fromkeys(parts, TOTAL)})
    return Table(tree, (Column("part"), Column("whole")), (Within("part", "whole"),), leaves)


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=7))
def test_a_plain_list_with_its_total_keeps_what_it_hides(lines: list[tuple[int, int]]) -> None:
    parts = {f"line {n}": part for n, (part, _) in enumerate(lines)}
    wholes = {f"line {n}": part + more for n, (part, more) in enumerate(lines)}
    rule = SmallCells()
    table = one_list(parts, wholes)
    hidden = hidden_cells(table, rule)
    reader = Reader()
    reader.learn(0, table, hidden)
    assert not shown_small(table, hidden, rule)
    assert not unopened(reader, 0, table, hidden, rule)


def test_numbers_that_contradict_each_other_stop_nobody_and_are_hidden_whole() -> None:
    """More protected than eligible: no honest reader's table, so nothing is proved; then all of both is hidden."""
    tree = region_tree(("15.71.01.1001", "15.71.01.1002"))[0]
    numbers = {("part", "15.71.01.1001"): 9, ("whole", "15.71.01.1001"): 2, ("part", "15.71.01.1002"): 0}
    table = Table(tree, (Column("part"), Column("whole")), (Within("part", "whole"),), numbers)
    assert hidden_cells(table, SmallCells()) >= {(key, "15.71.01.1001") for key in ("part", "whole")}


@cache
def worked() -> Table:
    """One kecamatan in which a single kelurahan is small."""
    tree = region_tree(("15.71.01.1001", "15.71.01.1002", "15.71.01.1003", "15.71.02.1001"))[0]
    numbers = {"15.71.01.1001": 3, "15.71.01.1002": 40, "15.71.01.1003": 60, "15.71.02.1001": 50}
    return Table(tree, (Column("protected"),), (), {("protected", place): n for place, n in numbers.items()})


def test_the_solver_finds_out_who_hides_only_the_small_cells() -> None:
    """The test above can fail: hiding nothing but what is small is computed back at once."""
    only = frozenset({("protected", "15.71.01.1001")})
    reader = Reader()
    reader.learn(0, worked(), only)
    assert unopened(reader, 0, worked(), only, SmallCells()) == ["protected of 15.71.01.1001"]


def test_the_smallest_neighbour_that_suffices_is_hidden_with_it() -> None:
    assert hidden_cells(worked(), SmallCells()) == {("protected", "15.71.01.1001"), ("protected", "15.71.01.1002")}


@pytest.mark.parametrize("wrong", [(0, 0), (5, 6), (3, 0)])
def test_a_rule_that_promises_more_than_it_hides_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="choices"):
        SmallCells(*wrong)


PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "rules" / "suppression.md"


def lines_of(table: str) -> list[list[str]]:
    """The cells of a worked table of the page."""
    text = PAGE.read_text(encoding="utf-8").partition(f"<!-- table: {table} -->\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]]


def words(text: str) -> set[str]:
    """Places named in a cell."""
    return set(text.replace("(", "").replace(")", "").split())


@pytest.mark.parametrize("line", lines_of("counts"), ids=lambda line: line[0])
def test_the_worked_counts_are_hidden_as_the_page_says(line: list[str]) -> None:
    a1, a2, a3, a, b = map(int, line[1:6])
    tree = Tree({"city": "", "A": "city", "B": "city", "A1": "A", "A2": "A", "A3": "A", "B1": "B"})
    table = Table(tree, (Column("n"),), (), {("n", "A1"): a1, ("n", "A2"): a2, ("n", "A3"): a3, ("n", "B1"): b})
    assert table.values["n"]["A"] == a
    assert {place for _, place in hidden_cells(table, SmallCells())} == words(line[6])


@pytest.mark.parametrize("line", lines_of("shares"), ids=lambda line: line[0])
def test_the_worked_shares_are_hidden_as_the_page_says(line: list[str]) -> None:
    pairs = {f"A{n}": tuple(map(int, cell.split(" of "))) for n, cell in enumerate(line[1:4], 1)}
    parts, wholes = ({place: pair[n] for place, pair in pairs.items()} for n in (0, 1))
    hidden = hidden_cells(one_list(parts, wholes), SmallCells())
    part, whole = ({place for key, place in hidden if key == one} for one in ("part", "whole"))
    assert (part, whole) == (words(line[4]), words(line[5]))
