"""What of the trail's newest events tells of a change that anything follows from: the reading of a NIK is none.

Everything that is written leaves an event, so that whoever keeps something computed asks here whether to look again.
"""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from padan.web.audit.models import Event

LATE = 500
"""Events that may become visible out of their order: of two written at once the lower number may be seen last."""
CHANGES_NOTHING = ("audit.", "accounts.sign_", "lists.receive", "lists.refuse")
"""How the codes of events begin from which nothing follows: what was only read, and a file that waits to be accepted. A
busy day has one every second."""

Known = tuple[int, datetime]
"""An event's number and time."""


def newest_event() -> Known | None:
    """The newest event, of whatever kind; None in an empty trail."""
    return Event.objects.order_by("-pk").values_list("pk", "at").first()


def changes_until(newest: int) -> frozenset[Known]:
    """The newest events that tell of a change, a few more than a look needs, for one that becomes visible late: where
    this holds nothing that it did not hold before, nothing has changed."""
    reading = reduce(or_, (Q(action__startswith=start) for start in CHANGES_NOTHING))
    return frozenset(Event.objects.filter(~reading, pk__gt=newest - LATE).order_by().values_list("pk", "at"))


class Trail:
    """What the trail told at the last look of this process."""

    def __init__(self) -> None:
        self._newest: Known | None = None
        self._changes: frozenset[Known] | None = None
        self.changed = True

    def look(self) -> bool:
        """Whether any event has become visible since the last look; `changed`: whether one that tells of a change. The
        first look finds both."""
        newest = newest_event()
        if self._changes is not None and newest == self._newest:
            self.changed = False
            return False
        found = changes_until(newest[0] if newest else 0)
        self.changed = self._changes is None or not found <= self._changes
        self._newest, self._changes = newest, found
        return True
