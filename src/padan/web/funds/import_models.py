"""Files of payments: what was handed in, every line of it and what it fits, and for whom the money was."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.domain.ledger.matching import OUTCOMES
from padan.domain.months import Month
from padan.web.accounts.models import Office, User
from padan.web.funds.ledger_models import Commitment, Form, Posting, Source
from padan.web.periods.models import segment_name
from padan.web.protection.models import Person
from padan.web.regions.models import Region


class SheetKind(models.TextChoices):
    """What a file of payments is; the reader's own words for its inputs."""

    DISBURSEMENTS = "disbursements", _("Daftar SP2D atau realisasi (BPKAD)")
    PAYMENTS = "payments", _("Tagihan atau daftar iuran (cabang BPJS)")


class SheetState(models.TextChoices):
    """What became of a file."""

    CHECKED = "checked", _("Sudah dibaca, menunggu diterima")
    REFUSED = "refused", _("Tidak dapat dibaca")
    ACCEPTED = "accepted", _("Diterima dan dibukukan")
    WITHDRAWN = "withdrawn", _("Ditarik sebelum diterima")


class SheetImport(models.Model):
    """One file, kept by its SHA-256. Nothing of it counts before it is accepted. `source`, `year`: whose money its
    lines are where they do not say. `counts`: {rows, outcomes: {code: n}, amounts: {code: rupiah}}."""

    kind = models.CharField(max_length=16, choices=SheetKind.choices)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SheetState.choices)
    refusal = models.TextField(blank=True)
    understanding = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "sha256"], condition=Q(state__in=["checked", "accepted"]), name="payments_file_once"
            ),
        )

    def __str__(self) -> str:
        return self.filename


class ImportLine(models.Model):
    """One row of such a file: where it stands, as found, as understood, and what became of it.

    `outcome`: a key of `domain.ledger.matching.OUTCOMES`. `bill`: the line of the same file whose names this one tells.
    `fingerprint`: hash over what it says, by which the same line is known in a later file. `asked`: the question about
    whom it names, where nobody's for certain; `stranger`: the office called the name none of its people. `office`: who
    answers for its people, where a human or the register of NPP said so and its place has no office that does.
    """

    file = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    found = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    amount = models.BigIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    place = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=40, blank=True)
    first_month = models.DateField(null=True, blank=True)
    last_month = models.DateField(null=True, blank=True)
    heads = models.PositiveIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    outcome = models.CharField(max_length=16)
    commitment = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    bill = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="names")
    paid_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="bills")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey("BillName", null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    stranger = models.BooleanField(default=False)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("file_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["file", "number"], name="payment_line_once"),
            models.CheckConstraint(condition=Q(outcome__in=sorted(OUTCOMES)), name="payment_line_outcome_known"),
        )
        indexes = (models.Index(fields=["outcome", "place"]),)

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"

    @property
    def outcome_text(self) -> str:
        """What became of it, in the page's language."""
        return OUTCOMES[self.outcome][1 if get_language() == "en" else 0]

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme) if self.programme else ""

    @property
    def span(self) -> tuple[Month, ...]:
        """The months that it is for."""
        return months_between(self.first_month, self.last_month)

    @property
    def is_head(self) -> bool:
        """Whether it is a bill's head; a line of the branch that is none tells of one person."""
        return bool(self.values.get("_bill"))


def months_between(first: date | None, last: date | None) -> tuple[Month, ...]:
    """The months from the one to the other, both included; none where one is missing."""
    if first is None or last is None:
        return ()
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple((n // 12, n % 12 + 1) for n in numbers)


class SplitShare(models.Model):
    """A kelurahan's part of a line in the name of its kecamatan, as BPKAD states it."""

    line = models.ForeignKey(ImportLine, on_delete=models.PROTECT, related_name="shares")
    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    basis = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("place__code",)
        constraints = (
            models.UniqueConstraint(fields=["line", "place"], name="split_share_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="split_share_of_something"),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.place}"


class ProofKind(models.TextChoices):
    """What proves that it was received."""

    NONE = "", _("Belum ada")
    NTPN = "ntpn", _("NTPN/bukti setor iuran")
    RECEIPT = "kuitansi", _("Kuitansi bertanda tangan")
    HANDOVER = "berita_acara", _("Berita acara serah terima")
    PHOTO = "foto", _("Foto penyerahan")
    TRANSFER = "transfer", _("Bukti transfer")


class Portion(models.Model):
    """Rupiah of one payment for one person or family in one month: Rp 16.800 for Budi, Kelurahan Legok, March 2025.

    `family`: number of the family card where the money went to a family. `line`: the row that names the person, where
    one does. `office`: who answers for the person, where somebody named one and neither row nor place tells. A portion
    of a payment that was reversed counts no more.
    """

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="portions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="portions")
    family = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=200)
    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.CONTRIBUTION)
    month = models.DateField()
    amount = models.BigIntegerField()
    what = models.CharField(max_length=200, blank=True)
    proof_kind = models.CharField(max_length=16, choices=ProofKind.choices, blank=True)
    proof_number = models.CharField(max_length=120, blank=True)
    proof_on = models.DateField(null=True, blank=True)
    proof_file = models.CharField(max_length=64, blank=True)
    line = models.ForeignKey(ImportLine, null=True, blank=True, on_delete=models.PROTECT, related_name="portions")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("month", "name", "id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="portion_of_something"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(family="") | Q(line__isnull=False), name="portion_for_somebody"
            ),
        )
        indexes = (
            models.Index(fields=["person", "month"]),
            models.Index(fields=["posting", "amount"]),
            models.Index(
                fields=["posting", "amount"],
                condition=Q(proof_kind="") & ~Q(form=Form.CONTRIBUTION),
                name="portion_without_proof",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.month:%Y-%m}"

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme) if self.programme else ""
