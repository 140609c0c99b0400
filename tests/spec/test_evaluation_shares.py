"""Intervals, poverty, incidence, targeting and worth against published tables and other packages, to 1e-9."""

import tomllib
from collections.abc import Sequence
from fractions import Fraction
from importlib import resources
from itertools import combinations
from math import prod

import numpy as np
import pytest
from evaluation_tables import numbers, rows
from scipy.stats import poisson_binom
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.proportion import proportion_confint

from padan.statistics import incidence, intervals, lines, poverty, protection_worth, targeting

CLOSE = 1e-9


@pytest.mark.parametrize(("hits", "of", "wilson", "exact"), rows("intervals", "Published figures"))
def test_newcombes_table(hits: str, of: str, wilson: str, exact: str) -> None:
    for told, make in ((wilson, intervals.wilson), (exact, intervals.exact)):
        found = make(int(hits), int(of))
        assert (found.low, found.high) == pytest.approx(numbers(told), abs=5e-5)


@pytest.mark.parametrize(("hits", "of"), [(0, 7), (7, 7), (81, 263), (15, 148), (3, 4000), (1, 1)])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.998])
def test_wilson_and_exact_are_those_of_statsmodels(hits: int, of: int, level: float) -> None:
    for make, name in ((intervals.wilson, "wilson"), (intervals.exact, "beta")):
        low, high = proportion_confint(hits, of, 1 - level, name)
        found = make(hits, of, level=level)
        assert found.low == pytest.approx(max(0.0, low), abs=CLOSE)
        assert found.high == pytest.approx(min(1.0, high), abs=CLOSE)


CHANCES = [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(3, 7), Fraction(2, 3)]


def _by_enumeration(hits: int) -> Fraction:
    whole, places = Fraction(0), range(len(CHANCES))
    for chosen in combinations(places, hits):
        part = Fraction(1)
        for at in places:
            part *= CHANCES[at] if at in chosen else 1 - CHANCES[at]
        whole += part
    return whole


def test_sum_of_chances_is_that_of_every_case_counted() -> None:
    found = intervals.poisson_binomial([float(chance) for chance in CHANCES])
    assert found == pytest.approx([float(_by_enumeration(n)) for n in range(len(CHANCES) + 1)], abs=1e-15)


def test_sum_of_chances_is_that_of_scipy() -> None:
    chances = np.random.default_rng(8).uniform(0.01, 0.99, 300)
    theirs = poisson_binom.pmf(np.arange(301), chances)
    assert intervals.poisson_binomial(list(chances)) == pytest.approx(theirs, abs=CLOSE)


def test_equal_chances_are_the_binomial_ones() -> None:
    upto = [float(sum(_binomial(40, Fraction(3, 10), r) for r in range(n + 1))) for n in range(41)]
    low, high = intervals.Chances(5, (0.3,) * 40).bounds()
    assert low == 5 + next(n for n, p in enumerate(upto) if p >= 0.025)
    assert high == 5 + next(n for n, p in enumerate(upto) if p >= 0.975)


def _binomial(of: int, chance: Fraction, hits: int) -> Fraction:
    ways = Fraction(1)
    for at in range(hits):
        ways = ways * (of - at) / (at + 1)
    return ways * chance**hits * (1 - chance) ** (of - hits)


def test_survey_variance_is_the_clustered_one_of_statsmodels() -> None:
    draw = np.random.default_rng(5)
    clusters = np.repeat(np.arange(12), 5)
    value, weight = draw.normal(size=60) + clusters / 6, draw.uniform(1, 4, 60)
    units = [intervals.Drawn(v, w, "", str(c)) for v, w, c in zip(value, weight, clusters, strict=True)]
    found = intervals.survey_mean(units)
    fit = WLS(value, np.ones(60), weights=weight).fit(cov_type="cluster", cov_kwds={"groups": clusters})
    assert found.mean == pytest.approx(float(fit.params[0]), abs=CLOSE)
    assert found.variance == pytest.approx(float(fit.cov_params()[0, 0]), abs=CLOSE)
    assert found.freedom == 11


def test_a_plain_sample_has_the_textbook_variance() -> None:
    value = [3.0, 5.0, 8.0, 13.0]
    found = intervals.survey_mean([intervals.Drawn(v) for v in value])
    assert found.variance == pytest.approx(float(np.var(value, ddof=1)) / 4, abs=1e-15)


def test_doubts_of_sample_and_links_add_up() -> None:
    alone = intervals.sampled_share(0.3, sampling=0.002)
    both = intervals.sampled_share(0.3, sampling=0.002, linkage=0.001)
    size = 0.3 * 0.7 / 0.003
    low, high = proportion_confint(0.3 * size, size, 0.05, "wilson")
    assert (both.low, both.high) == pytest.approx((low, high), abs=CLOSE)
    assert both.wide > alone.wide
    assert both.method == "sample_linkage"


