"""The data rows of a sheet one after another, as found and as understood; and a sheet made of typed rows."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from padan.domain.fields import FIELD_KEYS
from padan.files.columns import letters
from padan.files.grids import column_name
from padan.files.reading import SheetRead

SLICE = 2000
"""Rows laid out at a time."""


def row_texts(sheet: SheetRead) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """For each data row: its Excel row, {heading: text} of every cell that is not blank, {field: text}."""
    data = sheet.data.collect()
    cells = sheet.cells.collect() if sheet.cells is not None else data.select("row")
    names = _names(sheet)
    fields = [name for name in data.columns if name in FIELD_KEYS]
    places = [name for name in cells.columns if name in names]
    headings = [names[place] for place in places]
    for start in range(0, data.height, SLICE):
        part = data.slice(start, SLICE)
        read = _texts(part, fields)
        found = _texts(cells.slice(start, SLICE), places)
        for row, as_read, as_found in zip(part["row"], read, found, strict=True):
            yield row, _filled(headings, as_found), _filled(fields, as_read)


def _texts(frame: pl.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    return iter(frame.select(columns).iter_rows()) if columns else iter([()] * frame.height)


def _filled(keys: Sequence[str], texts: Sequence[str | None]) -> dict[str, str]:
    return {key: text for key, text in zip(keys, texts, strict=True) if text is not None}


def _names(sheet: SheetRead) -> dict[str, str]:
    """Column of the grid -> its heading; one without a heading, or with another's, is told by its letters."""
    names: dict[str, str] = {}
    for column in sheet.columns:
        place = column_name(column.position)
        if place not in names:
            taken = not column.heading or column.heading in names.values()
            names[place] = f"{column.heading} ({letters(column.position)})".strip() if taken else column.heading
    return names


def typed_sheet(rows: Sequence[Mapping[str, str]]) -> SheetRead:
    """A sheet of rows typed on a page: {field: text} each; what is no field is left out."""
    fields = sorted({key for row in rows for key in row} & FIELD_KEYS)
    numbers = pl.int_range(1, len(rows) + 1, eager=True)
    texts = {key: pl.Series(key, [(row.get(key) or "").strip() or None for row in rows], pl.String) for key in fields}
    hidden = pl.Series("hidden", [False] * len(rows), pl.Boolean)
    frame = pl.DataFrame({"record": numbers, "row": numbers, "hidden": hidden, **texts})
    return SheetRead(Path("-"), "-", "", "", (), frame.lazy(), len(rows), (), "", {}, ())
