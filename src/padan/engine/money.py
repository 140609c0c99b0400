"""Step 7, money: every payment line to the person it names, every month owed, and what stands between the two.

Reads `people`, `decided` and `payments_raw`; makes `payments`, `person_months`, `money_by`, `money_by_kelurahan` and
`bills`. Rules and worked tables: docs/explanation/contributions.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import polars as pl

from padan.domain.contributions import (
    first_day,
    last_day,
    month_of,
    number,
    read_transfer,
    span_between,
)
from padan.domain.dates import read_date
from padan.domain.months import Month, show_month
from padan.domain.nik import read_nik
from padan.domain.numbers import read_count
from padan.domain.rates import Rates
from padan.domain.reconciliation import Check
from padan.domain.segments import read_segment
from padan.engine.money_totals import money_checks, money_summary
from padan.engine.session import Connection, get, put, run

PEOPLE_COLUMNS: dict[str, str] = {
    "row_id": "BIGINT", "side": "VARCHAR", "segment": "VARCHAR", "nik": "VARCHAR", "kpj": "VARCHAR",
    "npp": "VARCHAR", "kelurahan": "VARCHAR", "kecamatan": "VARCHAR", "office": "VARCHAR", "wage": "BIGINT",
    "birth_date": "DATE", "start_date": "DATE", "end_date": "DATE", "death_date": "DATE", "status": "VARCHAR",
}  # fmt: skip
"""What the money needs to know of a row of `people`."""

PAYMENT_TEXTS = (
    "kpj", "nik", "name", "npp", "segment", "month", "month_from", "month_to", "amount", "paid_date", "people_count",
    "billing_code", "ntpn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoneyResult:
    """What the money came to: the months looked at, the identities, and the `money` object of summary.json."""

    months: tuple[Month, ...]
    checks: tuple[Check, ...]
    summary: dict[str, Any]


def reconcile_money(
    con: Connection, *, period: tuple[Month, ...] | None, rates: Rates, as_of: date | None = None
) -> MoneyResult:
    """Set payments against what is due. `period`: months looked at; None = the months that the payments name.

    `as_of` is kept for the rules of cover (see `padan.engine.participation`); dues do not depend on it.
    """
    view_people(con)
    _read_payments(con)
    months = tuple(sorted(set(period))) if period else _months_paid(con)
    make_units(con, months, rates)
    run(con, "money_payees")
    run(con, "money_pieces")
    run(con, "open_months")
    run(con, "money_months")
    run(con, "money_totals")
    return MoneyResult(months, money_checks(con), money_summary(con, months, rates))


def columns_of(con: Connection, table: str) -> list[str]:
    """The names of a table's columns."""
    return [str(row[0]) for row in con.execute(f"DESCRIBE {table}").fetchall()]


