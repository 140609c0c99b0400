"""Invitations instead of shared passwords: a link to copy, and a code on a printed slip. Only hashes are kept."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment, Invitation, LettingIn, Office, Standing, User
from padan.web.accounts.services import refuse_odd_appointment, user_make
from padan.web.accounts.taking_office import office_take
from padan.web.audit.services import event_append
from padan.web.refusals import FORBIDDEN, RefusedError
from padan.web.roles import Role

VALID = timedelta(days=7)
INVITED_BY: dict[Role, frozenset[Role]] = {
    Role.LURAH: frozenset({Role.KELURAHAN_CLERK}),
    Role.CAMAT: frozenset({Role.KECAMATAN_CLERK}),
    Role.ADMINISTRATOR: frozenset(Role),
}
"""Which roles each role may invite; heads only into their own office."""
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 12


class InvitationError(RefusedError):
    """An invitation that does not, or no longer, hold."""

    code = "invitation"


OWN_INVITATION = InvitationError(
    "Undangan ini Anda buat sendiri. Jabatan Anda sendiri hanya dapat ditambah dengan undangan orang lain.",
    "You made this invitation yourself. Only somebody else can invite you into a further office.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A new invitation with what is shown this once: its link, its code, and a ready text without personal data."""

    invitation: Invitation
    link: str
    code: str
    text: str
    sent: bool


def may_invite(acting: Appointment, office: Office) -> frozenset[Role]:
    """The roles of an office that the acting office may invite for, or end."""
    roles = INVITED_BY.get(Role(acting.role), frozenset())
    return roles if acting.role == Role.ADMINISTRATOR or acting.office_id == office.pk else frozenset()


def invite(
    *,
    acting: Appointment | None,
    office: Office,
    role: Role,
    standing: Standing = Standing.REGULAR,
    email: str = "",
    succeeds: Appointment | None = None,
) -> Made:
    """Invite one person into a role of an office, for seven days. `succeeds`: whose appointment ends when they accept.

    `acting` None: the server's own command. Raises FORBIDDEN outside the acting office's say, and AccountError.
    """
    if acting is not None and role not in may_invite(acting, office):
        raise FORBIDDEN
    refuse_odd_appointment(office, role, standing, besides=succeeds)
    token = secrets.token_urlsafe(24)
    code = "".join(secrets.choice(_LETTERS) for _i in range(_CODE_LENGTH))
    with transaction.atomic():
        made = Invitation.objects.create(
            office=office, role=role, standing=standing, email=email.strip(), token_hash=_hash(token),
            code_hash=_hash(code), invited_by=acting.user if acting else None, succeeds=succeeds,
            expires_at=timezone.now() + VALID,
        )  # fmt: skip
        detail = {"office": office.name, "role": role, "standing": standing}
        event_append(action="accounts.invite", acting=acting, about=made, detail=detail)
    return _shown(made, token, code)


def _shown(made: Invitation, token: str, code: str) -> Made:
    link = settings.SITE_ADDRESS + reverse("accounts:invitation_link", args=[token])
    shown = "-".join(code[i : i + 4] for i in range(0, len(code), 4))
    text = _(
        "Anda diundang ke Padan, situs pencocokan data pekerja rentan, sebagai %(role)s di %(office)s. Buka %(link)s "
        "dan buat kata sandi Anda sendiri. Undangan berlaku 7 hari dan hanya untuk satu orang; jangan diteruskan."
    ) % {"role": Role(made.role).label, "office": made.office.name, "link": link}
    return Made(made, link, shown, text, _send(made, text))


def _send(made: Invitation, text: str) -> bool:
    """By e-mail where an address was given. A mail server that fails does not undo the invitation."""
    if not made.email:
        return False
    try:
        return bool(send_mail(_("Undangan ke Padan"), text, None, [made.email]))
    except OSError:
        return False


@transaction.atomic
def invitation_revoke(*, acting: Appointment, invitation: Invitation) -> None:
    """Make an unused invitation worthless. Raises FORBIDDEN, InvitationError."""
    held = Invitation.objects.select_for_update().select_related("office").get(pk=invitation.pk)
    if Role(held.role) not in may_invite(acting, held.office):
        raise FORBIDDEN
    if held.used_at or held.revoked_at:
        raise InvitationError(
            "Undangan ini sudah dipakai atau sudah dibatalkan.", "This invitation was used or revoked already."
        )
    held.revoked_at = timezone.now()
    held.save()
    event_append(action="accounts.invitation_revoke", acting=acting, about=held, detail={"office": held.office.name})


def invitation_by_token(token: str) -> Invitation:
    """The invitation that a link opens. Raises InvitationError."""
    return _valid(Invitation.objects.filter(token_hash=_hash(token)).first())


def invitation_by_code(code: str) -> Invitation:
    """The invitation of a slip's code, however it was typed. Raises InvitationError. Twelve of 31 letters, one use,
    seven days: too many to try through a web server."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return _valid(Invitation.objects.filter(code_hash=_hash(plain)).first())


def invitation_by_id(invitation_id: object) -> Invitation:
    """The invitation that this sitting has opened before. Raises InvitationError."""
    return _valid(Invitation.objects.filter(pk=invitation_id).first() if isinstance(invitation_id, int) else None)


def _valid(found: Invitation | None) -> Invitation:
    if found is None or found.used_at or found.revoked_at or found.expires_at <= timezone.now():
        raise InvitationError(
            "Undangan ini tidak berlaku: salah ketik, sudah dipakai, dibatalkan, atau lewat 7 hari. Minta yang baru.",
            "This invitation does not hold: mistyped, used, revoked, or past 7 days. Ask for a new one.",
        )
    return found


@transaction.atomic
def invitation_accept_as_new(
    *,
    invitation: Invitation,
    username: str,
    full_name: str,
    password: str,
    nip: str = "",
    phone: str = "",
    request: HttpRequest | None = None,
) -> Appointment | LettingIn:
    """Make the user and the appointment, or what waits for a second person. Raises InvitationError, AccountError."""
    held = _taken(invitation)
    user = user_make(
        acting=None, username=username, full_name=full_name, password=password, nip=nip, phone=phone, email=held.email
    )
    return office_take(invitation=held, user=user, request=request)


@transaction.atomic
def invitation_accept(
    *, invitation: Invitation, user: User, request: HttpRequest | None = None
) -> Appointment | LettingIn:
    """Take a further office with the account one has, or ask a second person for it. Raises InvitationError, also where
    one invited oneself, and AccountError."""
    held = _taken(invitation)
    if held.invited_by_id == user.pk:
        raise OWN_INVITATION
    return office_take(invitation=held, user=user, request=request)


def _taken(invitation: Invitation) -> Invitation:
    """The invitation, held so that two who accept at the same second do not both get in."""
    return _valid(
        Invitation.objects.select_for_update(of=("self",))
        .select_related("office", "succeeds", "invited_by")
        .get(pk=invitation.pk)
    )


def _hash(secret: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"undangan {secret}".encode(), hashlib.sha256).hexdigest()
