"""Months of payments for which no office answers: Bappeda's queue, until somebody names the office."""

from datetime import date
from random import Random

import pytest
from cast import signed_in
from django.db.models import Q
from django.utils import timezone
from money import POOR, Money, bill, order
from review_city import City

from padan.web.accounts.models import Office
from padan.web.audit.models import Event
from padan.web.cover.models import PersonMonth
from padan.web.cover.services import books_due, books_refresh
from padan.web.funds.left_to_do import money_todos
from padan.web.funds.models import ImportLine, Portion, Posting, SheetImport
from padan.web.funds.services import Handed, office_name, portion_add
from padan.web.funds.where_bills_stand import Amount, Stands, file_stands
from padan.web.funds.without_office import NAMED, groups_without, people_without
from padan.web.lists.models import NppOffice
from padan.web.periods.models import Period
from padan.web.protection.models import Person
from padan.web.refusals import LockedError, RefusedError
from padan.web.regions.models import Level, Region
from thorough import examples, one_in
from told_again import told_again, with_files

pytestmark = one_in(4)

BUDI, SARI, JOKO = "9871010101809001", "9871010101809002", "9871010101809003"
SHARE = 16_800


@pytest.fixture
def solok(money: Money) -> Region:
    """A kelurahan that has no office yet."""
    sipin = money.place("sipin")
    return Region.objects.create(code="15.71.11.1009", name="Solok Sipin", level=Level.KELURAHAN, parent=sipin)


@told_again
def person(name: str, nik: str, home: Region | None = None) -> Person:
    return Person.objects.create(name=name, nik=nik, kelurahan=home)


@with_files
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


def waiting_in_queue() -> Amount:
    """Everything in the queue together."""
    by_bills = sum((one.stands.queue for one in groups_without()), Amount())
    return sum((one.amount for one in people_without()), by_bills)


def told_at_home(money: Money) -> tuple[int, int]:
    """What Bappeda's home page says of the queue, which is what the page's own tab counts."""
    (todo,) = [one for one in money_todos(money.cast.bappeda, Period()) if one.address == ADDRESS]
    page = signed_in(money.cast.bappeda).get(ADDRESS).content.decode()
    assert f"Menunggu ({todo.count})" in page
    return todo.count, todo.harm


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


# --- bills in the queue, and the word that ends it -------------------------------------------------------------------

ADDRESS = "/dana/tanpa-kantor/"


def nameless(money: Money, code: str = "2503", **said: str) -> SheetImport:
    """A bill that names no place, for Budi of Murni, Sari, and one more who is not named."""
    told = {"place": "", **said}
    lines = [bill(code, SHARE, nik=nik, name=name, **told) for name, nik in (("Budi", BUDI), ("Sari", SARI))]
    return money.bills([bill(code, 3 * SHARE, "3", **told), *lines])


def stands(sheet: SheetImport) -> tuple[Amount, Amount, Amount]:
    """Office, queue, nobody."""
    found = file_stands(sheet)
    return found.office, found.queue, found.nobody


