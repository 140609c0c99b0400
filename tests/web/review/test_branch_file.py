"""The branch answers what was sent to it by file: downloaded, filled in, looked at, stored; nothing is overwritten."""

from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from review_city import City, make_city

from padan.web.audit.models import Event
from padan.web.periods.models import Kind
from padan.web.refusals import ForbiddenError
from padan.web.review.models import BranchReply, Case, CaseKind
from padan.web.review.replies_by_file import replies_take
from padan.web.review.services import Told, decide, reply, undo
from thorough import one_in

pytestmark = one_in(4)

ADDRESS = "/pemeriksaan/cabang/unggah/"
KEY = "Kunci (jangan diubah)"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def city(cast: Cast) -> City:
    """Three people are sent: two enrolments of Legok, and somebody who left."""
    made = make_city(cast)
    for number, name in ((1, "=BUDI"), (2, "SARI")):
        made.say(made.row("legok", nik=f"157101010180930{number}", name=name), "not_registered", asks=False)
    gone = made.row("legok", Kind.PARTICIPANTS, nik="1571010101809303", name="JOKO", kpj="24009")
    made.say(gone, "not_listed")
    made.publish()
    for case in Case.objects.filter(kind=CaseKind.NOT_REGISTERED):
        decide(acting=cast.siti, case=case, answer="usulkan", seen=0)
    told = Told(happened_on=date(2024, 11, 3), document="SK 12/2024")
    decide(acting=cast.lukman, case=made.case(CaseKind.NOT_LISTED), answer="berhenti", seen=0, told=told)
    return made


def of(name: str) -> Case:
    found = Case.objects.select_related("left", "right")
    return next(case for case in found if (case.right or case.left).values["name"] == name)


def downloaded(city: City) -> openpyxl.Workbook:
    response = signed_in(city.cast.branch).get("/pemeriksaan/cabang/buku-kerja/")
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content))


def columns(book: openpyxl.Workbook) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in book.active[5] if cell.value}


def row_of(book: openpyxl.Workbook, case: Case) -> int:
    number = str(case.decisions.last().pk)
    column = columns(book)["No kiriman"]
    return next(r for r in range(6, book.active.max_row + 1) if book.active.cell(r, column).value == number)


def fill(book: openpyxl.Workbook, case: Case, **said: str) -> None:
    for heading, value in said.items():
        book.active.cell(row_of(book, case), columns(book)[heading], value)


def looked_at(city: City, book: openpyxl.Workbook) -> tuple[str, str]:
    """The page that shows what would be stored, and its token."""
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("jawaban.xlsx", out.getvalue())
    response = signed_in(city.cast.branch).post(ADDRESS, {"berkas": file})
    shown = unescape(response.content.decode())
    assert response.status_code == 200, shown
    return shown, shown.split('name="token" value="')[1].split('"')[0] if 'name="token"' in shown else ""


def stored(city: City, token: str) -> str:
    response = signed_in(city.cast.branch).post(ADDRESS, {"token": token})
    assert response.status_code == 200
    return unescape(response.content.decode())


