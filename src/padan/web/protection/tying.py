"""After a run is published its rows are tied to persons: by what they say, and by what the run matched.

Nothing is weighed here. Rows that say the same are one person; a row that a run linked to another belongs to that one's
person, and no longer once a later run of the same period finds otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.domain.asking import LINKED
from padan.domain.person_keys import lone_key, person_key
from padan.web.audit.services import event_append
from padan.web.many_rows import rows_put
from padan.web.periods.models import Period
from padan.web.protection.judging import candidates_judge, judging_put_off
from padan.web.protection.listed import listed_propose
from padan.web.protection.merging import merge_undo, person_merge
from padan.web.protection.models import Person, PersonMerge, PersonSource, Refresh, TiedBy
from padan.web.protection.rejudging import candidates_judge_pending
from padan.web.protection.roots import ASKED_AT_ONCE, kept_apart, merged_now, roots_of
from padan.web.protection.telling import persons_retell, told_by, told_by_all
from padan.web.runs.models import CurrentRun, Run, RunRow

TYING = frozenset((*LINKED, "duplicate"))
"""Buckets whose `match` is the same person."""


@dataclass(slots=True)
class Line:
    """One row of the run, with what it says and where it stands now."""

    row: int
    side: str
    match: int | None
    bucket: str
    segment: str
    office: int
    place: int | None
    values: Mapping[str, str]
    key: str
    source: int | None = None
    person: int | None = None
    tied: tuple[str, int | None] = (TiedBy.RECORD, None)


@dataclass(slots=True)
class Tying:
    """What one refresh does, counted."""

    run: Run
    lines: dict[int, Line]
    roots: dict[int, int]
    touched: set[int] = field(default_factory=set)
    places: dict[int, int] = field(default_factory=dict)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("rows", "new", "tied", "merged", "parted"), 0)
    )


@transaction.atomic
def persons_refresh(*, run: Run) -> dict[str, int] | None:
    """Tie a period's current run to persons, and propose who stands on its lists. None where it is done already, or
    another run has taken its place."""
    Period.objects.select_for_update(no_key=True).get(pk=run.period_id)
    current = CurrentRun.objects.filter(period=run.period_id, run=run).exists()
    if not current or Refresh.objects.filter(run=run).exists():
        return None
    tying = Tying(run, {line.row: line for line in _lines(run)}, roots_of(merged_now()))
    tying.counts["rows"] = len(tying.lines)
    _stand(tying)
    groups = _groups(tying.lines)
    _part_again(tying, groups)
    _persons_of(tying, groups)
    _write(tying)
    persons_retell(tying.touched, tying.places)
    with judging_put_off() as waiting:
        tying.counts["proposed"] = listed_propose(run)
        _judge(tying)
    candidates_judge(candidates=waiting, today=timezone.localdate())
    Refresh.objects.create(run=run, counts=tying.counts)
    detail = {"period": run.period.key, "number": run.number, "rows": tying.counts["rows"]}
    event_append(action="protection.refresh", about=run, detail=detail)
    return tying.counts


def _judge(tying: Tying) -> None:
    """With a period's first run lists of another day are the newest, and everybody of its year is judged anew; later
    only those of whom something changed."""
    year, today = tying.run.period.first_month.year, timezone.localdate()
    if Refresh.objects.filter(run__period=tying.run.period_id).exists():
        candidates_judge(persons=tying.touched, today=today)
    else:
        candidates_judge(year=year, today=today)


def persons_refresh_pending() -> str:
    """Tie every current run that is not tied yet, and judge anew whom an earlier law or day judged; says what was
    done."""
    waiting = CurrentRun.objects.exclude(run__in=Refresh.objects.values("run")).select_related("run__period")
    done = []
    for current in waiting.order_by("period__first_month", "pk"):
        counts = persons_refresh(run=current.run)
        if counts is not None:
            done.append(f"{current.run.period.key}: {counts['rows']} baris, {counts['new']} orang baru")
    if judged := candidates_judge_pending():
        done.append(judged)
    return ", ".join(done)


def _lines(run: Run) -> Iterator[Line]:
    rows = RunRow.objects.filter(run=run).exclude(bucket="rejected").order_by("pk")
    fields = ("row_id", "side", "match_id", "bucket", "segment", "submitter_id", "residence_id", "row__values")
    for row, side, match, bucket, segment, office, place, values in rows.values_list(*fields).iterator(chunk_size=2000):
        key = person_key(values) or lone_key(f"row {row}")
        yield Line(row, side, match, bucket, segment, office, place, values, key)


def _stand(tying: Tying) -> None:
    """Where the rows stand now; sources of the period whose rows are no more in its run are let go."""
    sources = PersonSource.objects.filter(period=tying.run.period_id, detached_at=None)
    gone = []
    for pk, row, person, key, tied_by, tied_to in sources.values_list(
        "pk", "row_id", "person_id", "key", "tied_by", "tied_to_id"
    ):
        line = tying.lines.get(row)
        if line is None or line.key != key:
            gone.append(pk)
            tying.touched.add(person)
        else:
            line.source, line.person, line.tied = pk, person, (tied_by, tied_to)
    _detach(gone)


def _detach(sources: Sequence[int]) -> None:
    for part in _parts(sources):
        PersonSource.objects.filter(pk__in=part).update(detached_at=timezone.now())


def _parts(wanted: Iterable[Any]) -> Iterator[list[Any]]:
    known = list(wanted)
    for at in range(0, len(known), ASKED_AT_ONCE):
        yield known[at : at + ASKED_AT_ONCE]


def _groups(lines: Mapping[int, Line]) -> list[list[Line]]:
    """Rows that are one person by their words or by the run."""
    leader = {row: row for row in lines}

    def find(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    by_key: dict[str, int] = {}
    for row, line in lines.items():
        leader[find(by_key.setdefault(line.key, row))] = find(row)
        if line.bucket in TYING and line.match is not None and line.match in lines:
            leader[find(line.match)] = find(row)
    groups: dict[int, list[Line]] = defaultdict(list)
    for row, line in lines.items():
        groups[find(row)].append(line)
    return list(groups.values())


def _part_again(tying: Tying, groups: Sequence[Sequence[Line]]) -> None:
    """Undo what earlier runs of this period merged and this one no longer does; let go of ties that fell away."""
    group_of = {line.row: at for at, group in enumerate(groups) for line in group}
    merges = PersonMerge.objects.filter(run__period=tying.run.period_id, undoes=None, undone_by=None, rule="run")
    for merge in merges.select_related("kept", "gone").order_by("-pk"):
        if merge.kept.merged_into_id is not None:
            continue
        gone = set(PersonSource.objects.filter(pk__in=merge.sources).values_list("key", flat=True))
        kept = PersonSource.objects.filter(person=merge.kept_id).exclude(pk__in=merge.sources)
        own = set(kept.values_list("key", flat=True)) - gone
        theirs = {line.row for line in tying.lines.values() if line.key in gone}
        ours = {line.row for line in tying.lines.values() if line.key in own}
        if theirs and ours and {group_of[row] for row in theirs}.isdisjoint(group_of[row] for row in ours):
            merge_undo(merge=merge)
            tying.counts["parted"] += 1
            tying.roots.pop(merge.gone_id, None)
            for row in theirs:
                tying.lines[row].person = merge.gone_id
    fallen = [line for line in tying.lines.values() if line.tied[0] == TiedBy.RUN and line.tied[1] != _tie(line, tying)]
    _detach([line.source for line in fallen if line.source])
    for line in fallen:
        tying.touched.add(line.person or 0)
        line.source = line.person = None


def _tie(line: Line, tying: Tying) -> int | None:
    """The row that this one belongs to though it says something else; None where its own words tell."""
    other = tying.lines.get(line.match or 0) if line.bucket in TYING else None
    if other is None or other.key == line.key or (line.side == "list" and line.bucket != "duplicate"):
        return None
    return other.row


def _persons_of(tying: Tying, groups: Sequence[Sequence[Line]]) -> None:
    """A person for each group: known by the keys of its rows, else new."""
    known = _known(tying)
    new: list[tuple[Person, Sequence[Line]]] = []
    apart: set[tuple[int, int]] | None = None
    for group in groups:
        persons = sorted({person for line in group for person in _said(line, known, tying)})
        if len(persons) > 1:
            apart = kept_apart(_all_of(known)) if apart is None else apart
            persons = _merged(tying, persons, apart)
        if len(persons) == 1:
            _settle(tying, group, persons[0])
        elif persons:
            _each_its_own(tying, group, known, persons)
        else:
            new.append((_new_person(group), group))
    Person.objects.bulk_create([person for person, _ in new], batch_size=500)
    tying.counts["new"] = len(new)
    for person, group in new:
        for line in group:
            line.person = person.pk


def _known(tying: Tying) -> dict[str, int]:
    """{key: person} by every source that tells it by its own words, this period's own ties by a run left out."""
    found: dict[str, int] = {}
    for part in _parts({line.key for line in tying.lines.values()}):
        sources = PersonSource.objects.filter(key__in=part).exclude(
            period=tying.run.period_id, tied_by=TiedBy.RUN
        )  # fmt: skip
        rows = sources.values_list("key", "person_id", "detached_at", "tied_by", "pk")
        for key, person, detached, tied_by, _ in sorted(rows, key=lambda r: (r[2] is None, r[3] != TiedBy.RUN, -r[4])):
            if detached is None or tied_by != TiedBy.RUN:
                found[key] = tying.roots.get(person, person)
    return found


