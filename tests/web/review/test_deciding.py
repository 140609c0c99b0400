"""Answering cases: append-only, in turn, reversible, confirmed, settled."""

from datetime import date, timedelta

import pytest
from cast import Cast
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from review_city import City, doubtful_pair, make_city, open_count

from padan.web.audit.models import Event
from padan.web.periods.models import Kind, Lock
from padan.web.refusals import ConflictError, ForbiddenError, LockedError, RefusedError
from padan.web.review.models import Case, CaseKind, Decision
from padan.web.review.selectors import carried
from padan.web.review.services import Told, answer_many, confirm, decide, reply, settle, undo
from padan.web.runs.models import Verdict
from thorough import one_in

pytestmark = one_in(2)


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def pair(city: City, participant_office: str = "legok") -> Case:
    doubtful_pair(city, participant_office)
    city.publish()
    return city.case(CaseKind.PAIR)


def not_listed(city: City) -> Case:
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="24001"), "not_listed")
    city.publish()
    return city.case(CaseKind.NOT_LISTED)


def test_an_answer_is_kept_with_who_and_obeyed_by_the_next_run(city: City) -> None:
    case = pair(city)
    decision = decide(acting=city.cast.siti, case=case, answer="sama", seen=0)
    assert (decision.by_name, decision.office.name, decision.sequence) == ("Siti Aminah", "Kelurahan Legok", 1)
    verdict = Verdict.objects.get()
    assert (verdict.answer, verdict.one["side"], verdict.other["kpj"]) == ("same", "list", "24001")
    city.period.refresh_from_db()
    assert city.period.changed_at is not None
    assert Event.objects.filter(action="review.answer", actor=city.cast.siti.user).exists()


def test_who_comes_second_is_told_what_the_first_said(city: City) -> None:
    case = pair(city)
    decide(acting=city.cast.siti, case=case, answer="sama", seen=0)
    with pytest.raises(ConflictError, match="Siti Aminah") as told:
        decide(acting=city.cast.lukman, case=case, answer="beda", seen=0)
    assert "Orang yang sama" in told.value.text("id")
    assert Decision.objects.count() == 1


def test_an_answer_is_taken_back_by_a_later_decision(city: City) -> None:
    case = pair(city)
    decide(acting=city.cast.siti, case=case, answer="beda", seen=0)
    undo(acting=city.cast.siti, case=case, seen=1)
    case.refresh_from_db()
    assert (case.state, case.sequence) == ("open", 2)
    assert [verdict.answer for verdict in Verdict.objects.all()] == ["different", ""]
    with pytest.raises(ConflictError):
        undo(acting=city.cast.siti, case=case, seen=2)


@pytest.mark.parametrize("sql", ["UPDATE review_decision SET answer = 'x'", "DELETE FROM review_decision"])
def test_the_database_itself_keeps_decisions(city: City, sql: str) -> None:
    decide(acting=city.cast.siti, case=pair(city), answer="sama", seen=0)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_stranger_does_not_answer(city: City) -> None:
    with pytest.raises(ForbiddenError):
        decide(acting=city.cast.murni_clerk, case=pair(city), answer="sama", seen=0)


def test_a_signed_office_does_not_answer(city: City) -> None:
    case = pair(city)
    Lock.objects.create(period=city.period, office=city.cast.offices["legok"])
    with pytest.raises(LockedError):
        decide(acting=city.cast.siti, case=case, answer="sama", seen=0)


def test_a_death_needs_its_date_and_proof_and_waits_for_the_lurah(city: City) -> None:
    case = not_listed(city)
    with pytest.raises(RefusedError, match="tanggal"):
        decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0)
    with pytest.raises(RefusedError, match="dokumen"):
        decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0, told=Told(happened_on=date(2024, 11, 3)))
    told = Told(happened_on=date(2024, 11, 3), reason="akta belum diurus keluarga")
    decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0, told=told)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("waiting", "")
    assert open_count(city.period, city.cast.offices["legok"]) == 1
    with pytest.raises(ForbiddenError):
        confirm(acting=city.cast.siti, case=case, seen=1)
    confirm(acting=city.cast.lukman, case=case, seen=1)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "meninggal")


def test_the_lurahs_own_word_needs_no_confirmation(city: City) -> None:
    case = not_listed(city)
    told = Told(happened_on=date(2024, 11, 3), document="SK 12/2024")
    decide(acting=city.cast.lukman, case=case, answer="berhenti", seen=0, told=told)
    case.refresh_from_db()
    assert case.state == "answered"


