"""Every page that the table of rights names, in a real Chromium, on a phone and on a desk: reached by whoever works on
it (where it is to be thorough also by whoever sees most of it), readable by everybody, quiet in the console, light."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from django.urls import reverse
from page_checks import NARROW, faults_of
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker
from rights_samples import Sample
from whole_site import BEFORE_SECOND_STEP, WholeSite, embedded, make_whole_site

from padan.web.rights import TABLE
from padan.web.roles import Role
from thorough import THOROUGH, one_in

pytestmark = pytest.mark.django_db

DOWNLOAD = "a file, not a page"
LEADS_ON = "leads on to a page that is seen by its own name"
FOR_PROGRAMS = "an answer to programs, not a page"
NO_PAGES: Mapping[str, str] = {
    "lists:blank": DOWNLOAD,
    "lists:original": DOWNLOAD,
    "lists:prefilled": DOWNLOAD,
    "lists:troubled": DOWNLOAD,
    "official:draft": DOWNLOAD,
    "official:pdf": DOWNLOAD,
    "official:scan": DOWNLOAD,
    "official:workbook": DOWNLOAD,
    "review:list_download": DOWNLOAD,
    "review:workbook": DOWNLOAD,
    "cover:bill_download": DOWNLOAD,
    "cover:doubles_download": DOWNLOAD,
    "cover:people_download": DOWNLOAD,
    "funds:photo": DOWNLOAD,
    "funds:spj_document": DOWNLOAD,
    "funds:original": DOWNLOAD,
    "law:file": DOWNLOAD,
    "official:unnamed": DOWNLOAD,
    "protection:enquiry_download": DOWNLOAD,
    "protection:mutation_download": DOWNLOAD,
    "protection:repairs_download": DOWNLOAD,
    "review:branch_workbook": DOWNLOAD,
    "selection:decree_pdf": DOWNLOAD,
    "evaluation:incidence_download": DOWNLOAD,
    "evaluation:poverty_download": DOWNLOAD,
    "evaluation:quality_download": DOWNLOAD,
    "evaluation:sheet_blank": DOWNLOAD,
    "evaluation:targeting_download": DOWNLOAD,
    "followup:addendum_pdf": DOWNLOAD,
    "followup:attendance_list": DOWNLOAD,
    "followup:evidence": DOWNLOAD,
    "followup:invitation": DOWNLOAD,
    "followup:minutes": DOWNLOAD,
    "followup:scan": DOWNLOAD,
    "opendata:file_csv": DOWNLOAD,
    "opendata:file_json": DOWNLOAD,
    "reports:archive": DOWNLOAD,
    "reports:draft": DOWNLOAD,
    "reports:paper": DOWNLOAD,
    "opendata:api": FOR_PROGRAMS,
    "opendata:api_figures": FOR_PROGRAMS,
    "opendata:api_indicators": FOR_PROGRAMS,
    "opendata:api_months": FOR_PROGRAMS,
    "opendata:api_package": FOR_PROGRAMS,
    "opendata:api_packages": FOR_PROGRAMS,
    "opendata:api_regions": FOR_PROGRAMS,
    "opendata:catalogue": FOR_PROGRAMS,
    "followup:qr_part": "a fragment, seen within followup:qr",
    "accounts:invitation_link": LEADS_ON,
    "review:next": LEADS_ON,
    "runs:now": LEADS_ON,
    "cover:bill_now": LEADS_ON,
    "funds:home": LEADS_ON,
    "runs:progress_part": "a fragment, seen within runs:progress",
}
"""Urls that answer GET and are no page, each with the reason."""
PAGES = sorted({name for name, method in TABLE if method == "GET"} - NO_PAGES.keys())

LIMIT = 150_000
"""Bytes over the wire of a page with everything it loads, nothing of it cached."""
WIDEST = {
    Role.BAPPEDA: "bappeda", Role.INSPECTORATE: "auditor", Role.ADMINISTRATOR: "administrator",
}  # fmt: skip
"""Who sees the whole city, and who of the cast that is."""
WORKING = {
    Role.LURAH: "lukman", Role.KELURAHAN_CLERK: "siti", Role.CAMAT: "camat", Role.BPJS: "branch",
    Role.BAPPEDA: "bappeda",
}  # fmt: skip
"""Who works on what lies in the own office."""
ONLY_BY = {"official:undo": Role.BAPPEDA}
"""Pages that one alone may open as things stand: of signatures that rest on each other, the topmost is undone first."""
PERIOD_WITH_A_RUN = "2024-Q4"


@dataclass
class Window:
    """A browser window in which somebody is signed in, with what its console said and how much came over the wire."""

    page: Page
    said: list[str] = field(default_factory=list)
    weight: int = 0

    def opened(self, address: str) -> None:
        """Go there, counting from nothing."""
        self.said.clear()
        self.weight = 0
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"

    def listen(self) -> None:
        """Hear the console, and weigh what arrives without a cache."""
        self.page.on("console", lambda told: self.said.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        wire = self.page.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on("Network.loadingFinished", self._weigh)

    def _weigh(self, event: dict[str, Any]) -> None:
        self.weight += int(event["encodedDataLength"])


@dataclass
class Site:
    """The served site with an object for every url; a session and a window for each who looks at it."""

    samples: Mapping[str, Sample]
    sessions: Mapping[str, str]
    browser: Browser
    address: str
    windows: dict[str, Window] = field(default_factory=dict)

    def window(self, who: str) -> Window:
        """The window of one of the cast; "" for a stranger."""
        if who not in self.windows:
            context = self.browser.new_context(base_url=self.address, viewport=NARROW, locale="id-ID")
            context.set_default_timeout(15_000)
            if who:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.sessions[who], "url": self.address}
                context.add_cookies([cookie])
            self.windows[who] = Window(context.new_page())
            self.windows[who].listen()
        return self.windows[who]

    def viewers(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Who opens a page, and with which arguments: the widest view, and the one in which there is work to do."""
        sample = self.samples.get(name, Sample({"key": PERIOD_WITH_A_RUN} if name.startswith("runs:") else {}))
        grant = TABLE[name, "GET"]
        if grant.public:
            yield "", sample.here
        elif grant.before_second_factor:
            yield BEFORE_SECOND_STEP, sample.here
        elif grant.signed_in:
            yield "bappeda", sample.here
            yield "siti", sample.here
        else:
            widest = next((who for role, who in WIDEST.items() if role in grant.city), "")
            if widest:
                yield widest, sample.here
            role = ONLY_BY.get(name) or next((role for role in WORKING if role in grant.own), None)
            if role is not None:
                yield WORKING[role], sample.own.get(role) or sample.here


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:  # fmt: skip
    """One state of the database and one server for all pages, served as in production; undone after them."""
    with django_db_blocker.unblock(), _made(tmp_path_factory.mktemp("situs")) as whole:
        server, shared = _server()
        try:
            found = Site(whole.samples, whole.sessions, browser, f"http://{server.host}:{server.port}")
            yield found
            for window in found.windows.values():
                window.page.context.close()
        finally:
            server.terminate()
            for one in shared.values():
                one.dec_thread_sharing()


