"""A period runs: from accepted lists to a published snapshot."""

from typing import Any

import pytest
from cast import Cast
from django.utils import timezone
from tiny_city import accept, buckets, by_name, make_city, make_period, participant, person

from padan.web.lists.models import Row
from padan.web.lists.npp_register import npp_office_put
from padan.web.periods.models import Kind
from padan.web.runs import performing
from padan.web.runs.asking import needs_run, waiting
from padan.web.runs.holding import held
from padan.web.runs.models import CurrentRun, Run, RunPair, RunRow, RunState, Verdict
from padan.web.runs.services import RunStoppedError, run_perform, runs_prune
from thorough import one_in, repeats

pytestmark = one_in(4)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path


@pytest.mark.one_database
def test_the_register_of_groups_says_who_answers(cast: Cast) -> None:
    period = make_city(cast)
    stranger = participant(903, kelurahan="Legok", npp="JJ0001")
    accept(cast, period, "branch", [participant(1), stranger], kind=Kind.PARTICIPANTS)
    accept(cast, period, "bappeda", [{"npp": "JJ0001", "office": "Dinas Sosial"}], kind=Kind.GROUPS)
    run = run_perform(period=period)
    assert run is not None
    assert by_name(run, stranger["name"], "participants").office.name == "Dinas Sosial"
    assert not needs_run(period)
    npp_office_put(acting=cast.bappeda, npp="JJ 0001", office=cast.offices["rawasari"], segment="rt")
    assert needs_run(period), "what is entered on the page goes before the file"
    run = run_perform(period=period)
    assert run is not None
    assert by_name(run, stranger["name"], "participants").office.name == "Kelurahan Rawasari"


@repeats("tests/generative/test_state.py::test_a_changed_list_gives_what_a_full_run_gives")
@pytest.mark.one_database
def test_only_what_changed_is_decided_again(cast: Cast) -> None:
    period = make_city(cast, people=60)
    run_perform(period=period)
    accept(cast, period, "siti", [person(n) for n in range(1, 30)])
    run = run_perform(period=period)
    assert run is not None
    assert run.versions["state"]["why"] == "changed"
    assert buckets(run)["participants", "not_listed"] == 3
    assert buckets(run)["list", "not_registered"] == 1


@pytest.mark.one_database
def test_a_damaged_state_is_made_anew(cast: Cast, settings: Any) -> None:
    period = make_city(cast)
    run_perform(period=period)
    (settings.HOME / "keadaan" / "2024-Q4" / "mesin" / "padan-state.duckdb").write_bytes(b"rusak" * 1000)
    accept(cast, period, "siti", [person(1)])
    run = run_perform(period=period)
    assert run is not None
    assert run.state == RunState.PUBLISHED
    assert run.versions["state"]["why"] == "new"


def test_nothing_to_do_until_something_changes(cast: Cast) -> None:
    period = make_period(cast)
    assert waiting() == []
    accept(cast, period, "siti", [person(1)])
    assert waiting() == []
    accept(cast, period, "branch", [participant(1)], kind=Kind.PARTICIPANTS)
    assert waiting() == [period]
    run_perform(period=period)
    assert waiting() == []
    one = {"side": "list", "nik": "", "name": "A", "birth_date": "", "kpj": ""}
    Verdict.objects.create(period=period, key="k", one=one, other={**one, "name": "B"}, answer="same")
    assert waiting() == [period]


@pytest.mark.one_database
def test_a_verdict_is_obeyed_and_may_be_withdrawn(cast: Cast) -> None:
    period = make_city(cast)
    records = [
        {"side": side, **{key: values.get(key, "") for key in ("nik", "name", "birth_date", "kpj")}}
        for side, values in (("list", person(2)), ("participants", participant(2)))
    ]
    for answer, bucket in (("different", "not_registered"), ("", "matched")):
        Verdict.objects.create(period=period, key="k", one=records[0], other=records[1], answer=answer)
        run = run_perform(period=period)
        assert run is not None
        assert by_name(run, person(2)["name"]).bucket == bucket
        decided = RunPair.objects.filter(run=run, decision="human_different").count()
        assert decided == (1 if answer else 0)


