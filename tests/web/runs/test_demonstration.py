"""The synthetic city on the site: loaded once, by the same services as everybody's lists, and only in demo mode."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from padan.web import demonstration
from padan.web.accounts.models import Appointment, User
from padan.web.audit.models import Event
from padan.web.demonstration import PASSWORD, code_now, load, sign_ins
from padan.web.lists.models import Upload, UploadState
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.roles import Role


class OneByOne:
    """In the tests' transaction nothing can go on beside it."""

    def __init__(self, at_once: int) -> None: ...
    def __enter__(self) -> "OneByOne":
        return self

    def __exit__(self, *error: object) -> None: ...
    def map(self, act: Any, items: Any) -> Iterator[Any]:
        return map(act, items)


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.HOME, settings.DEMO = tmp_path, True
    every = demonstration._files

    def few(period: Period, folder: Path) -> list[tuple[Requirement, Path]]:
        found = list(every(period, folder))
        lists = [(r, path) for r, path in found if r.kind == Kind.LIST]
        return lists[:2] + [(r, path) for r, path in found if r.kind in (Kind.PARTICIPANTS, Kind.GROUPS)]

    monkeypatch.setattr(demonstration, "_files", few)
    monkeypatch.setattr(demonstration, "ThreadPoolExecutor", OneByOne)
    monkeypatch.setattr(demonstration.connection, "close", lambda: None)


def test_the_city_is_loaded_once_and_everybody_can_sign_in(demo: None) -> None:
    load(100, lambda text: None)
    assert {line.role for line in sign_ins()} == {str(role.label) for role in Role}
    assert Appointment.objects.filter(role=Role.LURAH).count() == 68
    assert Upload.objects.filter(state=UploadState.ACCEPTED, version=1).count() == 4
    assert all(upload.accepted_by == upload.uploaded_by for upload in Upload.objects.all())
    events, users = Event.objects.count(), User.objects.count()
    load(100, lambda text: None)
    assert (Event.objects.count(), User.objects.count()) == (events + 1, users)
    one = next(line for line in sign_ins() if line.second_factor)
    assert User.objects.get(username=one.username).check_password(PASSWORD)
    code = code_now(one.username)
    assert code is not None
    assert len(code) == 6
    assert code_now("tidak.ada") is None


def test_nothing_of_it_outside_demo_mode(db: None, settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.DEMO = tmp_path, False
    for words in (["demo_load"], ["demo_code", "bappeda"]):
        with pytest.raises(CommandError, match="PADAN_DEMO=1"):
            call_command(*words)


def test_it_is_not_loaded_over_a_city_of_real_people(db: None, settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.DEMO = tmp_path, True
    User.objects.create(username="sungguhan", full_name="Sungguhan")
    with pytest.raises(CommandError, match="bukan kota contoh"):
        call_command("demo_load")
