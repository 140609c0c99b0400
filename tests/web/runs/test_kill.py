"""SIGKILL at any moment of a run: nothing accepted is lost, nothing is half there, and the run is begun again.

A real worker on a real database. PADAN_KILLS says at how many random moments it is killed, PADAN_KILL_SEED at which.
"""

import os
import random
import signal
import subprocess
import time
from typing import Any

import pytest
from killed_world import PATIENCE, World, until, world_made

from thorough import examples, once, repeats

KILLS = int(os.environ.get("PADAN_KILLS", examples(1, 3)))
PEOPLE = 120

MAKE = f"""
import django; django.setup()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from cast import make_cast
from tiny_city import make_city
make_city(make_cast(), people={PEOPLE})
"""


@pytest.fixture(scope="module")
def world(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> World:
    return world_made(tmp_path_factory.mktemp("situs"), "padan_kill", MAKE)


PUBLISHED = "SELECT r.id FROM runs_currentrun c JOIN runs_run r ON r.id = c.run_id WHERE r.state = 'published'"
PEOPLE_ROWS = (
    "SELECT count(*) FROM lists_row w JOIN lists_upload u ON u.id = w.upload_id "
    "JOIN periods_requirement q ON q.id = u.requirement_id "
    "WHERE u.state = 'accepted' AND q.kind IN ('list', 'participants')"
)


TOUCHED = "UPDATE periods_period SET changed_at = CURRENT_TIMESTAMP"


def begun(world: World) -> "subprocess.Popen[bytes]":
    """A worker that has just begun another run."""
    world.tell(TOUCHED)
    runs = "SELECT count(*) FROM runs_run"
    before = world.ask(runs)
    worker = world.worker()
    until(lambda: world.ask(runs) != before)
    return worker


def assert_nothing_half(world: World, accepted: list[tuple[Any, ...]]) -> None:
    """What is shown is whole; what was accepted is there; at most one run calls itself running."""
    assert world.ask("SELECT id, state, version FROM lists_upload ORDER BY id") == accepted
    [(people,)] = world.ask(PEOPLE_ROWS)
    pointed = world.ask("SELECT run_id FROM runs_currentrun")
    assert pointed == world.ask(PUBLISHED)
    for (run,) in pointed:
        assert world.ask(f"SELECT count(*) FROM runs_runrow WHERE run_id = {run}") == [(people,)]
    [(running,)] = world.ask("SELECT count(*) FROM runs_run WHERE state = 'running'")
    assert running <= 1
    [(runs,)] = world.ask("SELECT count(*) FROM runs_run WHERE state = 'published'")
    assert world.ask("SELECT count(*) FROM audit_event WHERE action = 'runs.publish'") == [(runs,)]


@pytest.fixture(scope="module")
def accepted(world: World) -> list[tuple[Any, ...]]:
    """The lists as they were handed in."""
    return world.ask("SELECT id, state, version FROM lists_upload ORDER BY id")


@once()
def test_a_worker_killed_loses_nothing_and_the_next_begins_its_run_again(
    world: World, accepted: list[tuple[Any, ...]]
) -> None:
    chance = random.Random(os.environ.get("PADAN_KILL_SEED", "1"))
    for _ in range(KILLS):
        worker = begun(world)
        time.sleep(chance.uniform(0, 1.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert_nothing_half(world, accepted)
    assert_begun_again(world, accepted)


@repeats("tests/web/runs/test_running.py::test_a_run_told_to_stop_leaves_nothing_and_is_begun_again")
def test_a_worker_asked_to_end_loses_nothing_and_the_next_begins_its_run_again(
    world: World, accepted: list[tuple[Any, ...]]
) -> None:
    worker = begun(world)
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    [(state,)] = world.ask("SELECT state FROM runs_run ORDER BY id DESC LIMIT 1")
    assert state in ("abandoned", "published")
    assert_nothing_half(world, accepted)
    assert_begun_again(world, accepted)


def assert_begun_again(world: World, accepted: list[tuple[Any, ...]]) -> None:
    """The next worker runs to the end, and what stands then is whole."""
    world.tell(TOUCHED)
    assert world.worker("--once").wait(PATIENCE) == 0
    assert_nothing_half(world, accepted)
    [(last,)] = world.ask("SELECT max(id) FROM runs_run")
    assert world.ask(PUBLISHED) == [(last,)]
    whole = "(SELECT id FROM runs_run WHERE state = 'published' AND pruned_at IS NULL)"
    assert world.ask(f"SELECT count(*) FROM runs_runrow WHERE run_id NOT IN {whole}") == [(0,)]
