"""Names on bills that are nobody's for certain: the question, asked once, and what offices answered."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, User
from padan.web.funds.import_models import ImportLine
from padan.web.periods.models import segment_name
from padan.web.protection.models import Person
from padan.web.regions.models import Region


class NameWord(models.TextChoices):
    """What an office says of a name on a bill."""

    PERSON = "person", _("Orang ini")
    NONE = "none", _("Bukan orang kita")
    LATER = "later", _("Nanti")
    UNDONE = "undone", _("Jawaban ditarik")


class BillName(models.Model):
    """A name with its NIK as rows of a place's bills for one programme say it; asked about once, however many rows and
    files say so.

    `said`: hash over both, the same for every way of writing them. `candidates`: [{"person": id, "probability"}], the
    likeliest first, as the linkage found them when the record was as `weighed_with` tells ("": not compared yet).
    `answer`: the one that holds.
    """

    place = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=40)
    said = models.CharField(max_length=64)
    nik = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=200)
    candidates = models.JSONField(default=list)
    weighed_with = models.CharField(max_length=80, blank=True)
    answer = models.ForeignKey("NameAnswer", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("place__code", "id")
        constraints = (models.UniqueConstraint(fields=["place", "programme", "said"], name="bill_name_once"),)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def programme_label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme)

    @property
    def word(self) -> str:
        """What holds of it: a value of `NameWord`, "" for nothing."""
        return self.answer.word if self.answer is not None else ""


class NameAnswer(models.Model):
    """One answer of an office. Append-only: a later one takes it back or replaces it.

    `line`: the row that was shown. `record`: hash over what the record said of the person (`none`: of all who were
    offered); where it says otherwise the answer holds no more.
    """

    name = models.ForeignKey(BillName, on_delete=models.PROTECT, related_name="answers")
    word = models.CharField(max_length=8, choices=NameWord.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(ImportLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(word="person", person__isnull=False) | (~Q(word="person") & Q(person__isnull=True)),
                name="name_answer_names_its_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name_id} {self.word}"
