"""Files handed in, the rows in them, what was mended, and how an office's headings are understood."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.periods.models import SEGMENT_CHOICES, Kind, Requirement


class UploadState(models.TextChoices):
    """What became of a file. Exactly one version of a requirement is `accepted`.

    `reading`: its rows are being stored, and nobody sees it yet. One that stays so was broken off, and is swept away.
    """

    READING = "reading", _("Sedang dibaca")
    CHECKED = "checked", _("Sudah diperiksa, menunggu diterima")
    REFUSED = "refused", _("Tidak dapat dibaca")
    ACCEPTED = "accepted", _("Diterima")
    REPLACED = "replaced", _("Diganti versi berikutnya")
    WITHDRAWN = "withdrawn", _("Ditarik pengunggah")


class Upload(models.Model):
    """One file handed in for a requirement, or made of the rows typed in a form. Rows stand from the check on, but
    count only once accepted; `version` counts the accepted ones of a requirement from 1.

    `understanding`: per sheet {sheet, columns: [{position, heading, field, how}], left_out: [{row, reason}], notes}.
    `mapping`: headings whose field a clerk chose, {heading: field or ""}.
    `counts`: {rows, troubled, problems: {code: n}}.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="uploads")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    as_of = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=UploadState.choices)
    refusal = models.TextField(blank=True)
    understanding = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["requirement"], condition=Q(state=UploadState.ACCEPTED.value), name="one_accepted_version"
            ),
            models.UniqueConstraint(
                fields=["requirement", "version"], condition=Q(version__isnull=False), name="version_once"
            ),
        )

    def __str__(self) -> str:
        return self.filename

    @property
    def size_in_rows(self) -> int:
        """How many data rows it has."""
        return int(self.counts.get("rows", 0))

    @property
    def troubled(self) -> int:
        """How many of them have a problem that needs somebody."""
        return int(self.counts.get("troubled", 0))


class Row(models.Model):
    """One data row of a file. `number` counts a file's rows from 1 over all its sheets; `row` is Excel's number.

    `found`: {heading: text as found} of every cell that is not blank. `values`: {field key: text} after the mapping and
    the mends, which is what the engine reads. `problems`: codes of domain/problems.
    `fingerprint`: SHA-256 over what the row says of a person (side, NIK, name, birth date, KPJ), by which decisions
    find it again in a later file.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    found = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("upload_id", "number")
        constraints = (models.UniqueConstraint(fields=["upload", "number"], name="row_once"),)

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.number}"

    @property
    def kind(self) -> str:
        """Which kind of file it stands in."""
        return self.upload.requirement.kind


class Mend(models.Model):
    """One value of a row, mended on the page."""

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="mends")
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.field} {self.row_id}"


class HeadingChoice(models.Model):
    """How an office's heading is understood from now on, because its clerk said so. Field "": not used."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="heading_choices")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["office", "kind", "heading"], name="heading_once"),)

    def __str__(self) -> str:
        return f"{self.heading} = {self.field}"


class NppOffice(models.Model):
    """An entry of the register of NPP that an office made on a page: who answers for a payer's people. It goes before
    what files of the register say. `npp` as `domain.contributions.read_number` reads it; `segment` "": of every one."""

    npp = models.CharField(max_length=30, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=20, choices=SEGMENT_CHOICES, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("npp",)

    def __str__(self) -> str:
        return self.npp


__all__ = ["SEGMENT_CHOICES", "HeadingChoice", "Mend", "NppOffice", "Row", "Upload", "UploadState"]
