"""Step 7, who answers: every participant who is not listed goes to one office. Makes `responsibility`.

`groups_raw` (where a register of NPP is given): group_id and text columns npp, office, segment (any may be absent).
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from padan.domain.contributions import read_number
from padan.domain.reconciliation import Check
from padan.domain.regions import find_kelurahan
from padan.domain.segments import read_segment
from padan.engine.money import columns_of, has_table, view_people
from padan.engine.money_totals import whole_number
from padan.engine.session import Connection, get, put, run

NOBODY_ELSE = "Bappeda"
"""Whose queue a participant stands in whom neither NPP nor address gives to an office."""


@dataclass(frozen=True, slots=True)
class GroupsResult:
    """The identities, and the `responsibility` object of summary.json."""

    checks: tuple[Check, ...]
    summary: dict[str, Any]


def assign_offices(con: Connection) -> GroupsResult:
    """Make `responsibility` (row_id, office, how: npp, kelurahan or bappeda); no register = addresses alone."""
    view_people(con)
    _put_groups(con)
    _put_places(con)
    con.execute("CREATE OR REPLACE TABLE nobody_else AS SELECT ? AS office", [NOBODY_ELSE])
    run(con, "responsibility")
    unlisted = (
        "SELECT count(*) FROM decided AS d JOIN money_people AS p ON p.row_id = d.row_id AND p.side = 'participants'"
    )
    left = whole_number(con, f"{unlisted} WHERE d.bucket = 'not_listed'")
    right = whole_number(con, "SELECT count(*) FROM responsibility")
    rows = con.execute("SELECT how, count(*) FROM responsibility GROUP BY how ORDER BY how").fetchall()
    counts = {"npp": 0, "kelurahan": 0, "bappeda": 0} | {str(how): int(n) for how, n in rows}
    return GroupsResult((Check("participants not listed = given to an office", left, right),), counts)


def _put_groups(con: Connection) -> None:
    present = columns_of(con, "groups_raw") if has_table(con, "groups_raw") else []
    columns = [c if c in present else f"CAST(NULL AS VARCHAR) AS {c}" for c in ("npp", "office", "segment")]
    rows = (
        con.execute(f"SELECT group_id, {', '.join(columns)} FROM groups_raw ORDER BY group_id").fetchall()
        if present
        else []
    )
    read = [
        (group_id, read_number(npp), " ".join(office.split()), read_segment(segment))
        for group_id, npp, office, segment in rows
        if office and office.strip()
    ]
    schema = {"group_id": pl.Int64, "npp": pl.String, "office": pl.String, "segment": pl.String}
    put(con, "office_groups", pl.DataFrame(read, schema=schema, orient="row"))


def _put_places(con: Connection) -> None:
    """Make `office_places`: kelurahan texts that name one kelurahan of the city, and its office."""
    texts = get(con, "SELECT DISTINCT kelurahan AS text FROM money_people WHERE kelurahan IS NOT NULL ORDER BY 1")[
        "text"
    ]
    found = [(text, place.name) for text in texts.to_list() if (place := find_kelurahan(text))]
    rows = [(text, f"Kelurahan {name}") for text, name in found]
    put(con, "office_places", pl.DataFrame(rows, schema={"text": pl.String, "office": pl.String}, orient="row"))
