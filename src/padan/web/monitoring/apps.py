"""How Django finds this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MonitoringConfig(AppConfig):
    """What is monitored: indicators as data, the figures of every month, and the pages that show them."""

    name = "padan.web.monitoring"
    label = "monitoring"
    verbose_name = "Pemantauan"

    def ready(self) -> None:
        """A database without indicators gets what is shipped."""
        from padan.web.monitoring import shipping  # noqa: PLC0415 (models are there only now)

        post_migrate.connect(shipping.ship, sender=self)
