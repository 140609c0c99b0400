"""The papers: what they say, that they stay, that they can be checked, certified, and filed."""

import io
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from asn1crypto import x509 as asn1_x509
from cast import Cast, signed_in
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from official_city import City, decide, make_case, make_city, publish, sign, sign_all
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pytest_django import Settings

from erasable_trail import lifted
from padan.web import vault
from padan.web.audit.models import Event
from padan.web.official import services
from padan.web.official.models import Paper, PaperState, SignOff
from padan.web.official.papers import dressed
from padan.web.official.printing import paper_print, papers_print, pdf_of, workbook_of
from padan.web.review.models import CaseState
from thorough import one_in

pytestmark = one_in(4)

REASON = "Satu orang harus ditambahkan"


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def printed(signoff: SignOff) -> Paper:
    paper_print(Paper.objects.get(signoff=signoff).pk)
    paper = Paper.objects.get(signoff=signoff)
    assert paper.state == PaperState.READY, paper.fault
    return paper


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_database_itself_keeps_what_was_signed_and_printed(city: City) -> None:
    signoff = sign(city, "lukman")
    paper = printed(signoff)
    for held, change in (
        (signoff, {"digest": "0" * 64}), (signoff, {"name": "Orang lain"}), (paper, {"pdf_sha256": "0" * 64}),
    ):  # fmt: skip
        rows = type(held)._default_manager.filter(pk=held.pk)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows._raw_delete("default")
    services.undo(acting=city.cast.lukman, signoff=signoff, reason=REASON)
    assert SignOff.objects.get(pk=signoff.pk).undone_at
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SignOff.objects.filter(pk=signoff.pk).update(undone_at=None)


@pytest.mark.one_database
def test_a_kelurahan_paper_says_who_signed_what_and_who_is_meant(city: City) -> None:
    case = make_case(city)
    decide(case, city.cast.lukman, "usulkan", CaseState.ANSWERED)
    signoff = sign(city, "lukman", number="470/12/KEL-LGK/2025", place="Kantor Lurah Legok")
    with lifted():
        SignOff.objects.update(signed_at=datetime(2025, 1, 8, 3, 5, tzinfo=UTC))
    paper = printed(signoff)
    pdf = vault.read(paper.pdf_sha256)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    text = text_of(pdf)
    for said in (
        "KELURAHAN LEGOK, KECAMATAN DANAU SIPIN", "TRIWULAN 4 TAHUN 2024", "470/12/KEL-LGK/2025", "Kantor Lurah Legok",
        "Rabu, tanggal Delapan bulan Januari tahun Dua Ribu Dua Puluh Lima", "Lukman Hakim", "Lurah Legok",
        "19800101 200501 1 006", "8 Januari 2025 pukul 10.05 WIB", "16 baris Data Pemda dan 14 baris Data BPJS",
        "Oktober sampai Desember 2024", "per 31 Desember 2024", "Ketua RT", "Pekerja Rentan", "Usulkan pendaftaran",
        "Mendaftarkan 1 orang yang diusulkan", "Mengetahui", "Hasan Basri", "ZULKIFLI 5", f"/naskah/cek/{paper.token}/",
        city.rows["legok", "rt"][5].values["nik"], "Halaman 1 dari", "Berita Acara Kelurahan Legok, versi 1",
    ):  # fmt: skip
        assert said in text, said
    assert "RANCANGAN" not in text
    assert "MURNI" not in text


@pytest.mark.one_database
def test_the_same_signature_gives_the_same_bytes(city: City) -> None:
    paper = printed(sign(city, "lukman"))
    again = Paper.objects.select_related("signoff__office__region__parent", "signoff__period").get(pk=paper.pk)
    assert pdf_of(dressed(again)) == vault.read(paper.pdf_sha256)
    assert workbook_of(dressed(again)) == vault.read(paper.workbook_sha256)


def test_the_city_paper_bears_both_parties_and_comes_once_both_have_signed(city: City) -> None:
    sign_all(city, city_too=False)
    bappeda = sign(city, "bappeda", number="050/1/Bappeda")
    assert not Paper.objects.filter(signoff=bappeda).exists()
    sign(city, "branch", number="B/77/2025")
    text = text_of(vault.read(printed(bappeda).pdf_sha256))
    for said in (
        "PIHAK KESATU", "PIHAK KEDUA", "Rina Marlina", "Seno Wibowo", "050/1/Bappeda", "B/77/2025", "Camat Danau Sipin",
        "Zulkifli", "Nurul Huda", "Alam Barajo", "Perangkat daerah", "56 baris Data Pemda", "rangkap 2 (dua)",
    ):  # fmt: skip
        assert said in text, said
    nik = city.rows["legok", "rt"][5].values["nik"]
    assert nik not in text
    assert f"{nik[:4]}********{nik[-4:]}" in text


