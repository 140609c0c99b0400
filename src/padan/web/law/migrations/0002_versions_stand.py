"""Versions stand: the database itself refuses to delete one or to change what it says. Withdrawing stays possible."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COMMON = ("first_day", "last_day", "certain", "note", "replaces_id", "reason", "entered_at", "entered_by_name")
SAID = {
    "law_lawrule": (*COMMON, "kind", "subject", "place", "value", "basis_id"),
    "law_basis": (*COMMON, "key", "kind", "number", "year", "title", "issued_on", "origin_id"),
    "law_basisfile": ("basis_id", "filename", "media", "sha256", "size", "at"),
}
"""Columns of each table that never change."""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION law_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a version of the law stands: %', TG_TABLE_NAME; END $$
"""


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table, columns in SAID.items():
        for name, event in (("kept", "DELETE"), ("said", f"UPDATE OF {', '.join(columns)}")):
            schema_editor.execute(_postgresql(table, name, event) if postgresql else _sqlite(table, name, event))


def _postgresql(table: str, name: str, event: str) -> str:
    return f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION law_version_stands()"


def _sqlite(table: str, name: str, event: str) -> str:
    refusal = f"SELECT RAISE(ABORT, 'a version of the law stands: {table}')"
    return f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} BEGIN {refusal}; END"


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    where = " ON {}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in SAID:
        for name in ("kept", "said"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{where.format(table)}")


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
