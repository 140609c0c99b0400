"""What leaves the office: tables in which figures about few people are hidden, so that nothing is computed back."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.utils.translation import get_language

from padan.domain.suppression import HIDDEN, TOTAL, hidden_lines, small_cells_of
from padan.web.cover.downloads import Table, sent
from padan.web.law.selectors import law_now
from padan.web.requests import SignedInRequest

Cell = str | int
Pair = tuple[Mapping[str, int], Mapping[str, int]]
"""(part, whole) by line: missed of eligible, leaked of reached."""


def hidden_word() -> str:
    """What stands for a hidden figure."""
    return HIDDEN[get_language() == "en"]


def suppressed(parts: Mapping[str, int], wholes: Mapping[str, int], day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Lines whose part (and with it the share) is hidden, and those whose whole is; `suppression.TOTAL` among them."""
    named = {f"={key}": key for key in (*parts, *wholes)} | {TOTAL: TOTAL}
    part, whole = hidden_lines(
        {f"={key}": n for key, n in parts.items()},
        small_cells_of(law_now(), day),
        {f"={key}": n for key, n in wholes.items()},
    )
    return frozenset(named[key] for key in part), frozenset(named[key] for key in whole)


def table_sent(
    request: SignedInRequest, what: str, title: str, note: str, headings: list[str], lines: list[list[Cell]]
) -> HttpResponse:
    """The table as a workbook or CSV; the download is logged."""
    return sent(request, request.acting, Table(what, title, note, headings, lines))
