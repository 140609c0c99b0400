"""Indicators and targets as data, and the figures that were kept of each month."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.domain.indicators import DIRECTIONS, LEVELS, UNITS, Indicator, Target
from padan.web.accounts.models import User


class IndicatorVersion(models.Model):
    """One version of an indicator; never changed, a later one takes its place from `first_month` on (its first day;
    None: for all months). `retired`: from then on the indicator is shown no more. `entered_by` None: shipped.
    `shipped`: the version of Padan's own definition that it states, or that stood beside it when somebody stated it;
    None: the first."""

    key = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    first_month = models.DateField(null=True, blank=True)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    definition_id = models.TextField()
    definition_en = models.TextField()
    numerator = models.SlugField(max_length=40)
    denominator = models.SlugField(max_length=40, blank=True)
    unit = models.CharField(max_length=10, choices=[(key, words[0]) for key, words in UNITS.items()])
    direction = models.CharField(max_length=4, choices=[(key, words[0]) for key, words in DIRECTIONS.items()])
    source_id = models.CharField(max_length=200)
    source_en = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    headline = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=900)
    retired = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by_name = models.CharField(max_length=160, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    shipped = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("order", "key", "version")
        constraints = (
            models.UniqueConstraint(fields=["key", "version"], name="indicator_version_once"),
            models.CheckConstraint(condition=~Q(numerator=""), name="indicator_counts_something"),
        )

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def as_domain(self) -> Indicator:
        """The version as the rules know it."""
        return Indicator(
            self.key, self.name_id, self.name_en, self.definition_id, self.definition_en, self.numerator,
            self.denominator, self.unit, self.direction, self.source_id, self.source_en, self.basis, self.headline,
            self.order, self.version,
        )  # fmt: skip


class IndicatorTarget(models.Model):
    """What an indicator should come to in a year, for every place of a level or for one. The newest of the same
    (key, year, level, place) holds; `value` None: there is no target any more. Append-only."""

    key = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS])
    place = models.CharField(max_length=24, blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["key", "year"]),)
        constraints = (
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="target_not_negative"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="target_year_sound"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.year} {self.level} {self.place}"

    @property
    def as_domain(self) -> Target | None:
        """The target as the rules know it; None where it was taken back."""
        return None if self.value is None else Target(self.key, self.year, self.level, self.place, self.value)


class SetKind(models.TextChoices):
    """Whether a month's figures still move."""

    CLOSED = "closed", _("Ditutup")
    NOW = "now", _("Sementara")


class FigureSet(models.Model):
    """The figures of one month: as they were closed, or as they are known now.

    `month`: its first day. `known_at`: until when the record was read. `known`: keys of indicators of which the record
    tells anything for the month: where one of these has no figure for a place, it is nothing, not unknown.
    `versions`: {key: version of its definition}. `definitions`, `law`: SHA-256 of what they were made by; `marks`: what
    the record held, by part. `digests`: SHA-256 of each indicator's figures.
    """

    month = models.DateField()
    kind = models.CharField(max_length=6, choices=SetKind.choices)
    made_at = models.DateTimeField(default=timezone.now)
    known_at = models.DateTimeField(default=timezone.now)
    known = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    definitions = models.CharField(max_length=64)
    law = models.CharField(max_length=64)
    marks = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    closed_by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("-month", "kind")
        constraints = (models.UniqueConstraint(fields=["month", "kind"], name="figures_of_a_month_once"),)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind}"

    @property
    def closed(self) -> bool:
        """Whether it never changes again."""
        return self.kind == SetKind.CLOSED


class StoredFigure(models.Model):
    """An indicator's figure for a place (a region code) and everything below it. What is nothing is not stored."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=40)
    place = models.CharField(max_length=24)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("set_id", "key", "place")
        constraints = (models.UniqueConstraint(fields=["set", "key", "place"], name="figure_once"),)
        indexes = (models.Index(fields=["set", "place"]),)

    def __str__(self) -> str:
        return f"{self.key} {self.place}"


class KeptRows(models.Model):
    """The rows that a measure of a closed month summed up: zlib over JSON [[place, kind, id, amount], ...]. Ids alone,
    no data of people."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="rows")
    measure = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        ordering = ("set_id", "measure")
        constraints = (models.UniqueConstraint(fields=["set", "measure"], name="rows_kept_once"),)

    def __str__(self) -> str:
        return f"{self.set_id} {self.measure}"


class Renewal(models.Model):
    """When the figures as known now were last renewed, how long it took, and what the record held then. One row."""

    marks = models.JSONField(default=dict)
    months = models.JSONField(default=list)
    seconds = models.FloatField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
