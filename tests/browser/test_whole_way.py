"""The whole way of a period in the browser, on windows as wide as a phone: from the period that Bappeda opens to the
signed minutes, and back. Each of the cast does what is theirs, by what the pages offer."""

import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import walk_files
from cast import PASSWORD, Cast
from django.utils import timezone
from page_checks import faults_of
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from visits import Visit

from padan.web import jobs
from padan.web.accounts.models import Appointment
from padan.web.audit.models import Event
from padan.web.jobs import tick
from padan.web.periods.models import Period, Requirement
from padan.web.periods.services import requirement_remove
from padan.web.review.models import Case, CaseKind, CaseState
from padan.web.runs.models import CurrentRun

LISTS = (("legok", "rt"), ("murni", "rt"), ("bpjs", ""))
"""What the walk's small period asks for."""


@pytest.fixture(autouse=True)
def worker(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own. A run of the test shares its connection, so nobody else beats for it."""
    settings.HOME = tmp_path
    monkeypatch.setattr(jobs, "beating", lambda period: nullcontext())


def test_from_an_opened_period_to_signed_minutes_and_back(cast: Cast, visit: Visit) -> None:
    bappeda, siti, lukman = visit(cast.bappeda), visit(None), visit(cast.lukman)
    open_a_period(bappeda, cast)
    sign_in_by_keyboard(siti, cast.siti)
    hand_in_with_problems(siti)
    mend_and_accept(siti)
    the_others_hand_in(visit, cast)
    tick()
    answer_by_key(siti)
    answer_by_button(siti)
    confirm(lukman)
    tick()
    close_what_is_left(siti)
    tick()
    sign(lukman, "Lukman Hakim, Lurah Legok")
    sign(visit(cast.murni_lurah), "M. Yusuf, Lurah Murni")
    camat = visit(cast.camat)
    sign(camat, "Hasan Basri, Camat Danau Sipin")
    tick()
    check_the_paper(lukman, visit(None))
    undo_from_the_top(camat, lukman)
    tell_that_it_was_undone(lukman, visit(None))


def open_a_period(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.get_by_role("link", name="Buka periode").click()
    page.get_by_label("Periode").fill("2024-Q4")
    page.get_by_label("Batas waktu semua daftar").fill(str(timezone.localdate() + timedelta(days=14)))
    page.get_by_label("Keadaan data per tanggal").fill("2024-12-31")
    page.get_by_role("button", name="Buka periode").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Triwulan 4 Tahun 2024")
    assert Requirement.objects.count() == 3 * 3 + 2 + 2
    page.goto("/periode/2024-Q4/")
    remove = page.get_by_role("button", name=re.compile("Hapus ?: Kelurahan Rawasari"))
    remove.first.click()
    expect(remove).to_have_count(2)
    wanted = [(cast.offices[office].pk, segment) for office, segment in LISTS]
    for asked in Requirement.objects.select_related("period", "office"):
        if (asked.office_id, asked.segment) not in wanted:
            requirement_remove(acting=cast.bappeda, requirement=asked)


def sign_in_by_keyboard(page: Page, who: Appointment) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    press_until(page, page.get_by_label("Nama pengguna"))
    page.keyboard.type(who.user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yang perlu dikerjakan")
    expect(page.get_by_text("Kelurahan Legok").first).to_be_visible()


def hand_in_with_problems(page: Page) -> None:
    press_until(page, page.get_by_role("link", name=re.compile("Ketua RT")).first)
    page.keyboard.press("Enter")
    hand_in(page, "ketua rt legok.xlsx", walk_files.legok_list())
    expect(page.get_by_role("heading", level=1)).to_have_text("ketua rt legok.xlsx")
    expect(page.locator("p.lead")).to_have_text("13 baris terbaca. 2 baris perlu dibetulkan.")
    expect(page.get_by_text("NIK tidak 16 angka").first).to_be_visible()
    page.get_by_text("judul kolom dimengerti").click()
    understood = page.get_by_label("Arti kolom Nama Ketua RT")
    expect(understood).to_have_value("name")
    expect(page.get_by_label("Arti kolom Ukuran Baju")).to_have_value("")
    assert faults_of(page) == []


def mend_and_accept(page: Page) -> None:
    problems = page.locator("#masalah")
    problems.get_by_role("row", name=re.compile("IRWANSYAH")).get_by_role("link", name="Perbaiki").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("IRWANSYAH MAULANA")
    nik = page.get_by_label("NIK")
    expect(nik).to_have_value(walk_files.SHORT[0])
    nik.fill(walk_files.MENDED)
    assert faults_of(page) == []
    page.get_by_role("button", name="Simpan perbaikan").click()
    expect(page.get_by_text("1 baris perlu dibetulkan.")).to_be_visible()
    page.get_by_role("button", name="Terima", exact=True).click()
    expect(page.get_by_text("Daftar diterima.")).to_be_visible()


def the_others_hand_in(visit: Visit, cast: Cast) -> None:
    files: tuple[tuple[str, str, bytes], ...] = (
        ("murni_clerk", "Ketua RT", walk_files.murni_list()),
        ("branch", "Daftar peserta BPJS", walk_files.participants_file()),
        ("branch", "Daftar iuran", walk_files.payments_file()),
    )
    for who, name, file in files:
        page = visit(cast.people[who])
        page.goto("/")
        page.get_by_role("link", name=re.compile(name, re.I)).first.click()
        hand_in(page, f"{name.lower()}.xlsx", file)
        page.get_by_label("Keadaan data per tanggal").fill("2024-12-31")
        page.get_by_role("button", name="Terima", exact=True).click()
        expect(page.get_by_text("Daftar diterima.")).to_be_visible()


def hand_in(page: Page, name: str, file: bytes) -> None:
    page.get_by_label("Berkas daftar").set_input_files({"name": name, "mimeType": walk_files.XLSX, "buffer": file})
    page.get_by_role("button", name="Unggah dan periksa").click()


def answer_by_key(page: Page) -> None:
    """Three pairs: one of two candidates, one that is answered wrongly and taken back, one of two people."""
    assert CurrentRun.objects.get().run.number == 1
    page.goto("/pemeriksaan/")
    press_until(page, page.get_by_role("link", name=re.compile("Mulai ?: Apakah ini orang yang sama")))
    page.keyboard.press("Enter")
    expect(page.locator("table.compare")).to_be_visible()
    assert faults_of(page) == []
    right = {
        "LUKMANUL HAKIM": ("1", "Sama dengan B"),
        "PARLINDUNGAN SITOMPUL": ("s", "Orang yang sama"),
        "TAUFIK HIDAYAT": ("b", "Bukan orang yang sama"),
    }
    for number in range(3):
        name = record(page)
        if number == 0:
            press(page, "b", "Bukan orang yang sama")
            page.keyboard.press("z")
            expect(page.locator("table.compare td.f-name").first).to_have_text(name)
        press(page, *right[name])
    pairs = Case.objects.filter(kind=CaseKind.PAIR)
    assert {case.left.values["name"]: case.answer for case in pairs if case.left} == {
        "LUKMANUL HAKIM": "sama",
        "PARLINDUNGAN SITOMPUL": "sama",
        "TAUFIK HIDAYAT": "beda",
    }


def record(page: Page) -> str:
    return page.locator("table.compare td.f-name").first.inner_text()


def press(page: Page, key: str, label: str) -> None:
    """Answer by a key; the next case comes with a line that says what was stored of whom."""
    told = re.compile(f"Tersimpan: {label}.* {record(page)}")
    page.keyboard.press(key)
    expect(page.locator(".before span").first).to_have_text(told)


def answer_by_button(page: Page) -> None:
    """What differs, stands twice, is not registered or not listed: each by its own buttons."""
    begin(page, "Data berbeda")
    for _ in range(2):
        name = record(page)
        if name == "SURYANI DAULAY":
            page.locator("summary", has_text="Bukan orang yang sama").click()
            page.get_by_label("Alasan").locator("visible=true").fill("Ditanya ke rumahnya")
            page.get_by_role("button", name=re.compile("Simpan ?: Bukan orang yang sama")).click()
        else:
            page.get_by_role("button", name="Daftar kami benar").click()
        expect(page.locator(".before span").first).to_contain_text(name)
    begin(page, "Tercatat lebih dari sekali")
    page.get_by_role("button", name="Dua orang berbeda").click()
    expect(page.locator(".before span").first).to_contain_text("Dua orang berbeda")
    page.goto("/pemeriksaan/")
    page.get_by_role("button", name="Usulkan semua (1)").click()
    expect(page.get_by_text("1 kasus dijawab.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Lihat daftar ?: Terdaftar di BPJS, tidak ada di daftar")).click()
    page.get_by_role("link", name=walk_files.UNLISTED[1]).click()
    page.locator("summary", has_text="Berhenti").click()
    page.get_by_label("Tanggal kejadian").locator("visible=true").fill("2024-09-30")
    page.get_by_label("Dokumen, misalnya nomor akta").locator("visible=true").fill("SK Lurah 9 Tahun 2024")
    page.get_by_role("button", name=re.compile("Simpan ?: Berhenti")).click()
    expect(page.locator(".before span").first).to_contain_text("Berhenti")
    page.goto("/pemeriksaan/")
    expect(page.get_by_role("heading", name="Menunggu pengesahan kepala kantor")).to_be_visible()
    assert faults_of(page) == []


def begin(page: Page, kind: str) -> None:
    page.goto("/pemeriksaan/")
    page.get_by_role("link", name=re.compile(f"(Mulai|Satu per satu) ?: {kind}")).click()


def confirm(page: Page) -> None:
    """What goes to the branch about a life or a post is the lurah's word."""
    page.goto("/pemeriksaan/")
    page.get_by_role("link", name="Lihat yang menunggu pengesahan").click()
    page.get_by_role("link", name=walk_files.UNLISTED[1]).click()
    page.get_by_role("button", name="Sahkan dan kirim ke BPJS").click()
    expect(page.get_by_text("disahkan")).to_be_visible()


def close_what_is_left(page: Page) -> None:
    """The answers bring a new run. Who was said to be one person: which side is right? Who was said to be another: a
    person of their own, to be registered or listed."""
    assert CurrentRun.objects.get().run.number == 2
    begin(page, "Data berbeda")
    assert record(page) == "PARLINDUNGAN SITOMPUL"
    page.get_by_role("button", name="Data BPJS benar").click()
    expect(page.locator(".before span").first).to_contain_text("Data BPJS benar PARLINDUNGAN SITOMPUL")
    page.goto("/pemeriksaan/")
    page.get_by_role("button", name="Usulkan semua (2)").click()
    expect(page.get_by_text("2 kasus dijawab.")).to_be_visible()
    begin(page, "Terdaftar di BPJS, tidak ada di daftar")
    for _ in range(3):
        name = record(page)
        page.get_by_role("button", name="Masih menjabat").click()
        expect(page.locator(".before span").first).to_have_text(re.compile(f"Masih menjabat.* {name}"))
    page.goto("/pemeriksaan/")
    expect(page.get_by_text("Tidak ada lagi yang menunggu jawaban kantor ini.")).to_be_visible()
    assert not Case.objects.filter(state=CaseState.OPEN).exists()


def sign(page: Page, said: str) -> None:
    page.goto("/naskah/")
    expect(page.get_by_text("Siap ditandatangani")).to_be_visible()
    expect(page.get_by_text(said)).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    page.get_by_role("button", name="Tandatangani").click()
    expect(page.get_by_text("Sudah ditandatangani", exact=True)).to_be_visible()


def check_the_paper(page: Page, stranger: Page) -> None:
    """The figures on the page are those of the paper, and the address in its QR is believed by anybody."""
    page.goto("/naskah/")
    shown = figures(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berita acara (PDF)").click()
    text = text_of(Path(download.value.path()).read_bytes())
    for said in ("KELURAHAN LEGOK", "Lukman Hakim", f"{shown['Data Pemda']} baris Data Pemda", walk_files.NEW[1]):
        assert said in text
    assert "RANCANGAN" not in text
    stranger.goto(verification(text))
    expect(stranger.get_by_text("Asli dan masih berlaku.")).to_be_visible()
    assert walk_files.NEW[1] not in stranger.content()
    assert Event.objects.filter(action="official.download").exists()


def figures(page: Page) -> dict[str, str]:
    cells = page.locator("tr.sum").first.locator("td")
    return {str(cell.get_attribute("data-label")): cell.inner_text() for cell in cells.all()}


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def verification(text: str) -> str:
    """The path of the page that the paper's QR leads to; it is printed beside it."""
    found = re.search(r"/naskah/cek/[\w-]+/", text)
    assert found
    return found[0]


def undo_from_the_top(camat: Page, lurah: Page) -> None:
    lurah.goto("/naskah/")
    expect(lurah.get_by_text("tanda tangan di atasnya harus dibatalkan dahulu")).to_be_visible()
    expect(lurah.get_by_role("link", name="Batalkan tanda tangan")).to_have_count(0)
    for page in (camat, lurah):
        page.goto("/naskah/")
        page.get_by_role("link", name="Batalkan tanda tangan").click()
        page.get_by_label("Alasan pembatalan").fill("Satu orang belum tercatat")
        page.get_by_label("Kata sandi Anda").fill(PASSWORD)
        assert faults_of(page) == []
        page.get_by_role("button", name="Batalkan tanda tangan").click()
        expect(page.get_by_text("Siap ditandatangani").or_(page.get_by_text("Yang masih menghalangi"))).to_be_visible()


def tell_that_it_was_undone(lurah: Page, stranger: Page) -> None:
    lurah.goto("/naskah/daftar/")
    address = lurah.get_by_role("link", name="Halaman pemeriksaan").first.get_attribute("href")
    stranger.goto(str(address))
    expect(stranger.get_by_text("tanda tangannya dibatalkan")).to_be_visible()
    assert Period.objects.get().closed_at is None


def press_until(page: Page, wanted: Locator, most: int = 60) -> None:
    """Tab until the wanted thing has the focus, as somebody without a mouse does."""
    expect(wanted).to_be_visible()
    focused: Callable[[], bool] = lambda: bool(wanted.evaluate("(one) => one === document.activeElement"))  # noqa: E731
    for _ in range(most):
        if focused():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached by the keyboard")
