"""How hidden cells are kept from being computed back: what is hidden for itself, then others until each has its room.

A column (alone, or with all that it is counted within) is thought moved up in some hidden places and down in others, so
that every shown cell and every sum stays: each such table is one that readers cannot tell from the true one. How far
a place can go is exact for one move; hiding goes on until, for every hidden cell, one move goes far enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from padan.domain.small_cells import Cell, Column, Earlier, SmallCells, Table, Tree, Within

ENDLESS = 10**18
"""Farther than any number goes."""


@dataclass(frozen=True, slots=True)
class Span:
    """The whole numbers a hidden cell could be: both ends included."""

    low: int
    high: int

    @property
    def room(self) -> int:
        """How far it can move."""
        return self.high - self.low


def spans(
    tree: Tree, values: Mapping[str, int], hidden: frozenset[str] | set[str], boxes: Mapping[str, Span]
) -> dict[str, Span]:
    """What each place could be where the others outside `hidden` are known and every wider place is a sum.

    Exact: first what each place can be by those within it, in every grouping, then what its wider place leaves to it.
    """
    inside: dict[str, Span] = {}
    for place in reversed(tree.downward):
        value = values[place]
        if place not in hidden:
            inside[place] = Span(value, value)
            continue
        low, high = boxes[place].low, boxes[place].high
        for within in tree.parts.get(place, ()):
            low = max(low, sum(inside[each].low for each in within))
            high = min(high, sum(inside[each].high for each in within))
        inside[place] = Span(low, high)
    found = {place: inside[place] for place in tree.children.get("", ())}
    for place in tree.downward:
        for within in tree.parts.get(place, ()):
            _share_out(found, place, within, inside)
    return found


def _share_out(found: dict[str, Span], place: str, within: Sequence[str], inside: Mapping[str, Span]) -> None:
    low, high = sum(inside[each].low for each in within), sum(inside[each].high for each in within)
    for each in within:
        own = inside[each]
        found[each] = Span(
            max(own.low, found[place].low - (high - own.high)), min(own.high, found[place].high - (low - own.low))
        )


@dataclass(frozen=True, slots=True)
class _Move:
    """Columns whose numbers move together while all others stay: one alone, or one with all it is counted within. Where
    a place tells only some of them, those move."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Goal:
    """A number that must stay open at a place: one of the moves must have that much room there. `lacks`: how much of it
    is still missing."""

    place: str
    moves: tuple[_Move, ...]
    room: int
    lacks: int


@dataclass(frozen=True, slots=True)
class _Play:
    """How far a number can go down and up from where it is."""

    down: int
    up: int

    @classmethod
    def of(cls, box: Span) -> "_Play":
        return cls(-box.low, box.high)

    def with_it(self, other: "_Play") -> int:
        """How far both can move together, as a place and one within it."""
        return min(self.down, other.down) + min(self.up, other.up)

    def against(self, other: "_Play") -> int:
        """How far both can move against each other, as two places of one total."""
        return min(self.down, other.up) + min(self.up, other.down)


