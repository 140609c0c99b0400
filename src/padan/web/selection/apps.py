"""How Django finds this room."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """Who is chosen, in what order, within which money and quota; the decree; and what-if."""

    name = "padan.web.selection"
    label = "selection"
    verbose_name = "Penetapan"

    def ready(self) -> None:
        """Tell the home page and the months of cover what this room knows."""
        from padan.web.cover import decree_periods  # noqa: PLC0415 (models are there only now)
        from padan.web.periods import todo as home  # noqa: PLC0415
        from padan.web.selection import todo, told_to_cover  # noqa: PLC0415

        home.register(todo.left_to_do)
        decree_periods.register(told_to_cover.PERIODS)
