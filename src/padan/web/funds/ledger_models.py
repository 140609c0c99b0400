"""Sources of money, accounts, postings, and what moves them: commitments, arrivals, SPJ, activities."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.domain import ledger
from padan.web.accounts.models import User
from padan.web.cover.models import CreditAnswer
from padan.web.periods.models import segment_name
from padan.web.regions.models import Region


class AccountKind(models.TextChoices):
    """The kinds of `domain.ledger`, as people read them."""

    GRANTED = "granted", _("Dijanjikan pemberi")
    ALLOCATED = "allocated", _("Belum diterima")
    RECEIVED = "received", _("Diterima, belum disediakan")
    AVAILABLE = "available", _("Tersedia")
    COMMITTED = "committed", _("Terikat, belum dibayar")
    PAID = "paid", _("Dibayar, belum SPJ")
    REPORTED = "reported", _("Sudah SPJ")
    RETURNED = "returned", _("Dikembalikan")
    ADVANCE = "advance", _("Ditalangi")


class Form(models.TextChoices):
    """What money becomes for a person or family."""

    CONTRIBUTION = "contribution", _("Iuran")
    CASH = "cash", _("Uang tunai")
    GOODS = "goods", _("Barang")
    SERVICE = "service", _("Jasa")


class Source(models.Model):
    """A source of money. `earmarked`: its giver says what it is for, and the law's grants and shares are of it."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    earmarked = models.BooleanField(default=False)

    class Meta:
        ordering = ("-earmarked", "name")

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """Where money stands: `domain.ledger.Account`. `programme` is a key, "" for none."""

    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="accounts")
    year = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("source_id", "year", "place__code", "id")
        constraints = (
            models.UniqueConstraint(fields=["kind", "source", "year", "place", "programme"], name="account_once"),
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="account_kind_known"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="account_year_sound"),
            models.CheckConstraint(
                condition=Q(programme="") | Q(kind__in=sorted(ledger.OF_A_PROGRAMME)), name="account_of_a_programme"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} {self.year} {self.place_id} {self.programme}"

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme) if self.programme else ""


class CommitmentState(models.TextChoices):
    """Whether a commitment may still be paid."""

    OPEN = "open", _("Terbuka")
    CLOSED = "closed", _("Ditutup")


class Commitment(models.Model):
    """Money promised by a decree: people for months, at a unit a person and month, in one form.

    `amount` is what was promised and never changes; closing frees what was funded and not paid.
    """

    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="commitments")
    programme = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="commitments")
    year = models.PositiveSmallIntegerField()
    first_month = models.DateField()
    months = models.PositiveSmallIntegerField()
    heads = models.PositiveIntegerField()
    unit = models.BigIntegerField()
    amount = models.BigIntegerField()
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.CONTRIBUTION)
    decree_ref = models.CharField(max_length=120)
    decided_on = models.DateField()
    state = models.CharField(max_length=8, choices=CommitmentState.choices, default=CommitmentState.OPEN)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("decided_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0, unit__gt=0), name="commitment_of_something"),
            models.CheckConstraint(condition=Q(months__gt=0, heads__gt=0), name="commitment_for_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.decree_ref}, {self.place}, {self.programme}"

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme)


class StageDue(models.Model):
    """The day by which a stage of a source's funding year should have come, as Bappeda states it."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="dues")
    year = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering = ("source_id", "year", "order")
        constraints = (models.UniqueConstraint(fields=["source", "year", "order"], name="stage_due_once"),)

    def __str__(self) -> str:
        return f"{self.source_id} {self.year}/{self.order}"


class StageArrival(models.Model):
    """A stage, or a part of one, that arrived for one place. `order` 0: money that comes in no stages."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="arrivals")
    year = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=0)
    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="arrivals")
    amount = models.BigIntegerField()
    day = models.DateField()
    reference = models.CharField(max_length=120)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-day", "-id")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="arrival_of_something"),)

    def __str__(self) -> str:
        return f"{self.place} {self.year}/{self.order}"


class SpjState(models.TextChoices):
    """Where an accountability report stands."""

    SUBMITTED = "submitted", _("Menunggu BPKAD")
    ACCEPTED = "accepted", _("Diterima BPKAD")
    RETURNED = "returned", _("Dikembalikan untuk diperbaiki")


class Spj(models.Model):
    """An accountability report (SPJ) of a place for money that it paid. It counts once BPKAD has accepted it."""

    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="spj")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="spj")
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=120)
    day = models.DateField()
    amount = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=64, blank=True)
    document_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=SpjState.choices, default=SpjState.SUBMITTED)
    reason = models.CharField(max_length=300, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "SPJ"
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="spj_of_something"),)

    def __str__(self) -> str:
        return self.number

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme) if self.programme else ""


class Activity(models.Model):
    """An activity of a kelurahan with the money that no programme's share holds: what for, how much, how far, who.

    `use`: code of an allowed use of law data. `physical`: per cent done. `photo`: SHA-256 of a kept file.
    """

    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="activities")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="activities")
    year = models.PositiveSmallIntegerField()
    use = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    account_code = models.CharField(max_length=40, blank=True)
    ceiling = models.BigIntegerField()
    realised = models.BigIntegerField(default=0)
    physical = models.PositiveSmallIntegerField(default=0)
    obstacle = models.CharField(max_length=500, blank=True)
    follow_up = models.CharField(max_length=500, blank=True)
    in_charge = models.CharField(max_length=160)
    due = models.DateField()
    photo = models.CharField(max_length=64, blank=True)
    photo_name = models.CharField(max_length=255, blank=True)
    spj = models.ForeignKey(Spj, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("place__code", "due", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ceiling__gt=0, realised__gte=0), name="activity_amounts_sound"),
            models.CheckConstraint(condition=Q(physical__lte=100), name="activity_at_most_whole"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.physical >= 100


class Posting(models.Model):
    """An amount taken from one account and given to another: `domain.ledger.Posting`. Appended, never changed or
    deleted; a mistake is undone by a posting that names it.

    `event_month`: first day of the month that it is for. `known_at`: when the record learnt of it. `stage`: the stage
    that an arrival is of, 0 for none. `line`: the row of a file that it stands for. `credit`: the
    branch's answer to contributions paid after a death that it books.
    """

    taken = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="out")
    given = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="into")
    amount = models.BigIntegerField()
    day = models.DateField(db_index=True)
    event_month = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField(default=timezone.now)
    reference = models.CharField(max_length=160, blank=True)
    imported = models.BooleanField(default=False)
    stage = models.PositiveSmallIntegerField(default=0)
    commitment = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    arrival = models.ForeignKey(StageArrival, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    spj = models.ForeignKey(Spj, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    line = models.ForeignKey(
        "funds.ImportLine", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    credit = models.ForeignKey(CreditAnswer, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    office_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="posting_of_something"),
            models.CheckConstraint(condition=~Q(taken=F("given")), name="posting_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.taken_id} > {self.given_id}: {self.amount}"
