"""The public page: off it does not exist, on it shows closed months to anybody, without a cookie, and hides the few."""

import re
from datetime import date

import pytest
from cast import Cast, signed_in
from django.test import Client
from open_city import BARAJO, CITY, DECEMBER, LEGOK, MURNI, SIPIN, STATED, keep, make_places, publish, switch
from pytest_django import DjangoAssertNumQueries

from padan.web.audit.models import Event
from padan.web.monitoring.models import SetKind
from padan.web.opendata import services
from padan.web.opendata.models import Publication, PublicState
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(2)]
PAGES = (
    "", f"wilayah/{SIPIN}/", "indikator/protected/", "penjelasan/", "berkas/protected.csv", "berkas/protected.json",
    "katalog.jsonld", "api/", "api/bulan/", "api/indikator/", "api/wilayah/", "api/angka/", "api/paket/",
    "api/paket/protected/",
)  # fmt: skip
ROOT = "/data-terbuka/"


def ask(where: str = "", **more: str) -> tuple[int, str]:
    """Status and text of a page, as a stranger asks."""
    answer = Client().get(ROOT + where, more)
    return answer.status_code, answer.content.decode()


def nowhere(where: str) -> tuple[int, str, list[str]]:
    """All that tells an address from another that does not exist: status, page (but for the address and the one-time
    token in it) and headers."""
    answer = Client().get(ROOT + where)
    page = answer.content.decode().replace(f'value="{ROOT}{where}"', "")
    told = re.sub(r'(value="|"X-CSRFToken": ")[A-Za-z0-9]{64}"', "", page)
    return answer.status_code, told, sorted(answer.headers)


def test_nothing_is_there_until_bappeda_switches_it_on(cast: Cast) -> None:
    make_places(cast)
    keep(date(2024, 12, 1), DECEMBER)
    unknown = nowhere("tidak-ada-halaman-ini/")
    for where in PAGES:
        assert nowhere(where) == unknown, where


def test_switched_off_again_nothing_is_there(cast: Cast) -> None:
    publish(cast)
    tag = Client().get(ROOT).headers["ETag"]
    switch(cast, on=False)
    assert Client().get(ROOT, headers={"If-None-Match": tag}).status_code == 404
    assert {ask(where)[0] for where in PAGES} == {404}