def test_a_bill_without_a_place_waits_in_the_queue_until_its_office_is_named_once(money: Money) -> None:
    person("Budi", BUDI, money.place("murni"))
    person("Sari", SARI)
    money.orders([order("00001/SP2D/2025", 3 * SHARE)])
    sheet = nameless(money)
    assert offices() == {}
    assert stands(sheet) == (Amount(), Amount(3, 3 * SHARE), Amount())
    bappeda = signed_in(money.cast.bappeda)
    page = bappeda.get(ADDRESS).content.decode()
    assert "sp2d.xlsx, Data, baris 2" in page
    assert "NPP J0000001" in page
    assert f'value="{money.cast.offices["murni"].pk}" selected' in page, "most of those who are known live there"
    assert told_at_home(money) == (1, 3 * SHARE)
    head = sheet.lines.get(row=2)
    said = {"kantor": money.cast.offices["legok"].pk}
    assert signed_in(money.cast.siti).post(f"{ADDRESS}{head.pk}/", said).status_code == 403
    assert signed_in(money.cast.bpkad).get(ADDRESS).status_code == 200
    assert '<form method="post" action="/dana/tanpa' not in signed_in(money.cast.bpkad).get(ADDRESS).content.decode()
    assert bappeda.post(f"{ADDRESS}{head.pk}/").status_code == 422
    assert bappeda.post(f"{ADDRESS}{head.pk}/", said).status_code == 302
    assert offices() == {"Budi": "Kelurahan Legok", "Sari": "Kelurahan Legok"}
    assert stands(sheet) == (Amount(2, 2 * SHARE), Amount(), Amount(1, SHARE))
    assert groups_without() == []
    page = bappeda.get(f"{ADDRESS}?keadaan={NAMED}").content.decode()
    assert "NPP J0000001" in page
    assert Event.objects.filter(action__in=("lists.npp_office", "funds.office_name")).count() == 2


def test_later_files_of_the_same_npp_go_to_the_office_and_a_wrong_word_can_be_changed(money: Money) -> None:
    budi = person("Budi", BUDI)
    person("Sari", SARI)
    head = nameless(money).lines.get(row=2)
    for name in ("legok", "murni"):
        money.orders([order(f"{name}/SP2D", 3 * SHARE, kelurahan=money.place(name).name)])
    office_name(acting=money.cast.bappeda, bill=head, office=money.cast.offices["murni"])
    april = nameless(money, "2504", first="April 2025", last="April 2025").lines.get(row=2)
    assert (april.place, april.outcome) == (money.place("murni"), "without_sp2d")
    assert set(offices().values()) == {"Kelurahan Murni"}
    office_name(acting=money.cast.bappeda, bill=head, office=money.cast.offices["legok"])
    head.refresh_from_db()
    assert head.paid_by is not None
    assert head.paid_by.reference == "legok/SP2D"
    assert offices() == {"Budi": "Kelurahan Legok", "Sari": "Kelurahan Legok"}
    assert PersonMonth.objects.filter(person=budi).count() == 1


def test_a_bill_without_npp_is_named_alone_and_its_programme_with_it(money: Money) -> None:
    person("Sari", SARI)
    told = {"place": "", "segment": ""}
    rows = [list(bill(code, SHARE, nik=SARI, name="Sari", **told)) for code in ("2503", "2504")]
    for row in rows:
        row[1] = ""
    sheet = money.bills(rows)
    assert stands(sheet) == (Amount(), Amount(2, 2 * SHARE), Amount())
    one, other = groups_without()
    assert told_at_home(money) == (2, 2 * SHARE)
    with pytest.raises(RefusedError, match="Pilih programnya"):
        office_name(acting=money.cast.bappeda, bill=one.first, office=money.cast.offices["legok"])
    with pytest.raises(RefusedError, match="Pilih kantor"):
        office_name(acting=money.cast.bappeda, bill=one.first, office=money.cast.offices["bpkad"], programme=POOR)
    office_name(acting=money.cast.bappeda, bill=one.first, office=money.cast.offices["legok"], programme=POOR)
    assert [group.first.pk for group in groups_without()] == [other.first.pk]
    assert stands(sheet) == (Amount(1, SHARE), Amount(1, SHARE), Amount())
    assert "sp2d.xlsx, Data, baris 3" in signed_in(money.cast.bappeda).get(ADDRESS).content.decode()


def test_an_order_tells_for_which_programme_its_bill_is(money: Money) -> None:
    person("Sari", SARI)
    money.orders([order("00001/SP2D/2025", SHARE)])
    sheet = money.bills([bill("2503", SHARE, nik=SARI, name="Sari", segment="")])
    assert sheet.lines.get().programme == POOR
    assert offices() == {"Sari": "Kelurahan Legok"}
    assert groups_without() == []


