"""Pages of people: found by name or NIK within reach, masked; merges are undone on the page, pairs answered."""

import pytest
from cast import signed_in
from django.urls import reverse
from protection_city import BUDI, RINA, cleared, person, quarter

from padan.web.audit.models import Event
from padan.web.protection.models import Candidate, Person, PersonMerge, PersonPair, PersonSource
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(4)]
MISSPELT = {**BUDI, "nik": "9971011205809091", "name": "BUDY SANTOSO", "kpj": "24001"}


@pytest.fixture
def city(cast):
    found = quarter(cast)
    found.pair(BUDI, MISSPELT, "differs")
    found.listed("rawasari", **RINA)
    found.publish()
    return found


def looked_for(acting, text: str) -> str:
    """The page that answers a search; a NIK never stands in an address."""
    answer = signed_in(acting).post(reverse("protection:people"), {"cari": text}, follow=True)
    assert all(RINA["nik"] not in address and BUDI["nik"] not in address for address, _status in answer.redirect_chain)
    return answer.content.decode()


@pytest.mark.parametrize("text", ["budi", " BUDI  santoso ", BUDI["nik"]])
def test_found_by_name_or_nik_and_masked(cast, city, text):
    page = looked_for(cast.siti, text)
    assert "BUDI SANTOSO" in page
    assert BUDI["nik"] not in page


@pytest.mark.parametrize("text", ["rina", RINA["nik"], "bu", "9971", ""])
def test_outside_reach_or_too_little_is_not_found(cast, city, text):
    page = looked_for(cast.siti, text)
    assert "RINA WATI" not in page
    assert "BUDI SANTOSO" not in page
    assert ("RINA WATI" in looked_for(cast.auditor, text)) == (text in ("rina", RINA["nik"]))


def test_one_person_with_all_that_was_said(cast, city, django_assert_max_num_queries):
    budi = person("BUDI SANTOSO")
    cleared(Candidate.objects.get(person=budi))
    client, address = signed_in(cast.siti), reverse("protection:person", args=[budi.pk])
    with django_assert_max_num_queries(30):
        page = client.get(address).content.decode()
    for said in ("BUDY SANTOSO", "Hasil pencocokan periode", "Bukan peserta", "Triwulan 1 Tahun 2025"):
        assert said in page
    assert BUDI["nik"] not in page
    assert "AMINAH" not in page
    whole = client.post(reverse("protection:reveal", args=[budi.pk]), {"reason": "mencocokkan KTP"})
    assert BUDI["nik"] in whole.content.decode()
    assert Event.objects.filter(action="audit.nik_read").count() == 1
    assert signed_in(cast.rawasari_clerk).get(address).status_code == 404


def test_a_source_is_parted_and_a_merge_undone_on_the_page(cast, city):
    budi = person("BUDI SANTOSO")
    client = signed_in(cast.siti)
    source = PersonSource.objects.get(person=budi, row__values__name="BUDY SANTOSO")
    client.post(reverse("protection:source_part", args=[source.pk]), {"reason": "sepupu, bukan dia"})
    other = person("BUDY SANTOSO")
    PersonPair.objects.all().delete()
    pair = PersonPair.objects.create(one=budi, other=other)
    bappeda = signed_in(cast.bappeda)
    assert "BUDY SANTOSO" in bappeda.get(reverse("protection:pairs")).content.decode()
    bappeda.post(reverse("protection:pair_answer", args=[pair.pk]), {"answer": "same", "note": "KTP sama"})
    assert bappeda.get(reverse("protection:person", args=[other.pk])).url == reverse(
        "protection:person", args=[budi.pk]
    )
    merge = PersonMerge.objects.get()
    address = reverse("protection:merge_undo", args=[merge.pk])
    assert bappeda.post(address, {"reason": ""}).status_code == 422
    assert bappeda.post(address, {"reason": "ternyata dua orang"}).status_code == 302
    assert Person.objects.filter(merged_into=None).count() == 3
    assert "Dipisahkan lagi" in bappeda.get(reverse("protection:person", args=[budi.pk])).content.decode()


def test_a_pair_outside_reach_is_not_there(cast, city):
    one, other = sorted((person("BUDI SANTOSO"), person("RINA WATI")), key=lambda p: p.pk)
    pair = PersonPair.objects.create(one=one, other=other)
    address = reverse("protection:pair_answer", args=[pair.pk])
    assert signed_in(cast.murni_clerk).post(address, {"answer": "same"}).status_code == 404
    assert signed_in(cast.siti).post(address, {"answer": "different"}).status_code == 302
    assert signed_in(cast.siti).post(address, {"answer": "same"}).status_code == 409


def test_an_office_finds_only_its_own_people(cast, city):
    assert "BUDI" not in looked_for(cast.opd, "budi")
    assert "BUDI" not in looked_for(cast.murni_clerk, "budi")
    assert "BUDI" in looked_for(cast.camat, "budi")
