"""The death rates that Padan ships, put into a database whose people have entered or withdrawn none.

Called by Django at the end of every `migrate` and `flush`, as the law's (`law/shipping.py`).
"""

import tomllib
from importlib import resources
from typing import Any

from django.db import connections

from padan.web.evaluation.models import MortalityTable


def ship(*, using: str, **_told: Any) -> None:
    """Put in what is not there, unless somebody has chosen: then it is theirs. `using`: the database migrated or
    emptied."""
    if MortalityTable._meta.db_table not in connections[using].introspection.table_names():
        return
    tables = MortalityTable.objects.using(using)
    if tables.exclude(entered_by=None, withdrawn_at=None).exists():
        return
    folder = resources.files("padan").joinpath("data", "mortality")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    told = [tomllib.loads(f.read_text(encoding="utf-8")) for f in files]
    held = set(tables.values_list("name", flat=True))
    tables.bulk_create(MortalityTable(**one) for one in told if one["name"] not in held)
