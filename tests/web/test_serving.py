"""`padan serve`: what it starts, that it looks after it, and that it ends it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import migrated_database
from padan.cli import main
from padan.domain.errors import UsageError
from padan.web import serving
from padan.web.serving import Site, Watch, environment, pages

FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "padan.example"])
def test_the_synthetic_city_is_served_on_the_loopback_alone(host: str) -> None:
    with pytest.raises(UsageError, match="--demo"):
        Site(demo=True, bind=host)
    Site(bind=host)


def test_the_command_line_refuses_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--demo", "--bind", "0.0.0.0"]) == 2
    assert "komputer ini sendiri" in capsys.readouterr().err


def test_what_the_children_are_told() -> None:
    told = environment(Site(port=8123, demo=True), {"PADAN_HOME": "x"})
    assert told["PADAN_DEMO"] == "1"
    assert told["PADAN_ADDRESS"] == "http://127.0.0.1:8123"
    assert told["PADAN_HOME"] == "x"
    assert environment(Site(), {"PADAN_ADDRESS": "https://padan.example"})["PADAN_ADDRESS"] == "https://padan.example"
    command = " ".join(pages(Site(port=81, bind="::1"), {"PADAN_PROCESSES": "3", "PADAN_THREADS": "8"}))
    assert "--bind [::1]:81" in command
    assert "--workers 3 --threads 8" in command


@pytest.mark.parametrize(
    ("hosts", "demo", "asked"),
    [
        ("padan.contoh.go.id,lain.test", False, "padan.contoh.go.id"), (".contoh.test", False, "contoh.test"),
        ("", False, ""), ("*", False, ""), ("padan.contoh.go.id", True, ""),
    ],
)  # fmt: skip
def test_by_which_name_the_site_asks_itself(hosts: str, demo: bool, asked: str) -> None:
    assert serving.host_asked(Site(demo=demo), {"PADAN_HOSTS": hosts}) == asked


def test_a_child_that_dies_is_started_again_and_all_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_PAUSE", 0.05)
    watch = Watch(dict(os.environ))
    watch.begin("worker", FOREVER)
    watch.children["worker"].pause = 0.05
    first = watch.children["worker"].process
    first.kill()
    first.wait()
    until(lambda: watch.look() is None and watch.alive("worker"))
    second = watch.children["worker"].process
    assert second.pid != first.pid
    assert watch.deaths("worker") == 1
    watch.end()
    assert second.poll() is not None


def test_one_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    sign = tmp_path / "siap"
    deaf = (
        f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({str(sign)!r}, 'w'); time.sleep(600)"
    )
    watch = Watch(dict(os.environ))
    watch.begin("pages", [sys.executable, "-c", deaf, str(sign)])
    until(sign.exists)
    watch.end()
    assert watch.children["pages"].process.poll() == -signal.SIGKILL


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.mark.one_database
def test_the_site_answers_and_ends_when_asked(django_db_setup: None, tmp_path: Path) -> None:
    """By the name that it is served under alone: `padan serve` asks itself by it too."""
    shutil.copyfile(migrated_database.sqlite_template(), tmp_path / "padan.sqlite3")
    given = {k: v for k, v in os.environ.items() if not k.startswith("PADAN_") and k != "DJANGO_SETTINGS_MODULE"}
    told = {**given, "PADAN_HOME": str(tmp_path), "PADAN_PROCESSES": "1", "PADAN_HOSTS": "padan.contoh.test"}
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [
        sys.executable,
        "-c",
        "import sys; from padan.cli import main; sys.exit(main())",
        "serve",
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdout is not None
        assert address in site.stdout.readline()
        assert serving.answers(address, "padan.contoh.test")
        assert not serving.answers(address)
        site.send_signal(signal.SIGTERM)
        assert site.wait(60) == 0
    assert not serving.answers(address)
