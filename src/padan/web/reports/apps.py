"""How Django finds this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Laporan."""

    name = "padan.web.reports"
    label = "reports"
    verbose_name = "Laporan"
