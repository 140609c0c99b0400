"""What was closed stays: the database itself refuses to change or delete a closed month, its figures and its rows, and
versions of indicators and targets."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OF_A_SET = ("monitoring_storedfigure", "monitoring_keptrows")
ALONE = ("monitoring_indicatorversion", "monitoring_indicatortarget")
EVENTS = (("kept", "DELETE"), ("said", "UPDATE"))
_CLOSED = "(SELECT kind FROM monitoring_figureset WHERE id = OLD.set_id) = 'closed'"

POSTGRESQL = """
CREATE OR REPLACE FUNCTION monitoring_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'closed figures stay: %', TG_TABLE_NAME; END $$;
CREATE OR REPLACE FUNCTION monitoring_stays_if_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT kind FROM monitoring_figureset WHERE id = OLD.set_id) = 'closed' THEN
    RAISE EXCEPTION 'closed figures stay: %', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL, params=None)
    for name, event in EVENTS:
        for table in ALONE:
            schema_editor.execute(_always(postgresql, table, name, event, ""))
        schema_editor.execute(_always(postgresql, "monitoring_figureset", name, event, "OLD.kind = 'closed'"))
        for table in OF_A_SET:
            schema_editor.execute(_of_set(postgresql, table, name, event))


def _always(postgresql: bool, table: str, name: str, event: str, when: str) -> str:
    condition = f"WHEN ({when})" if when else ""
    if postgresql:
        return (
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW {condition} "
            "EXECUTE FUNCTION monitoring_stays()"
        )
    return _sqlite(table, name, event, condition)


def _of_set(postgresql: bool, table: str, name: str, event: str) -> str:
    if postgresql:
        return (
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION monitoring_stays_if_closed()"
        )
    return _sqlite(table, name, event, f"WHEN {_CLOSED}")


def _sqlite(table: str, name: str, event: str, condition: str) -> str:
    refusal = f"SELECT RAISE(ABORT, 'closed figures stay: {table}')"
    return f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {condition} BEGIN {refusal}; END"


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    where = " ON {}" if postgresql else ""
    for table in (*ALONE, *OF_A_SET, "monitoring_figureset"):
        for name, _ in EVENTS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{where.format(table)}")
    if postgresql:
        for function in ("monitoring_stays", "monitoring_stays_if_closed"):
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {function}()")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
