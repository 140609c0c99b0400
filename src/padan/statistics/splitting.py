"""Splits money between pots and months: most people protected, then lowest ranks, then earliest lapse, then pot order.

Within a pot nobody is passed over: whoever is protected stands before whoever is not. A person is protected for all of
the pot's months or not at all, and no month is paid with money that has not arrived by then. Each wish is made exact
before the next is asked (worked table: docs/explanation/rules/selection.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from padan.domain.contributions import portions

NO_LAPSE = 99
"""Months until cover lapses, of somebody who has none that could."""
SECONDS = 60.0


class SplitError(ArithmeticError):
    """The solver found no split in time, or one that does not add up: nothing of it is used."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person costs for all of the pot's months, and in how many months his cover lapses."""

    cost: int
    lapse: int = NO_LAPSE

    def __post_init__(self) -> None:
        if self.cost < 1:
            raise ValueError("a person costs something")


@dataclass(frozen=True, slots=True)
class Demand:
    """A pot to be filled: its people in order of rank, its quota, and its months by number, in order."""

    key: str
    wishes: tuple[Wish, ...]
    heads: int | None = None
    months: tuple[int, ...] = (0,)

    @property
    def most(self) -> int:
        """How many could be protected if there were no end of money."""
        return len(self.wishes) if self.heads is None else min(self.heads, len(self.wishes))


@dataclass(frozen=True, slots=True)
class Money:
    """Money of one source for some pots. `arrivals`: (month number, rupiah); what arrives pays that month and later."""

    key: str
    pots: frozenset[str]
    arrivals: tuple[tuple[int, int], ...]

    @classmethod
    def at_hand(cls, key: str, pots: Sequence[str], amount: int) -> "Money":
        """Money that is there from the start."""
        return cls(key, frozenset(pots), ((0, amount),))


@dataclass(frozen=True, slots=True)
class Grant:
    """What one source gives one pot for one month."""

    money: str
    pot: str
    month: int
    amount: int


@dataclass(frozen=True, slots=True)
class Split:
    """How many of each pot's list are protected, and who pays what; `left`: rupiah left over by source."""

    heads: dict[str, int]
    grants: tuple[Grant, ...]
    left: dict[str, int]

    def amount(self, pot: str) -> int:
        """What a pot gets in all."""
        return sum(grant.amount for grant in self.grants if grant.pot == pot)


def split(moneys: Sequence[Money], demands: Sequence[Demand]) -> Split:
    """Split all money. Sources that serve no pot in common are split by themselves.

    Raises SplitError where the solver fails, ValueError where a pot or source stands twice.
    """
    if len({d.key for d in demands}) < len(demands) or len({m.key for m in moneys}) < len(moneys):
        raise ValueError("a pot or a source stands twice")
    heads: dict[str, int] = {demand.key: 0 for demand in demands}
    grants: list[Grant] = []
    for own, pots in _components(moneys, sorted(demands, key=lambda demand: demand.key)):
        found, given = _solve(own, pots)
        heads |= found
        grants += given
    grants.sort(key=lambda grant: (grant.pot, grant.month, grant.money))
    left = {m.key: sum(n for _, n in m.arrivals) - sum(g.amount for g in grants if g.money == m.key) for m in moneys}
    _prove(moneys, demands, heads, grants)
    return Split(heads, tuple(grants), left)


def _components(moneys: Sequence[Money], demands: Sequence[Demand]) -> list[tuple[list[Money], list[Demand]]]:
    groups: list[tuple[list[Money], set[str]]] = []
    for money in sorted(moneys, key=lambda money: money.key):
        joined: list[tuple[list[Money], set[str]]] = [([money], set(money.pots))]
        apart: list[tuple[list[Money], set[str]]] = []
        for group in groups:
            (joined if group[1] & money.pots else apart).append(group)
        sources = [one for group in joined[1:] for one in group[0]] + [money]
        groups = [*apart, (sources, set().union(*(group[1] for group in joined)))]
    return [
        (sorted(sources, key=lambda money: money.key), [demand for demand in demands if demand.key in pots])
        for sources, pots in groups
    ]


Solved = tuple[dict[str, int], list[Grant]]


