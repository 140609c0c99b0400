"""The page of a report: figures, sentences, what can be taken home, and how far each office sees."""

import pytest
from cast import Cast, signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from report_town import CITY, LEGOK, MURNI, RAWASARI, SIPIN, SPAN, address, composed, make_town, page, signed

from erasable_trail import lifted
from padan.documents.monev_content import money_total
from padan.domain.report_frame import Span
from padan.web.monitoring.models import FigureSet, SetKind
from padan.web.monitoring.selectors import shown_of
from padan.web.opendata.models import Publication
from padan.web.opendata.services import publication_make
from padan.web.reports.models import Report
from padan.web.reports.recap import MEASURES, _earlier, recap_of
from padan.web.reports.refusals import NO_FIGURES
from thorough import one_in

pytestmark = one_in(4)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast's city with everything a report is made of."""
    return make_town(cast)


def test_the_figures_are_those_of_monitoring(town: Cast) -> None:
    for code in (LEGOK, SIPIN, CITY):
        found = {one.key: (one.numerator, one.denominator) for one in composed(town.bappeda, code).report.indicators}
        for shown in shown_of(town.bappeda, (2024, 12), code):
            if shown.figure is not None:
                assert found[shown.key] == (shown.numerator, shown.denominator)


def test_the_money_of_the_table_is_the_money_of_the_indicator(town: Cast) -> None:
    report = composed(town.bappeda, CITY).report
    spent = next(one for one in report.indicators if one.key == "spent")
    total = money_total(report.money)
    assert (total.spent, total.received) == (spent.numerator, spent.denominator)
    assert total.granted == 300_000_000


def test_kelurahan_add_up_to_the_city(town: Cast) -> None:
    report = composed(town.bappeda, CITY).report
    for column, one in enumerate(report.columns):
        if one.known:
            told = [line.figures[column] or (0, 0) for line in report.places]
            assert sum(pair[0] for pair in told) == one.numerator, one.key


def test_sentences_say_which_kelurahan_how_much_and_what_is_owed(town: Cast) -> None:
    said = {one.key: one.text for one in composed(town.bappeda, CITY).report.said}
    assert "Dari 160 orang sasaran, 70 orang (43,8 %) terlindungi" in said["results.protected.level"]
    assert "Target 80 % belum tercapai, kurang 58 orang." in said["results.protected.level"]
    assert "Legok (20 %, kurang 30 orang)" in said["results.protected.where"]
    assert "Dibanding September 2024" in said["results.protected.change"]
    assert "belum diterima di 2 kelurahan (Rawasari dan Legok)" in said["obstacles.stage2"]
    assert "Menunggu SPJ tahap I" in said["obstacles.activities"]
    assert "Melengkapi SPJ tahap I" in said["obstacles.late"]


def test_chapters_are_folded_until_asked_for(town: Cast) -> None:
    """So that the page is no longer on a phone than somebody reads; after a sentence is saved, its chapter is open."""
    found = page(town.bappeda)
    assert found.count('<details class="card">') >= 6
    client = signed_in(town.bappeda)
    said = {"key": "results.protected.level", "text": "Baru seperlima terlindungi."}
    answer = client.post(address(name="reword"), said)
    assert answer["Location"].endswith("?bab=results#results.protected.level")
    opened = client.get(answer["Location"]).content.decode()
    assert opened.count('<details class="card">') == found.count('<details class="card">') - 1
    assert "1 disunting" in client.get(address()).content.decode()


def test_the_page_shows_figures_and_drafts(town: Cast) -> None:
    found = page(town.lukman)
    assert "Laporan monev Kelurahan Legok" in found
    assert "20 %" in found
    assert address(name="sign") in found
    assert reverse("reports:draft", args=[SPAN.key, LEGOK, "brief"]) in found
    assert "recap" not in found


@pytest.mark.parametrize("kind", ["report", "brief", "slides", "recap", "workbook"])
def test_every_draft_of_the_city_can_be_taken_home(town: Cast, kind: str) -> None:
    answer = signed_in(town.leader).get(reverse("reports:draft", args=[SPAN.key, CITY, kind]))
    start = b"PK" if kind == "workbook" else b"%PDF-"
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert "rancangan" in answer["Content-Disposition"]


def test_an_office_reads_its_own_report_and_no_other(town: Cast) -> None:
    assert signed_in(town.siti).get(address(LEGOK)).status_code == 200
    assert signed_in(town.siti).get(address(RAWASARI)).status_code == 404
    assert signed_in(town.siti).get(address(CITY)).status_code == 404
    assert signed_in(town.camat).get(address(SIPIN)).status_code == 200
    assert signed_in(town.camat).get(address(RAWASARI)).status_code == 404


