"""Whatever rules there are: overlaps are refused, and the rule that decides is the most specific one that holds."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from padan.domain.law import Days, Law, LegalBasis, Rule, Stage, split_by_stage

START = date(2024, 1, 1)
BASIS = LegalBasis("uji", "kepwal", "1", 2024, "Uji", None, Days(START), True)
PLACES = ("", "15", "15.71", "15.71.01", "15.71.01.1001", "15.7")
SUBJECTS = ("", "miskin_ekstrem", "rt")


@st.composite
def days(draw: st.DrawFn) -> Days:
    first = START + timedelta(days=draw(st.integers(0, 40)))
    length = draw(st.none() | st.integers(0, 20))
    return Days(first, None if length is None else first + timedelta(days=length))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    place, subject = draw(st.sampled_from(PLACES)), draw(st.sampled_from(SUBJECTS))
    return Rule("quota", subject, place, draw(days()), {"heads": draw(st.integers(0, 99))}, "uji", True)


def plainly_clash(one: Rule, other: Rule) -> bool:
    same = (one.subject, one.place) == (other.subject, other.place)
    asked = (START + timedelta(days=n) for n in range(70))
    return same and any(one.days.holds(day) and other.days.holds(day) for day in asked)


def within(place: str, rule_place: str) -> bool:
    parts, above = place.split("."), rule_place.split(".") if rule_place else []
    return parts[: len(above)] == above


@given(st.lists(rules(), max_size=8))
def test_a_law_is_refused_exactly_where_two_rules_say_one_thing_on_one_day(given_rules: list[Rule]) -> None:
    clash = any(plainly_clash(one, other) for one, other in combinations(given_rules, 2))
    try:
        Law((BASIS,), tuple(given_rules))
        refused = False
    except ValueError:
        refused = True
    assert refused == clash


@given(st.lists(rules(), max_size=12), st.integers(0, 69), st.sampled_from(SUBJECTS), st.sampled_from(PLACES))
def test_the_most_specific_rule_decides(given_rules: list[Rule], n: int, subject: str, place: str) -> None:
    law = Law((BASIS,))
    for rule in given_rules:
        law = law.with_rule(rule)
    day = START + timedelta(days=n)
    holding = [
        rule for rule in law.rules
        if rule.days.holds(day) and rule.subject in ("", subject) and within(place, rule.place)
    ]  # fmt: skip
    found = law.rule("quota", day, subject=subject, place=place)
    assert (found is None) == (not holding)
    if found:
        assert all((len(found.place), bool(found.subject)) >= (len(r.place), bool(r.subject)) for r in holding)


@given(st.lists(rules(), max_size=8), rules(), st.integers(0, 69))
def test_a_rule_put_in_holds_on_its_days_and_changes_no_other(before: list[Rule], new: Rule, n: int) -> None:
    law = Law((BASIS,))
    for rule in before:
        law = law.with_rule(rule)
    changed, day = law.with_rule(new), START + timedelta(days=n)

    def same_key(rule: Rule) -> bool:
        return rule.key == new.key and rule.days.holds(day)

    now = [rule.value for rule in changed.rules if same_key(rule)]
    assert now == ([new.value] if new.days.holds(day) else [rule.value for rule in law.rules if same_key(rule)])


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.integers(0, 10**12))
def test_stages_always_add_up_to_the_amount(parts: list[int], amount: int) -> None:
    whole, rest = [], 10_000
    for part in parts[:-1]:
        whole.append(min(part, rest))
        rest -= whole[-1]
    rule = Rule("quota", "", "", Days(START), {"heads": 0}, "uji", True)
    split = split_by_stage([Stage(n, part, "", rule) for n, part in enumerate([*whole, rest], 1)], amount)
    assert sum(split) == amount
    assert all(part >= 0 for part in split)
