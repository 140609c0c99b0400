"""Step 8 in the engine, money: contributions by month and segment, risks and posts as plain rows for the papers."""

from datetime import date
from typing import Any, NamedTuple

from padan.engine.money import has_table
from padan.engine.session import Connection

_MONEY = (
    "SELECT month, segment, due_months + unknown_months AS people, due_months, due, paid_months, paid, missing_months, "
    "missing, in_excess_months, in_excess, unassigned_people, unassigned, review_months, review_due, unknown_months, "
    "unknown_paid, review_paid "
    "FROM money_by ORDER BY month, segment"
)
_EVIDENCE = (
    "SELECT p.month, {segment} AS segment, min(p.paid_date), max(p.paid_date), count(DISTINCT p.billing_code), "
    "list_sort(list(DISTINCT p.billing_code) FILTER (p.billing_code IS NOT NULL))[1:2], "
    "list_sort(list(DISTINCT p.ntpn) FILTER (p.ntpn IS NOT NULL))[1:2] "
    "FROM payments AS p LEFT JOIN units AS u ON u.unit_id = p.unit_id WHERE p.month IS NOT NULL GROUP BY ALL"
)
_STATUSES = (
    "SELECT status, is_due AND due IS NULL AS unknown, count(*), "
    "CAST(sum(CASE WHEN is_due AND due IS NULL THEN paid ELSE missing + in_excess END) AS BIGINT) "
    "FROM person_months GROUP BY ALL ORDER BY ALL"
)
_EXCESS = (
    "SELECT status, count(*), CAST(sum(in_excess) AS BIGINT) FROM person_months WHERE in_excess > 0 "
    "GROUP BY status ORDER BY status"
)
_PEOPLE = (
    "SELECT DISTINCT coalesce(d.person_id, -1 - d.row_id) AS person_id FROM row_problems AS q "
    "JOIN decided AS d ON d.row_id = q.row_id WHERE contains(q.problems, '{code}')"
)
_CLAIMS = (
    "SELECT count(*), CAST(coalesce(sum(c.benefit), 0) AS BIGINT) FROM ({dead}) AS x JOIN ("
    "SELECT person_id, max(benefit_full) AS benefit FROM participation GROUP BY person_id) AS c "
    "ON c.person_id = x.person_id"
)
_RISKS = (
    "SELECT r.reason, x.nik, x.name, x.kpj, r.segment, coalesce(n.shown_kelurahan, '') AS kelurahan, "
    "coalesce(m.last_paid, ''), r.unpaid_months, CASE WHEN r.loses > 0 THEN r.loses WHEN r.lapse_after IS NULL THEN 0 "
    "ELSE r.benefit_full END AS rupiah, "
    "x.source FROM cover_risk AS r JOIN report_people AS x ON x.row_id = r.participants_row_id "
    "LEFT JOIN (SELECT unit_id, max(month) AS last_paid FROM paid_months WHERE paid > 0 GROUP BY unit_id) AS m "
    "ON m.unit_id = r.unit_id LEFT JOIN place_names AS n ON n.kelurahan = coalesce(r.kelurahan, '') "
    "AND n.kecamatan = coalesce(r.kecamatan, '') ORDER BY r.place LIMIT ?"
)
_POSTS = "SELECT coalesce(kelurahan, ''), state, count(*) FROM post_states GROUP BY ALL ORDER BY ALL"


class RiskFacts(NamedTuple):
    """One family that stands to lose; `rupiah` is what may be lost."""

    standing: str
    nik: str
    name: str
    kpj: str
    segment: str | None
    kelurahan: str
    last_paid: str
    unpaid_months: int
    rupiah: int | None
    source: str


def money_lines(con: Connection) -> list[tuple[Any, ...]]:
    """month, segment, people, then person-months and rupiah due, paid, missing, in excess, unassigned, due in review,
    of unknown due (rupiah: paid for them), and the rupiah paid for rows in review.
    """
    return con.execute(_MONEY).fetchall()


class EvidenceFacts(NamedTuple):
    """First and last day paid, how many billing codes, and the first two codes and NTPN."""

    first: date | None
    last: date | None
    codes: int
    some_codes: list[str]
    some_receipts: list[str]


def money_evidence(con: Connection) -> dict[tuple[str, str], EvidenceFacts]:
    """Proof of payment by month and segment; segment "" is the whole month."""
    found: dict[tuple[str, str], EvidenceFacts] = {}
    for segment in ("''", "coalesce(u.segment, p.segment, 'unknown')"):
        for month, key, first, last, codes, *lists in con.execute(_EVIDENCE.format(segment=segment)).fetchall():
            found[month, key] = EvidenceFacts(first, last, codes, *(shown or [] for shown in lists))
    return found


def month_statuses(con: Connection) -> list[tuple[str, bool, int, int]]:
    """Status, whether what is due is unknown, person-months, and rupiah missing or in excess (due unknown: paid)."""
    rows = con.execute(_STATUSES).fetchall()
    return [(str(status), bool(unknown), int(n), int(rupiah or 0)) for status, unknown, n, rupiah in rows]


def excess_by_status(con: Connection) -> list[tuple[str, int, int]]:
    """Status, person-months paid beyond what is due, and by how much."""
    return [(str(status), int(n), int(rupiah)) for status, n, rupiah in con.execute(_EXCESS).fetchall()]


def death_claims(con: Connection) -> tuple[int, int]:
    """Participants of whom either side says that they died, each person once, and the whole death benefit of them
    all: whether cover held on that day is for the insurer to say.
    """
    if not has_table(con, "participation"):
        return 0, 0
    ((people, rupiah),) = con.execute(_CLAIMS.format(dead=_PEOPLE.format(code="deceased"))).fetchall()
    return int(people), int(rupiah)


def other_dues(con: Connection) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """For each month and segment what is due, and by the other reading: rupiah, person-months and rupiah, person-months
    whose amount is unknown."""
    found = con.execute(
        "SELECT month, segment, CAST(coalesce(sum(due), 0) AS BIGINT), count(other_due), "
        "CAST(coalesce(sum(other_due), 0) AS BIGINT), count(*) - count(other_due) "
        "FROM person_months WHERE is_due AND segment IS NOT NULL GROUP BY month, segment"
    )
    return {(month, segment): (int(a), int(b), int(c), int(d)) for month, segment, a, b, c, d in found.fetchall()}


def people_with(con: Connection, code: str) -> int:
    """Persons of whom some row has the problem (a code of `padan.domain.problems`)."""
    ((people,),) = con.execute(f"SELECT count(*) FROM ({_PEOPLE.format(code=code)}) AS x").fetchall()
    return int(people)


def risks(con: Connection, limit: int) -> list[RiskFacts]:
    """Families that stand to lose, the greatest loss first."""
    if not has_table(con, "cover_risk"):
        return []
    return [RiskFacts(*row) for row in con.execute(_RISKS, [limit]).fetchall()]


def post_counts(con: Connection) -> dict[str, dict[str, int]]:
    """Posts by the key of their kelurahan and by state."""
    found: dict[str, dict[str, int]] = {}
    for kelurahan, state, n in con.execute(_POSTS).fetchall():
        found.setdefault(kelurahan, {})[state] = int(n)
    return found
