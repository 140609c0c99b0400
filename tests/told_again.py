"""What many tests set up alike is worked out once in a process, and told to the database again for the others.

The first time, the statements that write are noted; the next time, from the same database, they are put as they were,
and what was made comes back as a copy. Whether the database is the same is known by all that was written since it was
empty: each statement, with its values, goes into one digest. Whoever writes anything else first, or undoes something,
is told nothing again: there the set-up is worked out anew.

On PostgreSQL, whose numbers go on after a test, and with PADAN_THOROUGH=1 everything is worked out each time.
"""

import hashlib
import inspect
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from thorough import THOROUGH

Said = ParamSpec("Said")
Made = TypeVar("Made")
Written = tuple[str, Any, bool]
READING = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN")
PLAIN = (str, int, float, bool, bytes, type(None))


class Record:
    """All that one test has written since its database was as at first; `mark` is None where that is not known."""

    def __init__(self) -> None:
        self.written: list[Written] = []
        self.mark: bytes | None = _start()

    def put(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note a statement that is being put."""
        word = sql.lstrip("( ").split(None, 1)[0].upper()
        if word in READING:
            return execute(sql, params, many, context)
        params = list(params) if many else params
        before, self.mark = self.mark, None
        found = execute(sql, params, many, context)
        if before is not None and word in ("INSERT", "UPDATE", "DELETE"):
            self._note((sql, params, many), before)
        return found

    def _note(self, one: Written, before: bytes) -> None:
        self.written.append(one)
        self.mark = hashlib.blake2b(before + repr(one).encode(), digest_size=16).digest()


_known: dict[bytes, tuple[list[Written], bytes, bytes]] = {}
_records: list[Record] = []


@contextmanager
def recorded() -> Iterator[None]:
    """What a test writes meanwhile is known. It is to run within a transaction of its own, in an empty database."""
    if THOROUGH or connection.vendor != "sqlite" or not connection.in_atomic_block or connection.savepoint_ids:
        yield
        return
    _records.append(Record())
    with connection.execute_wrapper(_records[-1].put):
        yield
    _records.pop()


def _start() -> bytes:
    """Of the database at first: how many rows each table has had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return hashlib.blake2b(repr(cursor.fetchall()).encode(), digest_size=16).digest()


def told_again(make: Callable[Said, Made]) -> Callable[Said, Made]:
    """A set-up (a fixture's function, or a step of one) that writes to the database alone and gives what it made.

    What it makes follows from the database and from its arguments that are plain; other arguments are of the test's own
    world, which the database tells. One that writes files says so: see `with_files`.
    """
    return _told_again(make, lambda: "")


def with_files(make: Callable[Said, Made]) -> Callable[Said, Made]:
    """The same where files are kept in the site's home: told again only where that is the same folder."""
    return _told_again(make, lambda: str(settings.HOME))


def _told_again(make: Callable[Said, Made], home: Callable[[], str]) -> Callable[Said, Made]:
    name = f"{inspect.getfile(make)} {make.__qualname__}"

    @wraps(make)
    def made(*args: Said.args, **kwargs: Said.kwargs) -> Made:
        record = _records[-1] if _records else None
        if record is None or record.mark is None:
            return make(*args, **kwargs)
        said = repr((name, home(), timezone.localdate(), _plain(args), _plain(kwargs), record.mark))
        key = hashlib.blake2b(said.encode(), digest_size=16).digest()
        if key in _known:
            return _tell(record, *_known[key])
        at = len(record.written)
        found = make(*args, **kwargs)
        if record.mark is not None:
            _known[key] = (record.written[at:], record.mark, pickle.dumps(found))
        return found

    return made


def _plain(told: Any) -> Any:
    """What tells one argument from another, for those that are not of the world that the database tells."""
    if isinstance(told, Model):
        return (told._meta.label, told.pk)
    if isinstance(told, dict):
        return [(key, _plain(value)) for key, value in told.items()]
    if isinstance(told, (list, tuple)):
        return [_plain(one) for one in told]
    return told if isinstance(told, PLAIN) or hasattr(told, "isoformat") else type(told).__qualname__


def _tell(record: Record, written: list[Written], mark: bytes, found: bytes) -> Any:
    with connection.cursor() as cursor:
        for sql, params, many in written:
            (cursor.executemany if many else cursor.execute)(sql, params)
    assert record.mark == mark
    return pickle.loads(found)
