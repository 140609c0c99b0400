"""A name on a bill that is nobody's is asked of its office: whom it means, none of ours, or later; the answer stays
written, may be taken back, is not asked again for the same words, and asked again where the record changes."""

from datetime import date

import pytest
from cast import signed_in
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from money import POOR, Money, bill, order
from review_city import City

from padan.web.accounts.models import Appointment
from padan.web.audit.models import Event
from padan.web.cover.ledger_merging import ledger_merge
from padan.web.cover.ledger_word import groups, ledgers_mark, ledgers_settle
from padan.web.cover.models import PersonMonth
from padan.web.funds.models import BillName, ImportLine, NameAnswer, Portion
from padan.web.funds.names_asked import names_hanging, names_waiting
from padan.web.funds.services import name_answer, names_weigh
from padan.web.funds.where_bills_stand import Amount, file_stands
from padan.web.periods.models import Lock
from padan.web.protection.models import Person
from padan.web.protection.services import person_merge
from thorough import one_in
from told_again import told_again, with_files

pytestmark = one_in(4)

SHARE = 16_800
BUDI, TONO, WRONG = "9871010101809001", "9871010303709003", "9871010303709013"
LIST = "/dana/nama-tagihan/"


@with_files
def billed(
    money: Money, months: tuple[str, str] = ("Januari 2025", "Maret 2025"), code: str = "250300001"
) -> ImportLine:
    """A bill for Budi, whom the record knows, and for a Tono whose NIK there is nobody's."""
    first, last = months
    purpose = f"Iuran miskin ekstrem {first} s/d {last}" if first != last else f"Iuran miskin ekstrem {first}"
    amount = SHARE * (3 if first != last else 1)
    money.orders([order(f"{code}/SP2D/2025", 2 * amount, purpose=purpose)])
    rows = [bill(code, 2 * amount, "2", first=first, last=last, ntpn=code)]
    rows += [bill(code, amount, nik=nik, name=name, first=first, last=last)
             for nik, name in ((BUDI, "Budi"), (WRONG, "TONO SUTONO"))]  # fmt: skip
    money.bills(rows)
    ledgers_settle()
    return ImportLine.objects.get(values__name="TONO SUTONO", reference=code)


@pytest.fixture
@told_again
def tono(funded: Money) -> Person:
    """Whom the office means; his record has one digit otherwise."""
    legok = funded.place("legok")
    Person.objects.create(name="Budi", nik=BUDI, birth_date=date(1980, 1, 1), kelurahan=legok)
    return Person.objects.create(name="Tono Sutono", nik=TONO, birth_date=date(1970, 3, 3), kelurahan=legok)


def asked(offers: Person | None = None) -> BillName:
    """The one question, to whom these are offered as the engine would."""
    name = BillName.objects.get()
    if offers is not None:
        name.candidates, name.weighed_with = [{"person": offers.pk, "probability": 0.99}], "x"
        name.save()
    return name


def said(client: Client, name: BillName, word: str, seen: int = 0, **more: str) -> int:
    return client.post(f"{LIST}{name.pk}/", {"jawaban": word, "dilihat": str(seen), **more}).status_code


def paid_months(person: Person) -> int:
    ledger_merge()
    return PersonMonth.objects.filter(person=person, fact="paid", by_ledger__gt=0).count()


def test_the_office_says_whom_the_name_means_and_his_months_are_paid(funded: Money, tono: Person) -> None:
    line, name = billed(funded), asked(tono)
    assert paid_months(tono) == 0
    client, mark = signed_in(funded.cast.siti), ledgers_mark()
    page = client.get(LIST).content.decode()
    assert "TONO SUTONO" in page
    assert "NIK beda 1 angka" in page
    assert "<b>3 bulan, Rp 50.400</b> menjadi terlindungi" in page
    assert f"baris {line.row}" in page
    assert WRONG not in page
    assert TONO not in page
    assert said(client, name, f"person:{tono.pk}") == 302
    assert "3 bulan, Rp 50.400 menjadi terlindungi" in client.get(LIST).content.decode()
    assert paid_months(tono) == 3
    assert ledgers_mark() != mark
    answer = NameAnswer.objects.get()
    assert (answer.word, answer.person, answer.by_name, answer.line_id) == ("person", tono, "Siti Aminah", line.pk)
    event = Event.objects.get(action="funds.name_answer")
    assert (event.actor_name, event.detail) == ("Siti Aminah", {"answer": "orang ini"})


