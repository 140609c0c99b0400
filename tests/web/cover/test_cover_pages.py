"""What an office, the city and the treasury see of cover, and what goes out as a file."""

import csv
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from cast import Cast, signed_in
from cover_city import SHARE, CoverCity, make_cover_city
from django.db import connection
from django.test import Client

from padan.web.accounts.models import Appointment
from padan.web.audit.models import Event
from padan.web.cover.models import Standing
from padan.web.periods.models import Kind
from padan.web.protection.models import Candidate, PersonFact
from thorough import one_in
from told_again import told_again

pytestmark = one_in(4)


@pytest.fixture
@told_again
def town(cast: Cast) -> CoverCity:
    made = make_cover_city(cast)
    made.listed("AMIR", "PPP")
    made.listed("BUDI", "PUU")
    made.listed("CITRA", "UUU")
    made.listed("DEWI", "-PP", values={"start_date": "2024-11-05"})
    made.listed("FAJAR", "PUU", office="rawasari")
    made.listed("GITA", "PPP", office="sipin", segment="tkk", values={"wage": "2500000"})
    made.publish()
    return made


def page(who: Appointment, address: str, status: int = 200) -> str:
    response = signed_in(who).get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return unescape(response.content.decode())


def test_an_office_sees_who_falls_out_next_month_and_what_it_costs_to_prevent(town: CoverCity) -> None:
    shown = page(town.cast.siti, "/perlindungan/")
    assert "1 perlindungan" in shown
    assert "hilang Rp 42.000.000, mencegahnya Rp 50.400" in shown
    assert "FAJAR" not in shown
    assert "Menurut kantor" not in shown


def test_an_old_record_says_how_old_it_is(town: CoverCity, monkeypatch: pytest.MonkeyPatch) -> None:
    person = f"/perlindungan/orang/{town.person('BUDI').pk}/"
    monkeypatch.setattr("padan.web.cover.selectors.timezone.localdate", lambda: date(2025, 1, 20))
    assert "bulan yang lalu" not in page(town.cast.siti, "/perlindungan/")
    monkeypatch.setattr("padan.web.cover.selectors.timezone.localdate", lambda: date(2025, 6, 20))
    for who, address in ((town.cast.siti, "/perlindungan/"), (town.cast.siti, person),
                         (town.cast.bpkad, "/perlindungan/bulan/2025-01/")):  # fmt: skip
        shown = page(who, address)
        assert "Catatan berakhir Desember 2024, 6 bulan yang lalu" in shown


def test_the_city_sees_every_office_and_the_lines_add_up(town: CoverCity) -> None:
    shown = page(town.cast.leader, "/perlindungan/")
    assert all(name in shown for name in ("Kecamatan Danau Sipin", "Kecamatan Alam Barajo"))
    assert "Kelurahan Rawasari</a></th>" not in shown
    one = page(town.cast.leader, "/perlindungan/?kecamatan=15.71.11")
    assert all(f"{name}</a></th>" in one for name in ("Kelurahan Legok", "Kecamatan Danau Sipin"))
    assert "Rawasari" not in one
    assert "FAJAR" not in one
    assert "tidak cocok" not in one
    listed = page(town.cast.leader, "/perlindungan/daftar/gugur-bulan-depan/?kecamatan=15.71.11")
    assert "BUDI" in listed
    assert "FAJAR" not in listed
    page(town.cast.leader, "/perlindungan/klaim/?kecamatan=15.71.11")
    page(town.cast.leader, "/perlindungan/?kecamatan=15.71.99", 404)
    assert "Keluarganya akan kehilangan Rp 84.000.000; mencegahnya Rp 100.800" in shown
    assert "cocok" in shown
    assert "tidak cocok" not in shown
    drilled = page(town.cast.leader, f"/perlindungan/?kantor={town.cast.offices['rawasari'].pk}")
    assert "FAJAR" in drilled
    assert "BUDI" not in drilled


def test_a_camat_sees_his_kelurahan_and_his_own_office(town: CoverCity) -> None:
    shown = page(town.cast.camat, "/perlindungan/")
    assert "Kelurahan Legok" in shown
    assert "Kelurahan Rawasari" not in shown


