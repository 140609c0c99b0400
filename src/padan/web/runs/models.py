"""Runs of the engine, the snapshot that each published, and the verdicts of humans that it must obey."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.regions.models import Region


class Verdict(models.Model):
    """What a human said of two records: the same person or not. Bound to what the records say, not to row numbers.

    `one` and `other`: {side, nik, name, birth_date, kpj} as text. `key` is the same for both orders. The newest verdict
    of a key holds; `answer` "" withdraws. Append-only.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="verdicts")
    key = models.CharField(max_length=64, db_index=True)
    one = models.JSONField()
    other = models.JSONField()
    answer = models.CharField(
        max_length=10, blank=True, choices=[("same", "Orang yang sama"), ("different", "Orang yang berbeda")]
    )
    by_name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.answer}"


class RunState(models.TextChoices):
    """Where a run stands."""

    RUNNING = "running", _("Sedang berjalan")
    PUBLISHED = "published", _("Selesai")
    FAILED = "failed", _("Gagal")
    ABANDONED = "abandoned", _("Terhenti, dimulai lagi")


class Run(models.Model):
    """One run of the engine over a period's accepted files. At most one runs for a period at a time.

    `inputs`: [{upload, kind, office, sha256, rows}]. `versions`: padan, state (why it began anew or did not).
    `marks`: what the record held when it began (see `asking.marks_of`); other marks ask for another run. `step`: key of
    `progress.STEPS`; `done` of `total` within it. `worker`: the machine it runs on; `heartbeat_at` older than a minute
    means that its worker died.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    began_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    inputs = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    worker = models.CharField(max_length=255, blank=True)
    summary = models.JSONField(default=dict)
    fault = models.TextField(blank=True)
    pruned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["period", "number"], name="run_once"),
            models.UniqueConstraint(
                fields=["period"], condition=Q(state=RunState.RUNNING.value), name="one_run_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period} #{self.number}"


class CurrentRun(models.Model):
    """The published run whose rows a period's pages show. Moving it is the publication."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, primary_key=True, related_name="current")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.run)


class RunRow(models.Model):
    """What a run says of one row: its bucket, its other half, and why. Never changed once published.

    `office` answers for it; `submitter` handed it in; `residence` is the kelurahan where the person lives (None:
    outside or unknown). Money is whole rupiah over the period, of the person whose row it is: `due`, `paid`, `missing`,
    `excess`. `statuses`: keys of participation (lapsed, in arrears, ...). `months`: {YYYY-MM: status of that month};
    `amounts`: {YYYY-MM: [due or null, paid, whether a bill that names nobody may have paid]}.
    `reasons`: [{field, outcome, weight, text}]. `grave`: money or cover is at risk; `harm`: how much, in rupiah;
    `asks`: whether a clerk is asked anything.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rows")
    side = models.CharField(max_length=12)
    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="+")
    bucket = models.CharField(max_length=16)
    match = models.ForeignKey(Row, null=True, on_delete=models.PROTECT, related_name="+")
    probability = models.FloatField(null=True)
    rule = models.CharField(max_length=40, blank=True)
    reasons = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    segment = models.CharField(max_length=20, blank=True)
    submitter = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    residence = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    statuses = models.JSONField(default=list)
    months = models.JSONField(default=dict)
    amounts = models.JSONField(default=dict)
    due = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    missing = models.BigIntegerField(default=0)
    excess = models.BigIntegerField(default=0)
    grave = models.BooleanField(default=False)
    asks = models.BooleanField(default=False)
    harm = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("run_id", "id")
        constraints = (models.UniqueConstraint(fields=["run", "row"], name="one_bucket_a_row"),)
        indexes = (models.Index(fields=["run", "office", "bucket"]), models.Index(fields=["run", "submitter"]))

    def __str__(self) -> str:
        return f"{self.bucket} {self.row_id}"


class RunPair(models.Model):
    """Two rows that a run weighed against each other. `within`: "" across the sides, else the one side of both."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pairs")
    one = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="+")
    within = models.CharField(max_length=12, blank=True)
    probability = models.FloatField()
    decision = models.CharField(max_length=16)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ("run_id", "id")
        constraints = (models.UniqueConstraint(fields=["run", "one", "other"], name="pair_once"),)

    def __str__(self) -> str:
        return f"{self.one_id} x {self.other_id}"
