"""Every paper of a report tells the same headline figures: report, brief, slides and workbook, at every level."""

import io
from typing import Any

import openpyxl
import pytest
from cast import Cast
from report_town import CITY, LEGOK, SIPIN, composed, make_town

from padan.documents.monev import report_data
from padan.documents.monev_brief import brief_data
from padan.documents.monev_content import MonevReport
from padan.documents.monev_slides import slides_data
from padan.documents.monev_workbook import monev_workbook

pytestmark = pytest.mark.django_db
Pair = tuple[int | None, int | None]


def tiles(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Name, value and the two numbers behind it, as a paper shows them."""
    return [(one["name"], one["value"], one["note"]) for one in found]


def in_the_workbook(report: MonevReport) -> dict[str, Pair]:
    """Numerator and denominator of every indicator by its name."""
    sheet = openpyxl.load_workbook(io.BytesIO(monev_workbook(report)))["Indikator"]
    return {str(row[0]): (row[2], row[3]) for row in sheet.iter_rows(values_only=True) if row[0]}  # type: ignore[misc]


@pytest.mark.parametrize("code", [CITY, SIPIN, LEGOK])
def test_papers_tell_one_figure(cast: Cast, code: str) -> None:
    make_town(cast)
    report = composed(cast.bappeda, code).report
    told = tiles(report_data(report)["tiles"])
    assert len(told) == len(report.headline) == 8
    assert tiles(brief_data(report)["tiles"]) == told
    assert tiles(slides_data(report)["slides"][0]["tiles"]) == told
    book = in_the_workbook(report)
    for one in report.headline:
        assert book[one.name] == ((one.numerator, one.denominator) if one.known else (None, None)), one.key
