"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """What needs a human, and what humans decided."""

    name = "padan.web.review"
    label = "review"
    verbose_name = "Pemeriksaan"

    def ready(self) -> None:
        """Tell the home page and the board what this room knows."""
        from padan.web.periods import board, todo  # noqa: PLC0415 (models are there only now)
        from padan.web.review import board as own  # noqa: PLC0415

        todo.register(own.todos)
        board.register(board.Column("review", _("Pemeriksaan"), own.states))
