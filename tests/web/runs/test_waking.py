"""What wakes the worker's jobs: a change, a reading where it concerns them, and now and then the clock."""

from typing import Any

import pytest
from cast import Cast
from django.db import OperationalError

from padan.web import waking
from padan.web.audit.services import event_append
from padan.web.jobs import Job, Pauses
from padan.web.waking import Waking

SEAL, RUN = Job("seal", lambda stop: ""), Job("run", lambda stop: "")


@pytest.fixture
def line(cast: Cast, monkeypatch: Any) -> Waking:
    """A line of two jobs that has looked once and found nothing to do."""
    monkeypatch.setattr(waking.time, "monotonic", lambda: 1000.0)
    made = Waking((SEAL, RUN), Pauses())
    assert names(made) == ["seal", "run"], "the first look"
    made.done([])
    return made


def names(line: Waking) -> list[str]:
    return [job.name for job in line.due()]


def test_where_nothing_happens_nobody_looks_and_one_question_is_asked(
    line: Waking, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert names(line) == []


def test_who_only_reads_or_hands_in_a_file_wakes_the_sealer_alone(line: Waking, cast: Cast) -> None:
    event_append(action="audit.nik_read", acting=cast.siti)
    event_append(action="accounts.sign_in", acting=cast.siti)
    event_append(action="lists.receive", acting=cast.siti)
    assert names(line) == ["seal"]
    assert names(line) == []


def test_a_change_wakes_everybody_once(line: Waking, cast: Cast) -> None:
    event_append(action="lists.accept", acting=cast.siti)
    event_append(action="audit.nik_read", acting=cast.siti)
    assert names(line) == ["seal", "run"]
    line.done([])
    assert names(line) == []


def test_who_did_something_looks_again_at_once(line: Waking, cast: Cast) -> None:
    event_append(action="lists.accept", acting=cast.siti)
    line.due()
    line.done(["run: 2024-Q4 #1 published"])
    assert names(line) == ["seal", "run"]
    line.done([])
    assert names(line) == []


def test_the_clock_wakes_everybody_now_and_then(line: Waking, monkeypatch: Any) -> None:
    monkeypatch.setattr(waking.time, "monotonic", lambda: 1000.0 + waking.EVERY)
    assert names(line) == ["seal", "run"]


def test_a_job_that_failed_is_not_left_waiting(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(waking.time, "monotonic", lambda: 1000.0)
    pauses = Pauses()
    line = Waking((SEAL, RUN), pauses)
    line.due()
    line.done([])
    pauses.failed("run")
    assert names(line) == ["seal", "run"]
    pauses.succeeded("run")
    assert names(line) == []


def test_a_database_that_does_not_answer_ends_no_worker(line: Waking, monkeypatch: Any) -> None:
    def broken() -> bool:
        raise OperationalError

    monkeypatch.setattr(line._trail, "look", broken)
    assert names(line) == ["seal", "run"]
