"""How Django finds this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail of who did what: append-only, chained by hash."""

    name = "padan.web.audit"
    label = "audit"
    verbose_name = "Jejak"
