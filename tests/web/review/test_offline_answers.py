"""The queue as a workbook: downloaded, answered offline, taken back in without overwriting anybody."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from review_city import City, doubtful_pair, make_city

from padan.domain.errors import UnreadableFileError
from padan.queue_answers import read_queue_answers
from padan.web.audit.models import Event
from padan.web.periods.models import Kind
from padan.web.review.models import Case, CaseKind, Decision
from padan.web.review.services import Told, confirm, decide
from thorough import one_in

pytestmark = one_in(4)

ADDRESS = "/pemeriksaan/unggah/"


@pytest.fixture
def city(cast: Cast) -> City:
    made = make_city(cast)
    doubtful_pair(made)
    made.say(made.row("legok", nik="1571010101809301", name="=1+1 BELUM"), "not_registered", asks=False)
    made.say(made.row("legok", Kind.PARTICIPANTS, nik="1571010101809302", kpj="9"), "not_listed", asks=False)
    made.publish()
    return made


def downloaded(city: City) -> openpyxl.Workbook:
    response = signed_in(city.cast.siti).get("/pemeriksaan/buku-kerja/")
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content))


def columns(book: openpyxl.Workbook) -> tuple[int, dict[str, int]]:
    for row in book.active.iter_rows(max_row=20):
        words = {str(cell.value): cell.column for cell in row if cell.value}
        if "Jawaban" in words:
            return row[0].row, words
    raise AssertionError("no headings")


def row_of(book: openpyxl.Workbook, case: Case) -> int:
    first, words = columns(book)
    key = words["Kunci (jangan diubah)"]
    rows = range(first + 1, book.active.max_row + 1)
    return next(r for r in rows if str(book.active.cell(r, key).value).startswith(f"{case.pk}."))


def fill(book: openpyxl.Workbook, case: Case, **said: object) -> None:
    _, words = columns(book)
    for heading, value in said.items():
        book.active.cell(row_of(book, case), words[heading.replace("_", " ")], value)


def uploaded(city: City, book: openpyxl.Workbook) -> str:
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("jawaban.xlsx", out.getvalue())
    response = signed_in(city.cast.siti).post(ADDRESS, {"berkas": file})
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def test_the_workbook_asks_with_drop_downs_and_holds_no_formula(city: City) -> None:
    book = downloaded(city)
    first, words = columns(book)
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.data_type == "s" for cell in cells if cell.column == words["NIK (A)"] and cell.value)
    lists = [str(rule.formula1) for rule in book.active.data_validations.dataValidation]
    assert any("Orang yang sama" in told for told in lists)
    assert any("Usulkan pendaftaran" in told for told in lists)
    assert book.active.protection.sheet
    assert not book.active.cell(first + 1, words["Jawaban"]).protection.locked
    assert book.active.cell(first + 1, words["Kunci (jangan diubah)"]).protection.locked
    assert Event.objects.filter(action="review.workbook").exists()


def test_the_most_harmful_questions_come_first_as_on_the_page(cast: Cast) -> None:
    made = make_city(cast)
    doubtful_pair(made)
    made.say(made.row("legok", Kind.PARTICIPANTS, nik="1571010101809302", kpj="9"), "not_listed", harm=1_000)
    made.publish()
    book = downloaded(made)
    first, words = columns(book)
    asked = [book.active.cell(row, words["Pertanyaan"]).value for row in (first + 1, first + 2)]
    assert asked == ["Apakah ini orang yang sama?", "Terdaftar di BPJS, tidak ada di daftar"]


def test_answers_are_stored_together(city: City) -> None:
    book = downloaded(city)
    fill(book, city.case(CaseKind.PAIR), Jawaban="Bukan orang yang sama")
    fill(book, city.case(CaseKind.NOT_REGISTERED), Jawaban="usulkan pendaftaran")
    fill(
        book,
        city.case(CaseKind.NOT_LISTED),
        Jawaban="Meninggal",
        Tanggal_kejadian=date(2024, 11, 3),
        Alasan="akta belum ada",
    )
    assert "3 jawaban disimpan" in uploaded(city, book)
    told = {case.kind: (case.state, case.answer) for case in Case.objects.all()}
    assert told == {
        "pair": ("answered", "beda"),
        "not_registered": ("answered", "usulkan"),
        "not_listed": ("waiting", ""),
    }
    death = Decision.objects.get(answer="meninggal")
    assert (death.happened_on, death.via) == (date(2024, 11, 3), "workbook")
    confirm(acting=city.cast.lukman, case=death.case, seen=1)


def test_what_was_decided_meanwhile_is_shown_and_stays(city: City) -> None:
    book = downloaded(city)
    case = city.case(CaseKind.PAIR)
    decide(acting=city.cast.lukman, case=case, answer="sama", seen=0)
    fill(book, case, Jawaban="Bukan orang yang sama")
    fill(book, city.case(CaseKind.NOT_REGISTERED), Jawaban="Usulkan pendaftaran")
    page = uploaded(city, book)
    assert "1 jawaban disimpan" in page
    assert "Sudah diputuskan sementara itu" in page
    assert "Lukman Hakim" in page
    case.refresh_from_db()
    assert (case.answer, case.sequence) == ("sama", 1)


def test_the_same_workbook_again_changes_nothing(city: City) -> None:
    book = downloaded(city)
    fill(book, city.case(CaseKind.PAIR), Jawaban="Orang yang sama")
    uploaded(city, book)
    assert "0 jawaban disimpan" in uploaded(city, book)
    assert Decision.objects.count() == 1


def test_rows_that_cannot_be_stored_are_told_by_row(city: City) -> None:
    book = downloaded(city)
    pair, listed, new = (city.case(k) for k in (CaseKind.PAIR, CaseKind.NOT_LISTED, CaseKind.NOT_REGISTERED))
    fill(book, pair, Jawaban="entahlah")
    fill(book, listed, Jawaban="Meninggal")
    fill(book, new, Jawaban="Usulkan pendaftaran", **{"Kunci (jangan diubah)": f"{new.pk}.0.1:palsu"})
    rows = {case.kind: row_of(book, case) for case in (pair, listed, new)}
    page = uploaded(city, book)
    assert f"Baris {rows['pair']}: Jawaban “entahlah” tidak dikenal" in page
    assert f"Baris {rows['not_listed']}: Isi tanggalnya dahulu." in page
    assert f"Baris {rows['not_registered']}: Kuncinya hilang atau berubah" in page
    assert Decision.objects.count() == 0


def test_another_offices_workbook_is_not_taken(city: City) -> None:
    book = downloaded(city)
    fill(book, city.case(CaseKind.PAIR), Jawaban="Orang yang sama")
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("jawaban.xlsx", out.getvalue())
    page = signed_in(city.cast.murni_clerk).post(ADDRESS, {"berkas": file}).content.decode()
    assert "0 jawaban disimpan" in page
    assert "milik kantor atau periode lain" in page


@pytest.mark.parametrize("content", [b"%PDF-1.7 bukan lembar kerja", b"PK\x03\x04rusak", b""])
def test_what_is_no_workbook_gets_a_sentence(city: City, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        read_queue_answers(path)
    response = signed_in(city.cast.siti).post(ADDRESS, {"berkas": SimpleUploadedFile("x.xlsx", content or b" ")})
    assert response.status_code == 422
    assert "Traceback" not in response.content.decode()


def test_a_workbook_without_our_headings_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["NIK", "Nama"])
    book.save(tmp_path / "lain.xlsx")
    with pytest.raises(UnreadableFileError, match="lembar jawaban"):
        read_queue_answers(tmp_path / "lain.xlsx")


def test_dates_may_stand_behind_today_for_a_carried_case(city: City) -> None:
    book = downloaded(city)
    fill(
        book,
        city.case(CaseKind.PAIR),
        Jawaban="Bawa ke periode berikut",
        Alasan="menunggu",
        Penanggung_jawab="Siti",
        Sampai_tanggal="31-12-2099",
    )
    assert "1 jawaban disimpan" in uploaded(city, book)
    assert Decision.objects.get().carried_to == date(2099, 12, 31)
    assert Told().carried_to is None
