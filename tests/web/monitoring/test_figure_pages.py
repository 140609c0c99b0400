"""The first page of a leader, a place's own page, one figure with its map and ranking, the rows behind a sum."""

import re
from html import unescape
from typing import Any

import pytest
from cast import Cast, signed_in
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.test import Client
from stored_figures import CITY, LEGOK, MURNI, RAWASARI, SIPIN, close_december, keep_months

from padan.web.accounts.models import Appointment
from padan.web.monitoring.models import FigureSet, StoredFigure
from padan.web.regions.models import Boundary, Level, Region
from thorough import one_in

pytestmark = one_in(4)

HOME = "/pemantauan/"
SQUARE = [[103.60, -1.60], [103.62, -1.60], [103.62, -1.62], [103.60, -1.62], [103.60, -1.60]]


@pytest.fixture
def city(cast: Cast) -> Cast:
    """The named cast, with figures of two months."""
    keep_months()
    return cast


def text(client: Client, address: str) -> str:
    """What a page says, without its marks; it must be answered."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def said(acting: Appointment, address: str = HOME) -> str:
    """The same for somebody."""
    return text(signed_in(acting), address)


def test_a_leader_sees_first_where_to_push(city: Cast) -> None:
    page = said(city.leader)
    assert "Kota Jambi, Desember 2024" in page
    assert "Dari 2 angka yang bertarget, 0 tercapai, 0 hampir, 2 belum." in page
    assert "Orang sasaran yang terlindungi: 43,8 %, target 80 %; kurang 58 orang." in page
    assert re.search(r"Terbesar: Legok \(Danau Sipin\) 30 orang ; Rawasari \(Alam Barajo\) 28 orang", page)
    assert "2 dari 3 kelurahan belum mencapainya." in page
    assert page.index("Yang perlu didorong") < page.index("Angka utama")


def test_seven_tiles_with_the_shares_as_one(city: Cast) -> None:
    answer = signed_in(city.leader).get(HOME)
    tiles = answer.context["tiles"]
    assert [tuple(cell.key for cell in tile.cells) for tile in tiles] == [
        ("protected",), ("spent",), ("share_extreme_poor", "share_vulnerable"), ("signed",), ("lapsing",),
        ("doubles_and_dead",), ("days_to_cover",),
    ]  # fmt: skip
    assert tiles[3].said == ("kelurahan 2 dari 3", "kecamatan 0 dari 1", "kota 0 dari 1")
    assert [cell.text for tile in tiles for cell in tile.cells] == [
        "43,8 %", "50 %", "10 %", "0 %", "40 %", "5 orang", "0 orang", "30 hari"
    ]  # fmt: skip


def test_every_tile_leads_to_the_rows_that_it_sums_up(city: Cast) -> None:
    client = signed_in(city.leader)
    tiles = client.get(HOME).context["tiles"]
    addresses = [part.address for tile in tiles for cell in tile.cells for part in cell.parts]
    assert len(addresses) == 14
    for address in addresses:
        assert client.get(address).status_code == 200


def test_a_share_of_people_leads_to_those_whom_it_has_not_reached(city: Cast) -> None:
    cell = signed_in(city.leader).get(HOME).context["tiles"][0].cells[0]
    assert cell.rest is not None
    assert (cell.rest.text, cell.rest.address) == (
        "90 orang",
        f"/pemantauan/rincian/unreached/{CITY}/?bulan=2024-12&banding=2024-09",
    )
    assert "90 orang belum terlindungi" in said(city.leader)
    StoredFigure.objects.filter(key="protected", place=CITY).update(numerator=F("denominator"))
    assert "orang belum terlindungi" not in said(city.leader)


def test_families_about_to_lapse_are_said_beside_the_people(city: Cast) -> None:
    held = FigureSet.objects.get(month="2024-12-01")
    FigureSet.objects.filter(pk=held.pk).update(known=[*held.known, "families_lapsing"])
    StoredFigure.objects.create(set=held, key="families_lapsing", place=CITY, numerator=4)
    tiles = {tile.cells[0].key: tile for tile in signed_in(city.leader).get(HOME).context["tiles"]}
    assert tiles["lapsing"].said == ("4 keluarga (yang bernomor KK)",)


def test_the_last_month_of_a_quarter_is_named_as_its_figure(city: Cast) -> None:
    assert "Desember 2024 (triwulan 4)" in said(city.leader)


def test_a_figure_says_how_it_moved_since_any_month(city: Cast) -> None:
    page = said(city.leader)
    assert "turun 2,9 poin persen sejak September 2024 (46,7 %): memburuk" in page
    page = said(city.leader, f"{HOME}?bulan=2024-09&banding=2024-12")
    assert "Kota Jambi, September 2024" in page
    assert "naik 2,9 poin persen sejak Desember 2024 (43,8 %): membaik" in page
    assert "poin persen" not in said(city.leader, f"{HOME}?banding=")


@pytest.mark.parametrize("asked", ["2031-01", "x'\"<script>", "2024-13", "0000-00", "%F0%9F%92%A9"])
def test_a_month_without_figures_is_answered_with_a_sentence(city: Cast, asked: str) -> None:
    page = said(city.leader, f"{HOME}?bulan={asked}&banding={asked}&peta={asked}&sekarang={asked}")
    assert "Tidak ada angka untuk" in page
    assert "yang ditampilkan Desember 2024" in page


def test_before_there_are_figures_the_page_says_so(cast: Cast) -> None:
    for address in (
        HOME,
        f"/pemantauan/wilayah/{LEGOK}/",
        f"/pemantauan/angka/protected/{CITY}/",
        f"/pemantauan/rincian/intended/{CITY}/",
    ):
        assert "Belum ada angka" in said(cast.leader, address)


def test_a_closed_month_stays_and_tells_what_is_known_now(city: Cast) -> None:
    close_december()
    page = said(city.leader)
    assert "45 %" in page
    assert "Menurut catatan sekarang: 43,8 %." in page
    now = said(city.leader, f"{HOME}?sekarang=1")
    assert "Orang sasaran yang terlindungi: 43,8 %" in now
    assert "sementara" in now


def test_closed_for_good_is_said(city: Cast) -> None:
    close_december()
    page = said(city.leader, f"/pemantauan/angka/protected/{CITY}/")
    assert "tetap" in page
    assert "Angka bulan ini sudah ditutup dan tidak berubah lagi; diketahui 10 Januari 2025 pukul 08.30 WIB." in page
    assert "1 angka berbeda" in page


def _drawn(page: str) -> list[tuple[str, str]]:
    return [
        (unescape(a), unescape(b))
        for a, b in re.findall(r'<a href="([^"]+)" aria-label="([^"]+)" tabindex="-1"><title>', page)
    ]


def test_the_map_says_the_same_as_its_table_and_each_region_is_a_link(city: Cast) -> None:
    client = signed_in(city.leader)
    answer = client.get(HOME)
    page = answer.content.decode()
    links = _drawn(page)
    assert [label for _address, label in links] == [
        "Rawasari: 33,3 %, belum tercapai", "Legok: 20 %, belum tercapai", "Murni: 80 %, tercapai"
    ]  # fmt: skip
    rows = {row.name: f"{row.text}, {row.state}" for row in answer.context["map_rows"]}
    assert {f"{name}: {told}" for name, told in rows.items()} == {label for _address, label in links}
    for address, _label in links:
        assert client.get(address).status_code == 200
    assert "Peta skematis, bukan batas resmi." in page
    assert 'style="' not in page
    assert "<style" not in page


def _outline(code: str, geometry: Any) -> None:
    Boundary.objects.create(region=Region.objects.get(code=code), geometry=geometry, source="Berkas uji")


def test_loaded_outlines_are_drawn_and_a_broken_one_is_said(city: Cast) -> None:
    for at, code in enumerate((LEGOK, MURNI)):
        _outline(code, {"type": "Polygon", "coordinates": [[[x + at / 50, y] for x, y in SQUARE]]})
    _outline(RAWASARI, {"type": "LineString", "coordinates": SQUARE})
    page = said(city.leader)
    assert "Peta skematis" not in page
    assert "Batas: Berkas uji; gambaran, bukan batas resmi. Tidak tergambar: Rawasari." in page
    assert "Batas Rawasari tidak digambar: bentuknya bukan bidang (Polygon atau MultiPolygon)." in page
    assert [label.split(":")[0] for _a, label in _drawn(signed_in(city.leader).get(HOME).content.decode())] == [
        "Legok",
        "Murni",
    ]


def test_without_any_shape_there_is_the_table(city: Cast) -> None:
    Region.objects.filter(level=Level.KELURAHAN).update(code=other_codes())
    assert "peta tidak digambar" in said(city.leader, f"{HOME}?peta=lapsing")


def other_codes() -> Any:
    """Codes of a city whose centroids nobody shipped."""
    return Concat(Substr(F("code"), 1, 8), Value(".99"), Substr(F("code"), 12))


def test_few_questions_to_the_database(city: Cast, django_assert_max_num_queries: Any) -> None:
    client = signed_in(city.leader)
    kecamatan = Region.objects.get(code=SIPIN)
    Region.objects.bulk_create(
        Region(code=f"15.71.11.2{at:03}", name=f"K{at}", level=Level.KELURAHAN, parent=kecamatan) for at in range(60)
    )
    client.get(HOME)
    for address, most in (
        (HOME, 30),
        (f"/pemantauan/wilayah/{LEGOK}/", 28),
        (f"/pemantauan/angka/protected/{CITY}/", 30),
    ):
        with django_assert_max_num_queries(most):
            client.get(address)


def test_a_lurah_sees_the_own_kelurahan_first_with_its_rank(city: Cast) -> None:
    page = said(city.lukman)
    assert "Kelurahan Legok, Desember 2024" in page
    assert "urutan 3 dari 3 kelurahan" in page
    client = signed_in(city.lukman)
    assert client.get(f"/pemantauan/wilayah/{MURNI}/").status_code == 404
    assert client.get(f"/pemantauan/angka/protected/{RAWASARI}/").status_code == 404


def test_a_lurah_sees_the_citys_figures_and_how_every_kelurahan_stands_but_no_figure_of_another(city: Cast) -> None:
    client = signed_in(city.lukman)
    answer = client.get(f"/pemantauan/wilayah/{CITY}/?peta=protected")
    page, drawn = answer.content.decode(), str(answer.context["drawn"].svg)
    assert "43,8 %" in page
    assert answer.context["state_rows"] == [
        ("Rawasari", "Alam Barajo", "belum tercapai", "grave"),
        ("Legok", "Danau Sipin", "belum tercapai", "grave"),
        ("Murni", "Danau Sipin", "tercapai", "good"),
    ]
    assert "Murni: tercapai" in drawn
    for place, theirs in ((MURNI, "80 %"), (RAWASARI, "33,3 %"), ("15.71.10/", "33,3 %")):
        assert place not in page
        assert theirs not in re.sub(r"target 80 %", "", page)
    assert f"/pemantauan/angka/protected/{LEGOK}/" in drawn
    assert client.get(f"/pemantauan/wilayah/{SIPIN}/").context.get("drawn") is None


def test_a_map_is_no_row_of_tab_stops_and_its_table_has_the_same_links(city: Cast) -> None:
    answer = signed_in(city.leader).get(f"{HOME}?peta=protected")
    links = re.findall(r"<a [^>]*>", str(answer.context["drawn"].svg))
    assert len(links) == 3
    assert all('tabindex="-1"' in link for link in links)
    table = answer.content.decode().split('id="tabel-peta"')[1]
    for link in links:
        address = re.search(r'href="([^"]*)"', link)
        assert address is not None
        assert f'href="{address[1]}"' in table


def test_money_that_was_advanced_is_said_beside_the_days(city: Cast) -> None:
    StoredFigure.objects.filter(key="days_to_cover", place=MURNI).update(numerator=0)
    tile = signed_in(city.leader).get(HOME).context["tiles"][-1]
    assert tile.said == (
        "di 1 dari 2 kelurahan iuran sudah dibayar sebelum atau pada hari dananya diterima (ditalangi)",
    )


def test_a_camat_sees_the_kelurahan_of_the_own_kecamatan(city: Cast) -> None:
    page = said(city.camat, f"/pemantauan/angka/protected/{SIPIN}/")
    assert "Legok" in page
    assert "Murni" in page
    assert "Rawasari" not in page
    assert "urutan 1 dari" not in page


def test_the_ranking_is_sorted_as_asked(city: Cast) -> None:
    client = signed_in(city.leader)

    def names(query: str) -> list[str]:
        return [row.name for row in client.get(f"/pemantauan/angka/protected/{CITY}/?{query}").context["rows"]]

    assert names("") == ["Legok", "Rawasari", "Murni"]
    assert names("urut=nilai") == ["Legok", "Rawasari", "Murni"]
    assert names("urut=perubahan") == ["Rawasari", "Murni", "Legok"]
    assert names("urut=wilayah") == ["Rawasari", "Legok", "Murni"]
    assert names("tingkat=kecamatan") == ["Danau Sipin", "Alam Barajo"]
    assert names("urut=<x>&tingkat=<y>") == ["Legok", "Rawasari", "Murni"]


def test_a_map_of_one_state_is_painted_by_size_unless_asked_otherwise(city: Cast) -> None:
    client = signed_in(city.leader)
    alike = f"/pemantauan/angka/share_extreme_poor/{CITY}/"
    assert client.get(alike).context["drawn"].by_size
    mixed = f"/pemantauan/angka/protected/{CITY}/"
    assert not client.get(mixed).context["drawn"].by_size
    assert client.get(f"{mixed}?warna=besar").context["drawn"].by_size
    legend = [words for _piece, words in client.get(f"{mixed}?warna=besar").context["drawn"].legend]
    assert legend == ["20 %", "33,3 %", "80 %"]


def test_a_camat_is_told_which_kelurahan_to_push(city: Cast) -> None:
    page = said(city.camat)
    assert "Kecamatan Danau Sipin, Desember 2024" in page
    assert "Terbesar: Legok 30 orang . 1 dari 2 kelurahan belum mencapainya." in page
    assert page.index("Menurut kelurahan") < page.index("Angka lain")


def test_a_count_has_no_rank_but_its_part_of_the_city(city: Cast) -> None:
    page = said(city.lukman)
    assert "60 % dari seluruh kota (5 orang)" in page


def test_what_belongs_to_no_kelurahan_is_told(city: Cast) -> None:
    page = said(city.leader, f"/pemantauan/angka/signed/{CITY}/")
    assert "Di luar wilayah di atas atau tidak dirinci: 0 dari 2 kantor" in page


def test_the_whole_stands_under_its_parts_and_moved_too(city: Cast) -> None:
    whole = signed_in(city.leader).get(f"/pemantauan/angka/protected/{CITY}/").context["whole"]
    assert (whole.text, whole.of, whole.gap, whole.before, whole.moved) == (
        "43,8 %", "70 dari 160 orang", "58 orang", "46,7 %", "−2,9"
    )  # fmt: skip


def test_an_indicator_or_place_that_is_none_is_not_there(city: Cast) -> None:
    client = signed_in(city.leader)
    for address in (
        f"angka/nothing/{CITY}/",
        "wilayah/99.99/",
        "angka/protected/15.71.99/",
        f"rincian/nothing/{CITY}/",
    ):
        assert client.get(f"/pemantauan/{address}").status_code == 404


def test_rows_add_up_to_the_figure_and_mask_the_nik(city: Cast) -> None:
    close_december()
    client = signed_in(city.leader)
    answer = client.get(f"/pemantauan/rincian/intended_protected/{LEGOK}/?bulan=2024-12")
    page = text(client, f"/pemantauan/rincian/intended_protected/{LEGOK}/?bulan=2024-12")
    assert "12 baris, jumlahnya 12 orang. cocok Baris seperti saat bulan ini ditutup." in page
    assert "ORANG 0" in page
    assert "1571********9001" in page
    assert not re.search(r"\d{16}", answer.content.decode())
    whole = text(client, f"/pemantauan/rincian/intended_protected/{CITY}/?bulan=2024-12")
    assert "72 baris, jumlahnya 72 orang. cocok" in whole
    assert "Halaman 1 dari 2" in whole
    assert "Halaman 2 dari 2" in text(client, f"/pemantauan/rincian/intended_protected/{CITY}/?bulan=2024-12&hal=99")


def test_who_may_not_see_the_people_sees_how_many(city: Cast) -> None:
    close_december()
    page = said(city.lukman, f"/pemantauan/rincian/intended_protected/{CITY}/?bulan=2024-12")
    assert "72 orang" in page
    assert "yang ditampilkan jumlahnya saja" in page
    assert "ORANG" not in page


def test_rows_that_moved_since_are_said_to_differ(city: Cast) -> None:
    page = said(city.leader, f"/pemantauan/rincian/intended/{LEGOK}/?bulan=2024-12")
    assert "50 orang" in page
    assert "Tidak ada baris." in page


def test_pages_speak_english(city: Cast) -> None:
    client = signed_in(city.leader)
    client.cookies["bahasa"] = "en"
    for address in (HOME, f"/pemantauan/wilayah/{LEGOK}/", f"/pemantauan/angka/protected/{CITY}/"):
        page = text(client, address)
        assert "December 2024" in page
        assert "43.8" in page or "20 %" in page


def test_roles_without_figures_are_refused(city: Cast) -> None:
    for one in (city.branch, city.administrator):
        assert signed_in(one).get(HOME).status_code == 403
