"""What was signed stays: the database itself refuses to change or delete a signed report or a sentence that was
written. Only the papers of a report may still be told of, until they are there."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REPORT, WORDING = "reports_report", "reports_wording"
SIGNED = (
    "place_id", "office_id", "span", "version", "month", "figure_set_id", "closed", "known_at", "figures", "digest",
    "content", "number", "day", "letterhead", "signed_by_id", "name", "nip", "title", "standing", "on_behalf_of",
    "signed_at", "replaced_reason", "token",
)  # fmt: skip
GUARDS = (
    (REPORT, "kept", "DELETE", ""),
    (REPORT, "signed", f"UPDATE OF {', '.join(SIGNED)}", ""),
    (REPORT, "printed", "UPDATE", "OLD.state = 'ready'"),
    (WORDING, "kept", "DELETE", ""),
    (WORDING, "said", "UPDATE", ""),
)
"""Table, name of the trigger, event, condition."""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION reports_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'signed reports stay: %', TG_TABLE_NAME; END $$
"""


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL, params=None)
    for table, name, event, when in GUARDS:
        head = f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table}"
        condition = f"WHEN ({when})" if when else ""
        if postgresql:
            schema_editor.execute(f"{head} FOR EACH ROW {condition} EXECUTE FUNCTION reports_stay()")
        else:
            refusal = f"SELECT RAISE(ABORT, 'signed reports stay: {table}')"
            schema_editor.execute(f"{head} {condition} BEGIN {refusal}; END")


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table, name, _event, _when in GUARDS:
        where = f" ON {table}" if postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{where}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS reports_stay()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
