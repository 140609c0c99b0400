"""Each person's months of cover, where each stands now, and the claims of deaths and accidents."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.domain.benefits import CREDIT_WORDS, STEPS
from padan.domain.continuity import last_covered_day
from padan.domain.contributions import first_day, month_of, number
from padan.web.accounts.models import Office, User
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.protection.models import Person
from padan.web.regions.models import Region
from padan.web.runs.models import Run


class Fact(models.TextChoices):
    """What a run knows of a month; words of `domain.continuity.FACTS`. The books know one more: DROPPED."""

    PAID = "paid", _("Dibayar")
    UNPAID = "unpaid", _("Belum dibayar")
    UNCLEAR = "unclear", _("Belum jelas")


DROPPED = "dropped"
"""What is known of a month that whole bills leave out, and for which nobody was to pay: no choice of a run's."""


class MonthFigures(models.Model):
    """What is said of one person's month in one segment. `month`: its first day. `source`: key of the money's
    source, "" = not known. `due` in rupiah, None = not known. `status`: a key of `domain.contributions.STATUSES`.
    `times`: how many payments it is for, more than one where the person stands in the segment twice."""

    month = models.DateField()
    segment = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=40, blank=True)
    due = models.BigIntegerField(null=True)
    paid = models.BigIntegerField(default=0)
    status = models.CharField(max_length=16)
    fact = models.CharField(max_length=8, choices=Fact.choices)
    times = models.PositiveSmallIntegerField(default=1)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


FIGURES = ("source", "due", "paid", "status", "run_fact", "times", "office_id", "row_id", "run_id")
"""The columns of a month that a later run may say otherwise."""


class PersonMonth(MonthFigures):
    """One person's month in one segment: what the run that holds says, what the ledger says, and what follows.

    `run`, `row`: None where the ledger alone tells of the month; its figures are then the ledger's. `run_fact`: what
    the run knows of it, "" without a run. `by_ledger`: rupiah that payments hold, 0 where all bills of the group are
    for others, None where the ledger says nothing. `by_group`: they were for the person's whole group, and none names
    the person. `fact` follows from both (`domain.cover_evidence`), and `disagreement` is a key of its DISAGREEMENTS, ""
    for none.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="months")
    row = models.ForeignKey(Row, null=True, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+")
    run_fact = models.CharField(max_length=8, choices=Fact.choices, blank=True)
    by_ledger = models.BigIntegerField(null=True)
    by_group = models.BooleanField(default=False)
    disagreement = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ("person_id", "month", "segment")
        constraints = (
            models.UniqueConstraint(fields=["person", "month", "segment"], name="person_month_once"),
            models.CheckConstraint(condition=Q(paid__gte=0), name="paid_month_not_negative"),
        )
        indexes = (models.Index(fields=["month", "office"]),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m} {self.segment}"

    @property
    def told_by(self) -> str:
        """Who tells of it: run, ledger or both."""
        if self.run_id is None:
            return "ledger"
        return "run" if self.by_ledger is None else "both"


class FormerMonth(MonthFigures):
    """What an earlier run said of a month, before `replaced_by`. Append-only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_months")
    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["person", "month"]),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m} {self.segment}"


class Standing(models.Model):
    """Where one protection of one person stands at the end of `known_until` (first day of that month), and what lies
    ahead: `domain.continuity.Outlook` of the segment's first reading; `other_*`: of its second, where it is unsettled.

    A protection is what one contribution is paid for: a person in a segment for whom an office answers. Made anew from
    the newest period's published run and from the months that the ledger tells of; nothing here is the record. Months
    are their first days, money is whole rupiah. `monthly`: a month's due. `listed`: stands on an office's list;
    `registered`: known to the branch. `dropped`: stood in an earlier period and does no more, or whole bills name it no
    more though nobody was to pay; `known_until` is then the last month before, and `falls_out` the first one at whose
    end cover is gone, past or to come. `period`, `run`, `row`: None where the ledger alone tells of it. `disagreeing`:
    months of which a run and the ledger say otherwise.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standings")
    segment = models.CharField(max_length=20, blank=True)
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="standings")
    kelurahan = models.ForeignKey(Region, null=True, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=40, blank=True)
    payer = models.CharField(max_length=120, blank=True)
    npp = models.CharField(max_length=30, blank=True)
    kpj = models.CharField(max_length=30, blank=True)
    monthly = models.BigIntegerField(null=True)
    times = models.PositiveSmallIntegerField(default=1)
    listed = models.BooleanField(default=False)
    registered = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)
    known_until = models.DateField()
    state = models.CharField(max_length=10)
    unpaid_months = models.PositiveSmallIntegerField(default=0)
    falls_out = models.DateField(null=True)
    why = models.CharField(max_length=10, blank=True)
    falls_out_next = models.BooleanField(default=False)
    unsettled = models.BooleanField(default=False)
    other_state = models.CharField(max_length=10, blank=True)
    other_falls_out = models.DateField(null=True)
    arrears = models.BigIntegerField(null=True)
    next_due = models.BigIntegerField(null=True)
    benefit_now = models.BigIntegerField(default=0)
    benefit_full = models.BigIntegerField(default=0)
    first_until = models.DateField(null=True)
    over_age_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    born_on = models.DateField(null=True)
    told = models.CharField(max_length=10, blank=True)
    disagreeing = models.PositiveSmallIntegerField(default=0)
    period = models.ForeignKey(Period, null=True, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Run, null=True, on_delete=models.CASCADE, related_name="+")
    row = models.ForeignKey(Row, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("-benefit_now", "person_id")
        constraints = (models.UniqueConstraint(fields=["person", "segment", "office"], name="stands_once"),)
        indexes = (
            models.Index(fields=["office", "falls_out_next", "-benefit_now"]),
            models.Index(fields=["falls_out_next", "-benefit_now"]),
            models.Index(fields=["over_age_on"]),
            models.Index(fields=["known_until"], condition=models.Q(dropped=False), name="standing_known_until"),
            models.Index(
                fields=["office"], condition=models.Q(dropped=True, state=DROPPED), name="standing_not_continued"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.segment} {self.state}"

    @property
    def dropped_from(self) -> date:
        """The first month in which a protection that was dropped was not continued."""
        return _month_after(self.known_until, 1)

    @property
    def covered_until(self) -> date | None:
        """The last month at whose end a protection that was dropped was in force, or will be; None: nothing ends it."""
        if self.falls_out is not None:
            return _month_after(self.falls_out, -1)
        return None if self.state == "dropped" else self.known_until

    @property
    def held_until(self) -> date | None:
        """The last day on which a death brings, or brought, something; None: nothing that is known ends it."""
        if self.falls_out is None:
            return None
        return last_covered_day((self.falls_out.year, self.falls_out.month), self.why, self.ends_on)

    @property
    def cost_to_keep(self) -> int | None:
        """Rupiah that keep cover beyond the next month."""
        return None if self.arrears is None or self.next_due is None else self.arrears + self.next_due


def _month_after(day: date, months: int) -> date:
    return first_day(month_of(number((day.year, day.month)) + months))


class Refreshed(models.Model):
    """A published run whose months stand in the record. `counts`: {people, months, replaced, kept, claims}."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, primary_key=True, related_name="+")
    counts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.run)


