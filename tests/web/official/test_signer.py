"""Who signs says, before the first signature, how papers call the post; no label of these pages ends with a colon."""

import re

import pytest
from cast import PASSWORD, Cast, signed_in
from django.test import Client
from django.urls import reverse
from official_city import City, make_city, sign, sign_all

from padan.web.accounts.models import Appointment
from padan.web.audit.models import Event
from padan.web.official import services
from padan.web.official.letterheads import title_of
from padan.web.official.models import SignOff
from thorough import one_in

pytestmark = one_in(4)

SIGNING = "/naskah/"


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def send(client: Client, city: City, name: str, **said: str) -> int:
    page = client.get(SIGNING).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest
    address = reverse("official:sign", args=[city.period.key, city.office(name).pk])
    return client.post(address, {"digest": digest[1], "password": PASSWORD, **said}).status_code


@pytest.mark.parametrize(
    ("who", "title"),
    [
        ("lukman", "Lurah Legok"),
        ("camat", "Camat Danau Sipin"),
        ("opd", "Kepala Dinas Sosial"),
        ("bappeda", "Kepala Bappeda Kota Jambi"),
        ("pemerintahan", "Kepala Bagian Pemerintahan"),
        ("branch", "Kepala Kantor Cabang BPJS Ketenagakerjaan Jambi"),
    ],
)
def test_a_title_is_proposed_from_the_role(cast: Cast, who: str, title: str) -> None:
    assert title_of(cast.people[who]) == title


def test_the_title_and_nip_are_asked_once_and_kept(city: City) -> None:
    opd = signed_in(city.cast.opd)
    page = opd.get(SIGNING).content.decode()
    assert 'value="Kepala Dinas Sosial"' in page
    assert f'value="{city.cast.opd.user.nip}"' in page
    assert send(opd, city, "dinsos", title="Plt. Kepala  Dinas Sosial Kota Jambi", nip="19700101 199503 1 001") == 302
    signoff = SignOff.objects.get()
    assert (signoff.title, signoff.nip) == ("Kepala Dinas Sosial Kota Jambi", "19700101 199503 1 001")
    assert Event.objects.get(action="accounts.title_state").detail["title"] == signoff.title
    services.undo(acting=city.cast.opd, signoff=signoff, reason="Satu orang kurang di daftar")
    again = opd.get(SIGNING).content.decode()
    assert 'name="title"' not in again
    assert "Nurul Huda, Kepala Dinas Sosial Kota Jambi" in again


def test_a_wrong_password_keeps_what_was_typed_and_states_nothing(city: City) -> None:
    opd = signed_in(city.cast.opd)
    page = opd.get(SIGNING).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest
    sent = {"digest": digest[1], "password": "salah", "title": "Plh. Kepala Dinsos", "number": "7/2025"}
    answer = opd.post(reverse("official:sign", args=[city.period.key, city.office("dinsos").pk]), sent)
    assert answer.status_code == 422
    assert 'value="7/2025"' in answer.content.decode()
    assert 'value="Plh. Kepala Dinsos"' in answer.content.decode()
    assert Appointment.objects.get(pk=city.cast.opd.pk).title == ""


def test_no_paper_says_pejabat(city: City) -> None:
    signed = sign_all(city)
    assert not [one.title for one in signed.values() if "Pejabat" in one.title]
    assert Appointment.objects.get(pk=city.cast.branch.pk).title == signed["branch"].title


def test_no_label_ends_with_a_colon(city: City) -> None:
    signoff = sign(city, "lukman")
    pages = {
        "opd": [SIGNING],
        "lukman": [
            reverse("official:letterhead"), reverse("official:undo", args=[signoff.pk]), "/akun/data/",
            "/akun/kata-sandi/", f"/akun/kantor/{city.office('legok').pk}/",
        ],
        "administrator": ["/akun/orang/"],
        "auditor": ["/jejak/"],
    }  # fmt: skip
    for who, addresses in pages.items():
        for address in addresses:
            page = signed_in(city.cast.people[who]).get(address).content.decode()
            assert "<label" in page, address
            assert not re.findall(r":\s*</label>", page), address
    assert not re.findall(r":\s*</label>", Client().get("/masuk/").content.decode())
