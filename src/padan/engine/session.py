"""One run's scratch: a DuckDB connection, and the SQL files that are its steps."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import duckdb
import polars as pl

Connection = duckdb.DuckDBPyConnection


MEMORY = 2_300_000_000
"""Bytes that tables may take before they overflow to disk: the whole of a run of two million rows stays under 3 GB."""

MEMORY_A_ROW = 1_000
"""Bytes allowed a row where there are more rows than that, as far as half of the machine's memory goes."""

FEW_ROWS = 1_000
"""Rows of all inputs up to which DuckDB takes longer to better a plan, and to hand it out, than to follow it."""

NEVER_PACKED = "1TB"
"""Changes after which DuckDB would go through all tables to pack them: a second each time, for tables of one run."""


def open_session(path: Path | None = None, *, spill: Path | None = None) -> Connection:
    """A connection on memory, or on the file `path` that keeps its tables.

    `spill` is where a large run overflows (else the system's temporary folder).
    """
    con = duckdb.connect(str(path) if path else ":memory:")
    con.execute(f"SET checkpoint_threshold = '{NEVER_PACKED}'")
    con.execute("SET preserve_insertion_order = true")
    con.execute("SET enable_progress_bar = false")
    con.execute("SET TimeZone = 'Asia/Jakarta'")
    _limit(con, MEMORY)
    con.execute("SET temp_directory = ?", [str(spill or Path(gettempdir()) / f"padan-{os.getpid()}")])
    return con


def make_room(con: Connection, rows: int) -> None:
    """Let a run of many rows take more memory where the machine has it: by way of the disk it takes a fifth longer."""
    con.execute("RESET memory_limit")
    size, unit = str(scalar(con, "SELECT current_setting('memory_limit')")).split()
    most = float(size) * 1024 ** _UNITS.index(unit) * _HALF
    _limit(con, max(min(rows * MEMORY_A_ROW, int(most)), MEMORY))


def plan_for(con: Connection, rows: int) -> None:
    """Let a run of few rows follow its statements as they are written, on one thread: it is all planning otherwise."""
    if rows <= FEW_ROWS:
        con.execute("SET enable_optimizer = false")
        con.execute("SET threads = 1")


@contextmanager
def bettered(con: Connection) -> Iterator[None]:
    """Plans are bettered for the while, however few the rows: how Parquet lays a column down hangs on what is known."""
    before = scalar(con, "SELECT current_setting('enable_optimizer')")
    con.execute("SET enable_optimizer = true")
    yield
    con.execute(f"SET enable_optimizer = {before}")


_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")
_HALF = 0.5 / 0.8
"""Unless told otherwise DuckDB takes four fifths of what the machine has, or of what it is allowed there."""


def _limit(con: Connection, memory: int) -> None:
    con.execute(f"SET block_allocator_memory = '{memory} bytes'")
    con.execute(f"SET memory_limit = '{memory} bytes'")


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of `sql/<name>.sql`, in order."""
    text = files("padan.engine").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    return tuple(part.strip() for part in "\n".join(lines).split(";") if part.strip())


_PARSED: dict[str, list[duckdb.Statement]] = {}
"""By step. A fifth of the time that a statement takes on few rows goes to reading its text, so it is read once."""


def run(con: Connection, name: str) -> None:
    """Run one step: every statement of `sql/<name>.sql`."""
    if name not in _PARSED:
        _PARSED[name] = [one for text in statements(name) for one in con.extract_statements(text)]
    for statement in _PARSED[name]:
        con.execute(statement)


class _Stream:
    """A frame as a stream of Arrow's C interface: given the frame itself, DuckDB loads pyarrow, a fifth of a second."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def take(con: Connection, statement: str, frame: pl.DataFrame) -> None:
    """Run a statement that reads `frame` as `incoming_frame`.

    DuckDB finds the stream by the name of this variable: to register and forget it takes two statements more.
    """
    incoming_frame = _Stream(frame)  # noqa: F841
    con.execute(statement)


@contextmanager
def many_values() -> Iterator[None]:
    """While readings of a hundred thousand values pile up, Python does not look through them for rubbish every now and
    then: they hold no circles, and looking costs a fifth of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


@contextmanager
def one_thread(con: Connection) -> Iterator[None]:
    """Statements run on one thread for the while: hundreds on few rows lose more than they gain by being handed out.

    After an error the connection is left as it is: a transaction that failed takes no statement.
    """
    threads = int(scalar(con, "SELECT current_setting('threads')"))
    con.execute("SET threads = 1")
    yield
    con.execute(f"SET threads = {threads}")


def forget(con: Connection, *tables: str) -> None:
    """Drop tables that no later step asks for: what lies in memory unread crowds out what is being worked on."""
    for table in tables:
        con.execute(f"DROP TABLE IF EXISTS {table}")


def put(con: Connection, table: str, frame: pl.DataFrame) -> None:
    """Make `table` from a frame."""
    take(con, f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM incoming_frame", frame)


def get(con: Connection, query: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """The rows of a query as a frame."""
    return pl.DataFrame(con.sql(query, params=list(parameters)))


def scalar(con: Connection, query: str) -> Any:
    """The single value of a query."""
    rows = con.execute(query).fetchall()
    return rows[0][0] if rows else None
