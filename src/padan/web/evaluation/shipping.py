"""The death rates that Padan ships, put into a database that holds none.

Called by Django at the end of every `migrate` and `flush`, as the law's (`law/shipping.py`).
"""

import tomllib
from importlib import resources
from typing import Any

from django.db import connections

from padan.web.evaluation.models import MortalityTable


def ship(*, using: str, **_told: Any) -> None:
    """Put them in where there is no table at all. `using`: the database that was migrated or emptied."""
    if MortalityTable._meta.db_table not in connections[using].introspection.table_names():
        return
    tables = MortalityTable.objects.using(using)
    if tables.exists():
        return
    folder = resources.files("padan").joinpath("data", "mortality")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    tables.bulk_create(MortalityTable(**tomllib.loads(f.read_text(encoding="utf-8"))) for f in files)
