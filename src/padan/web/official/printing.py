"""The papers of signatures, printed by the worker: whole in the vault first, then told in the record."""

import logging
import os
import stat
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from padan.documents.certifying import Certificate, certify
from padan.documents.official_minutes import official_minutes
from padan.documents.official_workbook import write_official_workbook
from padan.domain.errors import PadanError
from padan.web import vault
from padan.web.audit.services import event_append
from padan.web.official.models import Paper, PaperState, SignOff
from padan.web.official.papers import Dressed, annexes_of, content_of, dressed
from padan.web.refusals import both

LOG = logging.getLogger("padan.web.official")
AT_ONCE = 20
LONGEST_FAULT = 300


def papers_print(*, most: int = AT_ONCE) -> int:
    """Print papers that wait; gives how many became ready. A worker that dies in between leaves them waiting."""
    waiting = Paper.objects.filter(state=PaperState.WAITING).order_by("pk").values_list("pk", flat=True)[:most]
    return sum(paper_print(pk) for pk in list(waiting))


def paper_print(pk: int) -> bool:
    """Print one paper that waits; whether it became ready."""
    related = ("office__region__parent", "period")
    names = [f"{whose}__{name}" for whose in ("signoff", "partner") for name in related]
    paper = Paper.objects.select_related(*names).get(pk=pk)
    with translation.override("id"):
        try:
            found = dressed(paper)
            pdf, certified = _certified(paper, pdf_of(found))
            book = workbook_of(found)
        except PadanError as error:
            return _failed(paper, error)
        except Exception as error:
            LOG.error("berita acara %s: %s", pk, type(error).__name__)
            return _failed(paper, _our_fault(error))
    return _ready(paper, vault.keep([pdf])[0], vault.keep([book])[0], certified)


def _ready(paper: Paper, pdf: str, book: str, certified: bool) -> bool:
    with transaction.atomic():
        held = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if held.state != PaperState.WAITING:
            return False
        held.state, held.pdf_sha256, held.workbook_sha256 = PaperState.READY, pdf, book
        held.certified, held.fault, held.made_at = certified, "", timezone.now()
        held.save(update_fields=["state", "pdf_sha256", "workbook_sha256", "certified", "fault", "made_at"])
        event_append(action="official.paper_print", about=held, detail={"pdf": pdf, "certified": certified})
    return True


def _failed(paper: Paper, error: PadanError) -> bool:
    fault = both(error)
    if len(fault) > LONGEST_FAULT:
        fault = error.text("id")[:LONGEST_FAULT]
    Paper.objects.filter(pk=paper.pk, state=PaperState.WAITING).update(state=PaperState.FAILED, fault=fault)
    return False


def _our_fault(error: Exception) -> PadanError:
    name = type(error).__name__
    return PadanError(
        f"Kesalahan program ({name}); sampaikan kepada pengelola sistem.",
        f"A fault of the program ({name}); tell the system administrator.",
    )


def pdf_of(found: Dressed) -> bytes:
    """The minutes, before any certificate: the same signature gives the same bytes."""
    return official_minutes(content_of(found), annexes_of(found))


def workbook_of(found: Dressed) -> bytes:
    """The same figures and people as a workbook."""
    with tempfile.TemporaryDirectory(prefix="padan-naskah-") as folder:
        path = Path(folder) / "naskah.xlsx"
        content = content_of(found)
        buckets = {key: rows for key, rows in found.buckets.items() if rows}
        write_official_workbook(path, content, buckets)
        return path.read_bytes()


def _certified(paper: Paper, pdf: bytes) -> tuple[bytes, bool]:
    """The PDF with a signature for each office whose certificate is there."""
    certified = False
    for at, signoff in enumerate(paper.signatures, 1):
        certificate = certificate_of(signoff)
        if certificate is not None:
            pdf = certify(pdf, certificate, field=f"TandaTangan{at}", place=str(signoff.letterhead.get("city", "")))
            certified = True
    return pdf, certified


def certificate_of(signoff: SignOff) -> Certificate | None:
    """`<folder>/<office id>.p12` with the password of the environment, else of `<office id>.sandi` beside it."""
    path = settings.CERTIFICATES / f"{signoff.office_id}.p12"
    return Certificate(path, _password(path), signoff.office.name) if path.exists() else None


def _password(path: Path) -> bytes:
    if settings.CERTIFICATE_PASSWORD:
        return str(settings.CERTIFICATE_PASSWORD).encode()
    beside = path.with_suffix(".sandi")
    if not beside.exists():
        return b""
    if stat.S_IMODE(os.stat(beside).st_mode) & 0o077:
        raise PadanError(
            f"berkas kata sandi {beside.name} dapat dibaca pengguna lain; ubah haknya menjadi 0600",
            f"the password file {beside.name} can be read by others; set its mode to 0600",
        )
    return beside.read_text(encoding="utf-8").strip().encode()
