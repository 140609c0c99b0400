"""Decides again what a change touches, and puts it into the state.

Touched are the changed rows, the rows that bear one number with them, and those that a new human decision names: only
in their pairs can anything differ. Decided again are the whole groups of candidates in which a touched row stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from padan.domain.decisions import Decision
from padan.domain.nik import read_nik
from padan.engine.human import apply_decisions
from padan.engine.linkage import MODEL_TABLES, decide_scored, score_candidates, settle_by_nik
from padan.engine.matching_graph import groups
from padan.engine.model import Model
from padan.engine.names_table import need_names
from padan.engine.normalising import normalise
from padan.engine.reconciling import reconcile
from padan.engine.session import Connection, get, put, run, scalar
from padan.engine.state_changes import changed_numbers, columns_of

ROW_TABLES = ("raw_rows", "people", "decided", "row_problems", "row_groups", "row_labels", "review_rows", "best_links")
"""A row's lines are replaced where it is decided again."""

PAIR_TABLES = ("links", "links_within", "paired", "review_pairs", "review_within")
"""A pair's lines are replaced where its rows are decided again."""

TOUCHED_TABLES = ("open_rows", "open_keys")
TOUCHED_PAIR_TABLES = ("settled", "scored", "scored_nik")
"""Only where a touched row stands can these differ."""

WHOLE_TABLES = ("sheets", "human", "human_again", "human_notes")
"""Small, and put in whole."""

KEPT_TABLES = (*ROW_TABLES, *PAIR_TABLES, *TOUCHED_TABLES, *TOUCHED_PAIR_TABLES, *WHOLE_TABLES, *MODEL_TABLES)
"""All that the state holds."""

FETCHED_TABLES = ("raw_rows", "people")
"""Only changed rows differ; rows are fetched from them one by one, so they lie indexed and uncompressed."""

COMPARED_TEXTS = ("nik", "name", "birth_date", "kpj", "mother", "address", "phone", "birth_place", "kelurahan")
"""Of a row that stands as it was, the texts that a comparison or a human's answer asks for."""


@dataclass(frozen=True, slots=True)
class Redone:
    """Rows decided again, and answers of humans that speak of rows which are not there (any more)."""

    rows: int
    unmet: int


def redo(con: Connection, decisions: Sequence[Decision], model: Model) -> Redone:
    """Decide again what `changed_rows` and `gone_rows` touch, and put it into the state."""
    if not _anything(con, decisions):
        con.execute("BEGIN")
        _put_whole(con, "sheets")
        con.execute("COMMIT")
        return Redone(0, 0)
    for table in MODEL_TABLES:
        con.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM kept.{table}")
    _read_changed(con)
    unmet = _hear_humans(con, decisions)
    _touch(con)
    _score_touched(con, model)
    _decide_groups(con, model)
    _replace(con)
    return Redone(int(scalar(con, "SELECT count(*) FROM people")), unmet)


def _anything(con: Connection, decisions: Sequence[Decision]) -> bool:
    """Whether a row has changed, or humans speak or spoke."""
    counted = " + ".join(
        f"(SELECT count(*) FROM {table})" for table in ("changed_rows", "gone_rows", "kept.human", "kept.human_again")
    )
    return bool(decisions) or bool(scalar(con, f"SELECT {counted}"))


def _read_changed(con: Connection) -> None:
    """`people` of the changed rows and of those whose number may have become a KK, or is one no more."""
    numbers = sorted({digits for text in changed_numbers(con) if (digits := read_nik(text).digits)})
    put(con, "said_numbers", pl.DataFrame({"text": numbers}, schema={"text": pl.String}))
    run(con, "state_near")
    _fetch(con, "SELECT row_id FROM reread_rows UNION SELECT row_id FROM card_holders", {"raw_rows": "*"})
    normalise(con)
    for table in ("people", "raw_rows"):
        con.execute(f"DELETE FROM {table} WHERE row_id IN (SELECT row_id FROM card_holders)")
    con.execute("INSERT INTO lost_rows SELECT row_id FROM reread_rows")


def _hear_humans(con: Connection, decisions: Sequence[Decision]) -> int:
    """`human_now`: what humans say of the rows as they stand now; how many answers speak of none of them."""
    unmet = apply_decisions(con, decisions)
    if decisions:
        run(con, "state_meant")
        _bring(con)
        unmet = apply_decisions(con, decisions)
    con.execute("CREATE OR REPLACE TABLE human_now AS SELECT * FROM human")
    return unmet


