"""The last step of a run: what the engine found becomes rows of the record, unpublished, a batch a transaction."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction

from padan.domain.asking import LINKED
from padan.results import Findings, FoundPair, FoundRow, Place
from padan.web.accounts.models import Office
from padan.web.many_rows import rows_put
from padan.web.periods.models import Period
from padan.web.regions.models import Region
from padan.web.runs.handing_over import Inputs
from padan.web.runs.models import Run, RunPair, RunRow
from padan.web.runs.places import Places

BATCH = 500
Told = Callable[[int, int], None]
M = TypeVar("M", bound=models.Model)


class Store:
    """Puts one run's findings into the record. Given to the engine, which shows it the tables of a run that holds."""

    def __init__(self, run: Run, period: Period, inputs: Inputs, tell: Told) -> None:
        self._run = run
        self._inputs = inputs
        self._places = Places(period)
        self._tell = tell
        self._offices: dict[int, Office] = {}
        self._owed: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * 6)
        self.rows = 0
        self.pairs = 0

    def __call__(self, con: object) -> None:
        """Store every row, then every pair."""
        findings = Findings(con)  # type: ignore[arg-type]
        total = findings.row_count
        for batch in _batches(self._all_rows(findings.rows())):
            self.rows += _insert(batch)
            self._tell(self.rows, total)
        for pairs in _batches(self._pair(found) for found in findings.pairs()):
            self.pairs += _insert(pairs)

    def _all_rows(self, found: Iterator[FoundRow]) -> Iterator[RunRow]:
        """Every row; participants that stand twice come last, for they go where the row that is kept goes."""
        twice = []
        for row in found:
            if row.bucket == "duplicate" and row.place[0] == "participants":
                twice.append(row)
            else:
                yield self._row(row)
        yield from (self._row(row) for row in twice)

    def owed(self, segments: Collection[str]) -> list[dict[str, Any]]:
        """What each office owes for these segments, and would by their other reading: person-months and rupiah of those
        whose amount is known, and person-months of those whose is not."""
        return [
            {"office": office, "segment": segment, "counted": sums[:3], "other": sums[3:]}
            for (office, segment), sums in sorted(self._owed.items())
            if segment in segments
        ]

    def _owe(self, office: Office, segment: str, found: FoundRow) -> None:
        """A linked pair's months stand at both its rows and count at the list's."""
        if found.place[0] == "participants" and found.bucket in LINKED:
            return
        for both in found.owed:
            sums = self._owed[office.pk, segment]
            for at, due in enumerate(both):
                sums[3 * at] += due is not None
                sums[3 * at + 1] += due or 0
                sums[3 * at + 2] += due is None

    def _row(self, found: FoundRow) -> RunRow:
        side, file, record = found.place
        handed = self._inputs.handed(side, file)
        residence = self._places.residence(found.kelurahan, found.kecamatan, found.address)
        row_id = handed.rows[record - 1]
        office = handed.office if side == "list" else self._answering(found, residence, handed.office)
        self._offices[row_id] = office
        segment = found.segment or (handed.upload.requirement.segment if side == "list" else "")
        self._owe(office, segment, found)
        return RunRow(
            run=self._run,
            side=side,
            row_id=row_id,
            bucket=found.bucket,
            match_id=self._id(found.match) if found.match else None,
            probability=found.probability,
            rule=found.rule,
            reasons=list(found.reasons),
            problems=list(found.problems),
            segment=segment,
            submitter=handed.office,
            office=office,
            residence=residence,
            statuses=list(found.statuses),
            months=found.months,
            amounts=found.amounts,
            due=found.due,
            paid=found.paid,
            missing=found.missing,
            excess=found.excess,
            grave=found.grave,
            asks=found.asks,
            harm=found.harm,
        )

    def _answering(self, found: FoundRow, residence: Region | None, sent_by: Office) -> Office:
        """Of a participant: the office of the list row it is linked to, or may be; of the row kept where it stands
        twice; else whoever answers for those on no list."""
        if found.match and found.bucket in (*LINKED, "review", "duplicate"):
            known = self._offices.get(self._id(found.match))
            if known is not None:
                return known
        return self._places.answering(found.npp_office, residence, sent_by)

    def _pair(self, found: FoundPair) -> RunPair:
        return RunPair(
            run=self._run,
            one_id=self._id(found.one),
            other_id=self._id(found.other),
            within=found.within,
            probability=found.probability,
            decision=found.decision,
            reasons=list(found.reasons),
        )

    def _id(self, place: Place) -> int:
        side, file, record = place
        return self._inputs.handed(side, file).rows[record - 1]


def _batches(made: Iterable[M]) -> Iterator[list[M]]:
    rest = iter(made)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _insert(batch: list[M]) -> int:
    """One short transaction, so that nobody who writes meanwhile waits for the whole."""
    with transaction.atomic():
        rows_put(batch)
    return len(batch)


def rows_handed(inputs: Inputs) -> int:
    """How many rows of people the engine was given: each must come back in one bucket."""
    return sum(len(handed.rows) for handed in inputs.by_name.values())
