"""A list handed in: read, shown, mended, accepted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from list_files import BUDI, JOKO, SARI, SHORT_NIK, asked, handed_in

from padan.web.lists import selectors, services, storing
from padan.web.lists.models import HeadingChoice, Row, Upload, UploadState
from padan.web.lists.refusals import ODD_DAY
from padan.web.periods import services as periods
from padan.web.periods.models import Period
from padan.web.refusals import ConflictError, LockedError, NotThereError, RefusedError
from thorough import one_in

pytestmark = one_in(4)

DAY = date(2024, 12, 31)


def test_a_list_is_stored_as_checked_and_counts_for_nothing(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    assert upload.state == UploadState.CHECKED
    assert upload.counts == {"rows": 3, "troubled": 0, "problems": {}}
    row = Row.objects.get(upload=upload, number=2)
    assert (row.sheet, row.row, row.found["Nama"], row.values["name"]) == ("Data", 3, "Sari Dewi", "Sari Dewi")
    assert not selectors.uploads_accepted(upload.requirement.period).exists()
    assert Period.objects.get().changed_at is None


def test_every_problem_stands_with_its_row(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in([BUDI, SHORT_NIK]))
    assert upload.counts == {"rows": 2, "troubled": 1, "problems": {"nik_length": 1}}
    assert [row.row for row in selectors.rows_with(upload, ["nik_length"])] == [3]


def test_the_day_comes_from_the_file_where_nobody_states_one(cast: Cast) -> None:
    file = handed_in(title="Daftar Ketua RT keadaan per 30 November 2024")
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert upload.as_of == date(2024, 11, 30)


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    wanted = asked(cast)
    first = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in())
    again = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in(name="lain.xlsx"))
    assert again == first
    services.upload_accept(acting=cast.siti, upload=first, as_of=DAY)
    changed_at = Period.objects.get().changed_at
    assert services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in()) == first
    assert Upload.objects.count() == 1
    assert Period.objects.get().changed_at == changed_at


def test_mended_and_uploaded_again_it_is_the_next_version_and_the_old_one_stays(cast: Cast) -> None:
    wanted = asked(cast)
    first = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI, SHORT_NIK]))
    services.upload_accept(acting=cast.siti, upload=first, as_of=DAY)
    second = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI, SARI, JOKO]))
    second = services.upload_accept(acting=cast.siti, upload=second, as_of=DAY)
    first.refresh_from_db()
    assert (first.state, first.version, second.state, second.version) == ("replaced", 1, "accepted", 2)
    assert first.rows.count() == 2
    assert list(selectors.uploads_accepted(wanted.period)) == [second]


def test_accepting_needs_rows_and_a_day(cast: Cast) -> None:
    wanted = asked(cast)
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in())
    with pytest.raises(RefusedError, match="tanggal keadaan data"):
        services.upload_accept(acting=cast.siti, upload=upload)
    empty = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([]))
    with pytest.raises(RefusedError, match="tidak memuat satu baris pun"):
        services.upload_accept(acting=cast.siti, upload=empty, as_of=DAY)


def test_a_newer_file_takes_the_place_of_one_that_waits(cast: Cast) -> None:
    wanted = asked(cast)
    first = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI]))
    services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([SARI]))
    with pytest.raises(ConflictError):
        services.upload_accept(acting=cast.siti, upload=first, as_of=DAY)


def test_accepting_says_that_the_period_is_to_be_run(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    assert Period.objects.get().changed_at is not None


def test_a_withdrawn_list_is_out_of_force_and_stays_listed(cast: Cast) -> None:
    wanted = asked(cast)
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in())
    services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    services.upload_withdraw(acting=cast.siti, upload=upload)
    assert selectors.upload_accepted(wanted) is None
    assert list(selectors.uploads_of(wanted)) == [upload]


def test_a_heading_put_right_is_remembered_for_the_office(cast: Cast) -> None:
    odd = ("NIK", "Siapa", "Tanggal Lahir", "Jenis Kelamin")
    wanted = asked(cast)
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI], headings=odd))
    upload = services.mapping_change(acting=cast.siti, upload=upload, mapping={"Siapa": "mother"})
    assert upload.state == UploadState.REFUSED
    assert "Nama" in upload.refusal
    upload = services.mapping_change(acting=cast.siti, upload=upload, mapping={"Siapa": "name"})
    assert upload.state == UploadState.CHECKED
    assert upload.rows.get().values["name"] == "Budi Santoso"
    assert HeadingChoice.objects.get().office == cast.offices["legok"]
    other = asked(cast, segment="pekerja_rentan")
    later = services.upload_receive(acting=cast.siti, requirement=other, file=handed_in([SARI], headings=odd))
    assert later.rows.get().values["name"] == "Sari Dewi"


def test_a_row_mended_on_the_page_loses_its_problem(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in([BUDI, SHORT_NIK]))
    row = upload.rows.get(number=2)
    before = row.fingerprint
    services.row_mend(acting=cast.siti, row=row, values={"nik": "1571011003909004"})
    row.refresh_from_db()
    upload.refresh_from_db()
    assert (row.problems, upload.counts["troubled"]) == ([], 0)
    assert row.fingerprint != before
    mend = row.mends.get()
    assert (mend.field, mend.before, mend.after) == ("nik", "157101100390904", "1571011003909004")


def test_a_mend_of_the_version_in_force_asks_for_a_run(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in([BUDI, SHORT_NIK]))
    services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    accepted_at = Period.objects.get().changed_at
    services.row_mend(acting=cast.siti, row=upload.rows.get(number=2), values={"nik": "1571011003909004"})
    changed_at = Period.objects.get().changed_at
    assert accepted_at is not None
    assert changed_at is not None
    assert changed_at > accepted_at


def test_mends_stay_when_headings_are_understood_anew(cast: Cast) -> None:
    headings = ("NIK", "Nama", "Tanggal Lahir", "Isi Lain")
    file = handed_in([BUDI, SHORT_NIK], headings=headings)
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    services.row_mend(acting=cast.siti, row=upload.rows.get(number=2), values={"nik": "1571011003909004"})
    upload = services.mapping_change(acting=cast.siti, upload=upload, mapping={"Isi Lain": "note"})
    row = upload.rows.get(number=2)
    assert (row.values["nik"], row.values["note"]) == ("1571011003909004", "L")
    assert upload.counts["troubled"] == 0


def test_nothing_is_taken_once_the_office_has_signed(cast: Cast) -> None:
    wanted = asked(cast)
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI, SHORT_NIK]))
    periods.lock_set(period=wanted.period, office=wanted.office)
    with pytest.raises(LockedError):
        services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([SARI]))
    with pytest.raises(LockedError):
        services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY)
    with pytest.raises(LockedError):
        services.row_mend(acting=cast.siti, row=upload.rows.get(number=2), values={"nik": "1"})
    periods.lock_lift(period=wanted.period, office=wanted.office)
    assert services.upload_accept(acting=cast.siti, upload=upload, as_of=DAY).version == 1


def test_nobody_hands_in_for_another_office(cast: Cast) -> None:
    wanted = asked(cast)
    for stranger in (cast.murni_clerk, cast.camat, cast.bappeda, cast.branch):
        with pytest.raises(NotThereError):
            services.upload_receive(acting=stranger, requirement=wanted, file=handed_in())


def test_formulas_and_their_like_come_in_as_text(cast: Cast) -> None:
    evil = ("1571011701809001", "=HYPERLINK(1)", "17-01-1980", "L")
    file = handed_in([BUDI, evil])
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert upload.rows.get(number=2).values["name"] == "=HYPERLINK(1)"


def test_a_refused_file_under_another_name_shows_the_new_name(cast: Cast) -> None:
    wanted = asked(cast)
    for name in ("surat.docx", "surat-baru.docx"):
        file = SimpleUploadedFile(name, b"bukan daftar" * 50)
        upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=file)
        assert (upload.state, upload.filename) == (UploadState.REFUSED, name)
    assert [found.filename for found in selectors.uploads_of(wanted)] == ["surat-baru.docx"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1924, 12, 31), date(2204, 12, 31)])
def test_a_day_with_a_slip_in_its_year_is_told(cast: Cast, day: date) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    with pytest.raises(RefusedError) as refused:
        services.upload_accept(acting=cast.siti, upload=upload, as_of=day)
    assert refused.value is ODD_DAY
    assert not selectors.uploads_accepted(upload.requirement.period).exists()


def test_the_end_of_a_period_that_still_runs_is_no_odd_day(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    coming = timezone.localdate() + timedelta(days=300)
    Period.objects.update(as_of=coming)
    assert services.upload_accept(acting=cast.siti, upload=upload, as_of=coming).as_of == coming


def test_a_file_without_rows_is_not_offered_for_acceptance(cast: Cast) -> None:
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in([]))
    page = signed_in(cast.siti).get(f"/daftar/berkas/{upload.pk}/").content.decode()
    assert "Tidak ada satu baris pun" in page
    assert "Tidak ada masalah" not in page
    assert f"/daftar/berkas/{upload.pk}/terima/" not in page


def test_nobodys_writing_waits_while_a_file_is_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither at first nor when headings are understood anew, and nobody sees a row before all are there."""
    wanted, outside, read = asked(cast), len(connection.atomic_blocks), services.read_file
    seen: list[tuple[int, list[str]]] = []

    def watched(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for row in rows:
            seen.append((len(connection.atomic_blocks), [one.state for one in selectors.uploads_of(wanted)]))
            yield row

    @contextmanager
    def reading(*args: Any, **options: Any) -> Iterator[Any]:
        with read(*args, **options) as found:
            yield replace(found, rows=watched(found.rows))

    monkeypatch.setattr(services, "read_file", reading)
    monkeypatch.setattr(storing, "BATCH", 2)
    upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI, SARI, SHORT_NIK]))
    assert seen == [(outside, [])] * 3
    again = services.mapping_change(acting=cast.siti, upload=upload, mapping={"Jenis Kelamin": ""})
    assert seen[3:] == [(outside, ["checked"])] * 3
    assert (again.pk, again.counts["rows"]) == (upload.pk, 3)
    assert [row.number for row in again.rows.all()] == [1, 2, 3]
    assert "sex" not in again.rows.all()[0].values
    assert (Upload.objects.count(), Row.objects.count()) == (1, 3)


def test_what_a_killed_server_left_half_read_is_not_seen_and_swept_away(cast: Cast) -> None:
    wanted = asked(cast)
    left = Upload.objects.create(
        requirement=wanted,
        filename="x.xlsx",
        sha256="0" * 64,
        size=1,
        state=UploadState.READING,
        uploaded_by=cast.siti.user,
    )
    row = Row.objects.create(upload=left, number=1, row=2, fingerprint="0" * 64)
    with pytest.raises(NotThereError):
        selectors.upload_own(cast.siti, left.pk)
    with pytest.raises(NotThereError):
        selectors.row_get(cast.siti, row.pk)
    services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in())
    assert Upload.objects.filter(pk=left.pk).exists()
    Upload.objects.filter(pk=left.pk).update(uploaded_at=timezone.now() - timedelta(hours=2))
    services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in([BUDI]))
    assert not Row.objects.filter(pk=row.pk).exists()
    assert not Upload.objects.filter(pk=left.pk).exists()
