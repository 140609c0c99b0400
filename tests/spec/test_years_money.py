"""The rules find every fault planted in the money of the synthetic city's two years, and no other: kind by kind."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pytest
from years_city import both, found, planted
from years_ledger import books

from padan.demo.years_making import YEARS
from padan.demo.years_pools import PROGRAMMES
from padan.demo.years_records import ALLOCATED, CLOSINGS, DUE, SOURCE
from padan.demo.years_writing_money import bills_of
from padan.domain import ledger
from padan.domain.contributions import month_of, number
from padan.domain.law import load_law, quota_of, share_of, split_by_stage, stages_of
from padan.domain.ledger import Conflict, Demand, Gate, ShareLine, StageStanding, pocket, stage_standings
from padan.domain.ledger.findings import of_balances, of_shares
from padan.domain.ledger.people import Portion, assign, named
from padan.domain.months import Month, read_month
from padan.domain.segments import read_segment
from thorough import one_in

pytestmark = one_in(4)

LAW = load_law()
MONTHLY = 16_800


def test_the_ledger_holds() -> None:
    assert [check for check in ledger.identities(books().postings) if check.left != check.right] == []


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=str)
def test_advances_and_what_is_not_split(closing: date) -> None:
    findings = of_balances(ledger.balances(books().postings, until=closing), {})
    advances = [(f.year, f.place, f.amount) for f in findings if f.code == "advance"]
    assert found(advances) == planted("advance", "year", "place", "amount", month=f"{closing:%Y-%m}")
    unsplit = Counter()
    for year, place, amount in planted("unsplit", "year", "place", "amount"):
        if year <= closing.year:
            unsplit[year, place] += amount
    assert {(f.year, f.place): f.amount for f in findings if f.code == "unsplit"} == unsplit


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=str)
def test_late_stages_and_those_that_an_spj_holds_back(closing: date) -> None:
    late, blocked = [], []
    for year in (y for y in CLOSINGS if ALLOCATED[y] <= closing):
        for place in sorted({stage.place for stage in both()[1].money.stages}):
            for standing in _standings(year, place, closing):
                if standing.late_on(closing):
                    late.append((year, place, standing.lacking, str(standing.order)))
                if standing.blocked:
                    blocked.append((year, place, standing.amount))
    month = f"{closing:%Y-%m}"
    assert found(late) == planted("late_stage", "year", "place", "amount", "detail", month=month)
    assert found(blocked) == planted("spj_blocks", "year", "place", "amount", month=month)


@lru_cache
def _of_pocket(one: ledger.Account) -> list[ledger.Posting]:
    return [
        posting
        for posting in books().postings
        if (posting.given.source, posting.given.year, posting.given.place) == (one.source, one.year, one.place)
    ]


def _standings(year: int, place: str, closing: date) -> tuple[StageStanding, ...]:
    own = [posting for posting in _of_pocket(pocket(SOURCE, year, place)) if posting.day <= closing]
    steps = ledger.steps(ledger.flows(own))
    rules = stages_of(LAW, ALLOCATED[year], place=place)
    came = {s.order: s.amount for s in both()[1].money.stages
            if (s.year, s.place) == (year, place) and s.came and s.came <= closing}  # fmt: skip
    return stage_standings(
        split_by_stage(rules, steps.allocated), [came.get(rule.order, 0) for rule in rules],
        [DUE[year, rule.order] for rule in rules], [rule.gate == "spj" for rule in rules],
        Gate(steps.received, steps.unreported, steps.reported),
    )  # fmt: skip


def test_payment_orders_that_fit_nothing_or_pay_too_much() -> None:
    lines: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for order, place, amount, pays in books().outcomes:
        kind = pays.outcome
        if kind == "above":
            kind = "paid_above_promise"
        elif kind == "no_commitment" and len(place.split(".")) == 3:
            kind = "unsplit"
        elif kind in ("no_place", "no_programme", "no_months", "unreadable"):
            kind = f"sp2d_{kind}"
        lines[kind].append((place, f"{order.day:%Y-%m}", amount or None))
    for kind in ("sp2d_no_place", "sp2d_no_programme", "sp2d_no_months", "sp2d_unreadable"):
        assert found(lines[kind]) == planted(kind, "place", "month", "amount"), kind
    assert found((place, amount) for place, _, amount in lines["unsplit"]) == planted("unsplit", "place", "amount")
    above = [(place, month) for place, month, _ in lines["paid_above_promise"]]
    assert found(above) == planted("paid_above_promise", "place", "month")
    # What is left pays for people as promised, or for another allowed use.
    known = {"matched", "unnamed", "unsplit", "paid_above_promise"}
    assert {kind for kind in lines if not kind.startswith("sp2d_")} <= known


def test_shares_that_are_exceeded() -> None:
    kept, spent = books(), Counter()
    for posting in kept.postings:
        if posting.move in ledger.PAYMENTS:
            spent[posting.given.year, posting.given.place, posting.given.programme] += posting.amount
    told = []
    for one, programme, amount in kept.promised.values():
        share = share_of(LAW, programme, date(one.year, 12, 31), place=one.place)
        assert share is not None
        paid = spent[one.year, one.place, programme]
        money = ledger.steps(ledger.flows(_of_pocket(one))).allocated
        line = ShareLine(
            programme, one.place, money, share.per_myriad, 0, amount, paid, binds=share.base == "kelurahan"
        )
        told += [(one.year, f.place, f.programme, f.amount) for f in of_shares([line], SOURCE, one.year)]
    assert found(told) == planted("above_share", "year", "place", "programme", "amount")


def test_quotas_that_the_share_does_not_pay_for() -> None:
    lines = []
    for year in YEARS:
        day = date(year, 12, 31)
        for place in sorted({stage.place for stage in both()[1].money.stages}):
            money = sum(s.amount for s in both()[1].money.stages if (s.year, s.place) == (year, place))
            for programme in PROGRAMMES:
                quota, share = quota_of(LAW, programme, day, place=place), share_of(LAW, programme, day, place=place)
                assert quota is not None
                assert share is not None
                conflict = Conflict(share.limit(money), Demand(quota.heads, 12, MONTHLY))
                if conflict.over:
                    lines.append((year, place, programme, conflict.over))
    assert found(lines) == planted("quota_conflict", "year", "place", "programme", "amount")
    assert {over for year, _, _, over in lines if year == 2026} == {5_080_000, 2_540_000}


def test_bills_that_count_more_people_than_they_name() -> None:
    above, without = [], []
    for year in CLOSINGS:
        for line in _bills(year):
            left = assign(line.amount, people=line.people, months=line.months, by_name=line.names)
            if left.amount:
                unnamed = line.people - len({portion.person for portion in line.names})
                month = f"{line.months[0][0]}-{line.months[0][1]:02d}"
                told = (line.place, line.programme, month, left.amount, f"{line.code}: {unnamed}")
                (above if line.names else without).append(told)
    columns = ("place", "programme", "month", "amount", "detail")
    assert found(above) == planted("bill_above_names", *columns)
    assert found(without) == planted("bill_without_names", *columns)


@dataclass
class _Bill:
    code: str
    place: str
    programme: str
    months: list[Month]
    people: int
    amount: int
    names: list[Portion] = field(default_factory=list)


def _bills(year: int) -> list[_Bill]:
    """The branch's file: each bill with the lines by name that bear its code."""
    city, years = both()
    codes = {place.name: place.code for place in city.places.kelurahan}
    made: dict[str, _Bill] = {}
    for row in bills_of(years, city, year).iter_rows(named=True):
        first, last = read_month(row["MASA IURAN DARI"]), read_month(row["MASA IURAN SAMPAI"])
        assert first
        assert last
        months = [month_of(n) for n in range(number(first), number(last) + 1)]
        if row["JUMLAH TK"]:
            made[row["KODE IURAN"]] = _Bill(
                row["KODE IURAN"], codes[row["KELURAHAN"]], read_segment(row["SEGMEN"]) or "", months,
                int(row["JUMLAH TK"]), int(row["JUMLAH IURAN"]),
            )  # fmt: skip
        else:
            made[row["KODE IURAN"]].names += named(row["NIK"], months, int(row["JUMLAH IURAN"]))
    return list(made.values())