@one_in(4)
@pytest.mark.parametrize("where", PAGES)
def test_every_page_is_for_anybody_and_leaves_no_cookie(cast: Cast, where: str) -> None:
    publish(cast)
    answer = Client().get(ROOT + where)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer.headers["Cache-Control"]
    assert "max-age=300" in answer.headers["Cache-Control"]
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = Client().get(ROOT + where, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_somebody_signed_in_is_shown_the_very_same(cast: Cast) -> None:
    publish(cast)
    assert signed_in(cast.siti).get(ROOT).content == Client().get(ROOT).content


def test_few_people_are_hidden_and_a_neighbour_with_them(cast: Cast) -> None:
    publish(cast)
    _, page = ask(f"wilayah/{SIPIN}/", indikator="protected")
    rows = dict(re.findall(r'<a href="[^"]*">(Legok|Murni|Selamat)</a></th>\s*<td[^>]*>([^<]*)</td>', page))
    assert rows["Legok"] == "disembunyikan"
    assert sorted(rows.values()) == sorted(["disembunyikan", "disembunyikan", rows["Selamat"]])
    assert rows["Selamat"] == "75 %"


def test_contributions_of_few_people_are_hidden_and_money_of_offices_is_not(cast: Cast) -> None:
    """604,800 rupiah are three people's contributions of a year."""
    publish(cast)
    _, csv = ask("berkas/share-extreme-poor.csv")
    legok = next(line for line in csv.splitlines() if f",{LEGOK}," in line)
    assert legok.endswith(",,10000000,,persen,disembunyikan,disembunyikan")
    assert ",604800," not in csv
    _, csv = ask("berkas/spent.csv")
    assert ",9000000,100000000,9.0,persen,tersedia" in csv


def test_what_belongs_to_no_place_within_has_its_line(cast: Cast) -> None:
    publish(cast)
    _, csv = ask("berkas/covered.csv")
    assert f",{CITY},Kota Jambi,kabupaten/kota,tidak dirinci,33,,33,orang,tersedia,33" in csv
    assert f",{CITY},Kota Jambi,kabupaten/kota,wilayah,333,,333,orang,tersedia,333" in csv


def test_what_nobody_looked_at_is_not_published(cast: Cast) -> None:
    publish(cast)
    assert ask("indikator/waiting/")[0] == 404
    assert "waiting" not in ask("api/angka/")[1]


def test_only_closed_months_are_published_and_once(cast: Cast) -> None:
    publish(cast)
    keep(date(2025, 1, 1), DECEMBER, SetKind.NOW)
    assert services.publications_make() == ""
    assert [f"{one.month:%Y-%m}" for one in Publication.objects.all()] == ["2024-12"]
    keep(date(2025, 1, 1), DECEMBER)
    assert services.publications_make() == "terbit 2025-01"
    assert "Desember 2024" in ask("", bulan="2024-12")[1]
    assert "Januari 2025" in ask()[1]


def test_what_was_hidden_stays_hidden_while_it_is_the_same(cast: Cast) -> None:
    """Murni was hidden only to protect Legok. Legok is many people a month later; Murni's number, the same as before,
    would now tell both."""
    publish(cast)
    january = {**DECEMBER, "protected": {**DECEMBER["protected"], LEGOK: (25, 50)}}
    keep(date(2025, 1, 1), january)
    services.publications_make()
    december, later = (set(map(tuple, one.hidden)) for one in Publication.objects.order_by("month"))
    kept = {place for key, place in december if key == "intended_protected"} - {LEGOK}
    assert kept
    assert {("intended_protected", place) for place in kept} <= later


def test_the_page_reads_well_in_english(cast: Cast) -> None:
    publish(cast)
    _, page = ask("", bahasa="en")
    assert '<html lang="en">' in page
    assert "People meant for cover who are protected" in page
    assert Client().get(ROOT, {"bahasa": "en"}).headers["Content-Language"] == "en"
    chosen = Client()
    chosen.cookies["bahasa"] = "en"
    answer = chosen.get(ROOT)
    assert (answer.headers["Content-Language"], "private" in answer.headers["Cache-Control"]) == ("en", True)
    assert chosen.get(ROOT, {"bahasa": "id"}).headers["Content-Language"] == "id"


def test_the_map_and_its_twin_show_the_same(cast: Cast) -> None:
    publish(cast)
    _, page = ask("", indikator="protected")
    assert 'role="img"' in page or "<svg" in page
    assert 'id="tabel"' in page
    for place in (SIPIN, BARAJO):
        assert f"/data-terbuka/wilayah/{place}/" in page


def test_pages_ask_few_questions(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    publish(cast)
    for month in (1, 2, 3):
        keep(date(2025, month, 1), DECEMBER)
    services.publications_make()
    for where in PAGES:
        with django_assert_max_num_queries(16):
            Client().get(ROOT + where)


def test_only_bappeda_switches_and_says_whose_figures_they_are(cast: Cast) -> None:
    settings = f"{ROOT}pengaturan/"
    assert signed_in(cast.leader).get(settings).status_code == 403
    assert Client().get(settings).status_code == 302
    bappeda = signed_in(cast.bappeda)
    assert bappeda.get(settings).status_code == 200
    refused = bappeda.post(settings, {"on": "on", "producer": "Bappeda"})
    assert refused.status_code == 422
    assert "lisensi" in refused.content.decode()
    assert not PublicState.objects.exists()
    assert bappeda.post(settings, {"on": "on", **STATED}).status_code == 302
    assert bappeda.post(settings, STATED).status_code == 302
    assert [state.on for state in PublicState.objects.order_by("id")] == [True, False]
    assert [e.detail["on"] for e in Event.objects.filter(action="opendata.state").order_by("id")] == [True, False]


def test_bad_addresses_are_answered_with_a_sentence(cast: Cast) -> None:
    publish(cast)
    for where in ("wilayah/99.99/", "wilayah/15.71.-/", "indikator/tidak-ada/", "berkas/tidak-ada.csv"):
        assert ask(where)[0] == 404, where
    for more in ({"bulan": "2031-01"}, {"bulan": "kemarin"}, {"halaman": "nol"}, {"halaman": "0"}):
        status, told = ask("api/angka/", **more)
        assert (status, "kesalahan" in told) == (400, True), more
    assert ask("", bulan="2031-01", indikator="tidak-ada")[0] == 200


def test_a_small_growth_of_contributions_is_hidden_beside_the_month_shown_before(cast: Cast) -> None:
    """Murni's contributions grow by two people's month: the difference of two shown months would tell."""
    publish(cast)
    shares = {**DECEMBER["share_extreme_poor"], MURNI: (4_838_400, 10_000_000)}
    january = {**DECEMBER, "share_extreme_poor": {place: (n // 2, of) for place, (n, of) in shares.items()}}
    keep(date(2025, 1, 1), january)
    more = {place: 33_600 if place == MURNI else 900_000 for place in shares}
    grown = {place: (n + more[place], of) for place, (n, of) in january["share_extreme_poor"].items()}
    keep(date(2025, 2, 1), {**january, "share_extreme_poor": grown})
    services.publications_make()
    months = {
        f"{one.month:%m}": {place for key, place in one.hidden if key == "spent_miskin_ekstrem"}
        for one in Publication.objects.all()
    }
    assert MURNI not in months["01"]
    assert MURNI in months["02"]
