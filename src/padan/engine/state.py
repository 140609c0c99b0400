"""`--state`: prepared tables and the frozen model, kept from run to run: a changed list is not decided from scratch.

The folder holds `padan-state.duckdb`, a folder of files by which rows are found in it, and, for people to read,
`model.json`. A run that fails leaves the former state.
"""

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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
from padan.engine.session import Connection, forget, one_thread, open_session, run, scalar
from padan.engine.state_changes import find_changes, same_sheets, view_raw
from padan.engine.state_lookup import Lookup, open_lookup, write_lookup
from padan.engine.state_tables import KEPT_TABLES, write_tables
from padan.engine.state_update import put_labels, redo
from padan.library_faults import is_disk_full

STATE = "padan-state.duckdb"
MODEL = "model.json"
HELD = "padan-state.held"
"""Locked by the run that decides, and gone with it; one that a killed run left behind is locked by nobody."""
LOOKUPS = ("lookup-1", "lookup-2")
"""The files beside the tables: a full run writes those that the state before does not rest on."""

STATE_VERSION = 10

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
    """What the state says of itself: the model, by which rules its rows were decided, and where they are found."""

    model: Model
    rules: str
    lookup: Lookup


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
            _demand_folder(folder)
            with _alone(con, folder):
                model, report = _decide(con, folder, sheets, decisions, segment, relearn)
            return con, model, report
    except BaseException:
        con.close()
        raise


def _demand_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            f"--state {folder} adalah berkas, bukan folder. Pilih folder untuk menyimpan keadaan.",
            f"--state {folder} is a file, not a folder. Choose a folder to keep the state in.",
        )
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _alone(con: Connection, folder: Path) -> Iterator[None]:
    """No other run decides with this state meanwhile: a new state, too, is written by one alone."""
    held = folder / HELD
    con.execute(f"ATTACH {_quoted(held)} AS held")
    try:
        yield
    finally:
        held.unlink(missing_ok=True)
    con.execute("DETACH held")


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
        if changes is not None and _are_few(con, changes):
            return kept.model, _decide_changed(con, decisions, kept, changes)
        why = "sheets" if changes is None else "much"
    return _decide_all(con, folder, sheets, decisions, segment, kept.model, why)


def _are_few(con: Connection, changes: int) -> bool:
    """Whether little has changed, with what was touched since the last full run: its files serve for the rest alone."""
    touched, rows = (
        int(scalar(con, f"SELECT count(*) FROM kept.{table}")) for table in ("later_touched", "full_people")
    )
    return changes + touched <= MUCH * rows


def _decide_changed(con: Connection, decisions: Sequence[Decision], kept: Kept, changes: int) -> StateReport:
    """Only what the changes touch; then the state's tables stand in the session under their names."""
    start = time.perf_counter()
    with _few_rows(con):
        redone = redo(con, decisions, kept.model, kept.lookup)
    seconds = round(time.perf_counter() - start, 3)
    _show(con)
    put_thresholds(con, kept.model)
    read_regions(con)
    return StateReport("changed", False, seconds, changes, redone.rows, redone.unmet)


_FOR_MANY_ROWS = (
    *("join_order", "common_subplan", "statistics_propagation", "projection_pullup", "projection_placement"),
    *("self_join_aggregate", "window_self_join", "top_n_window_elimination", "aggregate_reuse", "common_aggregate"),
    *("aggregate_function_rewriter", "partial_aggregate_pushdown", "duplicate_groups", "late_materialization"),
    *("unnest_rewriter", "outer_join_simplification", "join_elimination", "join_filter_pushdown"),
)
"""Steps of planning that take longer than they save where a statement meets a few hundred rows."""


@contextmanager
def _few_rows(con: Connection) -> Iterator[None]:
    """Hundreds of statements on few rows: on one thread, and planned with less thought, for that is half of their time.

    After an error the connection is left as it is.
    """
    with one_thread(con):
        con.execute(f"SET disabled_optimizers = '{','.join(_FOR_MANY_ROWS)}'")
        yield
        con.execute("RESET disabled_optimizers")


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
    lookup = _free_lookup(con, path)
    shutil.rmtree(folder / lookup, ignore_errors=True)
    with _written_whole(folder, new, _log(new), folder / lookup):
        run(con, "state_keys")
        write_lookup(con, folder / lookup)
        forget(con, "row_keys", "settled_sought", "settled_people")
        con.execute(f"ATTACH {_quoted(new)} AS fresh")
        write_tables(con, "fresh")
        con.execute(
            "CREATE TABLE fresh.state AS SELECT ? AS version, ? AS rules, ? AS model, ? AS lookup",
            [_version(), _rules(), model.to_json(), lookup],
        )
        con.execute("DETACH fresh")
    _log(path).unlink(missing_ok=True)
    new.replace(path)
    (folder / MODEL).write_text(model.to_json() + "\n", encoding="utf-8")
    for former in LOOKUPS:
        if former != lookup:
            shutil.rmtree(folder / former, ignore_errors=True)


@contextmanager
def _written_whole(folder: Path, *unfinished: Path) -> Iterator[None]:
    """What cannot be written to its end is gone again; a full disk is told of the folder that is too small."""
    try:
        yield
    except BaseException as error:
        for path in unfinished:
            shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                path.unlink()
        if is_disk_full(error):
            raise OutputError(
                f"State tidak dapat ditulis ke {folder}: tempat penyimpanan penuh. Yang sudah tersimpan tetap utuh. "
                "Kosongkan ruang atau pilih folder lain, lalu ulangi.",
                f"The state cannot be written to {folder}: the disk is full. What was kept before is as it was. Make "
                "room or choose another folder, then try again.",
            ) from error
        raise


def _free_lookup(con: Connection, path: Path) -> str:
    """The name of the files that the state at `path`, if there is one, does not rest on."""
    used = None
    if path.is_file():
        try:
            con.execute(f"ATTACH {_quoted(path)} AS former (READ_ONLY)")
            used = scalar(con, "SELECT lookup FROM former.state")
        except duckdb.Error as error:
            if "lock" in str(error).lower():
                raise
    con.execute("DETACH DATABASE IF EXISTS former")
    return next(name for name in LOOKUPS if name != used)


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
        ((version, rules, model, lookup),) = con.execute(
            "SELECT version, rules, model, lookup FROM kept.state"
        ).fetchall()
        if version == _version():
            return Kept(Model.from_json(model), rules, open_lookup(path.parent / lookup))
    except (duckdb.Error, OSError, ValueError):
        pass
    con.execute("DETACH kept")
    return None


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
