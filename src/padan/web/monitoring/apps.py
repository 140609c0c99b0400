"""How Django finds this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MonitoringConfig(AppConfig):
    """What is monitored: indicators as data, the figures of every month, and the pages that show them."""

    name = "padan.web.monitoring"
    label = "monitoring"
    verbose_name = "Pemantauan"

    def ready(self) -> None:
        """A database gets the indicators that are shipped; the home page is told what this room knows."""
        from padan.web.monitoring import left_to_do, shipping  # noqa: PLC0415 (models are there only now)
        from padan.web.periods import todo  # noqa: PLC0415

        todo.register(left_to_do.todos)
        post_migrate.connect(shipping.ship, sender=self)
