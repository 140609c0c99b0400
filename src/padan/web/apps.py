"""How Django finds the site's own frame: templates, static files, commands."""

from django.apps import AppConfig

from padan.web.fixed_texts import keep_fixed_texts


class WebConfig(AppConfig):
    """The frame around all rooms."""

    name = "padan.web"
    label = "web"

    def ready(self) -> None:
        """Before any template is read."""
        keep_fixed_texts()
