"""Databases for tests, copied from one that was migrated once for the code as it stands.

Migrations take seconds, and every process of the tests, on each kind of database, wants the same outcome. Whoever comes
first makes the template under a lock; the others copy it. Its key is the hash of the whole product and of what it is
installed with, so that a template never outlives a change that could have made it another.

What takes the seconds is the tables. They change with the migrations and with what these import, and are kept by a key
of that alone: after any other change only what Django and the rooms put in after every `migrate` is put in anew.
"""

import ast
import fcntl
import hashlib
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.models.signals import post_migrate

import postgres_server

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".tmp" / "uji"
"""Where the templates of the embedded database lie; anybody may empty it."""
KEPT_FOR = 24 * 3600
"""Seconds after which the template of another state of the code is thrown away."""
MADE_OF = (("src/padan", "*.py"), ("src/padan/data", "*.toml"), ("tests", "migrated_database.py"))


@cache
def key() -> str:
    """Of the code, the shipped law and the libraries."""
    return _hashed(path for folder, pattern in MADE_OF for path in (ROOT / folder).rglob(pattern))


@cache
def tables_key() -> str:
    """Of the migrations, what they import, and the libraries."""
    found: set[Path] = set()
    waiting = {*(ROOT / "src/padan").rglob("migrations/*.py"), Path(__file__)}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= set(_imported(path)) - found
    return _hashed(found)


def _imported(path: Path) -> Iterator[Path]:
    """The product's files that a file imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            bare = ROOT / "src" / name.replace(".", "/")
            yield from (one for one in (bare.with_suffix(".py"), bare / "__init__.py") if one.is_file())


def _hashed(paths: Iterable[Path]) -> str:
    told = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(paths):
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
            _make_embedded(connection)
    put_back(connection)


def _make_embedded(connection: Any) -> None:
    """Tables as they are kept or as the migrations make them, then what is put in after every `migrate`."""
    tables = KEPT / f"tabel-{tables_key()}.sqlite3"
    if tables.exists():
        load(connection, tables)
    else:
        with _nothing_put_in():
            _migrate(connection)
        keep(connection, tables)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    keep(connection, sqlite_template())


@contextmanager
def _nothing_put_in() -> Iterator[None]:
    told, post_migrate.receivers = post_migrate.receivers, []
    post_migrate.sender_receivers_cache.clear()
    yield
    post_migrate.receivers = told
    post_migrate.sender_receivers_cache.clear()


def put_back(connection: Any) -> None:
    """Make the embedded test database as it was at first: whatever was committed is gone."""
    load(connection, sqlite_template())


def load(connection: Any, file: Path) -> None:
    """Make the embedded test database as one that was kept."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as template:
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
    _make_tables_on_server(connection, _address(unready))
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    _turn_to(connection, former)
    _on_server(f'ALTER DATABASE "{unready}" RENAME TO "{template}"')


def _make_tables_on_server(connection: Any, address: str) -> None:
    """From a dump of them, where there is one and the programs to read and write it."""
    dump, programs = KEPT / f"tabel-{tables_key()}.{connection.cursor().connection.info.server_version}", _programs()
    if programs and dump.exists():
        subprocess.run([programs / "pg_restore", "--no-owner", "-d", address, dump], check=True)
        return
    with _nothing_put_in():
        _migrate(connection)
    if programs:
        beside = dump.with_suffix(f".{os.getpid()}")
        subprocess.run([programs / "pg_dump", "-Fc", "-f", beside, address], check=True)
        beside.replace(dump)


def _programs() -> Path | None:
    found = postgres_server.programs()
    return found if found and (found / "pg_dump").exists() and (found / "pg_restore").exists() else None


def _address(name: str) -> str:
    return urlsplit(os.environ["PADAN_DATABASE"])._replace(path=f"/{name}").geturl()


def _migrate(connection: Any) -> None:
    call_command("migrate", database=connection.alias, verbosity=0, interactive=False)


def keep(connection: Any, file: Path) -> None:
    """Keep the embedded test database as it stands; the file is there once it is whole."""
    beside = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(beside)) as copied:
        connection.connection.backup(copied)
    beside.replace(file)


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
