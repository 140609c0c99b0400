"""Early warnings: the rules' thresholds as data, and what they found, from when until when."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.regions.models import Region


class InCharge(models.TextChoices):
    """Which office is to act on a warning."""

    PLACE = "place", _("Kantor yang bersangkutan")
    BAPPEDA = "bappeda", _("Bappeda")
    BPKAD = "bpkad", _("BPKAD")
    BRANCH = "bpjs", _("Kantor cabang BPJS Ketenagakerjaan")


class WarningRule(models.Model):
    """One rule of `rules.RULES`: whether it is watched, from which threshold on (in the rule's unit), who is to act."""

    key = models.CharField(max_length=24, unique=True)
    active = models.BooleanField(default=True)
    threshold = models.PositiveIntegerField()
    in_charge = models.CharField(max_length=8, choices=InCharge.choices)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.key


class EarlyWarning(models.Model):
    """What a rule finds at a place, for one office to act on. It stands until the rule finds it no more (`ended_on`).

    `subject` tells two findings of one rule and place apart; `words`: what its sentence needs beside `count` and
    `amount` (rupiah, None = none). `since`: the day from which it holds as far as the record tells, else the day on
    which it was first found.
    """

    rule = models.CharField(max_length=24)
    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="warnings")
    subject = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(null=True)
    words = models.JSONField(default=dict)
    since = models.DateField()
    found_at = models.DateTimeField(default=timezone.now)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["rule", "place", "office", "subject"], condition=Q(ended_on__isnull=True), name="warned_once"
            ),
        )
        indexes = (models.Index(fields=["ended_on", "rule"]), models.Index(fields=["office", "ended_on"]))

    def __str__(self) -> str:
        return f"{self.rule} {self.place_id} {self.subject}"


class Looked(models.Model):
    """The last look of the rules: on which day, and up to which event of the trail."""

    day = models.DateField()
    event = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.day} {self.event}"
