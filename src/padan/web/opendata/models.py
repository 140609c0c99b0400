"""Whether the public page is on, and what was published of each closed month."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import User
from padan.web.monitoring.models import FigureSet


class PublicState(models.Model):
    """Whether figures are public, and under whose name, contact and licence. The newest holds; nothing is changed.

    Roles of Perpres 39/2019: `producer` (produsen data) answers for the figures, `custodian` (walidata) spreads them.
    """

    on = models.BooleanField(_("Halaman publik dinyalakan"), default=False)
    producer = models.CharField(_("Produsen data"), max_length=160, blank=True)
    custodian = models.CharField(_("Walidata"), max_length=160, blank=True)
    contact_name = models.CharField(_("Unit yang dapat dihubungi"), max_length=160, blank=True)
    contact_email = models.EmailField(_("Surel unit"), blank=True)
    licence_name = models.CharField(_("Lisensi"), max_length=160, blank=True)
    licence_address = models.URLField(_("Alamat naskah lisensi"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(on=False) | ~(Q(producer="") | Q(contact_name="") | Q(licence_name="")),
                name="public_figures_say_whose_they_are",
            ),
        )

    def __str__(self) -> str:
        return f"{'on' if self.on else 'off'} {self.at:%Y-%m-%d %H:%M}"


class Publication(models.Model):
    """What was published of a closed month; made once and never changed.

    `versions`: {indicator: version of its definition} of those published; `rule`: by what cells were hidden; `hidden`:
    [[measure, place], ...]; `content`: zlib over JSON lines [[indicator, place, numerator, denominator, hidden], ...],
    a hidden number being null; `digest`: SHA-256 over it.
    """

    month = models.DateField(unique=True)
    set = models.OneToOneField(FigureSet, on_delete=models.PROTECT, related_name="publication")
    versions = models.JSONField()
    rule = models.JSONField()
    hidden = models.JSONField(default=list)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-month",)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
