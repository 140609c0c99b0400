"""Why nothing is known of people: each of them counted once, so that the reasons add up to the figure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from padan.domain.months import Month
from padan.web.cover.models import PersonMonth
from padan.web.funds.told_to_cover_why import REASONS, first_of, why_of, why_silent
from padan.web.monitoring.closing import KeptRow
from padan.web.protection.models import Candidate

AT_ONCE = 5_000

_Group = tuple[int, str, str]
"""Place, programme, whose money."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Of how many people nothing is known for one reason. `key`: of `REASONS`."""

    key: str
    words: str
    people: int


def reasons_of(rows: Iterable[KeptRow], month: Month) -> list[Reason]:
    """The reasons for the rows of a month, the most frequent first; together they are the rows."""
    persons = [int(row[2]) for row in rows]
    silent, found = why_silent(month), _groups(set(persons), month)
    counts = Counter(
        first_of([why_of(*group, silent) for group in found.get(person, ())]) or "unsure" for person in persons
    )
    return [Reason(key, str(REASONS[key]), count) for key, count in counts.most_common()]


def _groups(persons: Collection[int], month: Month) -> dict[int, set[_Group]]:
    """In which groups each of these stood last: for whom a month is known, and who is registered."""
    found: dict[int, set[_Group]] = defaultdict(set)
    wanted = sorted(persons)
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        for person, group in (*_stood(some, month), *_registered(some, month)):
            found[person].add(group)
    return found


def _stood(persons: Collection[int], month: Month) -> Iterator[tuple[int, _Group]]:
    since, day = date(month[0] - 1, month[1], 1), date(*month, 1)
    rows = PersonMonth.objects.filter(person__in=persons, month__gte=since, month__lt=day).order_by("month")
    last = {
        (person, segment): (place, segment, source)
        for person, segment, place, source in rows.values_list("person_id", "segment", "office__region_id", "source")
    }
    yield from ((person, group) for (person, _), group in last.items())


def _registered(persons: Collection[int], month: Month) -> Iterator[tuple[int, _Group]]:
    rows = Candidate.objects.filter(person__in=persons, year=month[0], step="registered")
    for person, place, programme in rows.values_list("person_id", "office__region_id", "programme"):
        yield person, (place, programme, "")
