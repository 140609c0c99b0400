"""Many new months at once, by a statement that is prepared once: `bulk_create` spells out every row anew."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from padan.web.cover.models import PersonMonth

AT_ONCE = 5000


def months_put(months: Iterable[PersonMonth]) -> None:
    """Put new months into the record, in the caller's transaction. The database's own constraints hold."""
    fields = [field for field in PersonMonth._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns, marks = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    told = f"INSERT INTO {quote(PersonMonth._meta.db_table)} ({columns}) VALUES ({marks})"
    rest = iter(months)
    with connection.cursor() as cursor:
        while batch := list(islice(rest, AT_ONCE)):
            cursor.executemany(told, list(_values(batch, fields)))


def _values(months: Sequence[PersonMonth], fields: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    for month in months:
        yield tuple(field.get_db_prep_save(getattr(month, field.attname), connection) for field in fields)
