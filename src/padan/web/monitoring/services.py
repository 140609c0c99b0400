"""The only writer of this room: the figures of every month, and indicators and targets as Bappeda states them."""

from datetime import date

from django.http import HttpRequest

from padan.domain.months import show_month
from padan.web.accounts.models import Appointment
from padan.web.monitoring.closing import months_close, months_due
from padan.web.monitoring.renewing import renew
from padan.web.monitoring.stating import Stated, indicator_add, indicator_change, indicator_retire, target_set

PAUSE = 60.0
"""Seconds between two renewals by the worker; a renewal that takes long is left ten times as long."""


def figures_refresh(today: date, *, pause: float = 0.0) -> str:
    """The worker's job: make anew the figures as they are known now where the record moved, and close what is due.
    Says what it did; "" where nothing was to be done, which costs two questions to the database."""
    return renew(today, pause=pause, then=lambda: figures_close(today))


def figures_close(
    today: date, *, backlog: bool = False, acting: Appointment | None = None, request: HttpRequest | None = None
) -> str:
    """Close every month that is due; `backlog`: those too that were past when the record began to speak of them, which
    is Bappeda's to say. Says which."""
    due = months_due(today, backlog=backlog)
    done = [show_month(month) for month in months_close(due, today=today, acting=acting, request=request)]
    return f"closed {', '.join(done)}" if done else ""


__all__ = [
    "PAUSE",
    "Stated",
    "figures_close",
    "figures_refresh",
    "indicator_add",
    "indicator_change",
    "indicator_retire",
    "target_set",
]
