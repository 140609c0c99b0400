"""What-if on the record: the year's candidates selected by the law and by the law as changed. Nothing real changes."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from padan.domain.allocation import Applicant, Outcome, Pot, Selected, select
from padan.domain.differences import Cell, Change, Effect, Standing, effect_of, total_cost
from padan.domain.eligibility import OLD_ANSWERS, limits_of
from padan.domain.errors import PadanError
from padan.domain.law import DecileLimit
from padan.domain.pots import Purse, pots_of, purses_of
from padan.domain.ranking import Order, order_of
from padan.domain.scenario import Scenario as Ground
from padan.domain.scenario import changed
from padan.statistics.purses import money_by_pot
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.law.selectors import law_now, rates_now
from padan.web.protection.models import Candidate
from padan.web.refusals import both
from padan.web.regions.selectors import kelurahan_of
from padan.web.selection.gathering import Gathered, gathered
from padan.web.selection.models import Scenario
from padan.web.selection.performing import lapses_of
from padan.web.selection.planning import EARLIEST, LATEST, UNLIMITED
from padan.web.selection.refusals import NO_CHANGE, NO_NAME, ODD_PLAN

DRAW = "andai"
MOST_SETS = 20
AT_ONCE = 2000
"""Candidates of a year up to which a what-if is reckoned while the page waits."""
MOST = 5
LOG = logging.getLogger("padan.web.selection")


@dataclass(frozen=True, slots=True)
class NewScenario:
    """A what-if to be kept: its name, the year, months paid, and the changes."""

    name: str
    year: int
    months: int
    sets: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NO_NAME
        if not EARLIEST <= self.year <= LATEST or not 1 <= self.months <= 12 or len(self.sets) > MOST_SETS:
            raise ODD_PLAN
        if not self.sets:
            raise NO_CHANGE


@dataclass(frozen=True, slots=True)
class Compared:
    """The standing of each programme before and after, and who gains and loses."""

    before: tuple[Standing, ...]
    after: tuple[Standing, ...]
    effect: Effect

    def as_data(self) -> dict[str, Any]:
        """As it is kept with the scenario."""
        return {
            "before": [_standing(one) for one in self.before],
            "after": [_standing(one) for one in self.after],
            "cost_before": total_cost(self.before),
            "cost_after": total_cost(self.after),
            "whole": _change(self.effect.whole),
            "by_place": {key: _change(one) for key, one in self.effect.by_place.items()},
            "by_decile": {str(key or ""): _change(one) for key, one in self.effect.by_decile.items()},
        }


def _change(one: Change) -> dict[str, int]:
    return {"before": one.before, "after": one.after, "gain": one.gain, "lose": one.lose}


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "programme": one.programme,
        "money": one.money,
        "spent": one.spent,
        "chosen": one.chosen,
        "eligible": one.eligible,
        "cost_each": one.cost,
        "reached": one.reach.reached,
        "share_for_all": one.reach.share_for_all,
    }


def _grounds(year: int, months: int, sets: Sequence[str]) -> tuple[Ground, Ground]:
    """The law, and the law as changed. Raises UsageError for an unreadable change."""
    base = Ground(law_now(), rates_now(), date(year, 1, 1), months=months)
    altered = base
    for one in sets:
        altered = changed(altered, one)
    return base, altered


def compared(year: int, months: int, sets: Sequence[str]) -> Compared:
    """The year's candidates under the law and under the changed law. Raises UsageError for an unreadable change."""
    base, altered = _grounds(year, months, sets)
    people = gathered(year, "", DRAW)
    codes = list(kelurahan_of(None).order_by("code").values_list("code", flat=True))
    before, first = _selected(base, people, codes)
    after, second = _selected(altered, people, codes)
    return Compared(before, after, effect_of(_cells(people, first, second)))


def _cells(people: Sequence[Gathered], before: Selected, after: Selected) -> list[Cell]:
    counted: Counter[tuple[str, str, int | None, bool, bool]] = Counter()
    for one, was, will in zip(people, before.placed, after.placed, strict=True):
        chosen = (was.outcome == Outcome.CHOSEN, will.outcome == Outcome.CHOSEN)
        counted[(one.programme, one.place, one.merit.decile, *chosen)] += 1
    return [Cell(*key, people=n) for key, n in counted.items()]


def _selected(
    ground: Ground, people: Sequence[Gathered], codes: Sequence[str]
) -> tuple[tuple[Standing, ...], Selected]:
    asked: dict[tuple[str, str], Asked] = {}
    for key in {(one.programme, one.place) for one in people}:
        asked[key] = _asked(ground, *key)
    applicants = [_applicant(asked[one.programme, one.place], one) for one in people]
    pots: list[Pot] = []
    purses: dict[str, tuple[Purse, ...]] = {}
    for programme in ground.programmes:
        rate = ground.rate_of(programme)
        if rate is None:
            continue
        own = purses_of(ground.law, ground.day, codes, programme=programme)
        months = ground.months_of(programme)
        new = pots_of(ground.law, ground.day, own, codes, months=months, rate=rate)
        pots += _with_money(applicants, pots, new, own, people, ground.day)
        purses[programme] = own
    found = select(applicants, pots)
    return tuple(_standing_of(found, applicants, pots, *item) for item in purses.items()), found


