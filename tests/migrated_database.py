"""Databases for tests, copied from one that was migrated once for the code as it stands.

Migrations take seconds, and every process of the tests, on each kind of database, wants the same outcome. Whoever comes
first makes the template under a lock; the others copy it. Its key is the hash of the whole product and of what it is
installed with, so that a template never outlives a change that could have made it another.
"""

import fcntl
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".tmp" / "uji"
"""Where the templates of the embedded database lie; anybody may empty it."""
KEPT_FOR = 24 * 3600
"""Seconds after which the template of another state of the code is thrown away."""
MADE_OF = (("src/padan", "*.py"), ("src/padan/data", "*.toml"), ("tests", "migrated_database.py"))


@cache
def key() -> str:
    """Of the code, the shipped law and the libraries."""
    told = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for folder, pattern in MADE_OF:
        for path in sorted((ROOT / folder).rglob(pattern)):
            told.update(str(path.relative_to(ROOT)).encode())
            told.update(path.read_bytes())
    return told.hexdigest()[:16]


def copy(connection: Any) -> None:
    """Give a connection a test database of its own, as `migrate` leaves one."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "postgresql":
        copy_on_server(name)
        _turn_to(connection, name)
        return
    _turn_to(connection, name)
    with _alone():
        if not sqlite_template().exists():
            _throw_old_away()
            _migrate(connection)
            _keep(connection)
    put_back(connection)


def put_back(connection: Any) -> None:
    """Make the embedded test database as it was at first: whatever was committed is gone."""
    connection.ensure_connection()
    with closing(sqlite3.connect(sqlite_template())) as template:
        template.backup(connection.connection)


def drop(connection: Any, former: str) -> None:
    """Take a connection's test database away, and give it back its former name."""
    name = connection.settings_dict["NAME"]
    _turn_to(connection, former)
    if connection.vendor == "postgresql":
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def sqlite_template() -> Path:
    """The file that every embedded test database is a copy of, once one has been made."""
    return KEPT / f"{key()}.sqlite3"


def copy_on_server(name: str) -> None:
    """A database of that name on the tests' PostgreSQL, instead of any that was there."""
    template = f"templat_{key()}"
    with _alone():
        if not _on_server("SELECT 1 FROM pg_database WHERE datname = %s", told=(template,)):
            _make_on_server(template)
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _make_on_server(template: str) -> None:
    """Under another name until it is whole."""
    connection, unready = connections["default"], f"{template}_dibuat"
    former = connection.settings_dict["NAME"]
    _on_server(f'DROP DATABASE IF EXISTS "{unready}" WITH (FORCE)', f'CREATE DATABASE "{unready}"')
    _turn_to(connection, unready)
    _migrate(connection)
    _turn_to(connection, former)
    _on_server(f'ALTER DATABASE "{unready}" RENAME TO "{template}"')


def _migrate(connection: Any) -> None:
    call_command("migrate", database=connection.alias, verbosity=0, interactive=False)


def _keep(connection: Any) -> None:
    beside = sqlite_template().with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(beside)) as file:
        connection.connection.backup(file)
    beside.replace(sqlite_template())


def _turn_to(connection: Any, name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def _on_server(*statements: str, told: tuple[str, ...] = ()) -> list[Any]:
    with psycopg.connect(os.environ["PADAN_DATABASE"], autocommit=True) as server:
        found = [server.execute(statement, told or None) for statement in statements]
        return found[-1].fetchall() if found[-1].description else []


@contextmanager
def _alone() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _throw_old_away() -> None:
    for path in KEPT.glob("*.*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - KEPT_FOR:
                path.unlink()
