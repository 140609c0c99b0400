"""Reading offices, those who hold them, and what waits to be accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from padan.web.accounts.invitations import may_invite
from padan.web.accounts.models import (
    LINK_HOLDS,
    OPEN_FOR,
    Appointment,
    Help,
    Invitation,
    LettingIn,
    Office,
    User,
)
from padan.web.refusals import NOT_THERE
from padan.web.roles import OfficeKind, Reach, Role


def appointments_held(user: User) -> QuerySet[Appointment]:
    """What the user holds now, in the order in which they came."""
    return Appointment.objects.filter(user=user, until__isnull=True).select_related("user", "office__region")


def appointment_own(user: User, appointment_id: int) -> Appointment:
    """One of the user's own present appointments. Raises NOT_THERE."""
    found = appointments_held(user).filter(pk=appointment_id).first()
    if found is None:
        raise NOT_THERE
    return found


def offices_within(acting: Appointment) -> QuerySet[Office]:
    """The offices whose data of people lie within the acting office's reach; the same law as
    `Appointment.sees_office`, as a query."""
    every = Office.objects.select_related("region")
    if acting.reach is Reach.CITY:
        return every
    if acting.reach is Reach.NONE:
        return every.none()
    within = Q(pk=acting.office_id)
    if acting.reach is Reach.AREA:
        within |= Q(kind=OfficeKind.KELURAHAN, region__parent_id=acting.office.region_id)
    return every.filter(within)


def office_get(acting: Appointment, office_id: int) -> Office:
    """An office within reach. Raises NOT_THERE."""
    found = offices_within(acting).filter(pk=office_id).first()
    if found is None:
        raise NOT_THERE
    return found


def office_managed(acting: Appointment, office_id: int) -> Office:
    """An office whose people the acting office may invite. Raises NOT_THERE."""
    office = Office.objects.select_related("region").filter(pk=office_id).first()
    if office is None or not may_invite(acting, office):
        raise NOT_THERE
    return office


def appointment_managed(acting: Appointment, appointment_id: int) -> Appointment:
    """A present appointment that the acting office may end, hand over or help. Raises NOT_THERE."""
    found = (
        Appointment.objects.filter(pk=appointment_id, until__isnull=True)
        .select_related("user", "office__region")
        .first()
    )
    if found is None or Role(found.role) not in may_invite(acting, found.office):
        raise NOT_THERE
    return found


def appointment_helped(acting: Appointment, appointment_id: int) -> Appointment:
    """An appointment whose holder the acting office may let in anew: one who holds nothing beyond its reach, for a new
    password opens every office of theirs. Raises NOT_THERE."""
    found = appointment_managed(acting, appointment_id)
    held = Appointment.objects.filter(user=found.user, until__isnull=True).select_related("office__region")
    if any(Role(one.role) not in may_invite(acting, one.office) for one in held):
        raise NOT_THERE
    return found


