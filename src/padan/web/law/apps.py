"""How Django finds this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LawConfig(AppConfig):
    """What the law says, as data: legal bases and the rules that hang on them, each from a day until a day."""

    name = "padan.web.law"
    label = "law"
    verbose_name = "Dasar hukum"

    def ready(self) -> None:
        """Runs reckon with the rates that are kept here; a database that holds no law gets what is shipped."""
        from padan.web.law import selectors, shipping  # noqa: PLC0415 (models are there only now)
        from padan.web.runs import rating  # noqa: PLC0415

        rating.register(rating.Source(selectors.rates_now, selectors.rates_mark))
        post_migrate.connect(shipping.ship, sender=self)
