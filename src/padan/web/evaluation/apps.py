"""How Django finds this room."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Evaluasi."""

    name = "padan.web.evaluation"
    label = "evaluation"
    verbose_name = "Evaluasi"
