"""Decisions of humans, bound to what the two records say, found again among the rows of this run."""

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from padan.domain.decisions import Answer, Decision, Key, RecordKey
from padan.engine.session import Connection, get, put

_SCHEMA = {"a": pl.Int64, "b": pl.Int64, "same": pl.Boolean, "across": pl.Boolean, "alone": pl.Boolean}
_NOTES = {"a": pl.Int64, "b": pl.Int64, "by": pl.String, "at": pl.String, "note": pl.String}
_SURE = 3
"""Side, NIK and name always count; birth date and KPJ only where the decision states them."""

Rows = dict[Key, list[tuple[Key, int]]]


def apply_decisions(con: Connection, decisions: Sequence[Decision]) -> int:
    """Make `human` (a, b, same, across, alone), a line for each pair of rows that a decision speaks of, and
    `human_notes` (a, b, by, at, note) for pairs on which a note was left and no answer.

    `alone`: neither row was told to be the same as a third. Where one was, the rows of its side are one person too,
    and stand in `human` as such.

    And `human_again` (a, b): pairs across the sides that were answered when a record said something else, to be asked
    again: still the same NIK, or the same name and birth date.

    How many answers speak of rows that are not there (any more): their record has changed.
    """
    unmet = 0
    rows = _rows_by_key(con, decisions) if decisions else {}
    pairs: dict[tuple[int, int], tuple[bool, bool]] = {}
    notes: dict[tuple[int, int], tuple[str, str, str]] = {}
    again: set[tuple[int, int]] = set()
    alike = _alike(rows)
    for decision in decisions:
        meant = list(_pairs(rows, decision, _meant))
        if not meant and decision.answer is not Answer.UNKNOWN:
            unmet += 1
            again.update(_pairs(rows, decision, alike) if decision.a.side != decision.b.side else ())
        for pair in meant:
            if decision.answer is Answer.UNKNOWN:
                notes[pair] = (decision.by, decision.at, decision.note)
            else:
                pairs[pair] = (decision.same, decision.a.side != decision.b.side)
    put(con, "human", pl.DataFrame(_lines(pairs), schema=_SCHEMA, orient="row"))
    asked = sorted(again - pairs.keys())
    put(con, "human_again", pl.DataFrame(asked, schema={"a": pl.Int64, "b": pl.Int64}, orient="row"))
    left = [(*p, *said) for p, said in sorted(notes.items())]
    put(con, "human_notes", pl.DataFrame(left, schema=_NOTES, orient="row"))
    return unmet


def answers_met(con: Connection, decisions: Sequence[Decision]) -> list[Decision]:
    """Those of the answers whose two records are rows of this run, as they stood when they were answered about."""
    rows = _rows_by_key(con, decisions)
    return [decision for decision in decisions if next(iter(_pairs(rows, decision, _meant)), None)]


def _lines(pairs: dict[tuple[int, int], tuple[bool, bool]]) -> list[tuple[int, int, bool, bool, bool]]:
    """The pairs told, and the rows of one side that they make one person."""
    beside: dict[int, set[int]] = {}
    for (a, b), (same, across) in pairs.items():
        if same and across:
            beside.setdefault(a, set()).add(b)
            beside.setdefault(b, set()).add(a)
    whole = dict(pairs)
    for others in beside.values():
        first, *rest = sorted(others)
        for other in rest:
            whole.setdefault((first, other), (True, False))
    return [
        (a, b, same, across, same and across and len(beside[a]) == len(beside[b]) == 1)
        for (a, b), (same, across) in sorted(whole.items())
    ]


def _pairs(rows: Rows, decision: Decision, meant: Callable[[Rows, RecordKey], list[int]]) -> Iterable[tuple[int, int]]:
    for x in meant(rows, decision.a):
        for y in meant(rows, decision.b):
            if x != y:
                yield min(x, y), max(x, y)


def _meant(rows: Rows, record: RecordKey) -> list[int]:
    """The rows a record speaks of; a birth date or KPJ that it does not state is not held against a row."""
    key = record.key()
    rest = key[_SURE:]
    return [
        row_id
        for found, row_id in rows.get(key[:_SURE], ())
        if all(not said or said == stands for said, stands in zip(rest, found, strict=True))
    ]


def _alike(rows: Rows) -> Callable[[Rows, RecordKey], list[int]]:
    """The rows a record speaks of; where none stands as it was, those of its NIK, or of its name and birth date."""
    bearers: dict[tuple[str, ...], set[int]] = {}
    for (side, nik, name), lines in rows.items():
        for (birth, *_), row_id in lines:
            for sign in _signs(side, nik, name, birth):
                bearers.setdefault(sign, set()).add(row_id)

    def alike(rows: Rows, record: RecordKey) -> list[int]:
        side, nik, name, birth, *_ = record.key()
        bear = (bearers.get(sign, set()) for sign in _signs(side, nik, name, birth))
        return _meant(rows, record) or sorted(set().union(*bear))

    return alike


def _signs(side: str, nik: str, name: str, birth: str) -> list[tuple[str, ...]]:
    """By what a record is known again though it says something else: its NIK; its name and birth date together."""
    return [*([(side, nik)] if nik else []), *([(side, name, birth)] if birth else [])]


def _rows_by_key(con: Connection, decisions: Iterable[Decision]) -> Rows:
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
    found: Rows = {}
    for row_id, side, *texts in get(con, query).iter_rows():
        key = RecordKey(side, *(str(text or "") for text in texts)).key()
        found.setdefault(key[:_SURE], []).append((key[_SURE:], row_id))
    return found
