"""A death or an accident is reported, checked at once, and followed to the payment, each step by the right role."""

from datetime import date, timedelta
from html import unescape

import pytest
from cast import Cast, signed_in
from cover_city import CoverCity, make_cover_city
from django.db import DatabaseError, transaction
from django.utils import timezone

from padan.web.accounts.models import Appointment
from padan.web.audit.models import Event
from padan.web.cover.models import Claim, ClaimStep
from padan.web.cover.services import Report, Taken, claim_report, claim_step, claims_raise
from padan.web.periods.models import Kind
from padan.web.protection.models import Candidate, PersonFact
from padan.web.refusals import RefusedError
from padan.web.review.models import CaseKind
from padan.web.review.services import Told, decide
from thorough import one_in
from told_again import told_again

pytestmark = one_in(4)

DAY = date(2024, 12, 20)


@pytest.fixture
@told_again
def town(cast: Cast) -> CoverCity:
    made = make_cover_city(cast)
    made.listed("BUDI", "PPP")
    made.listed("CITRA", "UUU")
    made.listed("RUDI", "UUU", segment="rt")
    made.alone("EKA", Kind.LIST)
    made.publish()
    return made


def reported(town: CoverCity, name: str = "BUDI", kind: str = "death", day: date | None = DAY) -> Claim:
    return claim_report(acting=town.cast.siti, person=town.person(name), report=Report(kind, day))


def take(town: CoverCity, claim: Claim, who: Appointment, step: str, **said: object) -> None:
    taken = Taken(**{"day": DAY, "document": "Akta 12/2024", **said})  # type: ignore[arg-type]
    claim_step(acting=who, claim=claim, step=step, seen=claim.steps.count(), taken=taken)
    claim.refresh_from_db()


def test_a_report_is_checked_at_once(town: CoverCity) -> None:
    claim = reported(town)
    assert (claim.state, claim.covered, claim.amount, claim.office) == (
        "checked", True, 42_000_000, town.cast.offices["legok"],
    )  # fmt: skip
    assert reported(town, "CITRA", day=date(2025, 1, 3)).covered is False


def test_where_the_payer_type_is_not_settled_both_answers_are_kept(town: CoverCity) -> None:
    claim = reported(town, "RUDI", day=date(2025, 1, 3))
    assert [(f["reading"], f["covered"], f["counts"]) for f in claim.finding] == [
        ("bpu", False, True), ("pu", True, False),
    ]  # fmt: skip
    assert claim.covered is False


def test_an_accident_is_covered_without_a_fixed_sum(town: CoverCity) -> None:
    claim = reported(town, kind="accident")
    assert (claim.covered, claim.amount) == (True, None)
    assert reported(town, kind="accident").pk != claim.pk


def test_a_death_is_claimed_once(town: CoverCity) -> None:
    claim = reported(town)
    with pytest.raises(RefusedError, match="sudah dilaporkan"):
        reported(town)
    take(town, claim, town.cast.lukman, "withdrawn", reason="ternyata masih hidup")
    assert reported(town).pk != claim.pk


@pytest.mark.parametrize(("name", "day"), [("BUDI", date(2999, 1, 1)), ("NOBODY", DAY)])
def test_what_cannot_be_reported(town: CoverCity, name: str, day: date) -> None:
    with pytest.raises(RefusedError):
        reported(town, name, day=day)
    assert not Claim.objects.exists()


def test_the_whole_way_to_the_payment(town: CoverCity) -> None:
    claim = reported(town)
    take(town, claim, town.cast.siti, "documents")
    take(town, claim, town.cast.lukman, "filed")
    take(town, claim, town.cast.branch, "refused", reason="akta kurang", document="")
    take(town, claim, town.cast.lukman, "filed")
    take(town, claim, town.cast.branch, "paid", amount=42_000_000, document="")
    assert [(s.step, s.by_name) for s in claim.steps.order_by("sequence")] == [
        ("reported", "Siti Aminah"), ("checked", "Siti Aminah"), ("documents", "Siti Aminah"),
        ("filed", "Lukman Hakim"), ("refused", "Seno Wibowo"), ("filed", "Lukman Hakim"), ("paid", "Seno Wibowo"),
    ]  # fmt: skip
    assert claim.state == "paid"
    assert Event.objects.filter(action="cover.claim_step").count() == 5


def test_a_step_is_taken_by_the_right_role_and_says_what_it_must(town: CoverCity) -> None:
    claim = reported(town)
    for who, step, said in (
        (town.cast.siti, "filed", {}),
        (town.cast.branch, "paid", {}),
        (town.cast.siti, "nonsense", {}),
        (town.cast.siti, "documents", {"document": " "}),
        (town.cast.lukman, "withdrawn", {"reason": ""}),
        (town.cast.siti, "documents", {"day": timezone.localdate() + timedelta(days=1)}),
    ):
        with pytest.raises(RefusedError):
            take(town, claim, who, step, **said)
    assert claim.steps.count() == 2


