"""What the record knows of the persons of a batch of candidates: answers, lists, families, proposals of others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from padan.web.periods.models import Period
from padan.web.protection import ruling
from padan.web.protection.models import (
    Candidate,
    Family,
    Person,
    PersonFact,
    PersonSource,
    Proposal,
    Refresh,
    SourceKind,
    Step,
)
from padan.web.protection.roots import merged_now, roots_of

COVERED = ("registered", "paid")
_STANDING = frozenset({"withdrawn", "ended"})


class Answer(NamedTuple):
    """What was said last of one kind: a `PersonFact`."""

    value: str
    source: str
    day: date
    about: str


@dataclass(slots=True)
class Known:
    """What the record knows of the persons of a batch. `root`: who stands for each."""

    root: Mapping[int, int]
    people: Mapping[int, Person]
    facts: Mapping[tuple[int, str], Answer]
    families: Mapping[str, Family]
    others: Mapping[int, Sequence[tuple[str, str, str]]]
    own: Mapping[int, set[str]]
    programmes: Mapping[tuple[int, int], set[str]]
    offices: Mapping[int, set[tuple[int, str]]]
    joined: Mapping[int, date]


def known_of(part: Sequence[Candidate]) -> Known:
    """What is known of the candidates' persons, in a handful of queries."""
    merged = merged_now()
    asked = {candidate.person_id: merged.get(candidate.person_id) for candidate in part}
    root = roots_of({**merged, **asked})
    persons = {root[candidate.person_id] for candidate in part}
    people = Person.objects.in_bulk(persons)
    others, own = _listed(persons)
    for stands, programme in _registered(root, persons):
        own[stands].add(programme)
    return Known(
        root=root,
        people=people,
        facts=_newest_facts(persons),
        families=_families({person.no_kk for person in people.values() if person.no_kk}),
        others=others,
        own=own,
        programmes=_proposed(persons),
        offices=_offices(part),
        joined=_joined(part),
    )


def _newest_facts(persons: set[int]) -> dict[tuple[int, str], Answer]:
    said = PersonFact.objects.filter(person__in=persons).values_list("person_id", "kind", *Answer._fields)
    return {(person, kind): Answer(*answer) for person, kind, *answer in said}


def _families(kks: set[str]) -> dict[str, Family]:
    """The newest version that ranks each family."""
    ranked = Family.objects.filter(no_kk__in=kks, decile__isnull=False).order_by("version", "pk")
    return {family.no_kk: family for family in ranked}


def _listed(persons: set[int]) -> tuple[dict[int, list[tuple[str, str, str]]], defaultdict[int, set[str]]]:
    """By the lists of the newest period that was tied: who else pays for whom, and whose cover is a programme's own."""
    newest = Period.objects.filter(pk__in=Refresh.objects.values("run__period")).first()
    others: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    own: defaultdict[int, set[str]] = defaultdict(set)
    if newest is None:
        return others, own
    programmes = set(ruling.programmes(newest.first_month.year))
    sources = PersonSource.objects.filter(person__in=persons, period=newest, detached_at=None)
    insured = sources.filter(kind=SourceKind.PARTICIPANTS).order_by()
    covered = set(insured.values_list("person_id", flat=True))
    listed = sources.exclude(kind=SourceKind.PARTICIPANTS)
    for person, segment in listed.filter(segment__in=programmes).order_by().values_list("person_id", "segment"):
        if person in covered:
            own[person].add(segment)
    paid = listed.exclude(segment__in=programmes).exclude(segment="").order_by("pk")
    for person, segment, office, values in paid.values_list("person_id", "segment", "office__name", "row__values"):
        if not (values or {}).get("end_date") and not (values or {}).get("death_date"):
            others[person].append((segment, ruling.programme_name(segment), office))
    return others, own


def _registered(root: Mapping[int, int], persons: set[int]) -> Iterator[tuple[int, str]]:
    """Whom the branch insures for a programme, by its answer to our lists, whatever a period's lists say yet."""
    same = [person for person, stands in root.items() if stands in persons]
    rows = Candidate.objects.filter(person__in=same, step__in=COVERED).order_by().values_list("person_id", "programme")
    return ((root.get(person, person), programme) for person, programme in rows)


def _proposed(persons: set[int]) -> dict[tuple[int, int], set[str]]:
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = Candidate.objects.filter(person__in=persons).exclude(step__in=_STANDING)
    for person, year, programme in rows.values_list("person_id", "year", "programme"):
        found[person, year].add(programme)
    return found


def _offices(part: Sequence[Candidate]) -> dict[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = Proposal.objects.filter(candidate__in=[candidate.pk for candidate in part])
    for candidate, office, name in rows.values_list("candidate_id", "office_id", "office__name"):
        found[candidate].add((office, name))
    return found


def _joined(part: Sequence[Candidate]) -> dict[int, date]:
    """The day of the decree of those who were set: they are judged for that day for ever."""
    rows = Step.objects.filter(candidate__in=[candidate.pk for candidate in part], step="set").order_by("pk")
    return dict(rows.values_list("candidate_id", "day"))
