"""Closing a meeting, signing its minutes, and what may still be added then: addenda and scans."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.followup.making import held_open, only_bappeda
from padan.web.followup.minutes_kept import digest_of, kept_of, signature_kept
from padan.web.followup.models import Addendum, Meeting, MeetingPaper, MeetingScan, MinutesSign, Part
from padan.web.followup.people import post_of
from padan.web.followup.refusals import (
    ALREADY_SIGNED,
    BAD_FILE,
    LARGE_FILE,
    NEEDS_REASON,
    NO_AGENDA,
    NO_FILE,
    NOT_CLOSED,
    NOT_OVER,
    NOT_SIGNER,
)
from padan.web.official.filing import kind_of
from padan.web.official.models import PaperState

LARGEST = 20 * 1024 * 1024


@transaction.atomic
def meeting_close(
    *, acting: Appointment, meeting: Meeting, number: str = "", request: HttpRequest | None = None
) -> Meeting:
    """Close a meeting on its day or later: agenda, decisions, figures and who was there are kept as they are now.

    Raises NOT_OVER, NO_AGENDA, LockedError where it is closed.
    """
    only_bappeda(acting)
    held = held_open(meeting)
    if timezone.localdate() < held.day:
        raise NOT_OVER
    if not held.agenda.exists():
        raise NO_AGENDA
    held.minutes_number = " ".join(number.split())[:80]
    held.kept = kept_of(acting, held, held.minutes_number)
    held.digest, held.closed_at, held.closed_by = digest_of(held.kept), timezone.now(), acting.user
    held.save(update_fields=["minutes_number", "kept", "digest", "closed_at", "closed_by"])
    MeetingPaper.objects.create(meeting=held)
    event_append(action="followup.close", acting=acting, about=held, request=request, detail={"digest": held.digest})
    return held


def parts_open(acting: Appointment, meeting: Meeting, addendum: Addendum | None = None) -> list[Part]:
    """What the acting person may sign now of closed minutes, or of an addendum."""
    if meeting.closed_at is None:
        return []
    signed = set(_signed(meeting, addendum).values_list("part", flat=True))
    return [part for part in Part if part not in signed and _may_sign(acting, _named(meeting, part))]


def _signed(meeting: Meeting, addendum: Addendum | None) -> Any:
    return MinutesSign.objects.filter(meeting=meeting, addendum=addendum)


def _named(meeting: Meeting, part: str) -> Appointment:
    return meeting.chair if part == Part.CHAIR else meeting.secretary


def _may_sign(acting: Appointment, named: Appointment) -> bool:
    return acting.pk == named.pk or (acting.office_id, acting.role) == (named.office_id, named.role)


def on_behalf(acting: Appointment, meeting: Meeting, part: str) -> bool:
    """Whether the acting person would sign in the stead of the one who is named."""
    return _named(meeting, part).user_id != acting.user_id


@transaction.atomic
def minutes_sign(
    *,
    acting: Appointment,
    meeting: Meeting,
    part: str,
    standing: str = "plh",
    addendum: Addendum | None = None,
    request: HttpRequest | None = None,
) -> MinutesSign:
    """Sign closed minutes, or an addendum, as chair or secretary. The password must have been asked for before.

    `standing` counts where it is on behalf of who is named. Raises NOT_CLOSED, ForbiddenError, ConflictError.
    """
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.closed_at is None or part not in Part.values:
        raise NOT_CLOSED
    named, instead = _named(meeting, part), on_behalf(acting, meeting, part)
    if not _may_sign(acting, named):
        raise NOT_SIGNER
    of_named = meeting.chair_title if part == Part.CHAIR else meeting.secretary_title
    try:
        with transaction.atomic():
            made = MinutesSign.objects.create(
                meeting=held,
                addendum=addendum,
                part=part,
                name=acting.user.full_name,
                nip=acting.user.nip,
                title=post_of(acting) if instead else of_named,
                standing=standing if instead else acting.standing,
                on_behalf_of=of_named if instead else "",
                digest=addendum.digest if addendum else held.digest,
                signed_by=acting.user,
            )
    except IntegrityError as error:
        raise ALREADY_SIGNED from error
    _print_again(held, addendum)
    detail = {"part": part, "digest": made.digest, "addendum": addendum.number if addendum else 0}
    event_append(action="followup.sign", acting=acting, about=held, request=request, detail=detail)
    return made


def _print_again(meeting: Meeting, addendum: Addendum | None) -> None:
    signatures = [signature_kept(one) for one in _signed(meeting, addendum).order_by("pk")]
    MeetingPaper.objects.create(meeting=meeting, addendum=addendum, signatures=signatures)


@transaction.atomic
def addendum_make(
    *, acting: Appointment, meeting: Meeting, text: str, reason: str, request: HttpRequest | None = None
) -> Addendum:
    """Correct closed minutes by an addendum, which is signed as they are. Raises NOT_CLOSED, NEEDS_REASON."""
    only_bappeda(acting)
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.closed_at is None:
        raise NOT_CLOSED
    if not text.strip() or not reason.strip():
        raise NEEDS_REASON
    number = held.addenda.count() + 1
    told = {"meeting": held.digest, "number": number, "text": text.strip()[:4000], "reason": reason.strip()[:400]}
    made = Addendum.objects.create(
        meeting=held,
        number=number,
        text=text.strip()[:4000],
        reason=reason.strip()[:400],
        digest=digest_of(told),
        by=acting.user,
    )
    MeetingPaper.objects.create(meeting=held, addendum=made)
    event_append(action="followup.addendum", acting=acting, about=held, request=request, detail={"number": number})
    return made


def scan_file(
    *,
    acting: Appointment,
    meeting: Meeting,
    file: "UploadedFile[Any] | None",
    request: HttpRequest | None = None,
) -> MeetingScan:
    """File the scan of minutes that were signed by hand, or of a signed attendance list."""
    only_bappeda(acting)
    if file is None or not file.size:
        raise NO_FILE
    if file.size > LARGEST:
        raise LARGE_FILE
    if kind_of(file.read(16)) is None:
        raise BAD_FILE
    file.seek(0)
    sha256, size = vault.keep(file.chunks())
    with transaction.atomic():
        name = str(file.name or "pindaian")[-255:]
        made = MeetingScan.objects.create(meeting=meeting, filename=name, sha256=sha256, size=size, by=acting.user)
        event_append(
            action="followup.scan_file", acting=acting, about=meeting, request=request, detail={"sha256": sha256}
        )
    return made


@transaction.atomic
def paper_again(*, acting: Appointment, paper: MeetingPaper) -> None:
    """Have a paper that failed printed again."""
    only_bappeda(acting)
    failed = MeetingPaper.objects.filter(pk=paper.pk, state=PaperState.FAILED)
    if failed.update(state=PaperState.WAITING, fault=""):
        event_append(action="followup.paper_again", acting=acting, about=paper.meeting)
