"""The indicators that every site begins with; Bappeda puts newer versions and others beside them on a page.

Called by Django at the end of every `migrate` and `flush`, as the law's (`law/shipping.py`).
"""

from dataclasses import asdict
from typing import Any

from django.db import connections

from padan.domain.indicators import load_indicators
from padan.web.monitoring.models import IndicatorVersion


def ship(*, using: str, **_told: Any) -> None:
    """Put in every shipped indicator that the database does not know. `using`: the database that was migrated."""
    if IndicatorVersion._meta.db_table not in connections[using].introspection.table_names():
        return
    versions = IndicatorVersion.objects.using(using)
    known = set(versions.values_list("key", flat=True))
    versions.bulk_create(IndicatorVersion(**asdict(one)) for one in load_indicators() if one.key not in known)
