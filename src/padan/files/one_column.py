"""A list whose lines stand whole in one column: a CSV that was opened with another delimiter and saved like that."""

import csv
from dataclasses import replace

import polars as pl

from padan.files.delimited import delimiter_of
from padan.files.grids import TOP_ROWS, Grid, cleaned, column_name
from padan.files.layouts import KNOWN, compact

FEWEST_HEADINGS = 2


def told_apart(grid: Grid) -> Grid:
    """The grid with a column for each part of its lines, where one column holds them all and a line reads like
    headings; else as it is. Rows keep their numbers."""
    if grid.names:
        return grid
    top = grid.frame.head(TOP_ROWS).collect()
    filled = [name for name in map(column_name, range(grid.width)) if top[name].null_count() < top.height]
    if len(filled) != 1:
        return grid
    lines = top[filled[0]].drop_nulls().to_list()
    delimiter = delimiter_of("\n".join(line.replace("\n", " ") for line in lines))
    if not any(_names_columns(_parts(line, delimiter)) for line in lines):
        return grid
    return _split(grid, filled[0], delimiter)


def _parts(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]


def _names_columns(parts: list[str]) -> bool:
    return sum(compact(part) in KNOWN for part in parts) >= FEWEST_HEADINGS


def _split(grid: Grid, column: str, delimiter: str) -> Grid:
    frame = grid.frame.collect()
    others = [name for name in map(column_name, range(grid.width)) if name != column]
    if frame.select(pl.any_horizontal(pl.col(others).is_not_null().any()) if others else pl.lit(False)).item():
        return grid
    rows = [_parts(text, delimiter) if text else [] for text in frame[column]]
    width = max(map(len, rows))
    cells = {
        column_name(place): pl.Series([row[place] if place < len(row) else None for row in rows], dtype=pl.String)
        for place in range(width)
    }
    told, _ = cleaned(pl.DataFrame({"row": frame["row"], **cells}).with_columns(frame["hidden"]))
    notes = (*grid.notes, f"one_column:{delimiter}")
    return replace(grid, frame=told.lazy(), width=width, merged=(), notes=notes)
