"""Sittings that have ended are forgotten: what they held is of no use to anybody."""

import time

from django.contrib.sessions.models import Session
from django.utils import timezone

EVERY = 3600.0
"""Seconds between two clearings by one worker."""
AT_ONCE = 500

_next = {"at": 0.0}


def sessions_clear(*, now: float | None = None) -> int:
    """Delete sittings that have ended, at most once an hour for each worker; gives how many. `now`: seconds of a clock
    that only goes on."""
    moment = time.monotonic() if now is None else now
    if moment < _next["at"]:
        return 0
    gone = 0
    while keys := list(Session.objects.filter(expire_date__lt=timezone.now()).values_list("pk", flat=True)[:AT_ONCE]):
        gone += Session.objects.filter(pk__in=keys).delete()[0]
    _next["at"] = moment + EVERY
    return gone
