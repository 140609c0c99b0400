"""Candidates judged: whose turn it is, and one verdict for each combination of facts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from padan.domain.eligibility import Limits, Reason, Verdict, limits_of, verdict_of
from padan.domain.people_facts import Facts
from padan.web.many_rows import rows_rewrite
from padan.web.protection import ruling
from padan.web.protection.candidate_facts import facts_of
from padan.web.protection.gathering import Known, known_of
from padan.web.protection.models import Candidate
from padan.web.protection.saying import missing_of, said_of

BATCH = 1000
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


@transaction.atomic
def _judge_part(part: Sequence[Candidate], judged: Judged) -> int:
    known, changed = known_of(part), []
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
    facts, told = facts_of(candidate, person, candidate_family, known, limits, day)
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
