"""Who is there: by the QR that is shown in the room, by a one-time code, typed by the secretary, or ticked from paper.

The code in a QR is made from the meeting's secret, its day and a slot of two minutes; the printed one's slot is the
whole day. Whoever opened a page with a code that held may finish on it until the day ends.
"""

import hashlib
import hmac
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import segno
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.followup.making import held_open, only_bappeda
from padan.web.followup.models import Attendee, DoorCode, How, Meeting
from padan.web.followup.people import post_of
from padan.web.followup.refusals import BAD_DOOR, CODE_SPENT, NOT_INVITED, NOT_TODAY
from padan.web.roles import OfficeKind

SLOT_MINUTES = 2
PAPER = "h"
"""The slot of a code that is printed: it holds the whole day."""
_MAC = 20
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 8
MOST_CODES = 60
UNASKED = frozenset({OfficeKind.LEADERS, OfficeKind.BAPPEDA})
"""Offices that are welcome without an invitation."""


def door_code(meeting: Meeting, now: datetime, *, paper: bool = False) -> str:
    """The code that holds now, or, for paper, all the day."""
    slot = PAPER if paper else str(_slot(now))
    return f"{slot}-{_mac(meeting, slot)}"


def door_address(meeting: Meeting, now: datetime, *, paper: bool = False) -> str:
    """Where a QR leads."""
    path = reverse("followup:door", args=[meeting.pk, door_code(meeting, now, paper=paper)])
    return f"{settings.SITE_ADDRESS}{path}"


def door_picture(meeting: Meeting, now: datetime, *, paper: bool = False) -> bytes:
    """The QR as SVG."""
    out = io.BytesIO()
    code = segno.make(door_address(meeting, now, paper=paper), error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=2, scale=8, omitsize=True, light="#fff")
    return out.getvalue()


def _slot(now: datetime) -> int:
    local = timezone.localtime(now)
    return (local.hour * 60 + local.minute) // SLOT_MINUTES


def _mac(meeting: Meeting, slot: str) -> str:
    told = f"hadir {meeting.pk} {meeting.day} {slot}".encode()
    return hmac.new(f"{settings.SECRET_KEY}{meeting.secret}".encode(), told, hashlib.sha256).hexdigest()[:_MAC]


def door_assert(meeting: Meeting, code: str, now: datetime, *, passed: bool = False) -> None:
    """Raises NOT_TODAY on another day or once the meeting is closed, BAD_DOOR for a code that does not hold (any more).
    `passed`: this sitting opened the page with one that held."""
    if timezone.localdate(now) != meeting.day or meeting.closed_at is not None:
        raise NOT_TODAY
    if passed:
        return
    slot, _dash, mac = code.partition("-")
    if not hmac.compare_digest(mac.encode(), _mac(meeting, slot).encode()):
        raise BAD_DOOR
    if slot != PAPER and not (slot.isdecimal() and _slot(now) - int(slot) in (0, 1)):
        raise BAD_DOOR


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody as they were typed in. `office` None: `office_name` says which."""

    name: str
    office: Office | None = None
    office_name: str = ""
    nip: str = ""
    title: str = ""


@transaction.atomic
def attend_own(*, acting: Appointment, meeting: Meeting, request: HttpRequest | None = None) -> Attendee:
    """Note the acting person as present; once, however often it is tapped. The code was asserted before.

    Raises NOT_INVITED.
    """
    held = held_open(meeting)
    welcome = acting.office.kind in UNASKED or acting.office_id == held.office_id
    if not welcome and not held.invited.filter(pk=acting.office_id).exists():
        raise NOT_INVITED
    known = held.attendees.filter(user=acting.user, struck_at=None).first()
    if known is not None:
        return known
    made = Attendee.objects.create(
        meeting=held,
        office=acting.office,
        office_name=acting.office.name,
        user=acting.user,
        name=acting.user.full_name,
        nip=acting.user.nip,
        title=post_of(acting)[:160],
        how=How.SCAN,
        by=acting.user,
    )
    event_append(action="followup.attend", acting=acting, about=made, request=request, detail={"how": How.SCAN})
    return made


@transaction.atomic
def codes_make(*, acting: Appointment, meeting: Meeting, count: int) -> list[str]:
    """New one-time codes, shown this once; only their hashes are kept."""
    only_bappeda(acting)
    held = held_open(meeting)
    count = min(max(count, 1), MOST_CODES)
    codes = ["".join(secrets.choice(_LETTERS) for _n in range(_CODE_LENGTH)) for _n in range(count)]
    DoorCode.objects.bulk_create(
        DoorCode(meeting=held, code_hash=_hash(held, code), made_by=acting.user) for code in codes
    )
    event_append(action="followup.door_codes", acting=acting, about=held, detail={"count": count})
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _hash(meeting: Meeting, code: str) -> str:
    told = f"kode hadir {meeting.pk} {code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()


@transaction.atomic
def attend_by_code(*, meeting: Meeting, code: str, typed: Typed, request: HttpRequest | None = None) -> Attendee:
    """Note somebody without an account as present. The code of the QR was asserted before. Raises CODE_SPENT."""
    held = held_open(meeting)
    plain = "".join(c for c in code.upper() if c.isalnum())
    spent = DoorCode.objects.select_for_update().filter(meeting=held, code_hash=_hash(held, plain)).first()
    if spent is None or spent.used_at is not None:
        raise CODE_SPENT
    made = _noted(held, typed, How.CODE, None)
    spent.used_at, spent.attendee = timezone.now(), made
    spent.save(update_fields=["used_at", "attendee"])
    event_append(action="followup.attend", about=made, request=request, detail={"how": How.CODE})
    return made


@transaction.atomic
def attend_typed(*, acting: Appointment, meeting: Meeting, typed: Sequence[Typed], how: How = How.TYPED) -> int:
    """Note people as present as the secretary types them or ticks them from the paper; gives how many."""
    only_bappeda(acting)
    held = held_open(meeting)
    for one in typed:
        _noted(held, one, how, acting)
    event_append(action="followup.attend", acting=acting, about=held, detail={"how": how, "count": len(typed)})
    return len(typed)


def _noted(meeting: Meeting, typed: Typed, how: How, acting: Appointment | None) -> Attendee:
    return Attendee.objects.create(
        meeting=meeting,
        office=typed.office,
        office_name=(typed.office.name if typed.office else typed.office_name)[:160],
        name=typed.name[:160],
        nip=typed.nip[:30],
        title=typed.title[:160],
        how=how,
        by=acting.user if acting else None,
    )


@transaction.atomic
def attendee_strike(*, acting: Appointment, attendee: Attendee) -> None:
    """Strike somebody who was noted by mistake; the line stays in the record."""
    only_bappeda(acting)
    held_open(attendee.meeting)
    attendee.struck_at, attendee.struck_by = timezone.now(), acting.user
    attendee.save(update_fields=["struck_at", "struck_by"])
    event_append(action="followup.strike", acting=acting, about=attendee)
