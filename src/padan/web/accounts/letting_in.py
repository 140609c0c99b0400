"""Letting in anew who forgot the password or lost the phone, and into a post that was held before: one person asks,
another confirms.

Whoever can make a password link for a camat and take the second step away could become that camat. So for roles that
see more than one kelurahan, rule over accounts or sign, what an administrator asks must be confirmed by another
administrator or the head of the user's office; where there is no other administrator, Bappeda may too. A head helps
the own office alone: nobody there sees more than the head does.
"""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from padan.web.accounts import second_factor
from padan.web.accounts.models import LINK_HOLDS, OPEN_FOR, Appointment, Help, LettingIn, User
from padan.web.accounts.newcomers import newcomer_tell
from padan.web.accounts.selectors import addresses_of, confirmers_of, key_of_user
from padan.web.accounts.services import password_change, sign_out_everywhere
from padan.web.accounts.taking_office import GUARDED, appoint
from padan.web.audit.services import event_append
from padan.web.refusals import ConflictError, RefusedError
from padan.web.roles import Role
from padan.web.templatetags.indonesian import moment


class LettingInError(RefusedError):
    """Letting somebody in that may not be, or not yet."""

    code = "letting_in"


ONESELF = LettingInError(
    "Untuk akun sendiri pakai Akun saya: ganti kata sandi, atau kode pemulihan. Bila keduanya hilang, minta rekan.",
    "For your own account use My account: change the password, or a recovery code. If both are lost, ask a colleague.",
)
NOT_CONFIRMED = LettingInError(
    "Permintaan ini belum disahkan orang kedua. Tunggu pengesahannya, lalu ambil tautannya.",
    "Nobody else has confirmed this request yet. Wait for that, then take the link.",
)
NOT_THE_CONFIRMER = LettingInError(
    "Permintaan ini harus disahkan orang lain: bukan yang meminta, dan bukan yang ditolong.",
    "Somebody else must confirm this: neither who asked nor who is helped.",
)
NOT_THE_ASKER = LettingInError(
    "Hanya yang meminta tautan ini yang dapat mengambilnya. Buat permintaan sendiri bila perlu.",
    "Only who asked for this link can take it. Ask for one yourself if needed.",
)
OVER = ConflictError(
    "Permintaan ini sudah selesai, ditolak, atau lewat waktunya. Buat permintaan baru bila masih perlu.",
    "This request is done, refused or past its time. Make a new one if it is still needed.",
)


def is_guarded(acting: Appointment, user: User) -> bool:
    """Whether a second person must confirm that this user is let in: an administrator asks, and a role is at stake."""
    held = user.appointments.filter(until__isnull=True).values_list("role", flat=True)
    return acting.role == Role.ADMINISTRATOR and not GUARDED.isdisjoint(Role(role) for role in held)


def letting_in_ask(
    *, acting: Appointment, appointment: Appointment, kind: Help, request: HttpRequest | None = None
) -> LettingIn:
    """Ask that somebody be let in anew. What needs no second person is done at once, save that the link is taken.

    The caller has fetched `appointment` through `appointment_helped`. Asking twice gives the request that waits.
    """
    user = appointment.user
    if user.pk == acting.user_id:
        raise ONESELF
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        same = LettingIn.objects.filter(kind=kind, user=user, asked_by=acting.user, done_at=None, closed_at=None)
        made = same.filter(asked_at__gt=timezone.now() - OPEN_FOR).first()
        if made is not None and made.guarded:
            return made
        made = LettingIn.objects.create(
            kind=kind, user=user, office=appointment.office, guarded=is_guarded(acting, user), asked_by=acting.user,
            asked_by_name=_named(acting),
        )  # fmt: skip
        detail = {"user": user.full_name, "what": made.get_kind_display(), "office": appointment.office.name}
        event_append(action="accounts.letting_in_ask", acting=acting, about=made, detail=detail, request=request)
        if kind == Help.SECOND_FACTOR and not made.guarded:
            _factor_reset(made, acting, request)
    if made.done_at:
        _tell_user(made)
    elif made.guarded:
        _tell_asked(made)
    return made


def _named(acting: Appointment) -> str:
    return f"{acting.user.full_name}, {acting.office.name}"[:200]


def _held(letting: LettingIn) -> LettingIn:
    """Held for a change. Raises OVER where nothing more can come of it."""
    related = ("user", "office", "invitation__office", "invitation__succeeds")
    held = LettingIn.objects.select_for_update(of=("self",)).select_related(*related).get(pk=letting.pk)
    if held.over or (not held.agreed and held.asked_at <= timezone.now() - OPEN_FOR):
        raise OVER
    return held


