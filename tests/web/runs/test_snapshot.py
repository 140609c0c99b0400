"""What a run publishes: every row once, with its money, its cover, and who answers for it."""

from tiny_city import Reconciled, buckets, by_name, person

from padan.web.audit.models import Event
from padan.web.runs.models import CurrentRun, RunState


def test_a_run_publishes_every_row_once(reconciled: Reconciled, db: None) -> None:
    period, run = reconciled.period, reconciled.run
    assert (run.state, run.fault) == (RunState.PUBLISHED, "")
    assert buckets(run) == {
        ("list", "matched"): 10, ("list", "not_registered"): 2,
        ("participants", "matched"): 10, ("participants", "not_listed"): 3,
    }  # fmt: skip
    assert CurrentRun.objects.get(period=period).run == run
    assert {i["kind"] for i in run.inputs} == {"list", "participants", "payments"}
    assert all(len(i["sha256"]) == 64 and i["rows"] for i in run.inputs)
    assert Event.objects.filter(action="runs.publish").count() == 1


def test_money_and_cover_stand_at_both_rows_of_a_person(reconciled: Reconciled, db: None) -> None:
    run = reconciled.run
    for side in ("list", "participants"):
        row = by_name(run, person(1)["name"], side)
        assert (row.due, row.paid, row.missing, row.excess) == (50_400, 33_600, 16_800, 0)
        assert row.months == {"2024-10": "paid", "2024-11": "paid", "2024-12": "unpaid"}
        assert "in_arrears" in row.statuses
    bare = by_name(run, person(6)["name"])
    assert (bare.bucket, bare.grave, bare.harm) == ("not_registered", True, 42_000_000)


def test_who_answers_for_a_participant(reconciled: Reconciled, db: None) -> None:
    run = reconciled.run
    named = {"linked": person(7)["name"], "kelurahan": person(900)["name"], "address": person(901)["name"],
             "nowhere": person(902)["name"]}  # fmt: skip
    found = {why: by_name(run, name, "participants") for why, name in named.items()}
    assert {why: row.office.name for why, row in found.items()} == {
        "linked": "Kelurahan Murni", "kelurahan": "Kelurahan Murni", "address": "Kelurahan Rawasari",
        "nowhere": "Bappeda Kota Jambi",
    }  # fmt: skip
    assert found["address"].residence is not None
    assert found["nowhere"].residence is None
    assert {row.submitter.name for row in found.values()} == {"BPJS Ketenagakerjaan Cabang Jambi"}
