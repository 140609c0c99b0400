"""After an answer: which candidate it was, and that another kind of question begins."""

from html import unescape
from typing import Any

import pytest
from cast import Cast, signed_in
from review_city import City, doubtful_pair, make_city

from padan.web.lists.models import Row
from padan.web.periods.models import Kind
from padan.web.review.models import Case, CaseKind
from padan.web.review.services import decide
from thorough import one_in

pytestmark = one_in(2)

HTMX = {"HTTP_HX_REQUEST": "true"}
HOLD = 'data-hold="1200"'


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def two_candidates(city: City) -> tuple[Case, Row, Row]:
    left = city.row("legok", name="LUKMANUL HAKIM")
    near = city.row("legok", Kind.PARTICIPANTS, name="LUKMAN HAKIM", nik="1571010101809012", kpj="1")
    far = city.row("legok", Kind.PARTICIPANTS, name="LUQMAN", nik="1571010101809013", kpj="2")
    for row in (left, near, far):
        city.say(row, "review")
    city.pair(left, near, probability=0.8)
    city.pair(left, far, probability=0.6)
    city.publish()
    return city.case(CaseKind.PAIR), near, far


def answered(city: City, case: Case, answer: str, **more: str) -> str:
    address = f"/pemeriksaan/{case.pk}/jawab/"
    response = signed_in(city.cast.siti).post(address, {"answer": answer, "seen": 0}, **more)
    return unescape(response.content.decode())


@pytest.mark.parametrize(("which", "said"), [(0, "Sama dengan B: LUKMAN HAKIM"), (1, "Sama dengan C: LUQMAN")])
def test_the_notice_says_with_which_candidate(city: City, which: int, said: str) -> None:
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="9"), "not_listed")
    case, *candidates = two_candidates(city)
    shown = answered(city, case, f"sama:{candidates[which].fingerprint}", **HTMX)
    assert f"<strong>{said}, 1571********90" in shown
    browser = signed_in(city.cast.siti)
    following = city.case(CaseKind.NOT_LISTED)
    assert said in unescape(browser.get(f"/pemeriksaan/{following.pk}/?urung={case.pk}").content.decode())
    assert said in unescape(browser.get("/pemeriksaan/isi/?isi=dijawab").content.decode())
    assert said in unescape(browser.get(f"/pemeriksaan/{case.pk}/").content.decode())


def test_the_last_notice_says_it_too(city: City) -> None:
    case, _, far = two_candidates(city)
    assert "Sama dengan C: LUQMAN" in answered(city, case, f"sama:{far.fingerprint}", **HTMX)


def test_another_kind_is_told_and_its_keys_wait(city: City) -> None:
    doubtful_pair(city)
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="9"), "not_listed")
    city.publish()
    pair, other = city.case(CaseKind.PAIR), city.case(CaseKind.NOT_LISTED)
    shown = answered(city, pair, "beda", **HTMX)
    assert "Pertanyaan jenis lain: Terdaftar di BPJS, tidak ada di daftar" in shown
    assert HOLD in shown
    browser = signed_in(city.cast.siti)
    assert HOLD in browser.get(f"/pemeriksaan/{other.pk}/?urung={pair.pk}").content.decode()
    assert HOLD not in browser.get(f"/pemeriksaan/{other.pk}/").content.decode()
    back = browser.post(f"/pemeriksaan/{pair.pk}/urungkan/", {"seen": 1, "dari": "not_listed"}, **HTMX)
    assert HOLD in back.content.decode()


def test_the_same_kind_goes_on_at_once(city: City) -> None:
    for number in range(2):
        city.say(city.row("legok", Kind.PARTICIPANTS, kpj=str(number)), "not_listed")
    city.publish()
    shown = answered(city, Case.objects.order_by("pk")[0], "menjabat", **HTMX)
    assert "1 dari 2 selesai" in shown
    assert "Pertanyaan jenis lain" not in shown
    assert HOLD not in shown


def test_skipping_to_another_kind_tells_it_as_well(city: City) -> None:
    doubtful_pair(city)
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="9"), "not_listed")
    city.publish()
    pair, other = city.case(CaseKind.PAIR), city.case(CaseKind.NOT_LISTED)
    browser = signed_in(city.cast.siti)
    address = f"/pemeriksaan/{other.pk}/?dari=pair"
    assert f'href="{address}"' in browser.get(f"/pemeriksaan/{pair.pk}/").content.decode()
    assert HOLD in browser.get(address).content.decode()


def test_the_end_of_the_questions_says_what_still_waits(city: City) -> None:
    city.say(city.row("legok", nik="1571010101809401"), "not_registered", asks=False)
    doubtful_pair(city)
    city.publish()
    shown = answered(city, city.case(CaseKind.PAIR), "beda", **HTMX)
    assert "1 kasus lain masih menunggu" in shown
    assert "tidak ada lagi yang menunggu" not in shown


@pytest.mark.parametrize("people", [2, 9])
def test_the_list_of_answers_asks_no_more_for_more_people(
    city: City, django_assert_max_num_queries: Any, people: int
) -> None:
    for number in range(people):
        city.say(city.row("legok", nik=f"157101010180930{number}"), "not_registered", asks=False)
    city.publish()
    for case in Case.objects.all():
        decide(acting=city.cast.siti, case=case, answer="lewat_usia", seen=0)
    browser = signed_in(city.cast.siti)
    with django_assert_max_num_queries(22):
        shown = browser.get("/pemeriksaan/isi/?isi=dijawab").content.decode()
    assert shown.count("Lewat batas usia") == people
