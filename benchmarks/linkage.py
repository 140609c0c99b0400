"""Linkage of the second city: padan beside Splink and a bare join on NIK, on the same rows, in one run.

python -m benchmarks.linkage [--sizes 10000 100000 1000000] [--seed N] [--damage usual|heavy|light]
        [--layout full|few] [--without padan splink] [--misses N]
"""

import argparse
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks import measures, second_city
from benchmarks.measures import Pairs, Rows
from benchmarks.running import Run, module, padan, rows_only, show

EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1.0)
HEAD = ("engine", "seconds", "GB", "precision", "recall", "F1", "residual F1", "res. precision", "res. recall", "found")


@dataclass(frozen=True, slots=True)
class Result:
    """What padan said: links (decided alone), links with duplicates given their kept row's link, and the review."""

    links: Pairs
    closed: Pairs
    candidates: Pairs
    probability: NDArray[np.float64]
    review: tuple[Rows, Rows]
    scored: Pairs
    buckets: dict[str, dict[str, int]]


def pairs_of(frame: pl.DataFrame, first: int = 0) -> Pairs:
    """list_record and participants_record as pairs of row numbers from 0; `first` is the number of the first record."""
    return frame.select("list_record", "participants_record").cast(pl.Int64).to_numpy() - first


def kept_rows(rows: pl.DataFrame, side: str) -> Rows:
    """For every row of a side the row that is kept for it: itself, or what a duplicate points to."""
    here = rows.filter(pl.col("side") == side).sort("record")
    kept = pl.when(pl.col("bucket") == "duplicate").then("match_record").otherwise("record")
    return here.select(kept).to_series().to_numpy().astype(np.int64) - 1


def read_result(out: Path) -> Result:
    """Reads rows.parquet and pairs.parquet."""
    rows, pairs = pl.read_parquet(out / "rows.parquet"), pl.read_parquet(out / "pairs.parquet")
    linked = rows.filter((pl.col("side") == "list") & pl.col("bucket").is_in(["matched", "differs"]))
    links = linked.select("record", "match_record").cast(pl.Int64).to_numpy() - 1
    closed = measures.with_duplicates(links, kept_rows(rows, "list"), kept_rows(rows, "participants"))
    counted = rows.group_by("side", "bucket").len().rows()
    buckets: dict[str, dict[str, int]] = {"list": {}, "participants": {}}
    for side, bucket, count in counted:
        buckets[side][bucket] = count
    review = tuple(
        rows.filter((pl.col("side") == side) & (pl.col("bucket") == "review"))["record"].to_numpy().astype(np.int64) - 1
        for side in ("list", "participants")
    )
    return Result(
        links,
        closed,
        pairs_of(pairs.filter(pl.col("decision") == "review"), 1),
        pairs["probability"].to_numpy(),
        (review[0], review[1]),
        pairs_of(pairs, 1),
        buckets,
    )


def line(name: str, run: Run, found: Pairs, true: Pairs, joined: Pairs) -> list[object]:
    """One engine's line of the table."""
    whole, rest = measures.score(found, true), measures.residual(found, true, joined)
    return [
        name, f"{run.seconds:.1f}", f"{run.peak:.2f}", f"{whole.precision:.5f}", whole.recall, whole.f1, rest.f1,
        rest.precision, rest.recall, whole.found,
    ]  # fmt: skip


def mutual_best(frame: pl.DataFrame) -> pl.DataFrame:
    """Of scored pairs those that are the best of both their rows."""
    best = [
        pl.col("probability") == pl.col("probability").max().over(side)
        for side in ("list_record", "participants_record")
    ]
    return frame.filter(best[0] & best[1])


def splink(folder: Path, true: Pairs, joined: Pairs) -> list[list[object]]:
    """Splink's lines: pairs at 0.99 and above, and the same one to one."""
    out = folder / "splink.parquet"
    run = module("benchmarks.splink_city", folder, out)
    scored = pl.read_parquet(out)
    sure = scored.filter(pl.col("probability") >= 0.99)
    return [
        line("Splink 5, p >= 0.99", run, pairs_of(sure), true, joined),
        line("Splink 5, p >= 0.99 and mutual best", run, pairs_of(mutual_best(sure)), true, joined),
    ]


