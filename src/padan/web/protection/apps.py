"""How Django finds this room."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """People across lists and years, who is proposed, whether they may be, and how far their enrolment is."""

    name = "padan.web.protection"
    label = "protection"
    verbose_name = "Orang"

    def ready(self) -> None:
        """Tell the home page what this room knows."""
        from padan.web.periods import todo  # noqa: PLC0415 (models are there only now)
        from padan.web.protection import todos as own  # noqa: PLC0415

        todo.register(own.todos)
