"""Users, the offices they hold, their passwords and their sittings."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import override

from padan.web.accounts.models import Appointment, Office, Standing, User
from padan.web.audit.services import event_append
from padan.web.refusals import RefusedError
from padan.web.roles import ROLES_OF, OfficeKind, Role

if TYPE_CHECKING:
    from datetime import datetime

HEADS = frozenset({Role.LURAH, Role.CAMAT})
"""Roles that one person at a time holds as a regular office."""
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
DEMANDS = 5
DEMAND_REST = timedelta(minutes=15)


class AccountError(RefusedError):
    """An account or appointment that cannot be made or changed so."""

    code = "account"


class PasswordError(RefusedError):
    """The password asked for again was wrong, or was wrong too often."""

    code = "password"
    status = 422


def username_of(text: str) -> str:
    """A username as it is kept: small letters, no blanks around."""
    return text.strip().lower()


@transaction.atomic
def user_make(
    *,
    acting: Appointment | None,
    username: str,
    full_name: str,
    password: str,
    nip: str = "",
    email: str = "",
    phone: str = "",
) -> User:
    """Make a user who may sign in. Raises AccountError: username taken or odd, no name, password too easy."""
    user = User(
        username=username_of(username), full_name=" ".join(full_name.split())[:160], nip=nip.strip()[:30],
        email=email.strip(), phone=phone.strip()[:30],
    )  # fmt: skip
    _refuse_odd_user(user)
    refuse_easy_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise _taken(user.username) from None
    event_append(action="accounts.user_make", acting=acting, user=user, about=user)
    return user


def _refuse_odd_user(user: User) -> None:
    if not USERNAME.fullmatch(user.username):
        raise AccountError(
            "Nama pengguna harus 3 sampai 60 huruf kecil, angka, titik, garis bawah atau tanda hubung, tanpa spasi.",
            "A username has 3 to 60 small letters, digits, dots, underscores or hyphens, without blanks.",
        )
    if User.objects.filter(username=user.username).exists():
        raise _taken(user.username)
    if not user.full_name:
        raise AccountError("Nama lengkap kosong. Isi sesuai SK.", "The full name is empty. Fill it in.")


def _taken(username: str) -> AccountError:
    return AccountError(
        f"Nama pengguna {username} sudah dipakai. Pilih yang lain, misalnya dengan angka di belakangnya.",
        f"The username {username} is taken. Choose another, say with a digit behind it.",
    )


def refuse_easy_password(password: str, user: User) -> None:
    """Raises AccountError that says everything the password lacks."""
    told = {}
    for language in ("id", "en"):
        with override(language):
            try:
                validate_password(password, user)
            except ValidationError as error:
                told[language] = " ".join(error.messages)
    if told:
        raise AccountError(told["id"], told["en"])


@transaction.atomic
def appointment_make(
    *,
    acting: Appointment | None,
    user: User,
    office: Office,
    role: Role,
    standing: Standing = Standing.REGULAR,
    title: str = "",
    since: "datetime | None" = None,
) -> Appointment:
    """Give a user a role of an office. Raises AccountError: no such role there, held already, a second regular head."""
    Office.objects.select_for_update().get(pk=office.pk)
    refuse_odd_appointment(office, role, standing)
    refuse_held_already(user, office, role)
    made = Appointment.objects.create(
        user=user, office=office, role=role, standing=standing, title=title.strip()[:120],
        since=since or timezone.now(),
    )  # fmt: skip
    detail = {"role": role, "standing": standing, "office": office.name}
    event_append(action="accounts.appointment_make", acting=acting, user=user, about=made, detail=detail)
    return made


def refuse_held_already(user: User, office: Office, role: Role) -> None:
    """Raises AccountError where the user holds this role of the office."""
    if Appointment.objects.filter(user=user, office=office, role=role, until__isnull=True).exists():
        raise AccountError(
            f"{user.full_name} sudah menjadi {Role(role).label} di {office.name}.",
            f"{user.full_name} holds this role in {office.name} already.",
        )


def refuse_odd_appointment(
    office: Office, role: Role, standing: Standing, *, besides: Appointment | None = None
) -> None:
    """Raises AccountError where the office has no such role, or a regular head (save the one `besides`) already."""
    if role not in ROLES_OF[OfficeKind(office.kind)]:
        raise AccountError(
            f"{office.name} tidak mempunyai jabatan {Role(role).label}. Pilih jabatan kantor itu.",
            f"{office.name} has no role {role}. Choose one of that office.",
        )
    if role in HEADS and standing == Standing.REGULAR:
        heads = Appointment.objects.filter(office=office, role=role, standing=standing, until__isnull=True)
        if head := heads.exclude(pk=besides.pk if besides else 0).first():
            raise AccountError(
                f"{office.name} masih dijabat {head.user.full_name}. Serahterimakan jabatannya, atau undang "
                "sebagai Plt. atau Plh.",
                f"{head.user.full_name} still heads {office.name}. Hand the office over, or invite as Plt. or Plh.",
            )


@transaction.atomic
def appointment_end(*, acting: Appointment | None, appointment: Appointment, reason: str = "") -> Appointment:
    """End an appointment now: every right that hangs on it ends with the next request. Raises AccountError where it
    has ended, or is the last administrator's."""
    held = Appointment.objects.select_for_update().select_related("user", "office").get(pk=appointment.pk)
    if held.until is not None:
        raise AccountError("Jabatan ini sudah berakhir.", "This appointment has ended already.")
    administrators = Appointment.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True)
    if held.role == Role.ADMINISTRATOR and not administrators.exclude(pk=held.pk).exists():
        raise AccountError(
            "Ini administrator terakhir. Undang penggantinya dahulu, baru akhiri yang ini.",
            "This is the last administrator. Invite a successor first.",
        )
    held.until = timezone.now()
    held.save()
    detail = {"user": held.user.full_name, "role": held.role, "office": held.office.name, "reason": reason[:200]}
    event_append(action="accounts.appointment_end", acting=acting, about=held, detail=detail)
    return held


