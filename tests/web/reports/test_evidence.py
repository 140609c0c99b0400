"""A report says by what a follow-up is shown to be done, and names nobody while doing so."""

import hashlib

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from report_town import LEGOK, composed, make_town, task, today

from padan.documents.monev import report_data
from padan.web.followup.models import FollowUp
from padan.web.followup.tasking import Taken, step_take

pytestmark = pytest.mark.django_db
PICTURE = b"%PDF-1.4\nkuitansi"


def done(cast: Cast, what: str, words: str, *files: bytes) -> FollowUp:
    """The lurah says that a follow-up of Legok is done."""
    made = task(cast, "legok", what)
    kept = tuple(SimpleUploadedFile("ktp Siti Aminah.pdf", one) for one in files)
    step_take(acting=cast.lukman, follow_up=made, step="done", seen=1, today=today(), taken=Taken(words, kept))
    return made


def evidence(cast: Cast) -> dict[str, str]:
    """What the report of Legok says of each follow-up."""
    return {one.what: one.evidence for one in composed(cast.bappeda, LEGOK).report.actions}


def test_words_files_and_day_of_what_was_done_are_told(cast: Cast) -> None:
    make_town(cast)
    done(cast, "Jalan RT 05", "Jalan selesai dikerjakan", PICTURE)
    done(cast, "Rapat RT", "Sudah dibahas, notulen menyusul")
    done(cast, "Cek ganda", "NIK 9871010101019001 sudah dihapus")
    told = evidence(cast)
    assert told["Jalan RT 05"].startswith("Jalan selesai dikerjakan; 1 berkas (sidik ")
    assert hashlib.sha256(PICTURE).hexdigest()[:12] in told["Jalan RT 05"]
    assert "tanpa berkas" in told["Rapat RT"]
    assert told["Melengkapi SPJ tahap I"] == ""
    printed = str(report_data(composed(cast.bappeda, LEGOK).report))
    assert "sidik" in printed
    assert "Siti" not in printed
    assert "9871010101019001" not in printed


def test_what_was_sent_back_shows_nothing(cast: Cast) -> None:
    make_town(cast)
    made = done(cast, "Jalan RT 05", "Jalan selesai dikerjakan", PICTURE)
    step_take(acting=cast.bappeda, follow_up=made, step="sent_back", seen=2, today=today(), taken=Taken("Belum rata"))
    assert evidence(cast)["Jalan RT 05"] == ""