def test_certain_links_leave_no_interval() -> None:
    found = intervals.linked_share(intervals.chances_of([1, 1, 0, 1]), 4)
    assert (found.low, found.high, found.method) == (0.75, 0.75, "census")


@pytest.mark.parametrize(("spending", "line", "p0", "p1", "p2"), rows("poverty", "Published figures"))
def test_handbooks_countries(spending: str, line: str, p0: str, p1: str, p2: str) -> None:
    values = numbers(spending)
    found = [poverty.fgt(values, [1] * len(values), lines.Line("other", int(line)), a) for a in poverty.MEASURES]
    assert found == pytest.approx([float(p0), float(p1), float(p2)], abs=CLOSE)


def test_evenly_spread_people_have_the_closed_form() -> None:
    """Spending spread evenly from 0 to 2z: P0 = 1/2, P1 = 1/4, P2 = 1/6."""
    n = 200_000
    values = (np.arange(n) + 0.5) / n * 2000
    line = lines.Line("other", 1000)
    found = [poverty.fgt(list(values), [1.0] * n, line, a) for a in poverty.MEASURES]
    assert found == pytest.approx([1 / 2, 1 / 4, 1 / 6], abs=CLOSE)


def _living(aid: float) -> list[poverty.Living]:
    values = [400.0, 700.0, 900.0, 1500.0, 2500.0, 300.0]
    return [poverty.Living(v, aid, weight=w, cluster=str(w)) for w, v in enumerate(values, 1)]


def test_aid_changes_are_the_difference_of_both() -> None:
    line = lines.Line("bps", 1000)
    for one in poverty.aid_changes(_living(150), line, sample=True):
        assert one.change.estimate == pytest.approx(one.with_.estimate - one.without.estimate, abs=CLOSE)
        assert one.change.low <= one.change.estimate <= 0
    assert {one.change.method for one in poverty.aid_changes(_living(150), line, sample=False)} == {"census"}


def test_lines_of_two_kinds_are_never_one() -> None:
    people = _living(0)
    new = poverty.without_aid(people, lines.Line("ppp_2017_215", 1000), sample=False)
    old = poverty.without_aid(people, lines.Line("ppp_2011_190", 1000), sample=False)
    with pytest.raises(lines.MixedLinesError):
        poverty.difference(new, old, 0)
    assert poverty.difference(new, new, 1) == 0


def _bands() -> list[incidence.Band]:
    return [
        incidence.Band(key, float(births), float(births) * float(rate))
        for key, births, rate in rows("incidence", "Published figures")
    ]


def test_deaths_of_children_in_india_have_the_published_index() -> None:
    assert incidence.incidence(_bands()).index == pytest.approx(-0.1694, abs=5e-5)


def test_index_is_twice_the_covariance_with_the_rank() -> None:
    bands = [incidence.Band("", n, b) for n, b in ((3, 9), (1, 2), (4, 2), (2, 0))]
    benefit = np.repeat([b.benefit / b.people for b in bands], [int(b.people) for b in bands])
    edges = np.concatenate([[0], np.cumsum([b.people for b in bands])]) / 10
    rank = np.repeat((edges[1:] + edges[:-1]) / 2, [int(b.people) for b in bands])
    expected = 2 * np.cov(benefit, rank, bias=True)[0, 1] / benefit.mean()
    assert incidence.incidence(bands).index == pytest.approx(float(expected), abs=CLOSE)


def test_even_benefit_has_no_index_and_targets_nobody() -> None:
    found = incidence.incidence([incidence.Band(str(n), 10, 5) for n in range(10)])
    assert found.index == pytest.approx(0, abs=CLOSE)
    assert found.targeting == pytest.approx(1, abs=CLOSE)
    assert incidence.incidence([incidence.Band("1", 0, 0)]).index is None


def test_overlaps_part_the_people() -> None:
    told = [frozenset(p.split()) for p in ("a", "a b", "a b", "b", "", "a b c")]
    found = incidence.overlaps(told)
    assert [(sorted(one.programmes), one.people) for one in found] == [
        (["a", "b", "c"], 1), (["a", "b"], 2), (["a"], 1), (["b"], 1),
    ]  # fmt: skip
    assert incidence.covered_by(found) == {"a": 4, "b": 4, "c": 1}


def _person(state: str, reach: str, what: str) -> targeting.Seen:
    return targeting.Seen(state, float(reach), dead="dead" in what, double="double" in what)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", rows("targeting", "Worked table"), ids=lambda case: case[0])