@transaction.atomic
def user_details_change(*, user: User, full_name: str, nip: str, email: str, phone: str) -> User:
    """Change one's own name and ways to be reached. Papers signed before keep the name they bear."""
    plain = " ".join(full_name.split())[:160]
    if not plain:
        raise AccountError("Nama lengkap kosong. Isi sesuai SK.", "The full name is empty. Fill it in.")
    user.full_name, user.nip, user.email, user.phone = plain, nip.strip()[:30], email.strip(), phone.strip()[:30]
    user.save(update_fields=["full_name", "nip", "email", "phone"])
    event_append(action="accounts.details_change", user=user, about=user)
    return user


_STANDINGS = re.compile(r"^(?:pl[th]\.?\s+)+", re.I)


@transaction.atomic
def signer_state(
    *, appointment: Appointment, title: str, nip: str = "", request: HttpRequest | None = None
) -> Appointment:
    """State, before somebody's first signature, how papers call their post, and their NIP. A standing is no part of the
    title: papers add it."""
    held = Appointment.objects.select_for_update(of=("self",)).select_related("user", "office__region")
    kept = held.get(pk=appointment.pk)
    kept.title = _STANDINGS.sub("", " ".join(title.split()))[:120]
    kept.save(update_fields=["title"])
    if nip.strip() and nip.strip() != kept.user.nip:
        kept.user.nip = nip.strip()[:30]
        kept.user.save(update_fields=["nip"])
    event_append(action="accounts.title_state", acting=kept, about=kept, detail={"title": kept.title}, request=request)
    return kept


@transaction.atomic
def password_change(
    *, user: User, password: str, detail: dict[str, str] | None = None, request: HttpRequest | None = None
) -> None:
    """Set a new password; every other sitting of the user ends. `detail`: through whose link, for the trail. Raises
    AccountError where it is too easy."""
    refuse_easy_password(password, user)
    user.set_password(password)
    user.demands_failed, user.demand_failed_at = 0, None
    user.save(update_fields=["password", "demands_failed", "demand_failed_at"])
    event_append(action="accounts.password_change", user=user, about=user, detail=detail, request=request)


@transaction.atomic
def sign_out_everywhere(*, user: User, acting: Appointment | None = None, request: HttpRequest | None = None) -> None:
    """End every sitting of the user, this one too."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    event_append(action="accounts.sign_out_everywhere", acting=acting, user=user, about=user, request=request)


def language_choose(*, user: User, language: str) -> None:
    """Remember in which language the user reads."""
    User.objects.filter(pk=user.pk).update(language="en" if language == "en" else "id")


def password_demand(*, user: User, password: str, request: HttpRequest | None = None) -> None:
    """Ask the password again within a sitting, as signing does. Raises PasswordError.

    Ask it from the view, before and outside the transaction of what hangs on it: a wrong try must stay counted when
    that is undone. After five wrong tries in a row none is heard for 15 minutes; only who sits in this sitting can
    bring that about, so nobody shuts another out. The stored password is not renewed as signing in does: that would end
    the sitting in the middle of its work.
    """
    now = timezone.now()
    fresh = User.objects.get(pk=user.pk)
    if fresh.demands_failed >= DEMANDS and fresh.demand_failed_at and now - fresh.demand_failed_at < DEMAND_REST:
        raise PasswordError(
            "Kata sandi salah terlalu sering. Tunggu 15 menit, lalu coba lagi.",
            "The password was wrong too often. Wait 15 minutes, then try again.",
        )
    if not check_password(password, fresh.password):
        User.objects.filter(pk=user.pk).update(demands_failed=F("demands_failed") + 1, demand_failed_at=now)
        event_append(action="accounts.password_demand_failed", user=user, about=user, request=request)
        raise PasswordError(
            "Kata sandi tidak cocok. Ketik kata sandi yang Anda pakai untuk masuk.",
            "The password does not match. Type the one you sign in with.",
        )
    if fresh.demands_failed:
        User.objects.filter(pk=user.pk).update(demands_failed=0, demand_failed_at=None)
