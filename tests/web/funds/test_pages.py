"""The pages of money, as each office sees them."""

import re
from datetime import date, timedelta

import pytest
from cast import signed_in
from django.urls import reverse
from django.utils import timezone
from money import BILL_HEADINGS, POOR, Money, bill, handed_in, order
from page_reader import read

from padan.web.funds import board, services
from padan.web.funds.left_to_do import money_todos
from padan.web.funds.models import Activity, Commitment, Posting, SheetImport, Source, Spj, StageArrival, StageDue
from padan.web.periods.models import Period
from thorough import one_in
from told_again import with_files

pytestmark = one_in(4)


@pytest.fixture
@with_files
def city(money: Money) -> Money:
    """A city whose money moves, with everything that is worth a finding."""
    money.allocate()
    money.allocate("murni")
    money.arrive()
    money.commit()
    money.commit("murni", heads=50, decree_ref="400/SK-15/2025")
    money.orders(
        [
            order("00001/SP2D/2025", 823_200),
            order("00002/SP2D/2025", 840_000, kelurahan="Murni"),
            order("00003/SP2D/2025", 420_000, kelurahan="", kecamatan="Danau Sipin"),
            order("00004/SP2D/2025", 420_000, kelurahan="Rawasari"),
        ]
    )
    money.bills([bill("250300002", 5, "1", place="Murni", last="April 2026", first="April 2026")])
    services.stage_due(acting=money.cast.bappeda, source=money.source(), year=2025, order=1, due_on=date(2025, 3, 1))
    return money


def page(money: Money, who: str, name: str, *args: object, query: str = "") -> str:
    answer = signed_in(money.cast.people[who]).get(reverse(f"funds:{name}", args=args) + query, follow=True)
    assert answer.status_code == 200, (who, name, answer.status_code)
    return " ".join(read(answer).texts)


def test_every_office_begins_with_its_own_money_and_who_has_none_has_no_page(city: Money) -> None:
    for who, title in (("siti", "Legok"), ("lukman", "Legok"), ("camat", "Danau Sipin"), ("bappeda", "Kota Jambi"),
                       ("bpkad", "Kota Jambi"), ("leader", "Kota Jambi"), ("auditor", "Kota Jambi")):  # fmt: skip
        assert f"Dana {title}" in page(city, who, "home"), who
    for who in ("opd", "branch", "administrator"):
        assert signed_in(city.cast.people[who]).get(reverse("funds:home")).status_code == 403, who


def test_the_own_money_is_shown_at_once_and_not_by_a_way_round(city: Money) -> None:
    browser = signed_in(city.cast.people["siti"])
    own = browser.get(reverse("funds:home"))
    assert own.status_code == 200
    there = browser.get(reverse("funds:place", args=[city.place("legok").code]))
    assert read(own).texts == read(there).texts


def test_findings_come_first_each_with_its_amount_and_its_way(city: Money) -> None:
    found = page(city, "bappeda", "home")
    assert found.index("Temuan") < found.index("Setiap rupiah")
    for words in (
        "Rp 420.000 Dibayar atas nama kecamatan, belum dipecah ke kelurahan",
        "Rp 840.000 Ditalangi: dibayar sebelum uangnya diterima",
        "Rp 80.000 Melebihi bagian yang ditetapkan",
        "Rp 30.000.000 Tahap terlambat",
        "Komitmen menunggu tahap berikut",
        "Dibayar, belum jelas untuk siapa",
        "Tahap berikut tertahan karena SPJ",
    ):
        assert words in found, words


def test_a_kelurahan_finds_its_own_alone(city: Money) -> None:
    told = page(city, "siti", "home")
    assert "Murni" not in told
    assert "atas nama kecamatan" not in told


def test_quota_and_share_are_shown_with_the_ways_out(city: Money) -> None:
    told = page(city, "siti", "home")
    assert "50 orang × 12 bulan × Rp 16.800 = Rp 10.080.000 tiap kelurahan" in told
    for way in ("49 orang selama 12 bulan", "50 orang selama 11 bulan", "tambahan Rp 80.000 dari sumber lain"):
        assert way in told, way


