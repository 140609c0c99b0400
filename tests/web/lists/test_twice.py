"""Who stands twice is told when a list is handed in, with both rows, before anything is accepted."""

from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from cast import Cast, signed_in
from list_files import BUDI, JOKO, SARI, SHORT_NIK, asked, handed_in

from padan.web.lists import services
from padan.web.lists.models import Row, Upload
from padan.web.lists.twins import twins_mark, twins_told
from thorough import one_in

pytestmark = one_in(4)

DAY = date(2024, 12, 31)
SARI_AGAIN = ("1571014502859099", "SARI  DEWI", "5 Februari 1985", "P")
BUDI_AGAIN = (BUDI[0], "Budi S.", "17-01-1980", "L")


def received(cast: Cast, rows: Any, segment: str = "rt") -> Upload:
    return services.upload_receive(acting=cast.siti, requirement=asked(cast, segment=segment), file=handed_in(rows))


def problems(upload: Upload) -> dict[int, list[str]]:
    return {row.row: row.problems for row in upload.rows.order_by("number") if row.problems}


def test_one_nik_or_one_name_and_birth_date_twice_is_told_on_both_rows(cast: Cast) -> None:
    upload = received(cast, [BUDI, SARI, JOKO, BUDI_AGAIN, SARI_AGAIN])
    assert {row: "twice_in_list" in told for row, told in problems(upload).items()} == dict.fromkeys((2, 3, 5, 6), True)
    assert upload.counts["problems"]["twice_in_list"] == 4
    assert upload.troubled == 4
    shown = unescape(signed_in(cast.siti).get(f"/daftar/berkas/{upload.pk}/").content.decode())
    assert "Orang ini tertulis lebih dari sekali di daftar ini. Orang yang sama: baris 5." in shown
    assert "Orang yang sama: baris 2." in shown


def test_numbers_that_name_nobody_make_no_twins(cast: Cast) -> None:
    other = ("157101100390904", "Rahmat Hidayat", "11-03-1990", "L")
    assert "twice_in_list" not in received(cast, [SHORT_NIK, other, BUDI]).counts["problems"]


def test_a_person_of_another_accepted_list_of_the_office_is_told_with_its_row(cast: Cast) -> None:
    first = received(cast, [JOKO, BUDI])
    assert received(cast, [BUDI_AGAIN, SARI], "pekerja_rentan").counts["problems"] == {}
    services.upload_accept(acting=cast.siti, upload=first, as_of=DAY)
    second = received(cast, [SARI, BUDI_AGAIN], "pekerja_rentan")
    assert problems(second) == {3: ["on_other_list"]}
    shown = unescape(signed_in(cast.siti).get(f"/daftar/berkas/{second.pk}/").content.decode())
    assert "Orang yang sama: daftar Ketua RT baris 3." in shown
    row = second.rows.get(row=3)
    assert "daftar Ketua RT baris 3" in unescape(signed_in(cast.siti).get(f"/daftar/baris/{row.pk}/").content.decode())


def test_a_list_of_another_office_is_no_matter_of_this_one(cast: Cast) -> None:
    wanted = asked(cast, "murni")
    other = services.upload_receive(acting=cast.murni_clerk, requirement=wanted, file=handed_in([BUDI]))
    services.upload_accept(acting=cast.murni_clerk, upload=other, as_of=DAY)
    assert problems(received(cast, [BUDI_AGAIN])) == {}


def test_the_copy_says_it_too(cast: Cast) -> None:
    upload = received(cast, [BUDI, BUDI_AGAIN])
    copy = openpyxl.load_workbook(BytesIO(signed_in(cast.siti).get(f"/daftar/berkas/{upload.pk}/diperiksa/").content))
    assert "Orang yang sama: baris 3." in str(copy["Data"].cell(2, 5).value)


def test_mending_one_of_them_frees_both(cast: Cast) -> None:
    upload = received(cast, [BUDI, BUDI_AGAIN, SARI])
    row = upload.rows.get(row=3)
    services.row_mend(acting=cast.siti, row=row, values={"sex": "P"})
    assert "twice_in_list" in problems(upload)[3]
    mended = services.row_mend(acting=cast.siti, row=row, values={"nik": "1571011701809088"})
    assert "twice_in_list" not in mended.problems
    upload.refresh_from_db()
    assert "twice_in_list" not in upload.counts["problems"]
    services.row_mend(acting=cast.siti, row=row, values={"nik": BUDI[0]})
    assert all("twice_in_list" in problems(upload)[number] for number in (2, 3))


def test_a_person_typed_in_twice_is_told(cast: Cast) -> None:
    upload = services.upload_accept(acting=cast.siti, upload=received(cast, [BUDI, SARI]), as_of=DAY)
    values = {"nik": BUDI[0], "name": "BUDI LAGI", "birth_date": "17-01-1980"}
    added = services.person_put(acting=cast.siti, requirement=upload.requirement, values=values)
    assert added.counts["problems"]["twice_in_list"] == 2


@pytest.mark.parametrize("rows", [2, 12])
def test_the_questions_do_not_grow_with_the_rows(cast: Cast, django_assert_max_num_queries: Any, rows: int) -> None:
    upload = received(cast, [BUDI, BUDI_AGAIN] * rows)
    found = list(Row.objects.filter(upload=upload))
    with django_assert_max_num_queries(3):
        told = twins_told(upload, found)
    assert len(told) == 2 * rows
    assert rows == 2 or "dan 20 lagi." in told[found[0].pk]


@pytest.mark.parametrize("rows", [2, 12])
def test_marking_and_the_copy_ask_as_little_for_many_rows(
    cast: Cast, django_assert_max_num_queries: Any, rows: int
) -> None:
    upload = received(cast, [BUDI, BUDI_AGAIN] * rows)
    with django_assert_max_num_queries(4):
        twins_mark(upload)
    clerk = signed_in(cast.siti)
    with django_assert_max_num_queries(16):
        clerk.get(f"/daftar/berkas/{upload.pk}/diperiksa/")