def _subsets(keys: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for n in range(1, len(keys)):
        yield from combinations(keys, n)


class Search:
    """Hides what must be hidden, then others until every goal is met."""

    def __init__(self, table: Table, rule: SmallCells, earlier: Earlier | None, later: Earlier | None) -> None:
        self.table, self.rule, self.tree = table, rule, table.tree
        self.columns = {column.key: column for column in table.columns}
        self.values = table.values
        self.earlier, self.later = earlier, later
        self.hidden: dict[str, set[str]] = {column.key: set() for column in table.columns}
        self.linked = any(column.ways for column in table.columns)
        self.moves = self._moves_of_each()
        self.pairs: list[tuple[Within, str]] = []
        self.found: dict[_Move, dict[str, int]] = {}
        self.boxes: dict[_Move, dict[str, Span]] = {}
        self.trees: dict[frozenset[str], Tree] = {}
        self.closed: set[str] = set()
        self.depth = {place: n for n, place in enumerate(self.tree.downward)}

    def cells(self) -> frozenset[Cell]:
        return frozenset((key, place) for key, places in self.hidden.items() for place in places)

    # What is hidden for itself

    def first(self, also: Iterable[Cell] = ()) -> None:
        for column in self.table.columns:
            if column.per_person:
                for place in self.values[column.key]:
                    if self._sensitive(column, place):
                        self.take(column.key, place)
        for key, place in also:
            self.take(key, place)
        for within in self.table.withins:
            for place in self.table.both(within):
                rest = self.values[within.whole][place] - self.values[within.part][place]
                if within.rest and self.rule.small(rest):
                    self.pairs.append((within, place))
                    self.take(within.part if self.values[within.part][place] else within.whole, place)

    def _sensitive(self, column: Column, place: str) -> bool:
        now = self.values[column.key][place]
        if not column.stands_for and self.rule.small(now, column.per_person):
            return True
        if column.cumulative:
            return self._grew_little(column, place)
        return any(self._told_by(month, column, place) for month in (self.earlier, self.later) if month is not None)

    def _told_by(self, month: Earlier, column: Column, place: str) -> bool:
        """Whether a number beside another month's tells what is hidden: it is the number that was hidden there, or the
        difference from the one that was shown is small."""
        now = self.values[column.key][place]
        if (column.key, place) in month.hidden and now == month.values[column.key].get(place, 0):
            return True
        shown = month.shown.get((column.key, place)) if month.same_year else None
        return bool(now) and shown is not None and self.rule.small(now - shown, column.step)

    def _grew_little(self, column: Column, place: str) -> bool:
        if self.earlier is None or not self.earlier.same_year or column.key not in self.earlier.values:
            return False
        if (column.key, place) in self.earlier.hidden:
            return True
        grown = self.values[column.key][place] - self.earlier.values[column.key].get(place, 0)
        return not column.stands_for and self.rule.small(grown, column.per_person)

    def take(self, key: str, place: str) -> None:
        """Hide a cell, and those that would tell it."""
        if place in self.hidden[key]:
            return
        self.hidden[key].add(place)
        self.found = {move: rooms for move, rooms in self.found.items() if key not in move.keys}
        base = self.columns[key].stands_for
        for column in self.table.columns:
            if column.key == base or column.stands_for == key or (base and column.stands_for == base):
                self.take(column.key, place)
        for within in self.table.withins:
            if within.whole == key and self.values[within.part].get(place):
                self.take(within.part, place)

    # What is hidden with it

    def protect(self) -> None:
        while failing := self._failing():
            before = len(self.cells())
            for goal in failing:
                if self._widen(goal):
                    break
            if len(self.cells()) == before:
                self._close(failing[0])

    def _close(self, goal: _Goal) -> None:
        """Hide whole columns where no single cell is left that helps: only numbers that contradict each other (a part
        above its whole) can so little be moved."""
        for key in {key for move in goal.moves for key in move.keys} - self.closed:
            self.closed.add(key)
            for place in self.values[key]:
                if self.values[key][place]:
                    self.take(key, place)

    def _failing(self) -> list[_Goal]:
        """Goals that are not met and the room they lack: wider places hidden above shown ones alone, else the narrowest
        first; one for each wider place and none above another, for what helps one may help them."""
        goals = sorted(self._goals(), key=lambda goal: (-self.depth[goal.place], goal.moves[0].keys))
        hollow = [goal for goal in goals if self._hollow(goal)]
        return self._unmet(hollow) or self._unmet(goals)

    def _hollow(self, goal: _Goal) -> bool:
        """Whether nothing within a place is hidden, in one of its groupings, that could make it another."""
        key = goal.moves[0].keys[0]
        parts = self.table.trees[key].parts.get(goal.place, ())
        return any(not any(each in self.hidden[key] for each in part) for part in parts)

    def _unmet(self, goals: Iterable[_Goal]) -> list[_Goal]:
        found: dict[tuple[str, str], _Goal] = {}
        helped: set[str] = set()
        for goal in goals:
            wider = self.tree.parent[goal.place], self.tree.ways.get(goal.place, "")
            if wider not in found and goal.place not in helped:
                room = max(self._room(move, goal.place) for move in goal.moves)
                if room < goal.room:
                    found[wider] = replace(goal, lacks=goal.room - max(room, 0))
                    helped.update(self._above(goal.place))
        return list(found.values())

    def _above(self, place: str) -> Iterable[str]:
        while place := self.tree.parent[place]:
            yield place

    def _goals(self) -> Iterable[_Goal]:
        for key, places in self.hidden.items():
            if key in self.closed:
                continue
            room = (self.rule.choices - 1) * self.columns[key].per_person
            for place in places:
                if not self._shown_free_before(key, place):
                    yield _Goal(place, self.moves[key], room, room)
        for within, place in self.pairs:
            if within.part in self.closed or within.whole in self.closed:
                continue
            yield _Goal(place, self._apart(within), self.rule.choices - 1, self.rule.choices - 1)

    def _moves_of_each(self) -> dict[str, tuple[_Move, ...]]:
        """The moves that change a column: it alone, and each column with all that it is counted within; of linked
        groupings also with some of that, the fewest first."""
        every = dict.fromkeys(_Move((key,)) for key in self.columns)
        every |= dict.fromkeys(_Move(self.table.above(key)) for key in self.columns)
        if self.linked:
            some = (_Move((key, *found)) for key in self.columns for found in _subsets(self.table.above(key)[1:]))
            every = dict.fromkeys(sorted((*every, *some), key=lambda move: len(move.keys)))
        return {key: tuple(move for move in every if key in move.keys) for key in self.columns}

    def _apart(self, within: Within) -> tuple[_Move, ...]:
        """The moves that change what a whole has beside a part."""
        found = (*self.moves[within.part], *self.moves[within.whole])
        return tuple(move for move in found if (within.part in move.keys) != (within.whole in move.keys))

    def _shown_free_before(self, key: str, place: str) -> bool:
        """A cumulative cell hidden the month before stays as open as it was: what moves it then moves it now."""
        going = self.columns[key].cumulative and self.earlier is not None and self.earlier.same_year
        return going and self.earlier is not None and (key, place) in self.earlier.hidden

    def _room(self, move: _Move, place: str) -> int:
        """How far a move lets a place go; -1 where it is no move of this place."""
        if move not in self.found:
            opened = self._open(move)
            tree = self._tree(move)
            every = spans(tree, dict.fromkeys(tree.downward, 0), opened, self._boxes(move))
            self.found[move] = {one: every[one].room for one in opened}
        return self.found[move].get(place, -1)

    def _tree(self, move: _Move) -> Tree:
        """The groupings by which the columns of a move are told."""
        if not all(self.columns[key].ways for key in move.keys):
            return self.tree
        ways = frozenset[str]().union(*(self.columns[key].ways for key in move.keys))
        if ways not in self.trees:
            self.trees[ways] = self.tree.only(ways)
        return self.trees[ways]

    def _here(self, move: _Move, place: str) -> list[str]:
        """The columns of a move that a place tells."""
        return [key for key in move.keys if place in self.values[key]]

    def _open(self, move: _Move) -> set[str]:
        shut = {place for key in move.keys for place in self.values[key] if place not in self.hidden[key]}
        return set[str]().union(*(self.hidden[key] for key in move.keys)) - shut

    def _boxes(self, move: _Move) -> dict[str, Span]:
        """How far a move could take each place, down and up, if nothing but the other columns held it."""
        if move not in self.boxes:
            self.boxes[move] = {place: self._box(move, place) for place in self._tree(move).downward}
        return self.boxes[move]

    def _before(self, key: str) -> Mapping[str, int]:
        going = self.columns[key].cumulative and self.earlier is not None and self.earlier.same_year
        return self.earlier.values.get(key, {}) if going and self.earlier is not None else {}

    def _box(self, move: _Move, place: str) -> Span:
        if before := self._before(move.keys[0]):
            since = self.values[move.keys[0]][place] - before.get(place, 0)
            least = 0 if before.get(place, 0) or self.columns[move.keys[0]].per_person > 1 else 1
            return Span(min(since, least) - since, ENDLESS)
        keys = self._here(move, place)
        down = min(self.values[key][place] - self._floor(key, move, place) for key in keys)
        up = min(self._ceiling(key, move, place) - self.values[key][place] for key in keys)
        return Span(-max(down, 0), max(up, 0))

    def _floor(self, key: str, move: _Move, place: str) -> int:
        """The least that a column can be beside those that stay: 1, and what is counted within it."""
        groups: dict[str, int] = {}
        moving = {self._group(one) for one in self.table.withins if one.whole == key and one.part in move.keys}
        for within in self.table.withins:
            if within.whole == key and self._group(within) not in moving and place in self.values[within.part]:
                groups[self._group(within)] = groups.get(self._group(within), 0) + self.values[within.part][place]
        filled = (self._left_to(key, one.whole, place) for one in self._filling(key, move, place))
        return max((0 if self.columns[key].stands_for else 1, *groups.values(), *filled))

    def _filling(self, key: str, move: _Move, place: str) -> Iterable[Within]:
        """Where a column fills a whole that stays."""
        return (
            one for one in self.table.withins
            if one.fills and one.part == key and one.whole not in move.keys and place in self.values[one.whole]
        )  # fmt: skip

    def _left_to(self, part: str, whole: str, place: str) -> int:
        """What the other parts of a whole leave to one, where together they fill it."""
        alike = (one.part for one in self.table.withins if one.fills and one.whole == whole and one.part != part)
        return self.values[whole][place] - sum(self.values[each][place] for each in alike)

    def _ceiling(self, key: str, move: _Move, place: str) -> int:
        """The most that a column can be beside those that stay: what it is counted within, less what else is."""
        highest = ENDLESS
        filling = [one.part for one in self.table.withins if one.fills and one.whole == key]
        if filling and not {*filling} & {*move.keys} and place in self.values[filling[0]]:
            highest = sum(self.values[each][place] for each in filling)
        for within in self.table.withins:
            if within.part == key and within.whole not in move.keys and place in self.values[within.whole]:
                alike = (one for one in self.table.withins if one.whole == within.whole and one.part != key)
                others = sum(self.values[o.part].get(place, 0) for o in alike if self._group(o) == self._group(within))
                highest = min(highest, self.values[within.whole][place] - others)
        return highest

    def _group(self, within: Within) -> str:
        return f"apart {within.apart}" if within.apart else f"part {within.part}"

    def _widen(self, goal: _Goal) -> bool:
        """Hide one cell more that gives the goal room: among its neighbours, else its wider place, and so upwards;
        where its own column could never have enough, what it is counted within. Says whether it went upwards."""
        opened = [move for move in goal.moves if goal.place in self._open(move)]
        moves = [move for move in opened if self._boxes(move)[goal.place].room >= goal.room]
        closed = [move for move in goal.moves if self._can_open(move, goal.place, self._open(move))]
        if self.linked:
            closed.sort(key=lambda move: self._boxes(move)[goal.place].room < goal.room)
        if not moves and closed:
            self._take_all(closed[0], goal.place)
            return False
        place = goal.place
        while place:
            offers = [offer for move in moves if (offer := self._offer(move, place, goal))]
            if offers:
                _, move, chosen = min(offers, key=lambda offer: (offer[0], offer[1].keys, offer[2]))
                self._take_all(move, chosen)
                return place != goal.place
            wider = self.tree.parent[place]
            shut = [move for move in moves if wider and wider not in self._open(move)]
            if shut:
                self._take_all(shut[0], wider)
                return True
            place = wider
        if closed:
            self._take_all(closed[0], goal.place)
        return True

    def _take_all(self, move: _Move, place: str) -> None:
        for key in reversed(self._here(move, place)):
            self.take(key, place)

    def _offer(self, move: _Move, place: str, goal: _Goal) -> tuple[tuple[int, ...], _Move, str] | None:
        """The cell that costs least beside or within a place: enough room before less, seldom-read before much-read."""
        boxes, opened = self._boxes(move), self._open(move)
        beside, inward = self._beside(move, place, opened)
        own = _Play.of(boxes[goal.place])
        best = None
        for each in beside:
            if each == place or not self._can_open(move, each, opened):
                continue
            theirs = _Play.of(boxes[each])
            gain = own.with_it(theirs) if inward else own.against(theirs)
            if gain > 0:
                loss = self._loss(move, each)
                rank = (0, *loss, -gain) if gain >= goal.lacks else (1, -gain, *loss)
                offer = (rank, move, each)
                best = min(best, offer, key=lambda one: (one[0], one[2])) if best else offer
        return best

    def _beside(self, move: _Move, place: str, opened: set[str]) -> tuple[Sequence[str], bool]:
        """The places that could give room to another, and whether they lie within it: those of a grouping in which
        nothing is hidden yet, else its neighbours; of a widest place that is told by several groupings, all within."""
        tree = self._tree(move)
        parts = tree.parts.get(place, ())
        for part in parts:
            if not any(each in opened for each in part):
                return part, True
        if not tree.parent[place] and len(parts) > 1:
            return tree.children[place], True
        beside = tree.parts.get(tree.parent[place], ())
        return next(part for part in beside if place in part), False

    def _can_open(self, move: _Move, place: str, opened: set[str]) -> bool:
        return place not in opened and all(self.values[key][place] > 0 for key in self._here(move, place))

    def _loss(self, move: _Move, place: str) -> tuple[int, int]:
        """What readers lose: how many cells, and how large. Those hidden the month before are no new loss, nor is a
        wider place that is partly hidden already."""
        keys = self._here(move, place)
        cells = {(key, place) for key in keys if place not in self.hidden[key]}
        for key in keys:
            cells |= {(one.part, place) for one in self.table.withins if one.whole == key and self._loses(one, place)}
        new = cells - self.earlier.hidden if self.earlier else cells
        freed = any(each in self.hidden[keys[0]] for each in self.tree.children.get(place, ()))
        return len(new), 0 if freed or not new else self.values[keys[0]][place]

    def _loses(self, within: Within, place: str) -> bool:
        return place not in self.hidden[within.part] and self.values[within.part].get(place, 0) > 0
