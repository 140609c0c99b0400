"""The tables of a state: what the last full run found of each row and pair, and what was found since.

What a full run wrote (`full_decided`) stays as it is: to take some thousand rows out from anywhere, each table would
have to be gone through. Beside it stands what was decided since (`later_decided`), and the view of the plain name shows
both: of the former what does not touch a row that was decided again.
"""

from padan.engine.linkage import MODEL_TABLES
from padan.engine.session import Connection, scalar

ROW_TABLES = {
    **dict.fromkeys(("raw_rows", "people"), "lost"),
    **dict.fromkeys(("decided", "row_problems", "row_groups", "review_rows", "best_links"), "redone"),
}
"""Tables of rows, and which rows' lines are replaced: `lost` are changed rows, `redone` those decided again."""

PAIR_TABLES = {
    **dict.fromkeys(("links", "links_within", "paired", "review_pairs", "review_within", "scored_twice"), "redone"),
    **dict.fromkeys(("settled", "scored", "scored_nik"), "touched"),
}
"""Tables of pairs, and which rows' pairs are replaced: in `touched` rows alone can what was found of a pair differ."""

WHOLE_TABLES = ("sheets", "human", "human_again", "human_notes")
"""Small, and put in whole."""

LATER_TABLES = {
    **{f"later_{scope}": "row_id BIGINT" for scope in ("lost", "touched", "redone")},
    "later_keys": "row_id BIGINT, block UBIGINT",
    "later_labels": "row_id BIGINT, label BIGINT",
    "later_lines": "row_id BIGINT, line VARCHAR",
}
"""Which rows the last full run no longer speaks for, and what holds of them in place of its files (`state_lookup`)."""

KEPT_TABLES = (*ROW_TABLES, *PAIR_TABLES, *WHOLE_TABLES, *MODEL_TABLES)
"""All that stands in a state as after a full run."""

_OVERLAID = {**ROW_TABLES, **PAIR_TABLES}


def _columns(table: str) -> tuple[str, ...]:
    return ("row_id",) if table in ROW_TABLES else ("a", "b")


def write_tables(con: Connection, database: str) -> None:
    """The tables of a full run into the empty `database`."""
    for table in KEPT_TABLES:
        name = f"full_{table}" if table in _OVERLAID else table
        con.execute(f"CREATE TABLE {database}.{name} AS SELECT * FROM {table}")
    for table, columns in LATER_TABLES.items():
        con.execute(f"CREATE TABLE {database}.{table} ({columns})")
    con.execute(f"USE {database}")
    for table, scope in _OVERLAID.items():
        con.execute(f"CREATE TABLE later_{table} AS SELECT * FROM full_{table} LIMIT 0")
        con.execute(f"CREATE VIEW {table} AS {_both(table, scope)}")
    con.execute("USE memory")


def _both(table: str, scope: str) -> str:
    """A query that gives the lines of `table` as they are now."""
    gone = " ".join(
        f"ANTI JOIN later_{scope} AS gone_{column} ON gone_{column}.row_id = f.{column}" for column in _columns(table)
    )
    return f"SELECT f.* FROM full_{table} AS f {gone} UNION ALL SELECT * FROM later_{table}"


def put_tables(con: Connection) -> None:
    """What was decided again, from the session's tables into `kept`, in place of what is said there of the same rows.

    `lost_rows`, `touched_rows` and `redone_rows` name them.
    """
    again = bool(scalar(con, "SELECT count(*) FROM kept.later_redone"))
    for table, scope in _OVERLAID.items():
        rows = f"SELECT row_id FROM {scope}_rows"
        lines = " OR ".join(f"{column} IN ({rows})" for column in _columns(table))
        if again:
            con.execute(f"DELETE FROM kept.later_{table} WHERE {lines}")
        con.execute(f"INSERT INTO kept.later_{table} SELECT * FROM {table} WHERE {lines}")
    for table in WHOLE_TABLES:
        put_whole(con, table)
    for scope in ("lost", "touched", "redone"):
        new = f"ANTI JOIN kept.later_{scope} AS l ON l.row_id = r.row_id" if again else ""
        con.execute(f"INSERT INTO kept.later_{scope} SELECT r.row_id FROM {scope}_rows AS r {new}")


def put_whole(con: Connection, table: str) -> None:
    """A small table in place of what the state has."""
    con.execute(f"DELETE FROM kept.{table}")
    con.execute(f"INSERT INTO kept.{table} SELECT * FROM {table}")
