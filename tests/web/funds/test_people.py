"""For whom a payment was: taken apart into person-months, never by guessing; and aid handed over with its proof."""

from datetime import date

import pytest
from cast import signed_in
from django.urls import reverse
from money import DAY, POOR, Money, bill, order
from review_city import City

from padan.web.cover.books import books_refresh
from padan.web.cover.models import PersonMonth
from padan.web.funds import selectors, services
from padan.web.funds.models import Portion, Posting
from padan.web.funds.overview import Look
from padan.web.protection.models import Candidate, Person
from padan.web.protection.paying import paid_in
from padan.web.refusals import ForbiddenError, RefusedError
from thorough import one_in

pytestmark = one_in(4)

BUDI, SARI, JOKO = "9871010101809001", "9871010101809002", "9871010101809003"
MARCH = date(2025, 3, 1)


def person(money: Money, name: str, nik: str) -> Person:
    return Person.objects.create(name=name, nik=nik, kelurahan=money.place("legok"))


def paid_month(city: City, who: Person, paid: int = 16_800) -> PersonMonth:
    row = city.row("legok", nik=who.nik, name=who.name)
    return PersonMonth.objects.create(
        person=who, month=MARCH, segment=POOR, paid=paid, due=16_800, status="paid", fact="paid", run_fact="paid",
        office=city.cast.offices["legok"], row=row, run=city.run,
    )  # fmt: skip


def told() -> list[tuple[str, str, int]]:
    return [(one.name, f"{one.month:%Y-%m}", one.amount) for one in Portion.objects.order_by("name", "month")]


def test_rp_16800_for_budi_kelurahan_legok_march_2025(funded: Money) -> None:
    budi = person(funded, "Budi", BUDI)
    funded.orders([order("00001/SP2D/2025", 33_600)])
    funded.bills(
        [
            bill("250300001", 33_600, "2", ntpn="A1B2C3"),
            bill("250300001", 16_800, nik=BUDI, name="BUDI"),
            bill("250300001", 16_800, nik=SARI, name="SARI"),
        ]
    )
    assert told() == [("BUDI", "2025-03", 16_800), ("SARI", "2025-03", 16_800)]
    portion = Portion.objects.get(person=budi)
    assert (portion.place.name, portion.programme, portion.proof_number) == ("Legok", POOR, "A1B2C3")
    assert portion.posting.line.reference == "00001/SP2D/2025"
    assert (portion.line.sheet, portion.line.row) == ("Data", 3)
    assert Portion.objects.exclude(pk=portion.pk).get().person is None
    Candidate.objects.create(
        person=budi, programme=POOR, year=2025, office=funded.cast.offices["legok"], origin="musyawarah"
    )
    assert paid_in(POOR, {budi.pk, 0}, MARCH) == {budi.pk}
    assert paid_in(POOR, {budi.pk}, date(2025, 4, 1)) == set()
    address = f"/perlindungan/orang/{budi.pk}/"
    for who, led in (("siti", True), ("bpkad", True), ("opd", None)):
        answer = signed_in(getattr(funded.cast, who)).get(address)
        if led is None:
            assert answer.status_code == 404
            continue
        shown = answer.content.decode()
        assert "Dibayar menurut buku kas" in shown
        assert "Maret 2025" in shown
        assert "A1B2C3" in shown
        assert reverse("funds:posting", args=[portion.posting_id]) in shown


def test_a_line_that_names_somebody_without_a_bill_above_it_pays_that_person(funded: Money, city: City) -> None:
    budi, sari = person(funded, "Budi", BUDI), person(funded, "Sari", SARI)
    paid_month(city, sari)
    funded.orders([order("00001/SP2D/2025", 33_600)])
    funded.bills([bill("250300001", 16_800, nik=BUDI, name="Budi"), bill("250300002", 16_800, nik=JOKO, name="Joko")])
    assert [(one.name, one.person_id, one.amount) for one in Portion.objects.order_by("name")] == [
        ("Budi", budi.pk, 16_800), ("Joko", None, 16_800),
    ]  # fmt: skip
    books_refresh()
    month = PersonMonth.objects.get(person=budi)
    assert (month.fact, month.paid, month.by_group) == ("paid", 16_800, False)
    assert PersonMonth.objects.get(person=sari).by_ledger is None, "the lines are for others"
    assert "tagihan kelompok" not in signed_in(funded.cast.siti).get(f"/perlindungan/orang/{budi.pk}/").content.decode()
    for at, left in (("1", [("Joko", "2025-03", 16_800)]), ("2", [("Joko", "2025-03", 16_800)])):
        back = funded.bills([bill(f"25030000{at}", -16_800, nik=BUDI, name="Budi", ntpn=at)])
        assert told() == left
        assert [line.outcome for line in back.lines.all()] == ["name_back" if at == "1" else "takes_nothing"]


def test_a_bill_of_three_with_two_names_leaves_one_not_assigned(funded: Money) -> None:
    funded.orders([order("00001/SP2D/2025", 50_400)])
    funded.bills([bill("250300001", 50_400, "3"), bill("250300001", 16_800, nik=BUDI, name="Budi"),
                  bill("250300001", 16_800, nik=SARI, name="Sari")])  # fmt: skip
    assert len(told()) == 2
    found = Look(funded.place("legok"), DAY).findings()
    assert [one.amount for one in found if one.code == "unassigned"] == [16_800]


