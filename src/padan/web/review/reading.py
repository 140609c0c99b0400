"""What a form says beside the answer's code."""

from datetime import date

from django.http import QueryDict

from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.web.review.deciding import Told

VALUE, OTHER = "value_", "other_"
LONGEST = 1000


def answer_in(post: QueryDict) -> tuple[str, str]:
    """The answer's code, and the fingerprint of the candidate where one of several is named: `sama:<fingerprint>`."""
    code, _, chosen = str(post.get("answer", "")).partition(":")
    return code[:24], chosen[:64]


def told_in(post: QueryDict, chosen: str = "") -> Told:
    """Reason, dates, document, owner and values; texts on one line and not endless."""
    values: dict[str, str] = {"chosen": chosen} if chosen else {}
    for name in post:
        if name.startswith(VALUE):
            field = name.removeprefix(VALUE)[:20]
            other = _text(post, OTHER + field)
            if value := other or _text(post, name):
                values[field] = value[:200]
    return Told(
        reason=_text(post, "reason"),
        happened_on=_day(post, "happened_on"),
        document=_text(post, "document")[:200],
        carried_to=_day(post, "carried_to"),
        owner=_text(post, "owner")[:160],
        values=values,
    )


def seen_in(post: QueryDict) -> int:
    """How far the clerk had seen when the page was loaded; -1, which is never right, where it is not told."""
    try:
        return int(post.get("seen", ""))
    except ValueError:
        return -1


def number_in(text: str | None) -> int | None:
    """A whole number of an address, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _text(post: QueryDict, name: str) -> str:
    return plain_text(post.get(name, ""))[:LONGEST]


def _day(post: QueryDict, name: str) -> date | None:
    return read_date(_text(post, name), latest=date(2100, 1, 1)).value
