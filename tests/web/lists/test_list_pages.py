"""What a clerk does and reads on the pages of a list."""

from datetime import date
from io import BytesIO

import openpyxl
from cast import Cast, signed_in
from list_files import BUDI, JOKO, PEOPLE, SARI, SHORT_NIK, asked, handed_in, period, workbook

from padan.web.audit.models import Event
from padan.web.lists import services
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Period, Requirement
from thorough import one_in

pytestmark = one_in(4)

DAY = date(2024, 12, 31)


def _uploaded(cast: Cast, rows: tuple[tuple[str, ...], ...] = PEOPLE, accepted: bool = False) -> Upload:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in(rows))
    return services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY) if accepted else upload


def test_from_upload_to_acceptance_on_the_pages(cast: Cast) -> None:
    browser, wanted = signed_in(cast.siti), asked(cast)
    page = browser.post(f"/daftar/{wanted.pk}/", {"file": handed_in((BUDI, SHORT_NIK))}, follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    assert "2 baris terbaca" in text
    assert "1 baris perlu dibetulkan" in text
    assert "NIK tidak 16 angka." in text
    assert "157101100390904" not in text
    upload = Upload.objects.get()
    row = upload.rows.get(number=2)
    form = browser.get(f"/daftar/baris/{row.pk}/").content.decode()
    assert "157101100390904" in form
    mended = browser.post(
        f"/daftar/baris/{row.pk}/", {"nik": "1571011003909004", "name": "Rahmat Hidayat"}, follow=True
    )
    assert "baris perlu dibetulkan" not in mended.content.decode()
    done = browser.post(f"/daftar/berkas/{upload.pk}/terima/", {"as_of": "2024-12-31"}, follow=True)
    assert "Daftar diterima" in done.content.decode()
    upload.refresh_from_db()
    assert (upload.state, upload.version, upload.as_of) == ("accepted", 1, DAY)


def test_mending_leaves_fields_alone_that_the_form_did_not_send(cast: Cast) -> None:
    upload = _uploaded(cast, (BUDI, SHORT_NIK))
    row = upload.rows.get(number=2)
    signed_in(cast.siti).post(f"/daftar/baris/{row.pk}/", {"nik": "1571011003909004"})
    row.refresh_from_db()
    assert row.values["nik"] == "1571011003909004"
    assert row.values["name"] == "Rahmat Hidayat"


def test_what_changes_against_the_version_in_force_is_told(cast: Cast) -> None:
    _uploaded(cast, (BUDI, SARI), accepted=True)
    sari = (SARI[0], "Sari Dewi Lestari", *SARI[2:])
    second = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in((sari, JOKO)))
    text = signed_in(cast.siti).get(f"/daftar/berkas/{second.pk}/").content.decode()
    assert "1 orang ditambah, 1 orang tidak ada lagi, 1 orang datanya berubah." in text
    assert "<del>Sari Dewi</del> → <ins>Sari Dewi Lestari</ins>" in text
    assert SARI[0] not in text


def test_headings_are_put_right_on_the_page(cast: Cast) -> None:
    browser = signed_in(cast.siti)
    file = handed_in((BUDI,), headings=("NIK", "Siapa Dia", "Tanggal Lahir", "Kelamin"))
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    page = browser.get(f"/daftar/berkas/{upload.pk}/").content.decode()
    assert "Siapa Dia" in page
    browser.post(f"/daftar/berkas/{upload.pk}/judul/", {"judul-0": "nik", "judul-1": "name", "judul-3": "note"})
    assert upload.rows.get().values["note"] == "L"


def test_the_same_workbook_comes_back_with_problems_written_in(cast: Cast) -> None:
    upload = _uploaded(cast, (BUDI, SHORT_NIK))
    answer = signed_in(cast.siti).get(f"/daftar/berkas/{upload.pk}/diperiksa/")
    assert answer["Content-Disposition"] == 'attachment; filename="daftar - diperiksa.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Data"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][:4] == ["NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin"]
    assert "NIK tidak 16 angka." in str(cells[2][-1])
    assert not cells[1][-1]
    assert Event.objects.filter(action="audit.download", object_id=str(upload.pk)).exists()


