"""A PostgreSQL of the tests' own, in a temporary folder, gone when they end."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off")
"""What a server need not do that lives for some minutes and holds a few rows."""
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/bin")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, or None where PostgreSQL is not installed."""
    found = [path for pattern in FOLDERS for path in Path("/").glob(f"{pattern[1:]}/initdb")]
    if found:
        return max(found).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def start(*, durable: bool = False) -> str:
    """Start a server on a socket of its own; gives its database URL. Raises RuntimeError where none is installed.

    `durable`: every commit waits for the disk, as in production; tests need no such thing.
    """
    bin_ = programs()
    if bin_ is None:
        raise RuntimeError("PostgreSQL is not installed: sudo apt install postgresql")
    folder = tempfile.mkdtemp(prefix="padan-pg-")
    who = _owner(folder)
    data = f"{folder}/data"
    _run([f"{bin_}/initdb", "-N", "-D", data, "-U", "padan", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"], who)
    options = f"-c listen_addresses='' -c max_connections=60 -k {folder}"
    options += "".join(f" -c {one}" for one in CARELESS if not durable)
    _run([f"{bin_}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"], who)
    atexit.register(_stop, bin_, data, folder, who)
    return f"postgresql://padan@{quote(folder, safe='')}/postgres"


def _owner(folder: str) -> str | None:
    """PostgreSQL refuses to run as root: then the system's own user for it owns the folder."""
    if os.getuid() != 0:
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return "postgres"


def _run(command: list[str], who: str | None) -> None:
    as_user = {"user": who, "group": who, "extra_groups": []} if who else {}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/tmp", **as_user)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)


def _stop(bin_: Path, data: str, folder: str, who: str | None) -> None:
    _run([f"{bin_}/pg_ctl", "-D", data, "-m", "immediate", "stop"], who)
    shutil.rmtree(folder, ignore_errors=True)