def _all_of(known: Mapping[str, int]) -> set[int]:
    return set(known.values())


def _said(line: Line, known: Mapping[str, int], tying: Tying) -> Iterator[int]:
    if line.key in known:
        yield known[line.key]
    elif line.person is not None:
        yield tying.roots.get(line.person, line.person)


def _merged(tying: Tying, persons: list[int], apart: set[tuple[int, int]]) -> list[int]:
    """Persons whom the run found to be one become one, the oldest record standing; all stay where a human keeps any
    two of them apart."""
    if any((one, other) in apart for one in persons for other in persons):
        return persons
    found = Person.objects.in_bulk(persons)
    kept = found[persons[0]]
    for pk in persons[1:]:
        person_merge(kept=kept, gone=found[pk], rule="run", run=tying.run)
        tying.counts["merged"] += 1
        tying.roots[pk] = kept.pk
        for line in tying.lines.values():
            if line.person == pk:
                line.person = kept.pk
    return [kept.pk]


def _settle(tying: Tying, group: Sequence[Line], person: int) -> None:
    for line in group:
        if line.person != person:
            line.person, line.source = person, None


def _each_its_own(tying: Tying, group: Sequence[Line], known: Mapping[str, int], persons: Sequence[int]) -> None:
    """A human keeps these apart: each row goes with its own words; one that has none, where it stood, or the first."""
    for line in group:
        person = known.get(line.key, line.person if line.person is not None else persons[0])
        if line.person != person:
            line.person, line.source = person, None


