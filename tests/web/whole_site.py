"""The cast, signed in, with an object for every url: made once for a run of the tests, and copied by others.

Making it reads two dozen files and prints papers. On the embedded database the first that wants it keeps the database,
the files and what was made, under a lock; in other modules and other processes of the same run it is copied. On
PostgreSQL each makes its own.
"""

import fcntl
import os
import pickle
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cast import Cast, make_cast, signed_in
from django.conf import settings
from django.db import connection
from django.test import Client
from rights_samples import Sample, all_samples

import migrated_database

BEFORE_SECOND_STEP = "Bappeda, before the second step"


@dataclass(frozen=True)
class WholeSite:
    """The cast, an object for every url that names one, and the session of everybody, by name."""

    cast: Cast
    samples: Mapping[str, Sample]
    sessions: Mapping[str, str]


def make_whole_site() -> WholeSite:
    """In an empty database."""
    cast = make_cast()
    # Before the samples: signing in makes a link for a new password void.
    clients = {who: signed_in(appointment) for who, appointment in cast.people.items()}
    clients[BEFORE_SECOND_STEP] = Client()
    clients[BEFORE_SECOND_STEP].force_login(cast.bappeda.user, backend="django.contrib.auth.backends.ModelBackend")
    sessions = {who: client.cookies[settings.SESSION_COOKIE_NAME].value for who, client in clients.items()}
    return WholeSite(cast, all_samples(cast), sessions)


@contextmanager
def embedded(home: Path) -> Iterator[WholeSite]:
    """In the embedded database of this process, which is as it was at first before and after; with files in `home`, a
    folder of its own."""
    former, settings.HOME = settings.HOME, home
    try:
        yield _copied(Path(os.environ["PADAN_TESTS_SHARED"]), home)
    finally:
        settings.HOME = former
        migrated_database.put_back(connection)


def _copied(folder: Path, home: Path) -> WholeSite:
    """As it lies in the folder, where the first puts it."""
    made, database, files = folder / "situs", folder / "situs.sqlite3", folder / "berkas-situs"
    with (folder / "situs.kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            found = make_whole_site()
            migrated_database.keep(connection, database)
            shutil.copytree(home, files)
            made.write_bytes(pickle.dumps((found.cast.offices, found.cast.people, found.samples, found.sessions)))
            return found
    migrated_database.load(connection, database)
    shutil.copytree(files, home, dirs_exist_ok=True)
    offices, people, samples, sessions = pickle.loads(made.read_bytes())
    return WholeSite(Cast(offices, people), samples, sessions)