@pytest.mark.one_database
def test_a_paper_on_behalf_and_one_with_something_left_over_say_so(city: City) -> None:
    case = make_case(city)
    decide(
        case, city.cast.siti, "bawa", CaseState.CARRIED, reason="Menunggu KTP", owner="Siti Aminah",
        carried_to=date(2025, 3, 1),
    )  # fmt: skip
    type(city.period).objects.update(due=date(2025, 1, 1))
    text = text_of(vault.read(printed(sign(city, "camat", "legok", standing="plh")).pdf_sha256))
    assert "Camat Danau Sipin, Plh. Lurah Legok" in text
    assert "1 hal dibawa ke periode berikut dan dihitung BELUM SELESAI" in text
    for said in ("Menunggu KTP", "Siti Aminah", "1 Maret 2025"):
        assert said in text
    assert "RANCANGAN" not in text


@pytest.mark.one_database
def test_a_later_version_shows_the_difference_and_the_former_stays_as_it_was(city: City) -> None:
    first = sign(city, "lukman")
    before = vault.read(printed(first).pdf_sha256)
    services.undo(acting=city.cast.lukman, signoff=first, reason=REASON)
    publish(city, missing=2)
    paper = printed(sign(city, "lukman"))
    text = text_of(vault.read(paper.pdf_sha256))
    assert paper.signoff.version == 2
    assert "menggantikan versi 1" in text
    assert REASON in text
    assert "Iuran kurang (Rp) 33.600 67.200 +33.600" in text
    old = Paper.objects.get(signoff=first)
    assert pdf_of(dressed(old)) == before


def test_the_page_behind_the_qr_tells_without_naming_anybody(city: City) -> None:
    signoff = sign(city, "lukman")
    paper, visitor = printed(signoff), Client()
    address = reverse("official:verify", args=[paper.token])
    page = visitor.get(address).content.decode()
    for said in ("Asli dan masih berlaku", "Kelurahan Legok", "Triwulan 4", paper.pdf_sha256, signoff.digest):
        assert said in page
    assert "Lukman" not in page
    assert "SITI" not in page
    pdf = vault.read(paper.pdf_sha256)
    same = visitor.post(address, {"naskah": SimpleUploadedFile("a.pdf", pdf)}).content.decode()
    assert "persis sama" in same
    other = visitor.post(address, {"naskah": SimpleUploadedFile("a.pdf", pdf[:-1] + b"x")}).content.decode()
    assert "BUKAN naskah" in other
    services.undo(acting=city.cast.lukman, signoff=signoff, reason=REASON)
    undone = visitor.get(address).content.decode()
    assert "tanda tangannya dibatalkan" in undone
    assert REASON not in undone
    sign(city, "lukman")
    assert "sudah diganti" in visitor.get(address).content.decode()
    assert visitor.get(reverse("official:verify", args=["tidak-ada"])).status_code == 404


def test_the_city_paper_is_undone_with_either_signature(city: City) -> None:
    signed = sign_all(city)
    paper = Paper.objects.get(signoff=signed["bappeda"])
    services.undo(acting=city.cast.branch, signoff=signed["branch"], reason=REASON)
    address = reverse("official:verify", args=[paper.token])
    assert "dibatalkan" in Client().get(address).content.decode()
    sign(city, "branch")
    assert "sudah diganti" in Client().get(address).content.decode()
    assert Paper.objects.filter(signoff=signed["bappeda"]).count() == 2


@pytest.mark.one_database
def test_a_draft_says_so_on_every_page(city: City) -> None:
    make_case(city)
    client = signed_in(city.cast.siti)
    response = client.get(reverse("official:draft", args=[city.period.key, city.office("legok").pk]))
    pages = PdfReader(io.BytesIO(response.content)).pages
    assert all("RANCANGAN: 1 baris" in page.extract_text() for page in pages)
    assert not SignOff.objects.exists()
    ready = signed_in(city.cast.camat).get(reverse("official:draft", args=[city.period.key, city.office("murni").pk]))
    text = text_of(ready.content)
    assert "RANCANGAN: belum ditandatangani" in text
    assert "ZULKIFLI" not in text


@pytest.mark.one_database
def test_the_workbook_has_the_same_figures_and_no_formula(city: City) -> None:
    row = city.rows["legok", "rt"][-1]
    row.values["name"] = "=HYPERLINK(1)"
    row.save()
    paper = printed(sign(city, "lukman"))
    book = openpyxl.load_workbook(io.BytesIO(vault.read(paper.workbook_sha256)))
    recap = [[cell.value for cell in line] for line in book["Rekap"].iter_rows()]
    assert recap[-1][4:6] == [16, 14]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    book.close()


