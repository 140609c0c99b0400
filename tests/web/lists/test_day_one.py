"""Lists without a file of one's own: templates, nothing changed, one person added, corrected, ended."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from list_files import BUDI, JOKO, PEOPLE, SARI, asked, handed_in
from openpyxl.utils import get_column_letter

from padan.web import vault
from padan.web.lists import selectors, services
from padan.web.lists.models import Upload
from padan.web.refusals import ConflictError, RefusedError
from thorough import one_in

pytestmark = one_in(4)

DAY = date(2024, 9, 30)


@pytest.fixture
def earlier(cast: Cast) -> Upload:
    """The list of heads of RT as Legok's was accepted a quarter before."""
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast, key="2024-Q3"), file=handed_in())
    return services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)


def _names(upload: Upload) -> list[str]:
    return [row.values["name"] for row in selectors.rows_of(upload)]


def _column_format(sheet: Any, place: int) -> str:
    """The format of cells that nobody has filled in yet."""
    return str(sheet.column_dimensions[get_column_letter(place)].number_format)


def test_the_blank_template_keeps_nik_as_text_and_offers_choices(cast: Cast) -> None:
    answer = signed_in(cast.siti).get(f"/daftar/{asked(cast).pk}/templat/")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    place = headings.index("NIK") + 1
    assert sheet.cell(2, place).number_format == "@" or _column_format(sheet, place) == "@"
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    assert rules[headings.index("Jenis Kelamin") + 1].formula1 == '"L,P"'
    assert "Ketua RT" in rules[headings.index("Segmen") + 1].formula1
    assert rules[place].formula1 == "16"


def test_a_filled_template_is_read_without_a_problem(cast: Cast) -> None:
    wanted = asked(cast)
    book = openpyxl.load_workbook(BytesIO(signed_in(cast.siti).get(f"/daftar/{wanted.pk}/templat/").content))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for heading, text in zip(("NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin"), BUDI, strict=True):
        sheet.cell(2, headings.index(heading) + 1, text)
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("templat.xlsx", out.getvalue())
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=file)
    row = upload.rows.get()
    assert (row.values["nik"], row.values["name"], row.problems) == (BUDI[0], BUDI[1], [])


def test_the_prefilled_list_round_trips(cast: Cast, earlier: Upload) -> None:
    wanted = asked(cast)
    content = signed_in(cast.siti).get(f"/daftar/{wanted.pk}/terisi/").content
    file = SimpleUploadedFile("terisi.xlsx", content)
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=file)
    assert [row.fingerprint for row in selectors.rows_of(upload)] == [r.fingerprint for r in selectors.rows_of(earlier)]
    page = signed_in(cast.siti).get(f"/daftar/berkas/{upload.pk}/").content.decode()
    assert "Orang dan datanya sama." in page


def test_no_formula_gets_into_a_prefilled_list(cast: Cast) -> None:
    evil = (BUDI[0], "=CMD()", BUDI[2], BUDI[3])
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in([evil]))
    services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    content = signed_in(cast.siti).get(f"/daftar/{upload.requirement_id}/terisi/").content
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    assert [c.data_type for row in sheet.iter_rows(min_row=2) for c in row if c.value] == ["s"] * 4


def test_nothing_changed_accepts_what_was_accepted_last(cast: Cast, earlier: Upload) -> None:
    wanted = asked(cast)
    page = signed_in(cast.siti).post(f"/daftar/{wanted.pk}/tetap/", {"as_of": "2024-12-31"}, follow=True)
    assert "Tidak ada perubahan: 3 orang diterima" in page.content.decode()
    upload = selectors.upload_accepted(wanted)
    assert upload is not None
    assert (_names(upload), upload.as_of, upload.version) == (_names(earlier), date(2024, 12, 31), 1)
    assert openpyxl.load_workbook(BytesIO(vault.read(upload.sha256))).worksheets[0].max_row == 4
    earlier.refresh_from_db()
    assert earlier.state == "accepted"
    with pytest.raises(ConflictError):
        services.list_unchanged(acting=cast.siti, requirement=wanted)


def test_nothing_changed_needs_something_before(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="Belum ada daftar"):
        services.list_unchanged(acting=cast.siti, requirement=asked(cast))


def test_one_person_is_added_to_what_was_accepted_last(cast: Cast, earlier: Upload) -> None:
    wanted = asked(cast)
    stated = {"nik": "1571012004889005", "name": "Umar Hadi", "birth_date": "20-04-1988", "sex": "L"}
    signed_in(cast.siti).post(f"/daftar/{wanted.pk}/orang/", stated)
    upload = selectors.upload_accepted(wanted)
    assert upload is not None
    assert _names(upload) == ["Budi Santoso", "Sari Dewi", "Joko Susilo", "Umar Hadi"]
    assert upload.rows.get(number=4).row == 5
    again = services.person_put(acting=cast.siti, requirement=wanted, values={**stated, "nik": "", "name": "Tono"})
    assert (again.version, len(_names(again))) == (2, 5)


def test_one_person_is_ended_and_not_struck_off(cast: Cast, earlier: Upload) -> None:
    wanted, sari = asked(cast), earlier.rows.get(number=2)
    browser = signed_in(cast.siti)
    assert SARI[0] in browser.get(f"/daftar/{wanted.pk}/orang/{sari.pk}/").content.decode()
    browser.post(f"/daftar/{wanted.pk}/orang/{sari.pk}/", {"nik": SARI[0], "name": SARI[1], "death_date": "31-10-2024"})
    upload = selectors.upload_accepted(wanted)
    assert upload is not None
    row = upload.rows.get(number=2)
    assert (row.values["name"], row.values["death_date"], row.problems) == ("Sari Dewi", "31-10-2024", ["deceased"])
    assert len(_names(upload)) == len(PEOPLE)


def test_a_person_needs_a_name_and_something_to_be_known_by(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="Isi nama"):
        services.person_put(acting=cast.siti, requirement=asked(cast), values={"name": "Tanpa Data"})


def test_a_row_of_an_older_version_is_not_carried_on(cast: Cast, earlier: Upload) -> None:
    services.person_put(acting=cast.siti, requirement=asked(cast), values={"name": "Joko", "nik": JOKO[0]})
    with pytest.raises(ConflictError):
        services.person_put(
            acting=cast.siti,
            requirement=asked(cast),
            values={"name": "X"},
            row=earlier.rows.get(number=1),
        )


def test_nobody_changes_a_person_of_another_office(cast: Cast, earlier: Upload) -> None:
    row = earlier.rows.get(number=1)
    stranger = signed_in(cast.murni_clerk)
    own = asked(cast, "murni")
    assert stranger.get(f"/daftar/{own.pk}/orang/{row.pk}/").status_code == 404
    assert stranger.post(f"/daftar/{own.pk}/orang/{row.pk}/", {"name": "X", "nik": BUDI[0]}).status_code == 404


def test_one_person_never_stands_for_a_list_that_was_withdrawn(cast: Cast) -> None:
    """Else a list of one would be in force where many stood."""
    wanted = asked(cast, key="2024-Q3")
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in())
    services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    services.upload_withdraw(acting=cast.siti, upload=upload)
    with pytest.raises(ConflictError, match="sudah ditarik"):
        services.person_put(
            acting=cast.siti, requirement=wanted, values={"name": "JOKO CONTOH", "birth_date": "1-1-1980"}
        )
    assert selectors.upload_accepted(wanted) is None
