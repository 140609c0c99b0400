"""Why him and not me: one page a candidate, for the kelurahan itself, its camat and the city; nobody else."""

import pytest
from cast import signed_in
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selection_city import SelectionCity

from padan.web.selection.models import Pot, Selection
from padan.web.selection.selectors import neighbours_of
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(2)]


@pytest.fixture
def selection(city: SelectionCity) -> Selection:
    """Fourteen in Legok, of whom the last is covered now; two in Rawasari."""
    city.many(14)
    city.many(2, office="rawasari")
    city.covered("LEGOK P14")
    found = city.select()
    city.decree(found)
    return found


def page_of(client: Client, city: SelectionCity, selection: Selection, name: str) -> str:
    """The page of a candidate."""
    answer = client.get(f"/penetapan/calon/{city.choice(selection, name).pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_position_cut_off_and_neighbours(city: SelectionCity, selection: Selection) -> None:
    told = page_of(signed_in(city.cast.lukman), city, selection, "LEGOK P12")
    assert "Urutan 13; terpilih sampai urutan 12." in told
    assert "Dana habis sebelum gilirannya" in told
    assert "Tepat sebelumnya: LEGOK P11" in told
    assert "Tepat sesudahnya: LEGOK P13" in told
    assert "peringkat musyawarah" in told
    assert "9871010101809" not in told


def test_what_told_two_apart(city: SelectionCity, selection: Selection) -> None:
    around = neighbours_of(city.choice(selection, "LEGOK P1"))
    assert around["before"] is not None
    assert around["after"] is not None
    assert (around["before"].choice.candidate.person.name, around["before"].told_apart) == ("LEGOK P14", "covered")
    assert around["after"].told_apart == "rank"


def test_a_foreign_kelurahan_finds_nothing(city: SelectionCity, selection: Selection) -> None:
    client = signed_in(city.cast.rawasari_lurah)
    assert client.get(f"/penetapan/calon/{city.choice(selection, 'LEGOK P1').pk}/").status_code == 404
    legok = Pot.objects.get(selection=selection, region__name="Legok")
    assert client.get(f"/penetapan/kelurahan/{legok.pk}/").status_code == 404
    shown = client.get(f"/penetapan/{selection.pk}/").content.decode()
    assert "Rawasari" in shown
    assert "Legok" not in shown


def test_a_kelurahan_sees_its_own_list_with_the_cut_off(city: SelectionCity, selection: Selection) -> None:
    client = signed_in(city.cast.siti)
    legok = Pot.objects.get(selection=selection, region__name="Legok")
    told = client.get(f"/penetapan/kelurahan/{legok.pk}/").content.decode()
    assert "Terpilih sampai urutan 12" in told
    assert told.index("LEGOK P14") < told.index("LEGOK P1<")
    waiting = client.get(f"/penetapan/kelurahan/{legok.pk}/", {"hasil": "waiting"}).content.decode()
    assert "LEGOK P13" in waiting
    assert "LEGOK P1<" not in waiting


def test_pages_ask_the_database_a_bounded_number_of_times(
    city: SelectionCity, selection: Selection, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(city.cast.bappeda)
    legok = Pot.objects.get(selection=selection, region__name="Legok")
    for address in (f"/penetapan/{selection.pk}/", f"/penetapan/kelurahan/{legok.pk}/", "/penetapan/"):
        client.get(address)
        with django_assert_max_num_queries(24):
            client.get(address)


def test_a_mistyped_page_is_no_fault(city: SelectionCity, selection: Selection) -> None:
    client = signed_in(city.cast.bappeda)
    legok = Pot.objects.get(selection=selection, region__name="Legok")
    for words in ({"hal": "x"}, {"hal": "999"}, {"hasil": "apa"}, {"hal": "-1"}):
        assert client.get(f"/penetapan/kelurahan/{legok.pk}/", words).status_code == 200
    assert client.get("/penetapan/", {"tahun": "abc"}).status_code == 200
