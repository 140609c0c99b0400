"""The demo city, workbooks in, workbook and minutes out: seconds, accuracy, and how many rows ask a clerk anything.

    python -m benchmarks.demo_city [--people 12000] [--seed N]

A row asks a clerk something when it is in review or rejected, when a problem of harm 3 stands on it (a death, two
payers), or when it is linked with a NIK, birth date or sex that differs although neither row shows by itself which one
is damaged. Differences of spelling and values missing on one side are told and closed in one click: they do not count.
"""

import argparse
import json
import subprocess
from pathlib import Path
from tempfile import gettempdir

import polars as pl

from benchmarks.running import PADAN, padan, show

DIFFERENCES = ("nik_differs", "birth_date_differs", "sex_differs")
SELF_EVIDENT = (
    "nik_length", "nik_excel_truncated", "nik_invalid_date", "nik_not_digits", "nik_is_kk", "nik_missing", "nik_shared",
    "nik_birth_date_differs", "nik_sex_differs", "birth_date_invalid", "birth_date_unknown_day", "birth_date_missing",
)  # fmt: skip
GRAVE = ("deceased", "two_payers")


def holds(column: str, codes: tuple[str, ...]) -> pl.Expr:
    """Whether a list of codes holds one of these."""
    return pl.col(column).list.set_intersection(pl.lit(list(codes), dtype=pl.List(pl.String))).list.len() > 0


def asking(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows, with what they ask: `review`, `rejected`, `grave`, `differs` (or null for nothing)."""
    key = ["side", "file", "sheet", "record"]
    theirs = rows.filter(pl.col("bucket").is_in(["matched", "differs"])).select(
        pl.when(pl.col("side") == "list").then(pl.lit("participants")).otherwise(pl.lit("list")).alias("side"),
        pl.col("match_file").alias("file"),
        pl.col("match_sheet").alias("sheet"),
        pl.col("match_record").alias("record"),
        pl.col("problems").alias("their_problems"),
    )
    both = rows.join(theirs, on=key, how="left", maintain_order="left")
    shown = holds("problems", SELF_EVIDENT) | holds("their_problems", SELF_EVIDENT)
    return both.with_columns(
        pl.when(pl.col("bucket").is_in(["review", "rejected"])).then(pl.col("bucket"))
        .when(holds("problems", GRAVE)).then(pl.lit("grave"))
        .when((pl.col("bucket") == "differs") & holds("problems", DIFFERENCES) & ~shown).then(pl.lit("differs"))
        .alias("asks")
    )  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.demo_city", description=__doc__)
    parser.add_argument("--people", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "demo-city")
    given = parser.parse_args()
    city, out = given.folder / f"kota-{given.people}-{given.seed}", given.folder / f"hasil-{given.people}-{given.seed}"
    made = padan("demo", city, "--people", str(given.people), "--seed", str(given.seed))
    files = (city / "daftar", "--participants", city / "peserta.xlsx", "--payments", city / "iuran.xlsx")
    run = padan("reconcile", *files, "--out", out, "--quiet")
    show(
        f"The demo city of {given.people:,}: workbooks in, workbook and minutes out",
        ("step", "seconds", "GB"),
        [
            ["padan demo", f"{made.seconds:.1f}", f"{made.peak:.2f}"],
            ["padan reconcile", f"{run.seconds:.1f}", f"{run.peak:.2f}"],
        ],
    )
    steps = json.loads((out / "summary.json").read_text(encoding="utf-8"))["seconds"]
    show("Seconds by step", ("step", "seconds"), [[step, float(seconds)] for step, seconds in steps.items()])
    rows = asking(pl.read_parquet(out / "rows.parquet"))
    counted = rows.group_by("side", "asks").len().sort("side", "asks", nulls_last=True).rows()
    show("What rows ask of a clerk", ("side", "asks", "rows", "share of all rows"), [
        [side, asks or "nothing", count, f"{count / len(rows):.2%}"] for side, asks, count in counted
    ])  # fmt: skip
    asks = len(rows.filter(pl.col("asks").is_not_null()))
    print(f"\nRows that ask anything: {asks / len(rows):.2%} of {len(rows):,} (at most 3 %)")
    said = subprocess.run(
        [PADAN, "evaluate", out, "--truth", city / "truth.parquet"], capture_output=True, encoding="utf-8"
    )
    print(said.stdout or said.stderr)


if __name__ == "__main__":
    main()
