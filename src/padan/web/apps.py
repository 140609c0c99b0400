"""How Django finds the site's own frame: templates, static files, commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The frame around all rooms."""

    name = "padan.web"
    label = "web"
