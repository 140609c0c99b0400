"""What a selection rests on, from the record: who is proposed, how far they are, and what puts them in order."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min

from padan.domain.allocation import Applicant
from padan.domain.contributions import number
from padan.domain.numbers import read_count
from padan.domain.ranking import Merit, Order, ScorePart, draw_of, order_key, score_of, score_parts
from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.selectors import COVERED
from padan.web.protection.models import Candidate, Person

HOLDING = frozenset({"set", "sent", "registered", "refused", "paid"})
"""Steps at which somebody holds a place by an earlier decree of the year."""
OUT = frozenset({"withdrawn", "ended"})
FURTHEST = 98
"""Months ahead that a lapse is told apart from none."""
YES, NO = frozenset({"ya", "y", "true", "1"}), frozenset({"tidak", "t", "false", "0"})

NOT_YET: Mapping[str, tuple[str, str]] = {
    "not_checked": ("belum sampai diperiksa camat", "not yet checked by the camat"),
    "not_ready": ("isian pendaftarannya belum lengkap", "data for enrolment are missing"),
    "double": ("usulan ganda; usulan yang lain yang dinilai", "proposed twice; the other proposal counts"),
}
"""Why somebody who may well be eligible has no turn yet, Indonesian and English, by code."""


@dataclass(frozen=True, slots=True)
class CoverNow:
    """A person's cover: whether it stands, the last month paid, rupiah that the family would get, the month at whose
    end it is lost if nothing more is paid."""

    covered: bool
    paid_until: date | None
    benefit: int
    falls_out: date | None = None

    def lapses_in(self, day: date) -> int | None:
        """Months from a day until it is lost, 0 where it is by then; None where it does not stand or is not lost."""
        if not self.covered or self.falls_out is None:
            return None
        return min(max(0, _number(self.falls_out) - _number(day)), FURTHEST)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A candidate with all that decides. `state`: eligible, not_eligible or unknown; `why`: code of a state that is not
    the verdict's own; `holds`: has a place already."""

    candidate: int
    person: int
    programme: str
    region: int
    place: str
    state: str
    why: str
    holds: bool
    merit: Merit
    cover: CoverNow
    step: str
    reasons: tuple[str, ...]

    def applicant(self, order: Order) -> Applicant:
        """As the rules of selection know him; who holds a place stands before everybody."""
        key = order_key(self.merit, order)
        place = (0 if self.holds else 1, *key)
        return Applicant(self.candidate, self.person, self.programme, self.place, self.state, place)

    def score(self, order: Order) -> int:
        """Points in all."""
        return score_of(self.merit, order.weights)

    def parts(self, order: Order) -> tuple[ScorePart, ...]:
        """Points by criterion."""
        return score_parts(self.merit, order.weights)


def gathered(year: int, programme: str, draw_text: str) -> list[Gathered]:
    """Every standing candidate of a programme ("" = of all), in the order of their numbers."""
    found = Candidate.objects.filter(year=year).exclude(step__in=OUT)
    if programme:
        found = found.filter(programme=programme)
    candidates = list(found.select_related("office__region", "person").order_by("pk"))
    above = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    roots = {candidate.pk: _root(candidate.person_id, above) for candidate in candidates}
    cover = _cover(set(roots.values()))
    uncovered = _uncovered(set(roots.values()))
    taken = _taken(year, above)
    return [_one(candidate, roots[candidate.pk], cover, uncovered, taken, draw_text) for candidate in candidates]


def inputs_hash(people: Sequence[Gathered], *, lapses: bool = False) -> str:
    """SHA-256 over all that decides: another one means that a selection would come out otherwise. `lapses`: whether the
    months in which cover is lost decide too, as they do where money is split."""
    told = [
        [p.candidate, p.person, p.region, p.state, p.why, p.holds, *asdict(p.merit).values()]
        + ([p.cover.falls_out] if lapses else [])
        for p in people
    ]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _root(person: int, above: Mapping[int, int | None]) -> int:
    """The person who stands for this one since they were merged."""
    while (parent := above.get(person)) is not None:
        person = parent
    return person


