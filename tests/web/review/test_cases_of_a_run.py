"""What a run finds becomes cases, put to the offices that know the people."""

import pytest
from cast import Cast
from review_city import City, doubtful_pair, make_city, open_count

from padan.web.periods.models import Kind
from padan.web.review.models import Case, CaseKind, CaseState
from padan.web.review.services import cases_refresh, decide


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def offices(case: Case) -> set[str]:
    return {line.office.name for line in case.offices.all()}


def test_each_finding_asks_its_own_question(city: City) -> None:
    city.say(city.row("legok", name="BELUM TERDAFTAR", nik="1571010101809101"), "not_registered", asks=False)
    city.say(city.row("legok", Kind.PARTICIPANTS, name="TIDAK ADA", nik="1571010101809102"), "not_listed", asks=False)
    city.say(city.row("legok", nik="", name=""), "rejected", asks=False)
    kept, twin = city.row("legok", name="KEMBAR", nik="1571010101809103"), city.row("legok", name="KEMBAR S")
    city.say(kept, "matched", asks=False)
    city.say(twin, "duplicate", match=kept, asks=False)
    left = city.row("legok", name="BEDA NAMA", nik="1571010101809104")
    right = city.row("legok", Kind.PARTICIPANTS, name="NAMA BEDA", nik="1571010101809104")
    city.say(left, "differs", match=right, problems=["name_differs"])
    city.say(right, "differs", match=left, problems=["name_differs"], asks=False)
    dead = city.row("legok", Kind.PARTICIPANTS, name="ALMARHUM", nik="1571010101809105")
    city.say(dead, "not_listed", months={"2024-10": "after_death", "2024-11": "after_death"})
    city.publish()
    assert sorted(Case.objects.values_list("kind", "asks")) == [
        ("differs", True),
        ("double", False),
        ("not_listed", False),
        ("not_registered", False),
        ("paid_after", True),
        ("unusable", False),
    ]
    assert city.case(CaseKind.PAID_AFTER).months == 2


def test_a_linked_person_is_asked_about_each_thing_once(city: City) -> None:
    left, right = city.row("legok"), city.row("legok", Kind.PARTICIPANTS, name="ZULKARNAIN E")
    city.say(left, "differs", match=right, problems=["name_differs", "deceased"], asks=False)
    city.say(right, "differs", match=left, problems=["name_differs", "deceased", "two_payers"])
    other = city.row("legok", Kind.PARTICIPANTS, kpj="99")
    city.say(other, "not_listed", problems=["two_payers"], asks=False)
    city.pair(right, other, "participants", "auto")
    city.publish()
    asked = dict(Case.objects.values_list("kind", "asks"))
    assert asked == {"deceased": True, "differs": False, "two_payers": True}


def test_two_candidates_are_one_case_that_names_both(city: City) -> None:
    left = city.row("legok")
    near, far = (city.row("legok", Kind.PARTICIPANTS, nik=f"157101010180901{n}", kpj=str(n)) for n in (1, 2))
    for row in (left, near, far):
        city.say(row, "review")
    city.pair(left, far, probability=0.6)
    city.pair(left, near, probability=0.8)
    city.publish()
    case = city.case(CaseKind.PAIR)
    assert (case.left_id, case.right_id, case.rivals) == (left.pk, near.pk, [far.pk])


def test_one_nik_on_two_people_of_a_list_asks_which_stays(city: City) -> None:
    one, other = city.row("legok"), city.row("murni", name="ANDI ANWAR")
    city.say(one, "review")
    city.say(other, "review", "murni")
    city.pair(one, other, "list")
    city.publish()
    case = city.case(CaseKind.DOUBLE)
    assert case.asks
    assert offices(case) == {"Kelurahan Legok", "Kelurahan Murni"}


def test_what_no_kelurahan_knows_goes_to_bappeda(city: City) -> None:
    city.say(city.row("legok", Kind.PARTICIPANTS), "not_listed", "bpjs")
    city.publish()
    assert offices(city.case(CaseKind.NOT_LISTED)) == {"Bappeda Kota Jambi"}


