"""What has changed since the state was kept: sheets by their hash, then rows by what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from padan.domain.fields import FIELDS
from padan.engine.loading import LIST, PARTICIPANTS, LoadedSheet, ReadSheet, put_rows, put_sheets, what_niks_are
from padan.engine.session import Connection, get, put, run, scalar
from padan.engine.state_lookup import columns_of

_TOLD = ("segment", "kelurahan", "kecamatan")


def same_sheets(con: Connection, sheets: Mapping[str, Sequence[ReadSheet]]) -> bool:
    """Whether the same sheets of the same files stand in the same order, whatever is in them."""
    kept = con.execute("SELECT side, file, sheet FROM kept.sheets ORDER BY sheet_id").fetchall()
    return kept == [(side, sheet.file, sheet.sheet) for side, sheet in _in_order(sheets)]


def find_changes(con: Connection, sheets: Mapping[str, Sequence[ReadSheet]], segment: str | None) -> int | None:
    """Make `raw_rows` and `raw` of the changed and new rows, `changed_rows`, `gone_rows` and `sheets`; count them.

    A sheet whose file has the same hash, and of which title and name tell the same, is not read. None where a sheet
    has a column now that the state knows of none, or where its NIK are something else now: without their ends, No. KK.
    """
    read = [sheet for _, sheet in _in_order(sheets)]
    query = (
        f"SELECT sheet_id, side, first, rows, sha256, [ends_lost, niks_are_cards], {', '.join(_TOLD)} "
        "FROM kept.sheets ORDER BY sheet_id"
    )
    loaded, frames, again = [], [], []
    for (sheet_id, side, first, rows, known, niks, *told), sheet in zip(
        con.execute(query).fetchall(), read, strict=True
    ):
        retold = told != _told(sheet, segment)
        frame = sheet.data.collect() if retold or known != sheet.sha256 else None
        at = LoadedSheet(sheet_id, side, sheet.file, sheet.sheet, first, rows, *niks)
        loaded.append(at if frame is None else replace(at, rows=frame.height))
        if frame is not None:
            if what_niks_are(frame) != tuple(niks):
                return None
            frames.append((frame, loaded[-1]))
            again.append((sheet_id, retold))
    put_rows(con, [frame for frame, _ in frames], [at for _, at in frames])
    put_sheets(con, loaded, read)
    if segment:
        con.execute("UPDATE sheets SET segment = coalesce(segment, ?)", [segment])
    put(con, "read_sheets", pl.DataFrame(again, schema={"sheet_id": pl.Int32, "retold": pl.Boolean}, orient="row"))
    return _compare(con)


def _compare(con: Connection) -> int | None:
    """Row by row, by a hash of all that a row says; of `raw_rows` only the changed ones are left."""
    known = columns_of(con, "kept.raw_rows")
    if not set(columns_of(con, "raw_rows")) <= set(known):
        return None
    columns = ", ".join(known)
    # DuckDB's own hash confuses texts that differ in their 8th and 16th letters alone.
    told = f"hash({columns}, md5_number(concat_ws(chr(31), {columns})))"
    contents = f"SELECT row_id, sheet_id, {told} AS content FROM"
    con.execute(f"CREATE OR REPLACE TABLE read_contents AS {contents} raw")
    con.execute(
        f"CREATE OR REPLACE TABLE kept_contents AS {contents} kept.raw_rows "
        "WHERE sheet_id IN (SELECT sheet_id FROM read_sheets)"
    )
    run(con, "state_changed")
    con.execute(
        f"CREATE TABLE changed_texts AS SELECT {', '.join(known)} FROM raw "
        "WHERE row_id IN (SELECT row_id FROM changed_rows)"
    )
    con.execute("DROP VIEW raw")
    for spent in ("raw_rows", "read_contents", "kept_contents"):
        con.execute(f"DROP TABLE {spent}")
    con.execute("ALTER TABLE changed_texts RENAME TO raw_rows")
    view_raw(con)
    return sum(int(scalar(con, f"SELECT count(*) FROM {table}")) for table in ("changed_rows", "gone_rows"))


def view_raw(con: Connection) -> None:
    """`raw`: `raw_rows` with every field, as a full run has it."""
    known = columns_of(con, "raw_rows")
    absent = "".join(f", CAST(NULL AS VARCHAR) AS {f.key}" for f in FIELDS if f.key not in known)
    con.execute(f"CREATE VIEW raw AS SELECT *{absent} FROM raw_rows")


def _told(sheet: ReadSheet, segment: str | None) -> list[str | None]:
    """What a sheet says of all its rows; `segment` is what the run says where the sheet is silent."""
    told = [sheet.hints.get(key) for key in _TOLD]
    return [told[0] or segment, *told[1:]]


def _in_order(sheets: Mapping[str, Sequence[ReadSheet]]) -> list[tuple[str, ReadSheet]]:
    return [(side, sheet) for side in (LIST, PARTICIPANTS) for sheet in sheets.get(side, ())]


def changed_numbers(con: Connection) -> list[str]:
    """The texts given as NIK by changed rows."""
    return [
        str(t) for t in get(con, "SELECT DISTINCT nik FROM raw WHERE nik IS NOT NULL ORDER BY nik")["nik"].to_list()
    ]
