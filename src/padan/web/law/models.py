"""What the law says, as data: legal bases and the rules that hang on them, each from a day until a day.

Every row is one version and is never changed nor deleted: what replaces or ends it is a row of its own, with the
reason, and the older one is marked as withdrawn. The database itself refuses anything else.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from padan.web.accounts.models import User


class Version(models.Model):
    """What a basis and a rule have in common. `entered_by` None: shipped with Padan. `reason`: why this version took
    the place of the one it `replaces`."""

    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    certain = models.BooleanField()
    note = models.TextField(blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.TextField(blank=True)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by_name = models.CharField(max_length=160, blank=True)
    entered_office = models.CharField(max_length=160, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=160, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        """Whether this version is the one that counts."""
        return self.withdrawn_at is None


class Basis(Version):
    """A version of a legal basis. `origin`: its first version, to which rules and files are tied; None on that one."""

    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    issued_on = models.DateField(null=True, blank=True)
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ("-year", "kind", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=["key"], condition=Q(withdrawn_at__isnull=True), name="basis_stands_once"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="basis_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def first(self) -> "Basis":
        """Its first version."""
        return self.origin or self


class BasisFile(models.Model):
    """The decree's own file, kept by its SHA-256."""

    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(max_length=255)
    media = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.filename


class LawRule(Version):
    """A version of a rule. `kind`: a key of `padan.domain.law.KINDS`; `value`: as that kind's fields say; `basis`: the
    first version of what it rests on. A rate's `note` is its legal base in words."""

    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=13, blank=True)
    value = models.JSONField()
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="rules")

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["kind", "withdrawn_at"], name="law_rule_kind"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="rule_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
