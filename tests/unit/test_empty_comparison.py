"""Where no pair is a candidate, a comparison makes its tables empty without its steps: of the very same columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from padan.engine.human import apply_decisions
from padan.engine.linkage import link
from padan.engine.loading import load
from padan.engine.normalising import normalise
from padan.engine.scoring import EMPTY_TABLES
from padan.engine.session import Connection, open_session, scalar

Row = tuple[str, str, str]
FIELDS = ("nik", "name", "birth_date")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as if it had been read."""

    file: str
    people: Sequence[Row]
    sheet: str = ""
    sha256: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> pl.LazyFrame:
        place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
        texts = pl.LazyFrame(self.people, schema=dict.fromkeys(FIELDS, pl.String), orient="row")
        return texts.with_columns(place.alias("record"), place.alias("row"), pl.lit(False).alias("hidden"))

    @property
    def rows(self) -> int:
        return len(self.people)


def linked(listed: Row, insured: Row) -> Connection:
    con = open_session()
    load(con, {"list": [Sheet("daftar", [listed])], "participants": [Sheet("peserta", [insured])]})
    normalise(con)
    apply_decisions(con, ())
    link(con)
    return con


def columns(con: Connection) -> dict[str, str]:
    return {
        table: ", ".join(f"{name} {kind}" for name, kind, *_ in con.execute(f"DESCRIBE {table}").fetchall())
        for table in EMPTY_TABLES
    }


def test_empty_tables_have_the_columns_of_full_ones() -> None:
    con = linked(("9871010701809001", "BUDI SANTOSO", "07-01-1980"), ("9871010701809001", "RATNA DEWI", "03-09-1985"))
    assert scalar(con, "SELECT count(*) FROM pair_people") == 2
    assert columns(con) == EMPTY_TABLES


def test_strangers_are_compared_with_nobody() -> None:
    con = linked(("9871010701809001", "BUDI SANTOSO", "07-01-1980"), ("9871014309859002", "RATNA DEWI", "03-09-1985"))
    assert scalar(con, "SELECT count(*) FROM core_people") == 0
    assert columns(con) == EMPTY_TABLES
    assert scalar(con, "SELECT count(*) FROM links") == 0