def own_sheet(*rows: tuple[str, ...]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.append(["Rekap cabang"])
    for row in rows:
        book.active.append(row)
    return book


def test_the_workbook_holds_what_was_sent_with_drop_downs_and_no_formula(city: City) -> None:
    book = downloaded(city)
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    assert any("perlu dokumen" in str(rule.formula1) for rule in book.active.data_validations.dataValidation)
    line, words = row_of(book, of("JOKO")), columns(book)
    said = {heading: book.active.cell(line, column).value for heading, column in words.items()}
    assert (said["Jenis"], said["KPJ"], said["NIK"]) == ("Berhenti", "24009", "1571010101809303")
    assert (said["Dokumen"], said["Yang diminta"]) == ("SK 12/2024", "Akhiri kepesertaan per 03-11-2024")
    assert book.active.protection.sheet
    assert not book.active.cell(line, words["Jawaban"]).protection.locked
    assert Event.objects.filter(action="review.branch_workbook").exists()


def test_answers_are_shown_first_and_stored_when_the_branch_says_so(city: City) -> None:
    book = downloaded(city)
    fill(book, of("=BUDI"), Jawaban="diterima")
    fill(book, of("JOKO"), Jawaban="Perlu dokumen", Alasan="surat keterangan lurah")
    shown, token = looked_at(city, book)
    assert "2 jawaban siap disimpan" in shown
    assert BranchReply.objects.count() == 0
    assert "2 jawaban disimpan" in stored(city, token)
    assert BranchReply.objects.get(decision__case=of("=BUDI")).word == "accepted"
    office = unescape(signed_in(city.cast.siti).get("/pemeriksaan/").content.decode())
    assert "Perlu dokumen" in office
    assert "surat keterangan lurah" in office
    assert Event.objects.get(action="review.replies").detail["stored"] == 2


def test_the_same_file_again_stores_nothing_more(city: City) -> None:
    book = downloaded(city)
    fill(book, of("SARI"), Jawaban="ditolak", Alasan="sudah peserta PU")
    stored(city, looked_at(city, book)[1])
    shown, token = looked_at(city, book)
    assert ("1 sudah dijawab sama" in shown, token) == (True, "")
    assert BranchReply.objects.count() == 1


def test_a_refusal_without_reason_and_unknown_words_are_told(city: City) -> None:
    book = downloaded(city)
    fill(book, of("SARI"), Jawaban="ditolak")
    fill(book, of("JOKO"), Jawaban="nanti saja")
    shown, token = looked_at(city, book)
    assert "Tulis alasannya" in shown
    assert "“nanti saja” tidak dikenal" in shown
    assert token == ""


def test_what_was_answered_meanwhile_is_shown_and_stays(city: City) -> None:
    book = downloaded(city)
    fill(book, of("SARI"), Jawaban="diterima")
    reply(acting=city.cast.branch, case=of("SARI"), word="refused", reason="sudah peserta PU")
    shown, token = looked_at(city, book)
    assert "Ditolak: sudah peserta PU" in shown
    assert token == ""
    fresh = downloaded(city)
    fill(fresh, of("SARI"), Jawaban="diterima")
    shown, token = looked_at(city, fresh)
    reply(acting=city.cast.branch, case=of("SARI"), word="document", reason="KTP")
    assert "0 jawaban disimpan" in stored(city, token)
    assert BranchReply.objects.order_by("id").last().word == "document"


def test_what_the_office_took_back_and_rows_that_slipped_are_told(city: City) -> None:
    book = downloaded(city)
    fill(book, of("SARI"), Jawaban="diterima")
    fill(book, of("=BUDI"), Jawaban="diterima", NIK="1571010101809302")
    fill(book, of("JOKO"), Jawaban="diterima", **{KEY: "1.0:rusak"})
    undo(acting=city.cast.siti, case=of("SARI"), seen=1)
    shown, token = looked_at(city, book)
    assert "tidak (lagi) menunggu cabang" in shown or "menunggu cabang" in shown
    assert "barisnya bergeser" in shown
    assert "Kuncinya rusak" in shown
    assert token == ""


def test_a_sheet_of_the_branchs_own_is_read_by_nik_or_kpj(city: City) -> None:
    heading = ("No", "NIK Peserta", "No. KPJ", "Status", "Keterangan")
    book = own_sheet(
        heading,
        ("1", "1571010101809302", "", "Sudah didaftarkan", ""),
        ("2", "", "24009", "Gagal", "surat belum lengkap"),
        ("3", "1571010101809999", "", "Sudah didaftarkan", ""),
    )
    shown, token = looked_at(city, book)
    assert "2 jawaban siap disimpan" in shown
    assert "Tidak ada kiriman untuk NIK atau KPJ ini" in shown
    stored(city, token)
    assert BranchReply.objects.get(decision__case=of("JOKO")).reason == "surat belum lengkap"
    again, token = looked_at(city, own_sheet(heading, ("2", "", "24009", "diterima", "")))
    assert ("Ditolak: surat belum lengkap" in again, token) == (True, "")


def test_the_home_page_of_the_office_tells_what_the_branch_refused(city: City) -> None:
    told = "1 kiriman ditolak cabang BPJS, atau diminta dokumennya."
    assert told not in signed_in(city.cast.siti).get("/").content.decode()
    reply(acting=city.cast.branch, case=of("SARI"), word="refused", reason="sudah peserta PU")
    assert told in signed_in(city.cast.siti).get("/").content.decode()
    assert "Ditolak: SARI" in signed_in(city.cast.siti).get("/pemeriksaan/").content.decode()
    undo(acting=city.cast.siti, case=of("SARI"), seen=1)
    assert told not in signed_in(city.cast.siti).get("/").content.decode()


def test_other_files_get_a_sentence(city: City) -> None:
    book = own_sheet(("NIK", "Nama"), ("1571010101809302", "SARI"))
    out = BytesIO()
    book.save(out)
    browser = signed_in(city.cast.branch)
    for name, data in (("lain.xlsx", out.getvalue()), ("surat.pdf", b"%PDF-1.7"), ("rusak.xlsx", b"PK\x03\x04x")):
        response = browser.post(ADDRESS, {"berkas": SimpleUploadedFile(name, data)})
        assert response.status_code in (400, 409, 422)
    assert browser.post(ADDRESS, {}).status_code == 422
    assert browser.post(ADDRESS, {"token": "palsu"}).status_code == 409


def test_nobody_but_the_branch_answers(city: City) -> None:
    for path in (ADDRESS, "/pemeriksaan/cabang/buku-kerja/"):
        assert signed_in(city.cast.siti).get(path).status_code == 403
    with pytest.raises(ForbiddenError):
        replies_take(acting=city.cast.siti, period=city.period, lines=[], sha256="0" * 64)


def test_the_queries_do_not_grow_with_the_rows(city: City, django_assert_max_num_queries: Any) -> None:
    book = downloaded(city)
    for name in ("=BUDI", "SARI", "JOKO"):
        fill(book, of(name), Jawaban="diterima")
    _, token = looked_at(city, book)
    browser = signed_in(city.cast.branch)
    with django_assert_max_num_queries(45):
        browser.post(ADDRESS, {"token": token})
