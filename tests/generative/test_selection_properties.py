"""Thousands of random years, grants, quotas and lists: nobody twice, nothing above money or quota, nobody passed over.

The engine, the rules of the domain and a slow plain twin written out here give the same selection; so do the solver and
trying every split there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.domain.allocation import Applicant, Outcome, Placed, Pot, Selected, select
from padan.domain.eligibility import judge
from padan.domain.law import Days, Law, LegalBasis, Rule
from padan.domain.people_facts import Employer, Facts
from padan.domain.ranking import Merit, draw_of, order_key, order_of
from padan.engine.selection import CANDIDATE_COLUMNS, select_candidates, selection_checks
from padan.engine.session import open_session, put
from padan.statistics.splitting import Demand, Money, Split, Wish, split
from thorough import examples

PLACES = ("15.71.10.1001", "15.71.11.1001", "15.71.11.1002")
PROGRAMMES = ("miskin_ekstrem", "pekerja_rentan")
DRAW = "Kepwal Uji|2026"
SEEDS = st.integers(0, 2**48)
"""A year is made from a seed: thousands of them cost seconds, and a failing one is told by its seed."""


@dataclass(frozen=True)
class Proposed:
    """One random candidate."""

    candidate: int
    person: int
    programme: str
    place: str
    facts: Facts
    merit: Merit


@dataclass(frozen=True)
class Year:
    """A random year: its law, its pots and who is proposed."""

    day: date
    law: Law
    pots: tuple[Pot, ...]
    people: tuple[Proposed, ...]


def facts(random: Random) -> Facts:
    """What is known of a random candidate, mostly what makes eligible."""
    yes = (True, True, True, True, None, False)
    born = date(1950, 1, 1) + timedelta(days=random.randrange(365 * 58))
    decile = random.choice((None, *range(1, 11)))
    employer: Employer | None = random.choice(("free", "free", "free", "pu", "bpu", None))
    return Facts(random.choice(yes), random.choice(yes), True, born=born, employer=employer, decile=decile)


def merit(random: Random, candidate: int, decile: int | None) -> Merit:
    """A random candidate's merit; few values, so that there are ties."""
    maybe = (None, True, False)
    return Merit(
        candidate,
        musyawarah_rank=random.choice((None, 1, 2, 3, 4, 5)),
        decile=decile,
        breadwinner=random.choice(maybe),
        dependants=random.choice((None, 0, 1, 2, 9)),
        job_risk=random.choice((None, "tinggi", "sedang")),
        woman_headed=random.choice(maybe),
        disability=random.choice(maybe),
        months_uncovered=random.choice((None, 0, 5, 24)),
        covered_now=random.random() < 0.3,
        draw=draw_of(DRAW, candidate),
    )


def law_of(random: Random, day: date) -> Law:
    """Criteria, one kelurahan's own, a decile limit, an age limit, and what an employer does."""
    basis = LegalBasis("uji", "pilihan", "", None, "Uji", None, Days(date(2000, 1, 1)), certain=True)
    days = Days(date(day.year, 1, 1), date(day.year, 12, 31))
    weights = [
        {"criterion": "breadwinner", "points": {"ya": random.randint(0, 30)}},
        {"criterion": "dependants", "per_unit": random.randint(1, 5), "at_most": 12},
        {"criterion": "job_risk", "points": {"tinggi": 15, "sedang": 8}},
        {"criterion": "months_uncovered", "per_unit": 1},
        {"criterion": "decile", "points": {str(n): 50 - 5 * n for n in range(1, 11)}},
        {"criterion": "disability", "points": {"ya": 3, "tidak": -2}},
    ]
    order = {
        "order": random.choice(("musyawarah", "score")),
        "covered_first": random.random() < 0.5,
        "weights": random.sample(weights, random.randint(0, 6)),
    }
    rules = [
        Rule("criteria", "", "", days, order, "uji", certain=True),
        Rule("criteria", PROGRAMMES[0], PLACES[0], days, {**order, "covered_first": True}, "uji", certain=True),
        Rule("decile", PROGRAMMES[1], "", days, {"up_to": 6, "missing": "unknown"}, "uji", certain=True),
        Rule("age", "", "", days, {"below_years": 65}, "uji", certain=True),
        Rule("employer", "", "", days, {"effect": random.choice(("bars", "warns"))}, "uji", certain=True),
    ]
    return Law((basis,), tuple(rules))


