"""Cases that need a human, whose they are, and what was decided."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.runs.models import Run


class CaseKind(models.TextChoices):
    """What is asked. Sorted here by nothing; a case's `harm` sorts."""

    PAIR = "pair", _("Apakah ini orang yang sama?")
    NOT_REGISTERED = "not_registered", _("Ada di daftar, belum terdaftar di BPJS")
    NOT_LISTED = "not_listed", _("Terdaftar di BPJS, tidak ada di daftar")
    DOUBLE = "double", _("Tercatat lebih dari sekali")
    DIFFERS = "differs", _("Data berbeda")
    PAID_AFTER = "paid_after", _("Dibayar setelah meninggal atau keluar")
    TWO_PAYERS = "two_payers", _("Ditanggung dua pembayar")
    UNUSABLE = "unusable", _("Baris tidak dapat dikenali")
    DECEASED = "deceased", _("Meninggal menurut salah satu pihak")
    FINDING = "finding", _("Temuan pada orang yang cocok")


class CaseState(models.TextChoices):
    """Where a case stands, for all offices together (`Case`) or as one office left it (`CaseOffice`)."""

    OPEN = "open", _("Belum dijawab")
    UNSURE = "unsure", _("Belum dapat dipastikan")
    WAITING = "waiting", _("Menunggu pengesahan kepala kantor")
    ANSWERED = "answered", _("Sudah dijawab")
    CONFLICT = "conflict", _("Dua kantor berbeda jawaban")
    CARRIED = "carried", _("Dibawa ke periode berikut")
    GONE = "gone", _("Tidak berlaku lagi")


UNFINISHED: tuple[CaseState, ...] = (CaseState.OPEN, CaseState.UNSURE, CaseState.WAITING, CaseState.CONFLICT)
"""States in which somebody still owes something; a signature waits for them."""


class Case(models.Model):
    """One thing that a human must decide. `key` is a hash over its kind and what its records say, so that the answer
    holds in later runs until a record changes.

    `left` is the list's row (or the first of two of one side), `right` the other; `rivals`: ids of further candidates.
    `harm` is what may be lost in whole rupiah, `months` the months of cover it touches, `grave` whether money or a life
    is at risk, `asks` whether it asks a clerk at all (else it is told, grouped and closed in one click).
    `answer` and `sequence` repeat what the decisions say: the answer that holds ("" while there is none) and the number
    of the newest decision.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="cases")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=CaseKind.choices)
    left = models.ForeignKey(Row, null=True, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Row, null=True, on_delete=models.PROTECT, related_name="+")
    rivals = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    probability = models.FloatField(null=True)
    harm = models.BigIntegerField(default=0)
    months = models.PositiveIntegerField(default=0)
    grave = models.BooleanField(default=False)
    asks = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    answer = models.CharField(max_length=24, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-grave", "-harm", "id")
        constraints = (models.UniqueConstraint(fields=["period", "key"], name="case_once"),)
        indexes = (models.Index(fields=["period", "state", "-grave", "-harm"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:12]}"


class CaseOffice(models.Model):
    """An office that a case is put to; one that spans two kelurahan is put to both.

    `state` is how this office left it. `passed`: the office said that the person is not its own, and Bappeda answers in
    its stead, or Bappeda handed it to the office that knows him. `handed`: this is that office.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="offices")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    passed = models.BooleanField(default=False)
    handed = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "office"], name="put_once"),)
        indexes = (models.Index(fields=["office", "state"]),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.office_id}"


class Decision(models.Model):
    """One answer to a case. Append-only: a later one replaces it. `sequence` counts a case's answers from 1, so that of
    two clerks who answer at once one is told that the other was first.

    `answer` is a code of `answers.py` for the case's kind; "" takes that office's former answer back. `values` says
    more where the answer needs it (which candidate, which value of a field is right). `owner`: who goes on with a case
    that is carried over. `confirms`: the head of the office confirms that answer. `settles`: the camat (or Bappeda)
    decides over offices that differ. `carried_from`: the decision of an earlier period that was first given on what
    these records say, and holds here too; `via` is then `carried` where nobody was asked.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    sequence = models.PositiveIntegerField()
    answer = models.CharField(max_length=24, blank=True)
    reason = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)
    carried_to = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=160, blank=True)
    values = models.JSONField(default=dict, blank=True)
    confirms = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settles = models.BooleanField(default=False)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    via = models.CharField(max_length=10, default="page")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["case", "sequence"], name="answered_in_turn"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.answer}"


class ReplyWord(models.TextChoices):
    """What the branch answers to a row that was formally sent to it."""

    ACCEPTED = "accepted", _("Diterima")
    REFUSED = "refused", _("Ditolak")
    DOCUMENT = "document", _("Perlu dokumen")


class BranchReply(models.Model):
    """The branch's answer to a decision that went out to it. Append-only: the newest of a decision holds."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="replies")
    word = models.CharField(max_length=10, choices=ReplyWord.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.word}"
