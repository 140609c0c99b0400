"""The rule of small cells, and what is to be published: columns of counts over a tree of places, month by month.

What is hidden: `suppression.py`. Worked tables: docs/explanation/rules/suppression.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from padan.domain.law.entries import Law, Rule

Cell = tuple[str, str]
"""(key of a column, place)."""


@dataclass(frozen=True, slots=True)
class SmallCells:
    """The rule. Counts of 1 to `below` - 1 people are hidden; a hidden count can be any of at least `choices` whole
    numbers for all that a reader can compute. `contribution`: rupiah that cover one person for a month, by which an
    amount tells how many people it stands for. `rule`: the entry in the law, None where the shipped choice holds."""

    below: int = 5
    choices: int = 5
    contribution: int = 16_800
    rule: Rule | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not 1 <= self.choices <= self.below:
            raise ValueError("choices: from 1 to the threshold")
        if self.contribution < 1:
            raise ValueError("a person's month costs something")

    def small(self, count: int, per_person: int = 1) -> bool:
        """Whether a count is of few people; `per_person`: what one person adds to it."""
        return 0 < abs(count) < self.below * per_person


def small_cells_of(law: Law, day: date) -> SmallCells:
    """The rule of a day: kind `small_cells` of the law, else the shipped choice of five."""
    rule = law.rule("small_cells", day)
    if rule is None:
        return SmallCells()
    below = rule.value["below"]
    return SmallCells(below, min(rule.value["choices"], below), rule.value["contribution"], rule)


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted in each place. `per_person`: what one person or family adds: 1 for counts, 16,800 for a month's
    contributions, 0 where it is nobody's (offices, money of an office). `stands_for`: the column of people that this
    one repeats in another unit: both are hidden in the same places. `cumulative`: grows from January to December and
    never falls. `step`: what one person adds from one month to the next, where that is another amount; 0 = nothing is
    told by the difference of two months. `ways`: by which groupings of the tree it is told; empty: by all."""

    key: str
    per_person: int = 1
    stands_for: str = ""
    cumulative: bool = False
    step: int = 0
    ways: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.key or min(self.per_person, self.step) < 0 or self.stands_for == self.key:
            raise ValueError(f"column {self.key!r}: key and what one person adds")
        if self.stands_for and not self.per_person:
            raise ValueError(f"column {self.key!r} stands for people: say what one adds")


@dataclass(frozen=True, slots=True)
class Within:
    """A part is counted within a whole (protected within eligible), so that what is left over can be computed too.

    `apart`: parts of one whole with the same word never overlap: together they are no more than the whole. `rest`:
    whether what is left over counts people (eligible, not protected); families within people leave no such count.
    `fills`: everybody of the whole is in one of such parts at least, so that together they are no less than it.
    """

    part: str
    whole: str
    apart: str = ""
    rest: bool = True
    fills: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """Places and the wider place of each (kelurahan -> kecamatan -> city); "" above the widest.

    `ways`: by which grouping a place divides its wider place (by sex, by age), "" where nothing is said: the places of
    each grouping add up to the wider place. `parts`: the places within another, one grouping after another.
    """

    parent: Mapping[str, str]
    ways: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    parts: Mapping[str, tuple[tuple[str, ...], ...]] = field(init=False, repr=False, compare=False)
    downward: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: dict[str, list[str]] = {}
        parted: dict[str, dict[str, list[str]]] = {}
        for place, wider in sorted(self.parent.items()):
            if wider and wider not in self.parent:
                raise ValueError(f"{place} lies in {wider!r}, which is not there")
            below.setdefault(wider, []).append(place)
            parted.setdefault(wider, {}).setdefault(self.ways.get(place, ""), []).append(place)
        order = list(below.get("", ()))
        for place in order:
            order += below.get(place, ())
        if len(order) != len(self.parent):
            raise ValueError("places lie in each other in a circle")
        object.__setattr__(self, "children", {wider: tuple(places) for wider, places in below.items()})
        told = {wider: tuple(tuple(found[way]) for way in sorted(found)) for wider, found in parted.items()}
        object.__setattr__(self, "parts", told)
        object.__setattr__(self, "downward", tuple(order))

    def totals(self, leaves: Mapping[str, int]) -> dict[str, int]:
        """A number for every place: what is given for those that hold no others, and sums above. Raises ValueError
        where two groupings of one place do not add up to the same."""
        found: dict[str, int] = {}
        for place in reversed(self.downward):
            sums = {sum(found[each] for each in part) for part in self.parts.get(place, ())}
            if len(sums) > 1:
                raise ValueError(f"the groupings of {place} add up to {sorted(sums)}")
            found[place] = sums.pop() if sums else leaves.get(place, 0)
        return found

    def only(self, ways: Iterable[str]) -> "Tree":
        """The tree of some groupings alone, its widest places always among them."""
        kept: dict[str, str] = {}
        for place in self.downward:
            wider = self.parent[place]
            if not wider or (wider in kept and self.ways.get(place, "") in ways):
                kept[place] = wider
        return Tree(kept, {place: way for place, way in self.ways.items() if place in kept})