def invitation_managed(acting: Appointment, invitation_id: int) -> Invitation:
    """An invitation that the acting office may revoke. Raises NOT_THERE."""
    found = Invitation.objects.select_related("office").filter(pk=invitation_id).first()
    if found is None or Role(found.role) not in may_invite(acting, found.office):
        raise NOT_THERE
    return found


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an office, and what the acting office may do about them."""

    appointment: Appointment
    managed: bool


def people_of(acting: Appointment, office: Office) -> list[Person]:
    """Who holds the office now."""
    roles = may_invite(acting, office)
    held = office.appointments.filter(until__isnull=True).select_related("user")
    return [Person(one, Role(one.role) in roles and one.user_id != acting.user_id) for one in held]


def people_before(office: Office) -> QuerySet[Appointment]:
    """Who held the office before, the latest first."""
    return office.appointments.filter(until__isnull=False).select_related("user").order_by("-until")


def invitations_waiting(acting: Appointment, office: Office) -> list[Invitation]:
    """Invitations into the office that may still be accepted."""
    waiting = Invitation.objects.filter(
        office=office, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    roles = may_invite(acting, office)
    return [one for one in waiting.select_related("invited_by", "succeeds__user") if Role(one.role) in roles]


def offices_found(search: str) -> list[Office]:
    """Offices whose name, region or holder bears every word of the search, with their holders."""
    found = Office.objects.select_related("region").prefetch_related(
        Prefetch("appointments", Appointment.objects.filter(until__isnull=True).select_related("user"), "held")
    )
    for word in search.split()[:6]:
        named = Q(name__icontains=word) | Q(region__name__icontains=word)
        held = Q(appointments__until__isnull=True, appointments__user__full_name__icontains=word)
        found = found.filter(named | held)
    return list(found.distinct())


def user_by_username(username: str) -> User | None:
    """The active user of this name."""
    return User.objects.filter(username=username, is_active=True).first()


def addresses_of(offices: Iterable[Office]) -> dict[int, list[str]]:
    """Where an office is reached by e-mail: its own address and those of its holders."""
    found = {office.pk: [office.email] if office.email else [] for office in offices}
    held = Appointment.objects.filter(office_id__in=found, until__isnull=True, user__is_active=True)
    for office_id, email in held.exclude(user__email="").values_list("office_id", "user__email"):
        if email not in found[office_id]:
            found[office_id].append(email)
    return found


def key_of_user(user: User) -> str:
    """How a link names a user."""
    return urlsafe_base64_encode(str(user.pk).encode())


def user_of_key(key: str) -> User | None:
    """The active user that a link names."""
    try:
        user_id = int(urlsafe_base64_decode(key).decode("ascii"))
    except ValueError:
        return None
    return User.objects.filter(pk=user_id, is_active=True).first() if user_id < 2**63 else None


CONFIRMS_AFTER = timedelta(days=14)
"""How long one is in before one confirms what the person asks who invited one."""


def confirmers_of(letting: LettingIn) -> list[Appointment]:
    """Who may confirm that somebody is let in: other administrators, and the head of an office that the user holds or,
    where a post is asked for, of that office (for Bappeda's own, a colleague); where there is no other administrator,
    Bappeda. Never who asked, the user, or whom the asker just let in."""
    present = Appointment.objects.filter(until__isnull=True).exclude(user__in=[letting.asked_by_id, letting.user_id])
    present = present.exclude(user__in=_just_invited(letting)).select_related("user", "office").order_by("pk")
    administrators = list(present.filter(role=Role.ADMINISTRATOR))
    heads = list(_heads_over(letting, present))
    planners = [] if administrators else present.filter(role=Role.BAPPEDA)
    return list({one.pk: one for one in (*administrators, *heads, *planners)}.values())


def _heads_over(letting: LettingIn, present: QuerySet[Appointment]) -> QuerySet[Appointment]:
    if letting.kind == Help.POST:
        return present.filter(role__in=[Role.LURAH, Role.CAMAT, Role.BAPPEDA], office=letting.office_id)
    offices = Appointment.objects.filter(user=letting.user_id, until__isnull=True).values("office")
    return present.filter(role__in=[Role.LURAH, Role.CAMAT], office__in=offices)


def _just_invited(letting: LettingIn) -> list[int]:
    """Users who came in of late by an invitation of the asker: one person could otherwise be both."""
    since = letting.asked_at - CONFIRMS_AFTER
    invited = Invitation.objects.filter(invited_by=letting.asked_by_id, used_at__gt=since)
    return [pk for pk in invited.values_list("used_by", flat=True) if pk is not None]


def letting_get(acting: Appointment, letting_id: int) -> LettingIn:
    """A request to let somebody in: any of them for an administrator, else one that the acting person may confirm or
    made. Raises NOT_THERE."""
    found = LettingIn.objects.select_related("user", "office", "invitation").filter(pk=letting_id).first()
    if found is None:
        raise NOT_THERE
    own = found.asked_by_id == acting.user_id or acting.role == Role.ADMINISTRATOR
    if not own and acting.pk not in {one.pk for one in confirmers_of(found)}:
        raise NOT_THERE
    return found


@dataclass(frozen=True, slots=True)
class LettingShown:
    """A request as the acting person sees it: who may confirm it, and what they may do."""

    letting: LettingIn
    confirmers: tuple[Appointment, ...]
    may_confirm: bool
    may_take: bool


def lettings_shown(acting: Appointment) -> list[LettingShown]:
    """Requests that still lead somewhere and that the acting person may confirm or made; an administrator sees all."""
    now = timezone.now()
    alive = Q(asked_at__gt=now - OPEN_FOR) | Q(confirmed_at__gt=now - LINK_HOLDS)
    found = LettingIn.objects.filter(alive, guarded=True, done_at=None, closed_at=None)
    found = found.select_related("user", "office", "invitation")
    return [shown for one in found if (shown := _shown(acting, one)) is not None]


def _shown(acting: Appointment, letting: LettingIn) -> LettingShown | None:
    confirmers = tuple(confirmers_of(letting))
    may_confirm = not letting.agreed and acting.pk in {one.pk for one in confirmers}
    own = letting.asked_by_id == acting.user_id
    if not own and not may_confirm and acting.role != Role.ADMINISTRATOR:
        return None
    may_take = own and letting.agreed and letting.kind == Help.PASSWORD
    return LettingShown(letting, confirmers, may_confirm, may_take)


NOTICE_DAYS = 14


def lettings_told(user: User) -> list[LettingIn]:
    """How this user was let in anew of late, or may be: told at every sign-in for two weeks, for whoever took the place
    of the user would see a notice that comes once."""
    since = timezone.now() - timedelta(days=NOTICE_DAYS)
    linked = Q(linked_at__gt=timezone.now() - LINK_HOLDS, done_at=None, closed_at=None)
    found = LettingIn.objects.filter(Q(done_at__gt=since) | linked, user=user).exclude(kind=Help.POST)
    return list(found.select_related("user", "office"))


def posts_waiting(user: User) -> list[LettingShown]:
    """Posts that this user accepted and that a second person has yet to confirm."""
    found = LettingIn.objects.filter(user=user, kind=Help.POST, done_at=None, closed_at=None)
    found = found.filter(asked_at__gt=timezone.now() - OPEN_FOR).select_related("user", "office", "invitation")
    return [LettingShown(one, tuple(confirmers_of(one)), False, False) for one in found]


def lettings_waiting(user: User) -> int:
    """How many requests this user may confirm, in any of the offices they hold."""
    shown = {one.letting.pk for held in appointments_held(user) for one in lettings_shown(held) if one.may_confirm}
    return len(shown)
