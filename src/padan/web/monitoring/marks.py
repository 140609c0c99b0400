"""What the record holds, in marks: where they have not moved, no figure has. Costs two or three small questions.

Everything that is written leaves an event in the trail; so the newest events tell which part of the record moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Q

from padan.web.audit.changes import LATE
from padan.web.audit.models import Event
from padan.web.monitoring.measures.registry import COVER, MONEY, OFFICES, PARTS, PROPOSALS
from padan.web.monitoring.models import Renewal

MOVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cover.", (COVER,)),
    ("protection.", (PROPOSALS, COVER)),
    ("selection.", (PROPOSALS,)),
    ("funds.", (MONEY,)),
    ("official.sign", (OFFICES,)),
    ("official.undo", (OFFICES,)),
    ("lists.accept", (OFFICES,)),
    ("lists.withdraw", (OFFICES,)),
    ("lists.mend", (OFFICES,)),
    ("lists.reread", (OFFICES,)),
    ("periods.open", (OFFICES, COVER)),
    ("periods.change", (OFFICES, COVER)),
    ("periods.close", (OFFICES, COVER)),
    ("periods.requirement", (OFFICES,)),
    ("runs.publish", (COVER,)),
    ("regions.", PARTS),
    ("accounts.offices_make", PARTS),
    ("accounts.office_make", PARTS),
    ("law.", PARTS),
    ("monitoring.indicator", PARTS),
)
"""Which parts of the record an event moves, by how its code begins. A file that was handed in and not accepted moves no
figure, nor does a reminder."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the record: `parts` that moved since the last renewal, and what to remember of it (`seen`: the newest
    events that moved any)."""

    parts: frozenset[str]
    marks: dict[str, Any] = field(default_factory=dict)


def look(renewal: Renewal | None, today: date) -> Look | None:
    """What moved since the last renewal; None: nothing that needs remembering. A day's first look finds all moved."""
    newest, day = newest_event(), today.isoformat()
    told = renewal.marks if renewal else {}
    same_day = told.get("day") == day
    if same_day and told.get("event") == newest:
        return None
    before = int(told.get("event", newest))
    found = _moving(before)
    marks = {"event": newest, "day": day, "seen": sorted(pk for pk, _ in found if pk > newest - LATE)}
    if not same_day:
        return Look(frozenset(PARTS), marks)
    seen = set(told.get("seen", ()))
    parts = _moved(action for pk, action in found if pk not in seen)
    return Look(parts, marks) if parts or newest - before > LATE else None


def _moving(before: int) -> list[tuple[int, str]]:
    """The events that move anything, a few more than after this one, for one that becomes visible late."""
    moves = Q(*(("action__startswith", start) for start, _ in MOVES), _connector=Q.OR)
    found = Event.objects.filter(moves, pk__gt=before - LATE)
    return list(found.order_by("-pk").values_list("pk", "action"))


def newest_event() -> int:
    """The newest event's number, 0 where there is none."""
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _moved(actions: Iterable[str]) -> frozenset[str]:
    told = set(actions)
    return frozenset(part for start, parts in MOVES if any(one.startswith(start) for one in told) for part in parts)
