"""What a page says, for tests that read it as a user does; and a browser in one of the site's languages."""

import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from cast import signed_in
from django.http import HttpResponse
from django.test import Client
from django.utils.translation.reloader import translation_file_changed

from padan.web.accounts.models import Appointment

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import catalogue


def catalogue_compile() -> None:
    """The catalogue as the site reads it: made here where `make setup` has not made it since it last changed."""
    (source,) = catalogue.CATALOGUES
    made = source.with_suffix(".mo")
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        catalogue.compile_all()
        translation_file_changed(None, made)


def browser(appointment: Appointment, language: str) -> Client:
    """A browser in which that person has signed in and chosen a language."""
    client = signed_in(appointment)
    client.cookies["bahasa"] = language
    return client


@dataclass
class Seen:
    """What a page says to whoever sees it or hears it read; but not what is ready to be copied, which has a language of
    its own, nor what is marked as another language."""

    lang: str = ""
    texts: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a page."""

    SPOKEN = ("aria-label", "title", "placeholder", "data-label", "data-copied", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._aside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        said = dict(attrs)
        if tag == "html":
            self.seen.lang = said.get("lang") or ""
        elif not self._aside and (tag in ("script", "style", "textarea") or "lang" in said):
            self._aside = tag
        self.seen.texts += [text for name in self.SPOKEN if (text := said.get(name))]

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == self._aside:
            self._aside = ""

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._aside and data.strip():
            self.seen.texts.append(" ".join(data.split()))


def read(answer: HttpResponse) -> Seen:
    """What an answer shows."""
    reader = Reader()
    reader.feed(answer.content.decode())
    return reader.seen