def test_worked_people(case: Sequence[str]) -> None:
    _, told, eligible, missed, reached, leaked, exclusion, inclusion = case
    people = [_person(*f"{one.strip()} -".split(" ")[:3]) for one in told.split(",")]
    found = targeting.errors(people)
    assert found.eligible == int(eligible)
    assert (found.missed, found.reached, found.leaked) == pytest.approx(
        [float(missed), float(reached), float(leaked)], abs=CLOSE
    )
    for interval, text in ((found.exclusion, exclusion), (found.inclusion, inclusion)):
        assert (interval is None) == (text == "-")
        if interval is not None:
            assert interval.estimate == pytest.approx(float(text), abs=CLOSE)


def test_groups_add_up_to_the_whole() -> None:
    people = [
        targeting.Seen("eligible", 0.4, sex="L"), targeting.Seen("eligible", 1, sex="P", dead=True),
        targeting.Seen("unknown", 0.7, sex="P"), targeting.Seen("not_eligible", 1, sex="L"),
    ]  # fmt: skip
    whole, parts = targeting.errors(people), targeting.by_group(people, targeting.GROUPS["sex"]).values()
    for name in ("eligible", "missed", "reached", "leaked", "unknown", "uncertain"):
        assert sum(getattr(one, name) for one in parts) == pytest.approx(getattr(whole, name), abs=CLOSE)
    assert whole.if_unknown_leak == pytest.approx((2 + 0.7) / 3.1, abs=CLOSE)
    assert whole.waiting == pytest.approx(0.3, abs=CLOSE), "a person reached with a chance of 0.7"
    assert whole.if_waiting_due == pytest.approx((whole.missed + 0.3) / (whole.eligible + 0.3), abs=CLOSE)


TABLE = protection_worth.Mortality(
    "uji", "uji", False, (protection_worth.Band("L", 15, 59, 424.0), protection_worth.Band("", 15, 64, 300.0))
)


@pytest.mark.parametrize("case", rows("worth", "Worked table"), ids=lambda case: case[0])
def test_worked_worth(case: Sequence[str]) -> None:
    _, sex, age, months, benefit, cost, deaths, worth, ratio = case
    risk = protection_worth.Risk(sex, int(age) if age else None, int(benefit), int(months), int(cost))
    found = protection_worth.worth([risk] * 1000, TABLE)
    if deaths == "unknown":
        assert (found.people, found.unknown, found.cost) == (0, 1000, 0)
        return
    assert (found.deaths.estimate, found.benefit) == pytest.approx([float(deaths), float(worth)], rel=CLOSE)
    assert found.ratio == pytest.approx(float(ratio), abs=5e-5)


def test_a_chance_over_years_is_shared_out() -> None:
    yearly = protection_worth.yearly(0.17402, 45)
    assert (1 - yearly) ** 45 == pytest.approx(1 - 0.17402, abs=CLOSE)


def test_shipped_rates_agree_with_another_publication_and_shipped_accidents_with_their_sources() -> None:
    """World Bank, SP.DYN.AMRT.MA, Indonesia 2020: of 1,000 men of 15, 174.02 die before 60."""
    told = tomllib.loads((resources.files("padan") / "data/mortality/indonesia.toml").read_text(encoding="utf-8"))
    table = protection_worth.Mortality("", "", False, tuple(protection_worth.Band(**one) for one in told["bands"]))
    lived = {sex: prod(1 - (table.rate(sex, age) or 0.0) for age in range(15, 60)) for sex in "LP"}
    assert 1 - lived["L"] == pytest.approx(0.17402, rel=0.05)
    assert 0.1 < 1 - lived["P"] < 1 - lived["L"]
    assert table.rate("L", 70) is None
    found = told["accidents"]
    assert found["per_100k"] == pytest.approx(2_554 / 1_950_000 * 12 / 7 * 1e5, abs=5e-3)
    assert found["amount"] == round(2.40e12 / 297_725)
    assert not told["certain"]
    assert not found["certain"]


def test_counts_of_deaths_have_exact_bounds() -> None:
    """Of Poisson counts with mean 3: P(0) = 0.0498, P(<= 7) = 0.9881, P(<= 6) = 0.9665 (any printed table)."""
    found = intervals.poisson_count(3)
    assert (found.low, found.high) == (0, 7)


def test_a_lost_benefit_in_months_at_the_line() -> None:
    found = protection_worth.uncovered([42_000_000], [], TABLE, line=500_000, household=4)
    assert found.months_of_line == pytest.approx(21, abs=CLOSE)
    assert (found.deaths, found.lost) == (1, 42_000_000)
