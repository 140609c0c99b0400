"""Rules around a selection: values that cannot be made wrong, purses by law, what a change of law does, differences."""

from datetime import date

import pytest

from padan.domain.allocation import Applicant, Choice, Claim, Pot, Stop, choose, lies_in, pot_of, select
from padan.domain.differences import Cell, effect_of
from padan.domain.errors import UsageError
from padan.domain.fitting import Fit, least_share
from padan.domain.law import load_law, quota_of, share_of
from padan.domain.pots import pots_of, programmes_of, purses_of, rate_of
from padan.domain.ranking import Merit, Order, draw_of, order_of
from padan.domain.rates import load_rates
from padan.domain.scenario import Scenario, changed
from padan.domain.succession import Vacancy
from padan.statistics.purses import money_by_pot
from padan.statistics.splitting import Demand, Money, SplitError, Wish, split

DAY = date(2026, 1, 1)
LEGOK, MURNI, RAWASARI = "15.71.11.1001", "15.71.11.1002", "15.71.10.1001"
RENTAN, MISKIN = "pekerja_rentan", "miskin_ekstrem"


def pot(place: str = LEGOK, *, money: int = 1000, heads: int | None = None, key: str = "p") -> Pot:
    """A pot of which a person costs 100."""
    return Pot(key, RENTAN, place, money, heads, 1, 100)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: pot(money=-1), lambda: pot(heads=-1), lambda: Pot("p", RENTAN, LEGOK, 1, None, 0, 1),
        lambda: Pot("p", RENTAN, LEGOK, 1, None, 1, 0), lambda: Claim(1, 0), lambda: Wish(0), lambda: Fit(1, 1, 0, 1),
        lambda: Choice(pot(), (1,), (), 1001, Stop.NOBODY), lambda: Choice(pot(), (1, 1), (), 200, Stop.NOBODY),
        lambda: Choice(pot(heads=1), (1, 2), (), 200, Stop.NOBODY), lambda: Merit(1, musyawarah_rank=0),
        lambda: Merit(1, decile=11), lambda: Order("lotre"),
        lambda: Vacancy(date(2026, 3, 2), date(2026, 3, 1), None, ((2026, 1), (2026, 12)), 1, 0, 20),
    ],
)  # fmt: skip
def test_what_cannot_be_made(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"."):
        wrong()


def test_the_narrowest_pot_serves() -> None:
    pots = [pot("15.71", key="city"), pot("15.71.11", key="sipin"), pot(LEGOK, key="legok")]
    found = [pot_of(pots, RENTAN, place) for place in (LEGOK, MURNI, RAWASARI, "15.72.01.1001")]
    assert [one.key if one else None for one in found] == ["legok", "sipin", "city", None]
    assert pot_of(pots, MISKIN, LEGOK) is None
    assert not lies_in("15.71.1", "15.71.11")
    assert not lies_in("15.71.111", "15.71.11")


def test_how_far_the_next_one_does_not_fit() -> None:
    choice = choose([Claim(1), Claim(2, 950)], pot())
    assert (choice.cut_off, choice.lacks, choice.next_cost) == (1, 50, 950)
    assert choose([], pot()).cut_off is None


def test_a_pot_or_candidate_that_stands_twice_is_refused() -> None:
    one = Applicant(1, 1, RENTAN, LEGOK, "eligible", (1,))
    for people, pots in (([one, one], [pot()]), ([one], [pot(), pot()]), ([one], [pot(), pot(key="other")])):
        with pytest.raises(ValueError, match="twice"):
            select(people, pots)


def test_the_draw_is_the_hash_that_anybody_can_make() -> None:
    assert draw_of("Kepwal 519|2026", 7) == draw_of("Kepwal 519|2026", "7")
    assert draw_of("a", "b") == "0eab8a0a3380abf4"


def test_purses_of_2026() -> None:
    law, codes = load_law(), [LEGOK, MURNI]
    assert programmes_of(law, DAY) == (MISKIN, RENTAN)
    purses = purses_of(law, DAY, codes, programme=RENTAN)
    assert [(purse.place, purse.money, purse.base) for purse in purses] == [
        (LEGOK, 2_500_000, 50_000_000), (MURNI, 2_500_000, 50_000_000),
    ]  # fmt: skip
    assert not any(purse.certain for purse in purses)
    found = pots_of(law, DAY, purses, codes, months=12, rate=rate_of(load_rates(), RENTAN, DAY) or 0)
    assert [(one.key, one.money, one.heads, one.cost) for one in found] == [
        (f"{RENTAN}:{LEGOK}", 2_500_000, 25, 201_600), (f"{RENTAN}:{MURNI}", 2_500_000, 25, 201_600),
    ]  # fmt: skip
    assert purses_of(law, date(2027, 1, 1), codes, programme=RENTAN) == ()


