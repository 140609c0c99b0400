"""Decisions of humans, bound to what the two records say, found again among the rows of this run."""

from collections.abc import Iterable, Sequence

import polars as pl

from padan.domain.decisions import Answer, Decision, Key, RecordKey
from padan.engine.session import Connection, get, put

_SCHEMA = {"a": pl.Int64, "b": pl.Int64, "same": pl.Boolean, "across": pl.Boolean}


def apply_decisions(con: Connection, decisions: Sequence[Decision]) -> None:
    """Make `human` (a, b, same, across): one line for each pair of rows that a decision speaks of."""
    answered = [d for d in decisions if d.answer is not Answer.UNKNOWN]
    rows = _rows_by_key(con, answered) if answered else {}
    pairs: dict[tuple[int, int], tuple[bool, bool]] = {}
    for decision in answered:
        for x in rows.get(decision.a.key(), ()):
            for y in rows.get(decision.b.key(), ()):
                if x != y:
                    pairs[min(x, y), max(x, y)] = (decision.same, decision.a.side != decision.b.side)
    lines = [(a, b, same, across) for (a, b), (same, across) in sorted(pairs.items())]
    put(con, "human", pl.DataFrame(lines, schema=_SCHEMA, orient="row"))


def _rows_by_key(con: Connection, decisions: Iterable[Decision]) -> dict[Key, list[int]]:
    """Rows that may be meant are fetched by name or NIK, then compared by the full key of the record."""
    records = [record for d in decisions for record in (d.a, d.b)]
    put(con, "decided_names", pl.DataFrame({"text": sorted({r.key()[2] for r in records})}, schema={"text": pl.String}))
    put(con, "decided_niks", pl.DataFrame({"text": sorted({r.key()[1] for r in records})}, schema={"text": pl.String}))
    query = (
        "SELECT r.row_id, r.side, r.nik, r.name, r.birth_date, r.kpj "
        "FROM raw AS r JOIN people AS p ON p.row_id = r.row_id "
        "WHERE lower(trim(regexp_replace(coalesce(r.name, ''), '\\s+', ' ', 'g'))) IN (SELECT text FROM decided_names) "
        "OR p.nik IN (SELECT text FROM decided_niks) ORDER BY r.row_id"
    )
    found: dict[Key, list[int]] = {}
    for row_id, side, *texts in get(con, query).iter_rows():
        key = RecordKey(side, *(str(text or "") for text in texts)).key()
        found.setdefault(key, []).append(row_id)
    return found
