"""Words that humans wrote in place of computed sentences, reports that were signed, and batches of all of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Appointment, Office, User
from padan.web.monitoring.models import FigureSet
from padan.web.regions.models import Region


class Wording(models.Model):
    """A sentence as a human wrote it, append-only: the newest of a place, span and key holds.

    `text` "": the computed sentence holds again. `computed`, `mark`: the sentence that it took the place of, and what
    that rested on, so that a figure that has moved since is seen.
    """

    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=7)
    key = models.CharField(max_length=80)
    text = models.CharField(max_length=1500, blank=True)
    computed = models.TextField(blank=True)
    mark = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    office_name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["span", "place"]),)

    def __str__(self) -> str:
        return f"{self.span} {self.place_id} {self.key}"


class PressState(models.TextChoices):
    """Where something that is to be printed stands."""

    WAITING = "waiting", _("Menunggu dicetak")
    READY = "ready", _("Siap")
    FAILED = "failed", _("Gagal dicetak")


class Report(models.Model):
    """A signed report: its figures, words and papers never change again. What is known later makes a new version.

    `figures`: what was signed, `digest` its SHA-256. `figure_set`: from which set; a provisional one (`closed` False)
    moves on, but `figures` do not. `content`: SHA-256 of the file with all that its papers print. `replaced_reason`:
    why this version took the place of the one before. Name, NIP, title and standing are kept as they were.
    """

    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=7)
    version = models.PositiveIntegerField()
    month = models.DateField()
    figure_set = models.ForeignKey(FigureSet, on_delete=models.PROTECT, related_name="+")
    closed = models.BooleanField()
    known_at = models.DateTimeField()
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    number = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    letterhead = models.JSONField(default=dict, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    nip = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=160)
    standing = models.CharField(max_length=8)
    on_behalf_of = models.CharField(max_length=160, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    replaced_reason = models.CharField(max_length=500, blank=True)
    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=8, choices=PressState.choices, default=PressState.WAITING)
    papers = models.JSONField(default=dict, blank=True)
    """SHA-256 of each paper by its kind: report, brief, slides, recap (of a city), workbook."""
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["place", "span", "version"], name="report_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="report_versions_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.span} v{self.version}"


class Batch(models.Model):
    """All reports of a city and span at once, asked for by somebody and made by the worker.

    `composed`: how many papers there are to be, 0 while nothing is composed. `archive`: SHA-256 of the zip.
    """

    city = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=7)
    month = models.DateField(null=True, blank=True)
    figure_set = models.ForeignKey(FigureSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=160)
    asked_at = models.DateTimeField(default=timezone.now)
    composed = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=PressState.choices, default=PressState.WAITING)
    archive = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.city_id} {self.span} #{self.pk}"


class BatchPaper(models.Model):
    """One paper of a batch: its place in the zip, the file that it is printed from, and the PDF once it is there."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    content = models.CharField(max_length=64, blank=True)
    signed = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["batch", "name"], name="batch_paper_once"),
            models.CheckConstraint(condition=~Q(content="", sha256=""), name="batch_paper_of_something"),
        )

    def __str__(self) -> str:
        return self.name
