"""Selections, what each pot and candidate came to, the decree that sets one, who follows whom, and what-ifs."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import User
from padan.web.periods.models import segment_name
from padan.web.protection.models import Candidate
from padan.web.regions.models import Region


class SelectionState(models.TextChoices):
    """Where a selection stands."""

    WAITING = "waiting", _("Menunggu dihitung")
    READY = "ready", _("Siap ditetapkan")
    FAILED = "failed", _("Gagal dihitung")
    DECREED = "decreed", _("Sudah ditetapkan")


class Selection(models.Model):
    """One selection of a programme's candidates for a year, with everything that it rests on.

    `law`: the rules and bases used, as `domain.law.law_data` gives them. `draw_text`: what the draw is made of. `rate`
    and `top_up` are rupiah (a month and person; a kelurahan), `inputs`: SHA-256 over all that decided. `order`: what
    the criteria said. `departure`: why the order is not that of the deliberation, where it is not.
    """

    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=40)
    first_month = models.DateField()
    months = models.PositiveSmallIntegerField()
    rate = models.BigIntegerField()
    top_up = models.BigIntegerField(default=0)
    top_up_source = models.CharField(max_length=120, blank=True)
    departure = models.CharField(max_length=300, blank=True)
    law = models.JSONField()
    order = models.JSONField(default=dict)
    certain = models.BooleanField(default=True)
    draw_text = models.CharField(max_length=200)
    inputs = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=SelectionState.choices, default=SelectionState.WAITING)
    fault = models.TextField(blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=160)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=12, rate__gte=1), name="selection_costs"),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.year} #{self.pk}"

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme)

    @property
    def last_month(self) -> date:
        """The last month that is paid."""
        return self.first_month.replace(month=self.first_month.month + self.months - 1)

    @property
    def cost(self) -> int:
        """Rupiah a person for all months."""
        return self.months * self.rate


class Pot(models.Model):
    """A kelurahan's money in a selection and what it came to. `money` = `of_law` (its part of the share) + the top-up.

    `stop`: why nobody further was taken (`domain.allocation.Stop`).
    """

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="pots")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    of_law = models.BigIntegerField()
    money = models.BigIntegerField()
    heads = models.PositiveIntegerField(null=True)
    chosen = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    stop = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ("selection_id", "region__code")
        constraints = (
            models.UniqueConstraint(fields=["selection", "region"], name="pot_once"),
            models.CheckConstraint(condition=Q(spent__lte=models.F("money")), name="pot_within_money"),
            models.CheckConstraint(
                condition=Q(heads__isnull=True) | Q(chosen__lte=models.F("heads")), name="pot_within_quota"
            ),
        )

    def __str__(self) -> str:
        return f"{self.selection_id} {self.region_id}"

    @property
    def remainder(self) -> int:
        """Rupiah left over."""
        return self.money - self.spent


class Outcome(models.TextChoices):
    """Where a candidate ended; exactly one."""

    CHOSEN = "chosen", _("Terpilih")
    WAITING = "waiting", _("Daftar tunggu")
    NOT_ELIGIBLE = "not_eligible", _("Tidak layak")
    UNKNOWN = "unknown", _("Belum dapat dinilai")


class Choice(models.Model):
    """Where a candidate ended in a selection, as it was then. `position`: in the pot's order, from 1.

    `why`: {code, rank, covered, months_uncovered, parts: [{criterion, value, points}], draw, step, paid_until, loses};
    months are YYYY-MM, `loses` is what the family loses in rupiah if cover ends.
    """

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="choices")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="choices")
    pot = models.ForeignKey(Pot, null=True, on_delete=models.CASCADE, related_name="choices")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(null=True)
    score = models.IntegerField(default=0)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    covered = models.BooleanField(default=False)
    why = models.JSONField(default=dict)

    class Meta:
        ordering = ("selection_id", "region__code", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=["selection", "candidate"], name="chosen_or_not_once"),
            models.UniqueConstraint(fields=["pot", "position"], name="one_a_position"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="choice_in_one_outcome"),
        )
        indexes = (models.Index(fields=["selection", "region", "outcome", "position"]),)

    def __str__(self) -> str:
        return f"{self.selection_id} {self.candidate_id} {self.outcome}"


class PaperState(models.TextChoices):
    """Where a decree's paper stands."""

    WAITING = "waiting", _("Menunggu dicetak")
    READY = "ready", _("Siap")
    FAILED = "failed", _("Gagal dicetak")


class Decree(models.Model):
    """The decree that sets a selection: its number, day and title as the city gave them; the list as PDF."""

    selection = models.OneToOneField(Selection, on_delete=models.PROTECT, related_name="decree")
    number = models.CharField(max_length=80)
    day = models.DateField()
    title = models.CharField(max_length=300)
    letterhead = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.WAITING)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=160)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["number", "day"], name="decree_once"),)

    def __str__(self) -> str:
        return self.number


class Replacement(models.Model):
    """Somebody chosen left, and who follows, if the money reaches. Append-only. `reason`: a key of DEPARTURES."""

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="replacements")
    left = models.OneToOneField(Choice, on_delete=models.PROTECT, related_name="replaced")
    reason = models.CharField(max_length=12)
    note = models.CharField(max_length=300)
    left_on = models.DateField()
    known_on = models.DateField()
    freed = models.BigIntegerField()
    successor = models.OneToOneField(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="follows")
    from_month = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(default=0)
    cost = models.BigIntegerField(default=0)
    document = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(successor__isnull=True) | Q(months__gte=1), name="follows_for_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.left_id} > {self.successor_id}"


class Scenario(models.Model):
    """A what-if that was kept: the changes as `domain.scenario.changed` reads them, and what came of them then."""

    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(default=12)
    sets = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=160)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name
