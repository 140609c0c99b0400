"""Pages of the evaluation: each figure with its method and bounds; who sees what; small cells hidden on leaving."""

import csv
import io
from datetime import date

import pytest
from cast import signed_in
from django.test import Client
from evaluation_city import DECEMBER, PAGES, PROGRAMME, EvaluationCity, accepted_sheet, households

from padan.statistics.protection_worth import Band
from padan.web.audit.models import Event
from padan.web.evaluation import shipping
from padan.web.evaluation.models import Computed, MortalityTable, PovertyLine, WelfareRow, WelfareSheet
from padan.web.evaluation.services import Sourced, mortality_enter
from thorough import one_in

pytestmark = one_in(4)

READERS = ("bappeda", "bpkad", "pemerintahan", "leader", "auditor")
LINES = [f"R{n},,{9971010101190000 + n},Legok,4,{400_000 + 20_000 * n},{1 + n % 3},k{n % 8}" for n in range(40)]


def text(client: Client, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def cells(client: Client, address: str) -> list[list[str]]:
    """A table that goes out as CSV."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("who", READERS)
def test_readers_of_the_city_see_every_page(city: EvaluationCity, who: str) -> None:
    client = signed_in(city.cast.people[who])
    for address in PAGES:
        text(client, address)


def test_targeting_tells_figure_bounds_and_method(city: EvaluationCity) -> None:
    told = text(signed_in(city.cast.people["leader"]), f"/evaluasi/sasaran/?program={PROGRAMME}")
    assert "36 %" in told
    assert "antara 20 % dan 60 %" in told
    assert "Poisson-binomial" in told
    assert "1 sudah meninggal" in told
    assert "1 tidak layak" in told


def test_groups_that_do_not_exist_are_the_first_one(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["leader"])
    assert "Rawasari" in text(client, "/evaluasi/sasaran/?menurut=apa%27&bulan=x&program=%3Cb%3E&hal=z")
    assert "Desil 9" in text(client, "/evaluasi/sasaran/?menurut=decile")
    assert "Laki-laki" in text(client, "/evaluasi/sasaran/?menurut=sex")


def test_an_office_sees_the_lines_of_its_own_area_and_no_groups(city: EvaluationCity) -> None:
    for who, own, foreign in (
        ("lukman", "Legok", "Rawasari"),
        ("camat", "Legok", "Rawasari"),
        ("other_camat", "Rawasari", "Legok"),
    ):
        client = signed_in(city.cast.people[who])
        for address in ("/evaluasi/sasaran/?menurut=sex", "/evaluasi/mutu-data/"):
            told = text(client, address).partition("<main")[2]
            assert foreign not in told, (who, address)
            assert "Laki-laki" not in told
        assert own in text(client, "/evaluasi/sasaran/").partition("<main")[2]
        assert client.get("/evaluasi/manfaat/").status_code == 403
        assert client.get("/evaluasi/sasaran/unduh/").status_code == 403


def test_incidence_tells_deciles_and_overlap(city: EvaluationCity) -> None:
    told = text(signed_in(city.cast.people["bappeda"]), f"/evaluasi/manfaat/?program={PROGRAMME}")
    assert "Indeks konsentrasi" in told
    assert "bukan seluruh penduduk" in told
    assert told.count("<svg") == 2
    assert "Tumpang tindih program" in told


def test_coverage_names_both_denominators(city: EvaluationCity) -> None:
    told = text(signed_in(city.cast.people["leader"]), "/evaluasi/")
    assert "orang sasaran terlindungi: 3 dari 5 orang sasaran" in told
    assert "dari 5 keluarga yang punya orang sasaran" in told
    assert "tidak pernah diusulkan" in told


def test_worth_says_that_rates_are_uncertain_and_where_they_come_from(city: EvaluationCity) -> None:
    told = text(signed_in(city.cast.people["leader"]), "/evaluasi/perlindungan/")
    assert told.count("belum pasti") >= 2
    assert "World Population Prospects 2019" in told
    assert "karena kecelakaan kerja" in told
    assert "297.725 kasus" in told
    assert "belum dicatat" not in told


def test_without_a_rate_of_accidents_the_page_asks_for_it(city: EvaluationCity) -> None:
    said = {"acting": city.cast.bappeda, "name": "Kota", "bands": [Band("", 15, 64, 400.0)], "accident": None}
    mortality_enter(**said, sourced=Sourced("Catatan sipil 2024", True))
    city.compute()
    told = text(signed_in(city.cast.people["bappeda"]), "/evaluasi/perlindungan/")
    assert "nilai jaminan itu belum termasuk" in told
    assert "Catat angka kecelakaan" in told
    assert "belum dicatat" in text(signed_in(city.cast.people["leader"]), "/evaluasi/perlindungan/angka-kematian/")


def test_new_shipped_rates_come_beside_old_ones_but_not_where_somebody_chose(city: EvaluationCity) -> None:
    shipped = MortalityTable.objects.get()
    MortalityTable.objects.filter(pk=shipped.pk).update(name="lama")
    shipping.ship(using="default")
    assert [one.name for one in MortalityTable.objects.order_by("pk")] == ["lama", shipped.name]
    shipping.ship(using="default")
    assert MortalityTable.objects.count() == 2
    MortalityTable.objects.filter(name=shipped.name).update(name="milik kota", entered_by=city.cast.bappeda.user)
    shipping.ship(using="default")
    assert MortalityTable.objects.count() == 2


def test_an_effect_that_cannot_be_carried_is_refused(city: EvaluationCity) -> None:
    Computed.objects.create(
        key="effect:2024-0-protected", month=date(2024, 1, 1), marks="x",
        result={"year": 2024, "refusal": {"code": "x", "text_id": "Tidak ada pembanding.", "text_en": "None."}},
    )  # fmt: skip
    told = text(signed_in(city.cast.people["leader"]), "/evaluasi/sebelum-sesudah/")
    assert "Akibat dana tidak dapat ditunjukkan" in told
    assert "Tidak ada pembanding." in told
    assert "poin" not in told


def test_lists_are_told_with_limits_for_their_size(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["auditor"])
    for which in ("complete", "nik_failing", "solved", "x"):
        told = text(client, f"/evaluasi/mutu-data/?ukuran={which}")
        assert "Kelurahan Legok" in told
        assert "<svg" in told


def test_few_people_are_hidden_in_what_leaves(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    rows = cells(client, f"/evaluasi/sasaran/unduh/?program={PROGRAMME}&menurut=sex&bentuk=csv")
    assert [row[0] for row in rows[1:]] == ["Laki-laki", "Perempuan", "Semuanya"]
    small = [cell for row in rows[1:] for cell in row[1:3]]
    assert not any(cell in ("1", "2", "3", "4") for cell in small)
    assert "disembunyikan" in small
    assert Event.objects.filter(action="audit.download").exists()


def test_rupiah_of_few_people_are_hidden_too(city: EvaluationCity) -> None:
    rows = cells(signed_in(city.cast.people["bappeda"]), "/evaluasi/manfaat/unduh/?bentuk=csv")
    by_decile = {row[0]: row for row in rows[1:]}
    assert by_decile["Desil 9"][3] == "disembunyikan"
    assert by_decile["Desil 5"][3] == "0"


def test_few_rows_of_a_list_are_hidden_where_it_leaves(city: EvaluationCity) -> None:
    """Three rows whose NIK fails are three persons; beside them two unanswered cases, and a list of three rows."""
    kept = Computed.objects.get(key="quality")
    told = {"code": "15.71.10", "age": 3, "solved": 40}
    offices = {
        "1": {**told, "name": "A", "rows": 80, "incomplete": 40, "failing": 3, "cases": 42},
        "2": {**told, "name": "B", "rows": 90, "incomplete": 40, "failing": 20, "cases": 80},
        "3": {**told, "name": "C", "rows": 3, "incomplete": 0, "failing": 0, "cases": 80},
        "4": {**told, "name": "D", "rows": 200, "incomplete": 90, "failing": 60, "cases": 90},
    }
    funnel = {"places": [{"key": key, "where": "low"} for key in offices]}
    kept.result = {**kept.result, "offices": offices, "funnels": dict.fromkeys(kept.result["funnels"], funnel)}
    kept.save()
    rows = cells(signed_in(city.cast.people["bappeda"]), "/evaluasi/mutu-data/unduh/?bentuk=csv")
    by_name = {row[0]: row for row in rows[1:]}
    hidden = "disembunyikan"
    assert by_name["A"][4:6] == [hidden, hidden]
    assert by_name["A"][7] == hidden
    assert by_name["C"][1] == hidden
    assert sum(row[4] == hidden for row in by_name.values()) > 1, "a single hidden one follows from the sum"
    assert by_name["D"][1] == "200"


def test_quality_and_poverty_leave_as_tables(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    assert any("Legok" in row[0] for row in cells(client, "/evaluasi/mutu-data/unduh/?bentuk=csv"))
    assert client.get("/evaluasi/kemiskinan/unduh/").status_code == 404
    client.post("/evaluasi/kemiskinan/garis/", LINE)
    pk = accepted_sheet(city.cast, LINES)
    city.compute()
    rows = cells(client, f"/evaluasi/kemiskinan/unduh/?berkas={pk}&bentuk=csv")
    assert [row[2] for row in rows[1:]] == ["P0", "P1", "P2"]


LINE = {
    "kind": "bps", "amount": "600.000", "first_month": "2024-01", "last_month": "", "source": "BPS 2024", "note": "",
}  # fmt: skip


def test_a_line_is_entered_shown_and_withdrawn(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    assert client.post("/evaluasi/kemiskinan/garis/", LINE).status_code == 302
    line = PovertyLine.objects.get()
    assert (line.amount, line.first_month, line.certain) == (600_000, date(2024, 1, 1), False)
    assert "Rp 600.000" in text(client, "/evaluasi/kemiskinan/")
    assert client.post(f"/evaluasi/kemiskinan/garis/{line.pk}/cabut/").status_code == 302
    assert "Rp 600.000" not in text(client, "/evaluasi/kemiskinan/")
    assert client.post(f"/evaluasi/kemiskinan/garis/{line.pk}/cabut/").status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "usd"},
        {"amount": "nol"},
        {"amount": "0"},
        {"first_month": "kapan"},
        {"source": ""},
        {"last_month": "2023-01"},
    ],
)
def test_a_line_that_says_too_little_is_not_entered(city: EvaluationCity, wrong: dict[str, str]) -> None:
    answer = signed_in(city.cast.people["bappeda"]).post("/evaluasi/kemiskinan/garis/", {**LINE, **wrong})
    assert answer.status_code == 422
    assert not PovertyLine.objects.exists()


SHEET = {
    "kind": "expenditure", "source": "Susenas uji", "method": "Contoh acak klaster", "month": "2024-12",
    "sample": "contoh", "password": "",
}  # fmt: skip


def test_a_sheet_is_read_shown_accepted_and_withdrawn(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    client.post("/evaluasi/kemiskinan/garis/", LINE)
    file = households([*LINES, "X,,,Legok,,500000,1,k1", "Y,,,Legok,3,,1,k1", "Z,,,Legok,3,1,berat,k1"])
    answer = client.post("/evaluasi/kemiskinan/berkas/", {**SHEET, "file": file}, follow=True)
    told = " ".join(answer.content.decode().split())
    assert "40 rumah tangga dapat dihitung" in told
    for word in ("jumlah anggota kosong", "pengeluarannya kosong", "bobotnya tidak terbaca"):
        assert word in told
    assert "9971010101190000" not in told
    sheet = WelfareSheet.objects.get()
    assert client.post(f"/evaluasi/kemiskinan/berkas/{sheet.pk}/terima/").status_code == 302
    city.compute()
    told = text(client, "/evaluasi/kemiskinan/")
    assert "P2: keparahan" in told
    assert "linearisasi Taylor" in told
    assert client.post(f"/evaluasi/kemiskinan/berkas/{sheet.pk}/terima/").status_code == 409
    assert client.post(f"/evaluasi/kemiskinan/berkas/{sheet.pk}/tarik/").status_code == 302
    assert "belum ada angka kemiskinan" in text(client, "/evaluasi/kemiskinan/")


def test_a_household_may_be_told_as_a_whole(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    head = "Nama,NIK,No KK,Kelurahan,Jumlah Anggota,Pengeluaran Rumah Tangga\n"
    file = households(['A,,,Legok,4,"2.000.000"'])
    file.file = io.BytesIO((head + 'A,,,Legok,4,"2.000.000"\n').encode())
    client.post("/evaluasi/kemiskinan/berkas/", {**SHEET, "file": file})
    row = WelfareRow.objects.get()
    assert (row.amount, row.members, row.weight, row.kelurahan.name) == (500_000, 4, 1.0, "Legok")  # type: ignore[union-attr]


def test_a_file_that_is_no_list_gets_a_sentence(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    file = households(["A,,,Legok,4,500000,1,k1"])
    file.file = io.BytesIO(b"\x00\x01 bukan daftar")
    answer = client.post("/evaluasi/kemiskinan/berkas/", {**SHEET, "file": file}, follow=True)
    assert answer.status_code == 200
    assert WelfareSheet.objects.get().state == "refused"
    assert "warning" in answer.content.decode()


def test_death_rates_are_entered_with_their_source(city: EvaluationCity) -> None:
    client = signed_in(city.cast.people["bappeda"])
    rates = {
        "name": "Tabel kota", "bands": "L 15 39 250,5\nL 40 64 800\nsemua 15 64 400", "source": "Dinkes 2024",
        "certain": "on", "note": "", "accident_rate": "900", "accident_amount": "3.000.000", "accident_source": "BPJS",
    }  # fmt: skip
    assert client.post("/evaluasi/perlindungan/angka-kematian/", rates).status_code == 302
    assert len(MortalityTable.objects.get(name="Tabel kota").bands) == 3
    city.compute()
    told = text(client, "/evaluasi/perlindungan/")
    assert "Tabel kota" in told
    assert "nilai jaminan itu belum termasuk" not in told


@pytest.mark.parametrize("bands", ["L 15 39", "L 39 15 2", "L 15 39 250\nL 30 50 300", "", "x 1 2 3"])
def test_death_rates_that_cannot_be_read_are_refused(city: EvaluationCity, bands: str) -> None:
    rates = {"name": "Tabel", "bands": bands, "source": "Dinkes", "note": ""}
    answer = signed_in(city.cast.people["bappeda"]).post("/evaluasi/perlindungan/angka-kematian/", rates)
    assert answer.status_code == 422
    assert not MortalityTable.objects.filter(name="Tabel").exists()


def test_pages_read_what_is_kept_in_few_queries(city: EvaluationCity, django_assert_max_num_queries: object) -> None:
    client = signed_in(city.cast.people["leader"])
    for address in PAGES:
        client.get(address)
        with django_assert_max_num_queries(16):  # type: ignore[operator]
            client.get(address)


def test_months_can_be_chosen_where_there_are_several(city: EvaluationCity) -> None:
    earlier = Computed.objects.get(key=f"targeting:{PROGRAMME}", month=DECEMBER)
    Computed.objects.create(key=earlier.key, month=date(2024, 9, 1), marks="", result=earlier.result)
    told = text(signed_in(city.cast.people["leader"]), f"/evaluasi/sasaran/?program={PROGRAMME}&bulan=2024-09")
    assert "September 2024" in told


def test_a_phone_reads_what_matters_before_long_tables(city: EvaluationCity) -> None:
    """Folded on a narrow screen, yet there for everybody; what to ask about stands above it."""
    kept = Computed.objects.get(key=f"targeting:{PROGRAMME}")
    line = kept.result["groups"]["kelurahan"][0]
    places = [{**line, "key": f"15.71.10.10{n:02}", "leaked": n, "reached": 50} for n in range(12)]
    kept.result["groups"]["kelurahan"] = places
    kept.save()
    told = text(signed_in(city.cast.people["leader"]), "/evaluasi/sasaran/")
    first, _, table = told.partition('<details class="fold" open data-fold-narrow>')
    assert "15.71.10.1011: 11 dari 50" in first
    assert "15.71.10.1006" not in first
    assert "15.71.10.1006" in table


def test_lists_to_ask_about_are_named_above_the_table(city: EvaluationCity) -> None:
    kept = Computed.objects.get(key="quality")
    for funnel in kept.result["funnels"].values():
        for place in funnel["places"]:
            place["where"] = "inside"
    kept.result["funnels"]["nik_failing"]["places"][0]["where"] = "far_high"
    kept.save()
    client = signed_in(city.cast.people["leader"])
    assert "kantor perlu ditanya:" in text(client, "/evaluasi/mutu-data/?ukuran=nik_failing")
    assert "Tidak satu pun dari" in text(client, "/evaluasi/mutu-data/?ukuran=complete")
