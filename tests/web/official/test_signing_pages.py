"""The pages on which an office signs, as their readers see them."""

import re

import pytest
from cast import PASSWORD, Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from official_city import City, make_case, make_city, sign, sign_all

from padan.web import vault
from padan.web.audit.models import Event
from padan.web.official.counting import figures_shown, grounds_of
from padan.web.official.figures import figures_from, shown_digest
from padan.web.official.models import Paper, SignOff
from padan.web.official.printing import paper_print, papers_print
from padan.web.official.selectors import standing_get
from padan.web.periods.board import lines
from padan.web.periods.models import Period
from padan.web.periods.selectors import requirements_of
from padan.web.periods.todo import left_to_do
from padan.web.runs.models import Run, RunRow
from thorough import one_in

pytestmark = one_in(4)

SIGNING = "/naskah/"


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def digest(city: City, who: str) -> str:
    acting = city.cast.people[who]
    where = standing_get(acting, Period.objects.get(), acting.office)
    assert where.figures is not None
    return shown_digest(where.figures)


def test_a_lurah_sees_the_figures_and_signs_them_with_the_password(city: City) -> None:
    lukman = signed_in(city.cast.lukman)
    page = lukman.get(SIGNING).content.decode()
    for said in (
        "Siap ditandatangani",
        "Pekerja Rentan",
        "Rp 604.800",
        "Lukman Hakim, Lurah Legok",
        digest(city, "lukman"),
    ):
        assert said in page
    address = reverse("official:sign", args=[city.period.key, city.office("legok").pk])
    sent = {"digest": digest(city, "lukman"), "number": "1/2025", "place": "Aula", "password": "salah"}
    wrong = lukman.post(address, sent)
    assert wrong.status_code == 422
    assert "tidak cocok" in wrong.content.decode()
    assert not SignOff.objects.exists()
    done = lukman.post(address, {**sent, "password": PASSWORD}, follow=True).content.decode()
    assert "Sudah ditandatangani" in done
    assert "sedang dicetak" in done
    assert Paper.objects.get().number == "1/2025"
    papers_print()
    assert "Unduh berita acara" in lukman.get(SIGNING).content.decode()


def test_what_stands_in_the_way_is_told_with_where_to_go(city: City) -> None:
    make_case(city)
    page = signed_in(city.cast.lukman).get(SIGNING).content.decode()
    assert "1 baris belum diputuskan" in page
    assert 'name="password"' not in page
    camat = signed_in(city.cast.camat).get(SIGNING).content.decode()
    assert "2 kantor di bawah belum menandatangani" in camat
    assert "Masih dikerjakan" in camat
    assert "Siap, belum ditandatangani" in camat
    assert "Kelurahan Rawasari" not in camat


def test_a_clerk_reads_and_does_not_sign(city: City) -> None:
    page = signed_in(city.cast.siti).get(SIGNING).content.decode()
    assert "menunggu kepala kantornya" in page
    assert 'name="password"' not in page


def test_the_city_is_read_by_whom_may_and_tells_who_is_missing(city: City) -> None:
    sign_all(city, city_too=False)
    sign(city, "bappeda")
    for who in ("leader", "auditor", "bpkad", "pemerintahan", "bappeda", "branch"):
        page = signed_in(city.cast.people[who]).get(SIGNING)
        assert page.status_code == 200, who
        assert "seluruh kota" in page.content.decode()
    assert (
        "setelah BPJS Ketenagakerjaan menandatangani juga" in signed_in(city.cast.bappeda).get(SIGNING).content.decode()
    )
    assert signed_in(city.cast.administrator).get(SIGNING).status_code == 403


def test_the_paper_of_the_city_is_said_to_be_printed_once_both_have_signed(city: City) -> None:
    sign_all(city, city_too=False)
    for who, told in (("bappeda", "dicetak setelah keduanya menandatangani"), ("branch", "sedang dicetak")):
        address = reverse("official:sign", args=[city.period.key, city.cast.people[who].office.pk])
        sent = {"digest": digest(city, who), "number": "", "place": "Aula", "password": PASSWORD}
        assert told in signed_in(city.cast.people[who]).post(address, sent, follow=True).content.decode()


def test_undoing_asks_for_a_reason_and_the_password(city: City) -> None:
    signoff = sign(city, "lukman")
    lukman = signed_in(city.cast.lukman)
    address = reverse("official:undo", args=[signoff.pk])
    assert lukman.get(address).status_code == 200
    assert lukman.post(address, {"reason": "Daftar RT salah semua", "password": "salah"}).status_code == 422
    assert lukman.post(address, {"reason": "pendek", "password": PASSWORD}).status_code == 422
    page = lukman.post(address, {"reason": "Daftar RT salah semua", "password": PASSWORD}, follow=True).content.decode()
    assert "Tanda tangan dibatalkan" in page
    assert "Daftar RT salah semua" in page
    assert lukman.get(address).status_code == 409
    assert signed_in(city.cast.murni_lurah).get(address).status_code == 404


