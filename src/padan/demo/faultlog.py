"""What was planted where, kept by row number until files, sheets and records are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class FaultLog:
    """Faults of one side by row number."""

    side: str
    parts: list[pl.DataFrame] = field(default_factory=list)

    def add(self, kind: str, rows: Ints, detail: str | Sequence[str] = "") -> None:
        """Note that each of `rows` has this fault; `detail` is one text for all or one each."""
        if not len(rows):
            return
        details = pl.Series("detail", [detail] * len(rows) if isinstance(detail, str) else list(detail), pl.String)
        numbers = pl.Series("row_number", np.asarray(rows, dtype=np.int64))
        self.parts.append(pl.DataFrame([numbers, details]).with_columns(pl.lit(kind).alias("fault")))

    def forget(self, kinds: tuple[str, ...], rows: Ints) -> None:
        """Strike out faults of values that were never written, because the office has no such column."""
        gone = pl.Series(rows, dtype=pl.Int64).implode()
        struck = pl.col("fault").is_in(kinds) & pl.col("row_number").is_in(gone)
        self.parts = [part.filter(~struck) for part in self.parts]

    def frame(self, places: pl.DataFrame) -> pl.DataFrame:
        """side, file, sheet, record, fault, detail; `places` holds file, sheet and record of each row in order."""
        if not self.parts:
            return pl.DataFrame(schema=SCHEMA)
        numbered = places.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("row_number"))
        found = pl.concat(self.parts).join(numbered, "row_number")
        found = found.with_columns(pl.lit(self.side).alias("side")).select(list(SCHEMA))
        return found.sort("file", "sheet", "record", "fault", "detail").cast({"record": pl.Int64})


SCHEMA = {
    "side": pl.String, "file": pl.String, "sheet": pl.String, "record": pl.Int64, "fault": pl.String,
    "detail": pl.String,
}  # fmt: skip