def test_each_figure_leads_to_its_postings_and_each_posting_to_file_sheet_and_row(city: Money) -> None:
    told = page(city, "siti", "postings", "15.71.11.1001", query="?sumber=bkbk&tahun=2025&pos=paid")
    assert "1 mutasi" in told
    assert "Data baris 2" in told
    posting = Posting.objects.get(line__reference="00001/SP2D/2025")
    assert "sp2d.xlsx, Data, baris 2" in page(city, "siti", "posting", posting.pk)
    line = page(city, "siti", "line", posting.line_id)
    assert "Cocok dengan satu komitmen" in line


def test_a_city_drills_down_to_kecamatan_and_kelurahan(city: Money) -> None:
    assert "Danau Sipin" in page(city, "leader", "place", "15.71")
    assert "Legok" in page(city, "leader", "place", "15.71.11")


def test_foreign_and_missing_are_answered_alike_and_own_lists_open(city: Money) -> None:
    client = signed_in(city.cast.siti)
    for name in ("place", "postings", "commitments", "unsettled"):
        for code in ("15.71.11.1002", "15.71", "99.99", "15"):
            assert client.get(reverse(f"funds:{name}", args=[code])).status_code == 404, (name, code)
    for who in ("siti", "camat", "leader"):
        for name in ("postings", "commitments", "unsettled"):
            page(city, who, name, city.cast.people[who].office.region.code)
        page(city, who, "spj")
        page(city, who, "activities")


def test_the_page_of_a_city_asks_no_more_for_more_places(city: Money, django_assert_max_num_queries: object) -> None:
    client = signed_in(city.cast.leader)
    client.get(reverse("funds:place", args=["15.71"]))
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        client.get(reverse("funds:place", args=["15.71"]))


def test_bpkad_hands_in_a_file_looks_at_it_and_accepts_it(money: Money) -> None:
    money.allocate()
    client = signed_in(money.cast.bpkad)
    file = handed_in(("No SP2D", "Tanggal SP2D", "Kelurahan", "Uraian", "Nilai"),
                     [("00001/2025", "12-03-2025", "Legok", "Iuran miskin ekstrem Maret 2025", "823200")])  # fmt: skip
    told = {"kind": "disbursements", "source": "bkbk", "year": "2025", "file": file}
    answer = client.post(reverse("funds:file_new"), told, follow=True)
    assert "Yang akan terjadi bila diterima" in " ".join(read(answer).texts)
    sheet = SheetImport.objects.get()
    answer = client.post(reverse("funds:accept", args=[sheet.pk]), follow=True)
    assert "Diterima dan dibukukan" in " ".join(read(answer).texts)
    assert "ditalangi" in page(money, "siti", "home").lower()


def test_a_file_that_is_no_list_gets_a_sentence(money: Money) -> None:
    client = signed_in(money.cast.bpkad)
    told = {"kind": "payments", "source": "bkbk", "year": "2025", "file": handed_in(("x", "y"), [("1", "2")])}
    answer = client.post(reverse("funds:file_new"), told, follow=True)
    assert "Tidak dapat dibaca" in " ".join(read(answer).texts)
    assert client.post(reverse("funds:file_new"), {**told, "file": "", "year": "abc"}).status_code == 422


def test_a_niks_of_a_branchs_file_are_hidden(city: Money) -> None:
    nik = "9871010101809001"
    rows = [bill("250300009", 16_800, "1"), bill("250300009", 16_800, nik=nik, name="Budi Uji")]
    sheet = city.bills(rows, accept=False)
    for line in sheet.lines.all():
        assert nik not in page(city, "leader", "line", line.pk)
    assert nik not in page(city, "leader", "file", sheet.pk)
    assert len(BILL_HEADINGS) == len(rows[0])


