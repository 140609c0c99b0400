"""One file taken in on its own: how its headings were understood, every row as found and as read, every problem.

What the site shows before anything is accepted. Reading and checking are the engine's own, as in `padan.checking`; a
file is read within its reader's limits, and its rows come one after another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from padan.domain.cell_text import unguarded
from padan.domain.contributions import read_transfer, span_between
from padan.domain.dates import read_date
from padan.domain.nik import read_nik
from padan.engine.loading import LIST, PARTICIPANTS, load
from padan.engine.normalising import normalise
from padan.engine.session import open_session
from padan.files.encrypted import PasswordNeededError
from padan.files.handback import handed_back_suffix, write_back
from padan.files.notes import sentence as note_text
from padan.files.reading import Kind, SheetRead, read_lists
from padan.files.row_texts import row_texts, typed_sheet
from padan.library_faults import full_disks_told

PERSON_KINDS: dict[str, str] = {"list": LIST, "participants": PARTICIPANTS}
"""Kinds whose rows are people, checked by the engine, and the side they stand on."""
_PROBLEMS = "SELECT problems FROM people ORDER BY row_id"


@dataclass(frozen=True, slots=True)
class HeadingTaken:
    """How one heading was understood: its 0-based place, its text, its field ("" where not used), and how: `heading`,
    `content`, `map` or `ignored`."""

    position: int
    heading: str
    field: str
    how: str


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """One sheet: its headings, the rows left out with the reason (`padan.files.rows.LeftOut`), notes on how it was
    read (`padan.files.notes`), what title and names say of it (`hints`), and how many rows it gave."""

    sheet: str
    headings: tuple[HeadingTaken, ...]
    left_out: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    hints: Mapping[str, str]
    rows: int


@dataclass(frozen=True, slots=True)
class RowTaken:
    """One data row: its sheet and Excel row, every cell that is not blank by its heading, the text of each understood
    field, and its problems (codes of `padan.domain.problems`)."""

    sheet: str
    row: int
    found: Mapping[str, str]
    values: Mapping[str, str]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Intake:
    """A file taken in. `rows` gives every data row in the file's order, as often as it is asked."""

    kind: Kind
    sha256: str
    sheets: tuple[SheetTaken, ...]
    _read: tuple[SheetRead, ...] = field(repr=False)
    _told: tuple[tuple[str, ...], ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How many rows there are to give: of payments with a column for each month, a row for each paid month."""
        return sum(sheet.lines for sheet in self._read)

    def rows(self) -> Iterator[RowTaken]:
        """Every data row, sheet after sheet."""
        told = iter(self._told)
        for sheet in self._read:
            for row, found, values in row_texts(sheet):
                problems = next(told) if self.kind in PERSON_KINDS else plain_problems(self.kind, values)
                yield RowTaken(sheet.sheet, row, found, _freed(values), problems)


def take_in(
    path: Path,
    *,
    kind: Kind,
    segment: str | None = None,
    mapping: Mapping[str, str] | None = None,
    password: str | None = None,
) -> Intake:
    """Read one file and check its rows. `segment` is that of rows which say none; `mapping` gives the field of a
    heading (empty to leave the column out). Raises a PadanError with a sentence where it cannot be read."""
    with full_disks_told():
        sheets = tuple(read_lists([path], kind=kind, password=password, map=mapping or {}))
        told = tuple(_people_problems(kind, sheets, segment)) if kind in PERSON_KINDS else ()
    return Intake(kind, sheets[0].sha256 if sheets else "", tuple(map(_sheet_taken, sheets)), sheets, told)


def _sheet_taken(sheet: SheetRead) -> SheetTaken:
    headings = tuple(HeadingTaken(c.position, c.heading, c.field or "", c.how) for c in sheet.columns)
    left_out = tuple((left.row, left.reason) for left in sheet.left_out)
    return SheetTaken(sheet.sheet, headings, left_out, sheet.notes, dict(sheet.hints), sheet.rows)


def _people_problems(kind: Kind, sheets: Sequence[SheetRead], segment: str | None) -> Iterator[tuple[str, ...]]:
    """For each row of each sheet, in order, its problems."""
    con = open_session()
    try:
        load(con, {PERSON_KINDS[kind]: sheets})
        normalise(con, segment=segment)
        for (problems,) in con.execute(_PROBLEMS).fetchall():
            yield tuple(dict.fromkeys(problems.split(","))) if problems else ()
    finally:
        con.close()


_nik_of = lru_cache(maxsize=20_000)(read_nik)
_transfer_of = lru_cache(maxsize=20_000)(read_transfer)
_day_of = lru_cache(maxsize=20_000)(read_date)
_months_of = lru_cache(maxsize=20_000)(span_between)


def _freed(values: Mapping[str, str]) -> dict[str, str]:
    """Without the apostrophe that a list handed out by us has before what looks like a formula."""
    return {key: unguarded(text) if text.startswith("'") else text for key, text in values.items()}


def plain_problems(kind: Kind, values: Mapping[str, str]) -> tuple[str, ...]:
    """The problems of a row that is no person: a payment, a payment order, a post, a group."""
    nik = values.get("nik")
    found = list(_nik_of(nik).problems) if nik and kind != "groups" else []
    if kind == "payments":
        found += _payment_problems(values)
    elif kind == "disbursements":
        found += _disbursement_problems(values)
    return tuple(dict.fromkeys(found))


def _payment_problems(values: Mapping[str, str]) -> Iterator[str]:
    if _transfer_of(values.get("amount")) is None:
        yield "amount_invalid"
    if _months_of(values.get("month"), values.get("month_from"), values.get("month_to")) is None:
        yield "month_invalid"
    if _day_of(values.get("paid_date")).problem:
        yield "date_invalid"


def _disbursement_problems(values: Mapping[str, str]) -> Iterator[str]:
    if _transfer_of(values.get("amount")) is None:
        yield "amount_invalid"
    day = _day_of(values.get("paid_date"))
    if day.value is None or day.problem:
        yield "date_invalid"


def check_values(rows: Sequence[Mapping[str, str]], *, kind: Kind, segment: str | None = None) -> list[tuple[str, ...]]:
    """The problems of rows mended or typed on a page: {field: text} each, checked together as one file's rows are."""
    if kind not in PERSON_KINDS:
        return [plain_problems(kind, row) for row in rows]
    return list(_people_problems(kind, [typed_sheet(rows)], segment)) if rows else []


def hand_back(
    source: Path,
    target: Path,
    *,
    kind: Kind,
    sentences: Mapping[tuple[str, int], Sequence[str]],
    mapping: Mapping[str, str] | None = None,
    password: str | None = None,
    values_only: bool = False,
) -> tuple[str, ...]:
    """Write the user's own file to `target` with each row's problems in words, by sheet and Excel row; gives notes on
    what could not be kept. `target` must end as `suffix_of` says. `values_only`: no formula, macro or link goes out."""
    with full_disks_told():
        sheets = read_lists([source], kind=kind, password=password, map=mapping or {})
        return tuple(write_back(sheets, sentences, source, target, password, values_only=values_only))


def suffix_of(source: Path, *, values_only: bool = False) -> str:
    """How the file that is handed back must end."""
    return handed_back_suffix(source, values_only=values_only)


__all__ = [
    "HeadingTaken",
    "Intake",
    "Kind",
    "PasswordNeededError",
    "RowTaken",
    "SheetTaken",
    "check_values",
    "hand_back",
    "note_text",
    "suffix_of",
    "take_in",
]
