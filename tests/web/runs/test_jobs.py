"""The worker's rounds: everything that is to be done, and one that fails stops no other."""

from contextlib import nullcontext
from typing import Any

import pytest
from cast import Cast
from tiny_city import make_city

from padan.web import jobs
from padan.web.audit.models import Event, Seal
from padan.web.jobs import Job, Pauses, tick
from padan.web.review.models import Case
from padan.web.runs.models import CurrentRun


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any, monkeypatch: Any) -> None:
    settings.HOME = tmp_path


def test_a_round_runs_what_waits_and_says_so(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(jobs, "beating", lambda period: nullcontext())
    period = make_city(cast)
    said = tick()
    assert "pencocokan: 2024-Q4 #1 Selesai" in said
    current = CurrentRun.objects.get(period=period)
    assert Case.objects.filter(run=current.run).exists()
    assert any(line.startswith("segel jejak: ") for line in tick())
    assert Seal.objects.count() == Event.objects.count()
    assert tick() == []


def test_a_crash_stops_no_other_and_is_tried_again_later_and_later(monkeypatch: Any, caplog: Any) -> None:
    done: list[str] = []

    def crash(stop: object) -> str:
        done.append("crash")
        raise ValueError("AHMAD 9971110101900001")

    def work(stop: object) -> str:
        done.append("work")
        return "1"

    now = 1000.0
    monkeypatch.setattr(jobs.time, "monotonic", lambda: now)
    pauses, line = Pauses(), (Job("crash", crash), Job("work", work))
    for expected in (["crash", "work"], ["work"], ["crash", "work"]):
        done.clear()
        assert tick(pauses=pauses, jobs=line) == ["work: 1"]
        assert done == expected
        now += 0.9
    assert pauses.length["crash"] == 2.0
    assert "AHMAD" not in caplog.text
    assert "ValueError pada test_jobs.py" in caplog.text


def test_every_job_is_called_by_an_indonesian_word() -> None:
    assert all(job.words and job.words != job.name for job in jobs.JOBS)


def test_nothing_is_begun_once_asked_to_end() -> None:
    def work(stop: object) -> str:
        raise AssertionError

    assert tick(stop=lambda: True, jobs=(Job("work", work),)) == []