def _solve(moneys: Sequence[Money], demands: Sequence[Demand]) -> Solved:
    """One component: a taken person is a 0 or 1; a source's part of a pot's stretch of months is a whole number."""
    demands = [demand for demand in demands if demand.most]
    if not demands:
        return {}, []
    if even(moneys, demands):
        return split_evenly(moneys[0], demands)
    model = _Model(moneys, demands)
    model.wish(lambda rank, lapse, pot: -1)
    model.wish(lambda rank, lapse, pot: rank)
    model.wish(lambda rank, lapse, pot: lapse)
    model.wish(lambda rank, lapse, pot: pot)
    return model.found()


def even(moneys: Sequence[Money], demands: Sequence[Demand]) -> bool:
    """Whether everybody costs the same and one source has all its money before the first month."""
    costs = {wish.cost for demand in demands for wish in demand.wishes[: demand.most]}
    first = min(month for demand in demands for month in demand.months)
    return len(moneys) == 1 and len(costs) == 1 and all(month <= first for month, _ in moneys[0].arrivals)


def split_evenly(money: Money, demands: Sequence[Demand]) -> Solved:
    """The same without a solver: as many people as the money pays, by rank, then lapse, then the order of pots.

    That is exact: ranks rise within a pot, so that the lowest ranks of all are always the first ones of each.
    """
    cost = demands[0].wishes[0].cost
    people = [
        (r, demand.wishes[r].lapse, p, demand.key) for p, demand in enumerate(demands) for r in range(demand.most)
    ]
    heads = {demand.key: 0 for demand in demands}
    for *_, key in sorted(people)[: sum(n for _, n in money.arrivals) // cost]:
        heads[key] += 1
    grants = []
    for demand in demands:
        parts = portions(cost, len(demand.months))
        for month, part in zip(demand.months, parts, strict=True):
            if heads[demand.key] and part:
                grants.append(Grant(money.key, demand.key, month, part * heads[demand.key]))
    return heads, grants


class _Model:
    """The mixed-integer program of one component, with each wish kept as a constraint once it is met."""

    def __init__(self, moneys: Sequence[Money], demands: Sequence[Demand]) -> None:
        self.moneys, self.demands = moneys, demands
        self.steps = sorted({month for money in moneys for month, _ in money.arrivals})
        self.people = [(p, r) for p, demand in enumerate(demands) for r in range(demand.most)]
        self.flows = [
            (s, p, b)
            for s, money in enumerate(moneys)
            for p, demand in enumerate(demands)
            if demand.key in money.pots
            for b in range(len(self.steps))
        ]
        self.costs = [self._costs(demand) for demand in demands]
        self.unit = self._unit()
        self.rows: list[tuple[list[tuple[int, float]], float, float]] = []
        self._constrain()
        self.answer: np.ndarray | None = None

    def _costs(self, demand: Demand) -> list[list[int]]:
        """What each person of a pot costs in each stretch; months before any arrival cost in a stretch of their own."""
        stretches = [sum(1 for step in self.steps if step <= month) - 1 for month in demand.months]
        costs = []
        for wish in demand.wishes[: demand.most]:
            own = [0] * (len(self.steps) + 1)
            for stretch, part in zip(stretches, portions(wish.cost, len(demand.months)), strict=True):
                own[stretch] += part
            costs.append(own)
        return costs

    def _unit(self) -> int:
        """The greatest sum that all costs are a multiple of: small numbers keep the solver exact."""
        amounts = [cost for pot in self.costs for own in pot for cost in own]
        if len(self.moneys) > 1 or len(self.steps) > 1:
            amounts += [n for money in self.moneys for _, n in money.arrivals]
        return gcd(*amounts) or 1

    def _constrain(self) -> None:
        first_flow = len(self.people)
        at = {who: column for column, who in enumerate(self.people)}
        flow = {which: first_flow + n for n, which in enumerate(self.flows)}
        for p, r in self.people:
            if r:
                self.rows.append(([(at[p, r], 1.0), (at[p, r - 1], -1.0)], -np.inf, 0))
        for p, demand in enumerate(self.demands):
            early = [(at[p, r], float(self.costs[p][r][-1])) for r in range(demand.most) if self.costs[p][r][-1]]
            if early:
                self.rows.append((early, 0, 0))
            for b in range(len(self.steps)):
                due = [(at[p, r], self.costs[p][r][b] / self.unit) for r in range(demand.most)]
                paid = [(flow[s, p, b], -1.0) for s in range(len(self.moneys)) if (s, p, b) in flow]
                self.rows.append(([*due, *paid], 0, 0))
        for s, money in enumerate(self.moneys):
            for b, step in enumerate(self.steps):
                there = sum(n for month, n in money.arrivals if month <= step) // self.unit
                spent = [(flow[s2, p, b2], 1.0) for s2, p, b2 in self.flows if s2 == s and b2 <= b]
                self.rows.append((spent, -np.inf, there))

    def wish(self, worth: Callable[[int, int, int], int]) -> None:
        """Make the sum over all protected people of `worth(rank, lapse, pot)` as small as can be, and keep it there."""
        weights = [
            (column, worth(r + 1, self.demands[p].wishes[r].lapse, p)) for column, (p, r) in enumerate(self.people)
        ]
        goal = np.zeros(len(self.people) + len(self.flows))
        for column, weight in weights:
            goal[column] = weight
        self.answer = self._asked(goal)
        reached = sum(weight * round(float(self.answer[column])) for column, weight in weights)
        self.rows.append(([(column, float(weight)) for column, weight in weights if weight], reached, reached))

    def _asked(self, goal: np.ndarray) -> np.ndarray:
        entries = [(n, column, value) for n, (row, _, _) in enumerate(self.rows) for column, value in row]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self.rows), len(goal)))
        limits = LinearConstraint(matrix.tocsc(), [row[1] for row in self.rows], [row[2] for row in self.rows])
        upper = np.concatenate([np.ones(len(self.people)), np.full(len(self.flows), np.inf)])
        found = milp(
            goal, integrality=np.ones(len(goal), dtype=int), bounds=Bounds(np.zeros(len(goal)), upper),
            constraints=limits,
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
        )  # fmt: skip
        if not found.success or found.x is None:
            raise SplitError(str(found.message))
        answer: np.ndarray = np.rint(found.x)
        return answer

    def found(self) -> Solved:
        """The counts, and each source's part by month: the earlier source first."""
        goal = np.zeros(len(self.people) + len(self.flows))
        for n, (s, _, b) in enumerate(self.flows):
            goal[len(self.people) + n] = s * len(self.steps) + b
        for column in range(len(self.people)):
            self.rows.append(([(column, 1.0)], float(self.answer[column]), float(self.answer[column])))  # type: ignore[index]
        answer = self._asked(goal)
        heads = {demand.key: 0 for demand in self.demands}
        for column, (p, _) in enumerate(self.people):
            heads[self.demands[p].key] += int(answer[column])
        grants = []
        for p, demand in enumerate(self.demands):
            given = {
                (s, b): int(answer[len(self.people) + n]) * self.unit
                for n, (s, p2, b) in enumerate(self.flows)
                if p2 == p
            }
            grants += self._by_month(demand, heads[demand.key], given)
        return heads, grants

    def _by_month(self, demand: Demand, heads: int, given: dict[tuple[int, int], int]) -> list[Grant]:
        """A pot's dues month by month, each paid by the first source that still has something for its stretch."""
        dues = [0] * len(demand.months)
        for wish in demand.wishes[:heads]:
            for n, part in enumerate(portions(wish.cost, len(demand.months))):
                dues[n] += part
        grants = []
        for month, due in zip(demand.months, dues, strict=True):
            stretch = sum(1 for step in self.steps if step <= month) - 1
            for s, money in enumerate(self.moneys):
                part = min(due, given.get((s, stretch), 0))
                if part:
                    given[s, stretch] -= part
                    due -= part
                    grants.append(Grant(money.key, demand.key, month, part))
        return grants


def _prove(moneys: Sequence[Money], demands: Sequence[Demand], heads: dict[str, int], grants: Sequence[Grant]) -> None:
    """In whole numbers: every month is paid in full, by money that has arrived, within quota. Raises SplitError."""
    for demand in demands:
        cost = sum(wish.cost for wish in demand.wishes[: heads[demand.key]])
        if heads[demand.key] > demand.most or sum(g.amount for g in grants if g.pot == demand.key) != cost:
            raise SplitError(f"pot {demand.key} does not add up")
    for money in moneys:
        own = [grant for grant in grants if grant.money == money.key]
        for month in {grant.month for grant in own}:
            there = sum(n for arrival, n in money.arrivals if arrival <= month)
            if sum(grant.amount for grant in own if grant.month <= month) > there:
                raise SplitError(f"source {money.key} is overdrawn in month {month}")
        if any(grant.pot not in money.pots for grant in own):
            raise SplitError(f"source {money.key} pays for a foreign pot")
