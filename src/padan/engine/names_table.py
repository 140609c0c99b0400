"""The dictionary of names: each distinct name read once, by its words where plain, by the full rule otherwise.

It grows as the run needs names: rows that an exact NIK settles at once never have theirs read.
"""

import polars as pl

from padan.domain.name_patterns import read_names
from padan.domain.name_words import COMMON_WORDS
from padan.domain.names import is_plain_word, sound_key, word_key
from padan.engine.session import Connection, get, incoming, many_values, put, run, scalar

_TABLES = (
    "CREATE OR REPLACE TABLE name_texts (name_id UBIGINT, text VARCHAR, plain BOOLEAN)",
    "CREATE OR REPLACE TABLE name_forms "
    "(name_id UBIGINT, words VARCHAR, name_key VARCHAR, telling VARCHAR, length BIGINT, "
    "open_readings BOOLEAN, parent BOOLEAN, readings VARCHAR)",
    "CREATE OR REPLACE TABLE name_sounds (name_id UBIGINT, word_key VARCHAR, sound VARCHAR)",
    "CREATE OR REPLACE TABLE word_forms (word VARCHAR, word_key VARCHAR, plain BOOLEAN, telling BOOLEAN)",
    "CREATE OR REPLACE TABLE key_sounds (word_key VARCHAR, sound VARCHAR)",
)


def start_names(con: Connection) -> None:
    """Empty tables: `name_texts`, `name_forms` (words, name_key, ...), `name_sounds`, `word_forms`, `key_sounds`."""
    for statement in _TABLES:
        con.execute(statement)
    run(con, "near_word")


def need_names(con: Connection, rows: str, *, column: str = "name") -> None:
    """Read the names (or with `column` "mother" the mothers' names) of the rows that `rows` gives, if not read yet.

    `rows` is a query with a column row_id.
    """
    con.execute(f"CREATE OR REPLACE TABLE needed_rows AS {rows}")
    con.execute(
        "CREATE OR REPLACE TABLE name_texts_new AS SELECT name_id, text, "
        "regexp_full_match(text, '[A-Z]+( [A-Z]+){0,5}') AS plain FROM ("
        "SELECT hash(text, substr(text, 5)) AS name_id, any_value(text) AS text "
        f"FROM (SELECT upper(trim(r.{column})) AS text "
        f"FROM raw AS r SEMI JOIN needed_rows AS n ON n.row_id = r.row_id WHERE r.{column} IS NOT NULL) AS texts "
        "GROUP BY name_id) AS every_name ANTI JOIN name_texts AS t ON t.name_id = every_name.name_id"
    )
    if not scalar(con, "SELECT count(*) FROM name_texts_new"):
        return
    run(con, "names_split")
    _read_words(con)
    run(con, "name_forms")
    _read_unplain(con)
    run(con, "name_sounds")


def _append(con: Connection, table: str, frame: pl.DataFrame) -> None:
    with incoming(con, frame):
        con.execute(f"INSERT INTO {table} SELECT * FROM incoming_frame")


@many_values()
def _read_words(con: Connection) -> None:
    words = get(con, "SELECT word FROM words_new")["word"].to_list()
    keys = [word_key(word) for word in words]
    frame = pl.DataFrame(
        {
            "word": words,
            "word_key": keys,
            "plain": [is_plain_word(word) for word in words],
            "telling": [_is_telling(key) for key in keys],
        },
        schema={"word": pl.String, "word_key": pl.String, "plain": pl.Boolean, "telling": pl.Boolean},
    )
    _append(con, "word_forms", frame)


def _is_telling(key: str) -> bool:
    """Whether sharing this word alone says something: not a word that every tenth name holds."""
    return len(key) >= 3 and key not in COMMON_WORDS


@many_values()
def _read_unplain(con: Connection) -> None:
    names = get(con, "SELECT name_id, text FROM name_unplain")
    readings = read_names(names["text"].to_list())
    keys = [[word_key(word) for word in r.words] for r in readings]
    frame = pl.DataFrame(
        {
            "name_id": names["name_id"],
            "words": [" ".join(r.words) for r in readings],
            "name_key": [" ".join(words) for words in keys],
            "telling": [" ".join(filter(_is_telling, words)) for words in keys],
            "length": [len(r.words) for r in readings],
            "open_readings": [r.is_open for r in readings],
            "parent": [bool(r.parent) for r in readings],
            "readings": [" ".join(map("".join, r.readings)) if r.is_open else None for r in readings],
        },
        schema={
            "name_id": pl.UInt64,
            **dict.fromkeys(("words", "name_key", "telling"), pl.String),
            "length": pl.Int64,
            **dict.fromkeys(("open_readings", "parent"), pl.Boolean),
            "readings": pl.String,
        },
    )
    _append(con, "name_forms", frame)
    _sound_keys(con, {key for words in keys for key in words})


def _sound_keys(con: Connection, keys: set[str]) -> None:
    """The sounds of the words of new names: `keys`, and those of plain words."""
    plain = "SELECT DISTINCT word_key FROM word_forms SEMI JOIN words_new USING (word)"
    known = {key for (key,) in con.execute("SELECT word_key FROM key_sounds").fetchall()}
    new = sorted((keys | set(get(con, plain)["word_key"].to_list())) - known - {""})
    schema = {"word_key": pl.String, "sound": pl.String}
    _append(con, "key_sounds", pl.DataFrame({"word_key": new, "sound": [sound_key(k) for k in new]}, schema=schema))


def put_told_names(con: Connection) -> None:
    """`told_names`: the few names that say more than a name: no word at all, or that the person has died."""
    query = (
        "SELECT DISTINCT name AS text FROM raw WHERE regexp_matches(lower(name), "
        "'a[. ]*l[. ]*m|wafat|meninggal|^\\W*(kosong|null|nihil|nil|nan|none|x+|n/?a|(tidak|tdk|blm|belum) ada)\\W*$') "
        "OR NOT regexp_matches(name, '[A-Za-z]') ORDER BY text"
    )
    texts = get(con, query)["text"].to_list()
    readings = read_names(texts)
    frame = pl.DataFrame(
        {"text": texts, "nameless": [not r.words for r in readings], "deceased": [r.deceased for r in readings]},
        schema={"text": pl.String, "nameless": pl.Boolean, "deceased": pl.Boolean},
    )
    put(con, "told_names", frame)
