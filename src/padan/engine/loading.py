"""Step 1 in the engine: rows of every sheet of both sides, as found, in one table `raw`."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

import polars as pl

from padan.domain.dates import read_birth_date
from padan.domain.fields import FIELDS
from padan.domain.nik import LENGTH, column_is_kk, column_lost_ends
from padan.engine.session import Connection, make_room, plan_for, put, take

LIST = "list"
PARTICIPANTS = "participants"

NUMBERED = ("nik", "kk")

LEAST_CARDS = 20
MOST_LOOKED_AT = 500
"""Rows by which a column under the heading NIK is told to hold No. KK."""

ROWS_AT_ONCE = 250_000

ROWS_A_SHEET = 1 << 32
PARTICIPANTS_FROM = 1 << 56
"""A row's number tells its side, its sheet and its record: a changed row keeps it from run to run."""


class ReadSheet(Protocol):
    """What the engine needs to know of one sheet that was read."""

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def data(self) -> pl.LazyFrame: ...
    @property
    def rows(self) -> int: ...
    @property
    def hints(self) -> Mapping[str, str]: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LoadedSheet:
    """One sheet in `raw`: record r of it is row `first + r - 1`."""

    sheet_id: int
    side: str
    file: str
    sheet: str
    first: int
    rows: int
    ends_lost: bool = False
    niks_are_cards: bool = False


def load(con: Connection, sheets: Mapping[str, Sequence[ReadSheet]]) -> list[LoadedSheet]:
    """Fill `raw` (row_id, side, sheet_id, record, row, hidden, one text column a field) and `sheets`.

    Large sheets are read in parts: rows that wait for the engine lie in memory a part at a time.
    """
    read = [(side, sheet) for side in (LIST, PARTICIPANTS) for sheet in sheets.get(side, ())]
    make_room(con, sum(sheet.rows for _, sheet in read))
    plan_for(con, sum(sheet.rows for role in sheets.values() for sheet in role))
    schema = _start_rows(con, {column for _, sheet in read for column in sheet.data.collect_schema().names()})
    loaded: list[LoadedSheet] = []
    waiting: list[pl.DataFrame] = []
    for sheet_id, (side, sheet) in enumerate(read):
        first = sheet_id * ROWS_A_SHEET + (PARTICIPANTS_FROM if side == PARTICIPANTS else 0)
        at = LoadedSheet(sheet_id, side, sheet.file, sheet.sheet, first, 0)
        niks: list[pl.DataFrame] = []
        for frame in _parts(sheet):
            at = replace(at, rows=at.rows + frame.height)
            niks.append(_whole_niks(frame))
            waiting.append(_rows_of(frame, at, schema))
            if sum(part.height for part in waiting) >= ROWS_AT_ONCE:
                _add_rows(con, waiting)
                waiting.clear()
        loaded.append(_with_niks(at, niks))
    _add_rows(con, waiting)
    put_sheets(con, loaded, [sheet for _, sheet in read])
    return loaded


def put_rows(con: Connection, frames: Sequence[pl.DataFrame], loaded: Sequence[LoadedSheet]) -> None:
    """`raw_rows` of frames at hand, with the fields that some sheet has, and the view `raw` with all of them."""
    schema = _start_rows(con, {column for frame in frames for column in frame.columns})
    _add_rows(con, [_rows_of(frame, at, schema) for frame, at in zip(frames, loaded, strict=True)])


def _parts(sheet: ReadSheet) -> Iterable[pl.DataFrame]:
    """All rows of a sheet, in order."""
    large = sheet.rows > ROWS_AT_ONCE
    return sheet.data.collect_batches(chunk_size=ROWS_AT_ONCE) if large else (sheet.data.collect(),)


def _start_rows(con: Connection, known: Set[str]) -> dict[str, pl.DataType]:
    """An empty `raw_rows` with the fields that are `known`, the view `raw` with all, and what the columns hold.

    Beside the texts of NIK and No. KK stand the numbers they plainly are: what the digits say is reckoned from these.
    """
    schema = {
        "row_id": pl.Int64(),
        "side": pl.String(),
        "sheet_id": pl.Int32(),
        "record": pl.Int64(),
        "row": pl.Int64(),
        "hidden": pl.Boolean(),
        **{f.key: pl.String() for f in FIELDS if f.key in known},
        **{f"{key}_number": pl.Int64() for key in NUMBERED},
    }
    put(con, "raw_rows", pl.DataFrame(schema=schema))
    absent = "".join(f", CAST(NULL AS VARCHAR) AS {f.key}" for f in FIELDS if f.key not in known)
    con.execute(f"CREATE OR REPLACE VIEW raw AS SELECT *{absent} FROM raw_rows")
    return schema


