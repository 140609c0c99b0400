"""All tables of one month that may leave hide together: whoever holds every one of them, by sex, age, decile, job and
kelurahan, of each programme and of the benefit, narrows no hidden number further than the rule allows.

The attacker is an integer solver that knows the shown numbers, that the lines of each grouping add up to one total,
that a part is never above its whole, that hidden numbers are above 0, and, where the numbers allow it, that nobody is
in two programmes or in none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from padan.domain.adding_up import rounded_pairs, whole_number
from padan.domain.suppression import TOTAL, Cell, Column, SmallCells, Table, Tree, Within, hidden_cells
from padan.statistics.targeting import GROUPS, Seen, by_group, errors
from padan.web.evaluation.leaving_table import DECILES, KNOWN, Results, hidden_of, line, month_table
from padan.web.evaluation.telling import errors_kept
from thorough import examples

SEEDS = st.integers(0, 2**48)
Asked = Mapping[Cell, float]


@dataclass
class City:
    """Some people of some groups, and programmes that some are meant for and some paid by; links may be uncertain."""

    random: Random

    def __post_init__(self) -> None:
        self.programmes = self.random.choice((("a",), ("a", "b"), ("a", "b")))
        self.uncertain = self.random.random() < 0.4
        self.groups = {one: self._group() for one in range(self.random.choice((15, 40, 60)))}
        self.decile = {one: self._decile(group["decile"]) for one, group in self.groups.items()}
        self.seen: dict[str, dict[int, Seen]] = {key: self._seen(key) for key in self.programmes}

    def _group(self) -> dict[str, str]:
        most = {"kelurahan": 4, "sex": 2, "age": 3, "decile": 3, "job": 3}
        draw = self.random.random
        return {way: "" if draw() < 0.07 else str(int(n * draw() ** 2) + 1) for way, n in most.items()}

    def _decile(self, then: str) -> str:
        return then if self.random.random() < 0.95 else self.random.choice(("", "1", "2"))

    def _seen(self, programme: str) -> dict[int, Seen]:
        draw, found = self.random.random, {}
        for one, group in self.groups.items():
            if draw() < (0.6 if programme == "a" else 0.3):
                state = self.random.choice(("eligible", "eligible", "eligible", "not_eligible", "unknown"))
                reach = draw() if self.uncertain and draw() < 0.1 else self.random.choice((0, 1, 1, 1))
                found[one] = Seen(state, reach, dead=draw() < 0.02, double=draw() < 0.05, **group)  # type: ignore[arg-type]
        return found

    def targeting(self) -> Results:
        """As the worker keeps it."""
        return {
            key: {
                "whole": errors_kept(errors(seen.values())),
                "groups": {
                    way: [{"key": k, **errors_kept(one)} for k, one in by_group(seen.values(), by).items()]
                    for way, by in GROUPS.items()
                },
            }
            for key, seen in self.seen.items()
        }

    def incidence(self) -> Results:
        """As the worker keeps it."""
        paid = {key: {one for one, person in seen.items() if person.reach} for key, seen in self.seen.items()}
        before = {key: {one for one in self.groups if self.random.random() < 0.2} for key in self.programmes}
        payees = {key: own | before[key] for key, own in paid.items()}
        others = {one for one in self.groups if self.random.random() < self.random.choice((0, 0.1, 0.5))}
        everybody = others.union(*paid.values()), others.union(*payees.values())
        told = {"": everybody} | {key: (paid[key], payees[key]) for key in self.programmes}
        return {key: self._bands(*both) for key, both in told.items()}

    def _bands(self, reached: set[int], payees: set[int]) -> dict[str, Any]:
        def band(key: str) -> dict[str, Any]:
            within = {one for one, decile in self.decile.items() if decile == key}
            return {"key": key, "known": len(within), "reached": len(within & reached), "payees": len(within & payees)}

        return {"people": [band(str(n)) for n in range(1, 5)], "without": band("")}


def attacker(table: Table, hidden: frozenset[Cell]) -> Callable[[Asked], float]:
    """How far apart the lowest and the highest whole value of a sum of cells can be."""
    index = {(key, place): n for n, (key, place) in enumerate((k, p) for k, v in table.values.items() for p in v)}
    numbers = [table.values[key][place] for key, place in index]
    least = [1 if cell in hidden else n for cell, n in zip(index, numbers, strict=True)]
    most = [np.inf if cell in hidden else n for cell, n in zip(index, numbers, strict=True)]
    known = [*_sums(table), *_above(table), *_filled(table)]
    rows = [(at, index[cell], factor) for at, (row, _, _) in enumerate(known) for cell, factor in row.items()]
    at, where, factors = zip(*rows, strict=True)
    matrix = csr_array((factors, (at, where)), shape=(len(known), len(index)))
    holds = LinearConstraint(matrix, [low for _, low, _ in known], [high for _, _, high in known])

    def room(asked: Asked) -> float:
        aim = np.zeros(len(index))
        for cell, factor in asked.items():
            aim[index[cell]] = factor
        ends = []
        for sign in (1.0, -1.0):
            found = milp(sign * aim, integrality=np.ones(len(index)), bounds=Bounds(least, most), constraints=holds)
            if found.fun is None:
                assert "nbounded" in found.message, found.message
                return np.inf
            ends.append(sign * found.fun)
        return float(ends[1] - ends[0])

    return room


Row = tuple[dict[Cell, float], float, float]


def _sums(table: Table) -> list[Row]:
    return [
        ({(key, place): 1.0} | {(key, each): -1.0 for each in part}, 0, 0)
        for key, tree in table.trees.items()
        for place in tree.downward
        for part in tree.parts.get(place, ())
    ]


def _above(table: Table) -> list[Row]:
    parts: dict[tuple[str, str], list[Within]] = {}
    for one in table.withins:
        parts.setdefault((one.whole, one.apart or one.part), []).append(one)
    return [
        ({(whole, place): 1.0} | {(one.part, place): -1.0 for one in alike}, 0, np.inf)
        for (whole, _), alike in parts.items()
        for place in table.both(alike[0])
    ]


def _filled(table: Table) -> list[Row]:
    found = []
    for whole in {one.whole for one in table.withins if one.fills}:
        parts = [one for one in table.withins if one.fills and one.whole == whole]
        for place in table.both(parts[0]):
            found.append(({(whole, place): -1.0} | {(one.part, place): 1.0 for one in parts}, 0, np.inf))
    return found


def opened(table: Table, hidden: frozenset[Cell], rule: SmallCells, random: Random, most: int = 15) -> list[str]:
    """Of some hidden cells and small remainders those that the attacker narrows too far."""
    asked: dict[str, Asked] = {f"{key} of {place}": {(key, place): 1.0} for key, place in hidden}
    for one in table.withins:
        for place in table.both(one):
            if one.rest and rule.small(table.values[one.whole][place] - table.values[one.part][place]):
                asked[f"{one.whole} without {one.part} of {place}"] = {(one.whole, place): 1.0, (one.part, place): -1.0}
    room, names = attacker(table, hidden), sorted(asked)
    return [name for name in random.sample(names, min(most, len(names))) if room(asked[name]) < rule.choices - 1 - 1e-6]


@settings(max_examples=examples(1, 3))
@given(SEEDS)
def test_nothing_hidden_is_computed_back_from_all_tables_of_a_month(seed: int) -> None:
    random = Random(seed)
    rule, city = random.choice((SmallCells(), SmallCells(3, 3))), City(random)
    table = month_table(city.targeting(), city.incidence())
    hidden = hidden_of(table, rule)
    cells = [(key, place) for key, numbers in table.values.items() for place in numbers]
    assert not [cell for cell in cells if rule.small(table.values[cell[0]][cell[1]]) and cell not in hidden]
    assert not opened(table, hidden, rule, random)
    twins = {(key, place.partition("=")[2]) for key, place in hidden if place.startswith(f"{DECILES}=")}
    for key, place in hidden:
        decile = place.removeprefix("decile=")
        if decile != place and table.values[key].get(line(DECILES, decile)):
            assert (key, decile) in twins, "the benefit tells what the errors hide"


def each_alone(table: Table, rule: SmallCells) -> frozenset[Cell]:
    """What is hidden where every grouping is looked at by itself."""
    found: set[Cell] = set()
    for way in {place.partition("=")[0] for place in table.tree.downward} - {TOTAL}:
        tree = table.tree.only({way})
        columns = tuple(Column(one.key) for one in table.columns if way in one.ways)
        leaves = {(one.key, place): table.values[one.key][place] for one in columns for place in tree.children[TOTAL]}
        found |= hidden_cells(Table(tree, columns, (), leaves), rule)
    return frozenset(found)


def by_sex_and_age(sexes: Mapping[str, int], ages: Mapping[str, int]) -> Table:
    """One count by two groupings."""
    places = {line("sex", key): n for key, n in sexes.items()} | {line("age", key): n for key, n in ages.items()}
    tree = Tree({TOTAL: "", **dict.fromkeys(places, TOTAL)}, {place: place.partition("=")[0] for place in places})
    ways = frozenset({"sex", "age"})
    return Table(tree, (Column("n", ways=ways),), (), {("n", place): n for place, n in places.items()})


def test_a_total_hidden_in_one_grouping_is_read_in_no_other() -> None:
    """1 and 4 of 5: the total must be hidden too; by age nothing is small, and the total would stand there."""
    table = by_sex_and_age({"L": 1, "P": 4}, {"25-34": 5})
    alone, room = each_alone(table, SmallCells()), attacker
    assert ("n", "age=25-34") not in alone
    shown = alone - {("n", TOTAL)}
    assert room(table, shown)({("n", "sex=L"): 1.0}) < SmallCells().choices - 1, "the fault that is mended"
    hidden = hidden_cells(table, SmallCells())
    assert ("n", "age=25-34") in hidden
    assert room(table, hidden)({("n", "sex=L"): 1.0}) >= SmallCells().choices - 1


def test_groupings_that_do_not_add_up_to_one_total_are_no_table() -> None:
    with pytest.raises(ValueError, match="add up"):
        by_sex_and_age({"L": 1}, {"25-34": 2})


def test_all_programmes_tell_nothing_of_one() -> None:
    """Nobody is in both: all less the second would be the first, line by line."""
    bands = {"a": (3, 40, 60), "b": (20, 15, 30), "": (23, 55, 90)}
    incidence = {
        key: {
            "people": [
                {"key": str(at), "known": 500, "reached": n, "payees": n} for at, n in enumerate(numbers, 1)
            ],
            "without": {"known": 0, "reached": 0, "payees": 0},
        }
        for key, numbers in bands.items()
    }  # fmt: skip
    table = month_table({}, incidence)
    hidden = hidden_of(table, SmallCells())
    assert ("a:people", line(DECILES, "1")) in hidden
    assert attacker(table, hidden)({("a:people", line(DECILES, "1")): 1.0}) >= SmallCells().choices - 1
    alone = frozenset((f"a:{name}", line(DECILES, n)) for name in ("people", "payees") for n in "12")
    assert attacker(table, alone)({("a:people", line(DECILES, "1")): 1.0}) < 1, "the fault that is mended"
    assert not any(key == KNOWN for key, _ in hidden)


@settings(max_examples=60)
@given(SEEDS)
def test_rounded_lines_add_up_and_no_part_is_above_its_whole(seed: int) -> None:
    random = Random(seed)
    people = [
        (random.choice("abcdef"), random.choice("xyz"), random.choice((1, 1, 0.5, random.random())), random.random())
        for _ in range(random.randint(0, 25))
    ]  # fmt: skip
    whole, part = (sum(one[2] for one in people if one[3] < limit) for limit in (1, 0.4))
    for way in (0, 1):
        wholes, parts = (dict.fromkeys(sorted({one[way] for one in people}), 0.0) for _ in range(2))
        for one in people:
            wholes[one[way]] += one[2]
            parts[one[way]] += one[2] * (one[3] < 0.4)
        low, high = rounded_pairs(parts, wholes, part, whole)
        assert (sum(low.values()), sum(high.values())) == (whole_number(part), whole_number(whole))
        for key in wholes:
            assert low[key] <= high[key]
            assert max(abs(low[key] - parts[key]), abs(high[key] - wholes[key])) < 1


PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "rules" / "suppression.md"
WORKED = PAGE.read_text(encoding="utf-8").partition("<!-- table: groupings -->\n")[2].partition("\n\n")[0]
LINES = [[cell.strip() for cell in line.strip("|").split("|")] for line in WORKED.splitlines()[2:]]


@pytest.mark.parametrize("told", LINES, ids=lambda told: told[0])
def test_the_worked_groupings_are_hidden_as_the_page_says(told: list[str]) -> None:
    men, women, aged, everybody = map(int, told[1:5])
    table = by_sex_and_age({"men": men, "women": women}, {"25-34": aged})
    assert table.values["n"][TOTAL] == everybody
    names = {line("sex", "men"): "men", line("sex", "women"): "women", line("age", "25-34"): "25-34", TOTAL: "all"}
    found = {names[place] for _, place in hidden_cells(table, SmallCells())}
    assert found == set(told[5].replace("(", "").replace(")", "").split())
