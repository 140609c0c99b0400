"""Asks the nursery to read a file, and gives what it says line by line: the site's own process never opens one."""

import atexit
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from padan.web.refusals import RefusedError

AT_ONCE = 2
"""Files that one process of the site has read at a time; others wait their turn."""
PATIENCE_SECONDS = 300
STALE_SECONDS = 3600
MOST_ROWS = 300_000
"""Rows of one file that the site takes: a city's payments of a year. More is work for the command line."""
_NAME = re.compile(r"[^\w .()\-]+")


class StoppedError(RefusedError):
    """The reading went past its limits of memory or time."""

    code = "stopped"

    def __init__(self) -> None:
        super().__init__(
            "Berkas ini terlalu besar atau terlalu rumit untuk dibaca, jadi pembacaannya dihentikan. Hapus lembar, "
            "kolom dan baris yang bukan bagian daftar, simpan sebagai .xlsx baru, lalu unggah lagi.",
            "This file is too large or too tangled to be read, so its reading was stopped. Delete sheets, columns and "
            "rows that are no part of the list, save it as a new .xlsx, and upload it again.",
        )


class FileRefusedError(RefusedError):
    """The file is no list; its sentence says why. `headings`: those found where no usable ones were."""

    code = "file_refused"

    def __init__(self, text_id: str, text_en: str, kind: str = "", headings: Sequence[str] = ()) -> None:
        super().__init__(text_id, text_en)
        self.kind = kind
        self.headings = tuple(headings)


def _too_many(rows: int) -> FileRefusedError:
    return FileRefusedError(
        f"Berkas ini berisi {rows} baris, lebih dari {MOST_ROWS} yang diterima situs. Bagi menjadi beberapa berkas.",
        f"This file has {rows} rows, more than the {MOST_ROWS} that the site takes. Split it into several files.",
        "too_many",
    )


@dataclass(frozen=True)
class Read:
    """A file as read: how its sheets were understood, how many rows, and the rows one after another (once)."""

    sheets: list[dict[str, Any]]
    count: int
    rows: Iterator[dict[str, Any]]


@dataclass
class Nursery:
    """The reading process of this process of the site. Started at the first file, again if it should ever be gone."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    turns: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    control: socket.socket | None = None
    process: "subprocess.Popen[bytes] | None" = None
    owner: int = 0

    def ask(self, request: Path, pipe: int) -> None:
        """Hand over a request and the writing end of a pipe."""
        self.warm()
        with self.lock:
            try:
                self._send(request, pipe)
            except OSError:
                self._start()
                self._send(request, pipe)

    def _send(self, request: Path, pipe: int) -> None:
        assert self.control is not None
        socket.send_fds(self.control, [os.fsencode(request)], [pipe])

    def warm(self) -> None:
        """Start it before the first file comes."""
        with self.lock:
            if self.control is None or self.owner != os.getpid():
                self._start()

    def stop(self) -> None:
        """Let it go with the process that started it."""
        if self.control is not None and self.owner == os.getpid():
            self.control.close()
            if self.process is not None:
                self.process.wait()
        self.control = self.process = None

    def _start(self) -> None:
        self.stop()
        _sweep()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "padan.web.lists.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        self.control, self.owner = ours, os.getpid()


def _environment() -> dict[str, str]:
    """Nothing secret, and as many threads as a shared machine can spare."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "POLARS_MAX_THREADS": "2"}


_nursery = Nursery()


atexit.register(_nursery.stop)


def warm() -> None:
    """Start the reading process of this process of the site before the first file comes."""
    _nursery.warm()


def _sweep() -> None:
    """Folders of readings that a killed server left behind."""
    for folder in (Path(settings.HOME) / "sementara").glob("baca-*"):
        if folder.stat().st_mtime < time.time() - STALE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def read_file(
    path: Path,
    *,
    filename: str,
    kind: str,
    segment: str = "",
    mapping: Mapping[str, str] | None = None,
    password: str | None = None,
) -> Iterator[Read]:
    """A kept file, read in a process of its own. Raises FileRefusedError with a sentence, here or among the rows."""
    with _scratch(filename, path) as source:
        request = {
            "task": "take_in",
            "path": str(source),
            "kind": kind,
            "segment": segment or None,
            "mapping": dict(mapping or {}),
            "password": password or None,
        }
        with _answer(source.parent, request) as lines:
            head = _next(lines)
            if head["count"] > MOST_ROWS:
                raise _too_many(head["count"])
            yield Read(head["sheets"], head["count"], _rows(lines))


def _rows(lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    while not (line := _next(lines)).get("end"):
        yield line


@contextmanager
def handed_back(
    path: Path,
    *,
    filename: str,
    kind: str,
    sentences: Sequence[tuple[str, int, Sequence[str]]],
    mapping: Mapping[str, str] | None = None,
    password: str | None = None,
) -> Iterator[Path]:
    """The user's own file with each row's problems in words; there until the context ends."""
    with _scratch(filename, path) as source:
        request = {
            "task": "hand_back",
            "path": str(source),
            "kind": kind,
            "mapping": dict(mapping or {}),
            "password": password or None,
            "sentences": [list(said) for said in sentences],
        }
        with _answer(source.parent, request) as lines:
            target = source.parent / _next(lines)["written"]
            _next(lines)
        yield target


@contextmanager
def _scratch(filename: str, path: Path) -> Iterator[Path]:
    """The kept file under its own name, which may tell segment, place and day, in a folder that is gone afterwards."""
    home = Path(settings.HOME) / "sementara"
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="baca-") as folder:
        source = Path(folder) / (_NAME.sub("_", filename)[-120:].strip(" .") or "berkas")
        source.symlink_to(path)
        yield source


@contextmanager
def _answer(folder: Path, request: dict[str, Any]) -> Iterator[Iterator[dict[str, Any]]]:
    asked = folder / ".permintaan.json"
    with open(os.open(asked, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(request, file)
    if not _nursery.turns.acquire(timeout=PATIENCE_SECONDS):
        raise StoppedError
    reading, writing = os.pipe()
    try:
        try:
            _nursery.ask(asked, writing)
        finally:
            os.close(writing)
        with open(reading, encoding="utf-8") as pipe:
            yield _lines(pipe)
    finally:
        _nursery.turns.release()


def _lines(pipe: IO[str]) -> Iterator[dict[str, Any]]:
    for text in pipe:
        if not text.endswith("\n"):
            break
        line: dict[str, Any] = json.loads(text)
        yield line


def _next(lines: Iterator[dict[str, Any]]) -> dict[str, Any]:
    line = next(lines, None)
    if line is None:
        raise StoppedError
    if "refused" in line:
        text_id, text_en = line["refused"]
        raise FileRefusedError(text_id, text_en, line["code"], line["headings"])
    return line
