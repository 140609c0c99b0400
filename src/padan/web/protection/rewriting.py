"""Many rows written back at once: an upsert on their id, many times quicker than an update that names each value."""

from collections.abc import Sequence

from django.db.models import Model

AT_ONCE = 500


def rewrite(changed: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of rows that are there. The rows must be whole: every column goes over the wire."""
    if changed:
        type(changed[0])._default_manager.bulk_create(
            changed, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
        )
