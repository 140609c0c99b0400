"""A bill paid whole for a group pays exactly the people of the office's list; where the counts differ the office is
asked, and nobody's month is made up."""

from datetime import date
from typing import Any

import pytest
from cast import signed_in
from money import POOR, Money, bill, order
from review_city import City

from padan.web.cover.ledger_merging import ledger_merge
from padan.web.cover.ledger_word import groups, ledgers_settle
from padan.web.cover.models import PersonMonth
from padan.web.funds.models import ImportLine, Portion
from padan.web.funds.selectors import group_bills_open
from padan.web.funds.told_to_cover_why import REASONS
from padan.web.monitoring.why_untold import reasons_of
from padan.web.protection.models import Person
from thorough import one_in

pytestmark = one_in(4)

NAMES = ("Budi", "Sari", "Tono")
NIKS = {name: f"987101010180900{at}" for at, name in enumerate(NAMES, 1)}
SHARE = 16_800
MARCH = date(2025, 3, 1)


def on_list(city: City, *names: str, month: date = MARCH, place: str = "legok", **said: object) -> list[PersonMonth]:
    """These people stand on the office's list of a month; the run knows nothing of a payment."""
    made = []
    for name in names:
        who, _ = Person.objects.get_or_create(nik=NIKS[name], defaults={"name": name})
        row = city.row(place, nik=who.nik, name=name)
        told = {"status": "unpaid", "fact": "unclear", "run_fact": "unclear", "due": SHARE, **said}
        made.append(
            PersonMonth.objects.create(
                person=who, month=month, segment=POOR, office=city.cast.offices[place], row=row, run=city.run, **told
            )
        )
    return made


def paid(money: Money, people: int, *named: str, total: int | None = None, month: str = "Maret 2025") -> ImportLine:
    amount = people * SHARE if total is None else total
    money.orders([order("00001/SP2D/2025", amount, purpose=f"Iuran miskin ekstrem {month}")])
    names = [
        bill("250300001", SHARE, nik=NIKS.get(name, "9871010101809009"), name=name, first=month, last=month)
        for name in named
    ]
    money.bills([bill("250300001", amount, str(people), ntpn="A1", first=month, last=month), *names])
    return ImportLine.objects.get(heads=people)


def told() -> list[tuple[str, int, str, bool]]:
    ledger_merge()
    rows = PersonMonth.objects.exclude(by_ledger=None).select_related("person").order_by("person__name", "month")
    return [(row.person.name, row.by_ledger or 0, row.fact, row.by_group) for row in rows]


def test_a_bill_of_as_many_as_the_list_pays_them_by_the_group_and_says_so(funded: Money, city: City) -> None:
    on_list(city, *NAMES)
    line = paid(funded, 3)
    assert told() == [(name, SHARE, "paid", True) for name in NAMES]
    assert sum(Portion.objects.values_list("amount", flat=True)) == line.amount
    assert set(Portion.objects.values_list("line", flat=True)) == {line.pk}
    assert groups()[funded.place("legok").pk, POOR].whole == {(2025, 3)}
    page = signed_in(funded.cast.siti).get(f"/perlindungan/orang/{Person.objects.get(name='Budi').pk}/")
    assert "tagihan kelompok" in page.content.decode()


def test_who_is_named_is_known_by_name_and_a_name_that_is_nobodys_by_the_group(funded: Money, city: City) -> None:
    on_list(city, *NAMES)
    line = paid(funded, 3, "Budi", "Sari", "Siapa")
    page = signed_in(funded.cast.siti).get(f"/dana/baris/{line.pk}/").content.decode()
    assert page.count("tidak dikenal catatan") == 1
    assert page.index(">Siapa<") < page.index("tidak dikenal catatan") < page.index(">Budi<")
    assert told() == [("Budi", SHARE, "paid", False), ("Sari", SHARE, "paid", False), ("Tono", SHARE, "paid", True)]


def test_bills_are_held_against_their_names_in_a_few_questions(
    funded: Money, city: City, django_assert_max_num_queries: Any
) -> None:
    on_list(city, *NAMES)
    paid(funded, 4, "Budi")
    with django_assert_max_num_queries(8) as asked:  # sizes and counts together, the bills, their names; five of lists
        assert [one.state for one in group_bills_open(funded.cast.siti)] == ["differs"]
    names = [query["sql"] for query in asked if "\"outcome\" IN ('named', 'name_back'" in query["sql"]]
    assert len(names) == 2
    assert not any('"fingerprint"' in sql for sql in names)


def test_where_the_counts_differ_nobodys_month_is_made_up_and_the_office_is_asked(funded: Money, city: City) -> None:
    on_list(city, *NAMES)
    line = paid(funded, 4)
    assert told() == []
    assert groups()[funded.place("legok").pk, POOR].open == {(2025, 3)}
    for who in ("siti", "bpkad"):
        client = signed_in(getattr(funded.cast, who))
        page = client.get("/dana/tagihan-kelompok/").content.decode()
        assert f"/dana/baris/{line.pk}/" in page
        assert "tagihan 4 orang, daftar 3 orang" in page
        assert "tagihan 4 orang, daftar 3 orang" in client.get(f"/dana/baris/{line.pk}/").content.decode()
    assert "1 tagihan kelompok" in signed_in(funded.cast.siti).get("/").content.decode()
    foreign = signed_in(funded.cast.murni_clerk).get("/dana/tagihan-kelompok/").content.decode()
    assert f"/dana/baris/{line.pk}/" not in foreign