def _rows_of(frame: pl.DataFrame, at: LoadedSheet, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The rows of a sheet as `raw_rows` holds them."""
    said = {
        "row_id": pl.col("record") - 1 + at.first,
        "side": pl.lit(at.side),
        "sheet_id": pl.lit(at.sheet_id, dtype=pl.Int32),
        **{f"{key}_number": _number(key) for key in NUMBERED if key in frame.columns},
        **{name: pl.col(name) for name in frame.columns},
    }
    return frame.select(said.get(name, pl.lit(None)).cast(dtype).alias(name) for name, dtype in schema.items())


def _add_rows(con: Connection, parts: Sequence[pl.DataFrame]) -> None:
    if parts:
        take(con, "INSERT INTO raw_rows SELECT * FROM incoming_frame", pl.concat(parts))


def _number(key: str) -> pl.Expr:
    """The number that a text of sixteen digits and nothing else is, the first no zero; else null."""
    number = pl.when(pl.col(key).str.len_bytes() == LENGTH).then(pl.col(key)).cast(pl.Int64, strict=False)
    return pl.when(number >= 10**15).then(number)


def what_niks_are(frame: pl.DataFrame) -> tuple[bool, bool]:
    """Whether the sheet's NIK were kept as numbers by Excel, which forgets the sixteenth digit, and whether they are
    No. KK, which the heading calls NIK."""
    whole = _whole_niks(frame)
    if "nik" not in whole.columns:
        return False, False
    zero = whole.filter(pl.col("nik").str.ends_with("0")).height
    return column_lost_ends(whole=whole.height, ending_in_zero=zero), _are_cards(whole)


def _whole_niks(frame: pl.DataFrame) -> pl.DataFrame:
    """NIK of full length, with the birth dates beside them; without a column where there is no NIK."""
    said = [column for column in ("nik", "birth_date") if column in frame.columns]
    return frame.select(said).filter(pl.col("nik").str.len_bytes() == LENGTH) if "nik" in said else pl.DataFrame()


def _with_niks(at: LoadedSheet, niks: Sequence[pl.DataFrame]) -> LoadedSheet:
    ends_lost, are_cards = what_niks_are(pl.concat(niks))
    return replace(at, ends_lost=ends_lost, niks_are_cards=are_cards)


def _are_cards(whole: pl.DataFrame) -> bool:
    """Told by a few hundred rows, for each cell is read."""
    if whole.height < LEAST_CARDS or "birth_date" not in whole.columns:
        return False
    some = whole.gather_every(max(whole.height // MOST_LOOKED_AT, 1))
    born = [read_birth_date(text).value for text in some["birth_date"].fill_null("").to_list()]
    return column_is_kk(some["nik"].to_list(), birth_dates=born) is True


def put_sheets(con: Connection, loaded: Sequence[LoadedSheet], read: Sequence[ReadSheet]) -> None:
    """`sheets`: where each stands in `raw`, what title, name and file say of it, what its NIK are."""
    rows = [
        (
            s.sheet_id,
            s.side,
            s.file,
            s.sheet,
            sheet.sha256,
            s.first,
            s.rows,
            s.ends_lost,
            s.niks_are_cards,
            *map(sheet.hints.get, _HINTS),
        )
        for s, sheet in zip(loaded, read, strict=True)
    ]
    texts = dict.fromkeys(("side", "file", "sheet", "sha256"), pl.String)
    schema = {
        "sheet_id": pl.Int32,
        **texts,
        "first": pl.Int64,
        "rows": pl.Int64,
        "ends_lost": pl.Boolean,
        "niks_are_cards": pl.Boolean,
        **dict.fromkeys(_HINTS, pl.String),
    }
    put(con, "sheets", pl.DataFrame(rows, schema=schema, orient="row"))


_HINTS = ("segment", "kelurahan", "kecamatan")
