"""A monev meeting: whom it invites, its agenda, who came, and its papers. Decisions are follow-ups."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Appointment, Office, User
from padan.web.official.models import PaperState


def new_secret() -> str:
    """What a meeting's QR codes are made from; never shown."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """What stands in the QR of a paper; whoever has it may ask whether the paper is genuine."""
    return secrets.token_urlsafe(18)


class Meeting(models.Model):
    """One meeting on one day. `month`: first day of the month whose figures it looks at.

    `chair` and `secretary` sign the minutes, under the titles given here. `kept`: all that the minutes print, as it was
    when the meeting was closed, with the figures and which set of monitoring they are of; `digest`: SHA-256 over it.
    After `closed_at` nothing of it changes.
    """

    title = models.CharField(max_length=160)
    day = models.DateField()
    starts_at = models.TimeField()
    venue = models.CharField(max_length=160)
    month = models.DateField()
    purpose = models.CharField(max_length=400, blank=True)
    number = models.CharField(max_length=80, blank=True)
    minutes_number = models.CharField(max_length=80, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="meetings")
    chair = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    chair_title = models.CharField(max_length=160, blank=True)
    secretary = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    secretary_title = models.CharField(max_length=160, blank=True)
    invited = models.ManyToManyField(Office, related_name="invited_to")
    secret = models.CharField(max_length=64, default=new_secret)
    kept = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(closed_at__isnull=True) ^ ~Q(digest=""), name="closed_with_digest"),
        )

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One point of the agenda, and what was said on it. `rule`: the key of the warnings that it came from; `open`: it
    came from follow-ups that are not done."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    rule = models.CharField(max_length=24, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("meeting_id", "position", "id")

    def __str__(self) -> str:
        return self.title


class How(models.TextChoices):
    """How somebody was noted as present."""

    SCAN = "scan", _("Memindai QR")
    CODE = "code", _("Kode sekali pakai")
    TYPED = "typed", _("Dicatat sekretaris")
    PAPER = "paper", _("Daftar hadir di kertas")


class Attendee(models.Model):
    """One person who was there, as noted then. `office` None: of no office of the site, `office_name` says which."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    office_name = models.CharField(max_length=160)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    nip = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=160, blank=True)
    how = models.CharField(max_length=6, choices=How.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=Q(struck_at__isnull=True, user__isnull=False),
                name="present_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class DoorCode(models.Model):
    """A code for one person without an account, for one use on the meeting's day. Only its hash is kept."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="door_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    attendee = models.OneToOneField(Attendee, null=True, blank=True, on_delete=models.PROTECT, related_name="door_code")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"


class Addendum(models.Model):
    """A correction of closed minutes: what is to be read otherwise, and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("meeting_id", "number")
        constraints = (models.UniqueConstraint(fields=["meeting", "number"], name="addendum_once"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} adendum {self.number}"


class Part(models.TextChoices):
    """Who signs minutes."""

    CHAIR = "chair", _("Pimpinan rapat")
    SECRETARY = "secretary", _("Notulis")


class MinutesSign(models.Model):
    """A signature under closed minutes, or under an addendum. Names are kept as they were."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="signatures")
    addendum = models.ForeignKey(Addendum, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures")
    part = models.CharField(max_length=9, choices=Part.choices)
    name = models.CharField(max_length=160)
    nip = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=200)
    standing = models.CharField(max_length=8)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "part"], condition=Q(addendum__isnull=True), name="minutes_signed_once"
            ),
            models.UniqueConstraint(
                fields=["addendum", "part"], condition=Q(addendum__isnull=False), name="addendum_signed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.part}"


class MeetingPaper(models.Model):
    """The closed minutes, or an addendum, as PDF with the signatures of its moment; printed by the worker. The newest
    holds. `token` is in the QR."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    addendum = models.ForeignKey(Addendum, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.WAITING)
    signatures = models.JSONField(default=list)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"


class MeetingScan(models.Model):
    """A paper of the meeting that was signed by hand, scanned and filed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="scans")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.filename
