"""One record for each person, all that files have said of them, and how records came together."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.regions.models import Region
from padan.web.runs.models import Run


class FamilySource(models.TextChoices):
    """Which data set ranks families."""

    P3KE = "p3ke", _("P3KE")
    DTKS = "dtks", _("DTKS")
    DTSEN = "dtsen", _("DTSEN")
    OTHER = "lain", _("Sumber lain")


class Family(models.Model):
    """A family as one version of one data set ranks it. The decile (1 the poorest, to 10) is the family's, not the
    person's; None: that version ranks it nowhere. `version`: the day the data set speaks of."""

    no_kk = models.CharField(max_length=16)
    source = models.CharField(max_length=8, choices=FamilySource.choices)
    version = models.DateField()
    decile = models.PositiveSmallIntegerField(null=True, blank=True)
    kelurahan = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("no_kk", "-version")
        constraints = (
            models.UniqueConstraint(fields=["no_kk", "source", "version"], name="family_once_a_version"),
            models.CheckConstraint(
                condition=Q(decile__isnull=True) | Q(decile__gte=1, decile__lte=10), name="decile_of_ten"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.version}"


class Person(models.Model):
    """One person across lists, programmes and years. What stands here is what the newest of the sources says; the
    sources themselves stay.

    `merged_into`: the record that stands for this one since both were found to be one person (`PersonMerge` has how).
    `weighed_at`: when the record was last compared with all others of the city; None: not yet.
    """

    name = models.CharField(max_length=200)
    nik = models.CharField(max_length=16, blank=True, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    mother_name = models.CharField(max_length=200, blank=True)
    no_kk = models.CharField(max_length=16, blank=True, db_index=True)
    kelurahan = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    died_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    weighed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=["name"]),)

    def __str__(self) -> str:
        return self.name


class SourceKind(models.TextChoices):
    """What kind of record a source is: a side of a run, or a proposal."""

    LIST = "list", _("Daftar kantor")
    PARTICIPANTS = "participants", _("Daftar peserta BPJS")
    PROPOSAL = "proposal", _("Usulan")


class TiedBy(models.TextChoices):
    """Why a source belongs to its person."""

    RECORD = "record", _("Isinya sama")
    RUN = "run", _("Hasil pencocokan periode")
    HUMAN = "human", _("Diputuskan petugas")


class PersonSource(models.Model):
    """One record that speaks of a person: a row of an accepted file, or a proposal without one.

    `key`: hash over what the record says of who it is (`padan.domain.person_keys`), the same in any file and year.
    `said`: {field key: text} where there is no row. `tied_to`: the row that a run matched it with, where `tied_by` is
    that. `detached_at`: since when it no longer speaks of this person (the row was mended, a run found otherwise).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sources")
    key = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=12, choices=SourceKind.choices)
    row = models.ForeignKey(Row, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said = models.JSONField(default=dict, blank=True)
    period = models.ForeignKey(Period, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=20, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    tied_by = models.CharField(max_length=8, choices=TiedBy.choices, default=TiedBy.RECORD)
    tied_to = models.ForeignKey(Row, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(default=timezone.now)
    detached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-period__first_month", "kind", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["row"], condition=Q(detached_at__isnull=True, row__isnull=False), name="one_person_a_row"
            ),
        )
        indexes = (models.Index(fields=["person", "detached_at"]), models.Index(fields=["period", "detached_at"]))

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.row_id}"

    @property
    def values(self) -> dict[str, str]:
        """What the record says, {field key: text}."""
        return dict(self.row.values) if self.row is not None else dict(self.said)


class PersonMerge(models.Model):
    """Two records of persons became one, or (`undoes`) were parted again. Append-only.

    `sources`: ids of the sources that went from `gone` to `kept`; `candidates`: ids of proposals that went with them;
    `doubled`: [[id, id]] of proposals of both for one programme and year, which stay apart as one double.
    `rule`: run (that `run` matched rows of both), engine (compared across the city), or human.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_away")
    rule = models.CharField(max_length=8)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    doubled = models.JSONField(default=list)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.gone_id} > {self.kept_id}"


class PairState(models.TextChoices):
    """What became of two records that may be one person."""

    OPEN = "open", _("Belum dijawab")
    SAME = "same", _("Orang yang sama")
    DIFFERENT = "different", _("Orang yang berbeda")
    GONE = "gone", _("Tidak berlaku lagi")


class PersonPair(models.Model):
    """Two persons that may be one: a human says. `different` is obeyed by every later comparison."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    probability = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.OPEN)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-probability", "id")
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="two_persons_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="two_persons_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} x {self.other_id}"


class FactKind(models.TextChoices):
    """What an answer from outside says of a person."""

    EMPLOYER = "employer", _("Kepesertaan lain")
    IDENTITY = "identity", _("NIK di Dukcapil")
    ALIVE = "alive", _("Hidup")
    RESIDENT = "resident", _("Penduduk kota")
    OVER_AGE = "over_age", _("Melewati batas umur")


class PersonFact(models.Model):
    """One thing that the branch, Dukcapil or an office said of a person, as of a day. Append-only: the newest day of a
    kind holds, and of one day the newest said.

    `value`: employer free, pu or bpu; identity, alive, resident, over_age yes or no. `about`: the NIK that was asked
    about; an answer on identity holds for that NIK alone.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=10, choices=FactKind.choices)
    value = models.CharField(max_length=12)
    day = models.DateField()
    source = models.CharField(max_length=20)
    about = models.CharField(max_length=16, blank=True)
    document = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("day", "id")
        indexes = (models.Index(fields=["person", "kind", "day"]),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.value}"


class Refresh(models.Model):
    """A published run whose rows are tied to persons. `counts`: {rows, new, tied, merged, proposed}."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, primary_key=True, related_name="+")
    counts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.run)
