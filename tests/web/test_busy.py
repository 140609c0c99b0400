"""A database that others hold for too long gets a sentence; any other fault of it stays a fault."""

import pytest
from cast import Cast, signed_in
from django.db import OperationalError

from padan.web.accounts import own_views


@pytest.mark.one_database
@pytest.mark.parametrize("told", ["database is locked", "deadlock detected"])
def test_who_waited_in_vain_is_told_to_try_again(cast: Cast, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setattr(own_views, "appointments_held", _failing(told))
    answer = signed_in(cast.siti).get("/akun/")
    assert answer.status_code == 503
    assert "belum tersimpan: tunggu satu menit" in answer.content.decode()


@pytest.mark.one_database
def test_another_fault_is_no_matter_of_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_views, "appointments_held", _failing("disk I/O error"))
    client = signed_in(cast.siti)
    client.raise_request_exception = False
    assert client.get("/akun/").status_code == 500


def _failing(text: str) -> object:
    def failing(*args: object) -> None:
        raise OperationalError(text)

    return failing