def test_the_file_itself_goes_to_its_own_office_alone(cast: Cast) -> None:
    upload = _uploaded(cast)
    address = f"/daftar/berkas/{upload.pk}/asli/"
    answer = signed_in(cast.siti).get(address)
    assert b"".join(answer.streaming_content) == workbook(PEOPLE)  # type: ignore[attr-defined]
    for other in (cast.murni_clerk, cast.camat, cast.branch, cast.bappeda):
        assert signed_in(other).get(address).status_code == 404
    assert signed_in(cast.auditor).get(address).status_code == 403


def test_another_office_finds_nothing(cast: Cast) -> None:
    upload = _uploaded(cast)
    row = upload.rows.get(number=1)
    stranger = signed_in(cast.murni_clerk)
    for address in (f"/daftar/{upload.requirement_id}/", f"/daftar/berkas/{upload.pk}/", f"/daftar/baris/{row.pk}/"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"/daftar/berkas/{upload.pk}/terima/", {"as_of": "2024-12-31"}).status_code == 404
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_those_above_read_and_do_not_write(cast: Cast) -> None:
    upload = _uploaded(cast)
    for above in (cast.camat, cast.bappeda, cast.auditor):
        browser = signed_in(above)
        page = browser.get(f"/daftar/berkas/{upload.pk}/")
        assert page.status_code == 200
        assert "Terima daftar ini?" not in page.content.decode()
    assert signed_in(cast.camat).post(f"/daftar/berkas/{upload.pk}/terima/", {"as_of": "2024-12-31"}).status_code == 404


def test_nik_is_masked_in_lists_and_whole_on_ones_own_row_which_is_logged(cast: Cast) -> None:
    upload = _uploaded(cast)
    row = upload.rows.get(number=1)
    browser = signed_in(cast.siti)
    assert BUDI[0] not in browser.get(f"/daftar/berkas/{upload.pk}/baris/").content.decode()
    assert BUDI[0] in browser.get(f"/daftar/baris/{row.pk}/").content.decode()
    assert Event.objects.filter(action="audit.nik_read", object_id=str(row.pk), actor=cast.siti.user).count() == 1


def test_elsewhere_a_nik_is_shown_only_with_a_reason(cast: Cast) -> None:
    row = _uploaded(cast).rows.get(number=1)
    browser = signed_in(cast.camat)
    assert BUDI[0] not in browser.get(f"/daftar/baris/{row.pk}/").content.decode()
    assert BUDI[0] not in browser.post(f"/daftar/baris/{row.pk}/nik/").content.decode()
    assert not Event.objects.filter(action="audit.nik_read").exists()
    shown = browser.post(f"/daftar/baris/{row.pk}/nik/", {"reason": "mencocokkan dengan KTP"})
    assert BUDI[0] in shown.content.decode()
    assert Event.objects.get(action="audit.nik_read").detail["reason"] == "mencocokkan dengan KTP"


def test_rows_are_found_by_name(cast: Cast) -> None:
    upload = _uploaded(cast)
    text = signed_in(cast.siti).get(f"/daftar/berkas/{upload.pk}/baris/?nama=sari").content.decode()
    assert "Sari Dewi" in text
    assert "Budi Santoso" not in text


def test_a_pdf_leads_to_the_template(cast: Cast) -> None:
    wanted = asked(cast)
    file = handed_in(name="daftar.pdf")
    file.file = BytesIO(b"%PDF-1.7 bukan daftar")
    file.size = 21
    page = signed_in(cast.siti).post(f"/daftar/{wanted.pk}/", {"file": file}, follow=True).content.decode()
    assert "ini PDF, bukan lembar kerja" in page
    assert f"/daftar/{wanted.pk}/templat/" in page


