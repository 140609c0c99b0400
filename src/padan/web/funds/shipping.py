"""The two sources of money that every city of the programme has; Bappeda adds others on the page.

Called by Django at the end of every `migrate` and `flush`, as the law's (`law/shipping.py`): a fresh site, and every
test's database, begins with them.
"""

from typing import Any

from django.db import connections

from padan.web.funds.models import Source

SOURCES = (("bkbk", "BKBK Provinsi", True), ("apbd_kota", "APBD Kota", False))


def ship(*, using: str, **_told: Any) -> None:
    """Put them in where there is no source at all. `using`: the database that was migrated or emptied."""
    if Source._meta.db_table not in connections[using].introspection.table_names():
        return
    sources = Source.objects.using(using)
    if not sources.exists():
        sources.bulk_create(Source(key=key, name=name, earmarked=earmarked) for key, name, earmarked in SOURCES)
