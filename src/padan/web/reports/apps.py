"""How Django finds this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Laporan."""

    name = "padan.web.reports"
    label = "reports"
    verbose_name = "Laporan"

    def ready(self) -> None:
        """What a recap hid of a month that was open then stays hidden when the month is published."""
        from padan.web.opendata.preparing import LEFT_BEFORE  # noqa: PLC0415 (models are there only now)
        from padan.web.reports.recap import hidden_before  # noqa: PLC0415

        LEFT_BEFORE.append(hidden_before)
