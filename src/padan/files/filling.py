"""What a cell says of rows beside its own: merged cells, ditto marks, and rows that stand above a group of people."""

from collections.abc import Mapping, Sequence

import polars as pl

from padan.files.columns import Source
from padan.files.grids import Grid, column_name
from padan.files.sections import PREFIX, Section, sections_frame

SHARED_FIELDS = frozenset(
    {"kk", "address", "rt", "rw", "kelurahan", "kecamatan", "city", "postcode", "segment", "office", "npp", "month"}
    | {"month_from", "month_to", "billing_code", "ntpn", "paid_date"}
)
"""What several rows may share: a cell merged over them says it of each. A NIK or a name is one row's own."""
DITTO = r"""(?i)^\s*(?:["”“″]{1,2}|''|,,|〃|-\s*["”“″]{1,2}\s*-|s\.?\s?d\.?\s?a\.?|idem|ditto)\s*$"""
"""Marks for "the same as above"."""


def shared_positions(sources: Mapping[str, Source]) -> list[int]:
    """The columns whose cells may speak for several rows."""
    shared = [sources[field] for field in SHARED_FIELDS & sources.keys() if sources[field].way != "months"]
    return sorted({position for source in shared for position in source.positions})


def filled_down(kept: pl.LazyFrame, grid: Grid, shared: Sequence[int], dittoed: Sequence[int]) -> pl.LazyFrame:
    """The rows with what merged cells and ditto marks say of each."""
    for position in shared:
        spans = [(top + 1, bottom + 1) for top, left, bottom, _ in grid.merged if left == position and bottom > top]
        if not spans:
            continue
        name = column_name(position)
        areas = pl.LazyFrame(sorted(spans), schema={"row": pl.Int64, "last": pl.Int64}, orient="row")
        begun = areas.join(kept.select("row", pl.col(name).alias("said")), on="row").sort("row")
        covered = pl.when(pl.col("row") <= pl.col("last")).then(pl.col("said"))
        joined = kept.sort("row").join_asof(begun, on="row")
        kept = joined.with_columns(pl.coalesce(name, covered).alias(name)).drop("last", "said")
    return kept.with_columns(_repeated(column_name(position)) for position in dittoed) if dittoed else kept


def _repeated(name: str) -> pl.Expr:
    same = pl.col(name).str.contains(DITTO)
    above = pl.when(~same).then(pl.col(name)).forward_fill()
    return pl.when(same).then(above).otherwise(pl.col(name)).alias(name)


def with_sections(
    kept: pl.LazyFrame, fields: Mapping[str, pl.Expr], sections: Sequence[Section]
) -> tuple[pl.LazyFrame, dict[str, pl.Expr]]:
    """The rows and their fields with what the row above each group says, where the row itself does not."""
    said = sections_frame(sections)
    if said is None:
        return kept, dict(fields)
    names = [name for name in said.collect_schema().names() if name != "row"]
    told = {name.removeprefix(PREFIX): pl.col(name) for name in names}
    merged = {field: pl.coalesce(fields[field], expression) for field, expression in told.items() if field in fields}
    new = {field: expression for field, expression in told.items() if field not in fields}
    all_fields = {**fields, **merged, **new}
    joined = kept.sort("row").join_asof(said.sort("row"), on="row")
    return joined, {field: expression.alias(field) for field, expression in all_fields.items()}
