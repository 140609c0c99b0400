"""What people see of cases, and how they answer on the page."""

import zipfile
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from cast import Cast, signed_in
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from review_city import NIK, City, doubtful_pair, make_city

from padan.web.accounts.models import Appointment
from padan.web.audit.models import Event
from padan.web.periods.models import Kind
from padan.web.review.board import states
from padan.web.review.models import Case, CaseKind
from padan.web.review.selectors import lines_in, next_key
from padan.web.review.services import Told, decide
from thorough import one_in

pytestmark = one_in(4)

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def many_pairs(city: City, count: int) -> None:
    for number in range(count):
        nik = f"15710101018095{number:02}"
        left = city.row("legok", nik=nik)
        right = city.row("legok", Kind.PARTICIPANTS, nik=nik[:-1] + "X", kpj=str(number))
        for row in (left, right):
            city.say(row, "review", harm=1000 - number)
        city.pair(left, right)
    city.publish()


def spelled_in_two_ways(city: City) -> None:
    nik = "1571010101809402"
    left, right = city.row("legok", nik=nik), city.row("legok", Kind.PARTICIPANTS, nik=nik, name="ZULKARNAIN EFENDI")
    city.say(left, "differs", match=right, problems=["name_differs"], asks=False, harm=10)
    city.say(right, "differs", match=left, problems=["name_differs"], asks=False, harm=10)


def page(appointment: Appointment, address: str, status: int = 200) -> str:
    response = signed_in(appointment).get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return unescape(response.content.decode())


def test_the_office_sees_what_is_left_the_most_harmful_first(city: City) -> None:
    city.say(city.row("legok", nik="1571010101809401"), "not_registered", asks=False, grave=True)
    spelled_in_two_ways(city)
    many_pairs(city, 2)
    shown = page(city.cast.siti, "/pemeriksaan/")
    assert "0 dari 4 selesai" in shown
    assert shown.index("belum terdaftar di BPJS") < shown.index("Apakah ini orang yang sama?")
    assert "Usulkan semua (1)" in shown
    assert "Tutup semua (1)" in shown


def test_one_click_closes_what_is_told_and_another_proposes_all(city: City) -> None:
    city.say(city.row("legok", nik="1571010101809401"), "not_registered", asks=False)
    spelled_in_two_ways(city)
    city.publish()
    browser = signed_in(city.cast.siti)
    browser.post("/pemeriksaan/bersama/", {"semua": "diberitahukan", "answer": "diketahui"})
    browser.post("/pemeriksaan/bersama/", {"semua": "not_registered", "answer": "usulkan"})
    assert sorted(Case.objects.values_list("answer", flat=True)) == ["diketahui", "usulkan"]
    assert "Tidak ada lagi yang menunggu" in page(city.cast.siti, "/pemeriksaan/")


def test_the_own_case_shows_whole_numbers_and_logs_the_reading(city: City) -> None:
    doubtful_pair(city)
    city.publish()
    shown = page(city.cast.siti, f"/pemeriksaan/{city.case(CaseKind.PAIR).pk}/")
    assert NIK[:-2] + "<mark>0</mark>1" in shown
    assert "lembar1, baris 4" in shown.casefold()
    assert "Rp 42.000.000" in shown
    event = Event.objects.get(action="audit.nik_read")
    assert event.actor == city.cast.siti.user
    assert NIK not in str(event.detail)


def test_elsewhere_numbers_are_masked_until_a_reason_is_given(city: City) -> None:
    doubtful_pair(city)
    city.publish()
    address = f"/pemeriksaan/{city.case(CaseKind.PAIR).pk}/"
    browser = signed_in(city.cast.camat)
    shown = browser.get(address).content.decode()
    assert NIK not in shown
    assert "1571********9001" in shown
    assert not Event.objects.filter(action="audit.nik_read").exists()
    browser.post(f"{address}buka-nik/", {"reason": "aduan warga"})
    assert NIK[:-2] in browser.get(address).content.decode()
    assert Event.objects.get(action="audit.nik_read").detail["reason"] == "aduan warga"


@pytest.mark.parametrize(
    ("who", "status"), [("murni_clerk", 404), ("other_camat", 404), ("camat", 200), ("auditor", 200)]
)
def test_a_case_is_seen_within_reach_alone(city: City, who: str, status: int) -> None:
    doubtful_pair(city)
    city.publish()
    page(city.cast.people[who], f"/pemeriksaan/{city.case(CaseKind.PAIR).pk}/", status)


