"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunsConfig(AppConfig):
    """Runs of the engine and the snapshots that they published."""

    name = "padan.web.runs"
    label = "runs"
    verbose_name = "Pencocokan"

    def ready(self) -> None:
        """Tell the home page and the board what this room knows."""
        from padan.web.periods import board, todo  # noqa: PLC0415 (models are there only now)
        from padan.web.runs import board as own  # noqa: PLC0415

        todo.register(own.todos)
        todo.register_live(own.moving)
        board.register(board.Column("runs", _("Cocok"), own.states))
