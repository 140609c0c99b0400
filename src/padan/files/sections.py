"""Rows between people that speak for those below them: "RT 05", "KELURAHAN KASANG", "No. KK : ...", "B. KETUA RT"."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from padan.files.hints import read_hints, read_rt

_KK = re.compile(r"\b(?:kk|kartu\s+keluarga)\b\D{0,15}?((?:\d[ .'-]?){15,16})(?!\d)", re.I)
_NAMED = re.compile(r"\b(?:kelurahan|kel|desa|kecamatan|kec|rt|rw|kk|kartu\s+keluarga)\b", re.I)
_ORDER = ("kecamatan", "kelurahan", "rw", "rt", "kk")
"""From the widest to the narrowest: a new one ends what the narrower ones said."""
FIELDS = (*_ORDER, "segment")
PREFIX = "said_"

Section = tuple[int, str]
"""The row as seen in Excel, and its text."""


def section_says(text: str) -> dict[str, str]:
    """Field to value of what a row between people tells of those below it."""
    found: dict[str, str] = {}
    if kk := _KK.search(text):
        return {"kk": kk[1].strip()}
    hints = read_hints("", "", text)
    found |= {field: hints[field] for field in ("kecamatan", "kelurahan") if field in hints}
    found |= read_rt(text)
    if "segment" in hints and not found:
        found["segment"] = hints["segment"]
    return found


def is_section(texts: Mapping[int, str], silent: frozenset[int], leading: frozenset[int]) -> bool:
    """Whether one text alone stands in a row: in a column that gives no field, or in one of the `leading` columns where
    it names a region, an RT or a No. KK."""
    told = set(texts.values())
    if len(told) != 1 or len(texts) > 2:
        return False
    text = told.pop()
    if not re.search(r"[^\W\d_]{2}", text):
        return False
    if min(texts) in silent:
        return True
    return min(texts) in leading and _NAMED.search(text) is not None and bool(section_says(text))


def sections_frame(sections: Sequence[Section]) -> pl.LazyFrame | None:
    """What holds from each section row on, one column a field; None where sections say nothing."""
    rows: list[dict[str, str | int | None]] = []
    holds: dict[str, str] = {}
    for row, text in sections:
        said = section_says(text)
        widest = min((_ORDER.index(field) for field in said if field in _ORDER), default=len(_ORDER))
        holds = {f: v for f, v in holds.items() if f not in _ORDER[widest:]} | said
        rows.append({"row": row, **{PREFIX + field: holds.get(field) for field in FIELDS}})
    if not any(row[PREFIX + field] for row in rows for field in FIELDS):
        return None
    schema = {"row": pl.Int64, **{PREFIX + field: pl.String for field in FIELDS}}
    frame = pl.LazyFrame(rows, schema=schema)
    spoken = [field for field in FIELDS if any(row[PREFIX + field] for row in rows)]
    return frame.select("row", *(PREFIX + field for field in spoken))
