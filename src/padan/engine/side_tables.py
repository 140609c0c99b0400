"""Files that are no side of the comparison (payments, posts, groups), row by row as found, each in one table."""

from collections.abc import Sequence

import polars as pl

from padan.engine.loading import ReadSheet
from padan.engine.session import Connection, put, scalar

FROM_HINTS = ("month", "segment")
"""Fields that title, sheet or file name may say for all rows of a sheet."""


def load_side_table(con: Connection, table: str, key: str, sheets: Sequence[ReadSheet]) -> None:
    """Make `table`: a number of each row named `key`, sheet_id, record, row, and the text columns that were found."""
    first_id = int(scalar(con, "SELECT coalesce(max(sheet_id), -1) + 1 FROM sheets"))
    frames = [_frame(sheet).with_columns(pl.lit(first_id + i).alias("sheet_id")) for i, sheet in enumerate(sheets)]
    whole = pl.concat(frames, how="diagonal").with_row_index(key).with_columns(pl.col(key).cast(pl.Int64))
    put(con, table, whole)


def _frame(sheet: ReadSheet) -> pl.DataFrame:
    frame = sheet.data.collect()
    said = {field: sheet.hints[field] for field in FROM_HINTS if field in sheet.hints}
    if "month_from" in frame.columns:
        said.pop("month", None)
    return frame.with_columns(
        (pl.coalesce(field, pl.lit(value)) if field in frame.columns else pl.lit(value)).alias(field)
        for field, value in said.items()
    )
