"""How Django finds this room."""

from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    """A period of work: which lists are needed, from whom, by when, and what is locked."""

    name = "padan.web.periods"
    label = "periods"
    verbose_name = "Periode"
