"""What all tests share: the database, how thorough they are, and what is noted of them."""

import gc
import os
from collections.abc import Iterator
from functools import partial
from typing import Any

import duckdb
import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

import asked
import left_out
import migrated_database
import static_once
from thorough import THOROUGH, examples, left_to_the_thorough

# Without a clock and without chance: the same examples on every machine.
settings.register_profile(
    "padan", deadline=None, derandomize=True, database=None, max_examples=examples(30, 100),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("padan")

static_once.install()
if not THOROUGH:
    # Tables of a few rows have nothing to share out among threads, and two processes of tests share the cores already.
    duckdb.connect = partial(duckdb.connect, config={"threads": 1})  # type: ignore[assignment]
ON_POSTGRESQL = os.environ.get("PADAN_TEST_DATABASE") == "postgresql"
MARKS = pytest.StashKey[set[str]]()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """A test database of this process's own, copied from one that was migrated once."""
    connection: Any = connections["default"]
    former = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        migrated_database.copy(connection)
    yield
    with django_db_blocker.unblock():
        migrated_database.drop(connection, former)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked as left to PADAN_THOROUGH=1, unless tests are asked for by name. On PostgreSQL no test
    is repeated that asks no database, or is marked `one_database`; and in a run of the whole suite none that asks only
    what others ask."""
    if not THOROUGH and not any("::" in told for told in config.args):
        _leave_out(config, items, left_to_the_thorough(items))
    if not ON_POSTGRESQL:
        return
    notes = left_out.path()
    noted = asked.read(notes) if notes and not THOROUGH else {}
    needed = asked.needed(noted)
    kept = [item for item in items if _differs(item) and (item.nodeid in needed or item.nodeid not in noted)]
    _leave_out(config, items, set(items) - set(kept))


def _leave_out(config: pytest.Config, items: list[pytest.Item], these: set[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=list(these))
    items[:] = [item for item in items if item not in these]


DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
"""Fixtures of tests that ask a database."""


def _differs(item: pytest.Item) -> bool:
    asks = item.get_closest_marker("django_db") is not None or bool(DATABASE & _fixtures(item))
    alone = item.get_closest_marker("one_database")
    return asks and (alone is None or (THOROUGH and "but_thorough" in alone.kwargs))


def _within_a_transaction(item: pytest.Item) -> bool:
    marker, fixtures = item.get_closest_marker("django_db"), _fixtures(item)
    commits = (marker and marker.kwargs.get("transaction")) or fixtures & {"transactional_db", "live_server"}
    return not commits and (marker is not None or "db" in fixtures)


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note what a test asks of the database. One that commits is about more than that: it is always repeated."""
    noted = left_out.path() and not ON_POSTGRESQL and item.nodeid.startswith("tests/web/")
    if noted and _within_a_transaction(item) and _differs(item):
        with asked.noting() as item.stash[MARKS]:
            return (yield)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """The note travels with the outcome."""
    report = yield
    if call.when == "call" and MARKS in item.stash:
        report.user_properties.append((left_out.ASKED, " ".join(sorted(item.stash[MARKS]))))
    return report


def pytest_collection_finish() -> None:
    """Modules and tests live to the end: the collector need not look through them each time, nor after every seven
    hundred new objects for the few that hold each other."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what ran and what did not, for the look at the end of the whole suite."""
    left_out.note(report)
