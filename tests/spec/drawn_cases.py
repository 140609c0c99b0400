"""Cases as small drawn tables: two piles of rows and, at the right, the answer each row must get.

The columns `bucket`, `match` and `problems` are the answer; all others are the file, under their headings. `L2` and
`P1` are the second row of the list and the first of the participants. Where the rules leave room, the buckets allowed
are joined by `/`. `!code` is a problem the row must not have. Nobody here lives: NIK have a serial from 9000 on, or
stand in region 99, which no province has.
"""

from dataclasses import dataclass

ANSWER = ("bucket", "match", "problems")


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer for one row: buckets allowed, the row it must point to (None: not asked), and problems it must have,
    or must not have."""

    buckets: frozenset[str]
    match: str | None
    problems: frozenset[str]
    no_problems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """One file: headings, rows as text, and the answer for each row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One named case: the two files, and the review pairs that must be (`L1-P1 L1-P2`), within a side as `L1-L2`."""

    name: str
    list: Table
    participants: Table
    review_pairs: frozenset[str]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().split("|")]


def _expected(cells: dict[str, str]) -> Expected:
    problems = cells.get("problems", "").split()
    return Expected(
        frozenset(cells["bucket"].split("/")),
        cells.get("match") or None,
        frozenset(p for p in problems if not p.startswith("!")),
        frozenset(p[1:] for p in problems if p.startswith("!")),
    )


def draw(text: str) -> Table:
    """A table as drawn with `|` between the cells; `.` or nothing is a blank cell."""
    header, *lines = [_cells(line) for line in text.strip().splitlines()]
    kept = [i for i, heading in enumerate(header) if heading not in ANSWER]
    named = [dict(zip(header, ["" if cell == "." else cell for cell in cells], strict=True)) for cells in lines]
    rows = tuple(tuple(row[header[i]] for i in kept) for row in named)
    return Table(tuple(header[i] for i in kept), rows, tuple(_expected(row) for row in named))


def case(name: str, people: str, participants: str, review_pairs: str = "") -> Case:
    """A case from its two drawings."""
    return Case(name, draw(people), draw(participants), frozenset(review_pairs.split()))
