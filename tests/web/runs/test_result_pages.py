"""What people see of a run, and what they do not."""

import re

import pytest
from cast import Cast, signed_in
from django.test import Client
from tiny_city import Reconciled, person

from padan.web.periods.models import Period
from thorough import one_in

pytestmark = one_in(4)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def cast(reconciled: Reconciled, db: None) -> Cast:
    return reconciled.cast


@pytest.fixture
def period(reconciled: Reconciled, db: None) -> Period:
    return reconciled.period


RESULT = "/pencocokan/2024-Q4/hasil/"
ROWS = "/pencocokan/2024-Q4/hasil/baris/"


def test_everybody_sees_what_lies_within_reach(cast: Cast, period: Period) -> None:
    seen = {
        "bappeda": {1, 7, 6, 12, 900, 901, 902},
        "leader": {1, 7, 6, 12, 900, 901, 902},
        "siti": {1, 6},
        "murni_lurah": {7, 12, 900},
        "camat": {1, 6, 7, 12, 900},
        "other_camat": {901},
        "opd": set(),
        "branch": {1, 7, 900, 901, 902},
    }
    for who, numbers in seen.items():
        text = page(signed_in(cast.people[who]), ROWS)
        found = {n for n in (1, 6, 7, 12, 900, 901, 902) if f">{person(n)['name']}<" in text}
        assert found == numbers, who


def test_no_nik_is_whole_in_a_list(cast: Cast, period: Period) -> None:
    text = page(signed_in(cast.siti), ROWS)
    assert not re.search(r"\d{16}", text)
    assert f"{person(1)['nik'][:4]}********{person(1)['nik'][-4:]}" in text


def test_numbers_lead_to_the_rows_they_count(cast: Cast, period: Period) -> None:
    client = signed_in(cast.bappeda)
    for by in ("kecamatan", "kelurahan", "kantor", "segmen"):
        text = page(client, f"{RESULT}?per={by}")
        assert "tidak cocok" not in text
        links = re.findall(r'href="(/pencocokan/2024-Q4/hasil/baris/[^"]*)">(\d+)<', text)
        assert len(links) > 8
        for address, n in links:
            assert f"{n} baris" in page(client, address.replace("&amp;", "&")), address


def test_an_office_that_no_database_can_hold_is_nobodys(cast: Cast, period: Period) -> None:
    assert "0 baris" in page(signed_in(cast.bappeda), f"{ROWS}?kantor={'9' * 40}")


def test_the_money_is_told_and_adds_up(cast: Cast, period: Period) -> None:
    text = page(signed_in(cast.bappeda), RESULT)
    assert "Rp 504.000" in text
    assert "Rp 487.200" in text
    assert "Rp 16.800" in text


def test_the_administrator_and_strangers_see_nothing(cast: Cast, period: Period) -> None:
    for address in (RESULT, ROWS, "/pencocokan/2024-Q4/"):
        page(signed_in(cast.administrator), address, 403)
        assert Client().get(address).status_code == 302
    page(signed_in(cast.siti), "/pencocokan/2031-Q1/hasil/", 404)


def test_rows_are_found_by_name_and_bucket(cast: Cast, period: Period) -> None:
    client = signed_in(cast.bappeda)
    text = page(client, f"{ROWS}?kelompok=not_registered&sisi=list")
    assert "2 baris" in text
    assert "1 baris" in page(
        client, f"{ROWS}?sisi=list&nama={person(6)['name'].split()[0].lower()}&kelompok=not_registered"
    )
    assert "0 baris" in page(client, f"{ROWS}?kantor=bukan-angka")
    assert "Tidak ada baris seperti itu" in page(client, f"{ROWS}?tinggal=99")


def test_the_board_says_how_many_are_linked(cast: Cast, period: Period) -> None:
    assert "5 dari 6" in page(signed_in(cast.bappeda), "/papan/")


def test_the_menu_leads_to_the_result(cast: Cast, period: Period) -> None:
    answer = signed_in(cast.bappeda).get("/pencocokan/")
    assert answer.headers["Location"] == RESULT
