"""The QR on minutes of a meeting leads to a page where anybody checks the very paper; nobody's name stands on it."""

import io
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from followup_town import closed
from pypdf import PdfReader

from padan.web import vault
from padan.web.followup.models import Meeting, MeetingPaper
from padan.web.followup.selectors import paper_newest
from padan.web.followup.services import addendum_make, meeting_papers_print, minutes_sign


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def place_of(paper: MeetingPaper | None) -> str:
    assert paper is not None
    return reverse("followup:verify", args=[paper.token])


def page(address: str) -> str:
    answer: Any = Client().get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def signed(cast: Cast, held: Meeting) -> MeetingPaper:
    minutes_sign(acting=cast.leader, meeting=held, part="chair")
    minutes_sign(acting=cast.bappeda, meeting=held, part="secretary")
    meeting_papers_print()
    paper = paper_newest(held)
    assert paper is not None
    return paper


def test_anybody_checks_minutes_by_their_code(cast: Cast) -> None:
    held = closed(cast)
    address = place_of(signed(cast, held))
    shown = page(address)
    assert "Asli dan masih berlaku" in shown
    assert "Pimpinan rapat, Notulis" in shown
    assert held.digest in shown
    for one in (held.chair, held.secretary):
        assert one.user.full_name not in shown
        assert not one.user.nip or one.user.nip not in shown
    assert Client().get(reverse("followup:verify", args=["tidak-ada"])).status_code == 404


def test_a_file_is_compared_and_not_kept(cast: Cast) -> None:
    paper = signed(cast, closed(cast))
    pdf = vault.read(paper.pdf_sha256)
    for content, words in ((pdf, "persis sama"), (pdf + b" ", "BUKAN")):
        answer = Client().post(place_of(paper), {"naskah": SimpleUploadedFile("a.pdf", content)})
        assert words in answer.content.decode()
    assert "Pilih berkas PDF-nya dahulu" in Client().post(place_of(paper)).content.decode()
    assert vault.read(paper.pdf_sha256) == pdf


def test_the_qr_of_the_paper_leads_there(cast: Cast) -> None:
    held = closed(cast)
    unsigned = paper_newest(held)
    assert unsigned is not None
    meeting_papers_print()
    unsigned.refresh_from_db()
    pdf = PdfReader(io.BytesIO(vault.read(unsigned.pdf_sha256)))
    told = ["".join(one.extract_text().split()) for one in pdf.pages]
    assert [place_of(unsigned) in one for one in told] == ["Demikiannotulen" in one for one in told], "beside the names"
    assert "belum ditandatangani" in page(place_of(unsigned))
    later = signed(cast, held)
    assert "sudah diganti" in page(place_of(unsigned))
    assert "masih berlaku" in page(place_of(later))


def test_who_checks_minutes_is_told_of_their_addenda(cast: Cast) -> None:
    held = closed(cast)
    paper = signed(cast, held)
    added = addendum_make(acting=cast.bappeda, meeting=held, text="Batas 1 Januari", reason="Salin")
    shown = page(place_of(paper))
    assert "dibetulkan" in shown
    assert "adendum 1" in shown
    assert "Adendum 1 notulen rapat" in page(place_of(paper_newest(held, added)))
