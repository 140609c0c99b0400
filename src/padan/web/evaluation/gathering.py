"""What the record says of a month, as the statistics ask it: who is eligible, who was reached, and how surely."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Sum

from padan.domain.asking import LINKED
from padan.domain.contributions import month_of
from padan.domain.law import jobs_of
from padan.domain.pathway import DONE
from padan.domain.people_facts import age_on, job_on_list
from padan.statistics.targeting import Seen
from padan.web.cover.models import Fact, PersonMonth
from padan.web.monitoring.measures import cover
from padan.web.monitoring.measures.spans import Scope, month_number
from padan.web.protection.models import Candidate, Family, Person, PersonSource
from padan.web.runs.models import CurrentRun, RunPair, RunRow

SURE = frozenset({"nik", "manusia"})
"""Rules by which a link is certain."""
AGES = ((24, "sampai 24"), (34, "25-34"), (44, "35-44"), (54, "45-54"), (64, "55-64"), (200, "65 ke atas"))
OTHER_JOB = "lainnya"
"""A job that is on no list."""
BATCH = 5_000


def age_group(born: date | None, day: date) -> str:
    """The group of ages, "" where the birth date is not known."""
    age = age_on(born, day) if born else None
    return "" if age is None else next(label for upto, label in AGES if age <= upto)


@dataclass
class Month:
    """The record of one month. `number`: its number on the calendar; `today` bounds what has happened by then."""

    number: int
    today: date

    @cached_property
    def first_day(self) -> date:
        """Its first day."""
        return date(*month_of(self.number), 1)

    @property
    def year(self) -> int:
        """Its year, whose candidates are looked at."""
        return self.first_day.year

    @cached_property
    def scope(self) -> Scope:
        """The month as measures ask for it."""
        return Scope(self.number, self.number, self.today)

    @cached_property
    def protected(self) -> frozenset[int]:
        """Persons protected in it, by the rule of the indicator."""
        return frozenset(person for person, bits in cover.protected_bits(self.scope, None).items() if bits)

    @cached_property
    def dead(self) -> frozenset[int]:
        """Persons paid for after death."""
        return _ids(cover.paid_after_death(self.scope))

    @cached_property
    def twice(self) -> frozenset[int]:
        """Persons paid for more than once."""
        return _ids(cover.paid_twice(self.scope))

    @cached_property
    def rows(self) -> list[tuple[int, str, bool, float]]:
        """(person, segment, whether paid, chance that the row is his) of everybody of whom the month knows anything."""
        told = list(
            PersonMonth.objects.filter(month=self.first_day).order_by("pk")
            .values_list("person_id", "segment", "fact", "row_id", "run_id")
        )  # fmt: skip
        chances = _chances({run for *_, run in told})
        return [(person, segment, fact == Fact.PAID, chances.get(row, 1.0)) for person, segment, fact, row, _ in told]

    @cached_property
    def paid(self) -> Mapping[str, Mapping[int, float]]:
        """By segment, each person paid for, with the chance that the payment is his."""
        found: dict[str, dict[int, float]] = {}
        for person, segment, paid, chance in self.rows:
            if paid:
                own = found.setdefault(segment, {})
                own[person] = max(own.get(person, 0.0), chance)
        return found

    @cached_property
    def linked(self) -> Mapping[int, float]:
        """The chance of each person's surest row."""
        found: dict[int, float] = {}
        for person, _, _, chance in self.rows:
            found[person] = max(found.get(person, 0.0), chance)
        return found

    @cached_property
    def likely(self) -> Mapping[int, float]:
        """Persons who are protected only if a pair that waits for a human is one person, with that chance."""
        run = CurrentRun.objects.filter(
            period__first_month__lte=self.first_day, period__last_month__gte=self.first_day
        ).first()
        return {} if run is None else _waiting(run.run_id, self.protected)

    def chance(self, person: int) -> float:
        """The chance that somebody is protected at all."""
        if person not in self.protected:
            return self.likely.get(person, 0.0)
        return self.linked.get(person, 1.0)


def _ids(spans: Iterable[Any]) -> frozenset[int]:
    return frozenset(int(span.id) for span in spans)


def _chances(runs: Iterable[int]) -> dict[int, float]:
    """Of rows of those runs that were joined by evidence, the chance that they were joined rightly."""
    rows = RunRow.objects.filter(run__in=list(runs), bucket__in=LINKED, probability__lt=1).exclude(rule__in=SURE)
    told = rows.order_by("pk").values_list("row_id", "probability")
    return {row: max(0.0, chance) for row, chance in told if chance is not None}


