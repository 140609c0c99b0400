"""Step 7, the accounts: contributions, cover, posts and who answers for whom. The engine counts; this orders it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.domain.contributions import last_day
from padan.domain.months import Month
from padan.domain.rates import Rates, load_rates
from padan.domain.reconciliation import Check
from padan.engine.groups import assign_offices
from padan.engine.loading import ReadSheet
from padan.engine.marking import day_of_data, mark_over_age, mark_timing
from padan.engine.money import reconcile_money
from padan.engine.participation import judge_participation
from padan.engine.posts import reconcile_posts
from padan.engine.session import Connection
from padan.engine.side_tables import load_side_table

PAYMENTS = "payments"
POSTS = "posts"
GROUPS = "groups"
_KEYS = {PAYMENTS: "payment_id", POSTS: "post_id", GROUPS: "group_id"}


@dataclass(frozen=True, slots=True)
class Days:
    """The days as of which the two sides' data stand; None where nobody says."""

    list: date | None = None
    participants: date | None = None

    @property
    def judged(self) -> date | None:
        """The day on which cover and age are judged: the insurer's, else the city's."""
        return self.participants or self.list

    @property
    def gap(self) -> int | None:
        """Days between the two."""
        return abs((self.list - self.participants).days) if self.list and self.participants else None


@dataclass(frozen=True, slots=True)
class Accounts:
    """What it came to: the months looked at, the identities, and the objects for summary.json by name."""

    months: tuple[Month, ...]
    checks: tuple[Check, ...]
    summary: Mapping[str, Any]


def settle_accounts(
    con: Connection,
    sheets: Mapping[str, Sequence[ReadSheet]],
    *,
    period: tuple[Month, ...],
    days: Days,
    papers: bool,
    rates: Rates | None = None,
) -> Accounts:
    """Money by name and month, each participant's cover, the posts, and an office for everybody who is not listed.

    `rates`: None = those that are shipped.

    Cover and offices are judged where payments, posts or groups are given, or where `papers` will tell of them.
    """
    rates = rates or load_rates()
    given = [role for role in _KEYS if sheets.get(role)]
    for role in given:
        load_side_table(con, f"{role}_raw", _KEYS[role], sheets[role])
    accounts = Accounts(period, (), {})
    if PAYMENTS in given:
        money = reconcile_money(con, period=period or None, rates=rates, as_of=days.judged)
        accounts = Accounts(money.months, money.checks, {"money": money.summary})
    if given or papers:
        accounts = _with_cover(con, accounts, rates, days, given)
    _mark(con, rates, accounts.months, days)
    return accounts


def _with_cover(con: Connection, accounts: Accounts, rates: Rates, days: Days, given: Sequence[str]) -> Accounts:
    """The accounts with each participant's cover, the posts, and who answers for whom."""
    months = accounts.months
    cover = judge_participation(
        con, period=months, rates=rates, as_of=days.judged, with_payments="money" in accounts.summary
    )
    checks, summary = [*accounts.checks, *cover.checks], {**accounts.summary, "participation": cover.summary}
    if POSTS in given:
        posts = reconcile_posts(con)
        checks, summary = [*checks, *posts.checks], {**summary, "posts": posts.summary}
    offices = assign_offices(con)
    return Accounts(months, (*checks, *offices.checks), {**summary, "responsibility": offices.summary})


def _mark(con: Connection, rates: Rates, months: tuple[Month, ...], days: Days) -> None:
    """The problems that need a day: age, and what happened between the days of the two lists."""
    day = days.judged or (last_day(max(months)) if months else None) or day_of_data(con)
    if day:
        mark_over_age(con, day, _age_limits(rates, (day.year, day.month)))
    if days.list and days.participants and days.gap:
        mark_timing(con, days.list, days.participants)


def _age_limits(rates: Rates, month: Month) -> dict[str, int]:
    limits = {}
    for key in sorted({rule.key for rule in rates.segments}):
        readings = rates.readings(key, month)
        rule = rates.cover(readings[0], month) if readings else None
        if rule:
            limits[key] = rule.age_limit
    return limits
