"""How Django finds this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EvaluationConfig(AppConfig):
    """Does the aid reach those it is meant for: targeting, incidence, poverty, worth, effect, data quality."""

    name = "padan.web.evaluation"
    label = "evaluation"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        """A database that holds no death rates gets what is shipped."""
        from padan.web.evaluation import shipping  # noqa: PLC0415 (models are there only now)

        post_migrate.connect(shipping.ship, sender=self)
