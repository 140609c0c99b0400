"""The engine's comparison of two NIK and of two birth dates against the rules in the domain."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

import polars as pl
from twin_rows import Text, people

from padan.domain.dates import compare_dates, read_date
from padan.domain.nik import compare_niks, read_nik
from padan.engine.scoring import EMPTY_TABLES
from padan.engine.session import get, put, run


def compared(rows: Sequence[Mapping[str, Text]], pairs: Sequence[tuple[int, int]], column: str) -> list[str]:
    """The outcome of a column in `compare_core.sql` for pairs of rows."""
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    con, found = people(**columns)
    ids = found["row_id"].to_list()
    put(
        con,
        "candidate_pairs",
        pl.DataFrame({"n": range(len(pairs)), "a": [ids[a] for a, _ in pairs], "b": [ids[b] for _, b in pairs]}),
    )
    con.execute("CREATE TABLE core_rows AS SELECT row_id FROM people")
    con.execute("CREATE TABLE birth_counts AS SELECT birth_date, count(*) AS n FROM people GROUP BY birth_date")
    con.execute("CREATE TABLE filler_niks (nik_digits VARCHAR)")
    con.execute(f"CREATE TABLE name_pairs ({EMPTY_TABLES['name_pairs']})")
    run(con, "core_people")
    run(con, "compare_core")
    query = (
        f"SELECT c.n, k.{column} AS said FROM candidate_pairs AS c JOIN compared_core AS k USING (a, b) ORDER BY c.n"
    )
    return [str(said) for said in get(con, query)["said"]]


def _miswritten(digits: str, way: int, at: int) -> str:
    """A digit changed, lost, doubled or swapped, or two of them; or the end lost to Excel."""
    other = str((int(digits[at]) + 3) % 10)
    changed = digits[:at] + other + digits[at + 1 :]
    ways = (digits, changed, digits[:at] + digits[at + 1 :], digits[: at + 1] + digits[at:], digits[:15] + "0",
            digits[:12] + "0000", changed[:3] + other + changed[4:],
            digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :])  # fmt: skip
    return ways[way]


NIK_TOLERATED = {("length", "truncated"), ("one_digit", "truncated"), ("different", "two_digits")}
"""Fifteen digits left by Excel are one short; a NIK that ends in 0 is believed; two faults at once are too many."""


def test_two_niks_compare_as_the_rule_compares_them() -> None:
    chance, pairs = Random(1), []
    for _ in range(2000):
        day, month, year = (
            chance.randint(1, 28) + 40 * chance.randint(0, 1),
            chance.randint(1, 12),
            chance.randint(60, 99),
        )
        nik = f"157101{day:02}{month:02}{year}{chance.randint(1, 99):04}"
        other = _miswritten(nik, chance.randint(0, 7), chance.randint(0, 15))
        pairs.append(
            (nik, other if chance.random() < 0.8 else _miswritten(other.ljust(16, "1")[:16], 1, chance.randint(0, 15)))
        )
    said = compared(
        [{"nik": nik} for pair in pairs for nik in pair], [(2 * i, 2 * i + 1) for i in range(len(pairs))], "nik"
    )
    told = [compare_niks(read_nik(a).digits, read_nik(b).digits).outcome for a, b in pairs]
    apart = {(a, b) for a, b in zip(said, told, strict=True) if (a or "missing") != b}
    assert apart <= NIK_TOLERATED
    assert {"equal", "one_digit", "swap", "length", "two_digits", "different"} <= set(said)


BIRTH_OUTCOMES = {
    "": "missing", "both_unknown": "equal", "day_off": "one_part", "month_off": "one_part", "year_differs": "one_part",
}  # fmt: skip


def test_two_birth_dates_compare_as_the_rule_compares_them() -> None:
    """The engine's words are finer; and two years apart, the rule's plain difference, is a slip of the year."""
    chance, pairs = Random(2), []
    for _ in range(2000):
        day = date(chance.randint(1940, 2000), chance.randint(1, 12), chance.randint(1, 28))
        other = date(
            day.year - chance.choice((0, 0, 0, 1, 2, 5, 10)),
            chance.choice((day.month, day.month, 1, 7)),
            chance.choice((day.day, 1, 5)),
        )
        swapped = date(day.year, day.day, day.month) if day.day <= 12 else day
        pairs.append((day, chance.choice((other, other, other, swapped))))
    rows = [{"birth_date": day.isoformat()} for pair in pairs for day in pair]
    said = compared(rows, [(2 * i, 2 * i + 1) for i in range(len(pairs))], "birth")
    told = [compare_dates(*(read_date(day.isoformat()) for day in pair)).outcome for pair in pairs]
    apart = {
        (a, b, abs(x.year - y.year))
        for a, b, (x, y) in zip(said, told, pairs, strict=True)
        if BIRTH_OUTCOMES.get(a, a) != b
    }
    assert apart <= {("year_off", "one_part", 2)}
    assert {"equal", "swapped", "unknown_day", "day_off", "month_off", "year_off", "year_differs", "different"} <= set(
        said
    )