def test_a_death_that_is_filed_counts_against_proposals_until_it_is_taken_back(town: CoverCity) -> None:
    claim = reported(town)
    proposed = Candidate.objects.create(
        person=claim.person, programme="pekerja_rentan", year=DAY.year + 1, office=claim.office, origin="musyawarah"
    )

    def codes() -> set[str]:
        proposed.refresh_from_db()
        return {reason["code"] for reason in proposed.reasons}

    take(town, claim, town.cast.siti, "documents")
    assert "deceased" not in codes()
    take(town, claim, town.cast.lukman, "filed")
    assert "deceased" in codes()
    take(town, claim, town.cast.branch, "refused", reason="akta kurang", document="")
    take(town, claim, town.cast.lukman, "filed")
    assert PersonFact.objects.filter(person=claim.person).count() == 1
    take(town, claim, town.cast.lukman, "withdrawn", reason="ternyata masih hidup", day=DAY + timedelta(days=3))
    assert "deceased" not in codes()


def test_of_two_who_step_at_once_one_is_told(town: CoverCity) -> None:
    claim = reported(town)
    taken = Taken(DAY, document="Akta 1")
    claim_step(acting=town.cast.siti, claim=claim, step="documents", seen=2, taken=taken)
    with pytest.raises(RefusedError, match="baru saja"):
        claim_step(acting=town.cast.lukman, claim=claim, step="documents", seen=2, taken=taken)


def test_steps_cannot_be_changed(town: CoverCity) -> None:
    reported(town)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ClaimStep.objects.update(reason="lain")


def test_a_missing_date_is_filled_in_and_checked_again(town: CoverCity) -> None:
    claim = reported(town, day=None)
    assert claim.covered is None
    take(town, claim, town.cast.siti, "checked", happened_on=DAY)
    assert (claim.happened_on, claim.covered, claim.amount) == (DAY, True, 42_000_000)


def test_an_answer_of_the_review_opens_a_claim(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.alone("DARMA", Kind.PARTICIPANTS, "PPP")
    town.publish()
    case = town.city.case(CaseKind.NOT_LISTED)
    told = Told(happened_on=date(2024, 11, 30), document="Akta 7/2024")
    decide(acting=cast.lukman, case=case, answer="meninggal", told=told, seen=0)
    assert claims_raise() == 1
    claim = Claim.objects.get()
    assert (claim.origin, claim.happened_on, claim.covered) == ("review", date(2024, 11, 30), True)
    assert (claim.credit, claim.credit_months) == (16_800, ["2024-12"])
    assert claims_raise() == 0


def page(who: Appointment, address: str, status: int = 200) -> str:
    response = signed_in(who).get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return unescape(response.content.decode())


def test_reporting_on_the_page(town: CoverCity) -> None:
    address = f"/perlindungan/orang/{town.person('BUDI').pk}/lapor/"
    assert "Tanggal kejadian" in page(town.cast.siti, address)
    client = signed_in(town.cast.siti)
    assert client.post(address, {"kind": "death", "happened_on": "bukan tanggal"}).status_code == 422
    assert client.post(address, {"kind": "death", "happened_on": "2999-01-01"}).status_code == 422
    response = client.post(address, {"kind": "death", "happened_on": "2024-12-20"})
    claim = Claim.objects.get()
    assert response.headers["Location"] == f"/perlindungan/klaim/{claim.pk}/"
    assert client.post(address, {"kind": "death", "happened_on": "2024-12-20"}).status_code == 422
    shown = page(town.cast.siti, f"/perlindungan/klaim/{claim.pk}/")
    assert "perlindungan berlaku penuh pada hari itu" in shown
    assert "Rp 42.000.000" in shown
    assert "Dokumen sudah lengkap" in shown
    assert "Ajukan ke cabang" not in shown


def test_stepping_on_the_page(town: CoverCity) -> None:
    claim = reported(town)
    address = f"/perlindungan/klaim/{claim.pk}/langkah/"
    client = signed_in(town.cast.siti)
    said = {"step": "documents", "seen": "2", "day": "2024-12-21", "document": "Akta 1"}
    assert client.post(address, {**said, "day": "besok"}).status_code == 422
    assert client.post(address, said).status_code == 302
    assert client.post(address, said).status_code == 409
    assert client.post(address, {**said, "seen": "3", "step": "filed"}).status_code == 403


def test_the_branch_sees_what_was_filed_and_nothing_else(town: CoverCity) -> None:
    claim, other = reported(town), reported(town, "CITRA")
    page(town.cast.branch, f"/perlindungan/klaim/{claim.pk}/", 404)
    take(town, claim, town.cast.siti, "documents")
    take(town, claim, town.cast.lukman, "filed")
    shown = page(town.cast.branch, "/perlindungan/klaim/")
    assert "BUDI" in shown
    assert "CITRA" not in shown
    assert "Sudah dibayar" in page(town.cast.branch, f"/perlindungan/klaim/{claim.pk}/")
    page(town.cast.branch, f"/perlindungan/klaim/{other.pk}/", 404)
    page(town.cast.branch, "/perlindungan/", 403)
    assert "1 klaim menunggu jawaban cabang" in page(town.cast.branch, "/")


def test_families_at_risk_come_first(town: CoverCity) -> None:
    reported(town, "CITRA", day=date(2025, 1, 3))
    reported(town, "BUDI")
    shown = page(town.cast.siti, "/perlindungan/klaim/")
    assert shown.index("BUDI") < shown.index("CITRA")
    assert "RUDI" not in shown
    assert "BUDI" not in page(town.cast.rawasari_clerk, "/perlindungan/klaim/?semua=ya")
