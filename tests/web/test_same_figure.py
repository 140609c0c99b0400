"""Every headline figure of one period is the same figure on the city page, in the report and in the open data, and is
the sum of the rows behind it; at the city and at every place below it."""

import html
import json
import re
import sys
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cast import Cast, signed_in
from django.test import Client

sys.path += [str(Path(__file__).parent / room) for room in ("monitoring", "cover", "funds", "opendata")]

from figure_city import CITY, FigureCity, make_people
from money import Money, order
from open_city import STATED

from erasable_trail import lifted
from padan.domain.indicators import Indicator
from padan.domain.report_frame import Span
from padan.domain.suppression import SmallCells
from padan.web.monitoring import selectors
from padan.web.monitoring import services as monitoring
from padan.web.opendata import preparing
from padan.web.opendata import services as opendata
from padan.web.opendata.hiding import digest_of, lines_of
from padan.web.opendata.models import Publication
from padan.web.regions.models import Region
from padan.web.reports.composing import Composer
from thorough import repeats
from told_again import with_files

pytestmark = pytest.mark.django_db
MONTH, TODAY = (2024, 12), date(2025, 6, 20)
PLACES = (CITY, "15.71.10", "15.71.11", "15.71.10.1001", "15.71.11.1001", "15.71.11.1002")


@pytest.fixture
@with_files
def town(cast: Cast) -> FigureCity:
    """Money and people of 2024, December closed, the public page on."""
    town = make_people(cast)
    money = town.money
    for name in ("legok", "murni", "rawasari"):
        money.allocate(name, year=2024)
    money.arrive("legok", year=2024, day=date(2024, 9, 2))
    money.arrive("murni", amount=10_000_000, year=2024, day=date(2024, 10, 20))
    pay(money)
    monitoring.figures_refresh(TODAY)
    monitoring.figures_close(TODAY, backlog=True, acting=cast.bappeda)
    opendata.public_state_set(acting=cast.bappeda, on=True, stated=STATED)
    opendata.publications_make()
    return town


def pay(money: Money) -> None:
    """In December Legok pays the contributions of 49 people, and for a road; Murni for chairs."""
    money.commit("legok", year=2024, first_month=date(2024, 9, 1), months=4, decided_on=date(2024, 8, 1))
    rows = [
        order("1", 823_200, day="12-12-2024", purpose="Iuran miskin ekstrem Desember 2024"),
        order("2", 9_500_000, day="13-12-2024", purpose="Perbaikan jalan lingkungan"),
        order("3", 2_250_000, "Murni", day="13-12-2024", purpose="Pengadaan kursi"),
    ]
    money.orders(rows, year=2024)


Pair = tuple[int, int | None]
HIDDEN = (-1, -1)
"""What stands for a figure that open data hides."""


def headline() -> list[Indicator]:
    """The indicators of the first page."""
    return [one for one in selectors.definitions_of(MONTH) if one.headline]


def number(text: str) -> int:
    """The whole number in a text: `Rp 1.200.000`, `48 orang`."""
    return int(re.sub(r"[^0-9-]", "", text))


def on_the_page(town: FigureCity, place: str) -> tuple[dict[str, Pair], dict[str, str]]:
    """Numerator and denominator of every headline figure as Bappeda's page of a place writes them, and the figure."""
    page = signed_in(town.cast.bappeda).get(f"/pemantauan/wilayah/{place}/", {"bulan": "2024-12"}).content.decode()
    pairs, texts = {}, {}
    for one in headline():
        tile = page.split(f"/pemantauan/angka/{one.key}/{place}/?", 2)[1]
        tile = tile[tile.index('<p class="figure">') :]
        texts[one.key] = html.unescape(re.findall(r'<p class="figure">([^<]*)</p>', tile)[0])
        found = [
            number(re.findall(rf"/pemantauan/rincian/{key}/{re.escape(place)}/[^>]*>[^<]*</a>: ([^<]*)</li>", tile)[0])
            for key in one.measures
        ]
        pairs[one.key] = (found[0], found[1] if one.denominator else None)
    return pairs, texts


def in_the_report(town: FigureCity, place: str) -> tuple[dict[str, Pair], dict[str, str]]:
    """The same as the report of the quarter prints them."""
    region = Region.objects.get(code=place)
    report = Composer(town.cast.bappeda, Span(2024, 4)).compose(region, TODAY).report
    lines = {line.key: line for line in report.indicators if line.headline and line.known}
    pairs = {key: (line.numerator, line.denominator) for key, line in lines.items()}
    return pairs, {key: line.text for key, line in lines.items()}


