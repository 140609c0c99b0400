"""A site of its own for tests that kill it: a home, a database, and a look at the database from outside."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

import migrated_database

PATIENCE = 180.0
TESTS = Path(__file__).parents[1]


class World:
    """A home and a database of its own, its worker, and a look at the database from outside."""

    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.database = database
        self.environment = {
            **os.environ,
            "PADAN_HOME": str(home),
            "PADAN_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "padan.web.settings",
            "PYTHONPATH": os.pathsep.join(str(TESTS / part) for part in (".", "web", "web/runs", "web/official")),
        }

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker(self, *words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", "padan.web", "worker", *words], env=self.environment)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with self._connected() as connection:
            return list(connection.execute(query).fetchall())

    def tell(self, statement: str) -> None:
        with self._connected() as connection:
            connection.execute(statement)
            connection.commit()

    def _connected(self) -> Any:
        if self.database.startswith("postgresql"):
            return psycopg.connect(self.database)
        return _Closing(sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20))


class _Closing:
    """sqlite3's own context ends a transaction, not the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> sqlite3.Connection:
        return self.connection

    def __exit__(self, *error: object) -> None:
        self.connection.close()


def world_made(home: Path, name: str, script: str) -> World:
    """A migrated site that `script` fills; `name`: of its database, where the tests run on PostgreSQL. Wants the
    fixture `django_db_setup`, by which the template is there."""
    if os.environ.get("PADAN_TEST_DATABASE") == "postgresql":
        name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
        migrated_database.copy_on_server(name)
        database = urlsplit(os.environ["PADAN_DATABASE"])._replace(path=f"/{name}").geturl()
    else:
        shutil.copyfile(migrated_database.sqlite_template(), home / "padan.sqlite3")
        database = f"sqlite:///{home}/padan.sqlite3"
    made = World(home, database)
    made.run("-c", script)
    return made


def until(true: Callable[[], bool]) -> None:
    """Wait for it, but not for ever."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
