"""What changed since the published run, and whose rows it can move: one office's answer must not hold up all others.

The rule (docs/how-to/sign-papers.md): where only verdicts on pairs are newer than the run, they touch the offices that
answer for, or handed in, a row of these pairs or any row that the run weighed or linked with them, and the offices that
a participant would fall to if it were linked to nobody. Every other office may sign the figures of the run. Anything
else that is newer (a list, a mended row, the months, a run asked for) touches every office.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from padan.web.lists.models import Row
from padan.web.periods.models import Kind, Period
from padan.web.review.models import Case, Decision
from padan.web.review.verdicts import OBEYED
from padan.web.runs.asking import accepted, verdicts_since
from padan.web.runs.models import Run, RunPair, RunRow
from padan.web.runs.places import Places

MOST_ROWS = 400
"""Rows that hang together with new verdicts; where there are more, every office is called touched."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Offices whose rows what is newer than the run can move; `everyone`: it cannot be told, so all of them."""

    everyone: bool = False
    offices: frozenset[int] = frozenset()

    def meets(self, offices: Iterable[int]) -> bool:
        """Whether one of these offices is among them."""
        return self.everyone or not self.offices.isdisjoint(offices)

    @property
    def anybody(self) -> bool:
        """Whether anything is newer at all."""
        return self.everyone or bool(self.offices)


NOBODY, EVERYBODY = Touched(), Touched(everyone=True)


def touched_since(period: Period, run: Run) -> Touched:
    """Whose rows may differ in the next run from what this one says."""
    said = verdicts_since(period, run)
    if said is None:
        return EVERYBODY
    times = set(said.values_list("at", flat=True))
    if not times:
        return NOBODY
    rows = _rows_of(period, run, times)
    together = _together(run, rows) if rows else None
    return EVERYBODY if together is None else Touched(offices=_offices(period, run, together))


def _rows_of(period: Period, run: Run, times: set[datetime]) -> set[int]:
    """The run's rows that say what the rows of the newly answered cases say; none where a verdict has no case."""
    decisions = Decision.objects.filter(case__period=period, case__kind__in=OBEYED, at__in=times)
    if set(decisions.values_list("at", flat=True)) != times:
        return set()
    cases = Case.objects.filter(pk__in=decisions.values("case")).values_list("left", "right", "rivals")
    named = {row for left, right, rivals in cases for row in (left, right, *rivals) if row is not None}
    prints = Row.objects.filter(pk__in=named).values_list("fingerprint", flat=True)
    return set(RunRow.objects.filter(run=run, row__fingerprint__in=list(prints)).values_list("row_id", flat=True))


def _together(run: Run, seeds: set[int]) -> set[int] | None:
    """These rows with all that were weighed against or linked to them, and to those in turn; None for too many."""
    found, fresh = set(seeds), set(seeds)
    while fresh:
        near = _near(run, fresh)
        fresh = near - found
        found |= near
        if len(found) > MOST_ROWS:
            return None
    return found


def _near(run: Run, rows: set[int]) -> set[int]:
    pairs = RunPair.objects.filter(Q(one__in=rows) | Q(other__in=rows), run=run).values_list("one_id", "other_id")
    links = RunRow.objects.filter(Q(row__in=rows) | Q(match__in=rows), run=run).values_list("row_id", "match_id")
    return {row for pair in (*pairs.order_by(), *links.order_by()) for row in pair if row is not None}


def _offices(period: Period, run: Run, rows: set[int]) -> frozenset[int]:
    found: set[int] = set()
    names, places = _offices_by_npp(period), Places(period)
    lines = RunRow.objects.filter(run=run, row__in=rows).select_related("residence", "submitter", "row")
    for line in lines:
        found |= {line.office_id, line.submitter_id} if line.side == Kind.LIST else {line.office_id}
        if line.side == Kind.PARTICIPANTS:
            told = ["", *names.get(_plain(line.row.values.get("npp")), ())]
            found |= {places.answering(text, line.residence, line.submitter).pk for text in told}
    return frozenset(found)


def _offices_by_npp(period: Period) -> Mapping[str, list[str]]:
    """The offices that the accepted registers name for each NPP."""
    files = accepted(period).filter(requirement__kind=Kind.GROUPS).order_by().values("pk")
    found: dict[str, list[str]] = defaultdict(list)
    for values in Row.objects.filter(upload__in=files).values_list("values", flat=True):
        found[_plain(values.get("npp"))].append(str(values.get("office", "")))
    return found


def _plain(text: object) -> str:
    return "".join(c for c in str(text or "").casefold() if c.isalnum())
