"""Somebody whom an office does not know goes to Bappeda, and from there to the office that does. And back."""

from html import unescape

import pytest
from cast import Cast, signed_in
from review_city import City, make_city, open_count

from padan.web.audit.models import Event
from padan.web.periods.models import Kind, Lock
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from padan.web.review.models import Case, CaseKind
from padan.web.review.services import Told, answer_many, decide, hand_over, undo
from thorough import one_in

pytestmark = one_in(4)


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def passed_on(city: City) -> Case:
    """A person of whom Legok said that he is not its own."""
    city.say(city.row("legok", Kind.PARTICIPANTS, name="ORANG MURNI", kpj="24001"), "not_listed", asks=False)
    city.publish()
    case = city.case(CaseKind.NOT_LISTED)
    decide(acting=city.cast.siti, case=case, answer="bukan_warga", seen=0)
    return case


def open_counts(city: City) -> dict[str, int]:
    return {name: open_count(city.period, city.cast.offices[name]) for name in ("legok", "bappeda", "murni")}


def handed(city: City, office: str = "murni") -> Case:
    case = passed_on(city)
    hand_over(acting=city.cast.bappeda, case=case, office=city.cast.offices[office], seen=1, reason="alamat di Murni")
    return case


def test_bappeda_hands_it_over_on_the_page_and_the_new_office_has_it(city: City) -> None:
    case = passed_on(city)
    address, murni = f"/pemeriksaan/{case.pk}/", city.cast.offices["murni"]
    browser = signed_in(city.cast.bappeda)
    shown = unescape(browser.get(address).content.decode())
    assert f'<option value="{murni.pk}">Kelurahan Murni</option>' in shown
    assert "Kelurahan Legok</option>" not in shown
    assert signed_in(city.cast.murni_clerk).get(address).status_code == 404
    browser.post(f"{address}serahkan/", {"seen": 1, "kantor": murni.pk, "reason": "alamat di Murni"})
    assert open_counts(city) == {"legok": 0, "bappeda": 0, "murni": 1}
    queue = unescape(signed_in(city.cast.murni_clerk).get("/pemeriksaan/").content.decode())
    assert "Terdaftar di BPJS, tidak ada di daftar" in queue
    shown = unescape(signed_in(city.cast.murni_clerk).get(address).content.decode())
    assert "Diserahkan ke Kelurahan Murni" in shown
    assert "Masih menjabat" in shown
    event = Event.objects.get(action="review.hand_over")
    assert event.actor == city.cast.bappeda.user
    assert event.detail["office"] == "Kelurahan Murni"


def test_the_new_offices_answer_holds(city: City) -> None:
    case = handed(city)
    decide(acting=city.cast.murni_clerk, case=case, answer="menjabat", seen=2)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "menjabat")
    with pytest.raises(ConflictError, match="sudah menjawabnya"):
        undo(acting=city.cast.bappeda, case=case, seen=3)


def test_the_next_run_leaves_it_where_it_was_handed(city: City) -> None:
    case = handed(city)
    row = case.right
    assert row is not None
    city.next_run()
    city.say(row, "not_listed", asks=False)
    city.publish()
    assert open_counts(city) == {"legok": 0, "bappeda": 0, "murni": 1}


def test_bappeda_takes_it_back_while_nobody_answered(city: City) -> None:
    case = handed(city)
    undo(acting=city.cast.bappeda, case=case, seen=2)
    assert open_counts(city) == {"legok": 0, "bappeda": 1, "murni": 0}
    undo(acting=city.cast.siti, case=case, seen=3)
    assert open_counts(city) == {"legok": 1, "bappeda": 0, "murni": 0}


def test_who_passed_it_on_cannot_take_it_back_behind_bappeda(city: City) -> None:
    case = handed(city)
    with pytest.raises(ConflictError, match="Bappeda sudah menjawab"):
        undo(acting=city.cast.siti, case=case, seen=2)