def test_a_span_without_figures_says_so(town: Cast) -> None:
    with pytest.raises(type(NO_FIGURES)):
        composed(town.bappeda, CITY, Span(2020, 1))
    answer = signed_in(town.bappeda).get(reverse("reports:span", args=["2020-Q1"]))
    assert answer.status_code == 422
    assert signed_in(town.bappeda).get("/laporan/masa/2020-Q9/").status_code == 404


def test_the_list_of_a_span_shows_each_place_once(town: Cast) -> None:
    found = signed_in(town.bappeda).get(reverse("reports:home")).content.decode()
    for name in ("Kota Jambi", "Kecamatan Danau Sipin", "Kelurahan Legok"):
        assert found.count(f">{name}</a>") == 1
    assert "Cetak semua laporan" in found
    assert "Cetak semua laporan" not in signed_in(town.leader).get(reverse("reports:home")).content.decode()


def test_a_year_is_told_by_its_last_month(town: Cast) -> None:
    report = composed(town.bappeda, CITY, Span(2024)).report
    assert report.period == "Tahun 2024"
    assert report.month == "Desember 2024"


def test_a_page_asks_the_database_a_bounded_number_of_times(town: Cast) -> None:
    """As often for three kelurahan as for one: months and levels decide, not places."""
    client = signed_in(town.bappeda)
    counts = []
    for code in (SIPIN, CITY):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address(code)).status_code == 200
        counts.append(len(asked))
    assert max(counts) < 420, counts


def test_few_people_are_hidden_from_the_province(town: Cast) -> None:
    lines, rule, kept = recap_of(composed(town.leader, CITY))
    assert rule.below == 5
    found = {line.kelurahan or line.kecamatan or line.level: line.people for line in lines}
    assert found["Legok"][:2] == (50, 10)
    assert found["Legok"][2] is None
    assert found["Danau Sipin"][2] is None
    assert found["Murni"][2] == 0
    assert kept["values"]["lapsing"][LEGOK] == 3
    assert ["lapsing", LEGOK] in kept["hidden"]


def test_a_recap_knows_what_went_out_the_quarter_before(town: Cast) -> None:
    assert _earlier(composed(town.bappeda, CITY)) is None
    signed(town.bappeda, CITY, Span(2024, 3))
    earlier = _earlier(composed(town.bappeda, CITY))
    assert earlier is not None
    assert earlier.values["protected"][LEGOK] == 5
    assert earlier.same_year


def test_the_recap_of_a_closed_month_hides_what_its_open_data_hide(town: Cast) -> None:
    """Laid side by side they tell no more than one of them, whichever went out first."""
    held = composed(town.leader, CITY).ground.held
    FigureSet.objects.filter(pk=held.pk).update(kind=SetKind.CLOSED)
    assert composed(town.leader, CITY).ground.held.closed
    kept = recap_of(composed(town.leader, CITY))[2]
    made = publication_make(FigureSet.objects.get(pk=held.pk))
    assert made is not None
    published = {(key, place) for key, place in made.hidden}
    shown = {key: {place for one, place in kept["hidden"] if one == key} for key in MEASURES}
    assert shown["lapsing"]
    for column, measure in MEASURES.items():
        assert shown[column] == {place for key, place in published if key == measure}
    assert recap_of(composed(town.leader, CITY))[2] == kept
    with lifted():
        Publication.objects.update(hidden=[*map(list, made.hidden), ["intended_protected", LEGOK]])
    assert ["protected", LEGOK] in recap_of(composed(town.leader, CITY))[2]["hidden"]


def test_what_a_recap_hid_of_an_open_month_stays_hidden_when_the_month_is_published(town: Cast) -> None:
    """It went to the province before the month was closed; the publication must not tell what it hid."""
    report = signed(town.bappeda, CITY)
    assert not report.closed
    told = report.figures["recap"]
    murni = told["values"]["protected"][MURNI]
    assert murni, "a number that nothing hides by itself"
    assert ["protected", MURNI] not in told["hidden"]
    with lifted():
        told["hidden"].append(["protected", MURNI])
        Report.objects.filter(pk=report.pk).update(figures=report.figures)
    assert ["protected", MURNI] in recap_of(composed(town.leader, CITY))[2]["hidden"], "nor a later recap"
    FigureSet.objects.update(kind=SetKind.CLOSED)
    made = publication_make(FigureSet.objects.get(pk=composed(town.leader, CITY).ground.held.pk))
    assert made is not None
    assert ["intended_protected", MURNI] in [list(cell) for cell in made.hidden]
