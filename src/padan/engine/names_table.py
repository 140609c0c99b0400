"""The dictionary of names: each distinct name read once, by its words where plain, by the full rule otherwise.

It grows as the run needs names: rows that an exact NIK settles at once never have theirs read.
"""

import polars as pl

from padan.domain.name_patterns import read_names
from padan.engine.name_columns import columns_of_names
from padan.engine.session import Connection, get, many_values, put, run, scalar, take
from padan.engine.spreading import spread

_TABLES = (
    "CREATE OR REPLACE TABLE name_texts (name_id UBIGINT, text VARCHAR)",
    "CREATE OR REPLACE TABLE name_forms "
    "(name_id UBIGINT, words VARCHAR, words_joined VARCHAR, name_key VARCHAR, key_joined VARCHAR, first_key VARCHAR, "
    "last_key VARCHAR, telling VARCHAR, telling_bits UBIGINT, length BIGINT, holds_letter BOOLEAN, "
    "open_readings BOOLEAN, parent BOOLEAN, readings VARCHAR, reading_keys VARCHAR)",
    "CREATE OR REPLACE TABLE name_sounds (name_id UBIGINT, word_key VARCHAR, sound UBIGINT, sought BOOLEAN)",
    "CREATE OR REPLACE TABLE name_letters (name_id UBIGINT, letters UBIGINT)",
    "CREATE OR REPLACE TABLE name_shares (name_id UBIGINT, share DOUBLE)",
)
_FILLED = {
    "name_texts": "SELECT * FROM incoming_frame",
    "name_forms": "SELECT * FROM incoming_frame",
    "name_sounds": "SELECT * REPLACE (hash(sound) AS sound) FROM incoming_frame",
    "name_letters": "SELECT * FROM incoming_frame",
}
"""How the frames of names that were read come into their tables."""

NAMES_AT_ONCE = 400_000
"""Names and their words lie in Python's memory a part at a time."""


def start_names(con: Connection) -> None:
    """Empty tables: `name_texts`, `name_forms` (words, name_key, ...), `name_sounds`, `name_letters`, `name_shares`."""
    for statement in _TABLES:
        con.execute(statement)
    con.execute("RESET VARIABLE every_name_read")
    run(con, "near_word")
    run(con, "near_name")
    run(con, "initials_alike")
    run(con, "cut_from")
    run(con, "says_something")


def need_names(con: Connection, rows: str, *, column: str = "name") -> None:
    """Read the names (or with `column` "mother" the mothers' names) of the rows that `rows` gives, if not read yet.

    `rows` is a query with a column row_id.
    """
    if column == "name" and scalar(con, "SELECT getvariable('every_name_read')"):
        return
    con.execute(f"CREATE OR REPLACE TABLE needed_rows AS {rows}")
    texts = get(
        con,
        "SELECT name_id, text FROM ("
        "SELECT hash(text, substr(text, 5)) AS name_id, any_value(text) AS text "
        f"FROM (SELECT upper(trim(r.{column})) AS text "
        f"FROM raw AS r SEMI JOIN needed_rows AS n ON n.row_id = r.row_id WHERE r.{column} IS NOT NULL) AS texts "
        "GROUP BY name_id) AS every_name ANTI JOIN name_texts AS t ON t.name_id = every_name.name_id",
    )
    for some in texts.iter_slices(NAMES_AT_ONCE):
        with many_values():
            parts = spread(columns_of_names, some, share=20_000)
        for (table, filled), frames in zip(_FILLED.items(), ((some,), *zip(*parts, strict=True)), strict=True):
            take(con, f"INSERT INTO {table} {filled}", pl.concat(frames))


def every_name_read(con: Connection) -> None:
    """Say that all names of `people` are read (not the mothers'): who needs some need not look for them again."""
    con.execute("SET VARIABLE every_name_read = TRUE")


def put_told_names(con: Connection) -> None:
    """`told_names`: the few names that say more than a name: no word at all, or that the person has died."""
    query = (
        "SELECT DISTINCT name AS text FROM raw WHERE regexp_matches(lower(name), "
        "'a[. ]*l[. ]*m|wafat|meninggal') "
        "OR NOT regexp_matches(name, '[A-Za-z]') OR NOT says_something(name) ORDER BY text"
    )
    texts = get(con, query)["text"].to_list()
    readings = read_names(texts)
    frame = pl.DataFrame(
        {"text": texts, "nameless": [not r.words for r in readings], "deceased": [r.deceased for r in readings]},
        schema={"text": pl.String, "nameless": pl.Boolean, "deceased": pl.Boolean},
    )
    put(con, "told_names", frame)