def test_bappeda_promises_and_commits_on_pages(money: Money) -> None:
    client = signed_in(money.cast.bappeda)
    page(money, "bappeda", "planning")
    told = {"source": "bkbk", "year": "2025", "place": "semua", "amount": "Rp 100.000.000", "day": "2025-01-10",
            "reference": "SK 1"}  # fmt: skip
    answer = client.post(reverse("funds:allocate"), told)
    assert (answer.status_code, Posting.objects.count()) == (200, 0)
    assert "3 tempat × Rp 100.000.000 = Rp 300.000.000." in " ".join(read(answer).texts)
    assert client.post(reverse("funds:allocate"), {**told, "dilihat": "semua:3:100000000"}).status_code == 302
    assert Posting.objects.count() == 3
    assert client.post(reverse("funds:allocate"), {**told, "amount": "banyak"}).status_code == 422
    said = {"place": "15.71.11.1001", "programme": POOR, "source": "bkbk", "year": "2025", "heads": "50",
            "months": "12", "first_month": "2025-01-05", "unit": "16.800", "form": "contribution",
            "decree_ref": "400/SK-1/2025",
            "decided_on": "2025-01-10"}  # fmt: skip
    answer = client.post(reverse("funds:commit"), said)
    told_words = " ".join(read(answer).texts)
    assert "Melebihi bagian program yang tersisa (Rp 10.000.000) sebesar Rp 80.000." in told_words
    assert "49 orang selama 12 bulan" in told_words
    assert not Commitment.objects.exists()
    assert client.post(reverse("funds:commit"), {**said, "buat": "1"}).status_code == 302
    made = Commitment.objects.get()
    answer = client.post(reverse("funds:commitment_close", args=[made.pk]), {"alasan": "salah"}, follow=True)
    assert "Ditutup" in " ".join(read(answer).texts)
    answer = client.post(reverse("funds:commit"), {**said, "heads": "5000", "buat": "1"})
    assert answer.status_code == 409
    due = {"source": "bkbk", "year": "2025", "order": "2", "due_on": "2025-11-01"}
    assert client.post(reverse("funds:stage_due"), due).status_code == 302
    assert StageDue.objects.get().order == 2
    more = {"key": "csr", "name": "CSR", "earmarked": ""}
    assert client.post(reverse("funds:source"), more).status_code == 302
    assert Source.objects.filter(key="csr").exists()


def test_bpkad_takes_in_gives_back_and_undoes_on_pages(money: Money) -> None:
    money.allocate()
    client = signed_in(money.cast.bpkad)
    treasury = client.get(reverse("funds:treasury")).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', treasury)
    assert len(ids) == len(set(ids))
    told = {"source": "bkbk", "year": "2025", "place": "15.71.11.1001", "amount": "30000000", "day": "2025-05-10",
            "reference": "Tahap I", "order": "1", "available": "on"}  # fmt: skip
    assert client.post(reverse("funds:arrive"), {**told, "dilihat": "15.71.11.1001:1:30000000"}).status_code == 302
    back = {**told, "what": "kembalikan", "amount": "5", "dilihat": "15.71.11.1001:1:5"}
    assert client.post(reverse("funds:move"), back).status_code == 302
    more = {**told, "what": "sediakan", "dilihat": "15.71.11.1001:1:30000000"}
    assert client.post(reverse("funds:move"), more).status_code == 422
    assert client.post(reverse("funds:arrive"), {**told, "day": "x"}).status_code == 422
    last = Posting.objects.order_by("-id").first()
    assert last is not None
    answer = client.post(reverse("funds:reverse", args=[last.pk]), {"alasan": ""})
    assert answer.status_code == 422
    answer = client.post(reverse("funds:reverse", args=[last.pk]), {"alasan": "salah ketik"}, follow=True)
    assert "Dibatalkan pada" in " ".join(read(answer).texts)


def test_the_sum_is_shown_before_money_of_every_kelurahan_is_booked(money: Money) -> None:
    client, before = signed_in(money.cast.bpkad), Posting.objects.count()
    told = {"source": "bkbk", "year": "2025", "place": "semua", "amount": "15000000", "day": "2025-05-10",
            "reference": "Tahap I", "order": "0", "available": "on"}  # fmt: skip
    for name, more in (("arrive", {}), ("move", {"what": "sediakan"})):
        answer = client.post(reverse(f"funds:{name}"), {**told, **more})
        assert (answer.status_code, Posting.objects.count()) == (200, before), name
        assert "3 tempat × Rp 15.000.000 = Rp 45.000.000." in " ".join(read(answer).texts), name
    changed = {**told, "amount": "16000000", "dilihat": "semua:3:15000000"}
    assert "Rp 48.000.000" in " ".join(read(client.post(reverse("funds:arrive"), changed)).texts)
    assert client.post(reverse("funds:arrive"), {**told, "place": ""}).status_code == 422
    assert Posting.objects.count() == before
    client.post(reverse("funds:arrive"), {**told, "dilihat": "semua:3:15000000"})
    assert StageArrival.objects.filter(amount=15_000_000).count() == 3


