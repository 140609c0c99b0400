"""Money promised, arrived, committed, paid, reported and given back, through the services; and what the database
refuses."""

from datetime import date
from typing import Any

import pytest
from cast import Cast
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from money import DAY, POOR, Money, all_postings, at, order, standing

from padan.domain import ledger
from padan.web.audit.models import Event
from padan.web.funds import services
from padan.web.funds.models import Account, Posting, SpjState
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from thorough import one_in

pytestmark = one_in(2)


def holds() -> bool:
    """Whether every identity holds of what is recorded."""
    return all(check.holds for check in ledger.identities(all_postings()))


def test_a_years_money_from_the_promise_to_the_spj(money: Money) -> None:
    money.allocate()
    money.arrive()
    money.commit()
    money.orders([order("00001/SP2D/2025", 823_200)])
    spj = services.spj_submit(
        acting=money.cast.siti,
        spj=services.NewSpj(money.source(), 2025, POOR, "SPJ-1", date(2025, 4, 1), 823_200),
    )
    assert at("reported", programme=POOR) == 0
    services.spj_accept(acting=money.cast.bpkad, spj=spj, day=date(2025, 4, 5))
    assert (at("allocated"), at("available")) == (70_000_000, 30_000_000 - 9_878_400)
    assert (at("committed", programme=POOR), at("reported", programme=POOR)) == (9_055_200, 823_200)
    assert holds()


def test_a_stage_of_2024_that_comes_in_november_2025_settles_the_advance_and_stays_2024(money: Money) -> None:
    money.allocate(year=2024)
    money.orders([order("00001/SP2D/2025", 840_000)], year=2024)
    assert at("advance", 2024) == -840_000
    money.arrive(amount=70_000_000, year=2024, order=2, day=date(2025, 11, 7))
    assert at("advance", 2024) == 0
    assert at("available", 2024) == 69_160_000
    assert {account.year for account in standing()} == {2024}
    assert holds()


def test_a_commitment_beyond_the_money_is_blocked_and_nothing_is_left_of_it(money: Money) -> None:
    money.allocate(amount=9_000_000)
    with pytest.raises(ConflictError, match=r"Rp 9\.878\.400 melebihi .* Rp 9\.000\.000: kurang Rp 878\.400"):
        money.commit()
    assert not Posting.objects.filter(commitment__isnull=False).exists()
    money.commit(months=10)


def test_a_commitment_ahead_of_the_stage_waits_and_is_funded_when_it_comes(money: Money) -> None:
    money.allocate()
    money.commit()
    assert at("committed", programme=POOR) == 0
    with pytest.raises(ConflictError):
        money.commit(heads=500, decree_ref="400/SK-13/2025")
    money.arrive()
    assert at("committed", programme=POOR) == 9_878_400
    assert holds()


def test_closing_a_commitment_frees_what_it_did_not_pay(money: Money) -> None:
    money.allocate()
    money.arrive()
    made = money.commit()
    money.orders([order("00001/SP2D/2025", 823_200)])
    services.commitment_close(acting=money.cast.bappeda, commitment=made, reason="pindah sumber", day=DAY)
    assert (at("committed", programme=POOR), at("available")) == (0, 30_000_000 - 823_200)
    with pytest.raises(ConflictError):
        services.commitment_close(acting=money.cast.bappeda, commitment=made, reason="lagi", day=DAY)


def test_an_arrival_is_undone_with_all_that_it_did(money: Money) -> None:
    money.allocate()
    money.commit()
    before = standing()
    money.arrive()
    services.posting_reverse(
        acting=money.cast.bpkad, posting=Posting.objects.filter(arrival__isnull=False).first(), reason="salah", day=DAY
    )
    assert standing() == before
    assert holds()
    with pytest.raises(ConflictError, match="sudah dibatalkan"):
        services.posting_reverse(
            acting=money.cast.bpkad, posting=Posting.objects.filter(arrival__isnull=False).first(), reason="x", day=DAY
        )


def test_money_that_has_moved_on_cannot_be_undone(money: Money) -> None:
    money.allocate()
    money.arrive()
    first = Posting.objects.order_by("id").first()
    with pytest.raises(ConflictError, match="bergerak lebih jauh"):
        services.posting_reverse(acting=money.cast.bappeda, posting=first, reason="salah", day=DAY)
    assert Posting.objects.filter(reverses__isnull=False).count() == 0


def test_money_given_back_and_paid_money_that_returns(money: Money) -> None:
    money.allocate()
    money.arrive()
    money.commit()
    money.orders([order("00001/SP2D/2025", 823_200)])
    facts = {"source": money.source(), "year": 2025, "day": DAY, "reference": "STS 1"}
    legok = money.place("legok")
    services.refund(acting=money.cast.bpkad, programme=POOR, amounts={legok: 16_800}, **facts)
    services.give_back(acting=money.cast.bpkad, amounts={legok: 20_200_000}, **facts)
    assert (at("paid", programme=POOR), at("returned")) == (806_400, 20_200_000)
    assert at("advance") == -61_600
    assert holds()


