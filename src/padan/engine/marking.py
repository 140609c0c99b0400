"""Problems that need a day to be seen: older than the segment's age limit, and a start or end between the two lists."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from padan.engine.session import Connection, put, scalar

_NEWEST_START = (
    "SELECT quantile_disc(start_date, 0.99) FROM people WHERE side = 'participants' AND start_date IS NOT NULL"
)
_OVER_AGE = (
    "SELECT p.row_id FROM people AS p JOIN decided AS d ON d.row_id = p.row_id "
    "LEFT JOIN people AS m ON m.row_id = d.match_row_id AND d.bucket IN ('matched', 'differs') "
    "JOIN age_limits AS g ON g.segment = coalesce(p.segment, m.segment) CROSS JOIN marking_day AS t "
    "WHERE p.birth_date <= ? AND year(t.day) - year(p.birth_date) - CASE WHEN month(t.day) * 100 + day(t.day) "
    "< month(p.birth_date) * 100 + day(p.birth_date) THEN 1 ELSE 0 END >= g.age_limit"
)
_TIMING = (
    "SELECT p.row_id FROM people AS p CROSS JOIN marking_days AS t "
    "WHERE (p.start_date > t.first AND p.start_date <= t.last) OR (p.end_date >= t.first AND p.end_date < t.last)"
)


def day_of_data(con: Connection) -> date | None:
    """A day that the data surely reach: the insurer's newest starts, but for a hundredth that may be mistyped."""
    found = scalar(con, _NEWEST_START)
    return found if isinstance(found, date) else None


def mark_over_age(con: Connection, day: date, limits: Mapping[str, int]) -> None:
    """Add `over_age` to the rows whose person has reached the segment's age limit (years) on `day`."""
    schema = {"segment": pl.String, "age_limit": pl.Int32}
    put(con, "age_limits", pl.DataFrame(sorted(limits.items()), schema=schema, orient="row"))
    put(con, "marking_day", pl.DataFrame({"day": [day]}, schema={"day": pl.Date}))
    if limits:
        _mark(con, "over_age", _OVER_AGE, [date(day.year - min(limits.values()), 12, 31)])


def mark_timing(con: Connection, one: date, other: date) -> None:
    """Add `timing` to the rows whose start or end lies between the as-of dates of the two sides."""
    days = {"first": [min(one, other)], "last": [max(one, other)]}
    put(con, "marking_days", pl.DataFrame(days, schema={"first": pl.Date, "last": pl.Date}))
    _mark(con, "timing", _TIMING)


def _mark(con: Connection, code: str, rows: str, parameters: Sequence[date] = ()) -> None:
    con.execute(f"CREATE OR REPLACE TABLE marked_rows AS {rows}", list(parameters))
    con.execute(
        f"UPDATE row_problems SET problems = concat_ws(',', nullif(problems, ''), '{code}') "
        "WHERE row_id IN (SELECT row_id FROM marked_rows)"
    )
