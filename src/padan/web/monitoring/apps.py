"""How Django finds this room."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Pemantauan."""

    name = "padan.web.monitoring"
    label = "monitoring"
    verbose_name = "Pemantauan"
