"""Closing a month: its figures are kept with the rows that they sum up, and never change again.

A month is closed on a day that is data (kind of rule `figures_close_on`), by the worker. A month that lay in the past
already when the record began to speak of it is closed by Bappeda: nobody else knows when its files are all in.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from padan.domain.contributions import first_day, last_day, month_of, number
from padan.domain.indicators import digest_of
from padan.domain.months import Month
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.law.selectors import law_now
from padan.web.many_rows import rows_put
from padan.web.monitoring.definitions import definitions_for
from padan.web.monitoring.measures.registry import MEASURES, added
from padan.web.monitoring.measures.spans import Scope, Span
from padan.web.monitoring.models import FigureSet, KeptRows, SetKind
from padan.web.monitoring.renewing import computable, figures_digest, placed, provenance, stored

KIND = "figures_close_on"
DEFAULT_DAY = 10
"""Day of the following month, where no rule says another."""

KeptRow = tuple[str, str, int | str, int]
"""Place, kind, id, amount."""


def close_on(month: Month) -> date:
    """The day from which a month is closed."""
    rule = law_now().rule(KIND, last_day(month))
    day = int(rule.value["day"]) if rule else DEFAULT_DAY
    following = first_day(month_of(month[0] * 12 + month[1]))
    return following.replace(day=min(day, last_day((following.year, following.month)).day))


def months_due(today: date, *, backlog: bool = False) -> list[Month]:
    """Months that are to be closed, the oldest first. `backlog`: also those that were past when their figures were
    first made."""
    closed = set(FigureSet.objects.filter(kind=SetKind.CLOSED).values_list("month", flat=True))
    found = []
    for held in FigureSet.objects.filter(kind=SetKind.NOW).exclude(month__in=closed).order_by("month"):
        month = held.month.year, held.month.month
        day = close_on(month)
        if held.known and today >= day and (backlog or timezone.localtime(held.made_at).date() <= day):
            found.append(month)
    return found


@dataclass
class Telling:
    """The rows of measures for some months, each measure told once."""

    scope: Scope
    _spans: dict[str, list[Span]] = field(default_factory=dict)
    _known: dict[str, set[int]] = field(default_factory=dict)

    def knows(self, key: str, month: int) -> bool:
        """Whether the record tells anything of a measure for a month."""
        if key not in self._known:
            self._known[key] = MEASURES[key].known(self.scope)
        return month in self._known[key]

    def rows(self, key: str, month: int) -> list[KeptRow]:
        """The rows of a measure that count in a month."""
        if key not in self._spans:
            self._spans[key] = list(self.scope.clip(MEASURES[key].spans(self.scope)))
        return added(span for span in self._spans[key] if span.first <= month <= span.last)


def months_close(
    months: Sequence[Month], *, today: date, acting: Appointment | None = None, request: HttpRequest | None = None
) -> list[Month]:
    """Close some months as the record says now; gives those that were not closed already. The record is read once for
    all of them, and each is closed in a transaction of its own."""
    if not months:
        return []
    numbers = sorted(number(month) for month in months)
    telling = Telling(Scope(numbers[0], numbers[-1], today))
    return [month_of(n) for n in numbers if _close(n, telling, acting, request) is not None]


@transaction.atomic
def _close(n: int, telling: Telling, acting: Appointment | None, request: HttpRequest | None) -> FigureSet | None:
    """Close a month; None where it is closed. Rows are told once, and the figures are their sums: the two cannot
    differ."""
    month = month_of(n)
    first = first_day(month)
    if FigureSet.objects.filter(month=first, kind=SetKind.CLOSED).exists():
        return None
    indicators = [one for one in computable(definitions_for(n)) if all(telling.knows(key, n) for key in one.measures)]
    rows = {key: telling.rows(key, n) for key in sorted({key for one in indicators for key in one.measures})}
    sums = {key: _summed(found) for key, found in rows.items()}
    made = {
        one.key: placed(sums[one.numerator], sums[one.denominator] if one.denominator else None) for one in indicators
    }
    told = provenance()
    held = FigureSet.objects.create(
        month=first,
        kind=SetKind.CLOSED,
        known=sorted(made),
        versions={one.key: one.version for one in indicators},
        definitions=digest_of(indicators),
        law=told.law,
        marks=told.marks,
        digests={key: figures_digest(found) for key, found in made.items()},
        closed_by_name=acting.user.full_name if acting else "",
    )
    rows_put(stored(held, made))
    KeptRows.objects.bulk_create(KeptRows(set=held, measure=key, content=packed(found)) for key, found in rows.items())
    event_append(
        action="monitoring.close", acting=acting, request=request, about=held,
        detail={"month": f"{month[0]}-{month[1]:02}", "figures": sum(len(found) for found in made.values())},
    )  # fmt: skip
    return held


def _summed(rows: list[KeptRow]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for place, _, _, amount in rows:
        found[place] += amount
    return dict(found)


def packed(rows: list[KeptRow]) -> bytes:
    """Rows as they are kept."""
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 6)


def unpacked(content: bytes | memoryview) -> list[KeptRow]:
    """The same rows again."""
    return [(place, kind, key, amount) for place, kind, key, amount in json.loads(zlib.decompress(bytes(content)))]
