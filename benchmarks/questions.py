"""How many rows of a demo city ask a clerk anything, by the product's own rule.

    .venv/bin/python -m benchmarks.questions CITY OUT

The rule is padan.domain.asking (docs/explanation/buckets.md): a question is counted once, at the row where it is
answered. Beside it stand the rows that a question is about, on either side.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.running import show
from padan import pipeline
from padan.domain.asking import Standing, question
from padan.results import Findings, FoundRow

MOST = 0.03


def found_rows(request: pipeline.Request) -> list[FoundRow]:
    """What a run without papers says of each row."""
    rows: list[FoundRow] = []
    pipeline.run(request, inspect=lambda con: rows.extend(Findings(con).rows()))
    return rows


def questions(rows: Sequence[FoundRow]) -> list[str | None]:
    """What each row asks."""
    by_place = {row.place: row for row in rows}

    def asked(row: FoundRow) -> str | None:
        others = by_place[row.match].problems if row.match else ()
        outcomes = {reason["field"]: reason["outcome"] for reason in row.reasons}
        standing = Standing(row.place[0], row.bucket, row.problems, others, outcomes, tuple(row.months.values()))
        return question(standing)

    return [asked(row) for row in rows]


def spoken_of(rows: Sequence[FoundRow], asked: Sequence[str | None]) -> int:
    """Rows that ask, or are linked to one that does, or are registered by a second payer."""
    told = {row.place for row, why in zip(rows, asked, strict=True) if why or "two_payers" in row.problems}
    told |= {row.match for row, why in zip(rows, asked, strict=True) if why and row.match}
    return len(told)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("city", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    request = pipeline.Request(
        lists=(given.city / "daftar",),
        participants=(given.city / "peserta.xlsx",),
        payments=(given.city / "iuran.xlsx",),
        out=given.out,
        workbook=False,
        minutes=False,
    )
    rows = found_rows(request)
    asked = questions(rows)
    assert [why is not None for why in asked] == [row.asks for row in rows]
    counted = Counter((row.place[0], why or "nothing") for row, why in zip(rows, asked, strict=True))
    show("What rows ask of a clerk", ("side", "asks", "rows", "share of all rows"), [
        [side, why, count, f"{count / len(rows):.2%}"] for (side, why), count in sorted(counted.items())
    ])  # fmt: skip
    asks = sum(row.asks for row in rows)
    print(f"\nRows that ask anything: {asks / len(rows):.2%} of {len(rows):,} (at most {MOST:.0%})")
    print(f"Rows that a question is about, on either side: {spoken_of(rows, asked) / len(rows):.2%}")


if __name__ == "__main__":
    main()
