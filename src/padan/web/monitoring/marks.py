"""What the record holds, in marks: where they have not moved, no figure has. Costs two small questions to the database.

Everything that is written leaves an event in the trail; so the newest events tell which part of the record moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from padan.web.audit.models import Event
from padan.web.monitoring.measures.registry import COVER, MONEY, OFFICES, PARTS, PROPOSALS
from padan.web.monitoring.models import Renewal

LATE = 500
"""Events that may become visible out of their order: of two written at once the lower number may be seen last."""

MOVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cover.", (COVER,)),
    ("protection.", (PROPOSALS, COVER)),
    ("selection.", (PROPOSALS,)),
    ("funds.", (MONEY,)),
    ("official.sign", (OFFICES,)),
    ("official.undo", (OFFICES,)),
    ("lists.", (OFFICES,)),
    ("periods.", (OFFICES, COVER)),
    ("runs.publish", (COVER,)),
    ("regions.", PARTS),
    ("accounts.offices_make", PARTS),
    ("accounts.office_make", PARTS),
    ("law.", PARTS),
    ("monitoring.indicator", PARTS),
)
"""Which parts of the record an event moves, by how its code begins."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the record: `parts` that moved since the last renewal, and what to remember of it."""

    parts: frozenset[str]
    marks: dict[str, Any] = field(default_factory=dict)


def look(renewal: Renewal | None, today: date) -> Look | None:
    """What moved since the last renewal; None: nothing at all happened. The first look of a day finds all moved."""
    newest = newest_event()
    if renewal is not None and (renewal.marks.get("event"), renewal.marks.get("day")) == (newest, today.isoformat()):
        return None
    told = renewal.marks if renewal else {}
    seen = set(told.get("seen", ()))
    events = Event.objects.filter(pk__gt=int(told.get("event", 0)) - LATE).order_by("-pk").values_list("pk", "action")
    found = list(events) if renewal else []
    marks = {"event": newest, "day": today.isoformat(), "seen": sorted(pk for pk, _ in found if pk > newest - LATE)}
    if renewal is None or told.get("day") != today.isoformat():
        return Look(frozenset(PARTS), marks)
    return Look(_moved(action for pk, action in found if pk not in seen), marks)


def newest_event() -> int:
    """The newest event's number, 0 where there is none."""
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _moved(actions: Iterable[str]) -> frozenset[str]:
    told = set(actions)
    return frozenset(part for start, parts in MOVES if any(one.startswith(start) for one in told) for part in parts)
