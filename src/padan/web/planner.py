"""What the database must be told after much was written at once."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection
from django.db.models import Model


def tables_measure(models: Iterable[type[Model]] | None = None) -> None:
    """Let PostgreSQL count what tables hold (all of them without `models`).

    It plans queries by those counts, and its own round comes by a minute or more after a table was filled: until then
    it would read 20,000 rows for each of 20,000. SQLite plans without.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in apps.get_models() if models is None else models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
