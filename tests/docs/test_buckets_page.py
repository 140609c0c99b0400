"""The worked tables of docs/explanation/buckets.md, run the whole way from files to rows: a run for each table."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from padan.cli import main

PAGE = Path(__file__).parents[2] / "docs/explanation/buckets.md"
HEAD = "NIK,Nama,Tanggal Lahir,Jenis Kelamin,Segmen"
PEOPLE = {
    "A": "9971011205809001,ZULKARNAIN EFFENDI,12-05-1980,L",
    "B": "9971015507759002,ROSMANIDAR HARAHAP,15-07-1975,P",
    "C": "9971010908909001,BONIFASIUS SINGARIMBUN,09-08-1990,L",
    "D": "9971016702689001,HASNAWATI LUBIS,27-02-1968,P",
    "E": "9971011812889001,GERALDUS TOBING,18-12-1988,L",
}
SEGMENTS = {"rentan": "Pekerja Rentan", "tkk": "TKK", "rt": "Ketua RT"}
SIDES = ("list", "participants")


def table(name: str) -> list[list[str]]:
    """The cells of the rows below `<!-- table: name -->`, without the heading."""
    lines = PAGE.read_text(encoding="utf-8").partition(f"<!-- table: {name} -->\n")[2].splitlines()
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows[2:]


def run(folder: Path, lists: Sequence[str], participants: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    """The rows of each side, in their order."""
    for side, rows in zip(SIDES, (lists, participants), strict=True):
        (folder / f"{side}.csv").write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    words = ["reconcile", str(folder / "list.csv"), "--participants", str(folder / "participants.csv")]
    assert main([*words, "--out", str(folder / "out"), "--no-pdf", "--no-workbook", "--quiet"]) == 0
    found = pl.read_parquet(folder / "out/rows.parquet").sort("record")
    return {side: list(found.filter(pl.col("side") == side).iter_rows(named=True)) for side in SIDES}


def test_one_row_a_side(tmp_path: Path) -> None:
    cases = table("pairs")
    found = run(tmp_path, [_cells(case[1]) for case in cases], [_cells(case[2]) for case in cases])
    told = [
        [case[0], row["bucket"], other["bucket"], sorted(row["problems"])]  # type: ignore[call-overload]
        for case, row, other in zip(cases, found["list"], found["participants"], strict=True)
    ]
    assert told == [[case[0], case[3], case[4], sorted(case[5].split())] for case in cases]


def _cells(text: str) -> str:
    """NIK / name / birth date / sex as a line of CSV."""
    return ",".join(f'"{part.strip()}"' for part in text.split("/")) + ","


def test_several_rows(tmp_path: Path) -> None:
    cases = table("several")
    people = [[[_person(word) for word in side.split(";")] for side in case[1:3]] for case in cases]
    found = run(tmp_path, *([row for case in people for row in case[at]] for at in (0, 1)))
    starts = dict.fromkeys(SIDES, 0)
    for case, rows in zip(cases, people, strict=True):
        sizes = dict(zip(SIDES, map(len, rows), strict=True))
        told = [
            "; ".join(_told(row, side, starts) for row in found[side][starts[side] : starts[side] + sizes[side]])
            for side in SIDES
        ]
        assert [case[0], *told] == [case[0], *case[3:]]
        starts = {side: starts[side] + sizes[side] for side in SIDES}


def _person(text: str) -> str:
    segment, person = text.split()
    return f"{PEOPLE[person]},{SEGMENTS[segment]}"


def _told(row: dict[str, object], side: str, starts: dict[str, int]) -> str:
    record = row["match_record"]
    if not isinstance(record, int):
        return str(row["bucket"])
    points_to = side if row["bucket"] == "duplicate" else next(other for other in SIDES if other != side)
    return f"{row['bucket']} -> {points_to[0]}{record - starts[points_to]}"
