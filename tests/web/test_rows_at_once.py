"""Rows written many at once are the rows that the ORM itself would write."""

from datetime import date
from typing import Any

import pytest
from cast import Cast
from django.db import IntegrityError, connection, transaction
from django.forms import model_to_dict

from padan.web.accounts.models import Office
from padan.web.many_rows import rows_put, rows_rewrite
from padan.web.protection.models import FactKind, Person, PersonFact, PersonSource, SourceKind

pytestmark = pytest.mark.django_db


def a_person(name: str = "Rekaan") -> Person:
    return Person.objects.create(name=name, nik="9801010101019001", birth_date=date(1980, 1, 1))


def told(row: Any) -> dict[str, Any]:
    """All that a row says, as it is read back, but when it was made."""
    found = model_to_dict(type(row).objects.get(pk=row.pk))
    return {key: value for key, value in found.items() if key not in ("id", "at", "attached_at")}


def sources_of(person: Person) -> list[PersonSource]:
    said = {"name": 'O\'Nama "kutip" %s', "nik": "9801010101019001", "kosong": ""}
    office = Office.objects.first()
    return [
        PersonSource(person=person, key=str(n) * 64, kind=SourceKind.PROPOSAL, said=said, office=office) for n in (1, 1)
    ]


def test_they_are_read_back_as_the_orms_own(cast: Cast) -> None:
    person = a_person()
    facts = [
        PersonFact(person=person, kind=FactKind.ALIVE, value="yes", day=date(2025, 1, day), source="dukcapil")
        for day in (3, 3, 4)
    ]
    for own, put in ((facts, facts[:]), (sources_of(person), sources_of(person))):
        kept = type(own[0]).objects.bulk_create(own)
        rows_put(iter(put))
        found = type(own[0]).objects.order_by("pk")
        assert [told(row) for row in found[len(kept) :]] == [told(row) for row in kept]


def test_many_cost_one_statement(django_assert_num_queries: Any) -> None:
    person = a_person()
    facts = [
        PersonFact(person=person, kind=FactKind.ALIVE, value="yes", day=date(2025, 1, 3), source="x")
        for _ in range(900)
    ]
    with django_assert_num_queries(1):
        rows_put(facts)
    assert PersonFact.objects.count() == 900


def test_only_the_fields_named_are_rewritten() -> None:
    one, other = a_person("Satu"), a_person("Dua")
    for person in (one, other):
        person.name, person.nik, person.birth_date = f"{person.name} Baru", "", None
    rows_rewrite([one, other], ("name", "birth_date"))
    for person, name in ((one, "Satu Baru"), (other, "Dua Baru")):
        person.refresh_from_db()
        assert (person.name, person.nik, person.birth_date) == (name, "9801010101019001", None)


def test_none_is_nothing_and_the_database_refuses_what_it_must() -> None:
    rows_put([])
    rows_rewrite([], ("name",))
    faulty = PersonFact(person=a_person(), kind=FactKind.ALIVE, value=None, day=date(2025, 1, 3), source="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_put([faulty])
    assert connection.is_usable()


@pytest.mark.django_db(transaction=True)
def test_where_nobody_opened_a_transaction_a_batch_is_one(cast: Cast) -> None:
    person = a_person()
    facts = [
        PersonFact(person=person, kind=FactKind.ALIVE, value=value, day=date(2025, 1, 3), source="x")
        for value in ("yes", None)
    ]
    with pytest.raises(IntegrityError):
        rows_put(facts)
    assert not PersonFact.objects.exists()