class BooksTold(models.Model):
    """What the ledger said when its word was last put into the months. `mark`: another text means that it may say
    otherwise since; `counts`: {months, unpaid, disagreeing}. One row."""

    mark = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class ClaimKind(models.TextChoices):
    """What happened."""

    DEATH = "death", _("Meninggal")
    ACCIDENT = "accident", _("Kecelakaan kerja")


class ClaimOrigin(models.TextChoices):
    """Who told of it."""

    REPORTED = "reported", _("Dilaporkan")
    LIST = "list", _("Tercatat dalam daftar")
    REVIEW = "review", _("Dijawab dalam pemeriksaan")


def step_label(key: str) -> str:
    """A step in the page's language."""
    step = STEPS.get(key)
    return key if step is None else step.label_en if get_language() == "en" else step.label_id


def credit_label(key: str) -> str:
    """An answer to a credit in the page's language."""
    word = CREDIT_WORDS[key]
    return word.label_en if get_language() == "en" else word.label_id


_step_label_later, _credit_label_later = lazy(step_label, str), lazy(credit_label, str)
CREDIT_CHOICES = [(key, _credit_label_later(key)) for key in CREDIT_WORDS]
STEP_CHOICES = [(key, _step_label_later(key)) for key in STEPS]


class Claim(models.Model):
    """A death or an accident, from the report to the payment. `state`: its newest step; `office` follows it.

    `covered` None = not known; `amount` in rupiah, None = not known or no fixed sum; `finding`: what was found for each
    protection, [{segment, reading, covered, amount, reason}]; `credit`: rupiah paid for months after the death.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=8, choices=ClaimKind.choices)
    happened_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=8, choices=ClaimOrigin.choices)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="claims")
    state = models.CharField(max_length=10, choices=STEP_CHOICES, default="reported")
    covered = models.BooleanField(null=True)
    amount = models.BigIntegerField(null=True)
    finding = models.JSONField(default=list)
    credit = models.BigIntegerField(default=0)
    credit_months = models.JSONField(default=list)
    row = models.ForeignKey(Row, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind="death") & ~Q(state="withdrawn"), name="one_death_claim"
            ),
        )
        indexes = (models.Index(fields=["office", "state"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class ClaimStep(models.Model):
    """One step of a claim. Append-only. `day`: when it happened; `by` None: the system, from the lists."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    sequence = models.PositiveIntegerField()
    step = models.CharField(max_length=10, choices=STEP_CHOICES)
    day = models.DateField()
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    finding = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160, blank=True)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["claim", "sequence"], name="claim_step_in_turn"),)

    def __str__(self) -> str:
        return f"{self.claim_id} {self.step}"


class CreditAnswer(models.Model):
    """What the branch answered to contributions paid after a death. Append-only: a later answer `replaces` one that it
    takes the place of.

    `asked`: rupiah proposed, paid for `months` (["2026-04", ...]); `amount`: how many it gives, 0 where refused;
    `bill_month`: first day of the month off whose bill they come (granted alone). `letter`: number of its letter.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="credit_answers")
    sequence = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    word = models.CharField(max_length=8, choices=CREDIT_CHOICES)
    day = models.DateField()
    asked = models.BigIntegerField()
    amount = models.BigIntegerField(default=0)
    months = models.JSONField(default=list)
    bill_month = models.DateField(null=True, blank=True)
    letter = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["claim", "sequence"], name="credit_answer_in_turn"),
            models.CheckConstraint(
                condition=Q(asked__gt=0, amount__gte=0, amount__lte=F("asked")), name="credit_within_what_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(word="refused", amount=0) | (~Q(word="refused") & Q(amount__gt=0)),
                name="credit_refused_is_nothing",
            ),
            models.CheckConstraint(
                condition=Q(word="granted", bill_month__isnull=False)
                | (~Q(word="granted") & Q(bill_month__isnull=True)),
                name="credit_comes_off_a_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.word}"

    @property
    def holds(self) -> bool:
        """Whether no later answer takes its place."""
        return not hasattr(self, "replaced_by")
