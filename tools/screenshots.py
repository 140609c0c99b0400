"""The pictures of docs/tutorial/one-kelurahan.md: `.venv/bin/python tools/screenshots.py`.

Serves the synthetic city from a home of its own, walks one kelurahan from the invitation to the signed minutes in
Chromium, and puts the pictures into docs/images. Loading the city takes some minutes; `--home DIR` takes one that is
loaded already, and changes it.
"""

import argparse
import base64
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
KELURAHAN, USER = "Sijenjang", "sijenjang"
PASSWORD = "kota-contoh-2024"
"""Of the synthetic city, as `padan serve --demo` prints it."""
LARGEST = 60_000
TALLEST = 800
PATIENCE = 300.0
PHONE, DESK = 360, 800
NEWCOMER = ("997111170977901", "IRWANSYAH MAULANA", "17-09-1977", "L")
"""Made up, as his region 99 says; a digit of his NIK is missing."""
MENDED = "9971111709779011"
ONE_BY_ONE = "^(Mulai|Satu per satu)"


DECODE = """async (png) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (c) => c.charCodeAt(0))]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  const bytes = canvas.getContext("2d").getImageData(0, 0, bitmap.width, bitmap.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return {data: btoa(text), height: bitmap.height};
}"""


@dataclass(frozen=True)
class Site:
    """Where the site is served, and from which home."""

    address: str
    environment: dict[str, str]

    def code(self, username: str) -> str:
        """The code that the user's authenticator app shows now."""
        command = [sys.executable, "-m", "padan.web", "demo_code", username]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """The synthetic city at a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PADAN_HOME": str(home), "PADAN_DEMO": "1"}
    command = [str(Path(sys.executable).with_name("padan")), "serve", "--demo", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        site = Site(f"http://127.0.0.1:{port}", environment)
        wait_for(site.address, process)
        yield site
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until the first page answers; the city is loaded before."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise SystemExit("padan serve --demo ended")


@dataclass(frozen=True)
class Window:
    """A window in which somebody works. The first and the last words of a page may be cut off in its picture."""

    page: Page
    site: Site

    def shot(self, name: str, *, beneath: Locator | None = None) -> None:
        """The page as it is seen, from the top or from a part on."""
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": size["width"], "height": TALLEST})
        self.page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
        box = beneath.bounding_box() if beneath is not None else None
        self.page.evaluate("(top) => scrollTo(0, top)", box["y"] - 12 if box else 0)
        shown = self.page.evaluate(
            "() => Math.min(innerHeight, document.documentElement.getBoundingClientRect().bottom)"
        )
        clip = {"x": 0, "y": 0, "width": size["width"], "height": shown}
        path = IMAGES / f"{name}.png"
        path.write_bytes(self.slim(self.page.screenshot(clip=clip, animations="disabled")))
        print(f"{path.name}: {path.stat().st_size} bytes")
        if path.stat().st_size > LARGEST:
            raise SystemExit(f"{path} is larger than {LARGEST} bytes")

    def slim(self, png: bytes) -> bytes:
        """The same picture with its 256 commonest colours; the others become the nearest of them."""
        decoded = self.page.evaluate(DECODE, base64.b64encode(png).decode())
        pixels = np.frombuffer(base64.b64decode(decoded["data"]), np.uint8).reshape(decoded["height"], -1, 4)[..., :3]
        colours, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
        palette = colours[np.sort(np.argsort(-counts, kind="stable")[:256])]
        gaps = np.abs(colours[:, None, :].astype(int) - palette[None, :, :]).sum(axis=2)
        places = gaps.argmin(axis=1)[places]
        lines = places.reshape(pixels.shape[:2]).astype(np.uint8)
        data = b"".join(b"\0" + line.tobytes() for line in lines)
        head = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 3, 0, 0, 0)
        parts = ((b"IHDR", head), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)

    def sign_in(self, username: str) -> None:
        """With the password, and the code where it is asked."""
        self.page.goto("/masuk/")
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        if "/masuk/kode/" in self.page.url:
            self.page.get_by_label("Kode").fill(self.site.code(username))
            self.page.get_by_role("button", name="Lanjut").click()
        expect(self.page.get_by_role("button", name="Keluar")).to_be_visible()

    def wait_for_run(self) -> None:
        """Until the worker has matched what was changed last."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.page.goto("/pencocokan/2024-Q4/")
            if self.page.get_by_text("Pencocokan terakhir selesai").count():
                return
            time.sleep(2)
        raise SystemExit("no run within the time given")


