"""A run publishes the rupiah of each month beside its status; from them each person's months come into the record."""

import pytest
from tiny_city import Reconciled, by_name, person

from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.services import months_due, months_refresh
from padan.web.protection.services import persons_refresh
from padan.web.runs.models import RunRow

pytestmark = pytest.mark.django_db


def test_each_months_rupiah_stand_beside_its_status_and_add_up(reconciled: Reconciled) -> None:
    owing = by_name(reconciled.run, person(1)["name"])
    assert owing.amounts == {
        "2024-10": [16_800, 16_800, False], "2024-11": [16_800, 16_800, False], "2024-12": [16_800, 0, False],
    }  # fmt: skip
    for row in RunRow.objects.filter(run=reconciled.run).exclude(bucket="review"):
        assert set(row.amounts) == set(row.months)
        assert sum(paid for _, paid, _ in row.amounts.values()) == row.paid
        assert sum(due or 0 for due, _, _ in row.amounts.values()) == row.due


def test_the_record_holds_every_rupiah_that_the_run_assigned(reconciled: Reconciled) -> None:
    run = reconciled.run
    persons_refresh(run=run)
    assert run in months_due()
    months_refresh(run)
    total = run.summary["money"]["total"]
    found = PersonMonth.objects.filter(run=run)
    assert sum(found.values_list("paid", flat=True)) == total["paid"]["rupiah"]
    assert sum(due or 0 for due in found.values_list("due", flat=True)) == total["due"]["rupiah"]
    assert Standing.objects.get(person__name=person(1)["name"]).unpaid_months == 1
