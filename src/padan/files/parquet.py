"""Parquet to a grid by a lazy scan: nothing is read until the engine asks. And columns of texts to Parquet."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from padan.files import limits
from padan.files.grids import INVISIBLE, Grid, column_name

ZONE = "Asia/Jakarta"


def read_parquet(path: Path) -> list[Grid]:
    """The one grid of a Parquet file; its `row` counts records from 1. Texts are looked over once, in a stream."""
    with limits.whole_or_damaged(PolarsError, OSError, ValueError):
        scan = pl.scan_parquet(path)
        schema = scan.collect_schema()
        limits.check_columns(len(schema))
        texts = [name for name, dtype in schema.items() if dtype == pl.String]
        odd = _with_invisible_signs(scan, _looked_over(scan, texts))
    if not schema:
        raise limits.no_sheet()
    cells = [_as_text(name, dtype, name in odd).alias(column_name(i)) for i, (name, dtype) in enumerate(schema.items())]
    row = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row")
    frame = scan.select(row, pl.lit(False).alias("hidden"), *cells)
    return [
        Grid("", frame, len(schema), names=tuple(schema), notes=("invisible_characters",) if odd else ()),
    ]


def _looked_over(scan: pl.LazyFrame, texts: Sequence[str]) -> list[str]:
    """The columns that may hold invisible signs: some text is no plain ASCII. Raises for a cell past the limit."""
    if not texts:
        return []
    looked = scan.select(
        pl.struct(
            pl.col(name).str.len_bytes().max().alias("longest"),
            (pl.col(name).str.len_bytes() != pl.col(name).str.len_chars()).any().alias("beyond_ascii"),
            pl.col(name).str.contains("\0", literal=True).any().alias("nul"),
        ).alias(name)
        for name in texts
    ).collect(engine="streaming")
    told = looked.row(0, named=True)
    long = [name for name in texts if (told[name]["longest"] or 0) > limits.MAX_CELL_BYTES]
    if long:
        beyond = pl.any_horizontal(pl.col(long).str.len_bytes() > limits.MAX_CELL_BYTES)
        found = scan.with_row_index("row", offset=1).filter(beyond).select("row").head(1).collect(engine="streaming")
        raise limits.cell_too_long(found.item())
    return [name for name in texts if told[name]["beyond_ascii"] or told[name]["nul"]]


def _with_invisible_signs(scan: pl.LazyFrame, columns: Sequence[str]) -> frozenset[str]:
    if not columns:
        return frozenset()
    found = scan.select(pl.col(columns).str.contains(INVISIBLE).any()).collect(engine="streaming")
    return frozenset(name for name in columns if found[name][0])


def write_texts(path: Path, columns: Mapping[str, Sequence[str | None]]) -> None:
    """A Parquet file of text columns, all of one length. The same texts give the same bytes."""
    pl.DataFrame(dict(columns), schema=dict.fromkeys(columns, pl.String)).write_parquet(path)


def _as_text(name: str, dtype: pl.DataType, odd: bool) -> pl.Expr:
    """A column as text by a cast: dates as YYYY-MM-DD, those of a moment as in Jambi; whole numbers without `.0`."""
    column = pl.col(name)
    if dtype == pl.String:
        shown = column.str.replace_all(INVISIBLE, "") if odd else column
        return pl.when(shown != "").then(shown)
    if isinstance(dtype, pl.Datetime):
        there = column.dt.convert_time_zone(ZONE) if dtype.time_zone else column
        return there.dt.date().cast(pl.String)
    if isinstance(dtype, pl.Duration):
        return column.dt.to_string("polars")
    if dtype.is_float() or dtype.is_decimal():
        whole = column.cast(pl.Int64, strict=False)
        return (
            pl.when(column == whole)
            .then(whole.cast(pl.String))
            .when(~_is_nan(column, dtype))
            .then(column.cast(pl.String))
        )
    if isinstance(dtype, pl.Binary):
        return column.cast(pl.String, strict=False)
    if dtype.is_nested():
        return pl.lit(None, dtype=pl.String)
    return column.cast(pl.String)


def _is_nan(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Programs without a blank number write "not a number" for it."""
    return column.is_nan() if dtype.is_float() else pl.lit(False)
