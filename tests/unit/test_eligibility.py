"""The worked tables of docs/explanation/rules/eligibility.md, and the facts they are read from."""

from dataclasses import replace
from datetime import date

import pytest
from eligibility_tables import DAY, PROGRAMME, facts_of, law_with, table

from padan.domain.eligibility import ELIGIBILITY_RULES, Verdict, judge
from padan.domain.law import load_law
from padan.domain.people_facts import Facts, age_on, job_on_list

WHOLE = dict.fromkeys(("", "no age", "no employer", "employer warns", "no jobs", "decile allowed", "no decile"))


@pytest.mark.parametrize("row", table("eligibility"), ids=lambda row: row["case"])
def test_worked_table(row):
    verdict = judge(facts_of(row), programme=PROGRAMME, law=law_with(""), day=DAY)
    assert told(verdict) == (row["state"], row["because"], row["warns"])


@pytest.mark.parametrize("row", table("other_law"), ids=lambda row: row["case"])
def test_where_the_law_says_otherwise(row):
    assert row["law"] in WHOLE
    verdict = judge(facts_of(row), programme=PROGRAMME, law=law_with(row["law"]), day=DAY)
    assert told(verdict) == (row["state"], row["because"], row["warns"])


def told(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.state, codes(verdict.reasons), codes(verdict.warnings)


def codes(reasons) -> str:
    return ", ".join(reason.code for reason in reasons)


def test_a_list_of_jobs_is_asked_of_the_programme_that_it_names():
    facts, law = facts_of({"job listed": "no"}), load_law()
    assert judge(facts, programme="miskin_ekstrem", law=law, day=DAY).state == "eligible"
    assert judge(facts, programme=PROGRAMME, law=law, day=DAY).state == "not_eligible"


@pytest.mark.parametrize("row", table("answer_age"), ids=lambda row: row["case"])
def test_how_long_an_answer_holds(row):
    facts = replace(
        facts_of({"alive": row["alive"], "employer": row["employer"]}),
        population_on=date.fromisoformat(row["Dukcapil"]),
        employer_on=date.fromisoformat(row["branch"]),
        decile_version=date.fromisoformat(row["decile of"]),
    )
    verdict = judge(facts, programme="miskin_ekstrem", law=load_law(), day=date.fromisoformat(row["cover from"]))
    assert told(verdict) == (row["state"], row["because"], row["warns"])


def test_where_the_law_does_not_say_how_long_an_answer_holds_for_ever():
    facts = replace(facts_of({}), population_on=date(2000, 1, 1), employer_on=date(2000, 1, 1))
    assert judge(facts, programme=PROGRAMME, law=law_with(""), day=DAY) == Verdict("eligible")


def test_cover_by_this_grant_is_not_taken_for_another_s():
    bpu = facts_of({"employer": "bpu"})
    for facts, warns in (
        (bpu, "bpu_elsewhere"),
        (replace(bpu, own_cover=True), ""),
        (replace(bpu, covered_by="Miskin Ekstrem"), "bpu_by_grant"),
    ):
        assert codes(judge(facts, programme=PROGRAMME, law=law_with(""), day=DAY).warnings) == warns


def test_the_shipped_law_can_be_asked():
    facts = facts_of({})
    assert judge(facts, programme="miskin_ekstrem", law=load_law(), day=date(2025, 1, 1)).state == "eligible"
    over = judge(facts_of({"age": "65"}), programme="miskin_ekstrem", law=load_law(), day=date(2025, 1, 1))
    assert codes(over.reasons) == "over_age"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1960, 1, 2), date(2025, 1, 1), 64),
        (date(1960, 1, 1), date(2025, 1, 1), 65),
        (date(2008, 2, 29), date(2025, 2, 28), 16),
        (date(2008, 2, 29), date(2025, 3, 1), 17),
        (date(2025, 1, 2), date(2025, 1, 1), None),
        (date(1880, 1, 1), date(2025, 1, 1), None),
    ],
)
def test_age_on_the_first_day(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("job", "listed", "found"),
    [
        ("Tukang parkir di pasar", ["tukang parkir"], True),
        ("PARKIR, TUKANG", ["tukang parkir"], True),
        ("Tukang jahit", ["tukang parkir"], False),
        ("Pegawai ojeka", ["ojek"], False),
        ("", ["ojek"], None),
        (None, ["ojek"], None),
        ("Ojek", [], False),
        ("Ojek", [" - "], False),
    ],
)
def test_jobs_on_the_list(job, listed, found):
    assert job_on_list(job, listed) is found


def test_facts_that_no_rule_asks_do_not_part_people():
    one = Facts(born=date(1980, 5, 1), job="Ojek", decile=2, decile_source="dtsen", decile_version=DAY)
    other = Facts(born=date(1980, 3, 9), job="Sopir", decile=2, decile_source="p3ke", decile_months=0)
    assert one.on(DAY) == other.on(DAY)
    assert one.on(DAY) != Facts(born=date(1981, 3, 9), decile=2).on(DAY)


def test_impossible_facts_cannot_be_made():
    with pytest.raises(ValueError, match="decile"):
        Facts(decile=11)
    with pytest.raises(ValueError, match="age"):
        Facts(age_on_start=-1)
    with pytest.raises(ValueError, match="no other state"):
        Verdict("not_eligible")


def test_rules_have_keys_of_their_own():
    assert len({rule.key for rule in ELIGIBILITY_RULES}) == len(ELIGIBILITY_RULES)