def alone(money: Money, place: str = "Legok", nik: str = WRONG) -> ImportLine:
    """A line of the branch for Tono that stands below no bill, paid by an order of its place."""
    purpose = "Iuran miskin ekstrem Maret 2025"
    money.orders([order("7/SP2D/2025", SHARE, kelurahan=place, purpose=purpose)])
    money.bills([bill("250300007", SHARE, nik=nik, name="TONO SUTONO", place=place)])
    ledgers_settle()
    return ImportLine.objects.get(values__name="TONO SUTONO")


def test_a_line_that_stands_below_no_bill_is_asked_about_like_any_other(funded: Money, tono: Person) -> None:
    line = alone(funded)
    client, name = signed_in(funded.cast.siti), asked(tono)
    assert (line.outcome, names_waiting(funded.cast.siti)) == ("paid_by_sp2d", (1, SHARE))
    assert f"baris {line.row}" in client.get(LIST).content.decode()
    before = file_stands(line.file)
    assert said(client, name, f"person:{tono.pk}") == 302
    assert names_waiting(funded.cast.siti) == (0, 0)
    assert paid_months(tono) == 1
    after = file_stands(line.file)
    assert (before.whole, before.office) == (after.whole, after.office) == (Amount(1, SHARE), Amount(1, SHARE))
    answer = NameAnswer.objects.get()
    assert (answer.word, answer.line_id) == ("person", line.pk)
    assert said(client, name, "undone", answer.pk) == 302
    assert names_waiting(funded.cast.siti) == (1, SHARE)


def test_none_of_ours_ends_the_question_on_a_line_below_no_bill(funded: Money, tono: Person) -> None:
    line = alone(funded)
    assert said(signed_in(funded.cast.siti), asked(tono), "none") == 302
    line.refresh_from_db()
    assert (line.person, line.stranger, names_waiting(funded.cast.siti)) == (None, True, (0, 0))
    ledgers_settle()
    assert BillName.objects.count() == 1


def test_a_line_below_no_bill_whose_nik_becomes_somebodys_needs_no_answer(funded: Money, tono: Person) -> None:
    alone(funded)
    Person.objects.filter(pk=tono.pk).update(nik=WRONG)
    ledgers_settle()
    assert names_waiting(funded.cast.siti) == (0, 0)
    assert paid_months(tono) == 1


def test_the_engine_offers_whom_the_name_may_mean(funded: Money, tono: Person) -> None:
    billed(funded)
    for at in range(3):
        Person.objects.create(name=f"Lain {at}", nik=f"987101020480900{at}", birth_date=date(1980, 4, 2))
    assert names_weigh() == "1 dari 1 nama ada calonnya"
    assert [one["person"] for one in asked().candidates] == [tono.pk]
    assert names_weigh() == ""


def test_two_records_with_the_bills_nik_are_both_offered(funded: Money, tono: Person) -> None:
    Person.objects.filter(pk=tono.pk).update(nik=WRONG)
    twin = Person.objects.create(name="Tono S", nik=WRONG)
    billed(funded)
    names_weigh()
    assert {one["person"] for one in asked().candidates} == {tono.pk, twin.pk}


def test_none_of_ours_leaves_the_money_with_the_bill_which_is_then_whole(
    funded: Money, tono: Person, city: City
) -> None:
    billed(funded)
    of = (funded.place("legok").pk, POOR)
    assert groups()[of].whole == set()
    assert said(signed_in(funded.cast.siti), asked(tono), "none") == 302
    assert groups()[of].whole == {(2025, 1), (2025, 2), (2025, 3)}
    assert paid_months(tono) == 0
    assert ImportLine.objects.get(values__name="TONO SUTONO").stranger


