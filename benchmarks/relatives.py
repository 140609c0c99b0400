"""Relatives of the second city: one of two stands on the list, the other among the participants. Nobody is on both, so
that every link is false; how many ask a clerk is counted too.

python -m benchmarks.relatives [--people 60000] [--seed N] [--damage usual|heavy|light] [--layout full|few]
"""

import argparse
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import polars as pl

from benchmarks import second_city
from benchmarks.linkage import read_result
from benchmarks.running import padan, rows_only, show
from benchmarks.second_names import vocabulary
from benchmarks.second_people import PER_KELURAHAN, build

KINDS = {
    "twins": (pl.col("place") >= 3) & (pl.col("born") == pl.col("born").shift(1)),
    "siblings": (pl.col("place") == 3) & (pl.col("born") != pl.col("born").shift(1)),
    "spouses": pl.col("place") == 1,
    "son and father": (pl.col("place") >= 2) & ~pl.col("woman"),
    "son of his father's name": (pl.col("place") >= 2) & (pl.col("plain") == pl.col("plain_of_father")),
}
"""Who stands on the list beside whom: the sibling before (twins, siblings), the husband, the father."""


def apart(everyone: pl.DataFrame, kind: str) -> tuple[pl.Series, pl.Series]:
    """Person numbers of the list and of the participants: one pair a home."""
    numbered = everyone.with_row_index("person").with_columns(
        place=pl.col("person").cast(pl.Int64) - pl.col("start"), plain_of_father=pl.col("plain").gather(pl.col("start"))
    )
    back = pl.col("place") if "father" in kind else pl.lit(1)
    found = numbered.filter(KINDS[kind]).unique("home", keep="first", maintain_order=True)
    listed = found["person"].cast(pl.Int64)
    return listed, listed - found.select(back.cast(pl.Int64).alias("back")).to_series()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relatives", description=__doc__)
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damage", choices=sorted(second_city.STRENGTH), default="usual")
    parser.add_argument("--layout", choices=("full", "few"), default="full")
    given = parser.parse_args()
    rng = np.random.default_rng([given.seed, given.people])
    kelurahan = max(1, given.people // PER_KELURAHAN)
    everyone, names = build(rng, vocabulary(rng), given.people, kelurahan), second_city.places(rng, kelurahan)
    lines = []
    for kind in KINDS:
        folder = Path(gettempdir()) / "relatives" / kind.replace(" ", "-").replace("'", "")
        listed, others = apart(everyone, kind)
        second_city.write(folder, rng, everyone, names, (listed, others), given.damage, given.layout)
        sides = (folder / "list.parquet", "--participants", folder / "participants.parquet")
        padan("reconcile", *sides, "--out", folder / "out", *rows_only())
        result = read_result(folder / "out")
        lines.append([kind, len(listed), len(result.links), len(result.review[0])])
    show(f"{given.damage} damage, {given.layout} layout", ("one here, one there", "pairs", "linked", "asked"), lines)


if __name__ == "__main__":
    main()
