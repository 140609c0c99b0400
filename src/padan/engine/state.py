"""`--state`: prepared tables and the frozen model, kept from run to run: a changed list is not decided from scratch.

The folder holds `padan-state.duckdb` and, for people to read, `model.json`. A run that fails leaves the former state.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb

from padan.domain.decisions import Decision
from padan.domain.errors import OutputError
from padan.engine.human import apply_decisions
from padan.engine.linkage import MODEL_TABLES, link
from padan.engine.loading import ReadSheet, load
from padan.engine.model import MODEL_VERSION, Model
from padan.engine.normalising import normalise, read_regions
from padan.engine.reconciling import put_thresholds, reconcile
from padan.engine.session import Connection, one_thread, open_session, scalar
from padan.engine.state_changes import find_changes, same_sheets, view_raw
from padan.engine.state_update import FETCHED_TABLES, KEPT_TABLES, put_labels, redo

STATE = "padan-state.duckdb"
MODEL = "model.json"
STATE_VERSION = 6

MUCH = 0.1
"""Where more than this share of the rows has changed, deciding all of them is quicker."""

Sheets = Mapping[str, Sequence[ReadSheet]]


@dataclass(frozen=True, slots=True)
class StateReport:
    """What was done: seconds from the changes known to the decided rows kept, rows changed, rows decided again.

    `why`: "changed" where only what the changes touch was decided; else why all rows were: "new" (no usable state),
    "relearn", "engine" (another version of the rules), "sheets" (other files), "much" (too many changes). `learnt` says
    whether the model is new. `unmet` answers of humans speak of rows that are not there (any more).
    """

    why: str
    learnt: bool
    seconds: float
    rows_changed: int
    rows_redone: int
    unmet: int

    @property
    def full(self) -> bool:
        """Whether every row was decided again."""
        return self.why != "changed"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the state says of itself: the model, and by which rules its rows were decided."""

    model: Model
    rules: str


def run_with_state(
    folder: Path,
    sheets: Sheets,
    decisions: Sequence[Decision] = (),
    *,
    segment: str | None = None,
    relearn: bool = False,
    spill: Path | None = None,
) -> tuple[Connection, Model, StateReport]:
    """Decide with the state in `folder` and keep the result there: the tables of a full run after `reconcile`.

    Raises OutputError where the folder cannot be written or another run holds it.
    """
    con = open_session(spill=spill)
    try:
        with _state_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            model, report = _decide(con, folder, sheets, decisions, segment, relearn)
            return con, model, report
    except BaseException:
        con.close()
        raise


@contextmanager
def _state_errors(folder: Path) -> Iterator[None]:
    """A state that cannot be opened or written, as a sentence."""
    try:
        yield
    except (duckdb.IOException, PermissionError, FileExistsError, NotADirectoryError) as error:
        if "lock" in str(error).lower():
            raise OutputError(
                f"State {folder} sedang dipakai oleh perintah padan yang lain. Tunggu sampai selesai, lalu ulangi.",
                f"The state {folder} is in use by another padan. Wait until it has finished, then try again.",
            ) from error
        raise


def _decide(
    con: Connection, folder: Path, sheets: Sheets, decisions: Sequence[Decision], segment: str | None, relearn: bool
) -> tuple[Model, StateReport]:
    kept = None if relearn else _attach(con, folder / STATE)
    if kept is None:
        return _decide_all(con, folder, sheets, decisions, segment, None, "relearn" if relearn else "new")
    why = "engine" if kept.rules != _rules() else "" if same_sheets(con, sheets) else "sheets"
    if not why:
        changes = find_changes(con, sheets, segment)
        if changes is not None and changes <= MUCH * int(scalar(con, "SELECT count(*) FROM kept.people")):
            return kept.model, _decide_changed(con, decisions, kept.model, changes)
        why = "sheets" if changes is None else "much"
    return _decide_all(con, folder, sheets, decisions, segment, kept.model, why)


def _decide_changed(con: Connection, decisions: Sequence[Decision], model: Model, changes: int) -> StateReport:
    """Only what the changes touch; then the state's tables stand in the session under their names."""
    start = time.perf_counter()
    with one_thread(con):
        redone = redo(con, decisions, model)
    seconds = round(time.perf_counter() - start, 3)
    _show(con)
    put_thresholds(con, model)
    read_regions(con)
    return StateReport("changed", False, seconds, changes, redone.rows, redone.unmet)


