"""The months that the ledger alone tells of find the planted lapses: each one whose bills are whole, and no other."""

from collections import defaultdict
from functools import lru_cache

from years_city import both, planted

from padan.demo.years_making import MONTHS, Enrolled
from padan.domain.continuity import Life, MonthFact, Outlook, outlooks
from padan.domain.contributions import month_of, number
from padan.domain.cover_evidence import Group, Named, by_ledger, evidence
from padan.domain.months import Month
from padan.domain.rates import load_rates
from thorough import repeats

RATES = load_rates()
NOW = MONTHS[-1]
Key = tuple[int, str]
"""A kelurahan's position and a programme."""


def _span(first: Month, last: Month) -> list[Month]:
    return [month_of(n) for n in range(number(first), number(last) + 1)]


@lru_cache(maxsize=1)
def groups() -> dict[Key, Group]:
    """What the bills of each kelurahan and programme tell, as the treasury's orders paid them."""
    money = both()[1].money
    unpaid = {
        (place, order.programme, order.day)
        for order in money.orders
        if order.fault == "unsplit"
        for place, _ in order.parts
    }
    whole: dict[Key, set[Month]] = defaultdict(set)
    open_: dict[Key, set[Month]] = defaultdict(set)
    for bill in money.bills:
        tied = (bill.kelurahan, bill.programme, bill.paid) not in unpaid
        told = len(bill.names) == bill.heads and sum(one.amount for one in bill.names) == bill.total
        (whole if tied and told else open_)[bill.kelurahan, bill.programme].update(_span(bill.first, bill.last))
    return {key: Group(frozenset(whole[key]), frozenset(open_[key])) for key in {*whole, *open_}}


@lru_cache(maxsize=1)
def named() -> dict[tuple[int, str], list[Named]]:
    """The months in which bills that an order paid name each person of a programme."""
    found: dict[tuple[int, str], list[Named]] = defaultdict(list)
    for bill in both()[1].money.bills:
        for line in bill.names:
            months = _span(line.first, line.last)
            group = groups()[bill.kelurahan, bill.programme]
            if bill.first not in group.open or len(bill.names) != bill.heads:
                found[line.person, bill.programme] += [Named(month, line.amount // len(months)) for month in months]
    return found


def facts(one: Enrolled) -> list[MonthFact]:
    """What the ledger alone knows of somebody."""
    places = [one.kelurahan, *([one.also_at] if one.also_at >= 0 else [])]
    own = [groups()[place, one.programme] for place in places]
    last = one.last if one.told else None
    until = (last.year, last.month) if last else None
    told = by_ledger(named().get((one.person, one.programme), []), own, None, until)
    return [
        MonthFact(month, fact.fact)
        for month, amount in sorted(told.items())
        if (fact := evidence(None, amount)) is not None
    ]


def look(one: Enrolled) -> Outlook:
    life = Life(one.start, one.end, one.died if one.told else None, None, None)
    return outlooks(facts(one), life, segment=one.programme, wage=None, rates=RATES, now=NOW)[0]


@repeats("tests/spec/test_years_people.py::test_who_has_lapsed")
def test_lapses_and_arrears_that_the_ledger_finds_are_those_planted() -> None:
    city, years = both()
    wanted = {(str(nik), kind) for kind in ("lapsed", "lapses_next", "in_arrears") for (nik,) in planted(kind, "nik")}
    found, hidden = set(), set()
    for one in years.people.enrolled:
        nik, ahead = str(city.people.nik[one.person]), look(one)
        if one.died and not one.told:
            continue  # nobody told the city of the death: to the ledger he is one who was paid for no more
        if not groups()[one.kelurahan, one.programme].silent_means_unpaid(NOW):
            hidden.add(nik)
        if ahead.state == "lapsed":
            found.add((nik, "lapsed"))
        elif ahead.state == "in_arrears":
            found.add((nik, "lapses_next" if ahead.falls_out_next else "in_arrears"))
    assert found <= wanted
    assert {nik for nik, _ in wanted - found} <= hidden
    assert len(found) >= len(wanted) * 3 // 4
