"""`python -m padan.web backup FOLDER`: all that must not be lost, in one archive."""

import os
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

KEPT = ("berkas", "kunci-rahasia")
"""Beside the database: files handed in and papers, by their hash; and the key that invitations hang on."""


class Command(BaseCommand):
    """Copies the database first and the files after it: every file that the copy speaks of is then there. Pages and
    worker may go on meanwhile."""

    help = "Menyimpan cadangan basis data dan berkas / backs up database and files"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder cadangan / folder of the backup")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            target = _packed(folder)
        except OSError as error:
            told = f"{error.filename or folder}: {error.strerror}"
            raise CommandError(f"Cadangan tidak dapat ditulis ({told}). Periksa hak tulis dan ruang cakram.") from error
        self.stdout.write(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")


def _packed(folder: Path) -> Path:
    """The archive, whole or not there at all."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"padan-{timezone.localtime():%Y%m%d-%H%M%S}.tar"
    target, draft = folder / name, folder / f".{name}.baru"
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".cadangan-") as scratch:
            database = _copy_database(Path(scratch))
            with tarfile.open(draft, "w") as archive:
                archive.add(database, arcname=database.name)
                for kept in KEPT:
                    if (settings.HOME / kept).exists():
                        archive.add(settings.HOME / kept, arcname=kept)
        draft.chmod(0o600)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _copy_database(scratch: Path) -> Path:
    """The database as of one moment: SQLite's own copy, or PostgreSQL's dump."""
    if connection.vendor == "sqlite":
        target = scratch / "padan.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return target
    target = scratch / "padan.pgdump"
    told = connection.settings_dict
    command = ["pg_dump", "--format=custom", "--no-owner", f"--file={target}", f"--dbname={told['NAME']}"]
    where = (("host", "HOST"), ("port", "PORT"), ("username", "USER"))
    command += [f"--{word}={told[name]}" for word, name in where if told[name]]
    environment = {"PGPASSWORD": told["PASSWORD"]} if told["PASSWORD"] else {}
    try:
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise CommandError("pg_dump tidak ada. Pasang klien PostgreSQL: sudo apt install postgresql-client") from error
    if done.returncode:
        raise CommandError(f"pg_dump gagal: {done.stderr.strip()}")
    return target
