"""Somebody who is registered and stands on no list is asked about by name, and never closed with the spelling."""

from datetime import timedelta
from html import unescape

import pytest
from cast import Cast, signed_in
from django.utils import timezone
from review_city import City, make_city, open_count

from padan.web.accounts.models import Appointment
from padan.web.periods.models import Kind
from padan.web.refusals import RefusedError
from padan.web.review.models import Case, CaseKind
from padan.web.review.selectors import next_case
from padan.web.review.services import Told, answer_many, decide
from padan.web.runs.models import RunRow

MANY = "/pemeriksaan/bersama/"


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def unlisted(city: City, count: int = 2, **said: object) -> list[Case]:
    for number in range(count):
        row = city.row("legok", Kind.PARTICIPANTS, name=f"TAK TERDAFTAR {number}", kpj=str(number))
        city.say(row, "not_listed", asks=False, **said)
    city.publish()
    return list(Case.objects.filter(kind=CaseKind.NOT_LISTED).order_by("pk"))


def told(city: City) -> dict[str, str]:
    """One case of each kind that asks nothing."""
    left, right = city.row("legok", nik="1571010101809201"), city.row("legok", Kind.PARTICIPANTS, kpj="77")
    city.say(left, "differs", match=right, problems=["name_differs"], asks=False)
    city.say(right, "differs", match=left, asks=False)
    kept, twin = city.row("legok", nik="1571010101809203"), city.row("legok", nik="1571010101809203", name="KEMBAR")
    city.say(kept, "matched", asks=False)
    city.say(twin, "duplicate", match=kept, asks=False)
    city.say(city.row("legok", nik="", name="", birth_date=""), "rejected", asks=False)
    old, paid = city.row("legok", nik="1571010101409204"), city.row("legok", Kind.PARTICIPANTS, kpj="78")
    city.say(old, "matched", match=paid, problems=["over_age"], asks=False)
    city.say(paid, "matched", match=old, asks=False)
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="79"), "not_listed", problems=["two_payers"], asks=False)
    unlisted(city, 1)
    return dict(Case.objects.values_list("kind", "state"))


def page(who: Appointment, address: str) -> str:
    response = signed_in(who).get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_they_have_a_line_of_their_own_with_no_button_for_all(city: City) -> None:
    unlisted(city, 3, paid=50_400, excess=50_400, grave=True)
    shown = page(city.cast.siti, "/pemeriksaan/")
    assert "Terdaftar di BPJS, tidak ada di daftar" in shown
    assert "3 orang" in shown
    assert "Satu per satu" in shown
    assert "Cukup diketahui" not in shown
    assert MANY not in shown


def test_the_told_group_is_spelling_alone_whatever_else_asks_nothing(city: City) -> None:
    kinds = told(city)
    assert set(kinds) == {"differs", "double", "unusable", "finding", "two_payers", "not_listed"}
    shown = page(city.cast.siti, "/pemeriksaan/")
    assert "Tutup semua (1)" in shown
    assert "1 orang yang cocok: beda ejaan" in shown
    for own_line in ("Tercatat lebih dari sekali", "Baris tidak dapat dikenali", "Temuan pada", "Ditanggung dua"):
        assert own_line in shown
    signed_in(city.cast.siti).post(MANY, {"semua": "diberitahukan", "answer": "diketahui"})
    closed = Case.objects.filter(answer="diketahui").values_list("kind", flat=True)
    assert list(closed) == ["differs"]
    assert open_count(city.period, city.cast.offices["legok"]) == 5


@pytest.mark.parametrize("answer", ["diketahui", "menjabat", "bukan_warga"])
def test_no_request_answers_for_all_of_them(city: City, answer: str) -> None:
    unlisted(city)
    for which in ("not_listed", "diberitahukan"):
        signed_in(city.cast.siti).post(MANY, {"semua": which, "answer": answer})
    assert not Case.objects.exclude(state="open").exists()


def test_known_is_no_answer_for_them(city: City) -> None:
    case = unlisted(city, 1)[0]
    with pytest.raises(RefusedError, match="tidak dikenal"):
        decide(acting=city.cast.siti, case=case, answer="diketahui", seen=0)
    with pytest.raises(RefusedError, match="tidak dikenal"):
        answer_many(acting=city.cast.siti, period=city.period, cases=[case.pk], answer="diketahui")


def test_the_signature_waits_until_each_is_answered_or_carried_over(city: City) -> None:
    first, second = unlisted(city)
    legok = city.cast.offices["legok"]
    assert open_count(city.period, legok) == 2
    decide(acting=city.cast.siti, case=first, answer="menjabat", seen=0)
    assert open_count(city.period, legok) == 1
    later = Told("ditanya RT", owner="Siti Aminah", carried_to=timezone.localdate() + timedelta(days=30))
    decide(acting=city.cast.siti, case=second, answer="bawa", seen=0, told=later)
    assert open_count(city.period, legok) == 0


def test_several_are_marked_by_hand_and_answered_alike(city: City) -> None:
    first, second, third = unlisted(city, 3)
    shown = page(city.cast.siti, "/pemeriksaan/isi/?jenis=not_listed")
    assert "Masih menjabat atau bekerja (yang dicentang)" in shown
    assert "Bukan warga kami (yang dicentang)" in shown
    assert "Sudah diketahui" not in shown
    assert " checked" not in shown
    browser = signed_in(city.cast.siti)
    browser.post(MANY, {"kasus": [first.pk], "answer": "menjabat"})
    browser.post(MANY, {"kasus": [second.pk], "answer": "bukan_warga"})
    answers = dict(Case.objects.values_list("pk", "answer"))
    assert answers == {first.pk: "menjabat", second.pk: "", third.pk: ""}
    assert open_count(city.period, city.cast.offices["legok"]) == 1
    assert open_count(city.period, city.cast.offices["bappeda"]) == 1


def test_what_asks_nothing_is_closed_by_name_on_its_own_list(city: City) -> None:
    told(city)
    double = city.case(CaseKind.DOUBLE)
    shown = page(city.cast.siti, "/pemeriksaan/isi/?jenis=double&tanya=tidak")
    assert "Sudah diketahui (yang dicentang)" in shown
    assert " checked" not in shown
    signed_in(city.cast.siti).post(MANY, {"kasus": [double.pk], "answer": "diketahui"})
    double.refresh_from_db()
    assert double.answer == "diketahui"


def test_the_queue_comes_to_them_after_what_asks(city: City) -> None:
    asked = city.row("legok", nik="", name="TANPA NIK")
    city.say(asked, "rejected")
    case = unlisted(city, 1)[0]
    legok, first = city.cast.offices["legok"], city.case(CaseKind.UNUSABLE)
    assert next_case(city.period, legok, kind="unusable", after=first) == case
    assert RunRow.objects.get(row=case.right).asks is False
