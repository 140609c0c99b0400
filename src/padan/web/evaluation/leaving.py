"""What leaves the office: tables in which figures about few people are hidden, so that nothing is computed back. Of a
month's errors and benefit that is decided for all files together: `deciding.py`."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.utils.translation import get_language

from padan.domain.contributions import last_day
from padan.domain.suppression import (
    HIDDEN,
    TOTAL,
    Column,
    Table,
    Tree,
    Within,
    hidden_cells,
    small_cells_of,
)
from padan.domain.suppression import Cell as Place
from padan.web.cover.downloads import Table as Sheet
from padan.web.cover.downloads import sent
from padan.web.evaluation.deciding import Leaving
from padan.web.evaluation.telling import Kept
from padan.web.law.selectors import law_now
from padan.web.requests import SignedInRequest

Cell = str | int


def hidden_word() -> str:
    """What stands for a hidden figure."""
    return HIDDEN[get_language() == "en"]


def shown(leaving: Leaving, key: str, place: str, value: Cell | None = None) -> Cell:
    """A number of a month, or `value` beside it; the word where it is hidden."""
    number = leaving.number(key, place)
    return hidden_word() if number is None else number if value is None else value


LISTED = ("rows", "incomplete", "failing", "cases", "solved")
"""What is counted of an office's list: each row is one person, and so is each case."""
_WITHIN = (
    Within("incomplete", "rows"),
    Within("failing", "incomplete"),
    Within("failing", "rows"),
    Within("solved", "cases"),
)


def lists_hidden(offices: Mapping[str, Kept], month: date) -> frozenset[Place]:
    """(count, office) of what stays hidden of the offices' lists, so that it cannot be computed back from the others or
    from the shares of the city that stand on pages."""
    leaves = {(name, key): int(one[name]) for key, one in offices.items() for name in LISTED}
    tree = Tree({TOTAL: "", **dict.fromkeys(sorted(offices), TOTAL)})
    table = Table(tree, tuple(Column(name) for name in LISTED), _WITHIN, leaves)
    return hidden_cells(table, small_cells_of(law_now(), last_day((month.year, month.month))))


def table_sent(
    request: SignedInRequest, what: str, title: str, note: str, headings: list[str], lines: list[list[Cell]]
) -> HttpResponse:
    """The table as a workbook or CSV; the download is logged."""
    return sent(request, request.acting, Sheet(what, title, note, headings, lines))