def test_the_branch_sees_pairs_of_its_participants_and_what_was_sent(city: City) -> None:
    doubtful_pair(city)
    city.say(city.row("legok", nik="1571010101809401", name="HANYA DAFTAR"), "not_registered", asks=False)
    city.publish()
    page(city.cast.branch, f"/pemeriksaan/{city.case(CaseKind.PAIR).pk}/")
    new = city.case(CaseKind.NOT_REGISTERED)
    page(city.cast.branch, f"/pemeriksaan/{new.pk}/", 404)
    decide(acting=city.cast.siti, case=new, answer="usulkan", seen=0)
    page(city.cast.branch, f"/pemeriksaan/{new.pk}/")
    assert "HANYA DAFTAR" in page(city.cast.branch, "/pemeriksaan/cabang/")
    browser = signed_in(city.cast.branch)
    browser.post(f"/pemeriksaan/{new.pk}/balas/", {"word": "refused", "reason": "NIK belum padan"})
    assert "NIK belum padan" in page(city.cast.siti, "/pemeriksaan/")


def test_an_answer_brings_the_next_case_in_the_same_response(city: City) -> None:
    many_pairs(city, 3)
    first, second, _ = Case.objects.order_by("-harm")
    response = signed_in(city.cast.siti).post(f"/pemeriksaan/{first.pk}/jawab/", {"answer": "sama", "seen": 0}, **HTMX)
    shown = response.content.decode()
    assert response.headers["HX-Push-Url"] == f"/pemeriksaan/{second.pk}/"
    assert f"/pemeriksaan/{second.pk}/jawab/" in shown
    assert f"/pemeriksaan/{first.pk}/urungkan/" in shown
    assert "1 dari 3 selesai" in shown
    assert "<html" not in shown


def test_without_javascript_the_next_case_is_a_page(city: City) -> None:
    many_pairs(city, 2)
    first, second = Case.objects.order_by("-harm")
    response = signed_in(city.cast.siti).post(
        f"/pemeriksaan/{first.pk}/jawab/", {"answer": "sama", "seen": 0}, follow=True
    )
    assert response.redirect_chain == [(f"/pemeriksaan/{second.pk}/?urung={first.pk}#kasus", 302)]
    assert "Urungkan" in response.content.decode()


def test_undo_shows_the_case_open_again(city: City) -> None:
    many_pairs(city, 2)
    first = Case.objects.order_by("-harm")[0]
    browser = signed_in(city.cast.siti)
    browser.post(f"/pemeriksaan/{first.pk}/jawab/", {"answer": "sama", "seen": 0}, **HTMX)
    shown = browser.post(f"/pemeriksaan/{first.pk}/urungkan/", {"seen": 1}, **HTMX).content.decode()
    assert f"/pemeriksaan/{first.pk}/jawab/" in shown
    first.refresh_from_db()
    assert first.state == "open"


def test_who_was_first_is_told_on_the_page(city: City) -> None:
    many_pairs(city, 1)
    case = Case.objects.get()
    decide(acting=city.cast.lukman, case=case, answer="beda", seen=0)
    response = signed_in(city.cast.siti).post(f"/pemeriksaan/{case.pk}/jawab/", {"answer": "sama", "seen": 0}, **HTMX)
    assert response.status_code == 409
    assert "Lukman Hakim" in response.content.decode()


def test_a_missing_date_is_asked_for_and_what_was_typed_stays(city: City) -> None:
    city.say(city.row("legok", Kind.PARTICIPANTS), "not_listed")
    city.publish()
    address = f"/pemeriksaan/{city.case(CaseKind.NOT_LISTED).pk}/jawab/"
    told = {"answer": "meninggal", "seen": 0, "document": "Akta 12/2024"}
    response = signed_in(city.cast.siti).post(address, told, **HTMX)
    assert response.status_code == 422
    assert "Isi tanggalnya dahulu." in response.content.decode()
    assert 'value="Akta 12/2024"' in response.content.decode()


def test_the_lurah_confirms_on_the_page(city: City) -> None:
    city.say(city.row("legok", Kind.PARTICIPANTS), "not_listed")
    city.publish()
    case = city.case(CaseKind.NOT_LISTED)
    told = Told(happened_on=city.period.first_month, document="Akta 12/2024")
    decide(acting=city.cast.siti, case=case, answer="meninggal", seen=0, told=told)
    assert "menunggu pengesahan Anda" in page(city.cast.lukman, "/")
    assert "Sahkan dan kirim ke BPJS" in page(city.cast.lukman, f"/pemeriksaan/{case.pk}/")
    assert "Sahkan dan kirim ke BPJS" not in page(city.cast.siti, f"/pemeriksaan/{case.pk}/")
    signed_in(city.cast.lukman).post(f"/pemeriksaan/{case.pk}/sahkan/", {"seen": 1})
    case.refresh_from_db()
    assert case.state == "answered"


def test_the_camat_settles_on_the_page(city: City) -> None:
    doubtful_pair(city, "murni")
    city.publish()
    case = city.case(CaseKind.PAIR)
    decide(acting=city.cast.siti, case=case, answer="sama", seen=0)
    decide(acting=city.cast.murni_clerk, case=case, answer="beda", seen=1)
    assert "Anda yang memutuskan" in page(city.cast.camat, "/pemeriksaan/")
    signed_in(city.cast.camat).post(f"/pemeriksaan/{case.pk}/putuskan/", {"answer": "sama", "seen": 2})
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "sama")