def has_table(con: Connection, table: str) -> bool:
    """Whether a table or view of that name stands in the session.

    It is simply asked for: the catalogue goes through all tables to tell of one, twenty times as long. Not within a
    transaction: one in which a table was missing is lost.
    """
    try:
        con.execute(f"SELECT 1 FROM {table} LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True


def view_people(con: Connection) -> None:
    """Make `money_people`: the columns of `people` that money needs, NULL where `people` has none such.

    `name_key` is the name's letters alone, from `people` or else as found in `raw`; `payer` the letters and digits of
    what the row says of its payer.
    """
    present = columns_of(con, "people")
    columns = [f"p.{c}" if c in present else f"CAST(NULL AS {kind}) AS {c}" for c, kind in PEOPLE_COLUMNS.items()]
    found = has_table(con, "raw")
    name = "p.name" if "name" in present else "r.name" if found else "NULL"
    payer = "r.payer" if found else "NULL"
    join = " LEFT JOIN raw AS r ON r.row_id = p.row_id" if found else ""
    columns.append(f"CAST({name} AS VARCHAR) AS name")
    columns.append(f"nullif(regexp_replace(upper(CAST({payer} AS VARCHAR)), '[^0-9A-Z]', '', 'g'), '') AS payer")
    key = f"nullif(regexp_replace(upper(CAST({name} AS VARCHAR)), '[^A-Z]', '', 'g'), '') AS name_key"
    con.execute(f"CREATE OR REPLACE VIEW money_people AS SELECT {', '.join(columns)}, {key} FROM people AS p{join}")


def make_units(con: Connection, months: tuple[Month, ...], rates: Rates) -> None:
    """Make `units`, `unit_rows`, and `unit_months` with each month's rate."""
    _put_period(con, months)
    _put_prices(con, months, rates)
    _put_segments(con, months, rates)
    run(con, "money_units")
    _put_rates(con, months, rates)
    run(con, "money_grid")


def _read_payments(con: Connection) -> None:
    present = columns_of(con, "payments_raw")
    texts = [
        f"nullif(trim(CAST({c} AS VARCHAR)), '') AS {c}" if c in present else f"CAST(NULL AS VARCHAR) AS {c}"
        for c in PAYMENT_TEXTS
    ]
    con.execute(
        "CREATE OR REPLACE VIEW payments_text AS SELECT CAST(payment_id AS BIGINT) AS payment_id, sheet_id, record, "
        f"row, {', '.join(texts)} FROM payments_raw"
    )
    _read_niks(con)
    _read_each(con, "money_segments", "segment", read_segment, pl.String)
    _read_each(con, "money_amounts", "amount", read_transfer, pl.Int64)
    _read_each(con, "money_counts", "people_count", read_count, pl.Int64)
    _read_each(con, "money_dates", "paid_date", lambda text: read_date(text).value, pl.Date)
    _read_spans(con)
    run(con, "money_lines")
    _put_span_months(con)


def _read_niks(con: Connection) -> None:
    """A table of each distinct NIK text with its reading; those that a person-row bears are read already."""
    known = "SELECT DISTINCT t.nik, t.nik FROM payments_text AS t SEMI JOIN money_people AS p ON p.nik = t.nik"
    unknown = "SELECT DISTINCT t.nik AS nik FROM payments_text AS t ANTI JOIN money_people AS p ON p.nik = t.nik"
    _read_each(con, "money_niks", "nik", lambda text: read_nik(text).nik, pl.String, source=f"({unknown}) AS u")
    con.execute(f"INSERT INTO money_niks {known}")


def _read_each(
    con: Connection, table: str, field: str, read: Callable[[str], object], dtype: type[pl.DataType],
    source: str = "payments_text",
) -> None:  # fmt: skip
    """A table of each distinct text of a field with its reading."""
    query = f"SELECT DISTINCT {field} AS text FROM {source} WHERE {field} IS NOT NULL ORDER BY 1"
    texts = get(con, query)["text"].to_list()
    frame = pl.DataFrame(
        {"text": texts, "value": [read(text) for text in texts]}, schema={"text": pl.String, "value": dtype}
    )
    put(con, table, frame)


def _read_spans(con: Connection) -> None:
    rows = con.execute(
        "SELECT DISTINCT coalesce(month, ''), coalesce(month_from, ''), coalesce(month_to, '') FROM payments_text "
        "ORDER BY 1, 2, 3"
    ).fetchall()
    spans = [span_between(*row) for row in rows]
    frame = pl.DataFrame(
        {
            "month": [row[0] for row in rows],
            "month_from": [row[1] for row in rows],
            "month_to": [row[2] for row in rows],
            "first_n": [number(s.first) if s else None for s in spans],
            "last_n": [number(s.last) if s else None for s in spans],
        },
        schema={
            "month": pl.String, "month_from": pl.String, "month_to": pl.String, "first_n": pl.Int32, "last_n": pl.Int32,
        },
    )  # fmt: skip
    put(con, "money_spans", frame)


def _put_span_months(con: Connection) -> None:
    """Make `span_months`: for each span that occurs, its months one by one."""
    spans = con.execute(
        "SELECT DISTINCT first_n, last_n FROM payment_lines WHERE first_n IS NOT NULL ORDER BY 1, 2"
    ).fetchall()
    rows = [(a, b, n, show_month(month_of(n))) for a, b in spans for n in range(a, b + 1)]
    schema = {"first_n": pl.Int32, "last_n": pl.Int32, "n": pl.Int32, "month": pl.String}
    put(con, "span_months", pl.DataFrame(rows, schema=schema, orient="row"))


def _months_paid(con: Connection) -> tuple[Month, ...]:
    return tuple(month_of(n) for (n,) in con.execute("SELECT DISTINCT n FROM span_months ORDER BY n").fetchall())


def _put_period(con: Connection, months: tuple[Month, ...]) -> None:
    rows = [(show_month(m), number(m), first_day(m), last_day(m)) for m in months]
    schema = {"month": pl.String, "n": pl.Int32, "first_day": pl.Date, "last_day": pl.Date}
    put(con, "money_period", pl.DataFrame(rows, schema=schema, orient="row"))


def _put_prices(con: Connection, months: tuple[Month, ...], rates: Rates) -> None:
    rows = [(show_month(m), amount) for m in months for amount in sorted(rates.prices(m))]
    put(con, "money_prices", pl.DataFrame(rows, schema={"month": pl.String, "amount": pl.Int64}, orient="row"))


def _put_segments(con: Connection, months: tuple[Month, ...], rates: Rates) -> None:
    """Make `rate_segments`: whether a segment's due needs the wage, under any reading in any month."""
    keys = sorted({rule.key for rule in rates.segments})
    formulas = {
        key: [rates.formula(key, m, reading) for m in months for reading in range(len(rates.readings(key, m)))]
        for key in keys
    }
    rows = [(key, any(f is not None and f.by_wage for f in formulas[key])) for key in keys]
    put(con, "rate_segments", pl.DataFrame(rows, schema={"segment": pl.String, "by_wage": pl.Boolean}, orient="row"))


def _put_rates(con: Connection, months: tuple[Month, ...], rates: Rates) -> None:
    """Make `rate_months`: the due of each distinct segment, wage and month under the first and the second reading."""
    pairs = con.execute(
        "SELECT DISTINCT segment, rate_wage FROM units WHERE segment IS NOT NULL ORDER BY 1, 2"
    ).fetchall()
    rows: list[tuple[object, ...]] = []
    for month in months:
        text = show_month(month)
        known = {key: (rates.formula(key, month), rates.formula(key, month, 1)) for key, _ in pairs}
        slack = {key: rates.tolerance(key, month) for key in known}
        for key, rate_wage in pairs:
            wage = rate_wage if rate_wage >= 0 else None
            due, other = (f.due(wage) if f else None for f in known[key])
            rows.append((key, rate_wage, text, due, other, slack[key]))
    schema = {
        "segment": pl.String, "rate_wage": pl.Int64, "month": pl.String, "due": pl.Int64, "other_due": pl.Int64,
        "tolerance": pl.Int64,
    }  # fmt: skip
    put(con, "rate_months", pl.DataFrame(rows, schema=schema, orient="row"))