@contextmanager
def _made(home: Path) -> Iterator[WholeSite]:
    if connection.vendor == "sqlite":
        with embedded(home) as whole:
            yield whole
        return
    yield make_whole_site()
    call_command("flush", verbosity=0, interactive=False)


class Patient(ThreadedWSGIServer):
    """Is closed only once the last answer is given: nothing then reaches for the database any more."""

    daemon_threads = False


class ServerThread(LiveServerThread):
    """Runs it."""

    server_class = Patient


def _server() -> tuple[LiveServerThread, dict[str, Any]]:
    """Static files come from the site's own middleware. A database in memory lives in one connection: it is shared."""
    shared = {one.alias: one for one in connections.all() if one.vendor == "sqlite" and one.is_in_memory_db()}
    for one in shared.values():
        one.inc_thread_sharing()
    server = ServerThread("127.0.0.1", lambda handler: handler, connections_override=shared)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    return server, shared


def way_to(site: Site, name: str) -> str:
    """An address that must have been opened before the page has anything to show."""
    if name == "accounts:invitation_accept":
        return reverse("accounts:invitation_link", kwargs=site.samples["accounts:invitation_link"].here)
    return ""


@one_in(3)
@pytest.mark.parametrize("name", PAGES)
def test_page(site: Site, name: str) -> None:
    faults: list[str] = []
    for who, arguments in list(site.viewers(name))[0 if THOROUGH else -1 :]:
        window = site.window(who)
        if before := way_to(site, name):
            window.opened(before)
        address = reverse(name, kwargs=arguments)
        window.opened(address)
        assert window.page.url.removeprefix(site.address).split("?")[0] == address, f"{who} was sent elsewhere"
        weight = window.weight
        found = [*faults_of(window.page), *window.said]
        if weight > LIMIT:
            found.append(f"{weight} bytes")
        faults += [f"{who or 'a stranger'}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_exceptions_are_urls_that_are_there() -> None:
    assert [name for name in NO_PAGES if (name, "GET") not in TABLE] == []
