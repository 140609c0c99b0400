"""Periods of work, what each asks of whom, and what is locked."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.domain.segments import SEGMENT_BY_KEY, SEGMENTS
from padan.web.accounts.models import Office, User


def segment_name(key: str) -> str:
    """A segment in the page's language; a key of no segment as it is."""
    found = SEGMENT_BY_KEY.get(key)
    if found is None:
        return key
    return found.label_en if get_language() == "en" else found.label_id


_segment_name_later = lazy(segment_name, str)
SEGMENT_CHOICES = [(segment.key, _segment_name_later(segment.key)) for segment in SEGMENTS]


class Kind(models.TextChoices):
    """What a handed-in file is; the engine's own words for its inputs."""

    LIST = "list", _("Daftar orang")
    PARTICIPANTS = "participants", _("Daftar peserta BPJS")
    PAYMENTS = "payments", _("Daftar iuran")
    POSTS = "posts", _("Daftar pos RT")
    GROUPS = "groups", _("Daftar NPP/kelompok")


class Period(models.Model):
    """A period of work, say 2024 Q4. Months are their first days. `changed_at` moves with every accepted list or
    decision: the worker runs a period whose last run began before it."""

    key = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    first_month = models.DateField()
    last_month = models.DateField()
    due = models.DateField()
    as_of = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-first_month", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(last_month__gte=models.F("first_month")), name="months_in_order"),
        )

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """One list that a period asks of an office: which kind, for which segment, by when."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="requirements")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="requirements")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.LIST)
    segment = models.CharField(max_length=20, choices=SEGMENT_CHOICES, blank=True)
    due = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("office__region__code", "office_id", "kind", "segment")
        constraints = (models.UniqueConstraint(fields=["period", "office", "kind", "segment"], name="required_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.segment} {self.office}"


class Lock(models.Model):
    """An office's part of a period that is signed. Only the rooms of signing set and lift it."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="locks")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="locks")
    locked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["period", "office"], name="locked_once"),)

    def __str__(self) -> str:
        return f"{self.period} {self.office}"


class Reminder(models.Model):
    """A reminder to an office: written at once, sent by the worker."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="reminders")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="reminders")
    text = models.TextField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.period} {self.office}"