def test_a_purse_of_the_city_is_split() -> None:
    scenario = changed(Scenario(load_law(), load_rates(), DAY), f"base.{RENTAN}=kota")
    codes = [LEGOK, MURNI, RAWASARI]
    purses = purses_of(scenario.law, DAY, codes, programme=RENTAN)
    assert [(purse.place, purse.money) for purse in purses] == [("15.71", 7_500_000)]
    pots = pots_of(scenario.law, DAY, purses, codes, months=12, rate=16_800)
    assert {one.money for one in pots} == {0}
    waiting = {f"{RENTAN}:{LEGOK}": [None] * 30, f"{RENTAN}:{MURNI}": [2, None, None]}
    money = money_by_pot(purses, pots, waiting)
    assert money == {f"{RENTAN}:{LEGOK}": 25 * 201_600, f"{RENTAN}:{MURNI}": 3 * 201_600, f"{RENTAN}:{RAWASARI}": 0}


def test_money_that_has_not_arrived_pays_no_month() -> None:
    demand = Demand("p", (Wish(300), Wish(300)), None, (1, 2, 3))
    early = split([Money("stage", frozenset("p"), ((1, 100), (2, 400)))], [demand])
    assert early.heads == {"p": 1}
    late = split([Money("stage", frozenset("p"), ((2, 600),))], [demand])
    assert late.heads == {"p": 0}
    both = split([Money("apbd", frozenset("p"), ((0, 200),)), Money("bkbk", frozenset("p"), ((2, 400),))], [demand])
    assert both.heads == {"p": 2}
    assert {(grant.money, grant.month): grant.amount for grant in both.grants} == {
        ("apbd", 1): 200, ("bkbk", 2): 200, ("bkbk", 3): 200,
    }  # fmt: skip


def test_a_source_or_pot_that_stands_twice_is_refused() -> None:
    demand = Demand("p", (Wish(1),))
    with pytest.raises(ValueError, match="twice"):
        split([], [demand, demand])
    assert issubclass(SplitError, ArithmeticError)
    assert split([], [demand]).heads == {"p": 0}


def test_a_change_replaces_the_rule_on_its_year_alone() -> None:
    base = Scenario(load_law(), load_rates(), DAY)
    after = changed(changed(base, f"share.{RENTAN}=7,25%"), f"quota.{RENTAN}=40")
    share, quota = share_of(after.law, RENTAN, DAY, place=LEGOK), quota_of(after.law, RENTAN, DAY, place=LEGOK)
    assert share is not None
    assert quota is not None
    assert (share.per_myriad, share.base, quota.heads) == (725, "kelurahan", 40)
    before = share_of(after.law, RENTAN, date(2025, 6, 1), place=LEGOK)
    assert before is not None
    assert before.per_myriad == 500
    untouched = share_of(base.law, RENTAN, DAY, place=LEGOK)
    assert untouched is not None
    assert untouched.per_myriad == 500


def test_a_change_of_one_programmes_criteria_leaves_the_other() -> None:
    base = Scenario(load_law(), load_rates(), DAY)
    after = changed(changed(base, f"criteria.{RENTAN}.order=score"), f"criteria.{RENTAN}.decile=1:7;2:3")
    assert (order_of(after.law, RENTAN, DAY).by, order_of(after.law, MISKIN, DAY).by) == ("score", "musyawarah")
    weights = {weight.criterion: weight for weight in order_of(after.law, RENTAN, DAY).weights}
    assert (weights["decile"].of(1), weights["decile"].of(3)) == (7, 0)
    none = changed(base, "criteria.decile=0")
    assert "decile" not in {weight.criterion for weight in order_of(none.law, RENTAN, DAY).weights}


def test_rates_and_months_of_one_programme() -> None:
    base = Scenario(load_law(), load_rates(), DAY)
    after = changed(changed(base, f"months.{RENTAN}=6"), "rate=20.000")
    assert (after.months_of(RENTAN), after.months_of(MISKIN)) == (6, 12)
    assert (after.rate_of(RENTAN), base.rate_of(RENTAN)) == (20_000, 16_800)


@pytest.mark.parametrize("odd", ["share.x=7,555%", "grant=-1", "decile=11", "base=desa", "criteria.decile=a:b"])
def test_a_change_that_means_nothing(odd: str) -> None:
    with pytest.raises(UsageError):
        changed(Scenario(load_law(), load_rates(), DAY), odd)


def test_differences_add_up_in_every_part() -> None:
    cells = [
        Cell(RENTAN, LEGOK, 1, True, False, 3), Cell(RENTAN, MURNI, None, False, True, 2),
        Cell(MISKIN, LEGOK, 1, True, True, 5), Cell(MISKIN, LEGOK, 2, False, False, 9),
    ]  # fmt: skip
    effect = effect_of(cells)
    assert (effect.whole.before, effect.whole.after, effect.whole.gain, effect.whole.lose) == (8, 7, 2, 3)
    for parts in (effect.by_programme, effect.by_place, effect.by_decile):
        assert sum(part.gain for part in parts.values()) == 2
        assert sum(part.lose for part in parts.values()) == 3
        assert all(part.adds_up for part in parts.values())
    assert list(effect.by_decile) == [1, 2, None]


def test_no_share_of_nothing_pays_for_somebody() -> None:
    assert (least_share(1, 0), least_share(0, 0), least_share(1, 10_000_000)) == (None, 0, 1)