def _cover(persons: set[int]) -> dict[int, CoverNow]:
    rows = Standing.objects.filter(COVERED, person__in=persons)
    paid = dict(
        PersonMonth.objects.filter(person__in=persons, paid__gt=0)
        .values_list("person_id")
        .annotate(last=Max("month"))
        .order_by()
    )
    found: dict[int, CoverNow] = {person: CoverNow(False, month, 0) for person, month in paid.items()}
    fields = ("person_id", "benefit_now", "falls_out")
    for person, benefit, falls_out in rows.order_by("benefit_now").values_list(*fields):
        found[person] = CoverNow(True, paid.get(person), benefit, falls_out)
    return found


def _uncovered(persons: set[int]) -> dict[int, int]:
    """Whole months without a payment, up to the last month that the record knows; who was never paid for counts from
    its first. Empty where it knows none."""
    known = PersonMonth.objects.aggregate(first=Min("month"), last=Max("month"))
    if known["last"] is None:
        return {}
    last, first = _number(known["last"]), _number(known["first"])
    paid = dict(
        PersonMonth.objects.filter(person__in=persons, paid__gt=0)
        .values_list("person_id")
        .annotate(last=Max("month"))
        .order_by()
    )
    return {person: last - _number(paid[person]) if person in paid else last - first + 1 for person in persons}


def _number(day: date) -> int:
    return number((day.year, day.month))


def _taken(year: int, above: Mapping[int, int | None]) -> dict[int, set[str]]:
    """Persons who hold a place this year, with the programmes."""
    found: dict[int, set[str]] = {}
    rows = Candidate.objects.filter(year=year, step__in=HOLDING).values_list("person_id", "programme")
    for person, programme in rows:
        found.setdefault(_root(person, above), set()).add(programme)
    return found


def _one(
    candidate: Candidate, person: int, cover: Mapping[int, CoverNow], uncovered: Mapping[int, int],
    taken: Mapping[int, set[str]], draw_text: str,
) -> Gathered:  # fmt: skip
    holds = candidate.step in HOLDING
    state, why = _state(candidate, holds)
    if not holds and state == "eligible" and taken.get(person, set()) - {candidate.programme}:
        state, why = "not_eligible", "chosen_elsewhere"
    now = cover.get(person, CoverNow(False, None, 0))
    region = candidate.office.region
    return Gathered(
        candidate=candidate.pk,
        person=person,
        programme=candidate.programme,
        region=region.pk,
        place=region.code,
        state=state,
        why=why,
        holds=holds,
        merit=_merit(candidate, now, uncovered.get(person), draw_text),
        cover=now,
        step=candidate.step,
        reasons=tuple(reason["code"] for reason in candidate.reasons),
    )


def _state(candidate: Candidate, holds: bool) -> tuple[str, str]:
    if holds:
        return "eligible", ""
    if candidate.same_as_id is not None:
        return "not_eligible", "double"
    if candidate.state != "eligible":
        return candidate.state, ""
    if candidate.step != "checked":
        return "unknown", "not_checked"
    return ("eligible", "") if candidate.ready else ("unknown", "not_ready")


def _merit(candidate: Candidate, cover: CoverNow, uncovered: int | None, draw_text: str) -> Merit:
    facts = {name: told.get("value") for name, told in candidate.facts.items() if isinstance(told, dict)}
    decile = facts.get("decile")
    risk = facts.get("job_risk")
    return Merit(
        candidate.pk,
        musyawarah_rank=candidate.musyawarah_rank or None,
        decile=decile if isinstance(decile, int) and 1 <= decile <= 10 else None,
        breadwinner=_flag(facts.get("breadwinner")),
        dependants=_count(facts.get("dependants")),
        job_risk=str(risk).strip().casefold() if risk else None,
        woman_headed=_flag(facts.get("woman_headed")),
        disability=_flag(facts.get("disability")),
        months_uncovered=0 if cover.covered else uncovered,
        covered_now=cover.covered,
        draw=draw_of(draw_text, candidate.pk),
    )


def _flag(said: Any) -> bool | None:
    if isinstance(said, bool):
        return said
    word = str(said or "").strip().casefold()
    return True if word in YES else False if word in NO else None


def _count(said: Any) -> int | None:
    return said if isinstance(said, int) else read_count(str(said)) if said else None