def test_a_stranger_takes_nobodys_place_on_the_offices_list(funded: Money, tono: Person, city: City) -> None:
    march = ("Maret 2025", "Maret 2025")
    funded.orders([order("00003/SP2D/2025", 3 * SHARE)])
    rows = [bill("250300003", 3 * SHARE, "3", first=march[0], last=march[1])]
    rows += [bill("250300003", SHARE, nik=nik, name=name, first=march[0], last=march[1])
             for nik, name in ((BUDI, "Budi"), (WRONG, "TONO SUTONO"))]  # fmt: skip
    funded.bills(rows)
    sari = Person.objects.create(name="Sari", nik="9871014202909002")
    for who in (Person.objects.get(name="Budi"), sari):
        PersonMonth.objects.create(
            person=who, month=date(2025, 3, 1), segment=POOR, office=funded.cast.offices["legok"], run=city.run,
            row=city.row("legok", nik=who.nik, name=who.name), status="unpaid", fact="unclear", run_fact="unclear",
            due=SHARE,
        )  # fmt: skip
    ledgers_settle()
    assert paid_months(sari) == 0
    assert said(signed_in(funded.cast.siti), asked(tono), "none") == 302
    assert paid_months(sari) == 1
    told = Portion.objects.order_by("name").values_list("name", "person", "amount")
    assert [one[0] for one in told] == ["Budi", "Sari", "TONO SUTONO"]
    assert [one[2] for one in told] == [SHARE] * 3
    assert told[2][1] is None
    words = "tagihan 2 orang, daftar 2 orang"
    assert words not in signed_in(funded.cast.siti).get("/dana/tagihan-kelompok/").content.decode()


def test_months_that_are_paid_or_contradicted_are_no_gain(funded: Money, tono: Person, city: City) -> None:
    billed(funded)
    said_by_run = {1: "paid", 2: "unpaid", 3: "unclear"}
    for month, fact in said_by_run.items():
        PersonMonth.objects.create(
            person=tono, month=date(2025, month, 1), segment=POOR, office=funded.cast.offices["legok"], run=city.run,
            row=city.row("legok", nik=TONO), fact=fact, run_fact=fact, status=fact, paid=SHARE * (fact == "paid"),
        )  # fmt: skip
    asked(tono)
    page = signed_in(funded.cast.siti).get(LIST).content.decode()
    assert "<b>1 bulan, Rp 16.800</b> menjadi terlindungi" in page
    assert "di kelompok ini" in page


def test_two_far_numbers_are_told_apart_without_being_shown(funded: Money, tono: Person) -> None:
    Person.objects.filter(pk=tono.pk).update(nik="9172055512889044")
    billed(funded)
    asked(tono)
    page = signed_in(funded.cast.siti).get(LIST).content.decode()
    assert "NIK berbeda: 9871********9013 dan 9172********9044" in page
    assert "9172055512889044" not in page
    Person.objects.filter(pk=tono.pk).update(nik="9871995512889013")
    page = signed_in(funded.cast.siti).get(LIST).content.decode()
    assert "NIK berbeda; nama" in page


def test_later_moves_it_aside_and_changes_nothing(funded: Money, tono: Person) -> None:
    billed(funded)
    client, name = signed_in(funded.cast.siti), asked(tono)
    assert said(client, name, "later", catatan="tanya RT 12") == 302
    assert "TONO SUTONO" not in client.get(LIST).content.decode()
    assert "tanya RT 12" in client.get(f"{LIST}?keadaan=nanti").content.decode()
    assert paid_months(tono) == 0
    assert said(client, name, f"person:{tono.pk}", NameAnswer.objects.get().pk) == 302
    assert paid_months(tono) == 3


def test_an_answer_is_taken_back_and_stays_written(funded: Money, tono: Person) -> None:
    billed(funded)
    client, name = signed_in(funded.cast.siti), asked(tono)
    said(client, name, f"person:{tono.pk}")
    shown = client.get(f"{LIST}?keadaan=dijawab").content.decode()
    assert "Tarik jawaban" in shown
    assert "Siti Aminah" in shown
    assert said(client, name, "undone", NameAnswer.objects.get().pk) == 302
    assert paid_months(tono) == 0
    assert [one.word for one in NameAnswer.objects.all()] == ["person", "undone"]
    assert "TONO SUTONO" in client.get(LIST).content.decode()
    assert said(client, name, "undone", NameAnswer.objects.last().pk) == 409
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        NameAnswer.objects.update(note="lain")


