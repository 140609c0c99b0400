"""Every combination of facts, judged by the table of rules and by a plain twin; and what must hold of any of them."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from padan.domain.eligibility import Limits, Verdict, limits_of, verdict_of
from padan.domain.law import AgeLimit, Days, DecileLimit, Law, LegalBasis, Rule
from padan.domain.people_facts import Facts

_DAYS = Days(date(2020, 1, 1))
_AGE = Rule("age", "", "", _DAYS, {"from_years": 17, "below_years": 65}, "uji", certain=False)
_LIMITED = AgeLimit(17, 65, _AGE)
_THREE = (True, False, None)


def _decile(missing: str) -> DecileLimit:
    rule = Rule("decile", "", "", _DAYS, {"up_to": 4, "missing": missing}, "uji", certain=False)
    return DecileLimit(4, missing, rule)


LAWS = [
    Limits(age, employer, jobs, decile)
    for age in (None, _LIMITED)
    for employer in (None, "bars", "warns")
    for jobs in (None, ("ojek",))
    for decile in (None, _decile("unknown"), _decile("allowed"))
]


def plain_state(facts: Facts, limits: Limits) -> str:
    """Said once more, one question after another, as a clerk would read the page."""
    against = facts.nik_usable is False or facts.alive is False or facts.resident is False
    against = against or bool(facts.over_age_said) or bool(facts.paid_by_other) or facts.double
    against = against or (facts.employer == "pu" and limits.employer == "bars")
    against = against or (limits.jobs is not None and facts.job_listed is False)
    if limits.age is not None and facts.age_on_start is not None:
        against = against or facts.age_on_start < 17 or facts.age_on_start > 64
    if limits.decile is not None and facts.decile is not None:
        against = against or facts.decile > 4
    if against:
        return "not_eligible"
    wanting = [facts.nik_usable, facts.alive, facts.resident, facts.employer]
    if limits.age is not None:
        wanting.append(facts.age_on_start)
    if limits.jobs is not None:
        wanting.append(facts.job_listed)
    if limits.decile is not None and limits.decile.missing == "unknown":
        wanting.append(facts.decile)
    return "unknown" if None in wanting else "eligible"


def every_combination():
    for nik, alive, resident, age, employer, paid, job, decile, double in product(
        _THREE, _THREE, _THREE, (None, 16, 17, 64, 65), (None, "free", "pu", "bpu"), (None, "TKK"), _THREE,
        (None, 4, 5), (False, True),
    ):  # fmt: skip
        yield Facts(
            nik_usable=nik, alive=alive, resident=resident, age_on_start=age, employer=employer, paid_by_other=paid,
            job_listed=job, decile=decile, double=double,
        )  # fmt: skip


def test_every_combination_of_facts_under_two_laws():
    for limits in (LAWS[0], LAWS[-2]):
        counted: Counter[str] = Counter()
        total = 0
        for facts in every_combination():
            state = verdict_of(facts, limits).state
            assert state == plain_state(facts, limits), (facts, limits)
            counted[state] += 1
            total += 1
        assert sum(counted.values()) == total == 27 * 5 * 4 * 2 * 3 * 3 * 2
        assert len(counted) == 3


FACTS = st.builds(
    Facts,
    nik_usable=st.sampled_from(_THREE),
    alive=st.sampled_from(_THREE),
    resident=st.sampled_from(_THREE),
    age_on_start=st.none() | st.integers(0, 100),
    over_age_said=st.booleans(),
    employer=st.sampled_from((None, "free", "pu", "bpu")),
    own_cover=st.booleans(),
    paid_by_other=st.none() | st.just("TKK"),
    job_listed=st.sampled_from(_THREE),
    decile=st.none() | st.integers(1, 10),
    double=st.booleans(),
    also_proposed_by=st.none() | st.just("Kelurahan Murni"),
    other_programme=st.none() | st.just("Miskin Ekstrem"),
)
FREE = {"nik_usable": True, "alive": True, "resident": True, "age_on_start": 40, "employer": "free", "job_listed": True}


@given(FACTS, st.sampled_from(LAWS))
def test_the_table_and_its_plain_twin_agree(facts, limits):
    assert verdict_of(facts, limits).state == plain_state(facts, limits)


@given(FACTS, st.sampled_from(LAWS), st.sampled_from(sorted(FREE)))
def test_what_becomes_known_for_good_never_harms(facts, limits, name):
    """Filling in one missing fact with an answer that speaks for the person never makes the verdict worse."""
    if getattr(facts, name) is not None:
        return
    order = ("not_eligible", "unknown", "eligible")
    before, after = verdict_of(facts, limits), verdict_of(replace(facts, **{name: FREE[name]}), limits)
    assert order.index(after.state) >= order.index(before.state)


@given(FACTS, st.sampled_from(LAWS))
def test_each_state_has_its_reasons(facts, limits):
    verdict = verdict_of(facts, limits)
    assert bool(verdict.reasons) == (verdict.state != "eligible")
    assert len({reason.code for reason in verdict.reasons}) == len(verdict.reasons)
    assert all(reason.text_id and reason.text_en for reason in (*verdict.reasons, *verdict.warnings))
    if verdict.state == "unknown":
        assert all(reason.asks for reason in verdict.reasons)


@given(FACTS, st.sampled_from(LAWS))
def test_warnings_change_no_state(facts, limits):
    plain = replace(facts, also_proposed_by=None, other_programme=None, own_cover=True)
    assert verdict_of(plain, limits).state == verdict_of(facts, limits).state


def test_a_silent_law_asks_nothing():
    basis = LegalBasis("uji", "kepwal", "1", 2024, "Uji", None, _DAYS, certain=False)
    assert limits_of(Law((basis,), ()), "pekerja_rentan", date(2025, 1, 1)) == Limits(None, None, None, None)
    verdict: Verdict = verdict_of(Facts(nik_usable=True, alive=True, resident=True, employer="pu"), LAWS[0])
    assert (verdict.state, [w.code for w in verdict.warnings]) == ("eligible", ["employer"])
