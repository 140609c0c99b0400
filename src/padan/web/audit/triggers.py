"""The database itself refuses to change or delete what the trail holds: SQL for SQLite and PostgreSQL."""

TABLES = ("audit_event", "audit_seal")
REFUSAL = "the trail is append-only"


def create_sql(vendor: str) -> list[str]:
    """Statements that make the triggers."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def drop_sql(vendor: str) -> list[str]:
    """Statements that take them away; for undoing the migration, and for tests that empty their database."""
    if vendor == "postgresql":
        drops = [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for table in TABLES for what in ("kept", "whole")]
        return [*drops, "DROP FUNCTION IF EXISTS audit_refuse_change()"]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for table in TABLES for what in ("update", "delete")]


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in TABLES
        for what in ("update", "delete")
    ]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    made = [function]
    for table in TABLES:
        made.append(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()"
        )
        made.append(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()"
        )
    return made
