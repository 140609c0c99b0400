"""The chain of seals: each covers its event and the seal before it, so that no change goes unseen."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from padan.web.audit.models import Event, Seal

FIRST = "0" * 64
"""What stands before the first seal."""
LOOK_BACK = 20_000
"""How many event numbers before the newest sealed one are looked through for one that was committed late."""
_LOCK = 0x7061_6461


def event_hash(event: Event, sequence: int, previous_hash: str) -> str:
    """SHA-256 over the event in canonical JSON, its place, and the hash before it."""
    told = {
        "sequence": sequence,
        "previous": previous_hash,
        "id": event.pk,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "office_name": event.office_name,
        "action": event.action,
        "object_kind": event.object_kind,
        "object_id": event.object_id,
        "detail": event.detail,
        "address": event.address,
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@transaction.atomic
def seal_pending(*, limit: int = 1000, whole: bool = False) -> int:
    """Chain events that have no seal yet, in order; gives how many. Two sealers at once wait for each other.

    `whole`: looks through the whole trail, not only its newest part.
    """
    _alone()
    last = Seal.objects.order_by("-sequence").first()
    pending = Event.objects.filter(seal__isnull=True).order_by("pk")
    if last and not whole:
        newest = Seal.objects.order_by("-event_id").values_list("event_id", flat=True)[0]
        pending = pending.filter(pk__gt=newest - LOOK_BACK)
    previous, now = (last.hash if last else FIRST), timezone.now()
    made = []
    for sequence, event in zip(count(last.sequence + 1 if last else 1), pending[:limit], strict=False):
        sealed = event_hash(event, sequence, previous)
        made.append(Seal(event=event, sequence=sequence, previous_hash=previous, hash=sealed, sealed_at=now))
        previous = sealed
    Seal.objects.bulk_create(made)
    return len(made)


def _alone() -> None:
    """One sealer at a time. SQLite's transactions begin by taking the only pen; PostgreSQL is asked for a lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold. `why`: missing, previous, changed."""

    sequence: int
    event_id: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof found. `head`: the last seal's hash, to be written down elsewhere."""

    seals: int
    head: str
    broken: Break | None
    unsealed: int
    unsealed_first: int | None
    unsealed_since: datetime | None
    expected_found: bool


def prove(*, expected: str = "") -> Proof:
    """Go through the whole chain. `expected`: a head written down earlier, which must still be in it."""
    seals, head, broken, found = 0, FIRST, None, not expected
    for sequence, seal in enumerate(_seals(), start=1):
        broken = _break(sequence, seal, head)
        if broken:
            break
        seals, head = sequence, seal.hash
        found = found or head == expected
    unsealed = Event.objects.filter(seal__isnull=True).order_by("pk")
    first = unsealed.first()
    return Proof(seals, head, broken, unsealed.count(), first.pk if first else None, first.at if first else None, found)


def _seals() -> Iterator[Seal]:
    return Seal.objects.select_related("event").order_by("sequence").iterator(chunk_size=2000)


def _break(sequence: int, seal: Seal, head: str) -> Break | None:
    if seal.sequence != sequence:
        return Break(sequence, None, "missing")
    if seal.previous_hash != head:
        return Break(sequence, seal.event_id, "previous")
    if seal.hash != event_hash(seal.event, sequence, head):
        return Break(sequence, seal.event_id, "changed")
    return None