def test_a_kelurahan_accounts_and_bpkad_decides(city: Money) -> None:
    client = signed_in(city.cast.lukman)
    page(city, "lukman", "spj_new")
    told = {"source": "bkbk", "year": "2025", "programme": POOR, "number": "SPJ-1", "day": "2025-04-01",
            "amount": "823.200"}  # fmt: skip
    answer = client.post(reverse("funds:spj_new"), told, follow=True)
    assert "Menunggu BPKAD" in " ".join(read(answer).texts)
    spj = Spj.objects.get()
    assert [todo.count for todo in money_todos(city.cast.bpkad, Period())] == [1, 0, 0]
    treasury = signed_in(city.cast.bpkad)
    answer = treasury.post(reverse("funds:spj_decide", args=[spj.pk]), {"putusan": "terima"}, follow=True)
    assert "Diterima BPKAD" in " ".join(read(answer).texts)
    assert client.post(reverse("funds:spj_new"), {**told, "amount": "-1"}).status_code == 422
    assert "Tahap berikut tertahan karena SPJ" not in page(city, "siti", "home")


def test_a_kelurahan_keeps_its_activities(money: Money) -> None:
    client = signed_in(money.cast.siti)
    text = page(money, "siti", "activity_new")
    assert "Peruntukan" in text
    use = services_use(money)
    told = {"source": "bkbk", "year": "2025", "use": use, "title": "Jalan lingkungan RT 05", "ceiling": "50000000",
            "realised": "0", "physical": "40", "obstacle": "hujan", "in_charge": "Lurah",
            "due": "2025-12-01"}  # fmt: skip
    answer = client.post(reverse("funds:activity_new"), told, follow=True)
    assert "hujan" in answer.content.decode()
    made = Activity.objects.get()
    answer = client.post(reverse("funds:activity_change", args=[made.pk]), {**told, "physical": "100"}, follow=True)
    assert "100 %" in " ".join(read(answer).texts)
    assert client.post(reverse("funds:activity_new"), {**told, "physical": "101"}).status_code == 422
    change = reverse("funds:activity_change", args=[made.pk])
    papers = {name: services.spj_submit(
        acting=getattr(money.cast, who),
        spj=services.NewSpj(money.source(), 2025, "", f"SPJ {name}", date(2025, 11, 1), 1_000_000),
    ) for name, who in (("legok", "siti"), ("camat", "camat"))}  # fmt: skip
    answer = client.post(change, {**told, "spj": papers["legok"].pk}, follow=True)
    assert "SPJ legok" in " ".join(read(answer).texts)
    assert Activity.objects.get().spj == papers["legok"]
    assert client.post(change, {**told, "spj": papers["camat"].pk}).status_code == 422
    other = signed_in(money.cast.camat)
    assert other.post(reverse("funds:activity_change", args=[made.pk]), told).status_code == 403
    assert "Jalan lingkungan" in page(money, "camat", "activities", query="?tempat=15.71.11.1001")


def services_use(money: Money) -> str:
    """A use that the law of the year knows."""
    from padan.web.funds.rules import law_uses  # noqa: PLC0415

    return law_uses(2025, money.place("legok").code)[0].code


def test_a_clerk_splits_and_chooses_on_the_page_of_a_line(city: Money) -> None:
    client = signed_in(city.cast.bpkad)
    line = SheetImport.objects.get(kind="disbursements").lines.get(reference="00003/SP2D/2025")
    assert "Pecah ke kelurahan" in page(city, "bpkad", "line", line.pk)
    told = {"dasar": "Lampiran SP2D", "bagian-15.71.11.1001": "420.000"}
    answer = client.post(reverse("funds:split", args=[line.pk]), told, follow=True)
    assert "Dipecah ke kelurahan menurut tabel" in " ".join(read(answer).texts)
    line = SheetImport.objects.get(kind="disbursements").lines.get(reference="00001/SP2D/2025")
    for value in ("", "abc", "999999"):
        assert client.post(reverse("funds:choose", args=[line.pk]), {"komitmen": value}).status_code == 422


