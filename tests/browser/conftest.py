"""A real Chromium, and a way to be somebody in it."""

import os
from collections.abc import Iterator

import pytest
from cast import Cast, make_cast, signed_in
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from visits import Visit

import chromium
import erasable_trail
from padan.web.accounts.models import Appointment

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
erasable_trail.install()
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process.

    Playwright's event loop makes Django look for its connections in another place; they are the same there.
    """
    before = connections.all()
    with sync_playwright() as play:
        for connection in before:
            connections[connection.alias] = connection
        found = play.chromium.launch(executable_path=chromium.program(), args=chromium.ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The named cast, seen by the served site too."""
    return make_cast()


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Opens a browser window in which somebody (None: nobody) is signed in. Fails where a page logged an error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(who: Appointment | None) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=NARROW, locale="id-ID", accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if who is not None:
            key = signed_in(who).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors
