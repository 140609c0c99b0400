"""What every answer carries so that a browser guards the page, and what no template may hold."""

import re
from pathlib import Path

import pytest
from cast import Cast, signed_in
from django.test import Client

import padan.web
from thorough import one_in

SITE = Path(padan.web.__file__).parent
TEMPLATES = sorted(SITE.rglob("templates/**/*.html"))
ADDRESSES = ("/masuk/", "/akun/", "/", "/wilayah/", "/tidak-ada/", "/jejak/")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", [None, "siti"])
def test_every_answer_is_guarded(cast: Cast, address: str, who: str | None) -> None:
    answer = (signed_in(cast.people[who]) if who else Client()).get(address)
    policy = {part.split()[0]: part.split()[1:] for part in answer.headers["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_kept_from_scripts_and_other_sites(cast: Cast) -> None:
    client = Client()
    client.get("/masuk/")
    client.post("/masuk/", {"username": "siti", "password": "kata-sandi-uji-1"})
    client.post("/bahasa/", {"language": "id"})
    assert set(client.cookies) >= {"sessionid", "csrftoken", "bahasa"}
    for name in ("sessionid", "csrftoken", "bahasa"):
        assert client.cookies[name]["samesite"] == "Lax"
    for name in ("sessionid", "bahasa"):
        assert client.cookies[name]["httponly"]


def test_over_tls_cookies_go_over_tls_alone(cast: Cast, settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True  # type: ignore[attr-defined]
    client = Client()
    client.get("/masuk/", secure=True)
    client.post("/masuk/", {"username": "siti", "password": "kata-sandi-uji-1"}, secure=True)
    client.post("/bahasa/", {"language": "id"}, secure=True)
    assert {name: bool(client.cookies[name]["secure"]) for name in ("sessionid", "csrftoken", "bahasa")} == {
        "sessionid": True, "csrftoken": True, "bahasa": True,
    }  # fmt: skip


def test_a_post_from_elsewhere_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/masuk/", {"username": "siti", "password": "kata-sandi-uji-1"}).status_code == 403
    assert client.post("/bahasa/", {"language": "en"}).status_code == 403


INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style in the page": re.compile(r"<style|\sstyle\s*=", re.I),
    "an event handler in the page": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an address of another site": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.I),
    "a script as an address": re.compile(r"javascript:", re.I),
    "evaluated by htmx": re.compile(r"hx-(?:on|vals=.?js)", re.I),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape off"),
}


@one_in(5)
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SITE)))
def test_template_holds_nothing_inline_and_nothing_from_elsewhere(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


def test_forms_that_post_are_guarded() -> None:
    unguarded = []
    for path in TEMPLATES:
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), flags=re.S | re.I):
            if re.search(r"method\s*=\s*[\"']?post", form, re.I) and "csrf_token" not in form:
                unguarded.append(str(path.relative_to(SITE)))
    assert unguarded == []
