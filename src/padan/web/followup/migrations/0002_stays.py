"""What was done and signed stays: the database itself refuses to change or delete a step, its proof, a signature, an
addendum, or a meeting that is closed."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CLOSED = "WHEN (OLD.closed_at IS NOT NULL)"
TABLES = {
    "followup_step": "",
    "followup_evidence": "",
    "followup_minutessign": "",
    "followup_addendum": "",
    "followup_meeting": CLOSED,
}
"""Table -> when its rows stay."""
EVENTS = (("kept", "DELETE"), ("said", "UPDATE"))

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION followup_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'stays as it is: %', TG_TABLE_NAME; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION followup_stays()
"""
SQLITE = """
CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {when}
BEGIN SELECT RAISE(ABORT, 'stays as it is: {table}'); END
"""


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    made = POSTGRESQL if postgresql else SQLITE
    for table, when in TABLES.items():
        for name, event in EVENTS:
            schema_editor.execute(made.format(table=table, name=name, event=event, when=when), params=None)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for name, _event in EVENTS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS followup_stays()")


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