def test_a_foreign_office_is_not_there(town: CoverCity) -> None:
    page(town.cast.siti, f"/perlindungan/?kantor={town.cast.offices['rawasari'].pk}", 404)
    page(town.cast.siti, "/perlindungan/?kantor=99999999999999999999999", 404)
    page(town.cast.siti, f"/perlindungan/orang/{town.person('FAJAR').pk}/", 404)
    page(town.cast.siti, "/perlindungan/daftar/entah/", 404)


def test_before_the_first_run_a_page_says_when_it_fills(cast: Cast) -> None:
    assert "Belum ada catatan bulan" in page(cast.siti, "/perlindungan/")
    assert "Belum ada catatan bulan" in page(cast.bpkad, "/perlindungan/bulan/")


@pytest.mark.parametrize(
    ("what", "name"),
    [("gugur-bulan-depan", "BUDI"), ("sudah-gugur", "CITRA"), ("bulan-pertama", "DEWI")],
)
def test_lists_of_people(town: CoverCity, what: str, name: str) -> None:
    shown = page(town.cast.siti, f"/perlindungan/daftar/{what}/")
    assert name in shown
    assert "AMIR" not in shown
    assert town.person(name).nik not in shown


def test_who_is_over_age_soon(town: CoverCity) -> None:
    Standing.objects.filter(person__name="AMIR").update(over_age_on=date(2025, 1, 2))
    shown = page(town.cast.siti, "/perlindungan/daftar/batas-usia/")
    assert "AMIR" in shown
    assert "2 Januari 2025" in shown


def test_a_list_goes_out_as_a_workbook_and_as_csv_and_is_logged(town: CoverCity) -> None:
    Standing.objects.filter(person__name="BUDI").update(kpj="=1+1")
    client = signed_in(town.cast.siti)
    book = openpyxl.load_workbook(BytesIO(client.get("/perlindungan/daftar/gugur-bulan-depan/unduh/").content))
    cells = [cell.value for row in book.active.iter_rows(min_row=5) for cell in row]
    assert "BUDI" in cells
    assert 42_000_000 in cells
    assert "'=1+1" in cells
    book.close()
    text = client.get("/perlindungan/daftar/gugur-bulan-depan/unduh/?bentuk=csv").content.decode("utf-8-sig")
    (line,) = list(csv.DictReader(StringIO(text)))
    assert (line["Nama"], line["Tunggakan"], line["KPJ"]) == ("BUDI", str(2 * SHARE), "'=1+1")
    assert line["NIK"].count("*") == 8
    logged = [event.detail for event in Event.objects.filter(action="audit.download")]
    assert logged == [{"what": "cover.gugur-bulan-depan", "rows": 1}] * 2


def test_a_list_is_read_in_a_handful_of_queries(town: CoverCity, django_assert_max_num_queries: Any) -> None:
    for n in range(60):
        town.listed(f"ORANG {n}", "PUU")
    town.publish()
    client: Client = signed_in(town.cast.siti)
    with django_assert_max_num_queries(14):
        shown = client.get("/perlindungan/daftar/gugur-bulan-depan/").content.decode()
    assert "Halaman 1 dari 2" in shown


def test_one_persons_months_say_their_state_in_words(town: CoverCity) -> None:
    shown = page(town.cast.siti, f"/perlindungan/orang/{town.person('BUDI').pk}/")
    assert shown.index("Desember 2024") < shown.index("Oktober 2024")
    assert "belum dibayar" in shown
    assert "akhir Januari 2025 (gugur karena tunggakan)" in shown
    assert "2 bulan, Rp 33.600" in shown
    assert town.person("BUDI").nik not in shown


def test_a_merged_record_leads_to_the_one_that_stands_for_it(town: CoverCity) -> None:
    gone = town.person("BUDI LAMA")
    gone.merged_into = town.person("BUDI")
    gone.save()
    response = signed_in(town.cast.siti).get(f"/perlindungan/orang/{gone.pk}/")
    assert response.headers["Location"] == f"/perlindungan/orang/{town.person('BUDI').pk}/"


