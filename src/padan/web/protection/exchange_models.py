"""What goes out to the branch and to Dukcapil, what comes back, and what an office is to mend in its own list."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.protection.people_models import Person
from padan.web.protection.proposal_models import Candidate


class Asked(models.TextChoices):
    """Who is asked about candidates before the decree."""

    BRANCH = "branch", _("Kantor cabang BPJS Ketenagakerjaan")
    DUKCAPIL = "dukcapil", _("Dukcapil")


class Enquiry(models.Model):
    """A list of candidates that went out to be checked."""

    asked = models.CharField(max_length=8, choices=Asked.choices)
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=40)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_asked_display()} {self.pk}"


class EnquiryLine(models.Model):
    """One candidate on it, as the list said, and the newest answer: `word` is a key of `answers_read.WORDS`, as of
    `answered_on`."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="lines")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="+")
    nik = models.CharField(max_length=16)
    word = models.CharField(max_length=12, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["enquiry", "candidate"], name="asked_once_a_list"),)

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.candidate_id}"


class MutationLayout(models.Model):
    """Which columns a mutation file has: data, since the branch's template is not known for sure.

    `columns`: [{heading, field, fixed}]: `field` a key of `mutation_fields.FIELDS`, or "" where every line says
    `fixed`. The newest is used.
    """

    name = models.CharField(max_length=120)
    columns = models.JSONField()
    source = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class MutationKind(models.TextChoices):
    """What a line asks of the branch."""

    IN = "in", _("Masuk")
    OUT = "out", _("Keluar")
    CHANGE = "change", _("Perubahan")


class Mutation(models.Model):
    """A list that went to the branch. `columns`: the layout as it was."""

    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    columns = models.JSONField(default=list)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["number"], name="mutation_number_once"),)

    def __str__(self) -> str:
        return self.number


class MutationLine(models.Model):
    """One person on it; `answer` is what the branch said: accepted, refused, or "" while it has not."""

    mutation = models.ForeignKey(Mutation, on_delete=models.CASCADE, related_name="lines")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="mutation_lines")
    kind = models.CharField(max_length=8, choices=MutationKind.choices)
    said = models.JSONField(default=dict)
    answer = models.CharField(max_length=10, blank=True)
    kpj = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["mutation", "candidate", "kind"], name="sent_once_a_list"),)

    def __str__(self) -> str:
        return f"{self.mutation_id} {self.kind} {self.candidate_id}"


class RepairKind(models.TextChoices):
    """What an office is to mend in its own list."""

    DECEASED = "deceased", _("Meninggal")
    MOVED = "moved", _("Pindah dari kota")
    NIK = "nik", _("NIK tidak sesuai Dukcapil")


class Repair(models.Model):
    """Something that an answer from outside showed to be wrong in an office's own list. `done_at`: the office mended
    it, or said why there is nothing to mend (`note`)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="repairs")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="repairs")
    kind = models.CharField(max_length=8, choices=RepairKind.choices)
    day = models.DateField()
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "office", "kind"], condition=Q(done_at__isnull=True), name="one_open_repair"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
