"""Append-only tables cannot be emptied, but a test that commits must: its emptying lifts the triggers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


def install() -> None:
    """From now on Django's emptying of the test database may empty append-only tables too."""
    operations: Any = type(connection.ops)
    original = operations.sql_flush
    if getattr(original, "lifts_triggers", False):
        return

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        statements: list[str] = original(self, style, tables, **options)
        lift, put_back = _postgresql(tables) if self.connection.vendor == "postgresql" else _sqlite()
        return [*lift, *statements, *put_back] if statements else []

    sql_flush.lifts_triggers = True  # type: ignore[attr-defined]
    operations.sql_flush = sql_flush


@contextmanager
def lifted() -> Iterator[None]:
    """What somebody with the database's own key could do: change rows of tables that are append-only."""
    postgresql = connection.vendor == "postgresql"
    roles = [f"SET session_replication_role = {role}" for role in ("replica", "origin")]
    lift, put_back = ([one] for one in roles) if postgresql else _sqlite()
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
        yield
        for statement in put_back:
            cursor.execute(statement)


def _postgresql(tables: list[str]) -> tuple[list[str], list[str]]:
    switch = 'ALTER TABLE "{}" {} TRIGGER USER;'
    return [switch.format(t, "DISABLE") for t in tables], [switch.format(t, "ENABLE") for t in tables]


def _sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _sql in found], [sql for _name, sql in found]
