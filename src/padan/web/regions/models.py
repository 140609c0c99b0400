"""Regions as a tree, the names they had, and the posts in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of the tree, from the top."""

    PROVINCE = "provinsi", _("Provinsi")
    CITY = "kota", _("Kota/Kabupaten")
    KECAMATAN = "kecamatan", _("Kecamatan")
    KELURAHAN = "kelurahan", _("Kelurahan")
    RT = "rt", _("RT")


class Region(models.Model):
    """One region. `code` is Kemendagri's (`15.71.01.1001`); an RT has the kelurahan's with `-RT05`."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    young = models.BooleanField(default=False)
    """Cut from others so lately that old lists lack it."""

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that a region once bore, as old lists still write it."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["region", "name"], name="former_name_once"),)

    def __str__(self) -> str:
        return self.name


class Split(models.Model):
    """A young kelurahan and one it may have been cut from. Not certain until somebody who knows says so."""

    child = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="cut_from")
    parent = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="gave_to")
    decided_on = models.DateField(null=True, blank=True)
    legal_base = models.CharField(max_length=200, blank=True)
    certain = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["child", "parent"], name="split_once"),
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="split_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.child} < {self.parent}"


class Boundary(models.Model):
    """The outline of a region, as its GeoJSON geometry, and where it came from."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE, primary_key=True, related_name="boundary")
    geometry = models.JSONField()
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.region)


class Post(models.Model):
    """A post that outlives its holders: `ketua RT 05` of a kelurahan."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=32, default="ketua_rt")
    label = models.CharField(max_length=80)
    abolished_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("region__code", "label")
        constraints = (models.UniqueConstraint(fields=["region", "kind", "label"], name="post_once"),)

    def __str__(self) -> str:
        return f"{self.label}, {self.region}"


class PostHolder(models.Model):
    """Who holds a post, from when until when (None: still). One holder at a time."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holders")
    name = models.CharField(max_length=200)
    nik = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("post_id", "-since")
        constraints = (
            models.UniqueConstraint(fields=["post"], condition=Q(until__isnull=True), name="one_holder_at_a_time"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=models.F("since")),
                name="holder_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name
