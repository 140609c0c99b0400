"""Poverty lines, sheets of expenditure, death rates, and what the worker computed of them and of the record."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.statistics.lines import LINE_KINDS
from padan.web.accounts.models import User
from padan.web.regions.models import Region


def line_kind(key: str) -> str:
    """A kind of line in the page's language."""
    words = LINE_KINDS.get(key)
    return key if words is None else words[1] if get_language() == "en" else words[0]


_line_kind_later = lazy(line_kind, str)


class Entry(models.Model):
    """What Bappeda entered, with its source; withdrawn, never changed. `certain`: sure for this city."""

    source = models.CharField(max_length=300)
    certain = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by_name = models.CharField(max_length=160, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True


class PovertyLine(Entry):
    """A line: whole rupiah a person and month, for months from `first_month` to `last_month` (first days; None: on)."""

    kind = models.CharField(max_length=16, choices=[(key, _line_kind_later(key)) for key in LINE_KINDS])
    amount = models.BigIntegerField()
    first_month = models.DateField()
    last_month = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "-first_month", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_above_nothing"),
            models.CheckConstraint(
                condition=Q(last_month__isnull=True) | Q(last_month__gte=F("first_month")), name="line_months_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def kind_label(self) -> str:
        """Its kind in the page's language."""
        return line_kind(self.kind)


class WelfareKind(models.TextChoices):
    """What the amounts of a sheet are."""

    EXPENDITURE = "expenditure", _("Pengeluaran (survei atau pendataan)")
    PROXY = "proxy", _("Proksi (perkiraan dari ciri rumah tangga)")


class WelfareState(models.TextChoices):
    """What became of a sheet."""

    CHECKED = "checked", _("Sudah dibaca, menunggu diterima")
    REFUSED = "refused", _("Tidak dapat dibaca")
    ACCEPTED = "accepted", _("Diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")


class WelfareSheet(models.Model):
    """A file of households and what they live on. `month`: first day of the month that it speaks of. `sample`: drawn,
    not everybody. `aid_included`: its amounts hold the aid already. `counts`: {rows, good, troubles: {code: n}}."""

    kind = models.CharField(max_length=12, choices=WelfareKind.choices)
    source = models.CharField(max_length=300)
    method = models.TextField()
    month = models.DateField()
    sample = models.BooleanField()
    aid_included = models.BooleanField()
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=WelfareState.choices)
    refusal = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-month", "-id")

    def __str__(self) -> str:
        return self.filename


class WelfareRow(models.Model):
    """One household: what its members live on, whole rupiah a person and month. No name and no NIK is kept; `no_kk`
    ties it to the aid that its members had. `weight`: of the survey, for the household; `trouble`: why it does not
    count, "" where it does."""

    sheet = models.ForeignKey(WelfareSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    no_kk = models.CharField(max_length=16, blank=True)
    kelurahan = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    members = models.PositiveSmallIntegerField(default=1)
    amount = models.BigIntegerField(null=True)
    weight = models.FloatField(default=1.0)
    stratum = models.CharField(max_length=60, blank=True)
    cluster = models.CharField(max_length=60, blank=True)
    trouble = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ("sheet_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "number"], name="household_row_once"),
            models.CheckConstraint(condition=Q(weight__gte=0, members__gte=1), name="household_counts"),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class MortalityTable(Entry):
    """Death rates: `bands`: [{sex, from_age, to_age, per_100k}]; work accidents where they are known: `accidents`:
    {per_100k, amount, source, certain} or {}. The newest that stands counts. `entered_by` None: shipped with Padan."""

    name = models.CharField(max_length=160)
    bands = models.JSONField(default=list)
    accidents = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class Computed(models.Model):
    """What the worker computed of one matter for one month, and what the record held then. A month's result is made
    anew while that month is the newest; after that it stays. `key`: the matter, with its programme, sheet or year."""

    key = models.CharField(max_length=80)
    month = models.DateField()
    marks = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-month", "key")
        constraints = (models.UniqueConstraint(fields=["key", "month"], name="computed_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.month:%Y-%m}"