def year_of(seed: int) -> Year:
    """Grants, shares, quotas and lists of a random year; some places have no pot, some pots serve a kecamatan."""
    random = Random(seed)
    day = date(random.randint(2021, 2035), 1, 1)
    months, rate = random.randint(1, 12), random.choice((16_800, 16_800, 8_400, 10_000))
    places = random.choice((PLACES, PLACES[:2], ("15.71.10", *PLACES[1:]), ("15.71.11", PLACES[0])))
    pots = [
        Pot(
            f"{programme}:{place}", programme, place, random.randint(0, 8) * months * rate + random.choice((0, 0, 7)),
            random.choice((None, None, 0, 1, 2, 3, 6)), months, months * rate,
        )
        for programme in random.sample(PROGRAMMES, 2)
        for place in places
    ]  # fmt: skip
    n = random.randint(0, 40)
    people = []
    for candidate in range(n):
        known = facts(random)
        programme, place = random.choice(PROGRAMMES), random.choice(PLACES)
        own = merit(random, candidate, known.decile)
        people.append(Proposed(candidate, random.randint(0, n), programme, place, known, own))
    return Year(day, law_of(random, day), tuple(pots), tuple(people))


def _as_dict(merit: Merit) -> dict[str, object]:
    return {name: getattr(merit, name) for name in Merit.__slots__}


def applicants(year: Year) -> list[Applicant]:
    """Everybody with what decides, by the rules of the domain."""
    found = []
    for one in year.people:
        pots = [pot for pot in year.pots if pot.serves(one.programme, one.place)]
        place = max((pot.place for pot in pots), key=len, default=one.place)
        order = order_key(one.merit, order_of(year.law, one.programme, year.day, place=place))
        state = judge(one.facts, programme=one.programme, law=year.law, day=year.day, place=one.place).state
        found.append(Applicant(one.candidate, one.person, one.programme, one.place, state, order))
    return found


def plain(year: Year, people: Sequence[Applicant]) -> dict[object, tuple[str, str]]:
    """The slow plain twin: one person at a time, by hand, without the words of the domain."""
    ended: dict[object, tuple[str, str]] = {}
    chosen_people: set[object] = set()
    for programme in [pot.programme for pot in year.pots] + list(PROGRAMMES):
        turn = [a for a in people if a.programme == programme and a.candidate not in ended]
        money = {pot.key: pot.money for pot in year.pots}
        heads = {pot.key: pot.heads for pot in year.pots}
        full: set[str] = set()
        seen: set[object] = set()
        before = set(chosen_people)
        while turn:
            best = turn[0]
            for other in turn:
                if other.order < best.order:
                    best = other
            turn.remove(best)
            if best.state != "eligible":
                ended[best.candidate] = (best.state, "")
                continue
            if best.person in before or best.person in seen:
                ended[best.candidate] = ("not_eligible", "")
                continue
            seen.add(best.person)
            mine = [
                pot for pot in year.pots if pot.programme == programme and f"{best.place}.".startswith(f"{pot.place}.")
            ]
            mine.sort(key=lambda pot: -len(pot.place))
            if not mine:
                ended[best.candidate] = ("waiting", "")
                continue
            pot = mine[0]
            left = heads[pot.key]
            if pot.key in full or (left is not None and left < 1) or money[pot.key] < pot.cost:
                full.add(pot.key)
                ended[best.candidate] = ("waiting", pot.key)
                continue
            money[pot.key] -= pot.cost
            heads[pot.key] = None if left is None else left - 1
            chosen_people.add(best.person)
            ended[best.candidate] = ("chosen", pot.key)
    return ended


@settings(max_examples=examples(200, 2000))
@given(SEEDS)
def test_the_rules_hold_and_the_plain_twin_agrees(seed: int) -> None:
    year = year_of(seed)
    people = applicants(year)
    found = select(people, year.pots)
    assert {one.candidate: (one.outcome.value, one.pot) for one in found.placed} == plain(year, people)
    assert [one.candidate for one in found.placed] == [one.candidate for one in year.people]
    _holds(year, people, found)


def _holds(year: Year, people: Sequence[Applicant], found: Selected) -> None:
    by_name = {one.candidate: one for one in people}
    chosen = [one for one in found.placed if one.outcome == Outcome.CHOSEN]
    assert len({by_name[one.candidate].person for one in chosen}) == len(chosen)
    assert all(by_name[one.candidate].state == "eligible" for one in chosen)
    for choice in found.choices:
        pot = choice.pot
        assert len(choice.chosen) * pot.cost == choice.spent <= pot.money
        assert pot.heads is None or len(choice.chosen) <= pot.heads
        left_out = [by_name[name].order for name in choice.waiting]
        assert all(by_name[name].order < other for name in choice.chosen for other in left_out)
        if choice.waiting:
            assert len(choice.chosen) == pot.heads or choice.remainder_money < pot.cost