def test_a_payment_comes_back_after_its_spj_but_never_more_than_was_paid(money: Money) -> None:
    money.allocate()
    money.arrive()
    money.orders([order("00001/SP2D/2025", 823_200)])
    said = services.NewSpj(money.source(), 2025, POOR, "SPJ-1", DAY, 823_200)
    services.spj_accept(acting=money.cast.bpkad, spj=services.spj_submit(acting=money.cast.siti, spj=said), day=DAY)
    facts = {"source": money.source(), "year": 2025, "day": DAY, "reference": "STS 1", "programme": POOR}
    legok = money.place("legok")
    services.refund(acting=money.cast.bpkad, amounts={legok: 16_800}, **facts)
    assert (at("paid", programme=POOR), at("reported", programme=POOR)) == (0, 806_400)
    with pytest.raises(RefusedError, match="lebih besar"):
        services.refund(acting=money.cast.bpkad, amounts={legok: 806_401}, **facts)
    assert holds()


def test_money_is_made_available_at_all_places_or_at_none(money: Money) -> None:
    money.allocate()
    facts = {"source": money.source(), "year": 2025, "day": DAY, "reference": "Surat 1"}
    legok, murni = money.place("legok"), money.place("murni")
    services.stage_arrive(acting=money.cast.bpkad, order=1, amounts={legok: 30_000_000}, available=False, **facts)
    before = Posting.objects.count()
    with pytest.raises(RefusedError):
        services.make_available(acting=money.cast.bpkad, amounts={legok: 1_000_000, murni: 1_000_000}, **facts)
    assert Posting.objects.count() == before
    services.make_available(acting=money.cast.bpkad, amounts={legok: 1_000_000}, **facts)
    assert Posting.objects.count() > before


def test_an_spj_above_what_was_paid_is_refused_and_can_be_sent_back(money: Money) -> None:
    said = services.NewSpj(money.source(), 2025, POOR, "SPJ-1", DAY, 5)
    spj = services.spj_submit(acting=money.cast.siti, spj=said)
    with pytest.raises(RefusedError, match="belum di-SPJ-kan"):
        services.spj_accept(acting=money.cast.bpkad, spj=spj, day=DAY)
    services.spj_send_back(acting=money.cast.bpkad, spj=spj, reason="belum dibayar")
    spj.refresh_from_db()
    assert (spj.state, spj.reason) == (SpjState.RETURNED, "belum dibayar")
    with pytest.raises(ConflictError):
        services.spj_accept(acting=money.cast.bpkad, spj=spj, day=DAY)


@pytest.mark.parametrize("who", ["siti", "camat", "bpkad", "leader", "branch"])
def test_only_bappeda_promises_and_commits(money: Money, who: str) -> None:
    acting = money.cast.people[who]
    with pytest.raises(ForbiddenError):
        services.allocate(
            acting=acting, source=money.source(), year=2025, amounts={money.place("legok"): 5}, day=DAY, reference="x"
        )


@pytest.mark.parametrize("who", ["siti", "camat", "bappeda", "auditor"])
def test_only_bpkad_writes_what_arrives(money: Money, who: str) -> None:
    with pytest.raises(ForbiddenError):
        services.stage_arrive(
            acting=money.cast.people[who],
            source=money.source(),
            year=2025,
            order=1,
            amounts={money.place("legok"): 5},
            day=DAY,
            reference="x",
        )


def test_every_move_leaves_its_event(money: Money) -> None:
    money.allocate()
    money.arrive()
    money.commit()
    actions = set(Event.objects.filter(action__startswith="funds.").values_list("action", flat=True))
    assert actions == {"funds.allocate", "funds.arrive", "funds.commit"}


def test_the_database_keeps_postings_as_they_are(money: Money) -> None:
    money.allocate()
    posting = Posting.objects.get()
    for change in (lambda: Posting.objects.update(amount=1), posting.delete, lambda: Account.objects.update(year=2020)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("wrong", ["amount", "same", "year", "place"])
def test_the_database_refuses_a_posting_that_means_nothing(money: Money, cast: Cast, wrong: str) -> None:
    money.allocate()
    made = Posting.objects.get()
    others = {"kind": "allocated", "source": money.source(), "programme": ""}
    given = {
        "amount": made.given,
        "same": made.taken,
        "year": Account.objects.create(year=2024, place=money.place("legok"), **others),
        "place": Account.objects.create(year=2025, place=money.place("murni"), **others),
    }[wrong]
    with pytest.raises(DatabaseError), transaction.atomic():
        Posting.objects.create(taken=made.taken, given=given, amount=0 if wrong == "amount" else 5, day=DAY)


def test_many_places_are_written_with_as_few_questions_as_one(money: Money) -> None:
    places = {money.place(name): 1_000_000 for name in ("legok", "murni", "rawasari")}
    said: dict[str, Any] = {
        "acting": money.cast.bappeda, "source": money.source(), "year": 2025, "day": DAY, "reference": "DPA",
    }  # fmt: skip
    services.allocate(amounts=places, **said)
    with CaptureQueriesContext(connection) as one:
        services.allocate(amounts={money.place("legok"): 1_000_000}, **said)
    with CaptureQueriesContext(connection) as many:
        services.allocate(amounts=places, **said)
    assert len(many) == len(one)
    made = services.commitments_make(
        acting=money.cast.bappeda,
        commitments=[
            services.NewCommitment(place, POOR, money.source(), 2025, date(2025, 1, 1), 12, 2, 16_800, "SK 1", DAY)
            for place in places
        ],
    )
    assert [one.amount for one in made] == [403_200] * 3
