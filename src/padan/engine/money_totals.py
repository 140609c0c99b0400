"""What the money adds up to: the identities of a run, and the `money` object of summary.json."""

from typing import Any

from padan.domain.months import Month, show_month
from padan.domain.rates import Rates
from padan.domain.reconciliation import Check
from padan.engine.session import Connection

MEASURES = ("due", "paid", "missing", "in_excess")

_PIECES = "SELECT coalesce(sum(amount), 0) FROM payments WHERE outcome = '{0}'"


def money_checks(con: Connection) -> tuple[Check, ...]:
    """The identities of the money, each side reached by a way of its own."""
    return (*_payment_checks(con), *_month_checks(con), *_total_checks(con))


def whole_number(con: Connection, query: str) -> int:
    """The single whole number of a query, 0 for NULL; the connection is left free for the next statement."""
    return int(con.execute(query).fetchall()[0][0] or 0)


def _payment_checks(con: Connection) -> tuple[Check, ...]:
    by_name = whole_number(con, "SELECT sum(amount) FROM payment_lines WHERE NOT is_bill")
    on_bills = whole_number(con, "SELECT sum(amount) FROM payment_lines WHERE is_bill")
    named_in_bills = whole_number(con, "SELECT sum(named - over) FROM bills")
    repeated = whole_number(con, "SELECT sum(total) FROM bills WHERE repeated")
    outcomes = [
        whole_number(con, _PIECES.format(o)) for o in ("assigned", "unassigned", "outside_period", "unreadable")
    ]
    lines = whole_number(con, "SELECT count(*) FROM payments_raw")
    seen = whole_number(con, "SELECT count(DISTINCT payment_id) FROM payments")
    bills = whole_number(con, "SELECT sum(total) FROM bills")
    parts = whole_number(con, "SELECT sum(named) - sum(over) + sum(rest) FROM bills") + repeated
    return (
        Check("payment lines = lines with an outcome", lines, seen),
        Check(
            "payments = assigned + unassigned + outside the period + unreadable",
            by_name + on_bills - named_in_bills - repeated,
            sum(outcomes),
        ),
        Check("bills = named in bills - named above the bill + not named + handed in twice", bills, parts),
        Check(
            "assigned payments = paid in person-months",
            outcomes[0],
            whole_number(con, "SELECT sum(paid) FROM person_months"),
        ),
    )


def _month_checks(con: Connection) -> tuple[Check, ...]:
    held = whole_number(
        con,
        "SELECT count(*) FROM decided AS d JOIN money_people AS l ON l.row_id = d.row_id AND l.side = 'list' "
        "JOIN money_people AS p ON p.row_id = d.match_row_id AND p.side = 'participants' CROSS JOIN money_period AS c "
        "WHERE d.bucket IN ('matched', 'differs') "
        "AND (coalesce(l.start_date, p.start_date) IS NULL OR coalesce(l.start_date, p.start_date) <= c.last_day) "
        "AND (coalesce(l.end_date, p.end_date) IS NULL OR coalesce(l.end_date, p.end_date) >= c.first_day) "
        "AND (l.death_date IS NULL OR l.death_date >= c.first_day) "
        "AND (p.death_date IS NULL OR p.death_date >= c.first_day)",
    )
    return (
        Check(
            "months in which linked rows hold = person-months due + unknown",
            held,
            whole_number(con, "SELECT sum(CASE WHEN is_due THEN 1 ELSE 0 END) FROM person_months"),
        ),
        Check(
            "person-months = sum over statuses",
            whole_number(con, "SELECT count(*) FROM person_months"),
            whole_number(con, "SELECT sum(person_months) FROM money_cells"),
        ),
        Check(
            "person-months = one a unit and month",
            whole_number(con, "SELECT count(*) FROM person_months"),
            whole_number(con, "SELECT count(*) FROM (SELECT DISTINCT unit_id, month FROM person_months) AS t"),
        ),
    )


def _total_checks(con: Connection) -> tuple[Check, ...]:
    found = []
    for measure in ("due", "paid", "missing", "in_excess"):
        where = "" if measure != "paid" else " WHERE due IS NOT NULL"
        whole = whole_number(con, f"SELECT sum({measure}) FROM person_months{where}")
        by_segment = whole_number(con, f"SELECT sum({measure}) FROM money_by")
        by_kelurahan = whole_number(con, f"SELECT sum({measure}) FROM money_by_kelurahan")
        found.append(Check(f"{measure}: by segment and month = whole", by_segment, whole))
        found.append(Check(f"{measure}: by kelurahan = whole", by_kelurahan, whole))
    left = whole_number(con, "SELECT sum(due) - sum(paid) FROM money_by")
    right = whole_number(con, "SELECT sum(missing) - sum(in_excess) FROM money_by")
    unassigned = whole_number(con, "SELECT sum(unassigned) FROM money_by")
    shown = whole_number(con, "SELECT sum(paid + unassigned + unknown_paid + review_paid) FROM money_by")
    read = whole_number(con, "SELECT sum(amount) FROM payments WHERE outcome IN ('assigned', 'unassigned')")
    return (
        *found,
        Check("payments of the period = paid + unassigned + for unknown dues + for review", read, shown),
        Check("due - paid = missing - in excess", left, right),
        Check("unassigned: by segment and month = whole", unassigned, whole_number(con, _PIECES.format("unassigned"))),
    )