def chunk(kind: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def window(browser: Browser, site: Site, width: int) -> Window:
    """A new one, of a phone or of a desk."""
    context = browser.new_context(
        base_url=site.address, viewport={"width": width, "height": 740}, locale="id-ID", accept_downloads=True
    )
    context.set_default_timeout(30_000)
    return Window(context.new_page(), site)


def invite(desk: Window) -> str:
    """The administrator invites the clerk. Gives the link."""
    desk.sign_in("admin")
    page = desk.page
    page.goto("/akun/orang/")
    page.get_by_label("Cari kantor, wilayah atau nama").fill(KELURAHAN)
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=f"Kelurahan {KELURAHAN}", exact=True).click()
    page.get_by_role("button", name="Buat undangan").click()
    text = page.get_by_label("Teks undangan").input_value()
    desk.shot("undangan")
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found[0]


def accept(phone: Window, link: str) -> None:
    """The clerk makes an account on the phone."""
    page = phone.page
    page.goto(re.sub(r"^https?://[^/]+", "", link))
    page.get_by_label("Nama lengkap dengan gelar").fill("Siti Aminah, S.Sos.")
    page.get_by_label("Nama pengguna").fill("siti.aminah")
    page.get_by_label(re.compile("^Kata sandi baru:?$")).fill("kebun duku di tepi sungai")
    page.get_by_label("Kata sandi baru sekali lagi").fill("kebun duku di tepi sungai")
    phone.shot("terima-undangan", beneath=page.locator("main"))
    page.get_by_role("button", name="Buat akun dan masuk").click()
    page.goto("/")
    phone.shot("beranda")


def hand_in(phone: Window) -> None:
    """The last list comes back with one person more, whose NIK lacks a digit, and is mended on the page."""
    page = phone.page
    page.goto("/papan/")
    page.locator("table.board").get_by_role("link", name=re.compile(KELURAHAN)).first.click()
    page.get_by_role("link", name="Pekerja Rentan").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh daftar terakhir sebagai Excel").click()
    book = Path(tempfile.mkdtemp()) / "pekerja rentan.xlsx"
    shutil.copy(download.value.path(), book)
    add_newcomer(book)
    phone.shot("daftar", beneath=page.locator("h1"))
    page.get_by_label("Berkas daftar").set_input_files(book)
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("heading", name="Terima daftar ini?")).to_be_visible()
    phone.shot("periksa", beneath=page.locator("h1"))
    page.get_by_role("row", name=re.compile(NEWCOMER[1])).get_by_role("link", name=re.compile("Perbaiki")).click()
    page.get_by_label("NIK").fill(MENDED)
    phone.shot("perbaiki", beneath=page.locator("h1"))
    page.get_by_role("button", name="Simpan perbaikan").click()
    page.get_by_label("Keadaan data per tanggal").fill("2024-12-31")
    page.get_by_role("button", name="Terima", exact=True).click()
    expect(page.get_by_text("Daftar diterima.")).to_be_visible()
    phone.wait_for_run()


