"""Taking an office: at once where nobody held the post before, else once a second person has confirmed it.

One administrator alone could otherwise end a camat's appointment, or put a Plt. beside the camat, by inviting somebody
made up, and sign as camat. Until then whoever holds the post keeps it.
"""

from django.http import HttpRequest
from django.utils import timezone

from padan.web.accounts.models import Appointment, Help, Invitation, LettingIn, Standing, User
from padan.web.accounts.services import (
    HEADS,
    appointment_end,
    appointment_make,
    refuse_held_already,
    refuse_odd_appointment,
)
from padan.web.audit.services import event_append
from padan.web.roles import SECOND_FACTOR_REQUIRED, Role

GUARDED: frozenset[Role] = SECOND_FACTOR_REQUIRED | {Role.LURAH, Role.OPD_CLERK}
"""Roles that see more than one kelurahan, rule over accounts, or sign: one person alone lets nobody into them."""


def office_take(*, invitation: Invitation, user: User, request: HttpRequest | None) -> Appointment | LettingIn:
    """The appointment of an invitation that was accepted, or the request that waits for a second person. The caller
    holds the invitation. Raises AccountError."""
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])
    if second_word_needed(invitation):
        return _asked(invitation, user, request)
    made = appoint(invitation=invitation, user=user)
    event_append(action="accounts.invitation_accept", acting=made, about=invitation, request=request)
    return made


def second_word_needed(invitation: Invitation) -> bool:
    """Whether it leads, on an administrator's word alone, into a guarded post that somebody holds or held."""
    inviter = invitation.invited_by_id
    if inviter is None or Role(invitation.role) not in GUARDED:
        return False
    held = Appointment.objects.filter(office=invitation.office_id)
    if held.filter(user=inviter, role__in=HEADS, until__isnull=True).exists():
        return False
    return held.filter(role=invitation.role).exists()


def appoint(*, invitation: Invitation, user: User) -> Appointment:
    """Make the appointment; that of the predecessor ends. Raises AccountError."""
    before = invitation.succeeds
    if before is not None and before.until is None:
        appointment_end(acting=None, appointment=before, reason=f"serah terima kepada {user.full_name}")
    return appointment_make(
        acting=None,
        user=user,
        office=invitation.office,
        role=Role(invitation.role),
        standing=Standing(invitation.standing),
    )


def _asked(invitation: Invitation, user: User, request: HttpRequest | None) -> LettingIn:
    office, role, inviter = invitation.office, Role(invitation.role), invitation.invited_by
    assert inviter is not None
    refuse_odd_appointment(office, role, Standing(invitation.standing), besides=invitation.succeeds)
    refuse_held_already(user, office, role)
    made = LettingIn.objects.create(
        kind=Help.POST, user=user, office=office, invitation=invitation, asked_by=inviter, asked_by_name=_named(inviter)
    )
    event_append(action="accounts.invitation_accept", acting=None, user=user, about=invitation, request=request)
    detail = {"user": user.full_name, "what": made.what, "office": office.name, "asked_by": made.asked_by_name}
    event_append(action="accounts.letting_in_ask", acting=None, user=user, about=made, detail=detail, request=request)
    return made


def _named(user: User) -> str:
    """With the office from which administrators invite, while they hold it."""
    held = user.appointments.filter(role=Role.ADMINISTRATOR, until__isnull=True).select_related("office").first()
    return f"{user.full_name}, {held.office.name}"[:200] if held else user.full_name
