"""A set-up is worked out once and told to the database again, but only where that is as it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import told_again
from padan.web.protection.models import Person

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
BORN = date(1980, 1, 1)


class Setting:
    """A set-up that counts how often it was worked out."""

    def __init__(self) -> None:
        self.worked = 0

    def up(self, name: str = "BUDI", **more: Any) -> Person:
        self.worked += 1
        Person.objects.bulk_create(Person(name=f"{name} {n}") for n in range(3))
        made = Person.objects.create(name=name, **more)
        Person.objects.filter(name=f"{name} 1").delete()
        return made


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_again, "_known", {})
    monkeypatch.setattr(told_again, "THOROUGH", False)


def tried(*steps: Callable[[], object]) -> list[tuple[object, ...]]:
    """What stands in the database after the steps, which are then undone as after a test."""
    before = transaction.savepoint()
    with told_again.recorded():
        for step in steps:
            step()
    found = list(Person.objects.order_by("pk").values_list("pk", "name", "birth_date", "made_at"))
    transaction.savepoint_rollback(before)
    return found


def test_the_second_time_the_database_is_told_and_a_copy_comes_back() -> None:
    setting, made = Setting(), []
    up = told_again.told_again(setting.up)
    first = tried(lambda: made.append(up("SITI", birth_date=BORN)))
    assert tried(lambda: made.append(up("SITI", birth_date=BORN))) == first
    assert [name for _, name, *_ in first] == ["SITI 0", "SITI 2", "SITI"]
    assert setting.worked == 1
    assert made[0] == made[1]
    assert made[0] is not made[1]
    assert (made[1].name, made[1].birth_date) == ("SITI", BORN)


def test_what_is_told_otherwise_or_to_another_database_is_worked_out_anew() -> None:
    setting = Setting()
    up = told_again.told_again(setting.up)
    tried(up)
    assert len(tried(lambda: up("SITI"))) == 3
    assert len(tried(up, up)) == 6
    assert setting.worked == 3, "the first of the two was known"
    assert len(tried(lambda: Person.objects.create(name="LAIN"), up)) == 4
    assert len(tried(up, lambda: Person.objects.update(name="LAIN"), up)) == 6
    assert setting.worked == 5


def test_after_something_was_undone_nothing_is_told_again() -> None:
    setting = Setting()
    up = told_again.told_again(setting.up)

    def undone() -> None:
        before = transaction.savepoint()
        Person.objects.create(name="LAIN")
        transaction.savepoint_rollback(before)

    assert len(tried(undone, up)) == len(tried(undone, up)) == 3
    assert setting.worked == 2


def test_files_are_told_only_where_they_lie(settings: Any, tmp_path: Path) -> None:
    setting = Setting()
    up = told_again.with_files(setting.up)
    tried(up)
    tried(up)
    settings.HOME = tmp_path
    tried(up)
    assert setting.worked == 2


def test_without_a_record_each_is_worked_out() -> None:
    setting = Setting()
    up = told_again.told_again(setting.up)
    up()
    up()
    assert setting.worked == 2