def test_a_day_that_has_not_come_is_refused(city: City) -> None:
    told = Told(happened_on=timezone.localdate() + timedelta(days=2), document="x")
    with pytest.raises(RefusedError, match="belum tiba"):
        decide(acting=city.cast.siti, case=not_listed(city), answer="meninggal", seen=0, told=told)


def test_not_our_resident_goes_to_bappeda_and_can_be_taken_back(city: City) -> None:
    case = not_listed(city)
    decide(acting=city.cast.siti, case=case, answer="bukan_warga", seen=0)
    assert open_count(city.period, city.cast.offices["legok"]) == 0
    assert open_count(city.period, city.cast.offices["bappeda"]) == 1
    undo(acting=city.cast.siti, case=case, seen=1)
    assert open_count(city.period, city.cast.offices["legok"]) == 1
    decide(acting=city.cast.siti, case=case, answer="bukan_warga", seen=2)
    decide(acting=city.cast.bappeda, case=case, answer="lainnya", seen=3, told=Told(reason="pindah ke Muaro Jambi"))
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "lainnya")
    with pytest.raises(ConflictError, match="Bappeda"):
        undo(acting=city.cast.siti, case=case, seen=4)


def test_two_kelurahan_must_agree(city: City) -> None:
    case = pair(city, "murni")
    decide(acting=city.cast.siti, case=case, answer="sama", seen=0)
    case.refresh_from_db()
    assert (case.state, Verdict.objects.count()) == ("open", 0)
    decide(acting=city.cast.murni_clerk, case=case, answer="sama", seen=1)
    case.refresh_from_db()
    assert (case.state, case.answer, Verdict.objects.count()) == ("answered", "sama", 1)


def test_the_camat_settles_what_his_kelurahan_differ_about(city: City) -> None:
    case = pair(city, "murni")
    decide(acting=city.cast.siti, case=case, answer="sama", seen=0)
    decide(acting=city.cast.murni_clerk, case=case, answer="beda", seen=1)
    case.refresh_from_db()
    assert case.state == "conflict"
    for stranger in (city.cast.other_camat, city.cast.bappeda, city.cast.lukman):
        with pytest.raises(RefusedError, match="bukan untuk Anda"):
            settle(acting=stranger, case=case, answer="beda", seen=2)
    settle(acting=city.cast.camat, case=case, answer="beda", seen=2)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "beda")
    with pytest.raises(ConflictError, match="camat"):
        decide(acting=city.cast.siti, case=case, answer="sama", seen=3)
    settle(acting=city.cast.camat, case=case, answer="", seen=3)
    case.refresh_from_db()
    assert case.state == "conflict"


def test_bappeda_settles_across_kecamatan(city: City) -> None:
    case = pair(city, "rawasari")
    decide(acting=city.cast.siti, case=case, answer="sama", seen=0)
    decide(acting=city.cast.rawasari_clerk, case=case, answer="beda", seen=1)
    with pytest.raises(RefusedError, match="bukan untuk Anda"):
        settle(acting=city.cast.camat, case=case, answer="sama", seen=2)
    settle(acting=city.cast.bappeda, case=case, answer="sama", seen=2)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "sama")


def test_the_candidate_that_was_named_is_the_one(city: City) -> None:
    left = city.row("legok")
    near, far = (city.row("legok", Kind.PARTICIPANTS, nik=f"157101010180901{n}", kpj=str(n)) for n in (1, 2))
    for row in (left, near, far):
        city.say(row, "review")
    city.pair(left, near, probability=0.8)
    city.pair(left, far, probability=0.6)
    city.publish()
    case = city.case(CaseKind.PAIR)
    with pytest.raises(RefusedError, match="Calon"):
        decide(acting=city.cast.siti, case=case, answer="sama", seen=0, told=Told(values={"chosen": "x"}))
    decide(acting=city.cast.siti, case=case, answer="sama", seen=0, told=Told(values={"chosen": far.fingerprint}))
    assert [(v.answer, v.other["kpj"]) for v in Verdict.objects.all()] == [("same", "2")]
    undo(acting=city.cast.siti, case=case, seen=1)
    decide(acting=city.cast.siti, case=case, answer="beda", seen=2)
    newest = {verdict.other["kpj"]: verdict.answer for verdict in Verdict.objects.all()}
    assert newest == {"1": "different", "2": "different"}


