"""Step 8 in the engine: the decided rows and pairs as Parquet files."""

from pathlib import Path

from padan.engine.reasons import quoted
from padan.engine.session import Connection, bettered, run

_FEW = {
    **dict.fromkeys(("side", "file", "sheet"), "sheets"),
    **dict.fromkeys(("segment", "bucket", "rule"), "decided"),
}
"""Columns of which a run has few distinct texts, and the table that has them all."""


def write_parquets(con: Connection, folder: Path) -> None:
    """Write `rows.parquet`, `pairs.parquet` and `pairs_within.parquet` into `folder`.

    Rows are sorted as they are written: a join of any kind leaves them out of order here and there. Few distinct texts
    go through the sorting and into the file as their numbers, which takes two thirds of the time.
    """
    run(con, "output_rows")
    rows = f"SELECT * EXCLUDE (row_id) REPLACE ({_numbered(con)}) FROM output_rows ORDER BY row_id"
    _write(con, rows, folder / "rows.parquet")
    for view, name in (("output_pairs", "pairs"), ("output_pairs_within", "pairs_within")):
        _write(con, f"SELECT * FROM {view}", folder / f"{name}.parquet")


def _numbered(con: Connection) -> str:
    """The columns of few texts as their numbers. In the file they stand as texts, as ever."""
    casts = []
    for column, table in _FEW.items():
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}"
        texts = ", ".join(quoted(text) for (text,) in con.execute(query).fetchall())
        places = (column, f"match_{column}") if column in ("file", "sheet") else (column,)
        casts += [f"CAST({place} AS ENUM({texts})) AS {place}" for place in places if texts]
    return ", ".join(casts)


def _write(con: Connection, query: str, path: Path) -> None:
    place = str(path).replace("'", "''")
    with bettered(con):
        con.execute(f"COPY ({query}) TO '{place}' (FORMAT parquet, COMPRESSION snappy)")