def add_newcomer(path: Path) -> None:
    """One line more, under the headings as they stand."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).strip().lower(): cell for row in sheet.iter_rows(max_row=10) for cell in row if cell.value}
    line = sheet.max_row + 1
    for head, value in zip(("nik", "nama", "tanggal lahir", "jenis kelamin"), NEWCOMER, strict=True):
        sheet.cell(line, heads[head].column, value).number_format = "@"
    book.save(path)
    book.close()


def answer_all(phone: Window) -> None:
    """Everything that is asked of the office; what follows from the answers is told after the next run."""
    page, seen = phone.page, set[str]()
    page.goto("/pemeriksaan/")
    phone.shot("pemeriksaan", beneath=page.locator("h1"))
    while answer_round(phone, seen):
        phone.wait_for_run()


def answer_round(phone: Window, seen: set[str]) -> bool:
    """What stands in the queue now. Gives whether there was anything."""
    page, found = phone.page, False
    for name in ("^Usulkan semua", "^Tutup semua", ONE_BY_ONE):
        page.goto("/pemeriksaan/")
        while (
            begins := page.locator("main")
            .get_by_role("link", name=re.compile(name))
            .or_(page.locator("main").get_by_role("button", name=re.compile(name)))
        ).count():
            found = True
            begins.first.click()
            if name == ONE_BY_ONE:
                answer_one(phone, seen)
            else:
                expect(page.get_by_text("kasus dijawab")).to_be_visible()
            page.goto("/pemeriksaan/")
    return found


def answer_one(phone: Window, seen: set[str]) -> None:
    """The first answer that fits, as a clerk might give it."""
    page = phone.page
    kind = page.locator("h1").inner_text()
    first = kind not in seen
    seen.add(kind)
    if kind == "Data berbeda":
        if first:
            phone.shot("data-berbeda", beneath=page.locator("#kasus"))
        page.get_by_role("button", name="Daftar kami benar").click()
    elif kind == "Meninggal menurut salah satu pihak":
        page.locator("summary", has_text="Meninggal").click()
        page.get_by_label("Tanggal kejadian").locator("visible=true").fill("2024-11-12")
        page.get_by_label("Dokumen, misalnya nomor akta").locator("visible=true").fill("Akta kematian nomor 7/2024")
        if first:
            phone.shot("meninggal", beneath=page.locator(".answers"))
        page.get_by_role("button", name=re.compile("Simpan ?: Meninggal")).click()
    elif kind == "Dibayar setelah meninggal atau keluar":
        page.locator("summary", has_text="Ajukan klaim kembali").click()
        page.get_by_label("Dokumen, misalnya nomor akta").locator("visible=true").fill("SK Lurah nomor 9/2024")
        page.get_by_role("button", name=re.compile("Simpan ?: Ajukan klaim kembali")).click()
    elif kind == "Ditanggung dua pembayar":
        page.locator("summary", has_text="Boleh keduanya").click()
        page.get_by_label("Alasan", exact=True).locator("visible=true").fill("Ketua RT yang juga tenaga kontrak")
        page.get_by_role("button", name=re.compile("Simpan ?: Boleh keduanya")).click()
    else:
        page.locator(".answers form:not(details form) button").first.click()
    expect(page.get_by_text("Tersimpan:").or_(page.get_by_role("heading", name="Pemeriksaan")).first).to_be_visible()


def sign(phone: Window) -> None:
    """The lurah confirms what waits for him, and signs; the paper is printed and can be checked."""
    page = phone.page
    phone.sign_in(f"{USER}.lurah")
    page.goto("/pemeriksaan/")
    while (waiting := page.get_by_role("link", name="Lihat yang menunggu pengesahan")).count():
        waiting.click()
        page.locator("tbody th a").first.click()
        phone.shot("pengesahan", beneath=page.locator("#kasus"))
        page.get_by_role("button", name=re.compile("Sahkan dan kirim")).click()
        page.goto("/pemeriksaan/")
    phone.wait_for_run()
    page.goto("/naskah/")
    expect(page.get_by_text("Siap ditandatangani")).to_be_visible()
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    phone.shot("tanda-tangan", beneath=page.get_by_role("heading", name="Tandatangani", exact=True))
    page.get_by_role("button", name="Tandatangani", exact=True).click()
    paper = page.get_by_role("link", name="Unduh berita acara (PDF)")
    while not paper.count():
        time.sleep(2)
        page.goto("/naskah/")
    phone.shot("ditandatangani", beneath=page.locator("h1"))
    page.get_by_role("link", name="Halaman pemeriksaan").click()
    phone.shot("asli", beneath=page.locator("h1"))


def main() -> None:
    """Serve, walk, and put the pictures away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a loaded home of the synthetic city, which is changed")
    home = parser.parse_args().home
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, served(home or Path(scratch)) as site, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-lcd-text"],
            env={**os.environ, "LANGUAGE": "id", "LANG": "id_ID.UTF-8"},
        )
        link = invite(window(browser, site, DESK))
        clerk = window(browser, site, PHONE)
        accept(clerk, link)
        hand_in(clerk)
        answer_all(clerk)
        sign(window(browser, site, PHONE))
        browser.close()
    print(f"{date.today()}: {len(list(IMAGES.glob('*.png')))} pictures in {IMAGES.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
