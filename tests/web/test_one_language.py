"""Every page of the site, asked in each of its languages: it says which one it is in, and nothing in the other."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from page_reader import browser, catalogue_compile, read
from pytest_django.plugin import DjangoDbBlocker
from rights_samples import Sample
from test_rights_walk import ACTORS, URLS
from whole_site import WholeSite, embedded

from padan.web.accounts.models import Appointment
from padan.web.rights import grant_for
from thorough import every, examples

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

INDONESIAN = re.compile(
    r"\b(Simpan|Unggah|Unduh|Kembali|Lihat|Hapus|Tambah|Kirim|Batal|Pilih|Cari|[Bb]elum|[Ss]udah|[Tt]idak|[Aa]da|[Yy]ang|"
    r"dengan|untuk|atau|lalu|dari|pada|dan|ini|[Ss]emua|[Bb]aris|[Mm]asalah|[Bb]erkas|[Jj]awaban|[Aa]lasan|[Tt]anggal|"
    r"[Ii]uran|Batas waktu|Ditandatangani|Meninggal|Keadaan|Jumlah|Menunggu|Perempuan)\b"
)
ENGLISH = re.compile(
    r"\b([Tt]he|[Yy]our|and|of|is|are|not|[Pp]lease|Save|Upload|Download|Back|View|Remove|Add|Cancel|Select|Search|field|"
    r"Name|File|Reason|Due|Until|[Rr]ow|[Rr]ows|[Pp]assword)\b"
)
TELL_TALE = {"id": ENGLISH, "en": INDONESIAN}
"""Words that a page in that language never says."""
OF_FILES = "Tanggal Lahir"
"""A heading of the files handed in, which stands on any page as it was written."""


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WholeSite]:
    """Made once for all pages, and undone after them."""
    catalogue_compile()
    with django_db_blocker.unblock(), embedded(tmp_path_factory.mktemp("situs")) as found:
        yield found


def pages(site: WholeSite, language: str) -> Iterator[tuple[str, str, Appointment, str]]:
    """(method, name, who, address): every url, asked by the first role that the table of rights names for it. Every
    third is enough, but where it is to be thorough; in Indonesian, in which the pages are written and the other tests
    read them, every sixth."""
    for url in every(6 if language == "id" else 3, URLS):
        sample = site.samples.get(url.name) or Sample(here={})
        for method in ("GET", "POST"):
            grant = grant_for(url.name, method)
            roles = [r for r in ACTORS if grant and (grant.public or grant.signed_in or grant.admits(r))]
            for role in roles[:1]:
                arguments = sample.own.get(role, sample.here)
                if arguments is not None and set(arguments) == url.wants:
                    yield method, url.name, site.cast.people[ACTORS[role]], reverse(url.name, kwargs=arguments)


class Visitors:
    """People at browsers of one language. What a request changes is undone after it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.sessions: dict[int, str] = {}

    def ask(self, who: Appointment, method: str, address: str) -> HttpResponse:
        """One request."""
        if who.pk not in self.sessions:
            self.sessions[who.pk] = browser(who, self.language).cookies[settings.SESSION_COOKIE_NAME].value
        client = Client()
        client.cookies["bahasa"] = self.language
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who.pk]
        with transaction.atomic():
            answer = client.generic(method, address)
            if answer.streaming:
                # Read to its end a file is closed by the test client, which keeps the connection; `close()` would not.
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        return answer  # type: ignore[return-value]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_one_language(site: WholeSite, language: str) -> None:
    """Empty forms are sent too, so that Django's own sentences are read."""
    visitors, faults, seen = Visitors(language), [], 0
    for method, name, who, address in pages(site, language):
        answer = visitors.ask(who, method, address)
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html") or not answer.content:
            continue
        said = read(answer)
        seen += 1
        if said.lang not in ("", language):
            faults.append(f"{method} {name}: lang={said.lang}")
        texts = [text.replace(OF_FILES, "") for text in said.texts]
        faults += [f"{method} {name}: {text}" for text in texts if TELL_TALE[language].search(text)]
    assert seen > examples(30, 45)
    assert not faults, "\n".join(faults)