def test_answers_that_no_run_could_obey_together_are_refused(city: City) -> None:
    one, other = city.row("legok"), city.row("legok", name="ZULKARNAIN EFENDI")
    person = city.row("legok", Kind.PARTICIPANTS, kpj="7")
    for row in (one, other, person):
        city.say(row, "review")
    city.pair(one, other, "list")
    city.pair(one, person, probability=0.8)
    city.pair(other, person, probability=0.6)
    city.publish()
    double, asked = city.case(CaseKind.DOUBLE), city.case(CaseKind.PAIR)
    decide(acting=city.cast.siti, case=double, answer="beda", seen=0)
    decide(acting=city.cast.siti, case=asked, answer="sama", seen=0)
    Verdict.objects.create(
        period=city.period,
        key="lain",
        one=Verdict.objects.last().other,
        other=_record(other),
        answer="same",
        by_name="x",
    )
    undo(acting=city.cast.siti, case=double, seen=1)
    with pytest.raises(ConflictError, match="bertentangan"):
        decide(acting=city.cast.siti, case=double, answer="beda", seen=2)


def _record(row: object) -> dict[str, str]:
    said = row.values  # type: ignore[attr-defined]
    return {"side": "list", "nik": said["nik"], "name": said["name"], "birth_date": said["birth_date"], "kpj": ""}


def test_carried_over_with_reason_owner_and_date(city: City) -> None:
    case = pair(city)
    decide(acting=city.cast.siti, case=case, answer="tidak_tahu", seen=0)
    assert open_count(city.period, city.cast.offices["legok"]) == 1
    with pytest.raises(RefusedError, match="siapa"):
        decide(acting=city.cast.siti, case=case, answer="bawa", seen=1, told=Told(reason="menunggu Dukcapil"))
    told = Told("menunggu Dukcapil", owner="Siti Aminah", carried_to=timezone.localdate() + timedelta(days=30))
    assert answer_many(acting=city.cast.siti, period=city.period, cases=[case.pk], answer="bawa", told=told) == 1
    assert open_count(city.period, city.cast.offices["legok"]) == 0
    [line] = carried(city.period, city.cast.offices["legok"])
    assert (line.decision.owner, line.decision.reason) == ("Siti Aminah", "menunggu Dukcapil")


def test_what_is_told_closes_in_one_click_and_touches_nothing_else(city: City) -> None:
    for number in range(3):
        left = city.row("legok", nik=f"157101010180920{number}")
        right = city.row("legok", Kind.PARTICIPANTS, nik=f"157101010180920{number}", name="ZULKARNAEN")
        city.say(left, "differs", match=right, problems=["name_differs"], asks=False)
        city.say(right, "differs", match=left, asks=False)
    doubtful_pair(city)
    city.publish()
    keys = list(Case.objects.values_list("pk", flat=True))
    with pytest.raises(RefusedError):
        answer_many(acting=city.cast.siti, period=city.period, cases=keys, answer="diketahui")
    told = list(Case.objects.filter(asks=False).values_list("pk", flat=True))
    assert answer_many(acting=city.cast.siti, period=city.period, cases=told, answer="diketahui") == 3
    assert answer_many(acting=city.cast.siti, period=city.period, cases=told, answer="diketahui") == 0
    assert open_count(city.period, city.cast.offices["legok"]) == 1


def test_the_branch_answers_what_was_sent_to_it(city: City) -> None:
    city.say(city.row("legok"), "not_registered", asks=False)
    city.publish()
    case = city.case(CaseKind.NOT_REGISTERED)
    with pytest.raises(ConflictError):
        reply(acting=city.cast.branch, case=case, word="accepted")
    decide(acting=city.cast.siti, case=case, answer="usulkan", seen=0)
    with pytest.raises(RefusedError, match="alasan"):
        reply(acting=city.cast.branch, case=case, word="refused")
    said = reply(acting=city.cast.branch, case=case, word="document", reason="KTP belum terbaca")
    assert said.decision.answer == "usulkan"
    with pytest.raises(ForbiddenError):
        reply(acting=city.cast.siti, case=case, word="accepted")


def test_a_listed_person_who_died_unregistered_is_no_matter_of_the_branch(city: City) -> None:
    city.say(city.row("legok"), "not_registered", asks=False)
    city.publish()
    case = city.case(CaseKind.NOT_REGISTERED)
    told = Told(happened_on=date(2024, 11, 3), document="Akta 12/2024")
    decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0, told=told)
    case.refresh_from_db()
    assert case.state == "answered"
    with pytest.raises(ConflictError):
        reply(acting=city.cast.branch, case=case, word="accepted")


def test_nobody_dies_before_being_born(city: City) -> None:
    case = not_listed(city)
    told = Told(happened_on=date(1979, 12, 31), document="akta 7")
    with pytest.raises(RefusedError, match="sebelum orangnya lahir"):
        decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0, told=told)
    later = Told(happened_on=date(1980, 1, 1), document="akta 7")
    assert decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0, told=later).sequence == 1
