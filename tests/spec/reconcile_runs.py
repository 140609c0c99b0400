"""Runs reconcile on small tables and reads what it wrote: the whole way from files to rows, in this process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from padan import cli

Place = tuple[str, str, str, int]
Row = dict[str, Any]
PAPERLESS = ("--no-pdf", "--no-workbook")


@dataclass(frozen=True, slots=True)
class Result:
    """What stands in DIR, as a customer reads it."""

    rows: pl.DataFrame
    pairs: pl.DataFrame
    within: pl.DataFrame
    summary: Mapping[str, Any]

    def by_place(self) -> dict[Place, Row]:
        """Rows by side, file, sheet and record."""
        return {(r["side"], r["file"], r["sheet"], r["record"]): r for r in self.rows.iter_rows(named=True)}


def write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    """A CSV with every cell in quotes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (headings, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reconcile(lists: Sequence[Path], participants: Sequence[Path], out: Path, *options: str) -> int:
    """The exit code of `padan reconcile` without its papers."""
    words = ["reconcile", *map(str, lists), "--participants", *map(str, participants), "--out", str(out)]
    return cli.main([*words, "--quiet", *PAPERLESS, *options])


def read_result(out: Path) -> Result:
    """Everything a run left in DIR."""
    return Result(
        pl.read_parquet(out / "rows.parquet"),
        pl.read_parquet(out / "pairs.parquet"),
        pl.read_parquet(out / "pairs_within.parquet"),
        json.loads((out / "summary.json").read_text(encoding="utf-8")),
    )


def first_place(pair: Row, side: str = "list") -> Place:
    """The place of a pair's first record; `side` where the pair stands within a side."""
    return (side, pair["list_file"], pair["list_sheet"], pair["list_record"])


def second_place(pair: Row, side: str = "participants") -> Place:
    """The place of a pair's second record."""
    return (side, pair["participants_file"], pair["participants_sheet"], pair["participants_record"])


def match_place(row: Row) -> Place | None:
    """The place a row points to: of the other side, of its own for a duplicate; None where it points nowhere."""
    if row["match_record"] is None:
        return None
    other = {"list": "participants", "participants": "list"}[row["side"]]
    side = row["side"] if row["bucket"] == "duplicate" else other
    return (side, row["match_file"], row["match_sheet"], row["match_record"])


def all_pairs(result: Result) -> list[tuple[Place, Place, str]]:
    """Pairs between the sides and within them, with their decision."""
    between = [(first_place(p), second_place(p), p["decision"]) for p in result.pairs.iter_rows(named=True)]
    within = [
        (first_place(p, p["side"]), second_place(p, p["side"]), p["decision"])
        for p in result.within.iter_rows(named=True)
    ]
    return between + within


def broken_identities(result: Result) -> list[str]:
    """What the promises about rows and pairs are broken by; empty where all hold."""
    rows, pairs = result.by_place(), all_pairs(result)
    found: list[str] = []
    if len(rows) != result.rows.height:
        found.append("a row stands twice")
    asked = {pair for a, b, decision in pairs if decision == "review" for pair in ((a, b), (b, a))}
    for place, row in rows.items():
        found += _broken_row(place, row, rows, asked)
    if len({(a, b) for a, b, _ in pairs} | {(b, a) for a, b, _ in pairs}) != 2 * len(pairs):
        found.append("a pair stands twice, or with itself")
    found += [f"pair without its row: {a} {b}" for a, b, _ in pairs if a not in rows or b not in rows]
    links = {
        (p, match_place(r)) for p, r in rows.items() if r["side"] == "list" and r["bucket"] in ("matched", "differs")
    }
    between = [(a, b, decision) for a, b, decision in pairs if a[0] != b[0]]
    found += [f"auto pair is no link: {a} {b}" for a, b, d in between if d == "auto" and (a, b) not in links]
    linking = {(a, b) for a, b, d in between if d in ("auto", "human_same")}
    found += [f"link without its pair: {link}" for link in links if link not in linking]
    for side, buckets in result.summary["buckets"].items():
        counted = dict(result.rows.filter(pl.col("side") == side)["bucket"].value_counts().iter_rows())
        if {k: n for k, n in buckets.items() if n} != counted:
            found.append(f"buckets of {side}: {buckets} / {counted}")
    return found


def _broken_row(place: Place, row: Row, rows: Mapping[Place, Row], asked: set[tuple[Place, Place]]) -> list[str]:
    found, bucket, match = [], row["bucket"], match_place(row)
    in_review = {one for one, _ in asked}
    if bucket in ("matched", "differs"):
        other = rows.get(match) if match else None
        if other is None or match_place(other) != place or other["bucket"] != bucket:
            found.append(f"does not point back: {place} -> {match}")
        if row["probability"] is None:
            found.append(f"linked without probability: {place}")
    if bucket == "duplicate" and (
        match is None or match not in rows or rows[match]["bucket"] == "duplicate" or match[0] != place[0]
    ):
        found.append(f"duplicate of no kept row: {place} -> {match}")
    if bucket == "review" and place not in in_review:
        found.append(f"review row in no review pair: {place}")
    if bucket == "review" and match is not None and (place, match) not in asked:
        found.append(f"review row points to a row it is not asked about: {place} -> {match}")
    if bucket in ("not_registered", "not_listed", "rejected") and place in in_review:
        found.append(f"{bucket} row in a review pair: {place}")
    if row["probability"] is not None and not 0 <= row["probability"] <= 1:
        found.append(f"probability {row['probability']}: {place}")
    return found
