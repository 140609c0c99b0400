"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialConfig(AppConfig):
    """Sign-off up the tree, and the papers."""

    name = "padan.web.official"
    label = "official"
    verbose_name = "Naskah"

    def ready(self) -> None:
        """Tell the home page and the board what this room knows."""
        from padan.web.official import left_to_do as own  # noqa: PLC0415 (models are there only now)
        from padan.web.periods import board, todo  # noqa: PLC0415

        todo.register(own.to_sign)
        board.register(board.Column("signed", _("Tanda tangan"), own.signed))
