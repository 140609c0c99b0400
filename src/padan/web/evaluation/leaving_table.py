"""Everything of a month that may leave as tables, as one set of linked numbers: each programme's errors by every
grouping, and who is paid by decile. What is hidden is decided for all of it at once, so that no file tells what another
hides. Worked table: docs/explanation/rules/suppression.md.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from padan.domain.adding_up import rounded_pairs
from padan.domain.suppression import TOTAL, Cell, Column, SmallCells, Table, Tree, Within, hidden_cells
from padan.statistics.targeting import GROUPS

Results = Mapping[str, Mapping[str, Any]]
"""By programme ("" for all) what was computed."""

DECILES = "benefit"
"""The grouping of the benefit's deciles, which are those of the family's newest version, not of when it was judged."""
KNOWN = "known"
ERRORS = (("missed", "eligible"), ("leaked", "reached"))
"""Parts and wholes of the errors."""


def column(programme: str, name: str) -> str:
    """The key of a count of a programme."""
    return f"{programme}:{name}"


def line(way: str, key: str) -> str:
    """A line of a grouping as a place of the table; `TOTAL` is all of them."""
    return f"{way}={key}"


def month_table(targeting: Results, incidence: Results) -> Table:
    """The whole numbers of a month that leave; lines of every grouping add up to one total."""
    leaves: dict[Cell, int] = {}
    for programme, result in targeting.items():
        leaves |= _errors(programme, result)
    people = {one: _people(one, targeting, incidence) for one in incidence}
    for programme, result in incidence.items():
        leaves |= _benefit(programme, people[programme], result)
    leaves |= _known(incidence.values())
    columns = _columns(leaves)
    tree = _tree(place for _key, place in leaves)
    found = Table(tree, columns, (), leaves)
    withins = (*_withins(targeting, people), *_of_all(found, people))
    withins = tuple(one for one in withins if _holds(found, one))
    return Table(tree, columns, withins, leaves)


def _errors(programme: str, result: Mapping[str, Any]) -> dict[Cell, int]:
    whole = result["whole"]
    leaves: dict[Cell, int] = {}
    for way in GROUPS:
        lines = {line(way, one["key"]): one for one in result["groups"][way]}
        for names in ERRORS:
            parts, wholes = ({place: float(one[name]) for place, one in lines.items()} for name in names)
            rounded = rounded_pairs(parts, wholes, *(float(whole[name]) for name in names))
            for name, numbers in zip(names, rounded, strict=True):
                leaves |= {(column(programme, name), place): n for place, n in numbers.items()}
    return leaves


def bands(result: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What is told of each decile, and of those without, by its line."""
    every = [*result["people"], {"key": "", **result["without"]}]
    return {line(DECILES, one["key"]): one for one in every}


def _people(programme: str, targeting: Results, incidence: Results) -> str:
    """The column of those paid in the month by decile: that of the errors where it is the same number."""
    own = targeting.get(programme)
    paid = sum(one["reached"] for one in bands(incidence[programme]).values())
    return column(programme, "reached" if own and paid == round(own["whole"]["reached"], 6) else "people")


def people_column(values: Mapping[str, Any], programme: str) -> str:
    """The column of those paid in the month by decile, of a table that was made."""
    own = column(programme, "people")
    return own if own in values else column(programme, "reached")


def _benefit(programme: str, people: str, result: Mapping[str, Any]) -> dict[Cell, int]:
    every = bands(result)
    reached = {(people, place): one["reached"] for place, one in every.items()}
    return reached | {(column(programme, "payees"), place): one["payees"] for place, one in every.items()}


def _known(results: Iterable[Mapping[str, Any]]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for result in results:
        for place, one in bands(result).items():
            most = max(one["known"], one["reached"], one["payees"])
            found[KNOWN, place] = max(found.get((KNOWN, place), 0), most)
    return found


def _columns(leaves: Mapping[Cell, int]) -> tuple[Column, ...]:
    ways: dict[str, set[str]] = {}
    for key, place in leaves:
        ways.setdefault(key, set()).add(place.partition("=")[0])
    return tuple(Column(key, ways=frozenset(found)) for key, found in sorted(ways.items()))


def _tree(places: Iterable[str]) -> Tree:
    lines = sorted(set(places))
    ways = {place: place.partition("=")[0] for place in lines}
    return Tree({TOTAL: "", **dict.fromkeys(lines, TOTAL)}, ways)


def _withins(targeting: Results, people: Mapping[str, str]) -> list[Within]:
    found = [Within(column(one, part), column(one, whole)) for one in targeting for part, whole in ERRORS]
    for one, key in people.items():
        payees = column(one, "payees")
        found += [Within(key, KNOWN), Within(payees, KNOWN), Within(key, payees)]
        if one in targeting and key != column(one, "reached"):
            found.append(Within(column(one, "reached"), key, rest=False))
    return found


def _of_all(table: Table, people: Mapping[str, str]) -> list[Within]:
    """Each programme's people within those of all. Where the numbers allow it, readers may count on nobody being in two
    programmes, and on nobody being in none."""
    found: list[Within] = []
    programmes = [one for one in people if one]
    if "" not in people:
        return found
    for whole, parts in (
        (people[""], [people[one] for one in programmes]),
        (column("", "payees"), [column(one, "payees") for one in programmes]),
    ):
        over = [sum(table.values[each].get(place, 0) for each in parts) - n for place, n in table.values[whole].items()]
        apart = "programme" if all(n <= 0 for n in over) else ""
        found += [Within(each, whole, apart, fills=all(n >= 0 for n in over)) for each in parts]
    return found


def _holds(table: Table, within: Within) -> bool:
    """Whether both are told of anybody and no line contradicts it: then a reader may count on it."""
    if not {within.part, within.whole} <= table.values.keys():
        return False
    part, whole = table.values[within.part], table.values[within.whole]
    return all(part[place] <= whole[place] for place in table.both(within))


def hidden_of(table: Table, rule: SmallCells, also: Iterable[Cell] = ()) -> frozenset[Cell]:
    """The cells that stay hidden in every file of the month. `also`: those that other publications of it hide."""
    forced = {(key, place) for key, place in also if table.values.get(key, {}).get(place)}
    while True:
        hidden = hidden_cells(table, rule, also=forced)
        if not (more := _deciles_told_twice(table, hidden) - hidden):
            return hidden
        forced |= more


def _deciles_told_twice(table: Table, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """Of hidden deciles of the errors those of the benefit, and the reverse: nearly the same people."""
    found = set()
    for key, place in hidden:
        way, _, decile = place.partition("=")
        other = {"decile": DECILES, DECILES: "decile"}.get(way)
        if other and table.values[key].get(line(other, decile)):
            found.add((key, line(other, decile)))
    return frozenset(found)