def test_a_further_bill_with_the_same_name_does_not_ask_again(funded: Money, tono: Person) -> None:
    billed(funded)
    said(signed_in(funded.cast.siti), asked(tono), f"person:{tono.pk}")
    later = billed(funded, ("April 2025", "April 2025"), "250400001")
    assert later.person == tono
    assert BillName.objects.count() == 1
    assert paid_months(tono) == 4
    assert "TONO SUTONO" not in signed_in(funded.cast.siti).get(LIST).content.decode()


def test_the_same_bill_handed_in_again_does_not_ask_again(funded: Money, tono: Person) -> None:
    line = billed(funded)
    said(signed_in(funded.cast.siti), asked(tono), f"person:{tono.pk}")
    rows = [bill("250300001", SHARE * 3, nik=WRONG, name="TONO SUTONO", first="Januari 2025", last="Maret 2025"),
            bill("250500009", SHARE, "1", first="Mei 2025", last="Mei 2025")]  # fmt: skip
    again = funded.bills(rows)
    ledgers_settle()
    assert again.lines.get(fingerprint=line.fingerprint).outcome == "known"
    assert paid_months(tono) == 3
    assert BillName.objects.get().answer is not None


@pytest.mark.parametrize("word", ["person", "none"])
def test_a_record_that_says_otherwise_is_asked_about_again(funded: Money, tono: Person, word: str) -> None:
    billed(funded)
    client = signed_in(funded.cast.siti)
    said(client, asked(tono), f"person:{tono.pk}" if word == "person" else "none")
    assert ledgers_settle() == 0
    Person.objects.filter(pk=tono.pk).update(name="Tono Hartono")
    assert ledgers_settle() == 1
    assert paid_months(tono) == 0
    assert asked().answer is None
    page = client.get(LIST).content.decode()
    assert "ditanyakan lagi" in page
    assert "TONO SUTONO" in page
    assert Event.objects.filter(action="funds.name_again").count() == 1


def test_whoever_is_merged_later_keeps_the_answer(funded: Money, tono: Person) -> None:
    billed(funded)
    said(signed_in(funded.cast.siti), asked(tono), f"person:{tono.pk}")
    kept = Person.objects.create(name="Tono Sutono", nik="")
    person_merge(kept=kept, gone=tono, rule="human")
    ledgers_settle()
    assert ImportLine.objects.get(values__name="TONO SUTONO").person == kept
    assert paid_months(kept) == 3


def test_a_nik_that_becomes_one_persons_needs_no_answer(funded: Money, tono: Person) -> None:
    billed(funded)
    said(signed_in(funded.cast.siti), asked(tono), "none")
    Person.objects.filter(pk=tono.pk).update(nik=WRONG)
    ledgers_settle()
    line = ImportLine.objects.get(values__name="TONO SUTONO")
    assert (line.person, line.stranger) == (tono, False)


@one_in(4)
@pytest.mark.parametrize(
    ("who", "status"),
    [("siti", 302), ("lukman", 302), ("bappeda", 302), ("murni_clerk", 404), ("rawasari_lurah", 404), ("camat", 403),
     ("bpkad", 403), ("auditor", 403), ("branch", 403), ("opd", 403)],
)  # fmt: skip
def test_who_may_answer(funded: Money, tono: Person, who: str, status: int) -> None:
    billed(funded)
    assert said(signed_in(getattr(funded.cast, who)), asked(tono), "none") == status
    assert NameAnswer.objects.count() == (status == 302)


def test_who_sees_the_list_without_buttons(funded: Money, tono: Person) -> None:
    billed(funded)
    asked(tono)
    for who in ("camat", "bpkad", "auditor"):
        page = signed_in(getattr(funded.cast, who)).get(LIST).content.decode()
        assert "TONO SUTONO" in page
        assert "Ya, orang ini" not in page
    assert "TONO SUTONO" not in signed_in(funded.cast.murni_clerk).get(LIST).content.decode()