def _new_person(group: Sequence[Line]) -> Person:
    ordered = sorted(group, key=lambda line: (line.side != "list", -line.row))
    told = told_by_all([told_by(line.values) for line in ordered])
    place = next((line.place for line in ordered if line.place), None)
    return Person(**told, kelurahan_id=place)


def _write(tying: Tying) -> None:
    """Sources for the rows that have none yet, or stand with another person."""
    made, moved = [], []
    for line in tying.lines.values():
        assert line.person is not None
        tie = _tie(line, tying)
        if tie is not None and tying.lines[tie].person != line.person:
            tie = None
        if line.place and (line.side == "list" or line.person not in tying.places):
            tying.places[line.person] = line.place
        if line.source is not None:
            continue
        moved.append(line.row)
        made.append(
            PersonSource(
                person_id=line.person,
                key=line.key,
                kind=line.side,
                row_id=line.row,
                period_id=tying.run.period_id,
                segment=line.segment,
                office_id=line.office,
                tied_by=TiedBy.RUN if tie else TiedBy.RECORD,
                tied_to_id=tie,
            )
        )
        tying.touched.add(line.person)
    for part in _parts(moved):
        standing = PersonSource.objects.filter(row__in=part, detached_at=None)
        tying.touched.update(standing.values_list("person_id", flat=True))
        standing.update(detached_at=timezone.now())
    rows_put(made)
    tying.counts["tied"] = len(made)
