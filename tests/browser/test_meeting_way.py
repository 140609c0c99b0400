"""The monev meeting in the browser, on windows as wide as a phone: from the invitation to signed minutes. Each of the
cast does what is theirs, by what the pages offer."""

import io
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cast import PASSWORD, Cast
from django.urls import reverse
from django.utils import timezone
from page_checks import NARROW, WIDE, faults_of
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from visits import Visit

sys.path.insert(0, str(Path(__file__).parents[1] / "web/followup"))
from followup_town import PROOF, task, warning

from padan.web.followup.attending import door_code
from padan.web.followup.models import FollowUp, Meeting
from padan.web.followup.services import meeting_papers_print

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PADAN_PICTURES", "")


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def seen(page: Page, name: str) -> None:
    """A picture of the page, where they are asked for; `test_every_page.py` looks at each page as it is at first."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-360.png", full_page=True)
        page.set_viewport_size(WIDE)
        page.screenshot(path=f"{PICTURES}/{name}-1280.png", full_page=True)
        page.set_viewport_size(NARROW)


def fault_free(page: Page, name: str) -> None:
    """Nothing is wrong with a page that has come to look otherwise."""
    seen(page, name)
    assert faults_of(page) == [], name


def test_from_the_invitation_to_signed_minutes(cast: Cast, visit: Visit) -> None:
    task(cast, "murni", what="Serahkan daftar RT", days=-2)
    warning(cast.offices["legok"])
    bappeda, lurah, sekda = visit(cast.bappeda), visit(None), visit(cast.leader)
    invite(bappeda, cast)
    come(bappeda, lurah, visit(None), cast)
    write(bappeda)
    do(lurah)
    confirm(bappeda)
    close_and_sign(bappeda, sekda)
    read(lurah)


def invite(page: Page, cast: Cast) -> None:
    page.goto(reverse("followup:home"))
    seen(page, "tindak-lanjut")
    page.get_by_role("link", name="Peringatan dini").first.click()
    expect(page.get_by_text("tertahan karena SPJ").first).to_be_visible()
    seen(page, "peringatan")
    page.get_by_role("link", name="Rapat monev").click()
    page.get_by_role("link", name="Rapat baru").click()
    page.get_by_label("Judul rapat").fill("Monev BKBK triwulan IV")
    page.get_by_label("Hari", exact=True).fill(str(timezone.localdate()))
    page.get_by_label("Pukul").fill("09:00")
    page.get_by_label("Tempat").fill("Aula Bappeda")
    page.get_by_label("Pimpinan rapat").select_option(label="Abdul Rahman, Sekretariat Daerah")
    page.get_by_label("Jabatan pimpinan pada naskah").fill("Sekretaris Daerah Kota Jambi")
    seen(page, "rapat-baru")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Monev BKBK triwulan IV")
    expect(page.locator("#agenda")).to_contain_text("SPJ menahan tahap berikut: Rp 35.000.000")
    seen(page, "rapat")
    page.get_by_role("button", name=re.compile("Naik ?: SPJ menahan")).click()
    told = text_of(download(page, "Undangan (PDF)"))
    assert "SPJ menahan tahap berikut" in told
    assert told.index("SPJ menahan") < told.index("Tindak lanjut yang belum selesai: 1")
    page.get_by_text("Teks undangan untuk WhatsApp").click()
    assert "Aula Bappeda" in page.locator("#teks").input_value()


def come(bappeda: Page, lurah: Page, guest: Page, cast: Cast) -> None:
    """The lurah scans, signs in and taps once; a guest types the code that the secretary gives."""
    bappeda.get_by_role("link", name="QR untuk layar").click()
    expect(bappeda.locator(".qr svg")).to_be_visible()
    seen(bappeda, "qr")
    held = Meeting.objects.get()
    door = f"/tindak-lanjut/hadir/{held.pk}/{door_code(held, timezone.now())}/"
    lurah.goto(door)
    seen(lurah, "hadir-tanpa-masuk")
    lurah.get_by_role("link", name=re.compile("^Masuk, lalu")).click()
    lurah.get_by_label("Nama pengguna").fill(cast.lukman.user.username)
    lurah.get_by_label("Kata sandi").fill(PASSWORD)
    lurah.get_by_role("button", name="Masuk").click()
    lurah.get_by_role("button", name="Saya hadir").click()
    expect(lurah.get_by_text("Anda tercatat hadir.")).to_be_visible()
    fault_free(lurah, "hadir")
    bappeda.get_by_role("link", name="Kehadiran", exact=True).click()
    bappeda.get_by_role("button", name="Buat kode").click()
    code = bappeda.locator("code").first.inner_text()
    fault_free(bappeda, "kehadiran")
    guest.goto(door)
    guest.get_by_text("Saya tidak mempunyai akun").click()
    guest.get_by_label("Kode sekali pakai").fill(code)
    guest.get_by_label("Nama", exact=True).fill("Tokoh Warga")
    guest.get_by_label("Kantor").fill("LPM Legok")
    guest.get_by_role("button", name="Catat kehadiran saya").click()
    expect(guest.get_by_text("Anda tercatat hadir.")).to_be_visible()
    bappeda.get_by_label("Kecamatan Danau Sipin", exact=True).check()
    bappeda.get_by_role("button", name="Catat yang dicentang").click()
    expect(bappeda.get_by_text("Hasan Basri").first).to_be_visible()


def write(page: Page) -> None:
    """Two decisions one after the other, without the hands leaving the keyboard."""
    page.goto(f"/tindak-lanjut/rapat/{Meeting.objects.get().pk}/catat/")
    point = page.locator("section", has=page.get_by_role("heading", name=re.compile("SPJ menahan")))
    point.get_by_label("Uraian").fill("Lurah Legok melengkapi kuitansi pekan ini.")
    what = point.get_by_label("Keputusan")
    what.fill("Serahkan SPJ tahap I")
    expect(point.get_by_text("Tersimpan")).to_be_visible()
    due = str(timezone.localdate() + timedelta(days=9))
    for words, who in (("Serahkan SPJ tahap I", "Legok"), ("Periksa SPJ dalam tiga hari", "BPKAD")):
        what.fill(words)
        point.get_by_label("Siapa").fill(who)
        point.get_by_label("Batas waktu").fill(due)
        page.keyboard.press("Enter")
        expect(point.locator("li", has_text=words)).to_be_visible()
        expect(what).to_be_focused()
        expect(what).to_have_value("")
    fault_free(page, "catat")
    assert [one.office.name for one in FollowUp.objects.filter(meeting__isnull=False).order_by("pk")] == [
        "Kelurahan Legok",
        "BPKAD Kota Jambi",
    ]


def do(page: Page) -> None:
    page.goto("/tindak-lanjut/")
    page.get_by_role("link", name="Serahkan SPJ tahap I").click()
    page.get_by_text("Nyatakan selesai").first.click()
    proof = {"name": "SPJ tahap I.pdf", "mimeType": "application/pdf", "buffer": PROOF}
    page.get_by_label("Berkas bukti").set_input_files(proof)
    fault_free(page, "tindak-lanjut-satu")
    page.get_by_role("button", name=re.compile("Nyatakan selesai")).click()
    expect(page.get_by_text("Langkah disimpan.")).to_be_visible()
    expect(page.get_by_role("link", name="SPJ tahap I.pdf")).to_be_visible()


def confirm(page: Page) -> None:
    page.goto("/tindak-lanjut/?keadaan=disahkan")
    page.get_by_role("link", name="Serahkan SPJ tahap I").click()
    page.get_by_text("Sahkan selesai").first.click()
    page.get_by_role("button", name=re.compile("Sahkan selesai")).click()
    expect(page.get_by_text("Selesai, disahkan").first).to_be_visible()


def close_and_sign(bappeda: Page, sekda: Page) -> None:
    address = f"/tindak-lanjut/rapat/{Meeting.objects.get().pk}/"
    bappeda.goto(f"{address}tutup/")
    bappeda.get_by_label("Nomor notulen").fill("005/14/2025")
    seen(bappeda, "tutup")
    bappeda.get_by_role("button", name="Tutup rapat").click()
    sekda.goto(address)
    for page in (bappeda, sekda):
        page.get_by_label("Kata sandi Anda").fill(PASSWORD)
        page.get_by_role("button", name="Tandatangani").click()
        expect(page.get_by_text("Sudah ditandatangani.")).to_be_visible()
    meeting_papers_print()
    sekda.reload()
    fault_free(sekda, "rapat-ditutup")


def read(page: Page) -> None:
    page.goto(f"/tindak-lanjut/rapat/{Meeting.objects.get().pk}/")
    pdf = download(page, "Unduh PDF")
    if PICTURES:
        Path(f"{PICTURES}/notulen.pdf").write_bytes(pdf)
    told = text_of(pdf)
    for words in (
        "005/14/2025",
        "Lurah Legok melengkapi kuitansi pekan ini.",
        "Periksa SPJ dalam tiga hari",
        "Kelurahan Legok: Lukman Hakim",
        "Tokoh Warga",
        "hadir lewat QR",
        "Abdul Rahman",
    ):
        assert words in told, words
    assert told.count("Ditandatangani secara elektronik") == 2
    assert "RANCANGAN" not in told
    page.get_by_role("link", name="Halaman pemeriksaan").click()
    page.get_by_label("Berkas PDF naskah").set_input_files(
        {"name": "notulen.pdf", "mimeType": "application/pdf", "buffer": pdf}
    )
    expect(page.get_by_text("Berkas ini persis sama")).to_be_visible()
    expect(page.get_by_text("Asli dan masih berlaku.")).to_be_visible()
    fault_free(page, "notulen-diperiksa")


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("link", name=name).first.click()
    return Path(found.value.path()).read_bytes()


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