@pytest.mark.parametrize("what", ["signed", "closed"])
def test_a_signed_or_closed_period_over_its_months_refuses(funded: Money, tono: Person, city: City, what: str) -> None:
    billed(funded)
    client, period = signed_in(funded.cast.siti), city.period
    period.first_month, period.last_month = date(2025, 3, 1), date(2025, 5, 1)
    period.closed_at = period.opened_at if what == "closed" else None
    period.save()
    if what == "signed":
        Lock.objects.create(period=period, office=funded.cast.offices["legok"])
    assert said(client, asked(tono), "none") == 409
    assert not NameAnswer.objects.exists()
    period.first_month, period.last_month = date(2025, 4, 1), date(2025, 6, 1)
    period.save()
    assert said(client, asked(tono), "none") == 302


def test_what_is_not_offered_and_what_is_outdated_is_refused(funded: Money, tono: Person) -> None:
    billed(funded)
    client, name = signed_in(funded.cast.siti), asked(tono)
    budi = Person.objects.get(name="Budi")
    for word in (f"person:{budi.pk}", "person:", "person:x", "sama", ""):
        assert said(client, name, word) == 422
    name.candidates.append({"person": budi.pk, "probability": None})
    name.save()
    assert "sudah disebut baris" in client.get(LIST).content.decode()
    assert said(client, name, f"person:{budi.pk}") == 409
    assert said(client, name, "none") == 302
    assert said(signed_in(funded.cast.lukman), name, "later") == 409
    assert client.post(f"{LIST}999999/", {"jawaban": "none"}).status_code == 404


def test_the_home_page_and_the_bills_lead_to_the_names(funded: Money, tono: Person, city: City) -> None:
    line = billed(funded)
    for who in ("siti", "bappeda"):
        assert "1 nama pada tagihan" in signed_in(getattr(funded.cast, who)).get("/").content.decode()
    client = signed_in(funded.cast.siti)
    assert LIST in client.get("/dana/tagihan-kelompok/").content.decode()
    assert LIST in client.get(f"/dana/baris/{line.bill_id}/").content.decode()


def test_the_home_page_counts_the_names_and_reads_none(funded: Money, tono: Person, city: City) -> None:
    billed(funded)
    billed(funded, ("Februari 2025", "Februari 2025"), "250300002")
    for who in ("siti", "bappeda"):
        acting = getattr(funded.cast, who)
        with CaptureQueriesContext(connection) as queries:
            assert names_waiting(acting) == (1, 4 * SHARE)
        assert ["GROUP BY" in query["sql"] for query in queries] == [False]
        assert names_waiting(acting) == (1, sum(one.rupiah for one in names_hanging(acting)))


def test_the_nik_is_shown_whole_with_a_reason_and_logged(funded: Money, tono: Person) -> None:
    billed(funded)
    client, name = signed_in(funded.cast.siti), asked(tono)
    page = client.post(f"{LIST}{name.pk}/nik/", {"reason": "mencocokkan dengan KTP"})
    assert WRONG in page.content.decode()
    assert Event.objects.filter(action="audit.nik_read").count() == 1


def test_a_page_of_names_asks_as_many_queries_as_one_name(
    funded: Money, tono: Person, django_assert_max_num_queries: object
) -> None:
    billed(funded)
    asked(tono)
    client = signed_in(funded.cast.bappeda)
    client.get(LIST)
    with django_assert_max_num_queries(60) as one:  # type: ignore[operator]
        client.get(LIST)
    rows = [bill("250600001", SHARE * 6, "6", first="Juni 2025", last="Juni 2025")]
    rows += [bill("250600001", SHARE, nik=f"987101040480901{n}", name=f"Nama {n}", first="Juni 2025", last="Juni 2025")
             for n in range(6)]  # fmt: skip
    funded.orders([order("00006/SP2D/2025", SHARE * 6, purpose="Iuran miskin ekstrem Juni 2025")])
    funded.bills(rows)
    ledgers_settle()
    BillName.objects.update(candidates=[{"person": tono.pk, "probability": None}])
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        page = client.get(LIST).content.decode()
    assert page.count("Ya, orang ini") == 6


def test_the_service_refuses_by_itself_who_only_sees(funded: Money, tono: Person) -> None:
    billed(funded)
    camat: Appointment = funded.cast.camat
    with pytest.raises(Exception, match="kantor tempat tagihannya"):
        name_answer(acting=camat, name=asked(tono), word="none", seen=0)
