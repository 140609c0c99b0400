"""The branch's answer to contributions paid after a death, as money: it comes back, or it pays for others."""

from datetime import date
from html import unescape

import pytest
from cast import signed_in
from money import DAY, POOR, Money, all_postings, at, bill, order

from padan.domain.ledger import identities
from padan.web.cover.models import Claim, CreditAnswer
from padan.web.cover.paid_for import paid_for
from padan.web.cover.services import Answered, credit_answer
from padan.web.funds import services
from padan.web.funds.left_to_do import money_todos
from padan.web.funds.models import ImportLine, Portion, Posting
from padan.web.periods.models import Period
from padan.web.protection.models import Person
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from thorough import one_in
from told_again import with_files

pytestmark = one_in(4)

BUDI, SARI, JOKO = "9871010101809001", "9871010101809002", "9871010101809003"
DIED = date(2025, 2, 10)
APRIL = date(2025, 4, 1)


@pytest.fixture
@with_files
def paid(money: Money) -> Claim:
    """Budi died in February; Budi and Sari were paid for March, by name."""
    money.allocate()
    money.arrive()
    money.commit()
    people = [
        Person.objects.create(name=name, nik=nik, kelurahan=money.place("legok"))
        for name, nik in (("Budi", BUDI), ("Sari", SARI), ("Joko", JOKO))
    ]
    money.orders([order("00001/SP2D/2025", 33_600)])
    money.bills([bill("250300001", 33_600, "2"), *(bill("250300001", 16_800, nik=nik, name=name)
                                                   for name, nik in (("Budi", BUDI), ("Sari", SARI)))])  # fmt: skip
    return Claim.objects.create(
        person=people[0], kind="death", happened_on=DIED, origin="reported", office=money.cast.offices["legok"],
        state="checked", credit=16_800, credit_months=["2025-03"],
    )  # fmt: skip


def answered(money: Money, claim: Claim, word: str = "refunded", **said: object) -> CreditAnswer:
    month = APRIL if word == "granted" else None
    told = {"word": word, "day": DAY, "amount": 16_800, "month": month, "letter": "12/BPJS/2025", **said}
    seen = claim.credit_answers.count()
    return credit_answer(acting=money.cast.branch, claim=claim, seen=seen, said=Answered(**told))  # type: ignore[arg-type]


def book(money: Money, answer: CreditAnswer, **said: object) -> list[Posting]:
    return services.credit_book(
        acting=money.cast.bpkad, answer=answer, day=date(2025, 5, 2), reference="STS 7", **said  # type: ignore[arg-type]
    )  # fmt: skip


def spent() -> tuple[int, int]:
    """Paid of 2025, and what is free there or promised to a commitment."""
    return at("paid", programme=POOR), at("available") + at("committed", programme=POOR)


def holds() -> bool:
    return all(check.holds for check in identities(all_postings()))


def test_what_is_paid_back_is_free_again_and_the_person_shows_it(money: Money, paid: Claim) -> None:
    before = spent()
    answer = answered(money, paid)
    assert [todo.count for todo in money_todos(money.cast.bpkad, Period())] == [0, 0, 1]
    (posting, *_) = book(money, answer)
    assert (posting.event_month, posting.credit, posting.amount) == (date(2025, 3, 1), answer, 16_800)
    assert spent() == (before[0] - 16_800, before[1] + 16_800)
    assert holds()
    told = [(one.amount, one.what) for one in paid_for(money.cast.bappeda, paid.person)]
    assert told == [(16_800, "Iuran, Miskin Ekstrem"), (-16_800, "Dikembalikan sebagai uang")]
    assert [todo.count for todo in money_todos(money.cast.bpkad, Period())] == [0, 0, 0]


def test_what_comes_off_a_bill_pays_for_those_whom_the_smaller_payment_no_longer_reaches(
    money: Money, paid: Claim
) -> None:
    before = spent()
    book(money, answered(money, paid, "granted"))
    assert spent() == before
    money.orders([order("00002/SP2D/2025", 16_800, purpose="Iuran miskin ekstrem April 2025", day="12-04-2025")])
    april = {"first": "April 2025", "last": "April 2025"}
    money.bills([bill("250400001", 33_600, "2", **april), bill("250400001", 16_800, nik=SARI, name="Sari", **april),
                 bill("250400001", 16_800, nik=JOKO, name="Joko", **april)])  # fmt: skip
    head = ImportLine.objects.get(reference="250400001", heads=2)
    assert head.outcome == "paid_by_sp2d"
    portions = Portion.objects.filter(month=APRIL).order_by("id")
    assert [(one.person.name, one.amount, bool(one.posting.credit)) for one in portions] == [
        ("Sari", 16_800, False), ("Joko", 16_800, True),
    ]  # fmt: skip
    assert holds()


