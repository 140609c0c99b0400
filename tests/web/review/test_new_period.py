"""In a new period nobody is asked again what was answered of the very same records."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from cast import Cast, signed_in
from review_city import City, doubtful_pair, make_city, open_count

from padan.web.audit.models import Event
from padan.web.lists.models import Row
from padan.web.periods.models import Kind, Lock, Period
from padan.web.refusals import ConflictError, LockedError
from padan.web.review.models import Case, CaseKind, Decision
from padan.web.review.selectors import sent_rows
from padan.web.review.services import Told, answers_keep, cases_refresh, decide, hand_over, reply, undo
from padan.web.runs.asking import marks_of
from padan.web.runs.models import Run, Verdict
from padan.web.runs.standing_verdicts import decisions_of, verdicts_standing
from thorough import one_in

pytestmark = one_in(4)

LEFT = Told(happened_on=date(2024, 11, 3), document="SK 12/2024")


@pytest.fixture
def old(cast: Cast) -> City:
    return make_city(cast)


def next_city(city: City, key: str = "2025-Q1") -> City:
    """The quarter after it, whose first run is under way."""
    first = {"2025-Q1": 1, "2025-Q2": 4}[key]
    period = Period.objects.create(
        key=key, name=f"Periode {key}", first_month=date(2025, first, 1), last_month=date(2025, first + 2, 1),
        due=date(2025, first + 3, 20),
    )  # fmt: skip
    return City(city.cast, period, Run.objects.create(period=period, number=1))


def matched_pair(city: City, **changed: str) -> tuple[Row, Row]:
    """The two records of the doubtful pair, which the run no longer doubts."""
    left = city.row("legok", **changed)
    right = city.row("legok", Kind.PARTICIPANTS, name="ZULKARNAEN EFENDI", nik="1571010101809011", kpj="24001")
    city.say(left, "matched", match=right, asks=False)
    city.say(right, "matched", match=left, asks=False)
    return left, right


def answered_pair(city: City, answer: str = "sama") -> Case:
    doubtful_pair(city)
    city.publish()
    case = city.case(CaseKind.PAIR)
    decide(acting=city.cast.siti, case=case, answer=answer, seen=0)
    return case


def not_listed(city: City) -> Case:
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="24001", name="JOKO"), "not_listed")
    city.publish()
    return city.case(CaseKind.NOT_LISTED)


def told_verdicts(period: Period) -> list[str]:
    return [decision.answer.value for decision in decisions_of(period)]


def test_the_run_of_the_new_period_obeys_what_was_said_before(old: City) -> None:
    new = next_city(old)
    assert told_verdicts(new.period) == []
    before = marks_of(new.period)
    answered_pair(old, "beda")
    assert told_verdicts(new.period) == ["different"]
    assert marks_of(new.period) != before
    assert told_verdicts(old.period) == ["different"]


def test_a_later_word_does_not_reach_back(old: City) -> None:
    new = next_city(old)
    doubtful_pair(new)
    new.publish()
    decide(acting=old.cast.siti, case=new.case(CaseKind.PAIR), answer="sama", seen=0)
    assert (told_verdicts(new.period), told_verdicts(old.period)) == (["same"], [])


def test_the_case_stands_answered_with_its_origin_and_can_be_taken_back_there_alone(old: City) -> None:
    asked = answered_pair(old)
    new = next_city(old)
    matched_pair(new)
    new.publish()
    case = new.case(CaseKind.PAIR)
    assert (case.state, case.answer, open_count(new.period, old.cast.offices["legok"])) == ("answered", "sama", 0)
    assert Decision.objects.get(case=case).carried_from == asked.decisions.get()
    browser = signed_in(old.cast.siti)
    shown = unescape(browser.get(f"/pemeriksaan/{case.pk}/").content.decode())
    assert "Jawaban dari Triwulan 4 Tahun 2024 tetap berlaku" in shown
    assert "JOKO" not in shown
    undo(acting=old.cast.siti, case=case, seen=1)
    assert (told_verdicts(new.period), told_verdicts(old.period)) == ([], ["same"])
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("answered", "sama")
    again = unescape(browser.get(f"/pemeriksaan/{case.pk}/").content.decode())
    assert "tetap berlaku" not in again


def test_doubt_that_comes_back_is_not_carried_again(old: City) -> None:
    answered_pair(old)
    new = next_city(old)
    doubtful_pair(new)
    new.publish()
    case = new.case(CaseKind.PAIR)
    assert case.state == "answered"
    undo(acting=old.cast.siti, case=case, seen=1)
    cases_refresh(run=new.run)
    case.refresh_from_db()
    assert (case.state, case.sequence) == ("open", 2)
    later = next_city(old, "2025-Q2")
    doubtful_pair(later)
    later.publish()
    assert later.case(CaseKind.PAIR).state == "open"


def test_a_record_that_changed_is_asked_anew(old: City) -> None:
    answered_pair(old)
    new = next_city(old)
    left = new.row("legok", name="ZULKARNAIN EFFENDY")
    right = new.row("legok", Kind.PARTICIPANTS, name="ZULKARNAEN EFENDI", nik="1571010101809011", kpj="24001")
    new.say(left, "review")
    new.say(right, "review")
    new.pair(left, right)
    new.publish()
    assert new.case(CaseKind.PAIR).state == "open"


def test_it_goes_on_through_several_periods_and_a_closed_one_stays(old: City) -> None:
    answered_pair(old)
    middle = next_city(old)
    matched_pair(middle)
    middle.publish()
    later = next_city(old, "2025-Q2")
    matched_pair(later)
    later.publish()
    assert later.case(CaseKind.PAIR).state == "answered"
    assert Decision.objects.get(case=later.case(CaseKind.PAIR)).carried_from == old.case(CaseKind.PAIR).decisions.get()
    assert cases_refresh(run=later.run).new == 0
    assert Decision.objects.filter(case__period=later.period).count() == 1


def test_an_answer_given_late_reaches_the_period_that_already_asks(old: City) -> None:
    doubtful_pair(old)
    old.publish()
    new = next_city(old)
    doubtful_pair(new)
    new.publish()
    decide(acting=old.cast.siti, case=old.case(CaseKind.PAIR), answer="sama", seen=0)
    new.next_run()
    matched_pair(new)
    new.publish()
    assert new.case(CaseKind.PAIR).state == "answered"


def test_words_that_go_round_in_a_circle_give_way_to_those_of_the_period(old: City) -> None:
    new = next_city(old)
    names = [{"side": "list", "nik": "", "name": name, "birth_date": "", "kpj": ""} for name in "ABC"]
    for period, one, other, answer in (
        (old.period, 0, 1, "same"), (new.period, 1, 2, "same"), (new.period, 0, 2, "different"),
    ):  # fmt: skip
        Verdict.objects.create(
            period=period, key=f"{one}{other}", one=names[one], other=names[other], answer=answer, by_name="x"
        )
    assert sorted(verdict.key for verdict in verdicts_standing(new.period)) == ["02", "12"]


def test_an_answer_that_contradicts_an_earlier_period_is_refused(old: City) -> None:
    answered_pair(old)
    left, right = old.case(CaseKind.PAIR).left, old.case(CaseKind.PAIR).right
    new = next_city(old)
    one, person = matched_pair(new)
    third = new.row("legok", name="ZULKARNAIN", nik="1571010101809077")
    new.say(third, "review")
    new.pair(one, third, "list")
    new.publish()
    assert left is not None
    assert right is not None
    Verdict.objects.create(
        period=new.period, key="lain", one=_record(third), other=_record(person), answer="same", by_name="x"
    )
    with pytest.raises(ConflictError, match="bertentangan"):
        decide(acting=old.cast.siti, case=new.case(CaseKind.DOUBLE), answer="beda", seen=0)


def _record(row: Row) -> dict[str, str]:
    keys = ("nik", "name", "birth_date", "kpj")
    return {"side": row.kind, **{key: row.values.get(key, "") for key in keys}}


def test_who_left_or_died_stays_so_and_the_branch_is_not_asked_twice(old: City) -> None:
    decide(acting=old.cast.lukman, case=not_listed(old), answer="berhenti", seen=0, told=LEFT)
    new = next_city(old)
    case = not_listed(new)
    assert (case.state, case.answer) == ("answered", "berhenti")
    assert Decision.objects.get(case=case).happened_on == date(2024, 11, 3)
    [sent] = sent_rows(old.cast.branch, new.period)
    assert sent.reply is None
    reply(acting=old.cast.branch, case=old.case(CaseKind.NOT_LISTED), word="accepted")
    [sent] = sent_rows(old.cast.branch, new.period)
    assert sent.reply is not None
    assert Event.objects.filter(action="review.carry").exists()


def test_a_death_that_waited_for_its_lurah_is_asked_again(old: City) -> None:
    decide(acting=old.cast.siti, case=not_listed(old), answer="meninggal", seen=0, told=LEFT)
    new = next_city(old)
    assert not_listed(new).state == "open"


def test_who_was_handed_on_and_left_is_not_asked_of_the_first_office(old: City) -> None:
    case, cast = not_listed(old), old.cast
    decide(acting=cast.siti, case=case, answer="bukan_warga", seen=0)
    hand_over(acting=cast.bappeda, case=case, office=cast.offices["murni"], seen=1)
    decide(acting=cast.murni_lurah, case=case, answer="berhenti", seen=2, told=LEFT)
    new = next_city(old)
    again = not_listed(new)
    assert (again.state, again.answer) == ("answered", "berhenti")
    assert all(open_count(new.period, cast.offices[name]) == 0 for name in ("legok", "murni", "bappeda"))


def unregistered(city: City, *names: str) -> None:
    for number, name in enumerate(names):
        city.say(city.row("legok", nik=f"157101010180930{number}", name=name), "not_registered", asks=False)
    city.publish()


def answers(city: City) -> dict[str, tuple[str, str]]:
    return {case.left.values["name"]: (case.state, case.answer) for case in Case.objects.filter(period=city.period)}


def test_what_may_have_changed_is_offered_and_kept_in_one_click(old: City) -> None:
    unregistered(old, "AMIN", "BUDI", "CITRA", "DEWI")
    cases = {case.left.values["name"]: case for case in Case.objects.select_related("left")}
    decide(acting=old.cast.siti, case=cases["AMIN"], answer="pemberi_kerja", seen=0, told=Told("PT Contoh"))
    decide(acting=old.cast.siti, case=cases["BUDI"], answer="lewat_usia", seen=0)
    decide(acting=old.cast.siti, case=cases["CITRA"], answer="usulkan", seen=0)
    new = next_city(old)
    unregistered(new, "AMIN", "BUDI", "CITRA", "DEWI")
    assert {state for state, _ in answers(new).values()} == {"open"}
    browser = signed_in(old.cast.siti)
    assert "Tetap berlaku semua (2)" in browser.get("/pemeriksaan/").content.decode()
    shown = unescape(browser.get("/pemeriksaan/tetap-berlaku/").content.decode())
    assert "Triwulan 4 Tahun 2024, Siti Aminah" in shown
    assert "PT Contoh" in shown
    assert "CITRA" not in shown
    assert browser.post("/pemeriksaan/tetap-berlaku/", {"semua": "ya"}).status_code == 302
    assert answers(new) == {
        "AMIN": ("answered", "pemberi_kerja"), "BUDI": ("answered", "lewat_usia"), "CITRA": ("open", ""),
        "DEWI": ("open", ""),
    }  # fmt: skip
    kept = Decision.objects.get(case__period=new.period, answer="pemberi_kerja")
    assert (kept.reason, kept.by, kept.carried_from) == ("PT Contoh", old.cast.siti.user, cases["AMIN"].decisions.get())
    assert "Tetap berlaku" not in browser.get("/pemeriksaan/").content.decode()


def test_only_those_that_are_ticked_are_kept(old: City) -> None:
    unregistered(old, "AMIN", "BUDI")
    for case in Case.objects.all():
        decide(acting=old.cast.siti, case=case, answer="lewat_usia", seen=0)
    new = next_city(old)
    unregistered(new, "AMIN", "BUDI")
    chosen = Case.objects.filter(period=new.period).first()
    assert chosen is not None
    signed_in(old.cast.siti).post("/pemeriksaan/tetap-berlaku/", {"kasus": [chosen.pk, "x", 999999]})
    assert sorted(answers(new).values()) == [("answered", "lewat_usia"), ("open", "")]


def test_not_ours_goes_to_bappeda_again_and_others_are_not_offered_it(old: City) -> None:
    decide(acting=old.cast.siti, case=not_listed(old), answer="bukan_warga", seen=0)
    new = next_city(old)
    not_listed(new)
    assert answers_keep(acting=old.cast.murni_clerk, period=new.period) == 0
    assert answers_keep(acting=old.cast.bappeda, period=new.period) == 0
    assert answers_keep(acting=old.cast.siti, period=new.period) == 1
    assert open_count(new.period, old.cast.offices["bappeda"]) == 1


def test_a_signed_office_keeps_nothing(old: City) -> None:
    unregistered(old, "AMIN")
    decide(acting=old.cast.siti, case=Case.objects.get(), answer="lewat_usia", seen=0)
    new = next_city(old)
    unregistered(new, "AMIN")
    Lock.objects.create(period=new.period, office=old.cast.offices["legok"])
    with pytest.raises(LockedError):
        answers_keep(acting=old.cast.siti, period=new.period)


def test_the_queries_do_not_grow_with_the_cases(old: City, django_assert_max_num_queries: Any) -> None:
    names = [f"ORANG {letter}" for letter in "ABCDEFGHI"]
    unregistered(old, *names)
    for case in Case.objects.all():
        decide(acting=old.cast.siti, case=case, answer="lewat_usia", seen=0)
    new = next_city(old)
    unregistered(new, *names)
    browser = signed_in(old.cast.siti)
    with django_assert_max_num_queries(22):
        assert browser.get("/pemeriksaan/tetap-berlaku/").content.decode().count('name="kasus"') == 9
