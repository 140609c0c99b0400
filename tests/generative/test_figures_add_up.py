"""Figures add up whatever the record holds: months, places, and the rule of lapsing."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padan.domain.continuity import Life, MonthFact, cover_at, whole
from padan.domain.contributions import month_of
from padan.domain.cover_months import gaps, protected
from padan.domain.indicators import rolled_up
from padan.domain.rates import CoverRule, load_rates

KELURAHAN = [f"15.71.{k:02}.{1000 + n}" for k in (1, 2) for n in (1, 2, 3)]
PLACES = [*KELURAHAN, "15.71.01", "15.71.02", "15.71"]


@given(st.dictionaries(st.sampled_from(PLACES), st.integers(-1000, 1000)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_city_is_its_kecamatan_and_these_are_their_kelurahan(amounts: dict[str, int]) -> None:
    found = Counter(rolled_up(amounts))
    for kecamatan in ("15.71.01", "15.71.02"):
        own = [code for code in KELURAHAN if code.startswith(kecamatan)]
        assert found[kecamatan] == sum(found[code] for code in own) + amounts.get(kecamatan, 0)
    assert found["15.71"] == found["15.71.01"] + found["15.71.02"] + amounts.get("15.71", 0)
    assert found["15.71"] == sum(amounts.values()) == found["15"]


def bpu() -> CoverRule:
    rates = load_rates()
    return next(rule for rule in rates.covers if rule.lapse_after is not None and rule.validity.holds((2025, 6)))


RULE = bpu()
FIRST = 2025 * 12


@given(st.lists(st.sampled_from(["paid", "unpaid", "unclear", "dropped", ""]), min_size=1, max_size=14))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_protected_months_are_those_that_the_rule_of_cover_says(marks: list[str]) -> None:
    """The quick rule over rows of months against the one that is asked for one month after another."""
    facts = [(FIRST + n, mark) for n, mark in enumerate(marks) if mark]
    for month, gap in gaps(facts):
        told = [MonthFact(month_of(n), mark) for n, mark in facts if n <= month]
        known = whole(told, told[0].month, month_of(month))
        for rule in (RULE, replace(RULE, lapse_after=None)):
            cover = cover_at(known, Life(dropped_after=2), rule, month_of(month))
            limits = (rule.lapse_after, 2)
            assert protected(month, gap, lambda n, limits=limits: limits) == (cover.state != "lapsed")
