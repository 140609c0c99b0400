"""Tables that only grow: the database itself refuses to change or delete their rows, on SQLite and PostgreSQL alike.

A room's migration names what stands:

    operations = [append_only(Stands("review_decision"), Stands("official_signoff", columns=SAID))]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True, slots=True)
class Stands:
    """Rows of a table that are never deleted, and columns of them that never change (none named: all of them).

    `when` is SQL over OLD: the rows that it holds for stand; "" are all. Two guards of one table differ in `name`.
    """

    table: str
    columns: tuple[str, ...] = ()
    when: str = ""
    name: str = "stands"

    @property
    def trigger(self) -> str:
        """The name in the database, of triggers and of their function."""
        return f"{self.table}_{self.name}"

    @property
    def refusal(self) -> str:
        """What the database says."""
        return f"append-only: {self.table}"

    @property
    def update(self) -> str:
        """The event that changes what stands."""
        return f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"


def append_only(*guards: Stands) -> migrations.RunPython:
    """The operation of a migration that sets these guards, and takes them away where it is undone."""

    def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _all(schema_editor, (statement for one in guards for statement in _made(one, _vendor(schema_editor))))

    def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _all(schema_editor, (statement for one in guards for statement in _gone(one, _vendor(schema_editor))))

    return migrations.RunPython(guard, unguard)


def _all(editor: BaseDatabaseSchemaEditor, statements: Iterator[str]) -> None:
    for statement in statements:
        editor.execute(statement, params=None)


def _vendor(editor: Any) -> str:
    vendor: str = editor.connection.vendor
    return vendor


def _made(one: Stands, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        refuse = f"RAISE EXCEPTION '{one.refusal}';"
        if one.when:
            refuse = f"IF {one.when} THEN {refuse} END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        yield (
            f"CREATE OR REPLACE FUNCTION {one.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
        )
        yield (
            f"CREATE TRIGGER {one.trigger} BEFORE DELETE OR {one.update} ON {one.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {one.trigger}()"
        )
        if not one.when:
            yield (
                f"CREATE TRIGGER {one.trigger}_whole BEFORE TRUNCATE ON {one.table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {one.trigger}()"
            )
        return
    condition = f"WHEN ({one.when})" if one.when else ""
    for suffix, event in (("delete", "DELETE"), ("update", one.update)):
        yield (
            f"CREATE TRIGGER {one.trigger}_{suffix} BEFORE {event} ON {one.table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{one.refusal}'); END"
        )


def _gone(one: Stands, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield f"DROP TRIGGER IF EXISTS {one.trigger} ON {one.table}"
        yield f"DROP TRIGGER IF EXISTS {one.trigger}_whole ON {one.table}"
        yield f"DROP FUNCTION IF EXISTS {one.trigger}()"
        return
    for suffix in ("delete", "update"):
        yield f"DROP TRIGGER IF EXISTS {one.trigger}_{suffix}"
