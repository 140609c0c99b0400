"""The demo's small city, decided in this process: its sheets, its truth, and who the engine says is who."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import polars as pl

from padan.demo import city as demo
from padan.demo.city import write_city
from padan.engine.human import apply_decisions
from padan.engine.linkage import link
from padan.engine.loading import ReadSheet, load
from padan.engine.model import Model
from padan.engine.normalising import normalise
from padan.engine.reconciling import reconcile
from padan.engine.session import Connection, get, open_session
from padan.files.reading import read_lists
from thorough import THOROUGH

Sheets = Mapping[str, Sequence[ReadSheet]]
Place = tuple[str, str, int]
"""File, sheet and record: a row of the city, wherever it stands in a run."""


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """A sheet whose rows may stand in another order; `places` is where each of them stood at first."""

    file: str
    sheet: str
    sha256: str
    hints: Mapping[str, str]
    data: pl.LazyFrame
    places: tuple[Place, ...]

    @property
    def rows(self) -> int:
        return len(self.places)


def _held(sheet: ReadSheet, order: Sequence[int]) -> HeldSheet:
    rows = sheet.data.collect()
    first = sheet.places if isinstance(sheet, HeldSheet) else [(sheet.file, sheet.sheet, n) for n in rows["record"]]
    places = tuple(first[i] for i in order)
    moved = rows[list(order)].with_columns(pl.Series("record", range(1, len(places) + 1), dtype=pl.Int64))
    return HeldSheet(sheet.file, sheet.sheet, sheet.sha256, sheet.hints, moved.lazy(), places)


@lru_cache(maxsize=1)
def city(people: int, seed: int) -> tuple[dict[str, list[HeldSheet]], frozenset[tuple[Place, Place]]]:
    """Both sides of the city as read from its files, and its true pairs. From one Parquet a side, which takes a tenth
    of the time; where it is to be thorough, from its workbooks."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "kota"
        with patch.object(demo, "WORKBOOKS_UP_TO", demo.WORKBOOKS_UP_TO if THOROUGH else 0):
            write_city(place, people=people, seed=seed)
        read = {"list": read_lists([place / "daftar"], kind="list"),
                "participants": read_lists([*place.glob("peserta.*")], kind="participants")}  # fmt: skip
        sheets = {side: [_held(s, range(s.rows)) for s in found] for side, found in read.items()}
        truth = pl.read_parquet(place / "truth.parquet").rows()
    return sheets, frozenset(((f, s, r), (g, t, q)) for f, s, r, g, t, q in truth)


def shuffled(sheets: Mapping[str, Sequence[HeldSheet]], chance: Random) -> dict[str, list[HeldSheet]]:
    """The same rows, those of each sheet in another order."""
    moved: dict[str, list[HeldSheet]] = {}
    for side, found in sheets.items():
        moved[side] = []
        for sheet in found:
            order = list(range(len(sheet.places)))
            chance.shuffle(order)
            moved[side].append(_held(sheet, order))
    return moved


FEW = ("record", "row", "hidden", "nik", "name", "birth_date", "sex", "kelurahan", "segment")


def _kept_now_and_then(rows: pl.DataFrame, column: str, every: int, kept: int) -> pl.Expr:
    """The column blank but for `kept` of `every` rows."""
    return pl.when((pl.col("record") + rows.height) % every < kept).then(column).alias(column)


def sparse(sheets: Mapping[str, Sequence[HeldSheet]]) -> dict[str, list[HeldSheet]]:
    """The same city badly kept: few columns, a NIK on a third of the rows, a birth date on two of five.

    Every second participant is gone.
    """
    told: dict[str, list[HeldSheet]] = {}
    for side, found in sheets.items():
        told[side] = []
        for sheet in found:
            rows = sheet.data.collect()
            rows = rows.select(column for column in rows.columns if column in FEW)
            blanks = [
                _kept_now_and_then(rows, c, *n)
                for c, n in {"nik": (3, 1), "birth_date": (5, 2)}.items()
                if c in rows.columns
            ]
            left = [i for i in range(rows.height) if side == "list" or i * 7919 % 10 < 5]
            told[side].append(_held(replace(sheet, data=rows.with_columns(blanks).lazy()), left))
    return told


def decided(sheets: Sheets, *, threads: int | None = None) -> tuple[Connection, Model]:
    """The run's tables and its model."""
    con = open_session()
    if threads:
        con.execute("SET threads = ?", [threads])
    load(con, sheets)
    normalise(con)
    apply_decisions(con, ())
    found = link(con)
    reconcile(con, found)
    return con, found


def places_of(con: Connection, sheets: Mapping[str, Sequence[HeldSheet]]) -> dict[int, Place]:
    """Row number -> where the row stood at first."""
    every = [sheet for side in ("list", "participants") for sheet in sheets[side]]
    rows = get(con, "SELECT row_id, sheet_id, record FROM people").rows()
    return {row_id: every[sheet_id].places[record - 1] for row_id, sheet_id, record in rows}


def persons(con: Connection, places: Mapping[int, Place]) -> set[frozenset[Place]]:
    """Rows that are one person, where a person has more than one."""
    found: defaultdict[int, set[Place]] = defaultdict(set)
    for row_id, person in get(con, "SELECT row_id, person_id FROM decided").rows():
        found[person].add(places[row_id])
    return {frozenset(rows) for rows in found.values() if len(rows) > 1}
