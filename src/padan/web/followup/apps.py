"""How Django finds this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FollowupConfig(AppConfig):
    """Early warnings, follow-ups, and the monev meeting."""

    name = "padan.web.followup"
    label = "followup"
    verbose_name = "Tindak lanjut"

    def ready(self) -> None:
        """Tell the home page what this room knows; without rules of warning it gets the usual ones."""
        from padan.web.followup import left_to_do, shipping  # noqa: PLC0415 (models are there only now)
        from padan.web.periods import todo  # noqa: PLC0415

        todo.register(left_to_do.todos)
        post_migrate.connect(shipping.ship, sender=self)
