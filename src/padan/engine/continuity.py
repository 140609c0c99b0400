"""Continuity of very many people at once: the outlook of `padan.domain.continuity`, as tables.

Held to the domain's rule by a property test. Reads two tables, given as frames; makes `continuity` (a line a person and
reading) and `continuity_places`. Rules and worked tables: docs/explanation/rules/continuity.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from padan.domain.continuity import over_age_on
from padan.domain.contributions import first_day, last_day, month_of, number
from padan.domain.months import Month
from padan.domain.rates import CoverRule, Rates
from padan.engine.session import Connection, forget, get, put, run

PEOPLE = {
    "person": pl.Int64, "place": pl.String, "segment": pl.String, "wage": pl.Int64, "start_date": pl.Date,
    "end_date": pl.Date, "death_date": pl.Date, "birth_date": pl.Date, "told": pl.String,
}  # fmt: skip
"""Columns of the people: `segment` "" = not known; `told`: state of cover by the insurer's word (`coverage.STATES`)."""

FACTS = {"person": pl.Int64, "n": pl.Int32, "what": pl.String, "due": pl.Int64}
"""Columns of the months: `n` is `contributions.number` of the month, `what` a key of `continuity.FACTS`."""


@dataclass(frozen=True, slots=True)
class ContinuityResult:
    """How many people were judged under the reading that counts, who falls out next month, and what prevents it."""

    people: int
    covered: int
    falling: int
    cost: int
    loss: int


def judge_continuity(
    con: Connection, people: pl.DataFrame, facts: pl.DataFrame, *, now: Month, rates: Rates
) -> ContinuityResult:
    """Make `continuity` and `continuity_places`. `now`: the last whole month that is known."""
    put(con, "continuity_facts", facts.select(*FACTS))
    _put_period(con, now, facts)
    readings = _put_rules(con, people["segment"].unique().to_list(), now, rates)
    _put_people(con, people.select(*PEOPLE), rates, now)
    _put_births(con, people["birth_date"], {rule.age_limit: rule for _, _, rule in readings})
    _put_dues(con, readings, now, rates)
    run(con, "continuity_months")
    run(con, "continuity_outlook")
    forget(con, "continuity_known", "continuity_gaps", "continuity_last", "continuity_runs", "continuity_facts")
    totals = get(con, "SELECT people, covered, falling, cost, loss FROM continuity_places").sum().row(0)
    return ContinuityResult(*(int(value or 0) for value in totals))


def _put_period(con: Connection, now: Month, facts: pl.DataFrame) -> None:
    put(
        con,
        "continuity_now",
        pl.DataFrame({"now_n": [number(now)], "as_of": [last_day(now)]}, schema={"now_n": pl.Int32, "as_of": pl.Date}),
    )
    first = min([number(now), *facts["n"].drop_nulls().unique().to_list()])
    rows = [(n, first_day(month_of(n)), last_day(month_of(n))) for n in range(first, number(now) + 1)]
    schema = {"n": pl.Int32, "first_day": pl.Date, "last_day": pl.Date}
    put(con, "continuity_period", pl.DataFrame(rows, schema=schema, orient="row"))


def _put_rules(con: Connection, segments: Iterable[str], now: Month, rates: Rates) -> list[tuple[str, int, CoverRule]]:
    """Make `continuity_rules`; gives (segment, place of the reading, rule)."""
    found = [
        (segment, place, payer, rates.cover(payer, now))
        for segment in sorted(segments)
        for place, payer in enumerate(rates.readings(segment, now))
    ]
    rows = [(segment, place, payer, *_columns(rule)) for segment, place, payer, rule in found]
    schema = {
        "segment": pl.String, "reading": pl.Int32, "payer": pl.String, "lapse_after": pl.Int32,
        "first_months": pl.Int32, "first_benefit": pl.Int64, "death_benefit": pl.Int64,
        "resume_restarts": pl.Boolean, "age_limit": pl.Int32,
    }  # fmt: skip
    put(con, "continuity_rules", pl.DataFrame(rows, schema=schema, orient="row"))
    return [(segment, place, rule) for segment, place, _, rule in found if rule is not None]


def _columns(rule: CoverRule | None) -> tuple[int | bool | None, ...]:
    if rule is None:
        return (None,) * 6
    return (
        rule.lapse_after, rule.first_months, rule.first_benefit, rule.death_benefit, rule.resume_restarts,
        rule.age_limit,
    )  # fmt: skip


def _put_people(con: Connection, people: pl.DataFrame, rates: Rates, now: Month) -> None:
    """Make `continuity_people`; `rate_wage` is the wage where the segment's dues ask for it, else -1."""
    by_wage = [
        segment
        for segment in people["segment"].unique().to_list()
        if any((f := rates.formula(segment, now, r)) and f.by_wage for r in range(len(rates.readings(segment, now))))
    ]
    wage = pl.when(pl.col("segment").is_in(by_wage)).then(pl.col("wage").fill_null(-1)).otherwise(-1)
    put(con, "continuity_people", people.with_columns(wage.alias("rate_wage")))


def _put_births(con: Connection, births: pl.Series, rules: dict[int, CoverRule]) -> None:
    rows = [
        (born, limit, over_age_on(born, rule))
        for born in births.drop_nulls().unique().sort().to_list()
        for limit, rule in sorted(rules.items())
    ]
    schema = {"birth_date": pl.Date, "age_limit": pl.Int32, "over_age_on": pl.Date}
    put(con, "continuity_births", pl.DataFrame(rows, schema=schema, orient="row"))


def _put_dues(con: Connection, readings: list[tuple[str, int, CoverRule]], now: Month, rates: Rates) -> None:
    """Make `continuity_dues`: the due of each distinct segment, reading, wage and month up to the next."""
    wages: dict[str, list[int]] = {}
    for segment, wage in con.execute("SELECT DISTINCT segment, rate_wage FROM continuity_people").fetchall():
        wages.setdefault(segment, []).append(wage)
    months = [n for (n,) in con.execute("SELECT n FROM continuity_period ORDER BY n").fetchall()]
    rows: list[tuple[object, ...]] = []
    for segment, place, _ in readings:
        for n in (*months, number(now) + 1):
            formula = rates.formula(segment, month_of(n), place)
            rows += [
                (segment, place, wage, n, formula.due(wage if wage >= 0 else None) if formula else None)
                for wage in sorted(wages[segment])
            ]
    schema = {"segment": pl.String, "reading": pl.Int32, "wage": pl.Int64, "n": pl.Int32, "due": pl.Int64}
    put(con, "continuity_dues", pl.DataFrame(rows, schema=schema, orient="row"))
