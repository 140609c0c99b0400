"""What every page costs beside its own matter: the frame, numbers and months, and the memory of the serving process."""

import gc
import importlib
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from cast import Cast, signed_in
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import get_language, override

from padan.web import navigation
from padan.web.lists import reading
from padan.web.templatetags.indonesian import month, percent, rupiah, whole


def test_the_way_to_other_pages_is_written_once_for_a_role_and_page(cast: Cast) -> None:
    browsers = [signed_in(cast.people[who]) for who in ("siti", "bappeda")]
    pages = [browser.get("/papan/").content.decode() for browser in browsers]
    written = navigation._written.cache_info().misses
    assert [browser.get("/papan/").content.decode().count("<nav") for browser in browsers] == [1, 1]
    assert navigation._written.cache_info().misses == written
    assert all('<a href="/papan/" aria-current="page">Papan periode</a>' in page for page in pages)
    assert ["/dana/" in page for page in pages] == [True, True]
    browsers[0].cookies["bahasa"] = "en"
    english = browsers[0].get("/papan/").content.decode()
    assert "Papan periode" not in english
    assert '<a href="/papan/" aria-current="page">' in english
    assert 'aria-current="page"' not in browsers[1].get("/akun/data/").content.decode()


def test_numbers_and_months_are_written_as_before() -> None:
    with override("id"):
        assert (whole(1234567), rupiah(-1200), percent(0.5), percent(-0.0001)) == (
            "1.234.567",
            "-Rp 1.200",
            "50 %",
            "0 %",
        )
        assert (whole(0.0), whole(-0.0), whole(1), whole(1.0), whole(1.5)) == ("0", "0", "1", "1", "1,5")
        jakarta = timezone(timedelta(hours=7))
        late = datetime(2025, 1, 31, 20, tzinfo=UTC)
        assert [month(late), month(late.astimezone(jakarta)), month(late.date())] == [
            "Januari 2025", "Februari 2025", "Januari 2025",
        ]  # fmt: skip
    with override("en"):
        assert (whole(1234567), month(date(2025, 1, 1))) == ("1,234,567", "January 2025")


def test_a_fixed_text_is_looked_up_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(translation._trans, "gettext", lambda text: asked.append(text) or f"{get_language()}:{text}")
    page = Template(
        "{% load i18n %}{% for one in 'ab' %}{% translate 'Nama' %} {% trans word %} {% endfor %}"
        "{% translate 'Sandi' as told %}{{ told }} {% translate '5 %' %}"
    )
    for lang in ("id", "en"):
        with override(lang):
            told = [page.render(Context({"word": "kata"})) for _ in range(2)]
        assert told == [f"{lang}:Nama {lang}:kata {lang}:Nama {lang}:kata {lang}:Sandi {lang}:5 %"] * 2
    assert (asked.count("Nama"), asked.count("kata")) == (2, 8)


def test_what_the_server_has_loaded_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(reading, "warm", lambda: done.append("warm"))
    monkeypatch.setattr(gc, "collect", lambda *_: done.append("collect"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.delitem(sys.modules, "padan.web.wsgi", raising=False)
    importlib.import_module("padan.web.wsgi")
    assert done == ["warm", "collect", "freeze"]
