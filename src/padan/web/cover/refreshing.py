"""What a published run says of each person's months goes into the record, then what the ledger says; where everybody
stands follows from both.

A later run replaces the months of its own period, those of signed offices excepted; what it replaced stays as
`FormerMonth`, so that both figures can be traced.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from padan.domain.contributions import first_day
from padan.web.audit.services import event_append
from padan.web.cover.books import books_of_run
from padan.web.cover.models import FIGURES, FormerMonth, PersonMonth, Refreshed
from padan.web.cover.units import Unit, UnitMonth, units_of
from padan.web.many_rows import rows_put
from padan.web.periods.models import Lock, Period
from padan.web.protection.models import PersonMerge, PersonSource, Refresh
from padan.web.runs.models import CurrentRun, Run

BATCH = 1000
_HEAVY = tuple(f"run__{name}" for name in ("versions", "inputs", "summary", "marks"))
"""What a run tells of itself at length: read anew for each month, it held the record for a minute."""
Key = tuple[int, date, str]
"""Person, month, segment."""


@dataclass
class Counts:
    """What one refresh did."""

    people: set[int] = field(default_factory=set)
    months: int = 0
    replaced: int = 0
    kept: int = 0

    def told(self, claims: int) -> dict[str, int]:
        """For the record."""
        return {
            "people": len(self.people),
            "months": self.months,
            "replaced": self.replaced,
            "kept": self.kept,
            "claims": claims,
        }


def months_refresh(run: Run) -> dict[str, int]:
    """Put a published run's months into the record, beside them what the ledger says, then say anew where everybody
    stands; deaths without a claim raise one. Persons must be tied to the run's rows already (`protection`). Running it
    twice changes nothing; where the run's own months stand already, they are not written again.

    Four short transactions: where it is broken off between them, `months_due` gives the run again.
    """
    units, merge = list(units_of(run)), _last_merge()
    held = Refreshed.objects.filter(run=run).first()
    before = held.counts if held is not None and held.counts.get("merge") == merge else None
    counts = Counts()
    if before is None:
        with transaction.atomic():
            Period.objects.select_for_update(no_key=True).get(pk=run.period_id)
            _put_months(run, units, counts)
    ledger, claims = books_of_run(run, units)
    with transaction.atomic():
        told = {**counts.told(claims)} if before is None else {**before, "claims": claims}
        told = {**told, "merge": merge, "ledger": ledger["months"]}
        told.pop("mark", None)
        Refreshed.objects.update_or_create(run=run, defaults={"counts": told, "at": timezone.now()})
        event_append(action="cover.refresh", about=run, detail={"period": run.period.key, **told})
    return told


def months_due() -> list[Run]:
    """Published runs that pages show, whose persons are known and whose months are not in the record yet, or whose
    persons were merged or parted since; the oldest period first."""
    current = list(CurrentRun.objects.order_by("period__last_month", "period_id").values_list("run_id", flat=True))
    tied = set(Refresh.objects.filter(run__in=current).values_list("run_id", flat=True))
    done = {one.run_id: one.counts for one in Refreshed.objects.filter(run__in=current)}
    newest = _last_merge()
    runs = Run.objects.select_related("period").in_bulk(pk for pk in current if pk in tied)
    return [
        runs[pk]
        for pk in current
        if pk in runs and (pk not in done or _merged_since(int(done[pk].get("merge", 0)), newest, runs[pk].period))
    ]


def _last_merge() -> int:
    return PersonMerge.objects.aggregate(last=Max("pk"))["last"] or 0


def _merged_since(before: int, newest: int, period: Period) -> bool:
    """Whether a merge or its undoing touched records of a period since."""
    if newest <= before:
        return False
    moved = [
        pk for sources in PersonMerge.objects.filter(pk__gt=before).values_list("sources", flat=True) for pk in sources
    ]
    return PersonSource.objects.filter(pk__in=moved, period=period).exists()


def _put_months(run: Run, units: Sequence[Unit], counts: Counts) -> None:
    if PersonMerge.objects.exists():
        _repoint(run.period)
    wanted = _wanted(run, units)
    counts.people = {unit.person_id for unit in units}
    counts.months = len(wanted)
    period = run.period
    before = PersonMonth.objects.filter(month__range=(period.first_month, period.last_month))
    held = before.select_related("run").defer(*_HEAVY).iterator(2000)
    known: dict[Key, PersonMonth] = {(m.person_id, m.month, m.segment): m for m in held}
    locked = _locked(period)
    new, changed, gone = [], [], []
    for key, month in wanted.items():
        old = known.pop(key, None)
        if old is None:
            new.append(month)
        elif old.run is not None and _signed(period, locked, old):
            counts.kept += 1
        elif _differs(old, month):
            changed.append((old, month))
    for old in known.values():
        if old.run is None:
            continue
        if _signed(period, locked, old) or old.run.period_id != run.period_id:
            counts.kept += 1
        else:
            gone.append(old)
    counts.replaced = len(changed) + len(gone)
    _keep_former([old for old in (*(old for old, _ in changed), *gone) if old.run_id is not None], run)
    _write(new, changed, gone)


def _locked(period: Period) -> frozenset[int]:
    return frozenset(Lock.objects.filter(period=period).values_list("office_id", flat=True))


def _signed(period: Period, locked: frozenset[int], old: PersonMonth) -> bool:
    return period.closed_at is not None or old.office_id in locked


def _differs(old: PersonMonth, new: PersonMonth) -> bool:
    told = [name for name in FIGURES if name not in ("run_id", "row_id")]
    return any(getattr(old, name) != getattr(new, name) for name in told)


def _wanted(run: Run, units: Iterable[Unit]) -> dict[Key, PersonMonth]:
    """Each person's month in a segment once: where a person stands in it twice, the money adds up."""
    found: dict[Key, list[tuple[Unit, UnitMonth]]] = defaultdict(list)
    for unit in units:
        for month in unit.months:
            found[unit.person_id, first_day(month.month), unit.segment].append((unit, month))
    return {key: _person_month(run, key, told) for key, told in found.items()}


