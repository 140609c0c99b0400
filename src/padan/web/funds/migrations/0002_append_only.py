"""What the database itself holds the ledger to: postings and accounts stand as they are, and money keeps its place."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from padan.web.append_only import Stands, append_only

APART = (
    "EXISTS (SELECT 1 FROM funds_account a, funds_account b WHERE a.id = NEW.taken_id AND b.id = NEW.given_id "
    "AND (a.source_id <> b.source_id OR a.year <> b.year OR a.place_id <> b.place_id))"
)
REFUSAL = "a posting keeps its source, year and place"

POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION funds_posting_sound() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {APART} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER funds_posting_sound BEFORE INSERT ON funds_posting "
    "FOR EACH ROW EXECUTE FUNCTION funds_posting_sound()",
)
SQLITE = (
    f"CREATE TRIGGER funds_posting_sound BEFORE INSERT ON funds_posting WHEN {APART} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Money keeps its source, year and place."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take that trigger away."""
    where = " ON funds_posting" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS funds_posting_sound{where}")


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]
    operations = [
        append_only(Stands("funds_posting"), Stands("funds_account")),
        migrations.RunPython(guard, unguard),
    ]