def test_a_bill_without_names_pays_those_whom_the_run_found_paid_and_the_rest_is_nobodys(
    funded: Money, city: City
) -> None:
    for name, nik in (("Budi", BUDI), ("Sari", SARI)):
        paid_month(city, person(funded, name, nik))
    funded.orders([order("00001/SP2D/2025", 50_400)])
    funded.bills([bill("250300001", 50_400, "3")])
    assert told() == [("Budi", "2025-03", 16_800), ("Sari", "2025-03", 16_800)]


def test_a_bill_of_fewer_people_than_the_list_pays_nobody(funded: Money, city: City) -> None:
    for name, nik in (("Budi", BUDI), ("Sari", SARI), ("Joko", JOKO)):
        paid_month(city, person(funded, name, nik))
    funded.orders([order("00001/SP2D/2025", 33_600)])
    funded.bills([bill("250300001", 33_600, "2")])
    assert told() == []


def test_a_month_is_told_of_once_however_many_bills_come(funded: Money, city: City) -> None:
    paid_month(city, person(funded, "Budi", BUDI))
    funded.orders([order("00001/SP2D/2025", 16_800), order("00002/SP2D/2025", 16_800)])
    funded.bills([bill("250300001", 16_800, "1"), bill("250300002", 16_800, "1")])
    assert told() == [("Budi", "2025-03", 16_800)]


def test_an_order_without_a_bill_pays_the_list_only_when_it_is_exactly_that(funded: Money, city: City) -> None:
    paid_month(city, person(funded, "Budi", BUDI))
    funded.orders([order("00001/SP2D/2025", 16_801)])
    assert told() == []
    funded.orders([order("00002/SP2D/2025", 16_800)])
    assert told() == [("Budi", "2025-03", 16_800)]


def test_a_payment_undone_is_for_nobody_any_more(funded: Money) -> None:
    funded.orders([order("00001/SP2D/2025", 16_800)])
    funded.bills([bill("250300001", 16_800, "1"), bill("250300001", 16_800, nik=BUDI, name="Budi")])
    posting = Posting.objects.get(line__isnull=False)
    services.posting_reverse(acting=funded.cast.bpkad, posting=posting, reason="salah", day=DAY)
    assert told() == []


def handed(**said: object) -> services.Handed:
    told_of = {"name": "Budi", "month": MARCH, "amount": 300_000, "form": "cash", "nik": BUDI, **said}
    return services.Handed(**told_of)  # type: ignore[arg-type]


@pytest.fixture
def aid(funded: Money) -> Posting:
    """A payment of a million for the extreme poor of Legok."""
    person(funded, "Budi", BUDI)
    funded.orders([order("00001/SP2D/2025", 1_000_000)])
    return Posting.objects.get(line__isnull=False)


@pytest.mark.parametrize("form", ["cash", "goods", "service", "contribution"])
def test_money_becomes_cash_goods_or_a_service_for_a_named_person_with_proof(
    funded: Money, aid: Posting, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("padan.web.funds.portions.law_forms", lambda *_: frozenset({form}))
    said = handed(form=form, what="beras 10 kg", proof_kind="kuitansi", proof_number="K-1", proof_on=DAY)
    made = services.portion_add(acting=funded.cast.siti, posting=aid, handed=said)
    assert (made.person.name, made.form, made.proof_number, made.month) == ("Budi", form, "K-1", MARCH)
    with pytest.raises(RefusedError, match="melebihi pembayaran"):
        services.portion_add(acting=funded.cast.siti, posting=aid, handed=handed(form=form, amount=700_001))


def test_a_form_that_the_law_does_not_allow_is_refused(
    funded: Money, aid: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("padan.web.funds.portions.law_forms", lambda *_: frozenset({"contribution"}))
    with pytest.raises(RefusedError, match="tidak diizinkan"):
        services.portion_add(acting=funded.cast.siti, posting=aid, handed=handed())


def test_aid_for_a_family_and_aid_without_proof(funded: Money, aid: Posting) -> None:
    said = handed(form="goods", nik="", family="9871010101800001")
    services.portion_add(acting=funded.cast.siti, posting=aid, handed=said)
    found = Look(funded.place("legok"), DAY).findings()
    assert [one.amount for one in found if one.code == "no_proof"] == [300_000]
    with pytest.raises(RefusedError, match="Sebutkan NIK"):
        services.portion_add(acting=funded.cast.siti, posting=aid, handed=handed(nik="", family=""))


def test_another_kelurahan_tells_nothing_of_it(funded: Money, aid: Posting) -> None:
    with pytest.raises(ForbiddenError):
        services.portion_add(acting=funded.cast.murni_clerk, posting=aid, handed=handed())


def test_what_may_still_be_promised(funded: Money) -> None:
    left = selectors.money_left(funded.place("legok"), POOR, 2025, funded.source())
    assert left.free == 100_000_000 - 9_878_400
    assert left.there == 30_000_000 - 9_878_400
    assert left.used == 9_878_400
    assert left.share in (None, 10_000_000)
    assert left.left == (121_600 if left.share else left.free)


def test_a_part_above_the_payment_is_refused_beside_what_was_typed(funded: Money) -> None:
    person(funded, "Budi", BUDI)
    funded.orders([order("00001/SP2D/2025", 300_000)])
    posting = Posting.objects.get(line__isnull=False)
    said = {"name": "Budi", "nik": BUDI, "form": "cash", "month": "2025-03-01", "amount": "300.001", "proof_kind": ""}
    answer = signed_in(funded.cast.siti).post(reverse("funds:portion", args=[posting.pk]), said)
    shown = answer.content.decode()
    assert (answer.status_code, "melebihi pembayaran ini" in shown, 'value="300.001"' in shown) == (422, True, True)