def _person_month(run: Run, key: Key, told: Sequence[tuple[Unit, UnitMonth]]) -> PersonMonth:
    unit, first = max(told, key=lambda pair: (pair[1].paid, pair[0].listed))
    dues = [month.due for _, month in told]
    known = [due for due in dues if due is not None]
    return PersonMonth(
        person_id=key[0],
        month=key[1],
        segment=key[2],
        source=unit.group.source,
        due=sum(known) if len(known) == len(dues) else None,
        paid=sum(month.paid for _, month in told),
        status=first.status,
        fact=first.fact,
        run_fact=first.fact,
        times=len(told),
        office_id=unit.office_id,
        row_id=unit.row_id,
        run=run,
    )


def _keep_former(old: Sequence[PersonMonth], run: Run) -> None:
    names = [name for name in ("person_id", "month", "segment", *FIGURES) if name != "run_fact"]
    kept = [
        FormerMonth(replaced_by=run, fact=month.run_fact, **{name: getattr(month, name) for name in names})
        for month in old
    ]
    rows_put(kept)


def _write(
    new: Sequence[PersonMonth], changed: Sequence[tuple[PersonMonth, PersonMonth]], gone: Sequence[PersonMonth]
) -> None:
    rows_put(new)
    for old, month in changed:
        for name in (*FIGURES, "fact"):
            setattr(old, name, getattr(month, name))
    fields = [name.removesuffix("_id") for name in (*FIGURES, "fact")]
    PersonMonth.objects.bulk_update([old for old, _ in changed], fields, batch_size=500)
    for at in range(0, len(gone), BATCH):
        PersonMonth.objects.filter(pk__in=[month.pk for month in gone[at : at + BATCH]]).delete()


def _repoint(period: Period) -> None:
    """After persons were merged or parted each month goes to whom its row is tied to now, unless that person has the
    month already: then it is said anew."""
    tied = PersonSource.objects.filter(row=OuterRef("row"), detached_at=None).values("person")[:1]
    months = PersonMonth.objects.filter(month__range=(period.first_month, period.last_month))
    for month in months.annotate(tied=Subquery(tied)).exclude(tied=None).exclude(tied=F("person_id")):
        held = PersonMonth.objects.filter(person=month.tied, month=month.month, segment=month.segment)
        if not held.exists():
            PersonMonth.objects.filter(pk=month.pk).update(person=month.tied)
