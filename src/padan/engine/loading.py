"""Step 1 in the engine: rows of every sheet of both sides, as found, in one table `raw`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from padan.domain.fields import FIELDS
from padan.engine.session import Connection

LIST = "list"
PARTICIPANTS = "participants"


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
    """One sheet in `raw`: its rows are `first` to `first + rows - 1`."""

    sheet_id: int
    side: str
    file: str
    sheet: str
    first: int
    rows: int


def load(con: Connection, sheets: Mapping[str, Sequence[ReadSheet]]) -> list[LoadedSheet]:
    """Fill `raw` (row_id, side, sheet_id, record, row, hidden, one text column a field) and `sheets`."""
    frames = [(side, sheet, _collected(sheet)) for side in (LIST, PARTICIPANTS) for sheet in sheets.get(side, ())]
    present = [f.key for f in FIELDS if any(f.key in frame.columns for _, _, frame in frames)]
    _create(con, present)
    loaded: list[LoadedSheet] = []
    first = 0
    for sheet_id, (side, sheet, frame) in enumerate(frames):
        _insert(con, frame, side=side, sheet_id=sheet_id, first=first, present=present)
        loaded.append(LoadedSheet(sheet_id, side, sheet.file, sheet.sheet, first, frame.height))
        _note_sheet(con, loaded[-1], sheet)
        first += frame.height
    return loaded


def _collected(sheet: ReadSheet) -> pl.DataFrame:
    return sheet.data.collect()


def _create(con: Connection, present: Sequence[str]) -> None:
    columns = "".join(f", {key} VARCHAR" for key in present)
    con.execute(
        "CREATE OR REPLACE TABLE raw_rows (row_id BIGINT, side VARCHAR, sheet_id INTEGER, "
        f"record BIGINT, row BIGINT, hidden BOOLEAN{columns})"
    )
    absent = "".join(f", CAST(NULL AS VARCHAR) AS {f.key}" for f in FIELDS if f.key not in present)
    con.execute(f"CREATE OR REPLACE VIEW raw AS SELECT *{absent} FROM raw_rows")
    con.execute(
        "CREATE OR REPLACE TABLE sheets (sheet_id INTEGER, side VARCHAR, file VARCHAR, sheet VARCHAR, sha256 VARCHAR, "
        "first BIGINT, rows BIGINT, segment VARCHAR, kelurahan VARCHAR, kecamatan VARCHAR)"
    )


def _insert(
    con: Connection, frame: pl.DataFrame, *, side: str, sheet_id: int, first: int, present: Sequence[str]
) -> None:
    con.register("incoming_frame", frame)
    values = ", ".join(key if key in frame.columns else "NULL" for key in present)
    con.execute(
        f"INSERT INTO raw_rows SELECT record - 1 + {first}, '{side}', {sheet_id}, record, row, hidden, {values} "
        "FROM incoming_frame"
    )
    con.unregister("incoming_frame")


def _note_sheet(con: Connection, loaded: LoadedSheet, sheet: ReadSheet) -> None:
    hints = sheet.hints
    con.execute(
        "INSERT INTO sheets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            loaded.sheet_id,
            loaded.side,
            loaded.file,
            loaded.sheet,
            sheet.sha256,
            loaded.first,
            loaded.rows,
            hints.get("segment"),
            hints.get("kelurahan"),
            hints.get("kecamatan"),
        ],
    )
