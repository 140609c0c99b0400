"""Contributions paid after a death: proposed, answered by the branch in one of three ways, and followed by the bill."""

from datetime import date, timedelta
from html import unescape

import pytest
from cast import Cast, signed_in
from cover_city import CoverCity, make_cover_city
from django.db import DatabaseError, transaction
from django.utils import timezone

from padan.web.cover.left_to_do import todos
from padan.web.cover.models import Claim, CreditAnswer
from padan.web.cover.month_bills import month_bill, months_known
from padan.web.cover.services import Answered, Report, Taken, claim_report, claim_step, claims_raise, credit_answer
from padan.web.periods.models import Period
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from thorough import one_in
from told_again import told_again

pytestmark = one_in(4)

DIED = date(2024, 10, 20)
JANUARY = date(2025, 1, 1)
DAY = date(2025, 1, 10)


@pytest.fixture
@told_again
def town(cast: Cast) -> CoverCity:
    """Budi died in October and was paid for to December."""
    made = make_cover_city(cast)
    made.listed("BUDI", "PPP")
    made.listed("CITRA", "PPP")
    made.publish()
    return made


@pytest.fixture
@told_again
def claim(town: CoverCity) -> Claim:
    found = claim_report(acting=town.cast.siti, person=town.person("BUDI"), report=Report("death", DIED))
    assert (found.credit, found.credit_months) == (33_600, ["2024-11", "2024-12"])
    return found


def answer(town: CoverCity, claim: Claim, who: str = "branch", replaces: CreditAnswer | None = None, **said: object):
    told = {"word": "granted", "day": DAY, "amount": 33_600, "month": JANUARY, "letter": "12/BPJS/2025", **said}
    seen = said.pop("seen", claim.credit_answers.count())
    told.pop("seen", None)
    return credit_answer(
        acting=getattr(town.cast, who),
        claim=claim,
        seen=seen,
        said=Answered(**told),  # type: ignore[arg-type]
        replaces=replaces.pk if replaces else None,
    )


def told(month: date) -> tuple[int, int, int]:
    """Proposed, taken off, and what may be paid."""
    bill = month_bill(month)
    return bill.credit, bill.granted, bill.check.billed - bill.check.pay_less - bill.granted


def test_a_granted_credit_comes_off_the_bill_that_it_names_and_no_other(town: CoverCity, claim: Claim) -> None:
    coming, *past = months_known()
    assert coming == JANUARY
    before = told(coming)
    assert before[:2] == (33_600, 0)
    answer(town, claim)
    assert told(coming) == (0, 33_600, before[2] - 33_600)
    assert {told(month)[1] for month in past} == {0}


def test_refused_and_refunded_are_proposed_no_more_and_come_off_no_bill(town: CoverCity, claim: Claim) -> None:
    first = answer(town, claim, word="refused", reason="sudah dipakai membayar tunggakan", letter="")
    assert (first.amount, first.bill_month, told(JANUARY)[:2]) == (0, None, (0, 0))
    second = answer(town, claim, who="bappeda", replaces=first, word="refunded", amount=16_800)
    assert (second.asked, second.amount, second.bill_month, told(JANUARY)[:2]) == (33_600, 16_800, None, (0, 0))
    assert [one.holds for one in CreditAnswer.objects.order_by("sequence")] == [False, True]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"word": "nonsense"}, "salah satu"),
        ({"letter": " "}, "surat"),
        ({"amount": 33_601}, "tidak lebih"),
        ({"amount": 0}, "lebih dari nol"),
        ({"month": None}, "bulan tagihan"),
        ({"month": DIED}, "sesudah kematian"),
        ({"word": "refused", "reason": ""}, "alasan"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "belum tiba"),
    ],
)
def test_what_an_answer_must_say(town: CoverCity, claim: Claim, said: dict[str, object], match: str) -> None:
    with pytest.raises(RefusedError, match=match):
        answer(town, claim, **said)
    assert not CreditAnswer.objects.exists()


def test_who_answers_and_how_often(town: CoverCity, claim: Claim) -> None:
    with pytest.raises(ForbiddenError):
        answer(town, claim, who="lukman")
    first = answer(town, claim)
    with pytest.raises(ConflictError, match="menunggu jawaban"):
        answer(town, claim)
    with pytest.raises(ConflictError, match="Orang lain"):
        answer(town, claim, replaces=first, seen=0)
    answer(town, claim, replaces=first, amount=16_800)
    with pytest.raises(ConflictError, match="menunggu jawaban"):
        answer(town, claim, replaces=first)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CreditAnswer.objects.update(amount=1)


def test_a_month_that_becomes_known_later_is_proposed_anew(cast: Cast) -> None:
    town = make_cover_city(cast)
    row = town.listed("BUDI", "PP-")
    town.publish()
    claim = claim_report(acting=cast.siti, person=town.person("BUDI"), report=Report("death", DIED))
    answer(town, claim, amount=16_800)
    assert claims_raise() == 0
    row.months, row.amounts = {**row.months, "2024-12": "paid"}, {**row.amounts, "2024-12": [16_800, 16_800, False]}
    row.save()
    town.publish()
    claims_raise()
    claim.refresh_from_db()
    assert (claim.credit, claim.credit_months) == (33_600, ["2024-11", "2024-12"])
    again = answer(town, claim, word="refunded", amount=16_800, month=None)
    assert (again.asked, again.months) == (16_800, ["2024-12"])


def page(town: CoverCity, who: str, address: str) -> str:
    return unescape(signed_in(getattr(town.cast, who)).get(address).content.decode())


def test_the_branch_answers_on_the_page_of_the_claim(town: CoverCity, claim: Claim) -> None:
    for at, (who, step) in enumerate((("siti", "documents"), ("lukman", "filed")), 2):
        taken = Taken(DAY, document="Akta 10/2024")
        claim_step(acting=getattr(town.cast, who), claim=claim, step=step, seen=at, taken=taken)
    assert [todo.count for todo in todos(town.cast.branch, Period())] == [1, 1]
    assert "BUDI" in page(town, "branch", "/perlindungan/klaim/?pengurang=ya")
    address = f"/perlindungan/klaim/{claim.pk}/"
    assert "cabang belum menjawab" in page(town, "siti", address)
    assert "Catat jawaban cabang" not in page(town, "siti", address)
    assert "Catat jawaban cabang" in page(town, "branch", address)
    client = signed_in(town.cast.branch)
    said = {"seen": "0", "word": "granted", "day": "2025-01-10", "amount": "33600", "month": "2025-01-31", "letter": ""}
    refused = client.post(address + "pengurang/", said)
    assert (refused.status_code, "Sebutkan nomor surat" in refused.content.decode()) == (422, True)
    assert client.post(address + "pengurang/", {**said, "day": "besok"}).status_code == 422
    assert client.post(address + "pengurang/", {**said, "letter": "12/BPJS/2025"}).status_code == 302
    shown = page(town, "siti", address)
    assert "Dikurangkan dari tagihan, Rp 33.600, tagihan Januari 2025" in " ".join(
        shown.replace("<strong>", "").replace("</strong>", "").split()
    )
    assert "belum dibukukan BPKAD" in shown
    assert "Ganti jawaban terakhir" in page(town, "bappeda", address)
    assert [todo.count for todo in todos(town.cast.branch, Period())] == [1, 0]
    assert "Dikurangkan cabang" in page(town, "bappeda", "/perlindungan/bulan/2025-01/")
