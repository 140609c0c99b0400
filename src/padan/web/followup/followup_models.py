"""Follow-ups, their steps with evidence, and reminders of them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from padan.domain.followups import CLOSED, FATES, STEPS, is_overdue
from padan.web.accounts.models import Appointment, Office, User
from padan.web.followup.meeting_models import AgendaItem, Meeting
from padan.web.followup.warning_models import EarlyWarning
from padan.web.protection.models import Person


def step_label(key: str) -> str:
    """A step in the page's language."""
    step = STEPS.get(key)
    return key if step is None else step.label(get_language() or "id")


_step_label_later = lazy(step_label, str)
STEP_CHOICES = [(key, _step_label_later(key)) for key in STEPS]
STATE_CHOICES = [(key, label) for key, label in STEP_CHOICES if STEPS[key].moves]


class FollowUp(models.Model):
    """What an office is to do, by when. `person`: who in it, where somebody was named; the office else.

    `state`: that of the newest step. `due` follows the steps that move it; `first_due` stays. It comes from a meeting's
    decision (`meeting`, `agenda`), from a warning, or from nothing but itself.
    """

    what = models.CharField(max_length=500)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    first_due = models.DateField()
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default="open")
    warning = models.ForeignKey(
        EarlyWarning, null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    agenda = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    given_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) ^ Q(state__in=sorted(CLOSED)), name="closed_when_over"
            ),
        )
        indexes = (models.Index(fields=["office", "state", "due"]), models.Index(fields=["state", "due"]))

    def __str__(self) -> str:
        return self.what

    def overdue_on(self, today: date) -> bool:
        """Whether its day is past and it is still the office's turn."""
        return is_overdue(self.state, self.due, today)


class Step(models.Model):
    """One step, append-only. `due`: the new day of a step that moves it. Names are kept as they were. `by` None: the
    record itself told it."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="steps")
    sequence = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=STEP_CHOICES)
    words = models.CharField(max_length=500, blank=True)
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("follow_up_id", "sequence")
        constraints = (models.UniqueConstraint(fields=["follow_up", "sequence"], name="follow_up_step_once"),)

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.sequence} {self.step}"


class Evidence(models.Model):
    """A file that proves a step, kept by its SHA-256."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="evidence")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.filename


class Concern(models.Model):
    """Somebody whom a follow-up is about: whose cover in a segment was about to be lost when it was given. `settled`: a
    key of `domain.followups.FATES`, "" as long as none holds; `settled_on`: when the record was seen to tell it."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="concerns")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=20, blank=True)
    settled = models.CharField(max_length=10, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("follow_up_id", "person__name", "id")
        constraints = (models.UniqueConstraint(fields=["follow_up", "person", "segment"], name="concerned_once"),)

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.person_id} {self.settled}"

    @property
    def fate(self) -> str:
        """How it ended, in the page's language."""
        return FATES[self.settled][get_language() == "en"] if self.settled in FATES else ""


class Nudge(models.Model):
    """A reminder to an office of what it has left to do: written at once, sent by the worker. `asked_by` None: the
    worker itself, because Bappeda has switched that on; `follow_ups`: what it speaks of."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="nudges")
    follow_ups = models.ManyToManyField(FollowUp, related_name="nudges")
    text = models.TextField()
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.office)


class NudgeRule(models.Model):
    """Whether late follow-ups are reminded of without anybody asking, and how many days lie between two reminders of
    one. Each change is a row, the newest holds. `looked_on`: the last day on which the worker looked who is late."""

    on = models.BooleanField(default=False)
    every_days = models.PositiveSmallIntegerField(default=7)
    looked_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(every_days__gte=1, every_days__lte=60), name="nudged_now_and_then"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.every_days}"
