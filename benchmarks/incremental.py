"""A second run after 300 of 1,000,000 rows changed, with --state: seconds by step, and what a full run says.

python -m benchmarks.incremental [--people 1000000] [--changed 300]
"""

import argparse
import json
import shutil
from pathlib import Path
from random import Random
from tempfile import gettempdir

import polars as pl

from benchmarks import second_city
from benchmarks.running import Run, padan, rows_only, show
from benchmarks.second_damage import NAME_DAMAGE, NIK_DAMAGE, pick

SAID = ["side", "record", "bucket", "match_record"]


def change(frame: pl.DataFrame, rows: int, seed: int) -> pl.DataFrame:
    """A correction in each of `rows` rows: half in the name, half in the NIK."""
    random = Random(seed)
    chosen = sorted(random.sample(range(len(frame)), rows))
    for column, table, part in (("Nama", NAME_DAMAGE, chosen[::2]), ("NIK", NIK_DAMAGE, chosen[1::2])):
        damage, values = pick(table), frame[column].to_list()
        for row in part:
            values[row] = damage(values[row] or "9900000101700001", random)
        frame = frame.with_columns(pl.Series(column, values, dtype=pl.String))
    return frame


def seconds_of(out: Path) -> dict[str, float]:
    """Seconds by step, from summary.json."""
    said: dict[str, float] = json.loads((out / "summary.json").read_text(encoding="utf-8"))["seconds"]
    return said


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.incremental", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--changed", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "second")
    given = parser.parse_args()
    folder = given.folder / f"incremental-{given.people}"
    second_city.make(folder, given.people, 5)
    state, fresh = folder / "state", folder / "state-fresh"
    for old in (state, fresh):
        shutil.rmtree(old, ignore_errors=True)

    def reconcile(out: str, kept: Path) -> Run:
        sides = (folder / "list.parquet", "--participants", folder / "participants.parquet")
        return padan("reconcile", *sides, "--out", folder / out, "--state", kept, *rows_only())

    runs = {"first run": reconcile("out-first", state)}
    change(pl.read_parquet(folder / "list.parquet"), given.changed, 5).write_parquet(folder / "list.parquet")
    runs[f"after {given.changed} rows changed"] = reconcile("out-again", state)
    runs["full run on the changed list, a model of its own"] = reconcile("out-fresh", fresh)
    show(
        f"{given.people:,} rows a side, {given.changed} rows of the list changed",
        ("run", "seconds", "GB"),
        [[name, f"{run.seconds:.2f}", f"{run.peak:.2f}"] for name, run in runs.items()],
    )
    steps = [seconds_of(folder / out) for out in ("out-first", "out-again", "out-fresh")]
    names = list(dict.fromkeys(step for said in steps for step in said))
    show(
        "Seconds by step",
        ("step", "first", "again", "fresh"),
        [[name, *(f"{said.get(name, 0.0):.3f}" for said in steps)] for name in names],
    )
    again, full = (pl.read_parquet(folder / out / "rows.parquet").select(SAID) for out in ("out-again", "out-fresh"))
    same = again.join(full, on=SAID, how="semi", nulls_equal=True)
    print(f"\nRows with the bucket and match of the full run: {len(same):,} of {len(full):,}")


if __name__ == "__main__":
    main()
