"""Step 7, cover: the state of every participant, and the list of families who stand to lose.

Reads what `padan.engine.money` made, or makes it where no payments are given (then no month counts as unpaid).
Makes `participation` and `cover_risk`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from padan.domain.contributions import last_day, month_of, number
from padan.domain.coverage import OF_BOOKS, STATES, read_status
from padan.domain.months import Month, show_month
from padan.domain.rates import Rates
from padan.domain.reconciliation import Check
from padan.engine.money import make_units, view_people
from padan.engine.money_totals import whole_number
from padan.engine.session import Connection, get, put, run

RISKS: dict[str, tuple[str, str]] = {
    "lapsed": ("perlindungan gugur: tidak ada santunan", "cover lapsed: nothing is paid"),
    "first_months": ("bulan-bulan pertama: santunan belum penuh", "first months: the lesser benefit"),
    "one_month_to_lapse": ("satu bulan lagi gugur", "one unpaid month from lapsing"),
    "in_arrears": ("menunggak", "in arrears"),
}
"""Why a family stands in `cover_risk`, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class ParticipationResult:
    """The identities, and the `participation` object of summary.json."""

    checks: tuple[Check, ...]
    summary: dict[str, Any]


def judge_participation(
    con: Connection, *, period: tuple[Month, ...], rates: Rates, as_of: date | None, with_payments: bool
) -> ParticipationResult:
    """Make `participation` and `cover_risk`. Months of `period` that end by `as_of` count; None = all of them.

    Without payments give `with_payments=False` (and `period` may be empty): states then follow from dates and the
    insurer's words alone. Rules of cover are those of the month in which `as_of` lies.
    """
    if not with_payments:
        view_people(con)
        make_units(con, (), rates)
    now, day = _moment(period, as_of)
    _put_moment(con, now, day)
    _put_rules(con, now, rates)
    _put_statuses(con)
    _put_no_payments(con, with_payments)
    run(con, "participation")
    return ParticipationResult(_checks(con), _summary(con, now, day))


def _moment(period: tuple[Month, ...], as_of: date | None) -> tuple[Month, date | None]:
    """The last whole month that counts, and the day of judgement."""
    day = as_of or (last_day(max(period)) if period else None)
    if day is None:
        return (1, 1), None
    month = (day.year, day.month)
    return (month if last_day(month) <= day else month_of(number(month) - 1)), day


def _put_moment(con: Connection, now: Month, day: date | None) -> None:
    put(con, "cover_now", pl.DataFrame({"n": [number(now)], "as_of": [day]}, schema={"n": pl.Int32, "as_of": pl.Date}))


def _put_rules(con: Connection, now: Month, rates: Rates) -> None:
    rows = []
    for key in sorted({rule.key for rule in rates.segments}):
        for place, reading in enumerate(rates.readings(key, now)[:2]):
            rule = rates.cover(reading, now)
            if rule:
                rows.append(
                    (key, place, rule.lapse_after, rule.first_months, rule.first_benefit, rule.death_benefit,
                     rule.resume_restarts, rule.age_limit)
                )  # fmt: skip
    schema = {
        "segment": pl.String, "reading": pl.Int32, "lapse_after": pl.Int32, "first_months": pl.Int32,
        "first_benefit": pl.Int64, "death_benefit": pl.Int64, "resume_restarts": pl.Boolean, "age_limit": pl.Int32,
    }  # fmt: skip
    put(con, "cover_rules", pl.DataFrame(rows, schema=schema, orient="row"))


def _put_statuses(con: Connection) -> None:
    texts = get(con, "SELECT DISTINCT status FROM money_people WHERE status IS NOT NULL ORDER BY 1")["status"].to_list()
    frame = pl.DataFrame(
        {"text": texts, "state": [read_status(text) for text in texts]}, schema={"text": pl.String, "state": pl.String}
    )
    put(con, "cover_statuses", frame)


def _put_no_payments(con: Connection, with_payments: bool) -> None:
    """Empty tables in place of the money's where there are no payments."""
    if not with_payments:
        con.execute("CREATE OR REPLACE TABLE paid_months (unit_id BIGINT, month VARCHAR, paid BIGINT)")
        con.execute("CREATE OR REPLACE TABLE open_months (unit_id BIGINT, month VARCHAR)")


def _checks(con: Connection) -> tuple[Check, ...]:
    participants = whole_number(con, "SELECT count(*) FROM people WHERE side = 'participants'")
    judged = whole_number(con, "SELECT count(*) FROM participation")
    others = whole_number(
        con,
        "SELECT count(*) FROM money_people AS p LEFT JOIN participation AS q ON q.participants_row_id = p.row_id "
        "WHERE p.side = 'participants' AND q.unit_id IS NULL",
    )
    states = int(sum(n for _, n in _states(con)))
    return (
        Check("participants = judged + second rows of a kept one", participants, judged + others),
        Check("participation states = participants judged", states, judged),
    )


def _states(con: Connection) -> list[tuple[str, int]]:
    rows = con.execute("SELECT state, count(*) FROM participation GROUP BY state ORDER BY state").fetchall()
    return [(str(state), int(n)) for state, n in rows]


def _summary(con: Connection, now: Month, day: date | None) -> dict[str, Any]:
    counts = dict(_states(con))
    flags = con.execute(
        "SELECT coalesce(sum(CASE WHEN two_segments THEN 1 ELSE 0 END), 0), "
        "coalesce(sum(CASE WHEN two_payers THEN 1 ELSE 0 END), 0), "
        "coalesce(sum(CASE WHEN first_months THEN 1 ELSE 0 END), 0), "
        "coalesce(sum(CASE WHEN over_age THEN 1 ELSE 0 END), 0) FROM participation"
    ).fetchall()[0]
    risks = con.execute(
        "SELECT reason, count(*), sum(loses) FROM cover_risk GROUP BY reason ORDER BY reason"
    ).fetchall()
    return {
        "as_of": day.isoformat() if day else None,
        "months_to": show_month(now) if day else None,
        "states": {state: counts.get(state, 0) for state in STATES if state not in OF_BOOKS},
        "two_segments": int(flags[0]),
        "two_payers": int(flags[1]),
        "first_months": int(flags[2]),
        "over_age": int(flags[3]),
        "risk": {reason: {"people": int(n), "family_loses": int(loses)} for reason, n, loses in risks},
    }
