"""The site under 100 users on the last day: one PostgreSQL, one server, one worker, and locust, all on this machine.

    python -m benchmarks.site_load [--users 100] [--seconds 120]

Each user is signed in and asks for a page every 5 s; three clerks beside them hand in a list of 500 rows every 15 s.
The demo city is loaded first. All of it shares the machine's cores, the users' side included: beside the waiting, the
processor seconds of each part are printed, which say the same on a busy machine.
"""

import argparse
import csv
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import xlsxwriter

from benchmarks.processor_time import Process, between, machine, seconds
from benchmarks.running import PADAN, ROOT, show

PYTHON = ROOT / ".venv" / "bin" / "python"
PORT = 8099
HOST = f"http://127.0.0.1:{PORT}"
ROWS = 500
UPLOADERS = 3
IDLE = 20
"""Seconds that the site is looked at before anybody walks."""


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of its own, as durable as one in production (fsync on); gives its URL."""
    sys.path.insert(0, str(ROOT / "tests"))
    import postgres_server  # noqa: PLC0415 - lies among the tests

    yield postgres_server.start(durable=True)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """`padan serve --demo` until the end, once its first page answers and the city's run is published; its pid."""
    with subprocess.Popen(
        [PADAN, "serve", "--demo", "--port", str(PORT)], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for_page(server)
            yield server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def _wait_for_page(server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("padan serve ended by itself")
        try:
            urllib.request.urlopen(f"{HOST}/masuk/", timeout=5).read()
            return
        except OSError:
            time.sleep(1)
    sys.exit("padan serve did not answer in ten minutes")


def workbook(seed: int) -> bytes:
    """A list of 500 invented people; another seed gives other people. Their NIK begin with 99, which is no region."""
    draw, buffer = random.Random(seed), BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Daftar")
    sheet.write_row(0, 0, ["No", "NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Alamat"])
    for n in range(1, ROWS + 1):
        day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(60, 99)
        nik = f"990101{day:02d}{month:02d}{year:02d}{draw.randint(9001, 9999)}"
        name = f"{draw.choice(('BUDI', 'SITI', 'AGUS', 'DEWI'))} CONTOH {draw.randint(1, 99999)}"
        sheet.write_row(
            n, 0, [n, nik, name, f"{day:02d}-{month:02d}-19{year}", draw.choice("LP"), f"RT {n % 30 + 1:02d}"]
        )
    book.close()
    return buffer.getvalue()


def main() -> None:
    """Load, walk, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site_load", description=__doc__)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=120)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgres() as database:
        environment = {**os.environ, "PADAN_HOME": f"{folder}/situs", "PADAN_DATABASE": database, "PADAN_DEMO": "1"}
        with served(environment) as server:
            users = Path(folder) / "users.json"
            subprocess.run(
                [PYTHON, "-m", "benchmarks.site_users", users, str(given.users)], cwd=ROOT, env=environment, check=True
            )
            roots = (server, _postmaster(database))
            _idle(roots)
            before = _seconds(roots) | {"walkers": _seconds_of_walkers()}
            _walk(users, given.seconds, Path(folder) / "walk")
            told = between(before, _seconds(roots) | {"walkers": _seconds_of_walkers()})
            show(f"Processor seconds while walked, {given.seconds} s", ["part", "seconds"], _rounded(told))
        _show(Path(folder) / "walk_stats.csv")


def _idle(roots: Sequence[int]) -> None:
    """Say what the site does while nobody asks."""
    before = _seconds(roots)
    time.sleep(IDLE)
    show(
        f"Processor seconds while nobody asks, {IDLE} s",
        ["part", "seconds"],
        _rounded(between(before, _seconds(roots))),
    )


def _rounded(told: dict[str, float]) -> list[tuple[str, str]]:
    return [(name, f"{amount:.2f}") for name, amount in told.items()]


def _postmaster(database: str) -> int:
    """The process that PostgreSQL began with."""
    folder = urllib.parse.unquote(database.split("@")[1].split("/")[0])
    return int(Path(folder, "data", "postmaster.pid").read_text(encoding="ascii").split()[0])


def _seconds(roots: Sequence[int]) -> dict[str, float]:
    found = {"(whole machine)": machine()}
    for root in roots:
        found |= seconds(root, _part)
    return found


def _part(one: Process) -> str:
    """The part of the site that a process belongs to."""
    if one.command.startswith("postgres: padan"):
        return "postgres, asked"
    if one.command.startswith("postgres:"):
        return f"postgres, {one.command.removeprefix('postgres:').strip()}"
    if "gunicorn" in one.command:
        return "pages"
    if one.command.endswith("padan.web worker"):
        return "worker"
    if "padan.web.lists.nursery" in one.command:
        return "reading of files"
    return "postgres, sessions and vacuums that have ended" if "postgres" in one.command else "padan serve"


def _seconds_of_walkers() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _walk(users: Path, length: int, target: Path) -> None:
    count = len(json.loads(users.read_text())) + UPLOADERS
    words = ["-m", "locust", "-f", str(ROOT / "benchmarks" / "site_walkers.py"), "--headless", "--only-summary"]
    words += ["-u", str(count), "-r", "20", "-t", f"{length}s", "--host", HOST, "--csv", str(target)]
    environment = {**os.environ, "PADAN_WALKERS": str(users)}
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)


def _show(stats: Path) -> None:
    with stats.open(encoding="utf-8") as file:
        rows = [
            [r["Name"], int(r["Request Count"]), int(r["Failure Count"]), r["50%"], r["95%"], r["99%"], r["100%"]]
            for r in csv.DictReader(file)
        ]
    show("Milliseconds until the whole answer is there", ["page", "asked", "errors", "p50", "p95", "p99", "most"], rows)


if __name__ == "__main__":
    main()
