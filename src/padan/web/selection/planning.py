"""Money and quota of a programme for a year, by kelurahan, and where they do not fit: from law to pots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.domain.allocation import Pot
from padan.domain.contributions import first_day, month_of, number
from padan.domain.fitting import Fit
from padan.domain.law import Law, Rule, calendar_of, grant_of, law_data, quota_of, share_of
from padan.domain.pots import Purse, pots_of, purses_of, rate_of
from padan.domain.ranking import Order, order_of
from padan.statistics.purses import money_by_pot
from padan.web.law.selectors import law_now, rates_now
from padan.web.protection.ruling import programmes
from padan.web.regions.models import Region
from padan.web.regions.selectors import kelurahan_of
from padan.web.selection.refusals import BEYOND_YEAR, NO_MONEY, NO_RATE, ODD_PLAN

EARLIEST, LATEST = 2021, 2100
USED = frozenset({"grant", "share", "quota", "criteria", "calendar"})
UNLIMITED = 10**15


@dataclass(frozen=True, slots=True)
class Plan:
    """What a selection is asked to do. `first`: the month of the year in which cover begins; `top_up`: rupiah for each
    kelurahan, from `top_up_source`."""

    year: int
    programme: str
    months: int = 12
    top_up: int = 0
    top_up_source: str = ""
    departure: str = ""
    first: int = 1

    def __post_init__(self) -> None:
        if not (EARLIEST <= self.year <= LATEST and 1 <= self.months <= 12 and self.top_up >= 0):
            raise ODD_PLAN
        if not 1 <= self.first <= 12 or self.first + self.months > 13:
            raise BEYOND_YEAR
        if self.programme not in programmes(self.year):
            raise ODD_PLAN

    @property
    def day(self) -> date:
        """The first day of cover, whose law counts."""
        return date(self.year, self.first, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """Kelurahan that the law treats alike: how many, and whether quota, share and months fit."""

    fit: Fit
    places: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What the law gives a plan: the purses, the kelurahan, what a month costs, and how candidates are ordered."""

    plan: Plan
    law: Law
    purses: tuple[Purse, ...]
    regions: tuple[Region, ...]
    rate: int
    order: Order
    certain: bool

    @property
    def by_code(self) -> Mapping[str, Region]:
        """Kelurahan by code."""
        return {region.code: region for region in self.regions}

    @property
    def wide(self) -> bool:
        """Whether a purse serves several kelurahan, so that it must be split."""
        codes = {region.code for region in self.regions}
        return any(purse.place not in codes for purse in self.purses)

    def pots(self, money: Mapping[str, int] | None = None) -> tuple[Pot, ...]:
        """The pots with their part of the law's money (or that of `money`), and the top-up."""
        codes = [region.code for region in self.regions]
        found = pots_of(
            self.law, self.plan.day, self.purses, codes, months=self.plan.months, rate=self.rate, money=money
        )
        return tuple(
            Pot(pot.key, pot.programme, pot.place, pot.money + self.plan.top_up, pot.heads, pot.months, pot.cost)
            for pot in found
        )

    def split(self, waiting: Mapping[str, Sequence[int | None]]) -> dict[str, int]:
        """Each pot's part of the purses, once it is known who waits in each."""
        bare = pots_of(
            self.law, self.plan.day, self.purses, [region.code for region in self.regions], months=self.plan.months,
            rate=self.rate,
        )  # fmt: skip
        return money_by_pot(self.purses, bare, waiting)

    def snapshot(self) -> dict[str, Any]:
        """The rules that were used, with their bases, as plain data."""
        rules = [rule for rule in self.law.rules if rule.kind in USED and rule.days.holds(self.plan.day)]
        rules = [rule for rule in rules if rule.subject in ("", self.plan.programme)]
        bases = {rule.basis for rule in rules}
        return law_data(Law(tuple(basis for basis in self.law.bases if basis.key in bases), tuple(rules)))


def ground_of(plan: Plan) -> Ground:
    """What the law says for a plan. Raises RefusedError where it gives no money or no rate."""
    law = law_now()
    rate = rate_of(rates_now(), plan.programme, plan.day)
    if not rate:
        raise NO_RATE
    regions = tuple(kelurahan_of(None).order_by("code"))
    purses = purses_of(law, plan.day, [region.code for region in regions], programme=plan.programme)
    if not purses:
        raise NO_MONEY
    order = order_of(law, plan.programme, plan.day)
    certain = all(purse.certain for purse in purses)
    return Ground(plan, law, purses, regions, rate, order, certain)


def lines_of(ground: Ground) -> list[Line]:
    """Whether quota, share and months fit; kelurahan that are alike stand in one line. A purse wider than a kelurahan
    is set against the quotas of all its kelurahan together."""
    found: dict[tuple[int, int, int], list[bool]] = {}
    for purse in ground.purses:
        inside = [region.code for region in ground.regions if f"{region.code}.".startswith(f"{purse.place}.")]
        heads = sum(_heads(ground, code) for code in inside)
        money = purse.money + ground.plan.top_up * len(inside)
        found.setdefault((money, heads, purse.base), []).append(purse.certain)
    return [
        Line(Fit(money, heads, ground.plan.months, ground.rate, base), len(certain), all(certain))
        for (money, heads, base), certain in sorted(found.items())
    ]


def _heads(ground: Ground, code: str) -> int:
    quota = quota_of(ground.law, ground.plan.programme, ground.plan.day, place=code)
    return quota.heads if quota else 0


def rules_used(ground: Ground) -> list[tuple[str, Rule]]:
    """Grant, share, quota and order that decide for the first kelurahan, for the page to cite: (kind, rule)."""
    if not ground.regions:
        return []
    plan, code = ground.plan, ground.regions[0].code
    found = [
        ("grant", grant_of(ground.law, plan.day, place=code, level="kelurahan")),
        ("share", share_of(ground.law, plan.programme, plan.day, place=code)),
        ("quota", quota_of(ground.law, plan.programme, plan.day, place=code)),
    ]
    rules = [(kind, one.rule) for kind, one in found if one is not None]
    criteria = ground.law.rule("criteria", plan.day, subject=plan.programme)
    return [*rules, *([("criteria", criteria)] if criteria else [])]


@dataclass(frozen=True, slots=True)
class Late:
    """Months of a plan that have gone by: the first that can still be registered, and how many are left."""

    first: date | None
    gone: int
    left: int


def months_gone(plan: Plan, today: date) -> Late:
    """Which of a plan's months somebody set today can no longer be registered for: changes go in by a day of the month
    and count from the next one."""
    start = number((plan.year, plan.first))
    gone = min(max(0, _earliest(today) - start), plan.months)
    first = first_day(month_of(start + gone)) if gone < plan.months else None
    return Late(first, gone, plan.months - gone)


def first_open(year: int, today: date) -> int:
    """The first month of a year that somebody set today can be registered for; January where none is left."""
    at = _earliest(today) - number((year, 1))
    return at + 1 if 0 <= at < 12 else 1


def _earliest(today: date) -> int:
    return number((today.year, today.month)) + (2 if today.day > changes_by(today) else 1)


def changes_by(day: date) -> int:
    """The day of the month by which changes go in; the 20th where the law says nothing."""
    calendar = calendar_of(law_now(), day)
    return calendar.changes_by if calendar else 20
