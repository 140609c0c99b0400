"""Candidates judged: their facts gathered from answers, lists and families, and one verdict for each combination."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from padan.domain.eligibility import Limits, Reason, Verdict, limits_of, verdict_of
from padan.domain.nik import birth_date
from padan.domain.people_facts import Employer, Facts, job_on_list
from padan.web.many_rows import rows_rewrite
from padan.web.periods.models import Period
from padan.web.protection import ruling
from padan.web.protection.models import (
    Candidate,
    FactKind,
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
from padan.web.protection.saying import missing_of, said_of

BATCH = 1000
COVERED = ("registered", "paid")
_STANDING = frozenset({"withdrawn", "ended"})
_WRITTEN = ("facts", "state", "reasons", "warnings", "missing", "family", "judged_at")
_PUT_OFF: ContextVar[set[int] | None] = ContextVar("put_off", default=None)


@contextmanager
def judging_put_off() -> Iterator[set[int]]:
    """Within, whoever is to be judged is only noted: the candidates given are judged once by the caller, when all that
    is told of them at once has been put down. For one transaction."""
    noted: set[int] = set()
    before = _PUT_OFF.set(noted)
    try:
        yield noted
    finally:
        _PUT_OFF.reset(before)


def candidates_judge(
    *,
    today: date,
    year: int | None = None,
    programme: str = "",
    persons: Iterable[int] | None = None,
    candidates: Iterable[int] | None = None,
) -> int:
    """Judge candidates anew: all of a year (and programme), those of some persons, or some alone. Gives how many
    verdicts changed. Cheap: each distinct combination of facts is judged once, and only what changed is written. Whose
    way has ended keeps the verdict by which he was protected: figures of the months before count him by it."""
    found = Candidate.objects.order_by("pk")
    if year is not None:
        found = found.filter(year=year)
    if programme:
        found = found.filter(programme=programme)
    noted = _PUT_OFF.get()
    if noted is not None:
        noted.update(pk for part in _wanted(found, persons, candidates) for pk in part.values_list("pk", flat=True))
        return 0
    changed, judged = 0, Judged(today)
    if persons is None and candidates is None:
        return _judge_all(found, judged)
    for part in _wanted(found, persons, candidates):
        changed += _judge_part(list(part.select_related("family")), judged)
    return changed


def _wanted(
    found: QuerySet[Candidate], persons: Iterable[int] | None, candidates: Iterable[int] | None
) -> Iterator[QuerySet[Candidate]]:
    """Those of them that are asked for, part by part."""
    if persons is None and candidates is None:
        yield found
        return
    for part in _parts(persons if candidates is None else candidates):
        yield found.filter(Q(person__in=part) if candidates is None else Q(pk__in=part))


def _judge_all(found: QuerySet[Candidate], judged: "Judged") -> int:
    changed, after = 0, 0
    while part := list(found.filter(pk__gt=after).select_related("family")[:BATCH]):
        changed, after = changed + _judge_part(part, judged), part[-1].pk
    return changed


def _parts(wanted: Iterable[int] | None) -> Iterator[list[int]]:
    known = sorted(set(wanted or ()))
    for at in range(0, len(known), BATCH):
        yield known[at : at + BATCH]


@dataclass(slots=True)
class Judged:
    """Verdicts already given in one round, and the law they rest on."""

    today: date
    limits: dict[tuple[str, date], Limits] = field(default_factory=dict)
    fields: dict[tuple[str, date], tuple[str, ...]] = field(default_factory=dict)
    verdicts: dict[tuple[str, date, Facts], Verdict] = field(default_factory=dict)

    def limits_on(self, programme: str, day: date) -> Limits:
        """What the law asks."""
        if (programme, day) not in self.limits:
            self.limits[programme, day] = limits_of(ruling.law(), programme, day)
        return self.limits[programme, day]

    def fields_on(self, programme: str, day: date) -> tuple[str, ...]:
        """What enrolment needs."""
        if (programme, day) not in self.fields:
            self.fields[programme, day] = ruling.needed_fields(programme, day)
        return self.fields[programme, day]

    def verdict(self, programme: str, day: date, facts: Facts) -> Verdict:
        """The verdict, asked once for each combination."""
        key = (programme, day, facts.on(day))
        if key not in self.verdicts:
            self.verdicts[key] = verdict_of(key[2], self.limits_on(programme, day))
        return self.verdicts[key]


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


@transaction.atomic
def _judge_part(part: Sequence[Candidate], judged: Judged) -> int:
    known, changed = _known(part), []
    for candidate in part:
        if _judge_one(candidate, known, judged):
            candidate.judged_at = timezone.now()
            changed.append(candidate)
    rows_rewrite(changed, _WRITTEN)
    return len(changed)


def _judge_one(candidate: Candidate, known: Known, judged: Judged) -> bool:
    if candidate.step == "ended" and candidate.judged_at:
        return False
    day = known.joined.get(candidate.pk) or ruling.first_day(candidate.year, judged.today)
    person = known.people[known.root.get(candidate.person_id, candidate.person_id)]
    candidate_family = known.families.get(person.no_kk) or candidate.family
    limits = judged.limits_on(candidate.programme, day)
    facts, told = _facts(candidate, person, candidate_family, known, limits, day)
    verdict = judged.verdict(candidate.programme, day, facts)
    said = said_of(candidate, person)
    fields = judged.fields_on(candidate.programme, day)
    now = {
        "facts": told,
        "state": verdict.state,
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "warnings": [_reason(reason) for reason in verdict.warnings],
        "missing": missing_of(said, fields),
    }
    family = candidate_family.pk if candidate_family else None
    if (
        candidate.judged_at
        and family == candidate.family_id
        and all(getattr(candidate, n) == v for n, v in now.items())
    ):
        return False
    candidate.family = candidate_family
    for name, value in now.items():
        setattr(candidate, name, value)
    return True


def _reason(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "text_id": reason.text_id, "text_en": reason.text_en, "asks": reason.asks}


def _facts(
    candidate: Candidate, person: Person, family: Family | None, known: Known, limits: Limits, day: date
) -> tuple[Facts, dict[str, Any]]:
    """What the rules ask, and the same as it is kept with sources and days."""
    told: dict[str, Any] = {}

    def newest(kind: FactKind) -> Answer | None:
        return known.facts.get((person.pk, kind))

    def tell(name: str, value: Any, source: str, on: date | None) -> Any:
        told[name] = {"value": value, "source": source, "day": on.isoformat() if on else ""}
        return value

    def answer(name: str, kind: FactKind) -> bool | None:
        said = newest(kind)
        return None if said is None else cast(bool, tell(name, said.value == "yes", said.source, said.day))

    identity = newest(FactKind.IDENTITY)
    nik = bool(person.nik) or None
    if identity is not None and identity.about == person.nik and identity.value == "no":
        nik = tell("nik_usable", False, identity.source, identity.day)
    alive = answer("alive", FactKind.ALIVE)
    if person.died_on is not None:
        alive = tell("alive", False, "daftar", person.died_on)
    born = person.birth_date or birth_date(person.nik or None, on=day)
    employer = newest(FactKind.EMPLOYER)
    over_age = newest(FactKind.OVER_AGE)
    job = candidate.said.get("job", "")
    facts = Facts(
        nik_usable=nik,
        alive=alive,
        resident=answer("resident", FactKind.RESIDENT),
        population_on=min(
            (said.day for kind in (FactKind.ALIVE, FactKind.RESIDENT) if (said := newest(kind)) is not None),
            default=None,
        ),
        born=tell("born", born.isoformat(), "data orang", None) and born if born else None,
        over_age_said=bool(
            over_age and over_age.value == "yes" and tell("over_age", True, over_age.source, over_age.day)
        ),
        employer=cast(Employer, tell("employer", employer.value, employer.source, employer.day)) if employer else None,
        employer_on=employer.day if employer else None,
        own_cover=candidate.programme in known.own.get(person.pk, ()),
        covered_by=_covered_by(person.pk, candidate, known),
        paid_by_other=_payer(person.pk, candidate, known),
        job=job or None,
        job_listed=job_on_list(job, limits.jobs or ()),
        decile=tell("decile", family.decile, family.source, family.version) if family and family.decile else None,
        decile_source=family.source if family else "",
        decile_version=family.version if family else None,
        double=candidate.same_as_id is not None,
        also_proposed_by=_also(candidate, known),
        other_programme=_other_programme(person.pk, candidate, known),
    )
    for name in ("breadwinner", "dependants", "woman_headed", "disability", "job_risk"):
        if candidate.said.get(name):
            tell(name, candidate.said[name], candidate.origin, candidate.made_at.date())
    return facts, told


def _payer(person: int, candidate: Candidate, known: Known) -> str | None:
    paid = [f"{segment}, {office}" for key, segment, office in known.others.get(person, ()) if key]
    return "; ".join(sorted(set(paid))) or None


def _covered_by(person: int, candidate: Candidate, known: Known) -> str | None:
    """Other programmes of the grant that insure the person."""
    others = known.own.get(person, set()) - {candidate.programme}
    return ", ".join(sorted(ruling.programme_name(key) for key in others)) or None


def _also(candidate: Candidate, known: Known) -> str | None:
    others = {name for office, name in known.offices.get(candidate.pk, ()) if office != candidate.office_id}
    return ", ".join(sorted(others)) or None


def _other_programme(person: int, candidate: Candidate, known: Known) -> str | None:
    others = known.programmes.get((person, candidate.year), set()) - {candidate.programme}
    return ", ".join(sorted(ruling.programme_name(key) for key in others)) or None


def _known(part: Sequence[Candidate]) -> Known:
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