@settings(max_examples=examples(3, 20))
@given(SEEDS)
def test_the_engine_selects_as_the_rules_do(seed: int) -> None:
    year = year_of(seed)
    found = select(applicants(year), year.pots)
    con = open_session()
    put(con, "select_candidates", frame(year))
    totals = select_candidates(con, year.pots, law=year.law, day=year.day, draw_text=DRAW)
    query = "SELECT CAST(candidate AS BIGINT), outcome, why, pot, position, score FROM selected ORDER BY row_number"
    rows = con.execute(query).fetchall()
    checks = selection_checks(con)
    con.close()
    assert [
        Placed(name, Outcome(outcome), why, pot, position) for name, outcome, why, pot, position, _ in rows
    ] == list(found.placed)
    assert [(t.pot, t.chosen, t.waiting, t.spent) for t in totals] == [
        (choice.pot.key, len(choice.chosen), len(choice.waiting), choice.spent) for choice in found.choices
    ]
    assert all(check.holds for check in checks)


def frame(year: Year) -> pl.DataFrame:
    """The candidates as the engine reads them."""
    rows = []
    for one in year.people:
        row: dict[str, object] = {"candidate": one.candidate, "person": one.person}
        row |= {"programme": one.programme, "place": one.place}
        row |= {name: getattr(one.facts, name) for name in ("born", "nik_usable", "alive", "resident", "employer")}
        row |= {name: value for name, value in _as_dict(one.merit).items() if name in CANDIDATE_COLUMNS}
        rows.append(row)
    kinds = {"VARCHAR": pl.String, "BIGINT": pl.Int64, "INTEGER": pl.Int32, "BOOLEAN": pl.Boolean, "DATE": pl.Date}
    names = rows[0] if rows else ("candidate", "person", "programme", "place")
    schema = {name: kinds[CANDIDATE_COLUMNS[name]] for name in names}
    return pl.DataFrame(rows, schema={**schema, "candidate": pl.Int64, "person": pl.Int64}, orient="row")


@st.composite
def purses(draw: st.DrawFn) -> tuple[list[Money], list[Demand]]:
    """Two or three pots, one or two sources, money that arrives in one or two months."""
    keys = "ABC"[: draw(st.integers(1, 3))]
    months = draw(st.sampled_from([(0,), (1, 2), (1, 2, 3, 4)]))
    costs = st.just(2) if draw(st.booleans()) else st.integers(1, 4)
    wish = st.builds(Wish, cost=costs.map(lambda n: n * len(months)), lapse=st.integers(1, 4))
    demands = [
        Demand(key, tuple(draw(st.lists(wish, max_size=4))), draw(st.none() | st.integers(0, 3)), months)
        for key in keys
    ]
    moneys = []
    if draw(st.booleans()):
        return [Money.at_hand("dana", list(keys), draw(st.integers(0, 24)))], demands
    for name in ("dana", "lain")[: draw(st.integers(1, 2))]:
        pots = frozenset(draw(st.lists(st.sampled_from(keys), min_size=1, unique=True)))
        arrivals = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12)), min_size=1, max_size=2))
        moneys.append(Money(name, pots, tuple(arrivals)))
    return moneys, demands


def payable(moneys: Sequence[Money], demands: Sequence[Demand], heads: Sequence[int]) -> bool:
    """Whether these people can be paid: by Hall's condition, every set of pots up to every month against its money."""
    months = demands[0].months
    for month in months:
        for chosen in product([False, True], repeat=len(demands)):
            due = sum(
                wish.cost // len(months) * sum(1 for m in months if m <= month)
                for demand, take, n in zip(demands, chosen, heads, strict=True)
                if take
                for wish in demand.wishes[:n]
            )
            names = {demand.key for demand, take in zip(demands, chosen, strict=True) if take}
            there = sum(
                n for money in moneys if money.pots & names for arrival, n in money.arrivals if arrival <= month
            )
            if due > there:
                return False
    return True


def every_split(demands: Sequence[Demand]) -> Iterator[tuple[int, ...]]:
    """Every number of people from each pot's list."""
    return product(*(range(demand.most + 1) for demand in demands))


def worth(demands: Sequence[Demand], heads: Sequence[int]) -> tuple[int, ...]:
    """What is wished for, the smaller the better, as the page says it."""
    people = [(r + 1, w.lapse, p) for p, (d, n) in enumerate(zip(demands, heads, strict=True))
              for r, w in enumerate(d.wishes[:n])]  # fmt: skip
    return (-len(people), *(sum(one[n] for one in people) for n in range(3)))


@settings(max_examples=examples(40, 120))
@given(purses())
def test_the_solver_finds_the_best_split_there_is(given_purses: tuple[list[Money], list[Demand]]) -> None:
    moneys, demands = given_purses
    found: Split = split(moneys, demands)
    best = min(worth(demands, heads) for heads in every_split(demands) if payable(moneys, demands, heads))
    heads = [found.heads[demand.key] for demand in demands]
    assert worth(demands, heads) == best
    assert payable(moneys, demands, heads)
    assert split(moneys, list(reversed(demands))) == found
