"""Step 7, posts: the register of RT posts against their people. Makes `post_states` from `posts_raw`, `participation`.

`posts_raw`: post_id, sheet_id, record, row and text columns kelurahan, rt, rw, post, name, nik, status, note (any may
be absent).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from padan.domain.names import compare_names, read_name
from padan.domain.nik import read_nik
from padan.domain.posts import STATES, names_somebody, read_post, says_vacant
from padan.domain.reconciliation import Check
from padan.domain.regions import kelurahan_key
from padan.engine.money import columns_of, has_table
from padan.engine.money_reporting import post_counts
from padan.engine.money_totals import whole_number
from padan.engine.session import Connection, get, put, run

POST_TEXTS = ("kelurahan", "rt", "rw", "post", "name", "nik", "status", "note")


_INSURED_WITHOUT_A_POST = (
    "SELECT count(DISTINCT u.person_id) FROM units AS u "
    "JOIN post_covered AS c ON c.person_id = u.person_id AND c.covered = 1 "
    "ANTI JOIN post_units AS p ON p.person_id = u.person_id "
    "ANTI JOIN post_holders AS h ON h.person_id = u.person_id "
    "WHERE u.kind = 'not_listed' AND u.segment = 'rt'"
)
"""Covered as heads of RT, on no list and at no post: predecessors, perhaps, but the insurer's data name no RT."""


@dataclass(frozen=True, slots=True)
class PostsResult:
    """The identities, and the `posts` object of summary.json."""

    checks: tuple[Check, ...]
    summary: dict[str, Any]


def reconcile_posts(con: Connection) -> PostsResult:
    """Make `post_states`, one row a post. `padan.engine.participation` must have run before."""
    _put_register(con)
    _put_heads(con)
    _put_vacancies(con)
    run(con, "posts")
    _put_same(con)
    run(con, "post_states")
    counts = {str(state): int(n) for state, n in _count(con)}
    number = _number_of_posts(con)
    summary = {
        "posts": number,
        "states": {state: counts.get(state, 0) for state in STATES},
        "places": {key or "": states for key, states in sorted(post_counts(con).items())},
        "heads_without_a_post": whole_number(
            con,
            "SELECT count(*) FROM post_heads AS h LEFT JOIN post_people AS p ON p.row_id = h.row_id "
            "WHERE h.side = 'list' AND h.segment = 'rt' AND p.post_id IS NULL",
        ),
        "insured_without_a_post": whole_number(con, _INSURED_WITHOUT_A_POST),
    }
    return PostsResult((Check("post states = posts in the register", sum(counts.values()), number),), summary)


def _count(con: Connection) -> list[tuple[Any, ...]]:
    return con.execute("SELECT state, count(*) FROM post_states GROUP BY state ORDER BY state").fetchall()


def _number_of_posts(con: Connection) -> int:
    """Different posts in the register, and each row whose kelurahan or RT cannot be read."""
    rows = con.execute("SELECT kelurahan, rt, rw, post_id FROM post_register").fetchall()
    return len({(place, rt, rw, 0) if place and rt else ("", 0, 0, post_id) for place, rt, rw, post_id in rows})


def _put_register(con: Connection) -> None:
    """Make `post_register`: each row of the register read. A register is small: a row an RT of one city."""
    present = columns_of(con, "posts_raw")
    columns = [c if c in present else f"CAST(NULL AS VARCHAR) AS {c}" for c in POST_TEXTS]
    rows = con.execute(
        f"SELECT post_id, sheet_id, record, row, {', '.join(columns)} FROM posts_raw ORDER BY post_id"
    ).fetchall()
    read = [_register_row(row) for row in rows]
    schema = {
        "post_id": pl.Int64, "sheet_id": pl.Int64, "record": pl.Int64, "row": pl.Int64, "kelurahan": pl.String,
        "rt": pl.Int32, "rw": pl.Int32, "nik": pl.String, "name": pl.String, "name_key": pl.String, "named": pl.Boolean,
        "vacant": pl.Boolean,
    }  # fmt: skip
    put(con, "post_register", pl.DataFrame(read, schema=schema, orient="row"))


def _register_row(row: Sequence[Any]) -> tuple[Any, ...]:
    post_id, sheet_id, record, line, kelurahan, rt, rw, post, name, nik, status, note = row
    number = read_post(rt, rw, post)
    person = read_nik(nik).nik
    key = "".join(c for c in (name or "").upper() if "A" <= c <= "Z") or None
    named = person is not None or names_somebody(name)
    vacant = not named and says_vacant(name, status, note)
    place = kelurahan_key(kelurahan) or None
    return (
        post_id,
        sheet_id,
        record,
        line,
        place,
        number.rt,
        number.rw,
        person,
        name,
        key if named else None,
        named,
        vacant,
    )


SAME_NAME = frozenset({"equal", "variant", "order", "short", "near"})


