"""Rows as the engine reads them, for tests that hold its SQL against the rules of the domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl
from hypothesis import Phase

from padan.engine.loading import load
from padan.engine.normalising import normalise
from padan.engine.session import Connection, get, open_session

Text = str | None

QUICK = (Phase.explicit, Phase.generate)
"""Each example opens an engine: a failing one is shown as found, for making it smaller would take minutes."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A list whose columns hold these texts."""

    data: pl.LazyFrame
    rows: int
    file: str = "a.csv"
    sheet: str = ""
    sha256: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)


def people(**columns: Sequence[Text]) -> tuple[Connection, pl.DataFrame]:
    """`people` as normalised from the columns, in the order of the cells."""
    count = len(next(iter(columns.values())))
    numbers = pl.Series("record", range(1, count + 1), dtype=pl.Int64)
    hidden = pl.Series("hidden", [False] * count, dtype=pl.Boolean)
    texts = [pl.Series(name, values, dtype=pl.String) for name, values in columns.items()]
    con = open_session()
    load(con, {"list": [Cells(pl.DataFrame([numbers, numbers.alias("row"), hidden, *texts]).lazy(), count)]})
    normalise(con)
    return con, get(con, "SELECT * FROM people ORDER BY row_id")


def blank(text: str) -> Text:
    """A reader gives no blank cells: they are absent."""
    return text if text.strip() else None
