"""How Django finds this room."""

from django.apps import AppConfig


class CoverConfig(AppConfig):
    """Cover month by month: who is paid for, who falls out next, and what became of deaths and accidents."""

    name = "padan.web.cover"
    label = "cover"
    verbose_name = "Perlindungan"

    def ready(self) -> None:
        """Tell the home page what this room knows."""
        from padan.web.cover import left_to_do  # noqa: PLC0415 (models are there only now)
        from padan.web.periods import todo  # noqa: PLC0415

        todo.register(left_to_do.todos)