def test_the_right_value_is_chosen_field_by_field_and_goes_out(city: City) -> None:
    left, right = city.row("legok"), city.row("legok", Kind.PARTICIPANTS, name="ZULKARNAEN EFENDI", kpj="77")
    city.say(left, "differs", match=right, problems=["name_differs"])
    city.say(right, "differs", match=left, problems=["name_differs"], asks=False)
    city.publish()
    address = f"/pemeriksaan/{city.case(CaseKind.DIFFERS).pk}/jawab/"
    browser = signed_in(city.cast.siti)
    told = {"answer": "nilai", "seen": 0, "value_name": "ZULKARNAIN EFFENDI", "other_name": "ZULKARNAIN EFENDI"}
    browser.post(address, told)
    shown = page(city.cast.siti, "/pemeriksaan/daftar-keluar/")
    assert "Perbaikan data di BPJS" in shown
    for what in ("koreksi", "daftar-sendiri"):
        response = browser.get(f"/pemeriksaan/daftar-keluar/{what}/")
        assert response.status_code == 200
        assert b"ZULKARNAIN EFENDI" in _sheet(response.content)
    assert Event.objects.filter(action="review.list").count() == 2


def _sheet(workbook: bytes) -> bytes:
    archive = zipfile.ZipFile(BytesIO(workbook))
    return b"".join(archive.read(name) for name in archive.namelist())


def test_fifty_answers_stay_light(city: City) -> None:
    many_pairs(city, 12)
    browser, case = signed_in(city.cast.siti), Case.objects.order_by("-harm")[5]
    browser.post(f"/pemeriksaan/{Case.objects.order_by('-harm')[0].pk}/jawab/", {"answer": "beda", "seen": 0}, **HTMX)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.post(f"/pemeriksaan/{case.pk}/jawab/", {"answer": "beda", "seen": 0}, **HTMX)
    assert len(queries) <= 45


def test_a_case_asks_little_of_the_database(city: City) -> None:
    many_pairs(city, 12)
    browser, case = signed_in(city.cast.siti), Case.objects.order_by("-harm")[5]
    browser.get(f"/pemeriksaan/{case.pk}/")
    with CaptureQueriesContext(connection) as queries:
        browser.get(f"/pemeriksaan/{case.pk}/")
    assert len(queries) <= 12
    assert max(query["sql"].count(" JOIN ") for query in queries) <= 3
    assert not [query["sql"] for query in queries if "CASE WHEN" in query["sql"]]  # the next one is looked for plainly
    assert not [query["sql"] for query in queries if '"lists_upload"."sha256"' in query["sql"]]
    said = [query["sql"] for query in queries if 'FROM "review_decision"' in query["sql"]]
    assert [sql.count(" JOIN ") for sql in said] == [1]


def test_cases_are_counted_once_for_a_page_and_replies_looked_for_where_there_may_be_any(
    city: City, django_assert_num_queries: Any
) -> None:
    many_pairs(city, 2)
    browser = signed_in(city.cast.siti)
    for address in ("/", "/pemeriksaan/"):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        asked = [query["sql"] for query in queries]
        assert sum("MAX(" in sql and '"review_caseoffice"' in sql for sql in asked) == 1
        assert not any('FROM "review_branchreply"' in sql for sql in asked)
    offices = list(city.cast.offices.values())
    with django_assert_num_queries(1):
        told = states(city.cast.bappeda, city.period, offices)
    assert {pk: cell.tone for pk, cell in told.items()} == {city.cast.offices["legok"].pk: "warn"}


def test_the_next_case_is_of_the_same_kind_and_further_on_as_long_as_there_is_one(city: City) -> None:
    spelled_in_two_ways(city)
    city.say(city.row("legok", nik="1571010101809401"), "not_registered", asks=False, grave=True)
    city.say(city.row("legok", Kind.PARTICIPANTS, nik="1571010101809499"), "not_listed", asks=False, harm=7)
    many_pairs(city, 4)
    office = city.cast.offices["legok"]
    lines = [line.case for line in lines_in(city.period, office)]
    kinds = {case.kind for case in lines}
    assert len(kinds) >= 3
    for after in (None, *lines):
        for kind in ("", *kinds):
            found = next_key(city.period, office, kind=kind, after=after)
            assert found == one_after_another(lines, kind, after)


def one_after_another(lines: Sequence[Case], kind: str, after: Case | None) -> tuple[int, str] | None:
    """The same, looked for one wish after another."""
    asked = [one for one in lines if one.asks or one.kind == CaseKind.NOT_LISTED]
    behind = lines[lines.index(after) + 1 :] if after else lines
    for wanted in ([one for one in lines if one.kind == kind] if kind else asked, asked):
        for one in (*(one for one in wanted if one in behind), *wanted):
            if one != after:
                return one.pk, one.kind
    return None


def test_a_stranger_to_the_site_is_sent_to_sign_in(city: City) -> None:
    assert Client().get("/pemeriksaan/").status_code == 302
