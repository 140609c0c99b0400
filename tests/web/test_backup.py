"""A backup holds all that must not be lost, and a site can be made of it again."""

import os
import shutil
import subprocess
import sys
import tarfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

import migrated_database
from padan.web import vault


def unpacked(folder: Path, into: Path) -> Path:
    [archive] = folder.glob("padan-*.tar")
    assert archive.stat().st_mode & 0o077 == 0
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the dump is that of PostgreSQL")
def test_a_backup_holds_dump_files_and_key(db: None, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "situs"
    sha256, _ = vault.keep([b"daftar"])
    (settings.HOME / "kunci-rahasia").write_text("rahasia", encoding="ascii")
    call_command("backup", str(tmp_path / "cadangan"), stdout=StringIO())
    kept = unpacked(tmp_path / "cadangan", tmp_path / "pulih")
    assert (kept / "padan.pgdump").read_bytes().startswith(b"PGDMP")
    assert (kept / "berkas" / sha256[:2] / sha256).read_bytes() == b"daftar"
    assert (kept / "kunci-rahasia").read_text(encoding="ascii") == "rahasia"


@pytest.mark.one_database
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(db: None, tmp_path: Path) -> None:
    (tmp_path / "cadangan").write_text("sebuah berkas")
    for folder in (tmp_path / "cadangan", tmp_path / "cadangan" / "harian"):
        with pytest.raises(CommandError, match=r"tidak dapat ditulis .*cadangan.*hak tulis"):
            call_command("backup", str(folder), stdout=StringIO())


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="makes a site of its own on the embedded database; the restore on PostgreSQL is pg_restore",
)
def test_a_site_is_made_of_it_again(django_db_setup: None, tmp_path: Path) -> None:
    def run(home: Path, *commands: tuple[str, ...]) -> str:
        """One process, for starting one costs more than what it does."""
        told = {k: v for k, v in os.environ.items() if k not in ("PADAN_DATABASE", "PADAN_SECRET_KEY")}
        told |= {"PADAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "padan.web.settings"}
        script = "import django; django.setup(); from django.core.management import call_command as call\n"
        script += "".join(f"call(*{words!r})\n" for words in commands)
        done = subprocess.run([sys.executable, "-c", script], env=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    first, again = tmp_path / "situs", tmp_path / "pulih"
    first.mkdir()
    shutil.copyfile(migrated_database.sqlite_template(), first / "padan.sqlite3")
    (first / "berkas" / "ab").mkdir(parents=True)
    (first / "berkas" / "ab" / "abc").write_bytes(b"daftar")
    run(first, ("regions_load",), ("backup", str(tmp_path / "cadangan")))
    again.mkdir()
    unpacked(tmp_path / "cadangan", again)
    assert [path.name for path in (tmp_path / "cadangan").iterdir() if path.suffix != ".tar"] == []
    assert (again / "berkas" / "ab" / "abc").read_bytes() == b"daftar"
    assert (again / "kunci-rahasia").read_bytes() == (first / "kunci-rahasia").read_bytes()
    assert "0 dibuat" in run(again, ("regions_load",), ("audit_prove",))
