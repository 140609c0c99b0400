"""People who sign in, the offices they act for, and the invitations by which they come."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.regions.models import Region
from padan.web.roles import REACH, SECOND_FACTOR_REQUIRED, OfficeKind, Reach, Role


class Office(models.Model):
    """An office that hands in lists, answers for rows, or signs. Its letterhead is data (`kop`)."""

    kind = models.CharField(max_length=16, choices=OfficeKind.choices)
    name = models.CharField(max_length=160, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offices")
    email = models.EmailField(blank=True)
    letterhead = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("region__code", "kind", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "region"],
                condition=Q(kind__in=[OfficeKind.KELURAHAN.value, OfficeKind.KECAMATAN.value]),
                name="one_office_a_region",
            ),
        )

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; only services do so."""


class User(AbstractBaseUser):
    """A person who signs in. Never deleted: past papers and the trail name them."""

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    full_name = models.CharField(_("nama lengkap"), max_length=160)
    nip = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="id")
    session_epoch = models.PositiveIntegerField(default=0)
    demands_failed = models.PositiveSmallIntegerField(default=0)
    """How often in a row the password was wrong when asked again within a sitting, last at `demand_failed_at`."""
    demand_failed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with "sign out everywhere": either ends every session."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """With the same ending as the hash itself, for sessions begun under an older secret key."""
        for found in super().get_session_auth_fallback_hash():
            yield f"{found}.{self.session_epoch}"


class Standing(models.TextChoices):
    """In which standing an office is held."""

    REGULAR = "tetap", _("Pejabat tetap")
    ACTING = "plt", _("Plt.")
    DAILY = "plh", _("Plh.")


class Appointment(models.Model):
    """A user in a role of an office, from a day until a day (None: still). Every right hangs on this."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=16, choices=Role.choices)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.REGULAR)
    title = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "office", "role"], condition=Q(until__isnull=True), name="appointed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.role}, {self.office})"

    @property
    def reach(self) -> Reach:
        """How far this role sees data of people."""
        return REACH[Role(self.role)]

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is not enough."""
        return Role(self.role) in SECOND_FACTOR_REQUIRED

    def sees_office(self, office: Office) -> bool:
        """Whether data of people handed in by, or assigned to, that office lies within reach."""
        if self.reach is Reach.CITY:
            return True
        if self.reach is Reach.AREA and office.kind == OfficeKind.KELURAHAN:
            return office.region.parent_id == self.office.region_id
        return self.reach in (Reach.OFFICE, Reach.AREA, Reach.SENT) and office.pk == self.office_id


class Invitation(models.Model):
    """An office's door for one person, once: a link, and a short code for the printed slip. Only hashes are kept."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=16, choices=Role.choices)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.REGULAR)
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    succeeds = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.role}, {self.office}"

    @property
    def post(self) -> str:
        """The post with its standing: `Plt. Camat`."""
        label = str(Role(self.role).label)
        return label if self.standing == Standing.REGULAR else f"{Standing(self.standing).label} {label}"


LINK_HOLDS = timedelta(days=3)
"""How long a link for a new password holds: as long as Django's own token (PASSWORD_RESET_TIMEOUT)."""

OPEN_FOR = timedelta(days=7)
"""A request that nobody confirmed by then is worth nothing any more."""


class Help(models.TextChoices):
    """What somebody is let into: the own account, or a post that somebody holds or held."""

    PASSWORD = "sandi", _("Tautan kata sandi")
    SECOND_FACTOR = "langkah", _("Atur ulang langkah kedua")
    POST = "jabatan", _("Memangku jabatan")


class LettingIn(models.Model):
    """Somebody is let in anew: asked for by one person and, where `guarded`, confirmed by another.

    Never deleted. Names are kept as they were. `guarded`: the user sees more than one kelurahan, rules over accounts or
    signs, so one person alone must not be able to take their place. `token_hash`: of the link that was shown last.
    `linked_at`: when; `done_at`: the password was changed through it, or the second step was taken away. `closed_at`:
    refused by one who might have confirmed it, or withdrawn. `invitation`: that was accepted, where it is a post.
    """

    kind = models.CharField(max_length=8, choices=Help.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="lettings_in")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    guarded = models.BooleanField(default=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    linked_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"

    @property
    def what(self) -> str:
        """What is asked for: `Tautan kata sandi`, `Memangku jabatan: Plt. Camat`."""
        label = str(Help(self.kind).label)
        return f"{label}: {self.invitation.post}" if self.invitation else label

    @property
    def agreed(self) -> bool:
        """Whether nobody else has to be asked any more."""
        return not self.guarded or self.confirmed_at is not None

    @property
    def over(self) -> bool:
        """Whether nothing more can come of it."""
        return self.done_at is not None or self.closed_at is not None
