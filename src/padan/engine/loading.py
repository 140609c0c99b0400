"""Step 1 in the engine: rows of every sheet of both sides, as found, in one table `raw`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from padan.domain.dates import read_birth_date
from padan.domain.fields import FIELDS
from padan.domain.nik import LENGTH, column_is_kk, column_lost_ends
from padan.engine.session import Connection, put

LIST = "list"
PARTICIPANTS = "participants"

NUMBERED = ("nik", "kk")

LEAST_CARDS = 20
MOST_LOOKED_AT = 500
"""Rows by which a column under the heading NIK is told to hold No. KK."""

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
    """Fill `raw` (row_id, side, sheet_id, record, row, hidden, one text column a field) and `sheets`."""
    read = [(side, sheet) for side in (LIST, PARTICIPANTS) for sheet in sheets.get(side, ())]
    frames = [sheet.data.collect() for _, sheet in read]
    loaded: list[LoadedSheet] = []
    for sheet_id, ((side, sheet), frame) in enumerate(zip(read, frames, strict=True)):
        first = sheet_id * ROWS_A_SHEET + (PARTICIPANTS_FROM if side == PARTICIPANTS else 0)
        at = LoadedSheet(sheet_id, side, sheet.file, sheet.sheet, first, frame.height, *what_niks_are(frame))
        loaded.append(at)
    put_rows(con, frames, loaded)
    put_sheets(con, loaded, [sheet for _, sheet in read])
    return loaded


def put_rows(con: Connection, frames: Sequence[pl.DataFrame], loaded: Sequence[LoadedSheet]) -> None:
    """`raw_rows` in one go, with the fields that some sheet has, and the view `raw` with all of them.

    Beside the texts of NIK and No. KK stand the numbers they plainly are: what the digits say is reckoned from these.
    """
    known = {column for frame in frames for column in frame.columns}
    present = [f.key for f in FIELDS if f.key in known]
    parts = [
        frame.select(
            (pl.col("record") - 1 + sheet.first).alias("row_id"),
            pl.lit(sheet.side).alias("side"),
            pl.lit(sheet.sheet_id, dtype=pl.Int32).alias("sheet_id"),
            *("record", "row", "hidden"),
            *(key for key in present if key in frame.columns),
            *(_number(key).alias(f"{key}_number") for key in NUMBERED if key in frame.columns),
        )
        for frame, sheet in zip(frames, loaded, strict=True)
    ]
    schema = {
        "row_id": pl.Int64,
        "side": pl.String,
        "sheet_id": pl.Int32,
        "record": pl.Int64,
        "row": pl.Int64,
        "hidden": pl.Boolean,
        **dict.fromkeys(present, pl.String),
        **dict.fromkeys((f"{key}_number" for key in NUMBERED), pl.Int64),
    }
    whole = pl.concat([pl.DataFrame(schema=schema), *parts], how="diagonal")
    put(con, "raw_rows", whole)
    absent = "".join(f", CAST(NULL AS VARCHAR) AS {f.key}" for f in FIELDS if f.key not in known)
    con.execute(f"CREATE OR REPLACE VIEW raw AS SELECT *{absent} FROM raw_rows")


def _number(key: str) -> pl.Expr:
    """The number that a text of sixteen digits and nothing else is, the first no zero; else null."""
    number = pl.when(pl.col(key).str.len_bytes() == LENGTH).then(pl.col(key)).cast(pl.Int64, strict=False)
    return pl.when(number >= 10**15).then(number)


def what_niks_are(frame: pl.DataFrame) -> tuple[bool, bool]:
    """Whether the sheet's NIK were kept as numbers by Excel, which forgets the sixteenth digit, and whether they are
    No. KK, which the heading calls NIK."""
    if "nik" not in frame.columns:
        return False, False
    said = [column for column in ("nik", "birth_date") if column in frame.columns]
    whole = frame.select(said).filter(pl.col("nik").str.len_bytes() == LENGTH)
    zero = whole.filter(pl.col("nik").str.ends_with("0")).height
    return column_lost_ends(whole=whole.height, ending_in_zero=zero), _are_cards(whole)


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
