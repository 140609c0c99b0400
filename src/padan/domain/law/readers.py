"""What the law says, typed: one reader a kind of rule. None, or nothing in it, where no rule holds: never a guess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast

from padan.domain.law.entries import Law, Rule
from padan.domain.law.kinds import WHOLE

ShareBase = Literal["kelurahan", "kecamatan", "kota"]
AnswerKind = Literal["population", "employer", "decile"]
AidForm = Literal["contribution", "cash", "goods", "service"]
EmployerEffect = Literal["bars", "warns"]


@dataclass(frozen=True, slots=True)
class Grant:
    """Rupiah a year for each kelurahan or desa."""

    amount: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Share:
    """A programme's part of the grant, per 10,000, and whose grant it is reckoned from."""

    per_myriad: int
    base: ShareBase
    rule: Rule

    def limit(self, base_amount: int) -> int:
        """Rupiah at most, of a base; rounded down, so that the share is never passed."""
        return base_amount * self.per_myriad // WHOLE


@dataclass(frozen=True, slots=True)
class Dropping:
    """Months after the year of a decree in which a registration still counts, and how many months in a row that were
    not continued end cover where unpaid ones never do (None: none do)."""

    carries: int
    ends_after: int | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class Quota:
    """People of a programme in each kelurahan."""

    heads: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of disbursement: its place in the row from 1, its part per 10,000, and what must be there first."""

    order: int
    per_myriad: int
    gate: Literal["", "spj"]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Use:
    """Something the money may be spent on; `account`: its code in the budget, "" = not known."""

    code: str
    label: str
    account: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """Years of age on the first day of cover: at least `from_years`, and not yet `below_years`; None = no limit."""

    from_years: int | None
    below_years: int | None
    rule: Rule

    def admits(self, age: int) -> bool:
        """Whether an age is within them."""
        return (self.from_years is None or age >= self.from_years) and (
            self.below_years is None or age < self.below_years
        )


@dataclass(frozen=True, slots=True)
class DecileLimit:
    """The highest decile that belongs, and what a missing one means."""

    up_to: int
    missing: Literal["unknown", "allowed"]
    rule: Rule


@dataclass(frozen=True, slots=True)
class AnswerAge:
    """For how many months an answer holds, and what an older one means."""

    months: int
    beyond: Literal["unknown", "warns"]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Weight:
    """What a criterion counts: points by answer, or points a unit up to `at_most` points (None = without end)."""

    criterion: str
    points: Mapping[str, int] = field(default_factory=dict)
    per_unit: int = 0
    at_most: int | None = None

    def of(self, answer: str | int | bool | None) -> int:
        """Points for an answer; none where it is not known. True and False are the answers "ya" and "tidak"."""
        if answer is None:
            return 0
        if self.per_unit and not isinstance(answer, str):
            points = self.per_unit * int(answer)
            return points if self.at_most is None else min(points, self.at_most)
        word = {True: "ya", False: "tidak"}[answer] if isinstance(answer, bool) else str(answer)
        return self.points.get(word, 0)


@dataclass(frozen=True, slots=True)
class Criteria:
    """How candidates are put in order. `covered_first`: who is covered now is kept before anybody else."""

    order: Literal["musyawarah", "score"]
    weights: tuple[Weight, ...]
    covered_first: bool
    rule: Rule


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of the month: changes are in by the one, the contribution is paid by the other (of the next month)."""

    changes_by: int
    paid_by: int
    rule: Rule


def grant_of(law: Law, day: date, *, place: str, level: str) -> Grant | None:
    """What each kelurahan or desa (`level`) gets in the year of a day."""
    for rule in law.holding("grant", day, place=place):
        if rule.value["level"] == level:
            return Grant(rule.value["amount"], rule)
    return None


def share_of(law: Law, programme: str, day: date, *, place: str = "") -> Share | None:
    """A programme's share of the grant."""
    rule = law.rule("share", day, subject=programme, place=place)
    return Share(rule.value["per_myriad"], rule.value["base"], rule) if rule else None


def quota_of(law: Law, programme: str, day: date, *, place: str = "") -> Quota | None:
    """A programme's quota in each kelurahan."""
    rule = law.rule("quota", day, subject=programme, place=place)
    return Quota(rule.value["heads"], rule) if rule else None