def _waiting(run: int, protected: frozenset[int]) -> dict[int, float]:
    pairs = RunPair.objects.filter(run=run, within="", decision="review").order_by("pk")
    told = list(pairs.values_list("one_id", "other_id", "probability"))
    persons = _persons({row for one, other, _ in told for row in (one, other)})
    found: dict[int, float] = {}
    for one, other, chance in told:
        left, right = persons.get(one), persons.get(other)
        for own, its in ((left, right), (right, left)):
            if own is not None and its in protected and own not in protected:
                found[own] = max(found.get(own, 0.0), min(1.0, max(0.0, chance)))
    return found


def _persons(rows: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    wanted = sorted(rows)
    for at in range(0, len(wanted), BATCH):
        tied = PersonSource.objects.filter(row__in=wanted[at : at + BATCH], detached_at=None)
        found.update(tied.values_list("row_id", "person_id"))
    return found


@dataclass(frozen=True, slots=True)
class Proposed:
    """One candidate of a programme and year."""

    person: int
    state: str
    kelurahan: str
    decile: int | None
    job: str
    born: date | None
    sex: str
    died: date | None
    no_kk: str


_FIELDS = (
    "person_id", "state", "office__region__code", "family__decile", "said", "person__birth_date", "person__sex",
    "person__died_on", "person__no_kk", "family__no_kk", "step", "stepped_on",
)  # fmt: skip


def proposed(year: int, programme: str = "", *, month: int | None = None) -> Iterator[Proposed]:
    """Candidates of a year who stand for themselves, of one programme or of all; those withdrawn or ended left out, or
    of a month (its number) those who were so by then."""
    found = Candidate.objects.filter(year=year, same_as=None)
    if programme:
        found = found.filter(programme=programme)
    for person, state, code, decile, said, born, sex, died, kk, family_kk, step, day in (
        found.order_by("person_id", "pk").values_list(*_FIELDS).iterator(BATCH)
    ):
        if step in DONE and (month is None or day is None or month_number(day) <= month):
            continue
        job = str(said.get("job") or "") if isinstance(said, dict) else ""
        yield Proposed(person, state, code, decile, job, born, sex, died, kk or family_kk or "")


def job_group(job: str, listed: tuple[str, ...]) -> str:
    """The listed job that a text names, OTHER_JOB for none, "" where nothing is said."""
    if not job.strip():
        return ""
    return next((one for one in listed if job_on_list(job, (one,))), OTHER_JOB)


def seen_in(month: Month, programme: str) -> list[Seen]:
    """Everybody whom the programme is for or whom it paid for in the month."""
    paid, listed = month.paid.get(programme, {}), jobs_of(month.scope.law, programme, month.first_day)
    told: set[int] = set()
    found = []
    for one in proposed(month.year, programme, month=month.number):
        told.add(one.person)
        found.append(_candidate(month, one, paid.get(one.person, 0.0), tuple(listed or ())))
    others = sorted(set(paid) - told)
    for at in range(0, len(others), BATCH):
        found += _others(month, others[at : at + BATCH], paid)
    return found


def _candidate(month: Month, one: Proposed, reach: float, listed: tuple[str, ...]) -> Seen:
    dead = one.died is not None and one.died < month.first_day
    return Seen(
        one.state, reach,  # type: ignore[arg-type]
        dead=dead or one.person in month.dead, double=one.person in month.twice, kelurahan=one.kelurahan, sex=one.sex,
        age=age_group(one.born, month.first_day), decile="" if one.decile is None else str(one.decile),
        job=job_group(one.job, listed), covered=month.chance(one.person),
    )  # fmt: skip


def _others(month: Month, persons: list[int], paid: Mapping[int, float]) -> Iterator[Seen]:
    """People paid for whom nobody proposed: they cannot be judged."""
    offices = dict(
        PersonMonth.objects.filter(month=month.first_day, person__in=persons, fact=Fact.PAID)
        .order_by("-pk").values_list("person_id", "office__region__code")
    )  # fmt: skip
    for one in Person.objects.filter(pk__in=persons).order_by("pk"):
        dead = one.died_on is not None and one.died_on < month.first_day
        yield Seen(
            "unknown", paid[one.pk], dead=dead or one.pk in month.dead, double=one.pk in month.twice,
            kelurahan=offices.get(one.pk, ""), sex=one.sex, age=age_group(one.birth_date, month.first_day),
            covered=month.chance(one.pk),
        )  # fmt: skip


def deciles() -> dict[str, int]:
    """No. KK -> decile, by the newest version that ranks the family."""
    ranked = Family.objects.exclude(decile=None).order_by("version", "pk").values_list("no_kk", "decile")
    return {kk: decile for kk, decile in ranked.iterator(BATCH) if decile is not None}


def paid_by_person(first: date, last: date, segment: str = "") -> dict[int, int]:
    """Rupiah paid for each person from one month to another (first days), of one segment or of all."""
    rows = PersonMonth.objects.filter(month__range=(first, last), paid__gt=0)
    if segment:
        rows = rows.filter(segment=segment)
    return dict(rows.order_by().values_list("person_id").annotate(paid=Sum("paid")))
