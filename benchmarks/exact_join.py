"""The bare join on NIK as text (16 characters, placeholders left out): the floor engines are measured from."""

import sys
from pathlib import Path

import duckdb

JOIN = """
COPY (
    WITH list AS (SELECT NIK, row_number() OVER () - 1 AS record FROM read_parquet('{folder}/list.parquet')),
    participants AS (SELECT NIK, row_number() OVER () - 1 AS record FROM read_parquet('{folder}/participants.parquet'))
    SELECT list.record AS list_record, participants.record AS participants_record, 1.0 AS probability
    FROM list JOIN participants USING (NIK)
    WHERE length(NIK) = 16 AND NIK NOT IN ('0000000000000000', '9999999999999999', '1234567890123456')
) TO '{out}'
"""


def main(folder: Path, out: Path) -> None:
    """Writes list_record and participants_record (from 0) of every pair with one NIK."""
    duckdb.sql(JOIN.format(folder=folder, out=out))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
