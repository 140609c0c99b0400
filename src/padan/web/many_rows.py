"""Many rows written at once by a statement that is prepared once: the ORM's own spells out every row anew.

The database's own constraints hold. For rows whose id nobody asks for afterwards; the ORM's `bulk_create` tells it.
Without a transaction of the caller's each batch is one: a row alone would wait for the disk like a whole batch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, CharField, Field, ForeignKey, IntegerField, Model, TextField

AT_ONCE = 5000


def rows_put(rows: Iterable[Model]) -> None:
    """Put new rows of one table into the record."""
    rest = iter(rows)
    while batch := list(islice(rest, AT_ONCE)):
        table = type(batch[0])
        fields = [field for field in table._meta.concrete_fields if not field.primary_key]
        columns, marks = ", ".join(map(_named, fields)), ", ".join(["%s"] * len(fields))
        told = f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({columns}) VALUES ({marks})"
        _write(told, zip(*(_column(field, batch, add=True) for field in fields), strict=True))


def rows_rewrite(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of rows of one table that are there."""
    if not rows:
        return
    meta = type(rows[0])._meta
    wanted = [meta.get_field(name) for name in fields]
    changes = ", ".join(f"{_named(field)} = %s" for field in wanted)
    told = f"UPDATE {connection.ops.quote_name(meta.db_table)} SET {changes} WHERE {_named(meta.pk)} = %s"
    for at in range(0, len(rows), AT_ONCE):
        batch = rows[at : at + AT_ONCE]
        _write(told, zip(*(_column(field, batch, add=False) for field in (*wanted, meta.pk)), strict=True))


def _write(told: str, values: Iterable[tuple[Any, ...]]) -> None:
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(told, list(values))


def _named(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _column(field: Any, rows: Sequence[Model], *, add: bool) -> Iterator[Any]:
    """The values of one field as the database is given them."""
    as_given = _given_as_is(field)
    prepare = _prepared(field)
    own = type(field).pre_save is not Field.pre_save
    for row in rows:
        value = field.pre_save(row, add) if own else getattr(row, field.attname)
        yield value if value is None or type(value) is as_given else prepare(value)


def _given_as_is(field: Any) -> type | None:
    """The type whose values are the database's own already."""
    if isinstance(field, (CharField, TextField)):
        return str
    if isinstance(field, BooleanField):
        return bool
    return int if isinstance(field, (IntegerField, ForeignKey)) else None


def _prepared(field: Any) -> Callable[[Any], Any]:
    """How a value is given to the database; days are few, and each is asked about once."""
    days: dict[date, Any] = {}

    def prepare(value: Any) -> Any:
        if type(value) is not date:
            return field.get_db_prep_save(value, connection)
        if value not in days:
            days[value] = field.get_db_prep_save(value, connection)
        return days[value]

    return prepare
