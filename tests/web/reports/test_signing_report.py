"""A report is signed: fixed for ever, printed by the worker, checked by its QR; what is known later is told beside."""

import json

import pytest
from cast import PASSWORD, Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from report_town import CITY, LEGOK, MURNI, RAWASARI, SIPIN, SPAN, address, composed, make_town, page, signed

from padan.documents.monev_printing import typeset
from padan.web import vault
from padan.web.accounts.models import Standing
from padan.web.monitoring.models import StoredFigure
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from padan.web.reports import papers, signing
from padan.web.reports.models import PressState, Report
from padan.web.reports.selectors import place_get
from padan.web.reports.services import reports_print, sentence_write
from padan.web.reports.signing import shown_digest
from thorough import one_in

pytestmark = one_in(4)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast's city with everything a report is made of."""
    return make_town(cast)


def move(numerator: int = 30) -> None:
    StoredFigure.objects.filter(key="protected", place=LEGOK, set__month="2024-12-01").update(numerator=numerator)


def post(town: Cast, **said: str) -> int:
    told = {"digest": shown_digest(composed(town.lukman)), "number": "045/12", "password": PASSWORD, **said}
    return signed_in(town.lukman).post(address(name="sign"), told).status_code


def test_a_lurah_signs_with_the_password(town: Cast) -> None:
    assert post(town, password="salah") == 422
    assert not Report.objects.exists()
    assert post(town) == 302
    report = Report.objects.get()
    assert (report.name, report.title, report.number, report.version) == ("Lukman Hakim", "Lurah Legok", "045/12", 1)
    assert report.state == PressState.WAITING
    assert report.figures["columns"] == []


def test_the_worker_prints_all_papers_and_the_same_bytes_again(town: Cast) -> None:
    report = signed(town.bappeda, CITY)
    assert reports_print()
    report.refresh_from_db()
    assert report.state == PressState.READY
    assert set(report.papers) == {"report", "brief", "slides", "recap", "workbook"}
    bundle = json.loads(vault.read(report.content))
    for kind, data in bundle.items():
        assert typeset(kind, data) == vault.read(report.papers[kind])
    assert reports_print() == ""


def test_the_database_itself_keeps_what_was_signed(town: Cast) -> None:
    report = signed(town.lukman)
    reports_print()
    for change in ({"digest": "0" * 64}, {"name": "Orang lain"}, {"papers": {}}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Report.objects.filter(pk=report.pk).delete()


def test_a_printed_paper_is_whole_and_bears_no_draft_mark(town: Cast) -> None:
    report = signed(town.lukman, LEGOK, number="045/12")
    reports_print()
    report.refresh_from_db()
    answer = signed_in(town.lukman).get(reverse("reports:paper", args=[report.pk, "report"]))
    content = b"".join(answer.streaming_content)
    assert content == vault.read(report.papers["report"])
    assert content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].endswith('"laporan-monev-kelurahan-legok-2024-q4-v1.pdf"')


def test_what_moved_under_the_hands_is_not_signed(town: Cast) -> None:
    digest = shown_digest(composed(town.lukman))
    move()
    assert post(town, digest=digest) == 422
    assert not Report.objects.exists()


def test_a_stale_sentence_must_be_read_first(town: Cast) -> None:
    found = {one.key: one for one in composed(town.bappeda).sentences}
    place = place_get(town.bappeda, LEGOK)
    one = found["results.protected.level"]
    sentence_write(acting=town.bappeda, place=place, span=SPAN, sentence=one, text="Seperlima.")
    move()
    assert "perlu dibaca lagi" in page(town.lukman)
    with pytest.raises(RefusedError, match="suntingan"):
        signed(town.lukman)


def test_a_signed_report_stays_and_the_difference_is_told(town: Cast) -> None:
    report = signed(town.lukman)
    figures, digest = report.figures, report.digest
    assert "Tidak ada angka atau kalimat yang berubah" in page(town.lukman)
    move()
    report.refresh_from_db()
    assert (report.figures, report.digest) == (figures, digest)
    assert "Lihat bedanya" in page(town.lukman)
    shown = signed_in(town.lukman).get(reverse("reports:now", args=[report.pk])).content.decode()
    assert "20 %" in shown
    assert "60 %" in shown
    assert "10/50" in shown


