"""A second run after 300 of 1,000,000 rows changed, with --state: seconds by step, and a full run with that model.

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
from padan.engine import state
from padan.engine.session import Connection, get, open_session
from padan.files.reading import read_lists


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


def full_run(folder: Path, kept: Path) -> pl.DataFrame:
    """Decided rows of a full run on the lists as they are now, with the model in `kept`."""
    state.MUCH = -1.0
    sheets = {
        "list": read_lists([folder / "list.parquet"], kind="list"),
        "participants": read_lists([folder / "participants.parquet"], kind="participants"),
    }
    con, _, report = state.run_with_state(kept, sheets)
    assert (report.why, report.learnt) == ("much", False)
    return decided(con)


def decided(con: Connection) -> pl.DataFrame:
    """What was decided of each row."""
    query = (
        "SELECT d.row_id, d.bucket, d.match_row_id, d.probability, d.rule, p.problems FROM decided AS d "
        "JOIN row_problems AS p ON p.row_id = d.row_id ORDER BY d.row_id"
    )
    rows = get(con, query)
    con.close()
    return rows


def kept_rows(kept: Path) -> pl.DataFrame:
    """Decided rows as they stand in the state."""
    con = open_session(kept / state.STATE)
    return decided(con)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.incremental", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--changed", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "second")
    given = parser.parse_args()
    folder = given.folder / f"incremental-{given.people}"
    second_city.make(folder, given.people, 5)
    kept, copy = folder / "state", folder / "state-copy"
    for old in (kept, copy):
        shutil.rmtree(old, ignore_errors=True)

    def reconcile(out: str) -> Run:
        sides = (folder / "list.parquet", "--participants", folder / "participants.parquet")
        return padan("reconcile", *sides, "--out", folder / out, "--state", kept, *rows_only())

    runs = {"first run": reconcile("out-first")}
    shutil.copytree(kept, copy)
    change(pl.read_parquet(folder / "list.parquet"), given.changed, 5).write_parquet(folder / "list.parquet")
    runs[f"after {given.changed} rows changed"] = reconcile("out-again")
    show(
        f"{given.people:,} rows a side, {given.changed} rows of the list changed",
        ("run", "seconds", "GB"),
        [[name, f"{run.seconds:.2f}", f"{run.peak:.2f}"] for name, run in runs.items()],
    )
    steps = [seconds_of(folder / out) for out in ("out-first", "out-again")]
    names = list(dict.fromkeys(step for said in steps for step in said))
    show(
        "Seconds by step (state: from the changes known to the decided rows kept)",
        ("step", "first", "again"),
        [[name, *(f"{said.get(name, 0.0):.3f}" for said in steps)] for name in names],
    )
    again, full = kept_rows(kept), full_run(folder, copy)
    same = again.join(full, on=full.columns, how="semi", nulls_equal=True)
    print(f"\nRows decided as in a full run with that model: {len(same):,} of {len(full):,}")


if __name__ == "__main__":
    main()
