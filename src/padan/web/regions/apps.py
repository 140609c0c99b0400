"""How Django finds this room."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The tree of regions, the posts in them and who holds them."""

    name = "padan.web.regions"
    label = "regions"
    verbose_name = "Wilayah"
