"""The rules of early warning with their first thresholds, put into a database that lacks them.

Called by Django at the end of every `migrate` and `flush`, as the sources of money are; what Bappeda has set stays.
"""

from typing import Any

from django.db import connections

from padan.web.followup.models import WarningRule
from padan.web.followup.rules import RULES


def ship(*, using: str, **_told: Any) -> None:
    """Put in the rules that are not there yet. `using`: the database that was migrated or emptied."""
    if WarningRule._meta.db_table not in connections[using].introspection.table_names():
        return
    kept = WarningRule.objects.using(using)
    known = set(kept.values_list("key", flat=True))
    kept.bulk_create(
        WarningRule(key=rule.key, threshold=rule.threshold, in_charge=rule.in_charge)
        for rule in RULES.values()
        if rule.key not in known
    )