def _touch(con: Connection) -> None:
    """`touched_rows`, closed under bearing one number and under what humans said; `people` holds just those."""
    run(con, "state_touched")
    rows = -1
    while rows != (rows := int(scalar(con, "SELECT count(*) FROM touched_rows"))) and scalar(
        con, "SELECT count(*) FROM human_pairs_known"
    ):
        run(con, "state_touched_more")
    con.execute("CREATE OR REPLACE TABLE wanted_rows AS SELECT row_id FROM touched_rows")
    for table in ("people", "raw_rows"):
        con.execute(f"DELETE FROM {table} WHERE row_id NOT IN (SELECT row_id FROM touched_rows)")
    _bring(con)


def _score_touched(con: Connection, model: Model) -> None:
    """`settled`, `scored_nik`, `open_rows`, `open_keys` and `scored` of the touched rows."""
    con.execute(
        "CREATE OR REPLACE TABLE human AS SELECT h.* FROM human_now AS h SEMI JOIN touched_rows AS t ON t.row_id = h.a"
    )
    run(con, "nik_pairs")
    run(con, "human_pairs")
    settle_by_nik(con, model)
    need_names(con, "SELECT row_id FROM open_rows")
    run(con, "block_keys")
    run(con, "state_candidates")
    _bring(con)
    score_candidates(con, model)


def _decide_groups(con: Connection, model: Model) -> None:
    """`decided` and all that leads to it, for the rows of the groups."""
    run(con, "state_groups")
    _bring(con)
    run(con, "state_unchanged_pairs")
    run(con, "nik_pairs")
    run(con, "human_pairs")
    named = "SELECT a AS row_id FROM {0} UNION SELECT b FROM {0}"
    need_names(con, " UNION ".join(named.format(table) for table in ("scored", "scored_nik", "human")))
    decide_scored(con, model)
    reconcile(con, model)
    put_labels(con)


def _bring(con: Connection) -> None:
    """The rows of `wanted_rows` as the state knows them, where they are not here yet and still stand as they were."""
    query = (
        "SELECT DISTINCT w.row_id FROM wanted_rows AS w ANTI JOIN people AS p ON p.row_id = w.row_id "
        "ANTI JOIN lost_rows AS g ON g.row_id = w.row_id"
    )
    known = set(columns_of(con, "kept.raw_rows"))
    texts = ", ".join(("row_id", "side", *(text for text in COMPARED_TEXTS if text in known)))
    _fetch(con, query, {"people": "*", "raw_rows": texts})


def _fetch(con: Connection, query: str, columns: Mapping[str, str]) -> None:
    """Rows by number: a list of numbers is looked up in the index, where a join would read whole columns."""
    numbers = ", ".join(str(row_id) for (row_id,) in con.execute(query).fetchall())
    for table, wanted in columns.items() if numbers else ():
        con.execute(f"INSERT INTO {table} BY NAME SELECT {wanted} FROM kept.{table} WHERE row_id IN ({numbers})")


def put_labels(con: Connection) -> None:
    """`row_labels` (row_id, label): rows that one chain of candidates, NIK and human words joins share a label."""
    pairs = " UNION ALL ".join(f"SELECT a, b FROM {table}" for table in ("links", "links_within", "settled", "human"))
    one_number = (
        "SELECT g.first_row AS a, i.row_id AS b FROM identifiers AS i "
        "JOIN identifiers_shared AS g ON g.number = i.number WHERE i.row_id > g.first_row"
    )
    edges = get(con, f"{pairs} UNION ALL {one_number}")
    nodes, label = groups(edges["a"].to_numpy(), edges["b"].to_numpy())
    put(
        con,
        "row_labels",
        pl.DataFrame({"row_id": nodes, "label": label}, schema=dict.fromkeys(("row_id", "label"), pl.Int64)),
    )


def _replace(con: Connection) -> None:
    """All or nothing: the lines of what was decided again go, the new ones come."""
    con.execute("CREATE OR REPLACE TABLE human AS SELECT * FROM human_now")
    con.execute("BEGIN")
    for table in ROW_TABLES:
        _swap(con, table, "lost_rows" if table in FETCHED_TABLES else "redone_rows", "row_id")
    for table in PAIR_TABLES:
        _swap(con, table, "redone_rows", "a", "b")
    for table in TOUCHED_TABLES:
        _swap(con, table, "touched_rows", "row_id")
    for table in TOUCHED_PAIR_TABLES:
        _swap(con, table, "touched_rows", "a", "b")
    for table in WHOLE_TABLES:
        _put_whole(con, table)
    con.execute("COMMIT")


def _put_whole(con: Connection, table: str) -> None:
    con.execute(f"DELETE FROM kept.{table}")
    con.execute(f"INSERT INTO kept.{table} SELECT * FROM {table}")


def _swap(con: Connection, table: str, scope: str, *columns: str) -> None:
    lines = " OR ".join(f"{column} IN (SELECT row_id FROM {scope})" for column in columns)
    con.execute(f"DELETE FROM kept.{table} WHERE {lines}")
    con.execute(f"INSERT INTO kept.{table} SELECT * FROM {table} WHERE {lines}")