def test_a_worker_that_died_prints_again_and_a_fault_waits_for_a_human(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    signoff = sign(city, "lukman")
    with monkeypatch.context() as patched:
        patched.setattr(
            "padan.web.official.printing.workbook_of", lambda found: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            papers_print()
    assert Paper.objects.get().state == PaperState.WAITING
    with monkeypatch.context() as patched:
        patched.setattr("padan.web.official.printing.workbook_of", lambda found: 1 / 0)
        papers_print()
    paper = Paper.objects.get()
    assert paper.state == PaperState.FAILED
    assert "ZeroDivisionError" in paper.fault
    assert papers_print() == 0
    services.paper_again(acting=city.cast.siti, paper=paper)
    assert printed(signoff).fault == ""
    assert papers_print() == 0


def make_certificate(folder: Path, office_id: int) -> x509.Certificate:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kelurahan Legok")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = (
        builder.serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
    )
    builder = builder.add_extension(x509.BasicConstraints(True, None), True).add_extension(usage, True)
    certificate = builder.sign(key, hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    kept = serialize_key_and_certificates(b"kantor", key, certificate, None, BestAvailableEncryption(b"sandi-kantor"))
    (folder / f"{office_id}.p12").write_bytes(kept)
    return certificate


def verdict(pdf: bytes, certificate: x509.Certificate) -> bool:
    root = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    reader = PdfFileReader(io.BytesIO(pdf))
    with ThreadPoolExecutor(1) as pool:
        context = ValidationContext(trust_roots=[root])
        status = pool.submit(validate_pdf_signature, reader.embedded_signatures[0], context).result()
    return bool(status.bottom_line)


@pytest.mark.one_database
def test_a_certificate_of_the_office_signs_the_pdf_and_one_flipped_byte_is_told(
    city: City, settings: Settings, tmp_path: Path
) -> None:
    settings.CERTIFICATES = tmp_path / "sertifikat"
    office = city.office("legok").pk
    certificate = make_certificate(settings.CERTIFICATES, office)
    password = settings.CERTIFICATES / f"{office}.sandi"
    password.write_text("sandi-kantor\n")
    os.chmod(password, stat.S_IRUSR | stat.S_IWUSR | stat.S_IROTH)
    signoff = sign(city, "lukman")
    papers_print()
    paper = Paper.objects.get()
    assert paper.state == PaperState.FAILED
    assert "0600" in paper.fault
    os.chmod(password, 0o600)
    services.paper_again(acting=city.cast.lukman, paper=paper)
    paper = printed(signoff)
    assert paper.certified
    pdf = vault.read(paper.pdf_sha256)
    assert b"ETSI.CAdES.detached" in pdf
    assert verdict(pdf, certificate)
    at = pdf.index(b"stream") + 40
    assert not verdict(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :], certificate)
    printed(sign(city, "murni_lurah"))
    assert not Paper.objects.get(signoff__office=city.office("murni")).certified


@pytest.mark.one_database
def test_a_wrong_password_of_a_certificate_is_told(city: City, settings: Settings, tmp_path: Path) -> None:
    settings.CERTIFICATES, settings.CERTIFICATE_PASSWORD = tmp_path, "salah"
    make_certificate(tmp_path, city.office("legok").pk)
    sign(city, "lukman")
    papers_print()
    assert "sertifikat Kelurahan Legok tidak dapat dibuka" in Paper.objects.get().fault


def test_a_scan_is_filed_by_its_bytes_and_taken_out_again(city: City) -> None:
    paper = printed(sign(city, "lukman"))
    siti = signed_in(city.cast.siti)
    address = reverse("official:scan_file", args=[paper.pk])
    assert siti.post(address).status_code == 422
    assert siti.post(address, {"scan": SimpleUploadedFile("pindai.pdf", b"MZ bukan")}).status_code == 422
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 40
    assert siti.post(address, {"scan": SimpleUploadedFile("pindai.exe", picture)}).status_code == 302
    scan = paper.scans.get()
    answer = siti.get(reverse("official:scan", args=[scan.pk]))
    assert answer["Content-Type"] == "image/png"
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == picture  # type: ignore[attr-defined]
    assert signed_in(city.cast.murni_clerk).post(address).status_code == 404
    assert signed_in(city.cast.kecamatan_clerk).post(address).status_code == 403
    assert Event.objects.filter(action="official.scan_file").count() == 1
    assert Event.objects.get(action="official.download").detail["what"] == "scan"
