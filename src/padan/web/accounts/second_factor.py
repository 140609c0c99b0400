"""The second factor: a code of an authenticator app, and recovery codes for the day the phone is lost."""

import hashlib
import hmac
import secrets
from base64 import b32encode
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from padan.web.accounts.models import Appointment, User
from padan.web.audit.services import event_append
from padan.web.refusals import RefusedError

CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 10


class SecondFactorError(RefusedError):
    """A code that does not hold, or a change of the second factor that may not be."""

    code = "second_factor"


def is_set_up(user: User) -> bool:
    """Whether a code is asked when this user signs in."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def recovery_codes_left(user: User) -> int:
    """How many recovery codes are unused."""
    return int(StaticToken.objects.filter(device__user=user).count())


def set_up_begin(*, user: User) -> TOTPDevice:
    """The device that waits to be confirmed by its first code; the same one until then."""
    with transaction.atomic():
        waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
        return waiting or TOTPDevice.objects.create(user=user, name="aplikasi", confirmed=False)


def set_up_confirm(*, user: User, code: str, request: HttpRequest | None = None) -> tuple[TOTPDevice, list[str]]:
    """The first code proves that the app holds the key: from now on it is asked. Gives the device and new recovery
    codes, which nobody can show again. Raises SecondFactorError."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        right = device is not None and device.verify_token(_plain(code))
        if device is not None and right:
            TOTPDevice.objects.filter(user=user, confirmed=True).delete()
            device.confirmed = True
            device.save()
            event_append(action="accounts.second_factor_set_up", user=user, about=user, request=request)
            return device, _codes_renew(user)
    raise _wrong(device)


def verify(*, user: User, code: str, request: HttpRequest | None = None) -> Device:
    """The device that this code of the app, or this recovery code, belongs to. Raises SecondFactorError; wrong tries
    make the next one wait longer and longer."""
    plain = _plain(code)
    app = plain.isdigit() and len(plain) == 6
    devices: Any = TOTPDevice.objects if app else StaticDevice.objects
    found: Any = None
    with transaction.atomic():
        for found in devices.select_for_update().filter(user=user, confirmed=True):
            if found.verify_token(plain if app else _kept(plain)):
                action = "accounts.second_factor_used" if app else "accounts.recovery_code_used"
                event_append(action=action, user=user, about=user, request=request)
                return found
        event_append(action="accounts.second_factor_failed", user=user, about=user, request=request)
    raise _wrong(found)


@transaction.atomic
def recovery_codes_renew(*, user: User, request: HttpRequest | None = None) -> list[str]:
    """New recovery codes; the old ones hold no more. Raises SecondFactorError where no second factor is set up."""
    if not is_set_up(user):
        raise SecondFactorError(
            "Langkah kedua belum dipasang. Pasang dahulu, kode pemulihan menyusul.",
            "No second step is set up. Set it up first.",
        )
    event_append(action="accounts.recovery_codes_renew", user=user, about=user, request=request)
    return _codes_renew(user)


@transaction.atomic
def remove(
    *,
    user: User,
    acting: Appointment | None,
    detail: dict[str, str] | None = None,
    request: HttpRequest | None = None,
) -> None:
    """Take the second factor away: by the user where no role demands it, or by the administrator for one who lost both
    phone and codes; a role that demands it makes the user set up a new one at once."""
    if acting is not None and acting.user_id == user.pk and _demanded(user):
        raise SecondFactorError(
            "Jabatan Anda mewajibkan langkah kedua; tidak dapat dilepas.",
            "Your role demands a second step; it cannot be taken away.",
        )
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    event_append(
        action="accounts.second_factor_remove", acting=acting, user=user, about=user, detail=detail, request=request
    )


def _demanded(user: User) -> bool:
    return any(held.needs_second_factor for held in user.appointments.filter(until__isnull=True))


def qr(device: TOTPDevice) -> SafeString:
    """The key as a QR for the app's camera: SVG to stand within a page, without any style."""
    drawn = segno.make(device.config_url, error="m").svg_inline(scale=5, svgclass="qr", lineclass=None)
    return mark_safe(drawn)


def key_text(device: TOTPDevice) -> str:
    """The key to type where no camera is: groups of four."""
    key = b32encode(device.bin_key).decode("ascii").rstrip("=")
    return " ".join(key[i : i + 4] for i in range(0, len(key), 4))


def _codes_renew(user: User) -> list[str]:
    """Only keyed hashes are kept, cut to what the device's column holds: 64 bits."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="pemulihan", confirmed=True)
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _plain(code: str) -> str:
    return "".join(c for c in code.lower() if c.isalnum())[:40]


def _kept(code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"pemulihan {code}".encode(), hashlib.sha256).hexdigest()[:16]


def _wrong(device: Any) -> SecondFactorError:
    if device is not None and not device.verify_is_allowed()[0] and device.throttling_failure_count > 2:
        return SecondFactorError(
            "Kode salah beberapa kali. Tunggu sebentar (makin sering salah, makin lama), lalu ketik kode yang baru.",
            "The code was wrong several times. Wait a while (longer with each wrong try), then type a fresh one.",
        )
    return SecondFactorError(
        "Kode tidak cocok atau sudah lewat. Ketik kode yang kini tampil di aplikasi; periksa juga jam telepon Anda.",
        "The code does not match or has passed. Type the one the app shows now; check your phone's clock too.",
    )
