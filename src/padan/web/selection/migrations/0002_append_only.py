"""Who left and who follows is append-only: the database itself refuses to change or delete one."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("selection_replacement",)

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION selection_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION selection_append_only()
"""
SQLITE = """
CREATE TRIGGER {table}_stands_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END
"""


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        for table in TABLES:
            schema_editor.execute(POSTGRESQL.format(table=table), params=None)
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(table=table, event=event))


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stands ON {table}")
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stands_{event}")


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