def _put_same(con: Connection) -> None:
    """Make `post_same`: the one person of a post whose name is the register's, however it is spelt."""
    rows = con.execute(
        "SELECT DISTINCT r.post_id, r.name, u.person_id, m.name FROM post_register AS r "
        "JOIN post_rows AS x ON x.register_id = r.post_id JOIN post_units AS u ON u.post_id = x.post_id "
        "JOIN unit_rows AS w ON w.unit_id = u.unit_id JOIN money_people AS m ON m.row_id = w.row_id "
        "WHERE r.named AND r.name IS NOT NULL AND m.name IS NOT NULL ORDER BY 1, 3, 4"
    ).fetchall()
    found: dict[int, set[int]] = {}
    for register_id, name, person_id, other in rows:
        if compare_names(read_name(name), read_name(other)).outcome in SAME_NAME:
            found.setdefault(register_id, set()).add(person_id)
    sure = [(register_id, min(people)) for register_id, people in found.items() if len(people) == 1]
    schema = {"register_id": pl.Int64, "person_id": pl.Int64}
    put(con, "post_same", pl.DataFrame(sure, schema=schema, orient="row"))


def _put_heads(con: Connection) -> None:
    """Make `post_kelurahan` (every row with its kelurahan's key) and `post_heads` (rows that name an RT)."""
    texts = get(con, "SELECT DISTINCT kelurahan AS text FROM money_people WHERE kelurahan IS NOT NULL ORDER BY 1")[
        "text"
    ]
    keys = pl.DataFrame({"text": texts, "key": [kelurahan_key(text) or None for text in texts]}, schema_overrides=_TEXT)
    put(con, "post_places", keys)
    con.execute(
        "CREATE OR REPLACE TABLE post_kelurahan AS SELECT p.row_id, p.side, p.segment, k.key AS kelurahan, p.name_key "
        "FROM money_people AS p JOIN post_places AS k ON k.text = p.kelurahan"
    )
    _put_numbers(con, _rt_source(con))
    con.execute(
        "CREATE OR REPLACE TABLE post_heads AS SELECT p.row_id, p.side, p.segment, p.kelurahan, n.rt, n.rw "
        "FROM post_kelurahan AS p JOIN post_texts AS t ON t.row_id = p.row_id JOIN post_numbers AS n "
        "ON n.rt_text = coalesce(t.rt, '') AND n.rw_text = coalesce(t.rw, '') AND n.post_text = coalesce(t.post, '') "
        "WHERE n.rt IS NOT NULL AND (p.segment = 'rt' OR p.segment IS NULL)"
    )


def _put_vacancies(con: Connection) -> None:
    """Take rows that name nobody out of `post_heads`; `post_vacancies`: the posts they say to be vacant."""
    nobody = "SELECT row_id FROM decided WHERE bucket = 'rejected'"
    rows = con.execute(
        "SELECT h.kelurahan, h.rt, h.rw, m.name FROM post_heads AS h JOIN money_people AS m ON m.row_id = h.row_id "
        f"WHERE h.row_id IN ({nobody}) ORDER BY h.row_id"
    ).fetchall()
    vacant = [(place, rt, rw) for place, rt, rw, name in rows if says_vacant(name)]
    schema = {"kelurahan": pl.String, "rt": pl.Int32, "rw": pl.Int32}
    put(con, "post_vacancies", pl.DataFrame(vacant, schema=schema, orient="row"))
    con.execute(f"DELETE FROM post_heads WHERE row_id IN ({nobody})")


_TEXT = {"text": pl.String, "key": pl.String}


def _rt_source(con: Connection) -> str:
    """Where the texts of RT, RW and post stand: in `people` as `<field>_text`, else in `raw`."""
    present = columns_of(con, "people")
    own = [
        f"{c}_text AS {c}" if f"{c}_text" in present else f"CAST(NULL AS VARCHAR) AS {c}" for c in ("rt", "rw", "post")
    ]
    if any(f"{c}_text" in present for c in ("rt", "rw", "post")) or not has_table(con, "raw"):
        return f"SELECT row_id, {', '.join(own)} FROM people"
    return "SELECT row_id, rt, rw, post FROM raw"


def _put_numbers(con: Connection, source: str) -> None:
    con.execute(f"CREATE OR REPLACE TABLE post_texts AS {source}")
    rows = con.execute(
        "SELECT DISTINCT coalesce(t.rt, ''), coalesce(t.rw, ''), coalesce(t.post, '') FROM post_texts AS t "
        "JOIN post_kelurahan AS p ON p.row_id = t.row_id WHERE p.segment = 'rt' OR p.segment IS NULL ORDER BY 1, 2, 3"
    ).fetchall()
    read = [(rt, rw, post, *_number(rt, rw, post)) for rt, rw, post in rows]
    schema = {
        "rt_text": pl.String, "rw_text": pl.String, "post_text": pl.String, "rt": pl.Int32, "rw": pl.Int32,
    }  # fmt: skip
    put(con, "post_numbers", pl.DataFrame(read, schema=schema, orient="row"))


def _number(rt: str, rw: str, post: str) -> tuple[int | None, int | None]:
    found = read_post(rt, rw, post)
    return found.rt, found.rw
