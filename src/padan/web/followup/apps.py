"""How Django finds this room."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Tindak lanjut."""

    name = "padan.web.followup"
    label = "followup"
    verbose_name = "Tindak lanjut"