def test_a_matched_line_names_its_commitment_and_presets_no_other(city: Money) -> None:
    city.allocate(year=2026)
    city.commit(year=2026, heads=3, months=2, decree_ref="SK-2026")
    city.commit(heads=3, months=2, decree_ref="SK-2025")
    line = SheetImport.objects.get(kind="disbursements").lines.get(reference="00001/SP2D/2025")
    html = signed_in(city.cast.bpkad).get(reverse("funds:line", args=[line.pk])).content.decode()
    assert "Sekarang untuk 400/SK-12/2025" in html
    select = html[html.index('<select id="komitmen"') :]
    assert select.index('<option value="">') < select.index("SK-2025") < select.index("SK-2026")


def test_pages_take_odd_addresses_without_falling(city: Money) -> None:
    client = signed_in(city.cast.leader)
    for query in ("?sumber=zz&tahun=20x5", "?tahun=9999&sumber=bkbk", "?halaman=zz", "?pos=zz&tahun=2025"):
        for name in ("place", "postings"):
            assert client.get(reverse(f"funds:{name}", args=["15.71"]) + query).status_code == 200, query


def test_a_kelurahan_sees_its_stages_and_what_holds_the_next_one_back(city: Money) -> None:
    told = page(city, "siti", "place", "15.71.11.1001", query="?sumber=bkbk&tahun=2025")
    assert "Lengkap" in told
    assert "Tertahan: SPJ dana sebelumnya belum lengkap" in told


def test_money_is_shown_as_it_was_known_on_a_day_beside_what_is_known_now(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    money.allocate()
    late = timezone.now() - timedelta(days=40)
    with monkeypatch.context() as patch:
        patch.setattr("padan.web.funds.booking.timezone.now", lambda: late)
        money.arrive(amount=30_000_000)
    money.arrive(amount=5_000_000, order=2)
    before = (timezone.localdate() - timedelta(days=10)).isoformat()
    shown = page(money, "leader", "place", "15.71.11.1001", query=f"?pada=2025-12-31&diketahui={before}")
    assert "Rp 30.000.000" in shown
    assert "Rp 35.000.000" in shown
    assert "Rp 5.000.000" in shown
    now = page(money, "leader", "place", "15.71.11.1001", query="?pada=2025-12-31&diketahui=besok")
    assert "sama" in now
    assert "Rp 30.000.000" not in now
    early = page(money, "siti", "home", query="")
    assert "Seperti diketahui pada suatu hari" in early


def test_the_board_tells_how_far_each_kelurahans_money_has_come(
    city: Money, django_assert_max_num_queries: object
) -> None:
    period = Period(key="2025-Q1", first_month=date(2025, 1, 1), last_month=date(2025, 3, 1))
    offices = [city.cast.offices[name] for name in ("legok", "murni", "rawasari")]
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        found = board.states(city.cast.bappeda, period, offices)
    told = {
        name: found[city.cast.offices[name].pk].text.replace("\xa0", " ") for name in ("legok", "murni", "rawasari")
    }
    assert told == {
        "legok": "Rp 823.200 dari Rp 100.000.000",
        "murni": "Rp 840.000 dari Rp 100.000.000",
        "rawasari": "Rp 420.000 dari Rp 0",
    }
    assert board.states(city.cast.branch, period, offices) == {}


def test_what_stands_on_a_kecamatan_itself_has_a_row_only_where_anything_does(money: Money) -> None:
    money.allocate()
    address = f"/dana/tempat/{money.place('sipin').code}/"
    own = "Atas nama tempat ini sendiri"
    assert own not in signed_in(money.cast.bappeda).get(address).content.decode()
    money.allocate("sipin", 5_000_000)
    assert own in signed_in(money.cast.bappeda).get(address).content.decode()