def test_papers_are_listed_within_reach_and_every_download_is_noted(city: City) -> None:
    signed = sign_all(city)
    paper_print(Paper.objects.get(signoff=signed["lukman"]).pk)
    listed = reverse("official:papers")
    assert "Kelurahan Murni" not in signed_in(city.cast.siti).get(listed).content.decode()
    branch = signed_in(city.cast.branch).get(listed).content.decode()
    assert "Bappeda Kota Jambi" in branch
    assert "Kelurahan Legok" not in branch
    paper = Paper.objects.get(signoff=signed["lukman"])
    siti = signed_in(city.cast.siti)
    pdf = siti.get(reverse("official:pdf", args=[paper.pk]))
    assert b"".join(pdf.streaming_content) == vault.read(paper.pdf_sha256)  # type: ignore[attr-defined]
    assert "berita-acara-kelurahan-legok-2024-q4-v1.pdf" in pdf["Content-Disposition"]
    book = siti.get(reverse("official:workbook", args=[paper.pk]))
    assert b"".join(book.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    noted = Event.objects.filter(action="official.download", object_id=str(paper.pk))
    assert {event.detail["what"] for event in noted} == {"pdf", "workbook"}
    for name in ("official:pdf", "official:workbook"):
        assert signed_in(city.cast.branch).get(reverse(name, args=[paper.pk])).status_code == 404
        assert signed_in(city.cast.murni_lurah).get(reverse(name, args=[paper.pk])).status_code == 404


def test_the_letterhead_is_stated_by_the_office_and_printed(city: City) -> None:
    siti = signed_in(city.cast.siti)
    address = reverse("official:letterhead")
    assert "Pemerintah Kota Jambi" in siti.get(address).content.decode()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8z"/></svg>'
    sent = {
        "government": "Pemerintah Kota Jambi",
        "office": "Lurah Legok",
        "address": "Jalan Contoh 1",
        "bases": "UU 1\nUU 2",
    }
    broken = siti.post(address, {**sent, "logo": SimpleUploadedFile("l.png", b"\x89PNG rusak")})
    assert broken.status_code == 422
    assert siti.post(address, {**sent, "logo": SimpleUploadedFile("l.svg", svg)}).status_code == 302
    city.office("legok").refresh_from_db()
    city.cast.lukman.office.refresh_from_db()
    kept = sign(city, "lukman").letterhead
    assert (kept["address"], kept["bases"], kept["logo_kind"]) == ("Jalan Contoh 1", ["UU 1", "UU 2"], "svg")
    papers_print()
    assert Paper.objects.get().state == "ready"
    assert siti.post(address, {**sent, "address": "Jalan Lain"}).status_code == 302
    assert SignOff.objects.get().letterhead["address"] == "Jalan Contoh 1"


def test_home_says_what_is_ready_and_the_board_who_has_signed(city: City) -> None:
    period = Period.objects.get()
    (todo,) = [one for one in left_to_do(city.cast.lukman, period) if "ditandatangani" in one.text]
    assert todo.text == "Angka Kelurahan Legok siap ditandatangani."
    assert not [one for one in left_to_do(city.cast.siti, period) if "ditandatangani" in one.text]
    sign(city, "lukman")
    assert not [one for one in left_to_do(city.cast.lukman, period) if "ditandatangani" in one.text]
    found = {
        line.office.name: line.label
        for line in lines(city.cast.bappeda, period, requirements_of(city.cast.bappeda, period))
    }
    assert found["Kelurahan Legok"] == "Sudah ditandatangani"
    assert found["Kelurahan Murni"] != "Sudah ditandatangani"


def test_without_an_open_period_the_page_says_so(city: City) -> None:
    Period.objects.update(closed_at=timezone.now())
    assert "Tidak ada periode yang sedang terbuka" in signed_in(city.cast.lukman).get(SIGNING).content.decode()
    page = signed_in(city.cast.lukman).get(reverse("official:signing_of", args=[city.period.key])).content.decode()
    assert "sudah ditutup" in page


def test_no_page_links_to_an_office_outside_its_reach(city: City) -> None:
    for who in ("branch", "camat", "bappeda"):
        client = signed_in(city.cast.people[who])
        page = client.get(SIGNING).content.decode()
        assert "Kecamatan Danau Sipin" in page or who == "camat"
        for address in set(re.findall(r'href="(/naskah/periode/[^"]+/kantor/\d+/)"', page)):
            assert client.get(address).status_code == 200, (who, address)


def test_what_others_paid_for_people_on_no_list_is_not_called_an_overpayment(city: City) -> None:
    run = Run.objects.get()
    figures = figures_shown(grounds_of(city.period, run, city.office("legok")))
    unlisted = RunRow.objects.filter(run=run, office=city.office("legok"), bucket="not_listed")
    assert figures.excess_unlisted == sum(row.excess for row in unlisted) > 0
    assert figures_from(figures.as_json()).excess_unlisted == figures.excess_unlisted
    old = {key: value for key, value in figures.as_json().items() if key != "excess_unlisted"}
    assert figures_from(old).excess_unlisted == 0
    told = signed_in(city.cast.lukman).get(SIGNING).content.decode()
    assert "bukan kelebihan bayar pemerintah" in told
