"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """Lists handed in: read, checked, shown, mended, accepted."""

    name = "padan.web.lists"
    label = "lists"
    verbose_name = "Daftar"

    def ready(self) -> None:
        """Tell the home page and the board what this room knows."""
        from padan.web.lists import board as own  # noqa: PLC0415 (models are there only now)
        from padan.web.periods import board, todo  # noqa: PLC0415

        todo.register(own.todos)
        board.register(board.Column("lists", _("Daftar"), own.states))
