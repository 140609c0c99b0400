"""`padan serve`: the pages (gunicorn) and the worker as children of one process, begun, watched and ended together.

Knows nothing of Django: it only starts programs, with the environment that the settings read.
"""

import contextlib
import ctypes
import ipaddress
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from padan.domain.errors import OutputError, UsageError

PROCESSES, THREADS = 2, 4
PATIENCE = 25.0
"""Seconds that children are given to end by themselves."""
READY_WITHIN = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a child that died is started again; twice as long each time it dies at once."""
_DEATH_OF_PARENT = 1


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be served. `once`: answer the first page to ourselves, then end (for a check)."""

    port: int = 8000
    bind: str = "127.0.0.1"
    demo: bool = False
    people: int = 12_000
    once: bool = False

    def __post_init__(self) -> None:
        if self.demo and not _is_loopback(self.bind):
            raise UsageError(
                f"--demo hanya melayani komputer ini sendiri; {self.bind} menjangkau jaringan. "
                "Hilangkan --bind, atau jalankan tanpa --demo.",
                f"--demo serves this machine alone; {self.bind} reaches the network. Leave --bind out, or --demo.",
            )

    @property
    def address(self) -> str:
        """The page to open on this machine."""
        host = "127.0.0.1" if self.bind in ("0.0.0.0", "::", "localhost") else self.bind
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def environment(site: Site, given: Mapping[str, str]) -> dict[str, str]:
    """What the children are told by their environment; what is stated already stands."""
    told = {"DJANGO_SETTINGS_MODULE": "padan.web.settings", "PADAN_ADDRESS": site.address, **given}
    if site.demo:
        told["PADAN_DEMO"] = "1"
    return told


def host_asked(site: Site, told: Mapping[str, str]) -> str:
    """The name by which the site is to be asked: the first that it answers to. "": its own address will do."""
    names = [name.strip().removeprefix(".") for name in told.get("PADAN_HOSTS", "").split(",") if name.strip()]
    return "" if site.demo or not names or "*" in names else names[0]


def pages(site: Site, given: Mapping[str, str]) -> list[str]:
    """The command that serves the pages."""
    host = f"[{site.bind}]" if ":" in site.bind else site.bind
    return [
        *(sys.executable, "-m", "gunicorn", "padan.web.wsgi:application"),
        *("--bind", f"{host}:{site.port}", "--worker-class", "gthread"),
        *("--workers", given.get("PADAN_PROCESSES", str(PROCESSES))),
        *("--threads", given.get("PADAN_THREADS", str(THREADS))),
        *("--timeout", "60", "--graceful-timeout", "20", "--keep-alive", "75", "--log-level", "warning"),
        *(("--worker-tmp-dir", "/dev/shm") if Path("/dev/shm").is_dir() else ()),
        *("--no-control-socket",),
    ]


def worker() -> list[str]:
    """The command of the worker."""
    return [sys.executable, "-m", "padan.web", "worker"]


def serve(site: Site) -> int:
    """Bring the database up to date, load the city in demo mode, and serve until asked to end. The exit code."""
    told = environment(site, os.environ)
    _at_first(["migrate", "-v", "0"], told)
    if site.demo:
        _at_first(["demo_load", "--people", str(site.people)], told)
    watch = Watch(told)
    with _signals(watch.ended):
        watch.begin("pages", pages(site, told))
        watch.begin("worker", worker())
        try:
            return _served(site, watch)
        finally:
            watch.end()


def _served(site: Site, watch: "Watch") -> int:
    ready = _ready(site, watch)
    if not ready and not watch.ended.is_set():
        raise OutputError(
            f"Situs tidak menjawab di {site.address}. Apakah pintu {site.port} sedang dipakai? Coba --port lain.",
            f"The site does not answer at {site.address}. Is the port in use? Try another --port.",
        )
    if ready:
        print(f"Buka {site.address} di peramban. Ctrl-C untuk berhenti.", flush=True)
    if site.once:
        return 0 if ready else 1
    watch.until_ended()
    return 0


def _at_first(words: Sequence[str], told: Mapping[str, str]) -> None:
    """A command that must have succeeded before anything is served."""
    done = subprocess.run([sys.executable, "-m", "padan.web", *words], env=dict(told), check=False)
    if done.returncode:
        raise OutputError(
            f"Situs tidak dapat disiapkan: perintah {words[0]} gagal (lihat pesan di atas).",
            f"The site cannot be prepared: the command {words[0]} failed (see above).",
        )


def _ready(site: Site, watch: "Watch") -> bool:
    """Whether the sign-in page answers, before the patience is over."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and not watch.ended.is_set():
        if watch.alive("pages") and answers(site.address, host_asked(site, watch.told)):
            return True
        if watch.deaths("pages") > 1:
            return False
        watch.look()
        watch.ended.wait(0.2)
    return False


def answers(address: str, host: str = "") -> bool:
    """Whether the first page can be fetched; `host`: the name by which the site is asked, as behind a proxy."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@dataclass
class Child:
    """A program that is to run for as long as the site does."""

    command: Sequence[str]
    process: "subprocess.Popen[bytes]"
    began: float
    pause: float = FIRST_PAUSE
    again_at: float | None = None
    deaths: int = 0


@dataclass
class Watch:
    """The children; one that died is started again, all are ended together."""

    told: Mapping[str, str]
    ended: threading.Event = field(default_factory=threading.Event)
    children: dict[str, Child] = field(default_factory=dict)

    def begin(self, name: str, command: Sequence[str]) -> None:
        """Start a child in a group of its own, so that Ctrl-C reaches it through us alone."""
        self.children[name] = Child(command, self._start(command), time.monotonic())

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, env=dict(self.told), start_new_session=True, preexec_fn=_die_with_parent)

    def alive(self, name: str) -> bool:
        """Whether a child runs."""
        return self.children[name].process.poll() is None

    def deaths(self, name: str) -> int:
        """How often a child has died."""
        return self.children[name].deaths

    def look(self) -> None:
        """Start again whoever has died, after a pause."""
        now = time.monotonic()
        for name, child in self.children.items():
            if child.process.poll() is None:
                continue
            if child.again_at is None:
                child.deaths += 1
                child.pause = FIRST_PAUSE if now - child.began > LONGEST_PAUSE else min(child.pause * 2, LONGEST_PAUSE)
                child.again_at = now + child.pause
                print(f"{name}: {child.process.returncode}", file=sys.stderr, flush=True)
            elif now >= child.again_at:
                child.process, child.began, child.again_at = self._start(child.command), now, None

    def until_ended(self) -> None:
        """Watch until somebody asks to end."""
        while not self.ended.wait(0.5):
            self.look()

    def end(self) -> None:
        """Ask all to end; who does not in time is killed."""
        living = [child.process for child in self.children.values() if child.process.poll() is None]
        for process in living:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in living:
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _die_with_parent() -> None:
    """On Linux a child is told to end when its parent is gone, however that went."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)


@contextlib.contextmanager
def _signals(ended: threading.Event) -> Iterator[None]:
    """Ctrl-C and SIGTERM ask to end, once and for all children."""
    before = {number: signal.signal(number, lambda *_: ended.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