def test_not_there_either_comes_back_to_bappeda_and_goes_to_a_third(city: City) -> None:
    case = handed(city)
    answer_many(acting=city.cast.murni_clerk, period=city.period, cases=[case.pk], answer="bukan_warga")
    assert open_counts(city) == {"legok": 0, "bappeda": 1, "murni": 0}
    undo(acting=city.cast.murni_clerk, case=case, seen=3)
    assert open_counts(city) == {"legok": 0, "bappeda": 0, "murni": 1}
    decide(acting=city.cast.murni_clerk, case=case, answer="bukan_warga", seen=4)
    rawasari = city.cast.offices["rawasari"]
    hand_over(acting=city.cast.bappeda, case=case, office=rawasari, seen=5)
    assert open_counts(city) == {"legok": 0, "bappeda": 0, "murni": 0}
    assert open_count(city.period, rawasari) == 1


def test_an_answer_after_passing_it_on_takes_it_back_first(city: City) -> None:
    case = passed_on(city)
    decide(acting=city.cast.siti, case=case, answer="menjabat", seen=1)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "menjabat")
    assert open_counts(city) == {"legok": 0, "bappeda": 0, "murni": 0}


def test_an_office_that_passed_it_on_and_signed_holds_nobody_up(city: City) -> None:
    case = passed_on(city)
    Lock.objects.create(period=city.period, office=city.cast.offices["legok"])
    hand_over(acting=city.cast.bappeda, case=case, office=city.cast.offices["murni"], seen=1)
    assert open_counts(city)["murni"] == 1


@pytest.mark.parametrize("office", ["legok", "bpkad", "bappeda"])
def test_not_to_who_was_asked_nor_to_who_knows_nobody(city: City, office: str) -> None:
    case = passed_on(city)
    with pytest.raises(RefusedError, match="tidak dapat diserahkan"):
        hand_over(acting=city.cast.bappeda, case=case, office=city.cast.offices[office], seen=1)


def test_not_to_an_office_that_signed_and_not_twice(city: City) -> None:
    case = passed_on(city)
    rawasari, murni = city.cast.offices["rawasari"], city.cast.offices["murni"]
    Lock.objects.create(period=city.period, office=rawasari)
    with pytest.raises(RefusedError):
        hand_over(acting=city.cast.bappeda, case=case, office=rawasari, seen=1)
    hand_over(acting=city.cast.bappeda, case=case, office=murni, seen=1)
    with pytest.raises(RefusedError):
        hand_over(acting=city.cast.bappeda, case=case, office=city.cast.offices["dinsos"], seen=2)


def test_nobody_else_hands_over(city: City) -> None:
    case = passed_on(city)
    murni = city.cast.offices["murni"]
    with pytest.raises(RefusedError):
        hand_over(acting=city.cast.siti, case=case, office=murni, seen=1)
    with pytest.raises(ForbiddenError):
        hand_over(acting=city.cast.camat, case=case, office=murni, seen=1)
    assert "/serahkan/" not in signed_in(city.cast.siti).get(f"/pemeriksaan/{case.pk}/").content.decode()


def test_bappedas_own_answer_still_closes_it(city: City) -> None:
    case = passed_on(city)
    decide(acting=city.cast.bappeda, case=case, answer="lainnya", seen=1, told=Told(reason="pindah ke Muaro Jambi"))
    assert open_counts(city) == {"legok": 0, "bappeda": 0, "murni": 0}


def test_no_office_named_is_told_on_the_page(city: City) -> None:
    case = passed_on(city)
    response = signed_in(city.cast.bappeda).post(f"/pemeriksaan/{case.pk}/serahkan/", {"seen": 1})
    assert response.status_code == 422
    assert "Pilih kantor lain dari daftar" in response.content.decode()


def test_bappeda_is_not_offered_to_pass_on_what_it_answers_itself(city: City) -> None:
    case = passed_on(city)
    shown = signed_in(city.cast.bappeda).get(f"/pemeriksaan/{case.pk}/").content.decode()
    assert 'value="bukan_warga"' not in shown
    assert "Diteruskan ke Bappeda" not in shown
    assert 'value="bukan_warga"' in signed_in(city.cast.siti).get(f"/pemeriksaan/{case.pk}/").content.decode()
    with pytest.raises(RefusedError, match="tidak dikenal"):
        decide(acting=city.cast.bappeda, case=case, answer="bukan_warga", seen=1)
    with pytest.raises(RefusedError, match="tidak dikenal"):
        answer_many(acting=city.cast.bappeda, period=city.period, cases=[case.pk], answer="bukan_warga")
