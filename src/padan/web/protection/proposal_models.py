"""Who is proposed for a programme in a year, what is known of them, and every step of their way."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.lists.models import Row
from padan.web.protection.people_models import Family, Person


class Origin(models.TextChoices):
    """Where a proposal comes from."""

    MUSYAWARAH = "musyawarah", _("Musyawarah kelurahan")
    P3KE = "p3ke", _("P3KE")
    DTKS = "dtks", _("DTKS")
    DTSEN = "dtsen", _("DTSEN")
    RT = "rt", _("Usulan RT")
    LIST = "daftar", _("Daftar yang diterima")


class CandidateState(models.TextChoices):
    """Each candidate is in exactly one."""

    ELIGIBLE = "eligible", _("Layak")
    NOT_ELIGIBLE = "not_eligible", _("Tidak layak")
    UNKNOWN = "unknown", _("Belum dapat diputuskan")


class SheetState(models.TextChoices):
    """What became of a sheet of candidates."""

    CHECKED = "checked", _("Sudah diperiksa, menunggu diterima")
    REFUSED = "refused", _("Tidak dapat dibaca")
    ACCEPTED = "accepted", _("Diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")


class CandidateSheet(models.Model):
    """A file of candidates of one source, shown before it counts. `version`: the day the data set speaks of.
    `minutes`, `minutes_on`: number and day of the signed minutes of the deliberation (musyawarah)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="candidate_sheets")
    programme = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=12, choices=Origin.choices)
    version = models.DateField()
    minutes = models.CharField(max_length=120, blank=True)
    minutes_on = models.DateField(null=True, blank=True)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=SheetState.choices)
    refusal = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.filename


class CandidateRow(models.Model):
    """One row of such a file. `values`: {field key: text}; `trouble`: code of why it makes no candidate ("" where it
    does); `candidate`: whom it proposes once accepted."""

    sheet = models.ForeignKey(CandidateSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    trouble = models.CharField(max_length=24, blank=True)
    candidate = models.ForeignKey("Candidate", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("sheet_id", "number")
        constraints = (models.UniqueConstraint(fields=["sheet", "number"], name="candidate_row_once"),)

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class Candidate(models.Model):
    """A person proposed for a programme in a year.

    `office`: the kelurahan whose candidate it is. `said`: {field key: text} needed for enrolment; `missing`: keys of
    fields still wanting (none: ready to register). `facts`: {name: {value, source, day}} that the verdict rests on.
    `reasons`, `warnings`: [{code, text_id, text_en, asks}]. `step`: where it stands on the way (`domain.pathway`).
    `same_as`: the proposal of the same person for the same programme and year that stands instead of this one.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidates")
    programme = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="candidates")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    musyawarah_rank = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.CharField(max_length=120, blank=True)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates")
    said = models.JSONField(default=dict, blank=True)
    missing = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=CandidateState.choices, default=CandidateState.UNKNOWN)
    reasons = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    step = models.CharField(max_length=12, default="proposed")
    stepped_on = models.DateField(null=True, blank=True)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="doubles")
    judged_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("office__region__code", "programme", "musyawarah_rank", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "programme", "year"], name="proposed_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CandidateState]), name="candidate_in_one_state"
            ),
        )
        indexes = (models.Index(fields=["year", "programme", "office", "state"]),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.programme} {self.year}"

    @property
    def ready(self) -> bool:
        """Whether every field that enrolment needs is there."""
        return not self.missing


class Proposal(models.Model):
    """Somebody proposed a candidate: once or by several offices and sources. Append-only."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="proposals")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    version = models.DateField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.CharField(max_length=120, blank=True)
    row = models.ForeignKey(Row, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sheet_row = models.ForeignKey(CandidateRow, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.origin}"


class Step(models.Model):
    """One step of a candidate's way. Append-only. `day`: the day it happened on; `month`: first day of the month that
    a payment is for; `document`: number of the decree, list or letter."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)
    day = models.DateField()
    month = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["candidate", "month"], condition=Q(month__isnull=False), name="paid_once_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.step}"


class JudgedBy(models.Model):
    """By what those who wait for a decree were last judged all together: the newest change of the law, and the day, for
    answers grow old and people older. One row."""

    law_changed_at = models.DateTimeField()
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.law_changed_at} {self.day}"