def test_the_difference_of_the_city_names_the_kelurahan(town: Cast) -> None:
    report = signed(town.bappeda, CITY)
    move()
    shown = signed_in(town.leader).get(reverse("reports:now", args=[report.pk])).content.decode()
    assert "Legok" in shown
    assert "Murni" not in shown


def test_a_new_version_needs_a_reason_and_prints_it(town: Cast) -> None:
    signed(town.lukman)
    move()
    with pytest.raises(RefusedError, match="alasan"):
        signed(town.lukman)
    second = signed(town.lukman, LEGOK, reason="Tiga puluh orang ternyata terlindungi")
    assert second.version == 2
    assert "versi 2 dan menggantikan versi 1" in vault.read(second.content).decode()


def test_two_who_sign_the_same_figures_make_one_report(town: Cast) -> None:
    signed(town.lukman)
    with pytest.raises(RefusedError):
        signed(town.lukman)
    assert Report.objects.count() == 1


def test_who_signs_what(town: Cast) -> None:
    assert signed(town.camat, SIPIN).office.name == "Kecamatan Danau Sipin"
    assert signed(town.bappeda, CITY).office.name == "Bappeda Kota Jambi"
    for who, code in (("siti", LEGOK), ("bappeda", LEGOK), ("leader", CITY)):
        with pytest.raises(ForbiddenError):
            signed(town.people[who], code)
    assert signed_in(town.camat).post(address(RAWASARI, "sign")).status_code == 404


def test_a_camat_signs_for_an_absent_lurah_and_the_paper_says_so(town: Cast) -> None:
    report = signed(town.camat, MURNI, standing=Standing.DAILY)
    assert report.on_behalf_of == "Lurah Murni"
    assert "Camat Danau Sipin, Plh. Lurah Murni" in vault.read(report.content).decode()


def test_a_sentence_written_while_somebody_signs_stops_the_signature(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_get(town.bappeda, LEGOK)
    found = {one.key: one for one in composed(town.bappeda).sentences}
    kept = signing.bundle_keep

    def meanwhile(bundle: papers.Bundle) -> str:
        sentence_write(acting=town.bappeda, place=place, span=SPAN, sentence=found["verdict"], text="Belum.")
        return kept(bundle)

    monkeypatch.setattr(signing, "bundle_keep", meanwhile)
    with pytest.raises(ConflictError):
        signed(town.lukman)
    assert not Report.objects.exists()


def test_anybody_checks_a_report_by_its_code(town: Cast) -> None:
    report = signed(town.lukman)
    reports_print()
    report.refresh_from_db()
    place = reverse("reports:verify", args=[report.token])
    client = Client()
    shown = client.get(place).content.decode()
    assert "Asli dan masih berlaku" in shown
    assert "Lukman" not in shown
    pdf = vault.read(report.papers["report"])
    same = client.post(place, {"naskah": SimpleUploadedFile("a.pdf", pdf)})
    assert "persis sama" in same.content.decode()
    other = client.post(place, {"naskah": SimpleUploadedFile("a.pdf", pdf + b" ")})
    assert "BUKAN" in other.content.decode()
    assert client.get(reverse("reports:verify", args=["tidak-ada"])).status_code == 404


def test_a_later_version_is_told_to_who_checks_the_earlier(town: Cast) -> None:
    first = signed(town.lukman)
    move()
    signed(town.lukman, LEGOK, reason="Tiga puluh orang ternyata terlindungi")
    assert "sudah diganti" in Client().get(reverse("reports:verify", args=[first.token])).content.decode()


def test_a_paper_that_failed_is_printed_again(town: Cast) -> None:
    report = signed(town.lukman)
    content = vault.path_of(report.content)
    away = content.rename(content.with_suffix(".away"))
    assert "failed" in reports_print()
    assert "Cetak ulang" in page(town.lukman)
    away.rename(content)
    assert signed_in(town.lukman).post(reverse("reports:again", args=[report.pk])).status_code == 302
    reports_print()
    report.refresh_from_db()
    assert report.state == PressState.READY