def test_a_run_that_cannot_be_is_kept_with_its_sentence_and_not_repeated(cast: Cast) -> None:
    period = make_period(cast)
    accept(cast, period, "siti", [])
    accept(cast, period, "branch", [participant(1)], kind=Kind.PARTICIPANTS)
    run = run_perform(period=period)
    assert run is not None
    assert run.state == RunState.FAILED
    assert "Tidak ada baris yang dapat dipakai" in run.fault
    assert not CurrentRun.objects.exists()
    assert waiting() == []
    accept(cast, period, "siti", [person(1)])
    assert waiting() == [period]


def test_our_own_fault_keeps_the_former_result_and_names_no_person(cast: Cast, monkeypatch: Any) -> None:
    period = make_city(cast)
    good = run_perform(period=period)

    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError(person(1)["name"])

    monkeypatch.setattr(performing.pipeline, "run", broken)
    accept(cast, period, "siti", [person(1)])
    run = run_perform(period=period)
    assert run is not None
    assert run.state == RunState.FAILED
    assert "Kesalahan program" in run.fault
    assert person(1)["name"] not in run.fault
    assert CurrentRun.objects.get(period=period).run == good


@one_in(1)
def test_two_workers_never_run_one_period(cast: Cast, settings: Any) -> None:
    period = make_city(cast)
    with held(settings.HOME / "keadaan" / "2024-Q4"):
        assert run_perform(period=period) is None
    Run.objects.create(period=period, number=1, worker="komputer-lain")
    assert run_perform(period=period) is None
    Run.objects.update(heartbeat_at=timezone.now() - performing.DEAD_AFTER)
    run = run_perform(period=period)
    assert run is not None
    assert (run.number, run.state) == (2, RunState.PUBLISHED)
    assert Run.objects.get(number=1).state == RunState.ABANDONED


@one_in(1)
def test_a_run_told_to_stop_leaves_nothing_and_is_begun_again(cast: Cast) -> None:
    period = make_city(cast)

    def stop(step: str, done: int, total: int) -> None:
        if step == "store" and done:
            raise RunStoppedError

    with pytest.raises(RunStoppedError):
        run_perform(period=period, tell=stop)
    assert Run.objects.get().state == RunState.ABANDONED
    assert not RunRow.objects.exists()
    assert needs_run(period)
    assert run_perform(period=period) is not None


def test_what_hangs_on_publication_goes_with_it(cast: Cast) -> None:
    period = make_city(cast)

    def refuse(run: Run) -> None:
        raise RuntimeError("kasus")

    run = run_perform(period=period, on_published=refuse)
    assert run is not None
    assert run.state == RunState.FAILED
    assert not CurrentRun.objects.exists()


def test_a_change_during_a_run_asks_for_the_next(cast: Cast) -> None:
    period = make_city(cast)

    def change(step: str, done: int, total: int) -> None:
        if step == "decide" and not Row.objects.filter(values__name="BARU").exists():
            accept(cast, period, "rawasari_clerk", [person(50, name="BARU")])

    run = run_perform(period=period, tell=change)
    assert run is not None
    assert waiting() == [period]
    again = run_perform(period=period)
    assert again is not None
    assert RunRow.objects.filter(run=again, row__values__name="BARU").count() == 1
    assert waiting() == []


def test_old_runs_are_pruned_but_what_is_needed_stays(cast: Cast) -> None:
    period = make_city(cast)
    runs = []
    for _ in range(4):
        accept(cast, period, "siti", [person(1)])
        runs.append(run_perform(period=period))
    assert all(runs)
    needed = runs[0]
    assert needed is not None
    assert runs_prune(period=period, needed={needed.pk}) == 1
    kept = set(RunRow.objects.values_list("run__number", flat=True))
    assert kept == {1, 3, 4}
    assert Run.objects.count() == 4