def test_bappeda_is_not_asked_beside_a_kelurahan(city: City) -> None:
    doubtful_pair(city, "bappeda")
    city.publish()
    assert offices(city.case(CaseKind.PAIR)) == {"Kelurahan Legok"}


def test_equal_rows_are_cases_of_their_own(city: City) -> None:
    city.say(city.row("legok"), "not_registered")
    city.say(city.row("legok"), "not_registered")
    city.publish()
    assert Case.objects.count() == 2


def test_refreshing_twice_changes_nothing(city: City) -> None:
    doubtful_pair(city)
    city.publish()
    before = list(Case.objects.values())
    told = cases_refresh(run=city.run)
    assert (told.new, told.kept, told.gone) == (0, 1, 0)
    assert list(Case.objects.values()) == before


def test_an_answer_survives_a_new_file_with_the_same_people(city: City) -> None:
    doubtful_pair(city)
    city.publish()
    decide(acting=city.cast.siti, case=city.case(CaseKind.PAIR), answer="beda", seen=0)
    city.upload_again()
    city.next_run()
    left, _ = doubtful_pair(city)
    city.publish()
    case = city.case(CaseKind.PAIR)
    assert (case.state, case.answer, case.left_id, case.run_id) == ("answered", "beda", left.pk, city.run.pk)


def test_a_changed_record_is_asked_about_anew(city: City) -> None:
    left, right = doubtful_pair(city)
    city.publish()
    decide(acting=city.cast.siti, case=city.case(CaseKind.PAIR), answer="beda", seen=0)
    city.upload_again()
    city.next_run()
    left, right = city.row("legok", name="ZULKARNAIN BIN EFFENDI"), city.row("legok", Kind.PARTICIPANTS, kpj="24001")
    city.say(left, "review")
    city.say(right, "review")
    city.pair(left, right)
    city.publish()
    states = sorted(Case.objects.values_list("state", "answer"))
    assert states == [("gone", "beda"), ("open", "")]


def test_what_vanished_comes_back_with_its_answer(city: City) -> None:
    row = city.row("legok")
    city.say(row, "not_registered")
    city.publish()
    decide(acting=city.cast.siti, case=city.case(CaseKind.NOT_REGISTERED), answer="usulkan", seen=0)
    city.next_run()
    city.say(row, "matched", asks=False)
    city.publish()
    assert city.case(CaseKind.NOT_REGISTERED).state == CaseState.GONE
    city.next_run()
    city.say(row, "not_registered")
    city.publish()
    case = city.case(CaseKind.NOT_REGISTERED)
    assert (case.state, case.answer) == (CaseState.ANSWERED, "usulkan")


def test_an_answered_pair_that_is_linked_now_stays_answered(city: City) -> None:
    left, right = doubtful_pair(city)
    city.publish()
    decide(acting=city.cast.siti, case=city.case(CaseKind.PAIR), answer="sama", seen=0)
    city.next_run()
    city.say(left, "matched", match=right, asks=False)
    city.say(right, "matched", match=left, asks=False)
    city.publish()
    assert city.case(CaseKind.PAIR).state == CaseState.ANSWERED
    assert open_count(city.period, city.cast.offices["legok"]) == 0


def test_an_open_case_that_vanished_is_gone_and_owed_no_more(city: City) -> None:
    left, right = doubtful_pair(city)
    city.publish()
    assert open_count(city.period, city.cast.offices["legok"]) == 1
    city.next_run()
    city.say(left, "matched", match=right, asks=False)
    city.publish()
    assert city.case(CaseKind.PAIR).state == CaseState.GONE
    assert open_count(city.period, city.cast.offices["legok"]) == 0


def test_a_person_now_of_another_kelurahan_is_put_to_that_one(city: City) -> None:
    row = city.row("legok", Kind.PARTICIPANTS)
    city.say(row, "not_listed")
    city.publish()
    city.next_run()
    city.say(row, "not_listed", "murni")
    city.publish()
    assert offices(city.case(CaseKind.NOT_LISTED)) == {"Kelurahan Murni"}