def test_people_of_an_office_of_the_city_are_that_offices(money: Money) -> None:
    person("Budi", BUDI, money.place("murni"))
    person("Sari", SARI)
    order_ = order("1/SP2D", 3 * SHARE, kelurahan="", purpose="Iuran pegawai Dinas Sosial Maret 2025")
    money.orders([order("9/SP2D", 90 * SHARE, kelurahan="", purpose="Belanja Maret 2025"), order_])
    sheet = nameless(money, segment="tkk")
    head = sheet.lines.get(row=2)
    office_name(acting=money.cast.bappeda, bill=head, office=money.cast.offices["dinsos"])
    head.refresh_from_db()
    assert head.paid_by is not None
    assert head.paid_by.reference == "1/SP2D", "not the one that holds more and is for something else"
    assert offices() == {"Budi": "Dinas Sosial", "Sari": "Dinas Sosial"}
    assert stands(sheet) == (Amount(2, 2 * SHARE), Amount(), Amount(1, SHARE))


def test_a_place_without_an_office_is_answered_for_by_the_one_named(money: Money, solok: Region) -> None:
    person("Budi", BUDI, money.place("murni"))
    person("Sari", SARI)
    paid(money, "Solok Sipin", ("Budi", BUDI), ("Sari", SARI), heads=3)
    sheet = SheetImport.objects.get(kind="payments")
    assert offices() == {"Budi": "Kelurahan Murni", "Sari": "Bappeda Kota Jambi"}
    assert stands(sheet) == (Amount(1, SHARE), Amount(2, 2 * SHARE), Amount())
    (group,) = groups_without()
    page = signed_in(money.cast.bappeda).get(ADDRESS).content.decode()
    assert "Solok Sipin belum ada kantornya" in page
    assert "2 bulan orang" in page
    office_name(acting=money.cast.bappeda, bill=group.first, office=money.cast.offices["legok"])
    assert offices() == {"Budi": "Kelurahan Legok", "Sari": "Kelurahan Legok"}
    assert ImportLine.objects.get(pk=group.first.pk).place == solok, "the money stays where it is"
    assert stands(sheet) == (Amount(2, 2 * SHARE), Amount(), Amount(1, SHARE))


def test_a_payment_written_by_hand_in_the_name_of_the_city(money: Money) -> None:
    sari = person("Sari", SARI)
    purpose = "Iuran miskin ekstrem Maret 2025"
    money.orders([order("1/SP2D", SHARE, kelurahan="", purpose=purpose)])
    posting = Posting.objects.get()
    handed = Handed(name="Sari", nik=SARI, month=date(2025, 3, 1), amount=SHARE, form="contribution")
    portion_add(acting=money.cast.bpkad, posting=posting, handed=handed)
    assert offices() == {"Sari": "Bappeda Kota Jambi"}
    bappeda = signed_in(money.cast.bappeda)
    page = bappeda.get(ADDRESS).content.decode()
    assert "Sari" in page
    assert f"/dana/mutasi/{posting.pk}/" in page
    assert waiting_in_queue() == Amount(1, SHARE)
    assert told_at_home(money) == (1, SHARE)
    said = {"kantor": money.cast.offices["murni"].pk}
    assert bappeda.post(f"{ADDRESS}orang/{sari.pk}/", said).status_code == 302
    assert offices() == {"Sari": "Kelurahan Murni"}
    assert waiting_in_queue() == Amount()
    assert told_at_home(money) == (0, 0)
    assert "Sari" in bappeda.get(f"{ADDRESS}?keadaan={NAMED}").content.decode()


def test_a_signed_period_holds_its_bills(money: Money, city: City) -> None:
    head = nameless(money).lines.get(row=2)
    Period.objects.update(first_month=date(2025, 1, 1), last_month=date(2025, 3, 1), closed_at=timezone.now())
    with pytest.raises(LockedError):
        office_name(acting=money.cast.bappeda, bill=head, office=money.cast.offices["legok"])
    assert not NppOffice.objects.exists()