def _show(con: Connection) -> None:
    """Each kept table as a view; `row_problems` is copied, for later steps add to it."""
    found = con.execute("SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'memory'")
    for name, kind in found.fetchall():
        con.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {name}")
    for table in KEPT_TABLES:
        kind = "TABLE" if table == "row_problems" else "VIEW"
        con.execute(f"CREATE {kind} {table} AS SELECT * FROM kept.{table}")
    view_raw(con)


def _decide_all(
    con: Connection,
    folder: Path,
    sheets: Sheets,
    decisions: Sequence[Decision],
    segment: str | None,
    model: Model | None,
    why: str,
) -> tuple[Model, StateReport]:
    """A full run, with the frozen model where there is one, and a new state from it."""
    if model is not None:
        for table in MODEL_TABLES:
            con.execute(f"CREATE OR REPLACE TABLE main.{table} AS SELECT * FROM kept.{table}")
    if scalar(con, "SELECT count(*) FROM duckdb_databases() WHERE database_name = 'kept'"):
        con.execute("DETACH kept")
    load(con, sheets)
    start = time.perf_counter()
    normalise(con, segment=segment)
    unmet = apply_decisions(con, decisions)
    used = link(con, model, keep_keys=True)
    reconcile(con, used)
    put_labels(con)
    _save(con, folder, used)
    seconds = round(time.perf_counter() - start, 3)
    rows = int(scalar(con, "SELECT count(*) FROM people"))
    return used, StateReport(why, model is None, seconds, rows, rows, unmet)


def _save(con: Connection, folder: Path, model: Model) -> None:
    """Write the state beside the former one, then put it in its place."""
    path, new = folder / STATE, folder / f"{STATE}.new"
    for old in (new, _log(new)):
        old.unlink(missing_ok=True)
    con.execute(f"ATTACH {_quoted(new)} AS fresh")
    for table in KEPT_TABLES:
        con.execute(f"SET force_compression = '{'uncompressed' if table in FETCHED_TABLES else 'auto'}'")
        con.execute(f"CREATE TABLE fresh.{table} AS SELECT * FROM {table}")
    for table in FETCHED_TABLES:
        con.execute(f"CREATE INDEX {table}_by_row ON fresh.{table} (row_id)")
    con.execute(
        "CREATE TABLE fresh.state AS SELECT ? AS version, ? AS rules, ? AS model",
        [_version(), _rules(), model.to_json()],
    )
    con.execute("DETACH fresh")
    _log(path).unlink(missing_ok=True)
    new.replace(path)
    (folder / MODEL).write_text(model.to_json() + "\n", encoding="utf-8")


def _attach(con: Connection, path: Path) -> Kept | None:
    """The state as `kept`; None where there is none, or where its hashes and weights are of another make."""
    if not path.is_file():
        return None
    try:
        con.execute(f"ATTACH {_quoted(path)} AS kept")
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise
        return None
    try:
        version, rules, model = con.execute("SELECT version, rules, model FROM kept.state").fetchall()[0]
        if version == _version():
            _load_indexes(con)
            return Kept(Model.from_json(model), rules)
    except (duckdb.Error, IndexError):
        pass
    con.execute("DETACH kept")
    return None


def _load_indexes(con: Connection) -> None:
    """An index is read from disk when it is first used: now, while the files are being read."""
    for table in FETCHED_TABLES:
        con.execute(f"SELECT row_id FROM kept.{table} WHERE row_id IN (-1, -2)").fetchall()


def _version() -> str:
    """Hashes of names and keys are DuckDB's own: the model's tables hold for one version of it."""
    return f"{STATE_VERSION}/{MODEL_VERSION}/{duckdb.__version__}"


def _rules() -> str:
    """What the rows were decided by: a fingerprint of the engine and of the rules for values."""
    digest = sha256()
    for package in ("padan.engine", "padan.domain"):
        for name, content in _files(files(package), package):
            digest.update(f"{name}\0".encode() + content)
    return digest.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{name}/{entry.name}")
        elif entry.name.endswith((".py", ".sql")):
            yield f"{name}/{entry.name}", entry.read_bytes()


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
