"""Who stands for whom since records were merged, and whom a human keeps apart."""

from collections.abc import Iterable, Mapping
from typing import Any

from padan.web.protection.models import PairState, Person, PersonPair

ASKED_AT_ONCE = 2000


def kept_apart(persons: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs, lower id first, of which a human said that they are two."""
    wanted = list(persons)
    found: set[tuple[int, int]] = set()
    for at in range(0, len(wanted), ASKED_AT_ONCE):
        part = wanted[at : at + ASKED_AT_ONCE]
        pairs = PersonPair.objects.filter(state=PairState.DIFFERENT, one__in=part)
        found.update(pairs.values_list("one_id", "other_id"))
    return found


def roots_of(persons: Mapping[int, int | None]) -> dict[int, int]:
    """{person: the one who stands for them} from {person: merged into}."""
    found: dict[int, int] = {}
    for start in persons:
        here, seen = start, {start}
        while (there := persons.get(here)) is not None and there not in seen:
            here = there
            seen.add(here)
        found[start] = here
    return found


def merged_now() -> dict[int, int | None]:
    """{person: merged into} of everybody who is."""
    rows: Any = Person.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    return dict(rows)