def elsewhere(code: str) -> str:
    """How the line is called that belongs to a place, yet to none of those within it."""
    return f"{code}.-"


def region_tree(codes: Iterable[str]) -> tuple[Tree, dict[str, str]]:
    """Region codes as a tree by their dots, up to the widest that is given or shared, and the tree's name of each code.

    A code that holds others is called `elsewhere(code)`: it has people of its own who are in none of them.
    """
    given = sorted(set(codes))
    depth = min((code.count(".") for code in given), default=0)
    steps = [code.split(".") for code in given]
    while depth and len({tuple(step[: depth + 1]) for step in steps}) > 1:
        depth -= 1
    parent: dict[str, str] = {}
    for step in steps:
        for n in range(depth, len(step)):
            parent[".".join(step[: n + 1])] = ".".join(step[:n]) if n > depth else ""
    holding = set(parent.values())
    names = {code: elsewhere(code) if code in holding else code for code in given}
    parent |= {name: code for code, name in names.items() if name != code}
    return Tree(parent), names


@dataclass(frozen=True, slots=True)
class Table:
    """What would be published for one month: columns over a tree of places. `leaves`: whole numbers for the places
    that hold no others, 0 where nothing is given."""

    tree: Tree
    columns: tuple[Column, ...]
    withins: tuple[Within, ...]
    leaves: Mapping[Cell, int]
    trees: Mapping[str, Tree] = field(init=False, repr=False, compare=False)
    values: Mapping[str, Mapping[str, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {column.key: column for column in self.columns}
        if len(by_key) < len(self.columns):
            raise ValueError("two columns with one key")
        for column in self.columns:
            if column.stands_for and column.stands_for not in by_key:
                raise ValueError(f"column {column.key!r} stands for {column.stands_for!r}, which is not there")
        self._withins_fit(by_key)
        alike = {column.ways: self.tree.only(column.ways) if column.ways else self.tree for column in self.columns}
        trees = {key: alike[column.ways] for key, column in by_key.items()}
        found = {
            key: trees[key].totals({place: n for (one, place), n in self.leaves.items() if one == key})
            for key in by_key
        }
        object.__setattr__(self, "trees", trees)
        object.__setattr__(self, "values", found)

    def _withins_fit(self, by_key: Mapping[str, Column]) -> None:
        for within in self.withins:
            for column in (by_key[within.part], by_key[within.whole]):
                if column.cumulative or column.stands_for:
                    raise ValueError("a part and its whole are as of the month, and stand for themselves")
            if within.part in self.above(within.whole):
                raise ValueError(f"{within.part!r} is part and whole of {within.whole!r}")

    def above(self, key: str) -> tuple[str, ...]:
        """A column and all that it is counted within, in this order."""
        found = [key]
        for each in found:
            found += [one.whole for one in self.withins if one.part == each and one.whole not in found]
        return tuple(found)

    def both(self, within: Within) -> tuple[str, ...]:
        """The places at which a part and its whole are told."""
        told = self.values[within.whole]
        return tuple(place for place in self.trees[within.part].downward if place in told)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was published the month before. `same_year`: whether cumulative columns went on from it; `shown`: the last
    number of each cell that was shown in the year."""

    values: Mapping[str, Mapping[str, int]]
    hidden: frozenset[Cell]
    same_year: bool = True
    shown: Mapping[Cell, int] = field(default_factory=dict)

    @classmethod
    def after(cls, table: "Table", hidden: frozenset[Cell], before: "Earlier | None") -> "Earlier":
        """What a month's publication is to the next month of its year."""
        shown = dict(before.shown) if before else {}
        told = ((key, place, n) for key, numbers in table.values.items() for place, n in numbers.items())
        shown |= {(key, place): n for key, place, n in told if (key, place) not in hidden}
        return cls(table.values, hidden, True, shown)