def test_no_file_and_too_large_a_file_get_a_sentence(cast: Cast, settings: object) -> None:
    wanted = asked(cast)
    browser = signed_in(cast.siti)
    none = browser.post(f"/daftar/{wanted.pk}/", {})
    assert (none.status_code, "Belum ada berkas yang dipilih" in none.content.decode()) == (422, True)
    settings.UPLOAD_LIMIT = 1000  # type: ignore[attr-defined]
    large = browser.post(f"/daftar/{wanted.pk}/", {"file": handed_in()})
    assert (large.status_code, "lebih dari 50 MB" in large.content.decode()) == (422, True)
    assert not Upload.objects.exists()


def test_the_branch_hands_in_participants_and_payments(cast: Cast) -> None:
    opened = period(cast)
    browser = signed_in(cast.branch)
    people = Requirement.objects.get(period=opened, kind="participants")
    headings = ("KPJ", "NIK", "Nama Peserta", "Tgl Lahir")
    file = handed_in([("19010000001", *BUDI[:3])], headings=headings)
    browser.post(f"/daftar/{people.pk}/", {"file": file})
    row = Row.objects.get()
    assert (row.kind, row.values["kpj"], row.problems) == ("participants", "19010000001", [])
    money = Requirement.objects.get(period=opened, kind="payments")
    lines = [("19010000001", "2024-10", "16.800"), ("19010000002", "Oktember", "gratis")]
    file = handed_in(lines, headings=("KPJ", "Bulan Iuran", "Jumlah Iuran"))
    browser.post(f"/daftar/{money.pk}/", {"file": file})
    problems = Row.objects.filter(upload__requirement=money).order_by("number").values_list("problems", flat=True)
    assert list(problems) == [[], ["amount_invalid", "month_invalid"]]


def test_a_mended_month_of_a_row_with_a_column_a_month_stays_with_its_month(cast: Cast) -> None:
    money = Requirement.objects.get(period=period(cast), kind="payments")
    lines = [("19010000001", "16.800", "16.800", "tiga"), ("19010000002", "16.800", "", "16.800")]
    headings = ("KPJ", "Oktober 2024", "November 2024", "Desember 2024")
    upload = services.upload_receive(
        acting=cast.branch, requirement=money, file=handed_in([*lines, ("", "", "", "")], headings=headings)
    )
    december = next(row for row in upload.rows.all() if row.values["amount"] == "tiga")
    services.row_mend(acting=cast.branch, row=december, values={"amount": "15.000"})
    again = services.mapping_change(acting=cast.branch, upload=upload, mapping={"KPJ": "kpj"})
    told = [(row.values["kpj"][-1], row.values["month"], row.values["amount"]) for row in again.rows.order_by("id")]
    assert told == [
        ("1", "2024-10", "16.800"), ("1", "2024-11", "16.800"), ("1", "2024-12", "15.000"),
        ("2", "2024-10", "16.800"), ("2", "2024-12", "16.800"),
    ]  # fmt: skip


def test_the_home_page_says_what_is_owed_and_what_waits(cast: Cast) -> None:
    asked(cast)
    browser = signed_in(cast.siti)
    text = browser.get("/").content.decode()
    assert text.count("belum masuk") >= 3
    _uploaded(cast)
    assert "3 baris sudah diperiksa, tinggal diterima." in browser.get("/").content.decode()
    services.upload_accept(acting=cast.siti, upload=Upload.objects.get(), as_of=DAY)
    assert "Ketua RT" not in browser.get("/").content.decode()


def test_the_board_tells_how_far_each_office_is(cast: Cast) -> None:
    opened = period(cast)
    for segment in ("rt", "pekerja_rentan", "miskin_ekstrem"):
        wanted = asked(cast, segment=segment)
        upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in())
        services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    browser = signed_in(cast.bappeda)
    text = browser.get(f"/papan/{opened.key}/?keadaan=masuk").content.decode()
    assert "Kelurahan Legok" in text
    assert "3 dari 3" in text
    assert "Kelurahan Murni" not in text
    assert "Sudah masuk (1)" in text
    assert "Belum masuk (6)" in text
    assert Period.objects.get().changed_at is not None
