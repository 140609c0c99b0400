"""Two rows of one side that are one person because one row of the other side is both.

Side by side two damaged rows may look like twins: each has lost something else. A row that lost nothing shows what they
have in common: what is sure to be its person once, by the odds of two rows of one side, is that person twice.
"""

import numpy as np
import polars as pl

from padan.engine.matching_graph import Floats

_TWO_NUMBERS = ("far_sound", "one_sound")
"""Two sound NIK are two people's until a human says otherwise, whoever else looks like both."""
_ONE_NUMBER = ("equal", "truncated", "one_digit", "swap", "length")
"""Where no number joins them, each may be a namesake born on that day."""
_ONE_DATE = ("equal", "both_unknown")


def doubles_through_another(across: pl.DataFrame, odds: Floats, within: pl.DataFrame, sure: float) -> pl.DataFrame:
    """Pairs (a, b, through) of rows of one side that are both one row of the other, and the log odds they are.

    `odds`: of each pair of `across` (a, b, nik, birth) the log odds it would have if its rows stood on one side. Both
    must reach `sure`, with one birth date and number; the lesser of the two counts. A row that could be somebody else's
    as well is left out. `within` (a, b, nik): what the rows say side by side.
    """
    pairs = across.select("a", "b", "nik", "birth", pl.Series("odds", odds)).filter(pl.col("odds") >= 0)
    sure_of = (pl.col("odds") >= sure) & pl.col("birth").is_in(_ONE_DATE) & pl.col("nik").is_in(_ONE_NUMBER)
    found = pl.concat([_beside(pairs, sure_of, "a", "b"), _beside(pairs, sure_of, "b", "a")])
    found = found.group_by("a", "b").agg(pl.col("through").max())
    return found.join(within.filter(pl.col("nik").is_in(_TWO_NUMBERS)), on=["a", "b"], how="anti").sort("a", "b")


def with_doubles(pairs: pl.DataFrame, log_odds: Floats, found: pl.DataFrame) -> Floats:
    """The log odds of pairs (a, b) within a side, raised where one row of the other side is both."""
    through = pairs.join(found, on=["a", "b"], how="left", maintain_order="left")["through"]
    raised: Floats = np.fmax(log_odds, through.fill_null(np.nan).to_numpy())
    return raised


def _beside(pairs: pl.DataFrame, sure: pl.Expr, hub: str, other: str) -> pl.DataFrame:
    """Rows that one row `hub` is both, and that are nobody else's."""
    known = pairs.filter(pl.len().over(other) == 1).filter(sure).filter(pl.len().over(hub) > 1)
    right = f"{other}_right"
    both = known.join(known, on=hub).filter(pl.col(other) < pl.col(right))
    return both.select(a=pl.col(other), b=pl.col(right), through=pl.min_horizontal("odds", "odds_right"))
