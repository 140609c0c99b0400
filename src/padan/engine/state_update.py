"""Decides again what a change touches, and puts it into the state.

Touched are the changed rows, the rows that bear one number with them, and those that a new human decision names: only
in their pairs can anything differ. Decided again are the whole groups of candidates in which a touched row stands.
"""

from collections.abc import Sequence
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
from padan.engine.session import Connection, get, put, run, scalar, take
from padan.engine.state_changes import changed_numbers
from padan.engine.state_lookup import PLACES, Lookup, RowColumns, line_query, read_lines, row_columns
from padan.engine.state_tables import put_tables, put_whole


@dataclass(frozen=True, slots=True)
class Redone:
    """Rows decided again, and answers of humans that speak of rows which are not there (any more)."""

    rows: int
    unmet: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows as the state knows them."""

    lookup: Lookup
    columns: RowColumns


def redo(con: Connection, decisions: Sequence[Decision], model: Model, lookup: Lookup) -> Redone:
    """Decide again what `changed_rows` and `gone_rows` touch, and put it into the state."""
    if not _anything(con, decisions):
        con.execute("BEGIN")
        put_whole(con, "sheets")
        con.execute("COMMIT")
        return Redone(0, 0)
    for table in MODEL_TABLES:
        con.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM kept.{table}")
    kept = Kept(lookup, row_columns(con, "kept"))
    _read_changed(con, kept)
    unmet = _hear_humans(con, decisions, kept)
    _touch(con, kept)
    _score_touched(con, model, kept, heard=bool(decisions))
    _decide_groups(con, model, kept, heard=bool(decisions))
    _replace(con, kept)
    return Redone(int(scalar(con, "SELECT count(*) FROM people")), unmet)


def _anything(con: Connection, decisions: Sequence[Decision]) -> bool:
    """Whether a row has changed, or humans speak or spoke."""
    counted = " + ".join(
        f"(SELECT count(*) FROM {table})" for table in ("changed_rows", "gone_rows", "kept.human", "kept.human_again")
    )
    return bool(decisions) or bool(scalar(con, f"SELECT {counted}"))


def _read_changed(con: Connection, kept: Kept) -> None:
    """`people` of the changed rows and of those whose number may have become a KK, or is one no more."""
    numbers = sorted({digits for text in changed_numbers(con) if (digits := read_nik(text).digits)})
    put(con, "said_numbers", pl.DataFrame({"text": numbers}, schema={"text": pl.String}))
    con.execute(
        "CREATE OR REPLACE TABLE lost_rows AS SELECT row_id FROM changed_rows UNION ALL SELECT row_id FROM gone_rows"
    )
    put(con, "old_people", _as_kept(con, kept, "SELECT row_id FROM lost_rows").select("nik_digits", "kk"))
    run(con, "state_numbers")
    _meet(con, kept, "sought_numbers")
    run(con, "state_near")
    reread = _as_kept(con, kept, "SELECT row_id FROM reread_rows UNION SELECT row_id FROM card_holders")
    _put_found(con, kept, reread)
    normalise(con)
    for table in ("people", "raw_rows"):
        con.execute(f"DELETE FROM {table} WHERE row_id IN (SELECT row_id FROM card_holders)")
    con.execute("INSERT INTO lost_rows SELECT row_id FROM reread_rows")


def _hear_humans(con: Connection, decisions: Sequence[Decision], kept: Kept) -> int:
    """`human_now`: what humans say of the rows as they stand now; how many answers speak of none of them."""
    unmet = apply_decisions(con, decisions)
    if decisions:
        run(con, "state_meant")
        _bring(con, kept, "meant_rows")
        unmet = apply_decisions(con, decisions)
    con.execute("CREATE OR REPLACE TABLE human_now AS SELECT * FROM human")
    return unmet


def _touch(con: Connection, kept: Kept) -> None:
    """`touched_rows`, closed under bearing one number and under what humans said; `people` holds just those."""
    run(con, "state_touched")
    rows = -1 if scalar(con, "SELECT count(*) FROM human_pairs_known") else None
    while rows is not None and rows != (rows := int(scalar(con, "SELECT count(*) FROM touched_rows"))):
        run(con, "state_touched_more")
    for table in ("people", "raw_rows"):
        con.execute(f"DELETE FROM {table} WHERE row_id NOT IN (SELECT row_id FROM touched_rows)")
    _bring(con, kept, "touched_rows")


def _score_touched(con: Connection, model: Model, kept: Kept, *, heard: bool) -> None:
    """`settled`, `scored_nik`, `row_keys` and `scored` of the touched rows."""
    con.execute(
        "CREATE OR REPLACE TABLE human AS SELECT h.* FROM human_now AS h SEMI JOIN touched_rows AS t ON t.row_id = h.a"
    )
    need_names(con, "SELECT row_id FROM touched_rows")
    run(con, "nik_pairs")
    if heard:
        run(con, "human_pairs")
    settle_by_nik(con, model)
    run(con, "block_people")
    run(con, "block_keys")
    run(con, "state_keys")
    run(con, "state_wanted")
    _meet(con, kept, "wanted_keys")
    run(con, "state_candidates")
    if heard:
        con.execute("DELETE FROM candidate_pairs WHERE (a, b) IN (SELECT a, b FROM human)")
    _bring(con, kept, "(SELECT a AS row_id FROM candidate_pairs UNION SELECT b FROM candidate_pairs)")
    score_candidates(con, model)


def _decide_groups(con: Connection, model: Model, kept: Kept, *, heard: bool) -> None:
    """`decided` and all that leads to it, for the rows of the groups."""
    _find_groups(con, kept)
    _bring(con, kept, "redone_rows")
    run(con, "state_unchanged_pairs")
    run(con, "nik_pairs")
    if heard:
        run(con, "human_pairs")
    named = "SELECT a AS row_id FROM {0} UNION SELECT b FROM {0}"
    need_names(con, " UNION ".join(named.format(table) for table in ("scored", "scored_nik", "human")))
    decide_scored(con, model)
    reconcile(con, model)
    put_labels(con)


def _find_groups(con: Connection, kept: Kept) -> None:
    """`redone_rows`: all rows of the groups in which a hit row stands; `people` holds no others."""
    hits = get(
        con,
        "SELECT h.row_id, r.row_id IS NOT NULL AS later "
        "FROM (SELECT row_id FROM touched_rows UNION SELECT a FROM scored UNION SELECT b FROM scored) AS h "
        "LEFT JOIN kept.later_redone AS r ON r.row_id = h.row_id ORDER BY h.row_id",
    )
    beside = kept.lookup.rows_beside(hits.filter(~pl.col("later"))["row_id"].to_numpy())
    put(con, "hit_rows", pl.concat([hits["row_id"], pl.Series("row_id", beside)]).unique().to_frame())
    run(con, "state_groups")


def _bring(con: Connection, kept: Kept, wanted: str) -> None:
    """The rows of `wanted` as the state knows them, where they are not here yet and still stand as they were."""
    query = (
        f"SELECT DISTINCT w.row_id FROM {wanted} AS w ANTI JOIN people AS p ON p.row_id = w.row_id "
        "ANTI JOIN lost_rows AS g ON g.row_id = w.row_id"
    )
    found = _as_kept(con, kept, query)
    if found.height:
        _put_found(con, kept, found)
        people = ", ".join(kept.columns.people)
        take(con, f"INSERT INTO people ({people}) SELECT {people} FROM incoming_frame", found)


def _as_kept(con: Connection, kept: Kept, query: str) -> pl.DataFrame:
    """The rows that `query` gives, each value as text, as they stood before this run; new rows are not among them."""
    lines = f"SELECT w.row_id, l.line FROM ({query}) AS w LEFT JOIN kept.later_lines AS l ON l.row_id = w.row_id"
    asked = con.execute(lines).fetchall()
    later = [line for _, line in asked if line is not None]
    old = kept.lookup.lines_of([row_id for row_id, line in asked if line is None])
    return read_lines(kept.columns, [*later, *old])


def _put_found(con: Connection, kept: Kept, found: pl.DataFrame) -> None:
    """The texts as found, into `raw_rows`."""
    texts = kept.columns.texts
    columns = ", ".join((*PLACES, *(f"found_{column} AS {column}" for column in texts)))
    take(con, f"INSERT INTO raw_rows BY NAME SELECT {columns} FROM incoming_frame", found)


def _meet(con: Connection, kept: Kept, sought: str) -> None:
    """`met_keys` (block, row_id): the rows of the state that bear a key of `sought`."""
    blocks = get(con, f"SELECT DISTINCT block FROM {sought} ORDER BY block")
    put(con, "sought_blocks", blocks)
    put(con, "old_keys", kept.lookup.rows_under(blocks["block"].to_numpy()))
    run(con, "state_met")


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


def _replace(con: Connection, kept: Kept) -> None:
    """All or nothing: what was decided again, in place of what stood there."""
    con.execute("CREATE OR REPLACE TABLE human AS SELECT * FROM human_now")
    con.execute("BEGIN")
    put_tables(con)
    _put_later(con, kept)
    con.execute("COMMIT")


def _put_later(con: Connection, kept: Kept) -> None:
    """The keys of touched rows and the lines of changed ones, in place of those in the files of the last full run."""
    for table, scope in (("later_keys", "touched"), ("later_lines", "lost"), ("later_labels", "redone")):
        con.execute(f"DELETE FROM kept.{table} WHERE row_id IN (SELECT row_id FROM {scope}_rows)")
    con.execute("INSERT INTO kept.later_keys SELECT row_id, block FROM row_keys")
    labels = "SELECT l.* FROM row_labels AS l SEMI JOIN redone_rows AS r ON r.row_id = l.row_id"
    con.execute(f"INSERT INTO kept.later_labels {labels}")
    lines = line_query(kept.columns)
    con.execute(f"INSERT INTO kept.later_lines {lines} SEMI JOIN lost_rows AS c ON c.row_id = p.row_id")
