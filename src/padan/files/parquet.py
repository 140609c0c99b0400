"""Parquet to a grid by a lazy scan: nothing is read until the engine asks. And columns of texts to Parquet."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from padan.files import limits
from padan.files.grids import Grid, column_name


def read_parquet(path: Path) -> list[Grid]:
    """The one grid of a Parquet file; its `row` counts records from 1."""
    with limits.whole_or_damaged(PolarsError, OSError, ValueError):
        scan = pl.scan_parquet(path)
        schema = scan.collect_schema()
    limits.check_columns(len(schema))
    cells = [_as_text(name, dtype).alias(column_name(i)) for i, (name, dtype) in enumerate(schema.items())]
    row = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row")
    frame = scan.select(row, pl.lit(False).alias("hidden"), *cells)
    return [Grid("", frame, len(schema), names=tuple(schema))]


def write_texts(path: Path, columns: Mapping[str, Sequence[str | None]]) -> None:
    """A Parquet file of text columns, all of one length. The same texts give the same bytes."""
    pl.DataFrame(dict(columns), schema=dict.fromkeys(columns, pl.String)).write_parquet(path)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column as text by a cast: dates as YYYY-MM-DD, whole floats without `.0`."""
    column = pl.col(name)
    if dtype == pl.String:
        return pl.when(column != "").then(column)
    if isinstance(dtype, pl.Datetime):
        return column.dt.date().cast(pl.String)
    if dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(column == whole).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
    if isinstance(dtype, pl.Binary):
        return column.cast(pl.String, strict=False)
    if dtype.is_nested():
        return pl.lit(None, dtype=pl.String)
    return column.cast(pl.String)
