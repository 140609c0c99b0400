"""Selection at the scale of a province: eligibility, score and order by lookup of distinct values, pots by windows.

Reads `select_candidates` (a row each, columns of CANDIDATE_COLUMNS; what it lacks is not known); makes `selected`
(every candidate with outcome, why, pot, position and score) and `select_totals`. The rules are those of
`padan.domain.eligibility`, `ranking` and `allocation`, each asked once per distinct value; the selection is that of
`allocation.select`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import polars as pl

from padan.domain.allocation import Pot, pot_of
from padan.domain.eligibility import Limits, limits_of, verdict_of
from padan.domain.law import Law
from padan.domain.people_facts import Facts, age_on
from padan.domain.ranking import CRITERIA, Order, order_of
from padan.domain.reconciliation import Check
from padan.engine.money import columns_of
from padan.engine.session import Connection, put, run, scalar

FACT_COLUMNS: dict[str, str] = {
    "nik_usable": "BOOLEAN", "alive": "BOOLEAN", "resident": "BOOLEAN", "age_on_start": "INTEGER",
    "over_age_said": "BOOLEAN", "employer": "VARCHAR", "own_cover": "BOOLEAN", "paid_by_other": "VARCHAR",
    "job_listed": "BOOLEAN", "decile": "INTEGER", "double": "BOOLEAN", "also_proposed_by": "VARCHAR",
    "other_programme": "VARCHAR",
}  # fmt: skip
"""What a verdict rests on (`Facts.on` a day)."""

CANDIDATE_COLUMNS: dict[str, str] = {
    "candidate": "VARCHAR", "person": "VARCHAR", "programme": "VARCHAR", "place": "VARCHAR", "born": "DATE",
    **FACT_COLUMNS, "musyawarah_rank": "BIGINT", "breadwinner": "BOOLEAN", "dependants": "INTEGER",
    "job_risk": "VARCHAR", "woman_headed": "BOOLEAN", "disability": "BOOLEAN", "months_uncovered": "INTEGER",
    "covered_now": "BOOLEAN", "cost": "BIGINT",
}  # fmt: skip
"""What a candidate is known by."""

_FALSE = frozenset(field.name for field in fields(Facts) if field.default is False)
"""Facts that are no where nothing is told."""


@dataclass(frozen=True, slots=True)
class PotTotal:
    """What a pot came to."""

    pot: str
    programme: str
    place: str
    money: int
    heads: int | None
    months: int
    chosen: int
    waiting: int
    spent: int


def select_candidates(
    con: Connection, pots: Sequence[Pot], *, law: Law, day: date, draw_text: str, programmes: Sequence[str] = ()
) -> tuple[PotTotal, ...]:
    """Select among `select_candidates`. `programmes`: in which order they choose; by default as the pots name them."""
    con.execute("CREATE OR REPLACE TABLE select_draw AS SELECT ? AS draw_text", [draw_text])
    _view_people(con, day)
    _put_pots(con, pots)
    _put_places(con, pots, law, day)
    run(con, "select_turns")
    named = [name for (name,) in con.execute("SELECT DISTINCT programme FROM select_people ORDER BY 1").fetchall()]
    for programme in dict.fromkeys([*programmes, *(pot.programme for pot in pots), *named]):
        con.execute("CREATE OR REPLACE TABLE select_turn AS SELECT ? AS programme", [programme])
        run(con, "select_programme")
    run(con, "select_pot_totals")
    found = con.execute("SELECT * FROM select_totals").fetchall()
    return tuple(PotTotal(*row) for row in found)


def selection_checks(con: Connection) -> tuple[Check, ...]:
    """Everybody ends in exactly one outcome, and no pot gives what it has not."""
    candidates = int(scalar(con, "SELECT count(*) FROM select_candidates"))
    ended = int(scalar(con, "SELECT count(DISTINCT row_number) FROM selected"))
    lines = int(scalar(con, "SELECT count(*) FROM selected"))
    above = int(scalar(con, "SELECT count(*) FROM select_totals WHERE spent > money OR chosen > heads"))
    twice = int(scalar(con, "SELECT count(*) - count(DISTINCT person) FROM select_taken"))
    return (
        Check("candidates = candidates with an outcome", candidates, ended),
        Check("candidates = lines of outcomes", candidates, lines),
        Check("pots above money or quota = none", above, 0),
        Check("persons chosen twice = none", twice, 0),
    )


def _view_people(con: Connection, day: date) -> None:
    """Make `select_people` with every column of CANDIDATE_COLUMNS, and the age on the first day of cover."""
    present = columns_of(con, "select_candidates")
    columns = [_column(name, kind, present) for name, kind in CANDIDATE_COLUMNS.items() if name != "age_on_start"]
    told = "CAST(c.age_on_start AS INTEGER)" if "age_on_start" in present else "CAST(NULL AS INTEGER)"
    births = "SELECT DISTINCT CAST(born AS DATE) FROM select_candidates WHERE born IS NOT NULL ORDER BY 1"
    born = [found for (found,) in con.execute(births).fetchall()] if "born" in present else []
    ages = pl.DataFrame(
        {"born": born, "age": [age_on(one, day) for one in born]}, schema={"born": pl.Date, "age": pl.Int32}
    )
    put(con, "select_ages", ages)
    join = "LEFT JOIN select_ages AS a ON a.born = CAST(c.born AS DATE)" if "born" in present else ""
    con.execute(
        f"CREATE OR REPLACE TABLE select_people AS SELECT row_number() OVER () AS row_number, {', '.join(columns)}, "
        f"coalesce({told}, {'a.age' if born else 'NULL'}) AS age_on_start FROM select_candidates AS c {join}"
    )


def _column(name: str, kind: str, present: Sequence[str]) -> str:
    found = f"CAST(c.{name} AS {kind})" if name in present else f"CAST(NULL AS {kind})"
    if name == "person":
        found = f"coalesce({found}, CAST(c.candidate AS VARCHAR))"
    if name in _FALSE or name == "covered_now":
        found = f"coalesce({found}, false)"
    return f"{found} AS {name}"


def _put_pots(con: Connection, pots: Sequence[Pot]) -> None:
    if len({pot.key for pot in pots}) < len(pots) or len({(pot.programme, pot.place) for pot in pots}) < len(pots):
        raise ValueError("a pot stands twice")
    rows = [(n, p.key, p.programme, p.place, p.money, p.heads, p.months, p.cost) for n, p in enumerate(pots)]
    schema = {
        "number": pl.Int64, "pot": pl.String, "programme": pl.String, "place": pl.String, "money": pl.Int64,
        "heads": pl.Int64, "months": pl.Int64, "cost": pl.Int64,
    }  # fmt: skip
    put(con, "select_pots", pl.DataFrame(rows, schema=schema, orient="row"))


def _put_places(con: Connection, pots: Sequence[Pot], law: Law, day: date) -> None:
    """`select_places`: of each distinct programme and place the pot, the order and what the law asks."""
    found = con.execute("SELECT DISTINCT programme, place FROM select_people ORDER BY 1, 2").fetchall()
    by_programme = {programme: [pot for pot in pots if pot.programme == programme] for programme, _ in found}
    by_place = {(pot.programme, pot.place): pot for pot in pots}
    orders: list[Order] = []
    limits: list[Limits] = []
    rows: list[tuple[str, str, str | None, int, int]] = []
    for programme, place in found:
        pot = by_place.get((programme, place)) or pot_of(by_programme[programme], programme, place)
        order = order_of(law, programme, day, place=pot.place if pot else place)
        asked = limits_of(law, programme, day, place=place)
        rows.append((programme, place, pot.key if pot else None, _number(orders, order), _number(limits, asked)))
    schema = {
        "programme": pl.String, "place": pl.String, "pot": pl.String, "order_id": pl.Int32, "limits_id": pl.Int32,
    }  # fmt: skip
    put(con, "select_places", pl.DataFrame(rows, schema=schema, orient="row"))
    _put_orders(con, orders)
    _judge(con, limits)


def _number(known: list[Any], one: Any) -> int:
    """Its place among the known ones, which it joins where it is new."""
    if one not in known:
        known.append(one)
    return known.index(one)


def _put_orders(con: Connection, orders: Sequence[Order]) -> None:
    """`select_orders`, and `select_points`: what each value of each criterion is worth in each order."""
    rows = [(n, order.by == "score", order.covered_first) for n, order in enumerate(orders)]
    schema = {"order_id": pl.Int32, "by_score": pl.Boolean, "covered_first": pl.Boolean}
    put(con, "select_orders", pl.DataFrame(rows, schema=schema, orient="row"))
    points = []
    for criterion in CRITERIA:
        values = con.execute(
            f"SELECT DISTINCT {criterion} FROM select_people WHERE {criterion} IS NOT NULL ORDER BY 1"
        ).fetchall()
        for n, order in enumerate(orders):
            weights = [weight for weight in order.weights if weight.criterion == criterion]
            points += [(n, criterion, _text(v), sum(weight.of(v) for weight in weights)) for (v,) in values if weights]
    columns = {"order_id": pl.Int32, "criterion": pl.String, "value": pl.String, "points": pl.Int64}
    put(con, "select_points", pl.DataFrame(points, schema=columns, orient="row"))


def _text(value: Any) -> str:
    """A value as the engine casts it to text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _judge(con: Connection, limits: Sequence[Limits]) -> None:
    """`select_states`: each candidate's state, by one verdict for each distinct set of facts and limits."""
    names = list(FACT_COLUMNS)
    columns = ", ".join(f"p.{name}" for name in names)
    con.execute(
        f"CREATE OR REPLACE TABLE select_facts AS SELECT row_number() OVER () AS facts_id, * FROM (SELECT DISTINCT "
        f"a.limits_id, {columns} FROM select_people AS p JOIN select_places AS a USING (programme, place))"
    )
    rows = con.execute(f"SELECT facts_id, limits_id, {', '.join(names)} FROM select_facts ORDER BY 1").fetchall()
    states = [verdict_of(Facts(**dict(zip(names, facts, strict=True))), limits[n]).state for _, n, *facts in rows]
    verdicts = pl.DataFrame(
        {"facts_id": [row[0] for row in rows], "state": states}, schema={"facts_id": pl.Int64, "state": pl.String}
    )
    put(con, "select_verdicts", verdicts)
    same = " AND ".join(f"f.{name} IS NOT DISTINCT FROM p.{name}" for name in names)
    con.execute(
        "CREATE OR REPLACE TABLE select_states AS SELECT p.row_number, v.state FROM select_people AS p "
        "JOIN select_places AS a USING (programme, place) "
        f"JOIN select_facts AS f ON f.limits_id = a.limits_id AND {same} JOIN select_verdicts AS v USING (facts_id)"
    )