def _with_money(
    applicants: Sequence[Applicant], before: Sequence[Pot], new: Sequence[Pot], purses: Sequence[Purse],
    people: Sequence[Gathered], day: date,
) -> list[Pot]:  # fmt: skip
    if {purse.place for purse in purses} >= {pot.place for pot in new}:
        return list(new)
    endless = [Pot(p.key, p.programme, p.place, UNLIMITED, p.heads, p.months, p.cost) for p in new]
    waiting = lapses_of(people, select(applicants, [*before, *endless]).choices, day)
    money = money_by_pot(purses, new, waiting)
    return [Pot(p.key, p.programme, p.place, money[p.key], p.heads, p.months, p.cost) for p in new]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law says of one programme in one kelurahan: asked once, not for each person."""

    order: Order
    decile: DecileLimit | None


def _asked(ground: Ground, programme: str, place: str) -> Asked:
    limits = limits_of(ground.law, programme, ground.day, place=place)
    return Asked(order_of(ground.law, programme, ground.day, place=place), limits.decile)


def _applicant(asked: Asked, one: Gathered) -> Applicant:
    """As he would stand: nobody holds a place yet, and who only waits for a step, for data or for an answer that must
    be asked again is taken as eligible."""
    base = one.applicant(asked.order)
    asked_again = one.state == "unknown" and bool(one.reasons) and OLD_ANSWERS.issuperset(one.reasons)
    only_decile = one.state == "not_eligible" and set(one.reasons) == {"decile_high"}
    waits = one.why in ("not_checked", "not_ready", "chosen_elsewhere")
    state = "eligible" if waits or only_decile or asked_again else one.state
    if state == "eligible" and not _within_decile(asked, one):
        state = "not_eligible"
    return Applicant(base.candidate, base.person, base.programme, base.place, state, base.order[1:])


def _within_decile(asked: Asked, one: Gathered) -> bool:
    limit = asked.decile
    return limit is None or one.merit.decile is None or one.merit.decile <= limit.up_to


def _standing_of(
    found: Selected, applicants: Sequence[Applicant], pots: Sequence[Pot], programme: str, purses: Sequence[Purse]
) -> Standing:
    own = [choice for choice in found.choices if choice.pot.programme == programme]
    return Standing(
        programme,
        money=sum(purse.money for purse in purses),
        base=sum(purse.base for purse in purses),
        spent=sum(choice.spent for choice in own),
        chosen=sum(len(choice.chosen) for choice in own),
        eligible=sum(1 for one in applicants if one.programme == programme and one.state == "eligible"),
        cost=next((pot.cost for pot in pots if pot.programme == programme), 1),
    )


@transaction.atomic
def scenario_keep(*, acting: Appointment, said: NewScenario) -> Scenario:
    """Keep a what-if beside the others; a small one is reckoned at once, any other by the worker. Raises UsageError for
    a change that cannot be read."""
    _grounds(said.year, said.months, said.sets)
    made = Scenario.objects.create(
        name=" ".join(said.name.split())[:120],
        year=said.year,
        months=said.months,
        sets=list(said.sets),
        made_by=acting.user,
        made_by_name=acting.user.full_name,
    )
    event_append(action="selection.scenario_keep", acting=acting, about=made, detail={"year": made.year})
    if Candidate.objects.filter(year=said.year).count() <= AT_ONCE:
        scenario_reckon(made)
    return made


def scenario_reckon(scenario: Scenario) -> None:
    """Fill in what a what-if came to; what cannot be reckoned is kept as its fault."""
    try:
        result = compared(scenario.year, scenario.months, scenario.sets).as_data()
    except PadanError as error:
        result = {"fault": both(error)}
    except ArithmeticError as error:
        LOG.error("pengandaian %s: %s", scenario.pk, type(error).__name__)
        result = {"fault": "Dana tidak dapat dibagi antar kelurahan.\n\nThe money cannot be split between kelurahan."}
    Scenario.objects.filter(pk=scenario.pk, result={}).update(result=result)
    scenario.result = result


def scenarios_reckon() -> int:
    """For the worker: reckon what-ifs that wait; gives how many."""
    waiting = list(Scenario.objects.filter(result={}).order_by("pk")[:MOST])
    for scenario in waiting:
        scenario_reckon(scenario)
    return len(waiting)


@transaction.atomic
def scenario_drop(*, acting: Appointment, scenario: Scenario) -> None:
    """Throw a what-if away."""
    event_append(action="selection.scenario_drop", acting=acting, about=scenario, detail={"year": scenario.year})
    scenario.delete()
