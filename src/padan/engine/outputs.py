"""Step 8 in the engine: the decided rows and pairs as Parquet files."""

from pathlib import Path

from padan.engine.session import Connection, run


def write_parquets(con: Connection, folder: Path) -> None:
    """Write `rows.parquet`, `pairs.parquet` and `pairs_within.parquet` into `folder`."""
    run(con, "output_rows")
    for view, name in (("output_rows", "rows"), ("output_pairs", "pairs"), ("output_pairs_within", "pairs_within")):
        path = str(folder / f"{name}.parquet").replace("'", "''")
        con.execute(f"COPY (SELECT * FROM {view}) TO '{path}' (FORMAT parquet, COMPRESSION snappy)")
