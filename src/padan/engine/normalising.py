"""Steps 2 and 3: each distinct value is read once by its rule in `padan.domain`, and the rows join its reading."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import polars as pl

from padan.domain.blanks import NOTHING, says_nothing
from padan.domain.dates import DateReading, read_birth_date, read_date
from padan.domain.nik import read_nik
from padan.domain.numbers import read_wage
from padan.domain.regions import find_kelurahan, is_kecamatan, is_kelurahan, kecamatan_key, kelurahan_key
from padan.domain.segments import insured_elsewhere, read_segment
from padan.domain.sex import read_sex
from padan.engine.names_table import put_told_names, start_names
from padan.engine.session import Connection, get, many_values, put, run

_DECEASED = re.compile(r"meninggal|wafat|\bmd\b|death|deceased", re.IGNORECASE)
DATES_UNTIL = date(2060, 12, 31)
"""A two-digit year of a start, an end or a death is read as the latest century that does not pass this day."""


@many_values()
def normalise(con: Connection, *, segment: str | None = None) -> None:
    """Make `people` from `raw`; `segment` is the segment of rows that say none themselves."""
    if segment:
        con.execute("UPDATE sheets SET segment = coalesce(segment, ?)", [segment])
    _read_niks(con)
    _read_dates(con)
    _read_each(con, "sex_values", ["sex"], read_sex, pl.String)
    _read_segments(con)
    _read_wages(con)
    _read_each(con, "status_values", ["status"], _says_deceased, pl.Boolean)
    read_regions(con)
    start_names(con)
    put_told_names(con)
    run(con, "people")


def _says_deceased(status: str) -> bool:
    return bool(_DECEASED.search(status))


def _distinct(con: Connection, fields: Iterable[str]) -> list[str]:
    union = " UNION ALL ".join(f"SELECT {field} AS text FROM raw" for field in fields)
    query = f"SELECT DISTINCT text FROM ({union}) AS every_text WHERE text IS NOT NULL ORDER BY text"
    return [str(text) for text in get(con, query)["text"].to_list()]


def _read_each(
    con: Connection, table: str, fields: list[str], read: Callable[[str], object], dtype: type[pl.DataType]
) -> None:
    texts = [text for text in _distinct(con, fields) if _says_something(text)]
    values = [read(text) for text in texts]
    put(con, table, pl.DataFrame({"text": texts, "value": values}, schema={"text": pl.String, "value": dtype}))


def _says_something(text: str) -> bool:
    """False for signs alone ("-") and words like "tidak ada": nothing was filled in. A zero may be a code."""
    return any(map(str.isalnum, text)) and text.strip().upper() not in NOTHING


def _read_segments(con: Connection) -> None:
    texts = [text for text in _distinct(con, ["segment"]) if _says_something(text)]
    columns = {
        "text": texts, "value": list(map(read_segment, texts)), "elsewhere": list(map(insured_elsewhere, texts)),
    }  # fmt: skip
    schema = {"text": pl.String, "value": pl.String, "elsewhere": pl.Boolean}
    put(con, "segment_values", pl.DataFrame(columns, schema=schema))


def _read_wages(con: Connection) -> None:
    texts = _distinct(con, ("wage",))
    readings = [read_wage(text) for text in texts]
    columns = {"text": texts, "value": [amount for amount, _ in readings], "invalid": [bad for _, bad in readings]}
    put(
        con,
        "amount_values",
        pl.DataFrame(columns, schema={"text": pl.String, "value": pl.Int64, "invalid": pl.Boolean}),
    )


def _read_niks(con: Connection) -> None:
    run(con, "nik_parts")
    query = "SELECT DISTINCT nik AS text FROM nik_parts WHERE NOT plain AND nik IS NOT NULL ORDER BY text"
    texts = get(con, query)["text"].to_list()
    readings = [read_nik(text) for text in texts]
    frame = pl.DataFrame(
        {
            "text": texts,
            "digits": [r.digits or None for r in readings],
            "nik": [r.nik for r in readings],
            "kind": [r.kind for r in readings],
            "day": [r.day for r in readings],
            "month": [r.month for r in readings],
            "year2": [r.year2 for r in readings],
            "sex": [r.sex for r in readings],
            "problems": [",".join(r.problems) for r in readings],
        },
        schema={
            "text": pl.String,
            "digits": pl.String,
            "nik": pl.String,
            "kind": pl.String,
            "day": pl.Int32,
            "month": pl.Int32,
            "year2": pl.Int32,
            "sex": pl.String,
            "problems": pl.String,
        },
    )
    put(con, "nik_values", frame)


def _read_dates(con: Connection) -> None:
    _read_dates_of(con, "birth_values", ("birth_date",), read_birth_date)
    _read_dates_of(con, "date_values", ("start_date", "end_date", "death_date"), partial(read_date, latest=DATES_UNTIL))


def _read_dates_of(con: Connection, table: str, fields: Iterable[str], read: Callable[[str], DateReading]) -> None:
    texts = _distinct(con, fields)
    readings = list(map(read, texts))
    frame = pl.DataFrame(
        {
            "text": texts,
            "value": [r.value for r in readings],
            "digits": [r.digits or None for r in readings],
            "unknown_day": [r.unknown_day for r in readings],
            "place": [r.place for r in readings],
            "problem": [r.problem for r in readings],
        },
        schema={
            "text": pl.String,
            "value": pl.Date,
            "digits": pl.String,
            "unknown_day": pl.Boolean,
            "place": pl.String,
            "problem": pl.String,
        },
    )
    put(con, table, frame)


def _places(con: Connection, query: str, field: str) -> list[str]:
    return [text for text in get(con, query.format(field))["text"].to_list() if not says_nothing(text)]


def read_regions(con: Connection) -> None:
    """Make `region_values` (text, level, value, kecamatan, known): the places that rows and sheets name."""
    query = (
        "SELECT DISTINCT {0} AS text FROM (SELECT {0} FROM raw UNION ALL SELECT {0} FROM sheets) AS t "
        "WHERE {0} IS NOT NULL ORDER BY 1"
    )
    rows: list[tuple[str, str, str, str | None, bool | None]] = []
    for text in _places(con, query, "kelurahan"):
        found = find_kelurahan(text)
        kecamatan = kecamatan_key(found.kecamatan) if found else None
        rows.append((text, "kelurahan", kelurahan_key(text), kecamatan, is_kelurahan(text)))
    for text in _places(con, query, "kecamatan"):
        rows.append((text, "kecamatan", kecamatan_key(text), None, is_kecamatan(text)))
    schema = dict.fromkeys(("text", "level", "value", "kecamatan"), pl.String)
    put(con, "region_values", pl.DataFrame(rows, schema={**schema, "known": pl.Boolean}, orient="row"))
