"""How Django finds this room."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Data terbuka."""

    name = "padan.web.opendata"
    label = "opendata"
    verbose_name = "Data terbuka"

    def ready(self) -> None:
        """What is hidden here stays hidden in the files of the evaluation."""
        from padan.web.evaluation.hidden_elsewhere import ELSEWHERE  # noqa: PLC0415 (models are there only now)
        from padan.web.opendata.preparing import hidden_of_month  # noqa: PLC0415

        ELSEWHERE.append(hidden_of_month)
