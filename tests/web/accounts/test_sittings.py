"""Old sittings are cleared; HEAD is answered like GET on every kind of page."""

from datetime import timedelta

import pytest
from cast import Cast, signed_in
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.views.decorators.http import require_GET
from pytest_django import Settings

from padan.web.accounts import sittings
from padan.web.head_requests import HeadMiddleware

FIRST = "padan.web.head_requests.HeadMiddleware"


def test_ended_sittings_go_once_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sittings, "AT_ONCE", 2)
    monkeypatch.setitem(sittings._next, "at", 0.0)
    for who in ("siti", "lukman", "camat"):
        signed_in(cast.people[who])
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    living = signed_in(cast.siti)
    assert sittings.sessions_clear(now=10.0) == 3
    assert living.get("/akun/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert sittings.sessions_clear(now=3000.0) == 0
    assert sittings.sessions_clear(now=3610.0) == 1


@pytest.mark.parametrize("address", ["/akun/", "/", "/masuk/", "/naskah/", "/naskah/daftar/", "/pencocokan/"])
def test_head_is_answered_like_get(cast: Cast, settings: Settings, address: str) -> None:
    settings.MIDDLEWARE = [FIRST, *(one for one in site.MIDDLEWARE if one != FIRST)]
    client = signed_in(cast.bappeda)
    head, got = client.head(address), client.get(address)
    assert head.status_code == got.status_code != 405
    assert head.content == b""
    assert Client().head("/akun/").status_code == 302
    assert Client().head("/keluar/").status_code == 403


def test_a_file_that_is_only_asked_about_is_not_sent(db: None) -> None:
    @require_GET
    def view(request: HttpRequest) -> FileResponse:
        return FileResponse(opened, filename="a.txt")

    def answer(request: HttpRequest) -> HttpResponse:
        return view(request)  # type: ignore[return-value]

    with open(__file__, "rb") as opened:
        head = HeadMiddleware(answer)(RequestFactory().head("/"))
        assert head.headers["Content-Length"]
        assert b"".join(head.streaming_content) == b""  # type: ignore[attr-defined]
        head.close()
        assert opened.closed
