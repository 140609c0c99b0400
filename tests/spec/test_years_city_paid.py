"""The rules find every fault planted among heads of RT and contract workers of the demo's 2025, and no other."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from years_city import both, found, planted

from padan.demo.listing import RT, TKK
from padan.demo.years_city_paid import CITY_MONTHS, CityPaid
from padan.domain.benefits import credit_after
from padan.domain.continuity import Life, MonthFact, Outlook, outlooks
from padan.domain.contributions import month_of, number
from padan.domain.coverage import resumed_in
from padan.domain.months import Month
from padan.domain.rates import load_rates
from padan.domain.segments import read_segment
from thorough import one_in

pytestmark = one_in(2)

RATES = load_rates()
NOW = CITY_MONTHS[-1]
WAGE = 2_000_000
Of = tuple[int, str]


def nik_of(one: CityPaid) -> str:
    return str(both()[0].people.nik[one.person])


@lru_cache(maxsize=1)
def billed() -> dict[Of, list[Month]]:
    """Months paid for each person and programme, as the bills name them; one that two bills name twice."""
    found: dict[Of, list[Month]] = defaultdict(list)
    for bill in both()[1].city.bills:
        for line in bill.names:
            span = range(number(line.first), number(line.last) + 1)
            found[line.person, bill.programme] += [month_of(n) for n in span]
    return found


def facts(one: CityPaid) -> list[MonthFact]:
    paid = set(billed()[one.person, one.programme])
    return [MonthFact(month, "paid" if month in paid else "unpaid") for month in CITY_MONTHS]


@lru_cache(maxsize=1)
def ahead() -> list[tuple[CityPaid, Outlook]]:
    return [
        (one, outlooks(facts(one), Life(None, None, None, one.born), segment=one.programme, wage=WAGE, rates=RATES,
                       now=NOW)[0])
        for one in both()[1].city.people
        if one.died is None
    ]  # fmt: skip


def niks(lines: Iterator[CityPaid]) -> list[tuple[object, ...]]:
    return found((nik_of(one),) for one in lines)


def test_heads_of_rt_who_lapsed_lapse_next_or_owe() -> None:
    rt = [(one, look) for one, look in ahead() if one.segment == RT]
    assert niks(one for one, look in rt if look.state == "lapsed") == planted("lapsed_rt", "nik")
    falling = found((nik_of(one), look.cost_to_keep) for one, look in rt if look.falls_out_next)
    assert falling == planted("lapses_next_rt", "nik", "amount")
    owing = (one for one, look in rt if look.state == "in_arrears" and not look.falls_out_next)
    assert niks(owing) == planted("in_arrears_rt", "nik")
    rule = RATES.cover("bpu", NOW)
    back = (one for one, _ in rt if resumed_in([(fact.month, fact.status) for fact in facts(one)], rule))
    assert niks(back) == planted("lapsed_and_resumed_rt", "nik")


def test_a_contract_workers_unpaid_months_end_no_cover() -> None:
    tkk = [(one, look) for one, look in ahead() if one.segment == TKK]
    owing = [(one, look) for one, look in tkk if look.cover.unpaid_months]
    assert niks(one for one, _ in owing) == planted("unpaid_tkk", "nik")
    assert not [look for _, look in tkk if look.state == "lapsed" or look.falls_out_next]


def test_who_is_over_age_is_paid_for_all_the_same() -> None:
    for kind in ("rt", "tkk"):
        over = (one for one, look in ahead() if one.programme == kind and look.state == "over_age")
        assert niks(over) == planted(f"over_age_{kind}", "nik")


def test_who_is_paid_for_after_death() -> None:
    for kind in ("rt", "tkk"):
        lines = [
            (nik_of(one), credit.amount)
            for one in both()[1].city.people
            if one.programme == kind and one.died
            and (credit := credit_after(one.died, [(m, one.monthly) for m in billed()[one.person, kind]])).months
        ]  # fmt: skip
        assert found(lines) == planted(f"paid_after_death_{kind}", "nik", "amount")


def test_who_is_billed_by_two_kelurahan() -> None:
    twice = {of for of, months in billed().items() if max(Counter(months).values()) > 1}
    assert found((str(both()[0].people.nik[person]),) for person, _ in twice) == planted("double_two_places_rt", "nik")


def test_bills_name_everybody_and_orders_pay_them() -> None:
    city = both()[1].city
    assert all(len(bill.names) == bill.heads and sum(n.amount for n in bill.names) == bill.total for bill in city.bills)
    assert [order.amount for order in city.orders] == [bill.total for bill in city.bills]
    assert {read_segment(order.purpose) for order in city.orders} == {"rt", "tkk"}
    assert len({bill.code for bill in city.bills}) == len({order.number for order in city.orders}) == len(city.bills)