def test_a_list_that_comes_after_the_bill_settles_it_and_one_that_changes_unsettles_it(
    funded: Money, city: City
) -> None:
    paid(funded, 3)
    assert told() == []
    rows = on_list(city, *NAMES)
    assert ledgers_settle() == 1
    assert [one[0] for one in told()] == list(NAMES)
    assert ledgers_settle() == 0
    rows[0].delete()
    ledgers_settle()
    assert told() == []


def test_a_name_is_found_once_the_record_knows_the_person(funded: Money) -> None:
    paid(funded, 1, "Budi")
    assert told() == []
    budi = Person.objects.create(name="Budi", nik=NIKS["Budi"], kelurahan=funded.place("legok"))
    assert ledgers_settle() == 1
    assert told() == [("Budi", SHARE, "paid", False)]
    assert Portion.objects.get().person == budi


def test_the_whole_bill_of_a_kecamatan_is_a_group_and_leaves_its_kelurahan_alone(funded: Money, city: City) -> None:
    Person.objects.create(name="Budi", nik=NIKS["Budi"])
    kecamatan = funded.place("sipin")
    purpose = "Iuran miskin ekstrem Maret 2025 Kecamatan Danau Sipin"
    funded.orders([order("00002/SP2D/2025", SHARE, "", kecamatan="Danau Sipin", purpose=purpose)])
    line = funded.bills([bill("250300002", SHARE, "1", place=""), bill("250300002", SHARE, nik=NIKS["Budi"], name="B",
                                                                          place="")])  # fmt: skip
    ImportLine.objects.filter(file=line).update(
        place=kecamatan, paid_by=ImportLine.objects.get(reference="00002/SP2D/2025")
    )
    found = groups()
    assert found[kecamatan.pk, POOR].whole == {(2025, 3)}
    assert (funded.place("legok").pk, POOR) not in found


def test_whom_a_run_found_in_a_group_is_not_continued_where_its_whole_bills_are_for_others(
    funded: Money, city: City
) -> None:
    city.publish()
    december = date(2024, 12, 1)
    on_list(city, "Budi", "Sari", month=december, status="paid", fact="paid", run_fact="paid", paid=SHARE,
            source="bkbk")  # fmt: skip
    paid(funded, 1, "Budi", month="Januari 2025")
    assert told() == [("Budi", SHARE, "paid", False), ("Sari", 0, "dropped", False)], "on no list of January"
    sari = PersonMonth.objects.get(person__name="Sari", month=date(2025, 1, 1))
    assert (sari.source, sari.office.name, sari.told_by) == ("bkbk", "Kelurahan Legok", "ledger")
    PersonMonth.objects.filter(person__name="Sari", month=december).update(source="employer")
    assert told() == [("Budi", SHARE, "paid", False)]


def test_who_may_stand_on_the_bill_under_another_record_is_not_called_unpaid(funded: Money, city: City) -> None:
    city.publish()
    december = date(2024, 12, 1)
    said = {"status": "paid", "fact": "paid", "run_fact": "paid", "paid": SHARE, "source": "bkbk"}
    on_list(city, "Sari", "Tono", month=december, **said)
    Person.objects.create(name="Budi", nik=NIKS["Budi"])
    paid(funded, 1, "Budi", month="Januari 2025")
    assert [one[:2] for one in told()] == [("Budi", SHARE), ("Sari", 0), ("Tono", 0)]
    Person.objects.filter(name="Sari").update(nik=NIKS["Budi"])
    assert [one[:2] for one in told()] == [("Budi", SHARE), ("Tono", 0)]
    Person.objects.filter(name="Sari").update(nik=NIKS["Sari"], name="BUDI")
    assert [one[:2] for one in told()] == [("Budi", SHARE), ("Tono", 0)]


@pytest.mark.parametrize(
    ("case", "reason"),
    [("one name is nobody's", "names"), ("the counts differ", "differs"), ("no list", "no_list"), ("none", "no_bill")],
)
def test_why_nothing_is_known_adds_up_to_the_people(funded: Money, city: City, case: str, reason: str) -> None:
    december = date(2024, 12, 1)
    on_list(city, *NAMES, month=december, status="paid", fact="paid", run_fact="paid", paid=SHARE, source="bkbk")
    PersonMonth.objects.filter(person__name="Tono").update(source="employer")
    if case == "the counts differ":
        on_list(city, "Budi")
    if case != "none":
        paid(funded, 2, *(("Siapa",) if reason == "names" else ()))
    rows = [("15.71.11.1001", "person", pk, 1) for pk in Person.objects.values_list("pk", flat=True)]
    found = reasons_of(rows, (2025, 3))
    assert {one.key: one.people for one in found} == {reason: 2, "employer": 1}
    assert sum(one.people for one in found) == len(rows)
    assert {one.key for one in found} <= set(REASONS)
