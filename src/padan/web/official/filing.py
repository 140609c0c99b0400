"""What an office files itself: the scan of the paper that was printed and signed, and its letterhead."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from padan.documents.pictures import can_print
from padan.domain.letterhead import Logo
from padan.web import vault
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.official.letterheads import ACKNOWLEDGING, TEXTS
from padan.web.official.models import Paper, PaperState, Scan
from padan.web.official.refusals import BAD_LOGO, BAD_SCAN, LARGE_SCAN, NO_FILE, NOT_READY, NOT_YOURS
from padan.web.official.selectors import bears

LARGEST_SCAN = 20 * 1024 * 1024
LARGEST_LOGO = 500 * 1024
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
LOGO_STARTS: tuple[tuple[bytes, str], ...] = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"<", "svg"))
LONGEST = 200


def kind_of(start: bytes) -> str | None:
    """The media type that a file's first bytes tell; its name is not asked."""
    return next((kind for signature, kind in STARTS if start.startswith(signature)), None)


def scan_file(
    *, acting: Appointment, paper: Paper, file: "UploadedFile[Any] | None", request: HttpRequest | None = None
) -> Scan:
    """File the scan of a paper. Raises RefusedError: no file, too large, neither PDF nor picture."""
    if not bears(paper, acting):
        raise NOT_YOURS
    if file is None or not file.size:
        raise NO_FILE
    if file.size > LARGEST_SCAN:
        raise LARGE_SCAN
    if paper.state != PaperState.READY:
        raise NOT_READY
    start = file.read(16)
    if kind_of(start) is None:
        raise BAD_SCAN
    file.seek(0)
    sha256, size = vault.keep(file.chunks())
    with transaction.atomic():
        name = str(file.name or "pindaian")[-255:]
        scan = Scan.objects.create(paper=paper, filename=name, sha256=sha256, size=size, by=acting.user)
        detail = {"office": acting.office.name, "sha256": sha256}
        event_append(action="official.scan_file", acting=acting, request=request, about=scan, detail=detail)
    return scan


@transaction.atomic
def letterhead_state(
    *,
    acting: Appointment,
    office: Office,
    texts: Mapping[str, str],
    bases: Sequence[str],
    logo: bytes | None = None,
    without_logo: bool = False,
    request: HttpRequest | None = None,
) -> Office:
    """State an office's letterhead for papers signed from now on.

    Raises RefusedError for a picture that cannot be printed.
    """
    if office.pk != acting.office_id:
        raise NOT_YOURS
    held = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    kept: dict[str, Any] = {key: " ".join(texts.get(key, "").split())[:LONGEST] for key in (*TEXTS, *ACKNOWLEDGING)}
    kept["bases"] = [plain[:400] for line in bases if (plain := " ".join(line.split()))][:20]
    if not without_logo:
        kept |= (
            _logo(logo)
            if logo
            else {key: held.letterhead[key] for key in ("logo", "logo_kind") if key in held.letterhead}
        )
    held.letterhead = kept
    held.save(update_fields=["letterhead"])
    event_append(action="official.letterhead_state", acting=acting, request=request, about=held)
    return held


def _logo(data: bytes) -> dict[str, str]:
    plain = data.lstrip(b"\xef\xbb\xbf \r\n\t")
    kind = next((kind for start, kind in LOGO_STARTS if plain.startswith(start)), None)
    if kind is None or len(data) > LARGEST_LOGO or not can_print(Logo(data, kind)):
        raise BAD_LOGO
    return {"logo": vault.keep(io.BytesIO(data))[0], "logo_kind": kind}


@transaction.atomic
def paper_again(*, acting: Appointment, paper: Paper, request: HttpRequest | None = None) -> None:
    """Have a paper that failed printed again."""
    if not bears(paper, acting):
        raise NOT_YOURS
    if Paper.objects.filter(pk=paper.pk, state=PaperState.FAILED).update(state=PaperState.WAITING, fault=""):
        event_append(action="official.paper_again", acting=acting, request=request, about=paper)


def reading_note(*, acting: Appointment | None, paper: Paper, what: str, request: HttpRequest) -> None:
    """Note that somebody took a paper, its workbook or a scan."""
    detail = {"office": paper.signoff.office.name, "version": paper.signoff.version, "what": what}
    event_append(action="official.download", acting=acting, request=request, about=paper, detail=detail)


def draft_note(*, acting: Appointment, office: Office, request: HttpRequest) -> None:
    """Note that somebody took the draft of an office's paper."""
    event_append(action="official.draft", acting=acting, request=request, about=office)
