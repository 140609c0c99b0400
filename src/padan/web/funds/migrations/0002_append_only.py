"""What the database itself holds the ledger to: postings and accounts stand as they are, and money keeps its place."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("funds_posting", "funds_account")
APART = "a.source_id <> b.source_id OR a.year <> b.year OR a.place_id <> b.place_id"
REFUSAL = "a posting keeps its source, year and place"

POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION funds_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$",
    "CREATE OR REPLACE FUNCTION funds_posting_sound() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF EXISTS (SELECT 1 FROM funds_account a, funds_account b "
    f"WHERE a.id = NEW.taken_id AND b.id = NEW.given_id AND ({APART})) "
    f"THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER funds_posting_sound BEFORE INSERT ON funds_posting "
    "FOR EACH ROW EXECUTE FUNCTION funds_posting_sound()",
    *(
        f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION funds_append_only()"
        for table in TABLES
    ),
)
SQLITE = (
    "CREATE TRIGGER funds_posting_sound BEFORE INSERT ON funds_posting WHEN EXISTS "
    f"(SELECT 1 FROM funds_account a, funds_account b WHERE a.id = NEW.taken_id AND b.id = NEW.given_id AND ({APART})) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    *(
        f"CREATE TRIGGER {table}_stands_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
        for table in TABLES
        for event in ("UPDATE", "DELETE")
    ),
)


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS funds_posting_sound ON funds_posting")
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stands ON {table}")
        return
    schema_editor.execute("DROP TRIGGER IF EXISTS funds_posting_sound")
    for table in TABLES:
        for event in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stands_{event}")


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
