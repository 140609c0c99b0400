"""Two cards choose one participant for two plainly different people: the second is stopped until a reason is told."""

from dataclasses import replace
from html import unescape

import pytest
from cast import Cast, signed_in
from review_city import City, make_city

from padan.web.periods.models import Kind
from padan.web.review.models import Case, Decision
from padan.web.review.refusals import TwoPeopleError
from padan.web.review.services import Told, decide, undo
from padan.web.runs.models import Verdict


def two_cards(cast: Cast, **second: str) -> tuple[City, list[Case], Told]:
    """Two rows of the list, each with candidates of its own and one that they share; and the words that choose it."""
    city = make_city(cast)
    peers = [city.row("legok", Kind.PARTICIPANTS, nik=f"157101010180902{n}", kpj=f"2400{n}") for n in range(4)]
    rows = [city.row("legok"), city.row("legok", **second)]
    for row in (*peers, *rows):
        city.say(row, "review")
    for row, candidates in zip(rows, (peers[:3], (peers[0], peers[3])), strict=True):
        for peer in candidates:
            city.pair(row, peer)
    city.publish()
    return city, [Case.objects.get(left=row) for row in rows], Told(values={"chosen": peers[0].fingerprint})


OTHER = {"nik": "1571022705729002", "name": "ZULKARNAIN", "birth_date": "27-05-1972"}


def test_the_second_card_is_stopped_and_a_reason_lets_it_through(cast: Cast) -> None:
    city, (first, second), chosen = two_cards(cast, **OTHER)
    decide(acting=city.cast.siti, case=first, answer="sama", seen=0, told=chosen)
    with pytest.raises(TwoPeopleError, match="jelas berbeda"):
        decide(acting=city.cast.siti, case=second, answer="sama", seen=0, told=chosen)
    assert (Verdict.objects.count(), Decision.objects.count()) == (1, 1)
    decide(acting=city.cast.siti, case=second, answer="sama", seen=0, told=replace(chosen, reason="KTP lama"))
    assert Verdict.objects.count() == 2


def test_the_page_says_why_and_asks_for_the_reason(cast: Cast) -> None:
    city, (first, second), chosen = two_cards(cast, **OTHER)
    decide(acting=city.cast.siti, case=first, answer="sama", seen=0, told=chosen)
    answer = f"sama:{chosen.values['chosen']}"
    client, address = signed_in(city.cast.siti), f"/pemeriksaan/{second.pk}/jawab/"
    refused = client.post(address, {"answer": answer, "seen": 0})
    shown = unescape(refused.content.decode())
    assert refused.status_code == TwoPeopleError("").status
    assert "NIK dan tanggal lahirnya jelas berbeda" in shown
    assert f'value="{answer}">Simpan dengan alasan' in shown
    assert client.post(address, {"answer": answer, "seen": 0, "reason": "KTP lama"}).status_code == 302
    second.refresh_from_db()
    assert second.answer == "sama"


@pytest.mark.parametrize("second", [{}, {"nik": "1571010101809002"}, {"nik": "", "birth_date": "27-05-1972"}])
def test_who_is_not_plainly_another_is_not_stopped(cast: Cast, second: dict[str, str]) -> None:
    city, (first, other), chosen = two_cards(cast, **second)
    decide(acting=city.cast.siti, case=first, answer="sama", seen=0, told=chosen)
    decide(acting=city.cast.siti, case=other, answer="sama", seen=0, told=chosen)


def test_once_the_first_is_taken_back_the_second_may_be_answered(cast: Cast) -> None:
    city, (first, second), chosen = two_cards(cast, **OTHER)
    decide(acting=city.cast.siti, case=first, answer="sama", seen=0, told=chosen)
    undo(acting=city.cast.siti, case=first, seen=1)
    decide(acting=city.cast.siti, case=second, answer="sama", seen=0, told=chosen)
