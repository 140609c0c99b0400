"""How Django finds this room."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Data terbuka."""

    name = "padan.web.opendata"
    label = "opendata"
    verbose_name = "Data terbuka"