def our_lines(folder: Path, true: Pairs, joined: Pairs) -> tuple[list[list[object]], Result]:
    """padan's lines and its whole result."""
    out = folder / "out"
    sides = (folder / "list.parquet", "--participants", folder / "participants.parquet")
    run = padan("reconcile", *sides, "--out", out, *rows_only())
    result = read_result(out)
    lines = [
        line("padan", run, result.closed, true, joined),
        line("padan, kept rows only", run, result.links, true, joined),
    ]
    return lines, result


def show_result(result: Result, true: Pairs, size: int) -> None:
    """Review, buckets and calibration."""
    shown = measures.linked_or_reviewed(true, result.closed, result.candidates, *result.review)
    shares = [len(rows) / size for rows in result.review]
    show(
        "What is left to a human",
        ("linked, or in review among at most 3", "review, list", "review, participants"),
        [[f"{shown:.5f}", f"{shares[0]:.3%}", f"{shares[1]:.3%}"]],
    )
    names = sorted({bucket for side in result.buckets.values() for bucket in side})
    show(
        "Buckets",
        ("side", *names),
        [[side, *(count.get(n, 0) for n in names)] for side, count in result.buckets.items()],
    )
    bins = measures.calibration(result.probability, measures.contains(result.scored, true), EDGES)
    show(
        "Calibration: pairs by what was said",
        ("probability", "pairs", "stated", "true", "true, 95 %"),
        [
            [
                f"{b.low} to {b.high}",
                b.pairs,
                b.stated,
                b.true,
                "{:.4f} to {:.4f}".format(*measures.interval(round(b.true * b.pairs), b.pairs)),
            ]
            for b in bins
        ],
    )


def show_misses(folder: Path, result: Result, true: Pairs, count: int) -> None:
    """Some wrong links and some true pairs that were not linked, both rows of each (the people are invented)."""
    sides = [pl.read_parquet(folder / f"{side}.parquet") for side in ("list", "participants")]
    columns = [name for name in sides[0].columns if name in sides[1].columns]
    wrong = result.closed[~measures.contains(result.closed, true)]
    missed = true[~measures.contains(true, result.closed)]
    for title, pairs in (("wrong links", wrong), ("true pairs not linked", missed)):
        picked = pairs[np.random.default_rng(1).permutation(len(pairs))[:count]]
        print(f"\n{len(pairs)} {title}, some of them:")
        for left, right in picked.tolist():
            rows = [side.select(columns).row(row) for side, row in zip(sides, (left, right), strict=True)]
            print(f"  list {left + 1}, participants {right + 1}")
            print("\n".join("    " + " | ".join("-" if cell is None else str(cell) for cell in row) for row in rows))


def compare(size: int, given: argparse.Namespace) -> None:
    """One size: makes the city, runs the engines, prints the tables."""
    seed, damage, without = given.seed, given.damage, given.without
    folder = given.folder / f"{size // 1000}k-{damage}-{given.layout}-{seed}"
    second_city.make(folder, size, seed, damage, given.layout)
    true = pairs_of(pl.read_parquet(folder / "truth.parquet"), 1)
    join = module("benchmarks.exact_join", folder, folder / "exact.parquet")
    joined = pairs_of(pl.read_parquet(folder / "exact.parquet"))
    lines = [line("bare join on NIK", join, joined, true, joined)]
    if "splink" not in without and find_spec("splink"):
        lines += splink(folder, true, joined)
    result = None
    if "padan" not in without:
        ours, result = our_lines(folder, true, joined)
        lines += ours
    show(
        f"{size:,} rows a side, {len(true):,} true pairs, {damage} damage, {given.layout} layout, seed {seed}",
        HEAD,
        lines,
    )
    if result:
        show_result(result, true, size)
        if given.misses:
            show_misses(folder, result, true, given.misses)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damage", choices=sorted(second_city.STRENGTH), default="usual")
    parser.add_argument("--layout", choices=second_city.LAYOUTS, default="full")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N wrong links and N missed pairs")
    parser.add_argument("--without", nargs="*", default=[], choices=["padan", "splink"])
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "second")
    given = parser.parse_args()
    for size in given.sizes:
        compare(size, given)


if __name__ == "__main__":
    main()