def test_doubles_with_what_they_cost(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("BUDI", "PPP")
    town.listed("BUDI", "PPP", office="murni")
    town.listed("CITRA", "PPP", office="murni")
    town.publish()
    shown = page(town.cast.siti, "/perlindungan/ganda/")
    assert "Rp 16.800 sebulan, Rp 201.600 setahun" in shown
    assert "tercatat di dua tempat" in shown
    assert "CITRA" not in shown
    assert "BUDI" not in page(town.cast.rawasari_clerk, "/perlindungan/ganda/")
    found = signed_in(town.cast.bappeda).get("/perlindungan/ganda/unduh/?bentuk=csv").content.decode("utf-8-sig")
    assert len(list(csv.DictReader(StringIO(found)))) == 2


def test_a_double_is_found_before_enrolment(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("BUDI", "PPP", segment="rt")
    town.listed("CITRA", "PPP")
    town.publish()
    for name, office in (("BUDI", "legok"), ("CITRA", "legok"), ("DEWI", "legok")):
        Candidate.objects.create(
            person=town.person(name), programme="pekerja_rentan", year=2025, office=cast.offices[office],
            origin="musyawarah", state="eligible",
        )  # fmt: skip
    shown = page(town.cast.siti, "/perlindungan/ganda/")
    assert "1 masih dapat dicegah sebelum didaftarkan" in shown
    assert "BUDI" in shown
    assert "CITRA" not in shown


def test_proposals_of_two_years_go_on_with_each_other_and_are_no_double(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("AMIR", "PPP")
    town.publish()
    for year, programme, office in (
        (2025, "pekerja_rentan", "legok"), (2026, "pekerja_rentan", "legok"), (2025, "miskin_ekstrem", "murni"),
    ):  # fmt: skip
        Candidate.objects.create(
            person=town.person("DEWI"), programme=programme, year=year, office=cast.offices[office],
            origin="musyawarah", state="eligible",
        )  # fmt: skip
    assert "DEWI" not in page(town.cast.bappeda, "/perlindungan/ganda/")
    Candidate.objects.create(
        person=town.person("DEWI"), programme="miskin_ekstrem", year=2026, office=cast.offices["murni"],
        origin="rt", state="eligible",
    )  # fmt: skip
    assert "DEWI" in page(town.cast.bappeda, "/perlindungan/ganda/")


def test_who_is_insured_by_an_employer_is_a_question(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    town = make_cover_city(cast)
    town.listed("BUDI", "PPP")
    town.publish()
    PersonFact.objects.create(
        person=town.person("BUDI"), kind="employer", value="pu", day=date(2024, 12, 1), source="branch"
    )
    monkeypatch.setattr("padan.web.cover.doubles.employer_bars", lambda programme, day: False)
    shown = page(town.cast.siti, "/perlindungan/ganda/?jenis=employer")
    assert "sudah dijamin pemberi kerja" in shown
    assert "Boleh menurut aturan" in shown
    monkeypatch.setattr("padan.web.cover.doubles.employer_bars", lambda programme, day: programme == "pekerja_rentan")
    assert "tidak boleh dibayari" in page(town.cast.siti, "/perlindungan/ganda/?jenis=employer")


@pytest.fixture
@told_again
def billed(cast: Cast) -> CoverCity:
    made = make_cover_city(cast)
    made.listed("AMIR", "PPP")
    made.listed("BUDI", "PPP", values={"death_date": "2024-12-20"})
    made.listed("CITRA", "PPP", values={"end_date": "2024-12-31"})
    made.listed("DEWI", "PPP", values={"birth_date": "1959-12-31"})
    made.alone("EKA", Kind.PARTICIPANTS, "PPP")
    made.listed("FAJAR", "PPP")
    made.listed("FAJAR", "PPP", office="murni")
    made.publish()
    return made


def test_the_treasury_reads_how_many_come_off_the_bill_before_it_is_paid(billed: CoverCity) -> None:
    client = signed_in(billed.cast.bpkad)
    assert client.get("/perlindungan/bulan/").headers["Location"] == "/perlindungan/bulan/2025-01/"
    shown = page(billed.cast.bpkad, "/perlindungan/bulan/2025-01/")
    assert "bayar kurang dari tagihan" in shown
    assert "kurangi 3 orang, Rp 50.400" in shown
    assert "Perubahan masuk sampai 20 Januari 2025, dibayar sampai 15 Februari 2025" in shown
    for reason, name in (
        ("deceased", "BUDI"),
        ("left", "CITRA"),
        ("over_age", "DEWI"),
        ("not_listed", "EKA"),
        ("double", "FAJAR"),
    ):
        one = page(billed.cast.bpkad, f"/perlindungan/bulan/2025-01/?sebab={reason}")
        assert name in one
        assert "AMIR" not in one


def test_a_month_that_was_paid_shows_what_can_be_claimed_back(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("BUDI", "PPP", values={"death_date": "2024-11-20"})
    town.publish()
    assert "Sudah dibayar" in page(town.cast.bpkad, "/perlindungan/bulan/2024-12/")
    assert "kurangi 1 orang" in page(town.cast.bpkad, "/perlindungan/bulan/2024-12/")
    assert "boleh dibayar" in page(town.cast.bpkad, "/perlindungan/bulan/2024-11/")


def test_a_bill_is_held_against_the_decree_where_there_is_one(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("AMIR", "PPP")
    town.listed("BUDI", "PPP")
    town.listed("RUDI", "PPP", segment="rt")
    town.publish()
    assert "boleh dibayar" in page(cast.bpkad, "/perlindungan/bulan/2025-01/")
    Candidate.objects.create(
        person=town.person("AMIR"), programme="pekerja_rentan", year=2025, office=cast.offices["legok"],
        origin="musyawarah", step="registered",
    )  # fmt: skip
    shown = page(cast.bpkad, "/perlindungan/bulan/2025-01/")
    assert "tanyakan dahulu" in shown
    assert "BUDI" in shown
    assert "AMIR" not in shown
    assert "RUDI" not in shown


def test_where_the_law_lets_an_employer_bar_the_bill_is_asked_about(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = make_cover_city(cast)
    town.listed("AMIR", "PPP")
    town.listed("BUDI", "PPP")
    town.publish()
    PersonFact.objects.create(
        person=town.person("BUDI"), kind="employer", value="pu", source="cek", day=date(2024, 12, 1)
    )
    monkeypatch.setattr("padan.web.cover.doubles.employer_bars", lambda segment, day: False)
    assert "boleh dibayar" in page(cast.bpkad, "/perlindungan/bulan/2025-01/")
    monkeypatch.setattr("padan.web.cover.doubles.employer_bars", lambda segment, day: segment == "pekerja_rentan")
    shown = page(cast.bpkad, "/perlindungan/bulan/2025-01/?sebab=employer")
    assert "tanyakan dahulu" in shown
    assert "BUDI" in shown
    assert "AMIR" not in shown


def test_what_a_bill_holds_for_nobody_is_told(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("BUDI", "PPP")
    town.publish()
    town.city.run.summary = {
        "money": {"by_month": {"2024-12": {"unassigned": {"person_months": 2, "rupiah": 2 * SHARE}}}}
    }
    town.city.run.save()
    assert "Rp 33.600 (2 orang)" in page(cast.bpkad, "/perlindungan/bulan/2024-12/")
    assert "orangnya belum diketahui" not in page(cast.bpkad, "/perlindungan/bulan/2024-11/")


def test_anybody_is_found_by_name(town: CoverCity) -> None:
    shown = page(town.cast.siti, "/perlindungan/daftar/semua/?nama=ami")
    assert "AMIR" in shown
    assert "BUDI" not in shown
    assert "Tidak ada orang seperti itu" in page(town.cast.siti, "/perlindungan/daftar/semua/?nama=fajar")


def test_the_bills_people_go_out_as_a_file(billed: CoverCity) -> None:
    response = signed_in(billed.cast.bappeda).get("/perlindungan/bulan/2025-01/unduh/?bentuk=csv")
    lines = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert {(line["Nama"], line["Tindakan"]) for line in lines} == {
        ("BUDI", "dikurangkan"), ("CITRA", "dikurangkan"), ("FAJAR", "dikurangkan"), ("DEWI", "ditanyakan"),
        ("EKA", "ditanyakan"),
    }  # fmt: skip


@pytest.mark.parametrize("month", ["2019-01", "entah", "2024-13"])
def test_a_month_that_is_not_in_the_record_is_not_there(billed: CoverCity, month: str) -> None:
    page(billed.cast.bpkad, f"/perlindungan/bulan/{month}/", 404)


def test_the_home_page_asks_whoever_can_do_something(town: CoverCity) -> None:
    assert "1 perlindungan gugur bulan depan" in page(town.cast.siti, "/")
    assert "perlindungan gugur" not in page(town.cast.bpkad, "/")


@pytest.mark.django_db
def test_until_when_anything_is_known_is_read_from_an_index() -> None:
    with connection.cursor() as cursor:
        kept = connection.introspection.get_constraints(cursor, Standing._meta.db_table)
    assert kept["standing_known_until"]["columns"] == ["known_until"]
