from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from padan.web.audit.triggers import create_sql, drop_sql


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The database refuses to change or delete what the trail holds."""
    with schema_editor.connection.cursor() as cursor:
        for statement in create_sql(schema_editor.connection.vendor):
            cursor.execute(statement)


def unmake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    with schema_editor.connection.cursor() as cursor:
        for statement in drop_sql(schema_editor.connection.vendor):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
