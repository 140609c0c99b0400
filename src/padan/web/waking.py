"""Which jobs of the worker look in a round: all of them after a change, and now and then; while people only read, those
alone that a reading concerns.

Whatever is written leaves an event in the trail in the same transaction, so that its newest events tell whether a look
can find anything new. What needs none (a day that begins, a pause that ends) waits for the look that comes anyway.
"""

import time
from collections.abc import Sequence

from django.db import Error

from padan.web.audit.changes import Trail
from padan.web.jobs import Job, Pauses

EVERY = 10.0
"""Seconds after which every job looks again, whatever the trail tells."""
BY_READING = frozenset({"seal"})
"""Jobs that an event concerns which tells of nothing but reading."""


class Waking:
    """What one line of jobs needs to know when to look."""

    def __init__(self, jobs: Sequence[Job], pauses: Pauses) -> None:
        self.jobs, self._pauses = jobs, pauses
        self._trail = Trail()
        self._looked_at = 0.0
        self._busy = True

    def due(self) -> Sequence[Job]:
        """The jobs that look now. After a round that did anything, or in which one failed, the next follows at once."""
        try:
            moved = self._trail.look()
        except Error:
            return self.jobs  # each of them says in its own name that the database does not answer
        now = time.monotonic()
        if self._trail.changed or self._busy or self._pauses.length or now - self._looked_at >= EVERY:
            self._looked_at = now
            return self.jobs
        return [job for job in self.jobs if moved and job.name in BY_READING]

    def done(self, said: Sequence[str]) -> None:
        """What the jobs that were due said of it."""
        self._busy = bool(said)