def stages_of(law: Law, day: date, *, place: str = "") -> tuple[Stage, ...]:
    """The stages of disbursement in order."""
    rule = law.rule("stages", day, place=place)
    lines = rule.value["stages"] if rule else ()
    stages = [Stage(line["order"], line["per_myriad"], line["gate"], cast(Rule, rule)) for line in lines]
    return tuple(sorted(stages, key=lambda stage: stage.order))


def split_by_stage(stages: Sequence[Stage], amount: int) -> tuple[int, ...]:
    """An amount by stage, each rounded down; the last takes what is left, so that they add up."""
    parts = [amount * stage.per_myriad // WHOLE for stage in stages[:-1]]
    return (*parts, amount - sum(parts)) if stages else ()


def uses_of(law: Law, day: date, *, place: str = "") -> tuple[Use, ...]:
    """What the money may be spent on."""
    rule = law.rule("uses", day, place=place)
    lines = rule.value["uses"] if rule else ()
    return tuple(Use(line["code"], line["label"], line.get("account", ""), cast(Rule, rule)) for line in lines)


def forms_of(law: Law, programme: str, day: date, *, place: str = "") -> frozenset[AidForm]:
    """In which forms a programme's share may help."""
    rule = law.rule("forms", day, subject=programme, place=place)
    return frozenset(rule.value["forms"]) if rule else frozenset()


def ages_of(law: Law, segment: str, day: date, *, place: str = "") -> AgeLimit | None:
    """The age limits of a segment on joining."""
    rule = law.rule("age", day, subject=segment, place=place)
    return AgeLimit(rule.value.get("from_years"), rule.value.get("below_years"), rule) if rule else None


def employer_of(law: Law, programme: str, day: date, *, place: str = "") -> EmployerEffect | None:
    """What follows where somebody is insured by an employer."""
    rule = law.rule("employer", day, subject=programme, place=place)
    return cast(EmployerEffect, rule.value["effect"]) if rule else None


def jobs_of(law: Law, programme: str, day: date, *, place: str = "") -> tuple[str, ...] | None:
    """The jobs that a programme's candidates must have one of; None: it asks for none."""
    rule = law.rule("jobs", day, subject=programme, place=place)
    return tuple(rule.value["jobs"]) if rule else None


def decile_of(law: Law, programme: str, day: date, *, place: str = "") -> DecileLimit | None:
    """The decile limit of a programme."""
    rule = law.rule("decile", day, subject=programme, place=place)
    return DecileLimit(rule.value["up_to"], rule.value["missing"], rule) if rule else None


def answer_age_of(law: Law, programme: str, day: date, *, fact: AnswerKind, place: str = "") -> AnswerAge | None:
    """How long an answer of one kind holds for a programme's candidates."""
    for rule in law.holding("fact_age", day, subject=programme, place=place):
        if rule.value["fact"] == fact:
            return AnswerAge(rule.value["months"], rule.value["beyond"], rule)
    return None


def criteria_of(law: Law, programme: str, day: date, *, place: str = "") -> Criteria | None:
    """How the candidates of a programme are put in order."""
    rule = law.rule("criteria", day, subject=programme, place=place)
    if rule is None:
        return None
    weights = (
        Weight(line["criterion"], line.get("points", {}), line.get("per_unit", 0), line.get("at_most"))
        for line in rule.value.get("weights", ())
    )
    return Criteria(rule.value["order"], tuple(weights), rule.value["covered_first"], rule)


def fields_of(law: Law, programme: str, day: date, *, place: str = "") -> tuple[str, ...]:
    """What must be filled in before somebody of a programme can be enrolled."""
    rule = law.rule("enrolment_fields", day, subject=programme, place=place)
    return tuple(rule.value["fields"]) if rule else ()


def dropping_of(law: Law, segment: str, day: date) -> Dropping | None:
    """When cover that nobody continues is over, and how long a registration counts."""
    rule = law.rule("dropped", day, subject=segment)
    return Dropping(rule.value["carries"], rule.value.get("ends_after"), rule) if rule else None


def calendar_of(law: Law, day: date, *, place: str = "") -> Calendar | None:
    """The days of a month."""
    rule = law.rule("calendar", day, place=place)
    return Calendar(rule.value["changes_by"], rule.value["paid_by"], rule) if rule else None