def test_a_bill_that_came_before_the_booking_is_laid_to_people_by_it(money: Money, paid: Claim) -> None:
    april = {"first": "April 2025", "last": "April 2025"}
    money.orders([order("00002/SP2D/2025", 16_800, purpose="Iuran miskin ekstrem April 2025", day="12-04-2025")])
    money.bills([bill("250400001", 16_800, "2", **april), bill("250400001", 16_800, nik=SARI, name="Sari", **april),
                 bill("250400001", 16_800, nik=JOKO, name="Joko", **april)])  # fmt: skip
    assert not Portion.objects.filter(month=APRIL).exists()
    made = book(money, answered(money, paid, "granted"))
    assert {one.person.name for one in Portion.objects.filter(month=APRIL)} == {"Sari", "Joko"}
    services.posting_reverse(acting=money.cast.bpkad, posting=made[0], reason="salah bulan", day=DAY)
    assert not Portion.objects.filter(month=APRIL, posting__reversed_by=None).exists()
    assert Posting.objects.filter(credit__isnull=False, reverses__isnull=False).count() == 2
    assert holds()


def test_an_answer_is_booked_once_by_the_treasury_and_then_stands_until_that_is_undone(
    money: Money, paid: Claim
) -> None:
    answer = answered(money, paid)
    with pytest.raises(ForbiddenError):
        services.credit_book(acting=money.cast.bappeda, answer=answer, day=DAY, reference="STS 7")
    made = book(money, answer)
    with pytest.raises(ConflictError, match="sudah dibukukan"):
        book(money, answer)
    said = Answered("refused", DAY, reason="ternyata tidak")
    again = {"acting": money.cast.branch, "claim": paid, "seen": 1, "said": said, "replaces": answer.pk}
    with pytest.raises(ConflictError, match="sudah dibukukan BPKAD"):
        credit_answer(**again)
    services.posting_reverse(acting=money.cast.bpkad, posting=made[0], reason="salah", day=DAY)
    credit_answer(**again)
    with pytest.raises(ConflictError, match="tidak memberi uang"):
        book(money, answer)
    assert holds()


def test_months_that_the_ledger_does_not_know_by_name_need_their_money_named(money: Money, paid: Claim) -> None:
    Claim.objects.filter(pk=paid.pk).update(credit=33_600, credit_months=["2025-03", "2025-04"])
    answer = answered(money, paid, amount=33_600)
    with pytest.raises(RefusedError, match="dari dana mana"):
        book(money, answer)
    purse = services.Purse(money.source(), 2025, money.place("legok"), POOR)
    assert [todo.count for todo in money_todos(money.cast.bpkad, Period())] == [0, 0, 1]
    made = book(money, answer, rest=purse)
    back = [(one.event_month, one.amount) for one in made if one.given.kind == "available"]
    assert back == [(date(2025, 3, 1), 16_800), (APRIL, 16_800)]


def test_booking_on_the_pages(money: Money, paid: Claim) -> None:
    answer = answered(money, paid)
    client = signed_in(money.cast.bpkad)
    assert "Budi" in client.get("/dana/pengurang/").content.decode()
    address = f"/dana/pengurang/{answer.pk}/"
    assert "Maret 2025" in client.get(address).content.decode()
    assert client.post(address, {"day": "besok", "reference": "STS 7"}).status_code == 422
    assert client.post(address, {"day": "2025-05-02", "reference": "STS 7"}).status_code == 302
    assert client.get(address).status_code == 404
    posting = Posting.objects.get(credit=answer, given__kind="available")
    shown = unescape(client.get(f"/dana/mutasi/{posting.pk}/").content.decode())
    assert "Dikembalikan sebagai uang, 12/BPJS/2025" in shown
    assert f"/perlindungan/klaim/{paid.pk}/" in shown
    claim = signed_in(money.cast.siti).get(f"/perlindungan/klaim/{paid.pk}/").content.decode()
    assert "sudah dibukukan" in claim
    assert "Sudah dibukukan" in signed_in(money.cast.bappeda).get("/dana/pengurang/").content.decode()


def test_money_that_this_ledger_does_not_keep_is_listed_apart_and_calls_nobody(money: Money, paid: Claim) -> None:
    joko = Person.objects.get(nik=JOKO)
    claim = Claim.objects.create(
        person=joko, kind="death", happened_on=DIED, origin="reported", office=money.cast.offices["legok"],
        state="checked", credit=16_800, credit_months=["2025-03"], finding=[{"segment": "rt", "counts": True}],
    )  # fmt: skip
    answer = answered(money, claim)
    assert [todo.count for todo in money_todos(money.cast.bpkad, Period())] == [0, 0, 0]
    client = signed_in(money.cast.bpkad)
    assert "tidak tercatat per orang pada buku kas ini" in client.get("/dana/pengurang/").content.decode()
    said = {"day": "2025-05-02", "reference": "STS 7", "source": "bkbk", "year": "2025", "place": "15.71",
            "programme": "rt"}  # fmt: skip
    refused = client.post(f"/dana/pengurang/{answer.pk}/", said)
    assert (refused.status_code, "lebih besar daripada uang" in refused.content.decode()) == (422, True)
    assert not Posting.objects.filter(credit=answer).exists()
