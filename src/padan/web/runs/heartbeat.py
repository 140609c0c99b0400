"""A run's sign of life while the engine is busy: a thread that notes the moment every few seconds."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection
from django.utils import timezone

from padan.web.periods.models import Period
from padan.web.runs.models import Run, RunState

EVERY_SECONDS = 10.0


@contextmanager
def beating(period: Period) -> Iterator[None]:
    """Keep the heartbeat of the period's run going, on a connection of its own, until the block ends."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(period.pk, ended), name=f"heartbeat-{period.key}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(period_id: int, ended: threading.Event) -> None:
    try:
        while not ended.wait(EVERY_SECONDS):
            with suppress(DatabaseError):
                running = Run.objects.filter(period_id=period_id, state=RunState.RUNNING)
                running.update(heartbeat_at=timezone.now())
    finally:
        connection.close()