def letting_in_confirm(
    *, acting: Appointment | None, letting: LettingIn, request: HttpRequest | None = None
) -> LettingIn:
    """A second person says that the request is right; a second step is then taken away at once, a post given. `acting`
    None: the server's own command, for whom no second person is left. Ask the password before. Raises LettingInError,
    OVER, and AccountError for a post that cannot be given any more."""
    with transaction.atomic():
        held = _held(letting)
        if held.agreed:
            raise OVER
        if acting is not None and acting.pk not in {one.pk for one in confirmers_of(held)}:
            raise NOT_THE_CONFIRMER
        held.confirmed_by = acting.user if acting else None
        held.confirmed_by_name = _named(acting) if acting else "perintah di server"
        held.confirmed_at = timezone.now()
        held.save(update_fields=["confirmed_by", "confirmed_by_name", "confirmed_at"])
        detail = _detail(held)
        event_append(action="accounts.letting_in_confirm", acting=acting, about=held, detail=detail, request=request)
        if held.kind == Help.SECOND_FACTOR:
            _factor_reset(held, acting, request)
        made = _appointed(held) if held.invitation else None
    if made:
        newcomer_tell(made)
    if held.done_at:
        _tell_user(held)
    return held


def _appointed(held: LettingIn) -> Appointment:
    assert held.invitation is not None
    made = appoint(invitation=held.invitation, user=held.user)
    held.done_at = timezone.now()
    held.save(update_fields=["done_at"])
    return made


@transaction.atomic
def letting_in_close(*, acting: Appointment, letting: LettingIn, request: HttpRequest | None = None) -> LettingIn:
    """Refuse the request, or withdraw one's own; a link that was taken holds no more. Raises LettingInError, OVER."""
    held = _held(letting)
    if acting.user_id != held.asked_by_id and acting.pk not in {one.pk for one in confirmers_of(held)}:
        raise NOT_THE_CONFIRMER
    held.closed_at, held.closed_by_name = timezone.now(), _named(acting)
    held.save(update_fields=["closed_at", "closed_by_name"])
    event_append(action="accounts.letting_in_close", acting=acting, about=held, detail=_detail(held), request=request)
    return held


def link_take(*, acting: Appointment, letting: LettingIn, request: HttpRequest | None = None) -> str:
    """The address under which the user makes a new password, for three days; one that was shown before holds no more.
    Raises LettingInError, OVER."""
    with transaction.atomic():
        held = _held(letting)
        if held.asked_by_id != acting.user_id:
            raise NOT_THE_ASKER
        if held.kind != Help.PASSWORD or not held.agreed:
            raise NOT_CONFIRMED
        if held.confirmed_at and held.confirmed_at <= timezone.now() - LINK_HOLDS:
            raise OVER
        token = default_token_generator.make_token(held.user)
        held.token_hash, held.linked_at = _hash(held, token), timezone.now()
        held.save(update_fields=["token_hash", "linked_at"])
        event_append(
            action="accounts.password_link", acting=acting, about=held.user, detail=_detail(held), request=request
        )
    _tell_user(held)
    return settings.SITE_ADDRESS + reverse("accounts:password_new", args=[key_of_user(held.user), token])


def letting_by_link(user: User | None, token: str) -> LettingIn | None:
    """The request whose link this is, where it still holds."""
    if user is None or not default_token_generator.check_token(user, token):
        return None
    known = LettingIn.objects.filter(user=user, kind=Help.PASSWORD, done_at=None, closed_at=None)
    fresh = known.filter(linked_at__gt=timezone.now() - LINK_HOLDS).select_related("user", "office")
    return next((one for one in fresh if hmac.compare_digest(one.token_hash, _hash(one, token))), None)


def password_change_by_link(*, letting: LettingIn, password: str, request: HttpRequest | None = None) -> None:
    """The user makes a new password through a link; the trail tells whose link it was. Raises AccountError, OVER."""
    with transaction.atomic():
        held = _held(letting)
        password_change(user=held.user, password=password, detail=_detail(held), request=request)
        held.done_at = timezone.now()
        held.save(update_fields=["done_at"])
    _tell_user(held)


