"""The demo city, workbooks in, workbook and minutes out: seconds, accuracy, and how many rows ask a clerk anything.

    python -m benchmarks.demo_city [--people 12000] [--seed N]

What asks is told by `benchmarks.questions`, which runs in Padan's own environment.
"""

import argparse
import json
import subprocess
from pathlib import Path
from tempfile import gettempdir

from benchmarks.running import PADAN, ROOT, padan, show


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
    asked = given.folder / f"tanya-{given.people}-{given.seed}"
    subprocess.run([PADAN.with_name("python"), "-m", "benchmarks.questions", city, asked], cwd=ROOT, check=True)
    said = subprocess.run(
        [PADAN, "evaluate", out, "--truth", city / "truth.parquet"], capture_output=True, encoding="utf-8"
    )
    print(said.stdout or said.stderr)


if __name__ == "__main__":
    main()
