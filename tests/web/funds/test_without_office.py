"""Months of payments for which no office answers: Bappeda's queue, until somebody names the office."""

from datetime import date

import pytest
from money import POOR, Money, bill, order

from padan.web.accounts.models import Office
from padan.web.cover.models import PersonMonth
from padan.web.cover.services import books_due, books_refresh
from padan.web.protection.models import Person
from padan.web.regions.models import Level, Region

BUDI, SARI, JOKO = "9871010101809001", "9871010101809002", "9871010101809003"
SHARE = 16_800


@pytest.fixture
def solok(money: Money) -> Region:
    """A kelurahan that has no office yet."""
    sipin = money.place("sipin")
    return Region.objects.create(code="15.71.11.1009", name="Solok Sipin", level=Level.KELURAHAN, parent=sipin)


def person(name: str, nik: str, home: Region | None = None) -> Person:
    return Person.objects.create(name=name, nik=nik, kelurahan=home)


def paid(money: Money, place: str, *names: tuple[str, str], heads: int | None = None) -> None:
    """The bill of March of a place, paid, with these names."""
    count = len(names) if heads is None else heads
    money.orders([order("00001/SP2D/2025", SHARE * count, kelurahan=place)])
    lines = [bill("250300001", SHARE, nik=nik, name=name, place=place) for name, nik in names]
    money.bills([bill("250300001", SHARE * count, str(count), place=place), *lines])


def offices() -> dict[str, str]:
    """Who answers for everybody's months."""
    books_refresh()
    return {row.person.name: row.office.name for row in PersonMonth.objects.select_related("person", "office")}


def test_months_of_a_place_without_an_office_are_the_homes_else_bappedas(money: Money, solok: Region) -> None:
    person("Budi", BUDI, money.place("murni"))
    person("Sari", SARI)
    person("Joko", JOKO, solok)
    paid(money, "Solok Sipin", ("Budi", BUDI), ("Sari", SARI), ("Joko", JOKO))
    bappeda = "Bappeda Kota Jambi"
    assert offices() == {"Budi": "Kelurahan Murni", "Sari": bappeda, "Joko": bappeda}
    rows = PersonMonth.objects.all()
    assert {(row.fact, row.paid, row.segment, row.month) for row in rows} == {("paid", SHARE, POOR, date(2025, 3, 1))}
    assert not books_due()
    Office.objects.create(kind="kelurahan", name="Kelurahan Solok Sipin", region=solok, email="kantor@contoh.test")
    assert books_due()
    assert set(offices().values()) == {"Kelurahan Solok Sipin"}


def test_in_a_city_without_bappeda_the_treasury_that_took_the_file_has_the_queue(money: Money, solok: Region) -> None:
    person("Sari", SARI)
    paid(money, "Solok Sipin", ("Sari", SARI))
    money.cast.bappeda.delete()
    Office.objects.filter(kind="bappeda").delete()
    assert offices() == {"Sari": "BPKAD Kota Jambi"}