def _factor_reset(held: LettingIn, acting: Appointment | None, request: HttpRequest | None) -> None:
    second_factor.remove(user=held.user, acting=acting, detail=_detail(held), request=request)
    sign_out_everywhere(user=held.user, acting=acting, request=request)
    held.done_at = timezone.now()
    held.save(update_fields=["done_at"])


def _detail(held: LettingIn) -> dict[str, str]:
    """What the trail says: for whom, by whose asking, who confirmed it."""
    told = {"user": held.user.full_name, "what": held.what, "asked_by": held.asked_by_name}
    return told | ({"confirmed_by": held.confirmed_by_name} if held.confirmed_by_name else {})


def _hash(held: LettingIn, token: str) -> str:
    text = f"sandi {held.user_id} {token}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def told_to_user(held: LettingIn) -> str:
    """What the user is told, by e-mail and at every sign-in of the next days."""
    by = held.asked_by_name
    if held.confirmed_by_name:
        by = _("%(asked)s (disahkan %(confirmed)s)") % {"asked": by, "confirmed": held.confirmed_by_name}
    said = {"by": by, "at": moment(held.done_at or held.linked_at or held.asked_at)}
    if held.invitation:
        post = {"post": held.invitation.post, "office": held.office.name, "by": held.confirmed_by_name}
        return _("Jabatan Anda sebagai %(post)s di %(office)s sudah disahkan %(by)s. Masuklah untuk bekerja.") % post
    if held.kind == Help.SECOND_FACTOR:
        return (
            _(
                "Langkah kedua Anda diatur ulang oleh %(by)s pada %(at)s; bukan Anda yang minta? Beri tahu kepala "
                "kantor Anda dan Inspektorat sekarang juga."
            )
            % said
        )
    if held.done_at:
        return (
            _(
                "Kata sandi Anda diatur ulang lewat tautan dari %(by)s pada %(at)s; bukan Anda yang minta? Beri tahu "
                "kepala kantor Anda dan Inspektorat sekarang juga."
            )
            % said
        )
    return (
        _(
            "Tautan untuk membuat kata sandi baru bagi Anda dibuat oleh %(by)s pada %(at)s; bukan Anda yang minta? "
            "Masuklah seperti biasa: tautannya lalu tidak berlaku. Beri tahu kepala kantor Anda."
        )
        % said
    )


def _tell_user(held: LettingIn) -> None:
    with translation.override("en" if held.user.language == "en" else "id"):
        _mail(_("Akun Padan Anda"), told_to_user(held), [held.user.email, held.office.email])


def post_tell(made: LettingIn) -> None:
    """That somebody accepted an invitation into a post held before: who may confirm it and the whole office hear it."""
    said = {"name": made.user.full_name, "by": made.asked_by_name, "what": made.what, "office": made.office.name}
    text = _(
        "%(name)s menerima undangan %(by)s. %(what)s, %(office)s. Ini baru berlaku setelah disahkan orang kedua. "
        "Tidak mengenalnya? Tolak, atau beri tahu kepala kantor Anda dan Inspektorat. %(link)s"
    )
    addresses = [one.user.email for one in confirmers_of(made)] + addresses_of([made.office])[made.office_id]
    link = settings.SITE_ADDRESS + reverse("accounts:lettings")
    others = [address for address in addresses if address != made.user.email]
    _mail(_("Permintaan menunggu pengesahan Anda"), text % {**said, "link": link}, others)


def _tell_asked(made: LettingIn) -> None:
    """Who may confirm it is asked to; the user hears of it too."""
    said = {"name": made.user.full_name, "by": made.asked_by_name, "what": made.what}
    address = settings.SITE_ADDRESS + reverse("accounts:lettings")
    asked = _(
        "%(by)s meminta untuk %(name)s: %(what)s. Sahkan hanya bila Anda sudah bertanya kepada orangnya. %(link)s"
    )
    _mail(
        _("Permintaan menunggu pengesahan Anda"),
        asked % {**said, "link": address},
        [one.user.email for one in confirmers_of(made)],
    )
    told = _("%(by)s meminta untuk akun Anda: %(what)s. Bukan Anda yang minta? Beri tahu kepala kantor Anda.")
    _mail(_("Akun Padan Anda"), told % said, [made.user.email])


def _mail(subject: str, text: str, addresses: Iterable[str]) -> None:
    """A mail server that fails stops nothing: the user is told at the next sign-in as well."""
    for address in dict.fromkeys(one for one in addresses if one):
        try:
            send_mail(subject, text, None, [address])
        except OSError:
            continue