def money_summary(con: Connection, months: tuple[Month, ...], rates: Rates) -> dict[str, Any]:
    """The `money` object: person-months and rupiah in all, by segment, by month, and by segment and month."""
    cells = [_measures(row) for row in _rows(con, _TOTALS.format("segment, month", "segment, month"))]
    return {
        "months": [show_month(month) for month in months],
        "total": _measures(_rows(con, _TOTALS.format("'' AS segment, '' AS month", "1, 2"))[0], keys=False)
        if cells
        else {},
        "by_segment": {
            row["segment"]: _measures(row, keys=False)
            for row in _rows(con, _TOTALS.format("segment, '' AS month", "segment"))
        },
        "by_month": {
            row["month"]: _measures(row, keys=False)
            for row in _rows(con, _TOTALS.format("'' AS segment, month", "month"))
        },
        "by_segment_and_month": cells,
        "statuses": _statuses(con),
        "payments": _payments(con),
        "bills": _bills(con),
        "readings": _readings(con, months, rates),
    }


_TOTALS = (
    "SELECT {0}, sum(due_months) AS due_months, sum(due) AS due, sum(paid_months) AS paid_months, sum(paid) AS paid, "
    "sum(missing_months) AS missing_months, sum(missing) AS missing, sum(in_excess_months) AS in_excess_months, "
    "sum(in_excess) AS in_excess, sum(unknown_months) AS unknown_months, sum(unknown_paid) AS unknown_paid, "
    "sum(review_months) AS review_months, sum(review_due) AS review_due, sum(review_paid) AS review_paid, "
    "sum(unassigned_people) AS unassigned_people, sum(unassigned) AS unassigned "
    "FROM money_by GROUP BY {1} ORDER BY 1, 2"
)


def _rows(con: Connection, query: str) -> list[dict[str, Any]]:
    cursor = con.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _measures(row: dict[str, Any], *, keys: bool = True) -> dict[str, Any]:
    measures: dict[str, Any] = {"segment": row["segment"], "month": row["month"]} if keys else {}
    for name in MEASURES:
        measures[name] = {"person_months": int(row[f"{name}_months"]), "rupiah": int(row[name])}
    measures["unknown"] = {"person_months": int(row["unknown_months"]), "paid": int(row["unknown_paid"])}
    measures["review"] = {
        "person_months": int(row["review_months"]),
        "due": int(row["review_due"]),
        "paid": int(row["review_paid"]),
    }
    measures["unassigned"] = {"person_months": int(row["unassigned_people"]), "rupiah": int(row["unassigned"])}
    return measures


def _statuses(con: Connection) -> dict[str, dict[str, int]]:
    rows = con.execute(
        "SELECT status, count(*), sum(paid) FROM person_months GROUP BY status ORDER BY status"
    ).fetchall()
    return {status: {"person_months": int(n), "paid": int(paid)} for status, n, paid in rows}


def _payments(con: Connection) -> dict[str, dict[str, int]]:
    rows = con.execute(
        "SELECT outcome, count(DISTINCT CASE WHEN amount <> 0 OR people > 0 THEN payment_id END), sum(amount) "
        "FROM payments GROUP BY outcome ORDER BY outcome"
    ).fetchall()
    found = {outcome: {"lines": int(n), "rupiah": int(amount)} for outcome, n, amount in rows}
    outcomes = ("assigned", "unassigned", "outside_period", "unreadable")
    return {outcome: found.get(outcome, {"lines": 0, "rupiah": 0}) for outcome in outcomes}


def _bills(con: Connection) -> dict[str, int]:
    return {
        "bills": whole_number(con, "SELECT count(DISTINCT payment_id) FROM bills"),
        "rupiah": whole_number(con, "SELECT sum(total) FROM bills"),
        "handed_in_twice": whole_number(con, "SELECT sum(total) FROM bills WHERE repeated"),
        "named": whole_number(con, "SELECT sum(named) FROM bills"),
        "named_above_the_bill": whole_number(con, "SELECT sum(over) FROM bills"),
        "not_assigned_people": whole_number(con, "SELECT sum(people) FROM payments WHERE reason = 'bill_remainder'"),
        "not_assigned_rupiah": whole_number(con, "SELECT sum(amount) FROM payments WHERE reason = 'bill_remainder'"),
    }


def _readings(con: Connection, months: tuple[Month, ...], rates: Rates) -> list[dict[str, Any]]:
    """What each unsettled segment owes under its first and its second reading."""
    found = []
    for key in sorted({rule.key for rule in rates.segments}):
        readings = next((r for m in months if len(r := rates.readings(key, m)) > 1), ())
        for place, reading in enumerate(readings[:2]):
            column = "other_due" if place else "due"
            row = con.execute(
                f"SELECT count({column}), coalesce(sum({column}), 0), count(*) - count({column}) FROM person_months "
                "WHERE is_due AND segment = ?",
                [key],
            ).fetchall()
            known, rupiah, unknown = row[0]
            found.append(
                {
                    "segment": key,
                    "reading": reading,
                    "in_totals": place == 0,
                    "due": {"person_months": int(known), "rupiah": int(rupiah)},
                    "unknown": {"person_months": int(unknown)},
                }
            )
    return found