@pytest.mark.parametrize("seed", range(1, 1 + examples(1, 3)))
def test_every_person_month_of_a_file_stands_in_one_place(funded: Money, solok: Region, seed: int) -> None:
    """Whatever a file holds: an office, the queue, or nobody; together what its bills say, before and after."""
    draw = Random(seed)
    known = [person(f"Orang {n}", f"98710101018090{n:02}", draw.choice([None, solok, funded.place("murni")]))
             for n in range(8)]  # fmt: skip
    rows: list[tuple[str, ...]] = []
    orders, whole, heads = [], 0, 0
    for number in range(examples(8, 24)):
        place = draw.choice(["Legok", "Murni", "Solok Sipin", "", "Kota Lain"])
        segment = draw.choice(["miskin ekstrem", "miskin ekstrem", ""])
        many, named = draw.randint(1, 4), draw.sample(known, draw.randint(0, 3))
        many, code = max(many, len(named)), f"25{number:02}"
        told = {"place": place, "segment": segment}
        if draw.random() < 0.7:
            rows.append(bill(code, many * SHARE, str(many), **told))
            rows += [bill(code, SHARE, nik=one.nik, name=one.name, **told) for one in named]
        else:
            many = 1
            rows.append(bill(code, SHARE, nik=draw.choice([known[0].nik, JOKO]), name="Sendiri", **told))
        whole, heads = whole + many * SHARE, heads + many
        if draw.random() < 0.6:
            orders.append(order(f"{number}/SP2D", many * SHARE, kelurahan=place))
    funded.orders(orders)
    sheet = funded.bills([list_with_npp(row, f"N{n % 3}{n % 7}") for n, row in enumerate(rows)])
    books_refresh()
    found = file_stands(sheet)
    assert (found.whole.months, found.whole.rupiah) == (heads, whole)
    assert found.queue.rupiah == waiting_in_queue().rupiah > 0
    _as_months_say(found)
    while groups := groups_without():
        before = len(groups)
        assert told_at_home(funded)[0] == before
        office_name(
            acting=funded.cast.bappeda, bill=groups[0].first, office=funded.cast.offices["legok"], programme=POOR
        )
        books_refresh()
        after = file_stands(sheet)
        assert (after.whole.months, after.whole.rupiah) == (heads, whole)
        assert len(groups_without()) < before
        _as_months_say(after)
    assert file_stands(sheet).queue == waiting_in_queue() == Amount()
    assert not PersonMonth.objects.filter(office__kind="bappeda").exists()


def list_with_npp(row: tuple[str, ...], npp: str) -> tuple[str, ...]:
    """The same row of another payer."""
    return (row[0], npp, *row[2:])


def _as_months_say(found: Stands) -> None:
    """What offices answer for is the months that they see, the names they are asked about, and what waits for an
    order; the queue holds at least the months that stand with Bappeda."""
    months = PersonMonth.objects.filter(by_ledger__gt=0)
    queued = sum(row.by_ledger or 0 for row in months.filter(office__kind="bappeda"))
    seen = sum(row.by_ledger or 0 for row in months.exclude(office__kind="bappeda"))
    answered = Q(place__offices__kind="kelurahan") | Q(office__isnull=False)
    bills = ImportLine.objects.filter(answered, outcome__in=("paid_by_sp2d", "without_sp2d")).exclude(programme="")
    asked = Portion.objects.filter(Q(line__in=bills) | Q(line__bill__in=bills), person=None)
    waiting = list(bills.filter(file__kind="payments", paid_by=None))
    unpaid = sum(line.amount or 0 for one in waiting for line in ([*one.names.all()] if one.is_head else [one]))
    assert found.office.rupiah == seen + sum(one.amount for one in asked) + unpaid
    assert found.queue.rupiah >= queued