def in_open_data(place: str) -> tuple[dict[str, Pair], dict[str, str]]:
    """The same as anybody is told who asks the open data."""
    answer = Client().get("/data-terbuka/api/angka/", {"bulan": "2024-12", "wilayah": place})
    keys, pairs, texts = {one.key for one in headline()}, {}, {}
    for record in json.loads(answer.content)["data"]:
        key = record["indikator"]
        if key in keys and (record["kode_wilayah"], record["rincian"]) == (place, "wilayah"):
            shown = record["status"] != "disembunyikan"
            pairs[key] = (record["pembilang"], record["penyebut"]) if shown else HIDDEN
            texts[key] = record["teks"]
    return pairs, texts


def in_the_rows(town: FigureCity, place: str) -> dict[str, Pair]:
    """Sums of the rows behind numerator and denominator."""
    found = {}
    for one in headline():
        sums = [
            sum(row.amount for row in selectors.rows_of(town.cast.bappeda, key, place, MONTH)) for key in one.measures
        ]
        found[one.key] = (sums[0], sums[1] if one.denominator else None)
    return found


Told = Mapping[str, Mapping[str, Pair]]


def everywhere(town: FigureCity, place: str) -> dict[str, dict[str, Pair]]:
    """Every headline figure of a place, from each of the four."""
    return {
        "page": on_the_page(town, place)[0],
        "report": in_the_report(town, place)[0],
        "open data": in_open_data(place)[0],
        "rows": in_the_rows(town, place),
    }


def differences(told: Told) -> list[str]:
    """Where one of the four lacks a headline figure or says another; hidden in open data is no other."""
    found = []
    for one in headline():
        page = told["page"].get(one.key)
        for source, pairs in told.items():
            said = pairs.get(one.key)
            if said != page and not (source == "open data" and said == HIDDEN):
                found.append(f"{one.key}: {page} on the page, {said} in {source}")
    return found


def test_every_headline_figure_is_one_figure_at_every_place(town: FigureCity) -> None:
    assert len(headline()) == 8
    hidden = 0
    for place in PLACES:
        told = everywhere(town, place)
        assert not differences(told), place
        hidden += sum(pair == HIDDEN for pair in told["open data"].values())
    assert 0 < hidden < len(PLACES) * 8, "some figures of this small city are hidden, and some are shown"


@repeats("tests/web/test_same_figure.py::test_every_headline_figure_is_one_figure_at_every_place")
def test_without_hiding_open_data_says_the_very_same(town: FigureCity, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule by which nobody is few: then every figure must stand there, and in the same words."""
    with lifted():
        Publication.objects.all().delete()
    monkeypatch.setattr(preparing, "small_cells_of", lambda _law, _day: SmallCells(1, 1))
    opendata.publications_make()
    for place in (CITY, "15.71.11", "15.71.11.1001"):
        told = everywhere(town, place)
        assert HIDDEN not in told["open data"].values(), place
        assert not differences(told), place
        page, report, public = on_the_page(town, place)[1], in_the_report(town, place)[1], in_open_data(place)[1]
        for key, text in public.items():
            assert page[key].startswith(text), (place, key)
            assert text.split()[0] == report[key].split()[0] or text.startswith("tidak ada"), (place, key)


def test_a_figure_that_differs_is_found(town: FigureCity) -> None:
    told = everywhere(town, CITY)
    for source in ("report", "open data", "rows"):
        one, other = told[source]["signed"]
        wrong = {**told, source: {**told[source], "signed": (one + 1, other)}}
        assert [line.partition(":")[0] for line in differences(wrong)] == ["signed"], source
        lacking = {key: pair for key, pair in told[source].items() if key != "signed"}
        assert len(differences({**told, source: lacking})) == 1, source
    tamper(Publication.objects.get(month=date(*MONTH, 1)))
    assert [line.partition(":")[0] for line in differences(everywhere(town, CITY))] == ["signed"]


def tamper(published: Publication) -> None:
    """One signature more than there is, in the open data of the city."""
    lines = [
        replace(line, numerator=(line.numerator or 0) + 1) if (line.key, line.place) == ("signed", CITY) else line
        for line in lines_of(published.content)
    ]
    told = [[one.key, one.place, one.numerator, one.denominator, int(one.hidden)] for one in lines]
    content = zlib.compress(json.dumps(told, separators=(",", ":")).encode())
    with lifted():
        Publication.objects.filter(pk=published.pk).update(content=content, digest=digest_of(content))
