"""Signatures up the tree, and the papers that carry them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.periods.models import Period
from padan.web.runs.models import Run


class SignOff(models.Model):
    """An office's signature under its figures of a period. The figures are kept as signed and never change.

    `version` counts an office's signatures of a period from 1. Name, NIP, title and standing are kept as they were.
    `digest`: SHA-256 over `figures`, which name the file of people by its own SHA-256. `letterhead`: kop, number, place
    and the like as they were when it was signed (keys of `letterheads.py`).
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="signoffs")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="signoffs")
    version = models.PositiveIntegerField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()
    letterhead = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    nip = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=160)
    standing = models.CharField(max_length=8)
    on_behalf_of = models.CharField(max_length=160, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undo_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["period", "office", "version"], name="signature_once"),
            models.UniqueConstraint(
                fields=["period", "office"], condition=Q(undone_at__isnull=True), name="one_standing_signature"
            ),
        )

    def __str__(self) -> str:
        return f"{self.office} v{self.version}"


class PaperState(models.TextChoices):
    """Where a paper stands."""

    WAITING = "waiting", _("Menunggu dicetak")
    READY = "ready", _("Siap")
    FAILED = "failed", _("Gagal dicetak")


class Paper(models.Model):
    """The minutes of a signature, as PDF and workbook, made by the worker. `token` is in the QR.

    The city's paper is that of Bappeda's signature, with the branch's as `partner`.
    """

    signoff = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="papers")
    partner = models.ForeignKey(SignOff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, blank=True)
    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.WAITING)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    workbook_sha256 = models.CharField(max_length=64, blank=True)
    certified = models.BooleanField(default=False)
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.token

    @property
    def signatures(self) -> list[SignOff]:
        """The signatures that it bears."""
        return [self.signoff, *([self.partner] if self.partner else [])]

    @property
    def undone(self) -> bool:
        """Whether a signature on it was undone."""
        return any(one.undone_at for one in self.signatures)


class Scan(models.Model):
    """The printed and signed paper, scanned and filed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="scans")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.filename
