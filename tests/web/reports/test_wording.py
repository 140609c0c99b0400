"""Bappeda writes a sentence anew: figures stay, the computed sentence stays beside it, a moved figure is told."""

import pytest
from cast import Cast, signed_in
from django.db import DatabaseError, transaction
from report_town import CITY, LEGOK, RAWASARI, SPAN, address, composed, make_town, page

from padan.web.audit.models import Event
from padan.web.monitoring.models import StoredFigure
from padan.web.reports.models import Wording
from padan.web.reports.selectors import place_get
from padan.web.reports.services import sentence_write
from thorough import one_in

pytestmark = one_in(4)

KEY = "results.protected.level"


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast's city with everything a report is made of."""
    return make_town(cast)


def write(town: Cast, text: str, key: str = KEY) -> None:
    found = {one.key: one for one in composed(town.bappeda).sentences}
    place = place_get(town.bappeda, LEGOK)
    sentence_write(acting=town.bappeda, place=place, span=SPAN, sentence=found[key], text=text)


def test_an_edit_is_printed_and_the_computed_sentence_stays_beside_it(town: Cast) -> None:
    before = composed(town.bappeda).report
    answer = signed_in(town.bappeda).post(address(name="reword"), {"key": KEY, "text": "Baru seperlima terlindungi."})
    assert answer.status_code == 302
    after = composed(town.bappeda).report
    said = next(one for one in after.said if one.key == KEY)
    assert said.text == "Baru seperlima terlindungi."
    assert said.computed == next(one.text for one in before.said if one.key == KEY)
    assert after.indicators == before.indicators
    shown = page(town.bappeda)
    assert said.text in shown
    assert said.computed in shown
    assert Event.objects.filter(action="reports.sentence_write").count() == 1


def test_a_moved_figure_marks_the_edit_as_to_be_read_again(town: Cast) -> None:
    write(town, "Baru seperlima terlindungi.")
    assert not composed(town.bappeda).unread
    StoredFigure.objects.filter(key="protected", place=LEGOK, set__month="2024-12-01").update(numerator=30)
    assert [one.key for one in composed(town.bappeda).unread] == [KEY]
    assert "perlu dibaca lagi" in page(town.bappeda)
    write(town, "Sudah tiga perlima terlindungi.")
    assert not composed(town.bappeda).unread


def test_an_empty_text_takes_the_computed_sentence_back(town: Cast) -> None:
    computed = next(one.text for one in composed(town.bappeda).report.said if one.key == KEY)
    write(town, "Kalimat lain.")
    write(town, "")
    said = next(one for one in composed(town.bappeda).report.said if one.key == KEY)
    assert (said.text, said.computed) == (computed, "")
    assert Wording.objects.count() == 2


def test_what_was_written_stays_in_the_record(town: Cast) -> None:
    write(town, "Kalimat lain.")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Wording.objects.update(text="Diubah diam-diam")


def test_an_edit_of_one_place_is_of_no_other(town: Cast) -> None:
    write(town, "Kalimat lain.")
    assert all(not one.computed for one in composed(town.bappeda, CITY).report.said)


@pytest.mark.parametrize(
    "text", ["NIK 1571010101909001 belum", "nomor 1571.0101.0190.9001", "1571 0101 0190 9001", "x" * 1501]
)
def test_numbers_of_people_and_long_texts_are_refused(town: Cast, text: str) -> None:
    answer = signed_in(town.bappeda).post(address(name="reword"), {"key": KEY, "text": text})
    assert answer.status_code == 422
    assert not Wording.objects.exists()


def test_money_in_a_sentence_is_no_number_of_a_person(town: Cast) -> None:
    write(town, "Dibelanjakan Rp 6.800.000.000.000.000 dari pagu.")
    assert Wording.objects.count() == 1


def test_only_bappeda_and_the_head_of_the_place_write(town: Cast) -> None:
    said = {"key": KEY, "text": "Kalimat lain."}
    assert signed_in(town.lukman).post(address(name="reword"), said).status_code == 302
    assert signed_in(town.siti).post(address(name="reword"), said).status_code == 403
    assert signed_in(town.camat).post(address(name="reword"), said).status_code == 403
    assert signed_in(town.lukman).post(address(RAWASARI, "reword"), said).status_code == 404


def test_a_sentence_that_is_not_there_is_refused(town: Cast) -> None:
    answer = signed_in(town.bappeda).post(address(name="reword"), {"key": "results.nothing", "text": "Halo"})
    assert answer.status_code == 422


def test_markup_in_a_sentence_is_text(town: Cast) -> None:
    write(town, "<script>alert(1)</script> #import")
    assert "<script>alert(1)" not in page(town.bappeda)
    answer = signed_in(town.bappeda).get(f"{address()}rancangan/report/")
    assert answer.content.startswith(b"%PDF-")
