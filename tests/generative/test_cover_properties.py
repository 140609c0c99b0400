"""The engine's continuity is the domain's outlook, person by person; and what any outlook must keep to."""

from datetime import date, timedelta

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from padan.domain.benefits import check_claim
from padan.domain.continuity import FACTS as WORDS
from padan.domain.continuity import GONE, Life, MonthFact, outlooks, over_age_on
from padan.domain.contributions import month_of, number
from padan.domain.coverage import age_on
from padan.domain.double_protection import EMPLOYER, Protection, doubles_of
from padan.domain.rates import load_rates
from padan.engine.continuity import FACTS, PEOPLE, judge_continuity
from padan.engine.session import open_session
from thorough import examples

RATES = load_rates()
NOW = (2026, 4)
LAST = number(NOW)
SEGMENTS = ("pekerja_rentan", "miskin_ekstrem", "tkk", "rt", "")
DATES = st.none() | st.dates(date(2024, 11, 1), date(2027, 2, 28)) | st.sampled_from(
    [date(2026, 4, 30), date(2026, 4, 1), date(2026, 5, 31), date(2026, 2, 28), date(2025, 12, 31)]
)  # fmt: skip
BORN = st.none() | st.dates(date(1955, 1, 1), date(2000, 1, 1)) | st.sampled_from(
    [date(1961, 4, 30), date(1961, 5, 1), date(1964, 2, 29), date(1960, 2, 29)]
)  # fmt: skip
LIVES = st.builds(
    Life,
    start=DATES,
    end=st.none() | DATES,
    death=st.none() | st.none() | DATES,
    born=BORN,
    told=st.sampled_from([None, None, None, "active", "lapsed", "ended", "deceased"]),
)
MONTHS = st.dictionaries(
    st.integers(LAST - 14, LAST), st.sampled_from(["unpaid", "unpaid", "paid", "unclear"]), max_size=15
)
PERSONS = st.tuples(st.sampled_from(SEGMENTS), st.none() | st.sampled_from([0, 2_500_000, 3_100_000]), LIVES, MONTHS)


def engine(people: list[tuple[str, int | None, Life, dict[int, str]]]) -> dict[tuple[int, int], tuple]:
    """The engine's lines by person and place of the reading."""
    rows = [
        (n, "Legok", segment, wage, life.start, life.end, life.death, life.born, life.told)
        for n, (segment, wage, life, _) in enumerate(people)
    ]
    facts = [(n, m, what, None) for n, person in enumerate(people) for m, what in person[3].items()]
    con = open_session()
    judge_continuity(
        con,
        pl.DataFrame(rows, schema=PEOPLE, orient="row"),
        pl.DataFrame(facts, schema=FACTS, orient="row"),
        now=NOW,
        rates=RATES,
    )
    found = con.execute(
        "SELECT person, reading, payer, state, unpaid_months, first_months, resumed, benefit_now, benefit_full, "
        "falls_out_n, why, arrears, next_due, first_until_n, over_age_on FROM continuity"
    ).fetchall()
    con.close()
    return {(row[0], row[1]): row[2:] for row in found}


def by_rule(person: tuple[str, int | None, Life, dict[int, str]]) -> list[tuple]:
    """The domain's outlooks of one person, in the engine's columns."""
    segment, wage, life, months = person
    facts = [MonthFact(month_of(n), what) for n, what in months.items()]
    found = outlooks(facts, life, segment=segment, wage=wage, rates=RATES, now=NOW)
    return [
        (
            one.reading, one.state, one.cover.unpaid_months, one.cover.first_months, one.cover.resumed,
            one.cover.benefit_now, one.cover.benefit_full, number(one.falls_out_in) if one.falls_out_in else None,
            one.why, one.arrears, one.next_due, number(one.first_months_until) if one.first_months_until else None,
            one.over_age_on,
        )
        for one in found
    ]  # fmt: skip


@given(st.lists(PERSONS, min_size=1, max_size=60))
@settings(max_examples=examples(5, 40), deadline=None, phases=(Phase.explicit, Phase.generate))
def test_the_engine_says_what_the_rule_says(people: list[tuple[str, int | None, Life, dict[int, str]]]) -> None:
    found = engine(people)
    expected = {(n, place): line for n, person in enumerate(people) for place, line in enumerate(by_rule(person))}
    assert found == expected


@given(PERSONS)
@settings(deadline=None, max_examples=examples(50, 150))
def test_paying_the_next_month_keeps_whoever_would_lapse(
    person: tuple[str, int | None, Life, dict[int, str]],
) -> None:
    segment, wage, life, months = person
    facts = [MonthFact(month_of(n), what) for n, what in months.items()]
    for one in outlooks(facts, life, segment=segment, wage=wage, rates=RATES, now=NOW):
        assert (one.falls_out_in is None) == (one.why == "")
        if one.state in GONE:
            assert not one.falls_out_next
        if one.falls_out_next and one.why == "lapsed":
            paid = [*facts, MonthFact(month_of(LAST + 1), "paid")]
            later = outlooks(paid, life, segment=segment, wage=wage, rates=RATES, now=month_of(LAST + 1))
            assert next(o for o in later if o.reading == one.reading).covered


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)))
@settings(deadline=None, max_examples=examples(40, 100))
def test_the_age_limit_is_reached_on_that_day_and_not_before(born: date) -> None:
    rule = RATES.cover("bpu", NOW)
    day = over_age_on(born, rule)
    assert rule is not None
    assert day is not None
    assert age_on(born, day) == rule.age_limit
    assert age_on(born, day - timedelta(days=1)) == rule.age_limit - 1


@given(PERSONS, st.dates(date(2025, 6, 1), date(2026, 4, 30)))
@settings(deadline=None, max_examples=examples(50, 150))
def test_a_month_known_for_certain_settles_what_was_not_clear(
    person: tuple[str, int | None, Life, dict[int, str]], day: date
) -> None:
    segment, _, life, months = person
    facts = [MonthFact(month_of(n), what) for n, what in months.items()]
    before = check_claim(kind="death", day=day, facts=facts, life=life, segment=segment, rates=RATES)
    for status in ("paid", "unpaid"):
        certain = [
            MonthFact(month_of(n), status) for n in range(LAST - 14, LAST + 1) if months.get(n) in (None, "unclear")
        ]
        known = [fact for fact in facts if fact.status in ("paid", "unpaid")]
        after = check_claim(kind="death", day=day, facts=[*certain, *known], life=life, segment=segment, rates=RATES)
        for one, other in zip(before, after, strict=True):
            assert one.covered in (None, other.covered)
            assert one.reason != "unclear" or one.covered is None


PROTECTIONS = st.builds(
    Protection,
    person=st.integers(1, 5),
    segment=st.sampled_from(["rt", "tkk", "pekerja_rentan"]),
    source=st.sampled_from(["", "bkbk", "apbd_kota", EMPLOYER]),
    place=st.sampled_from(["", "Legok", "Murni"]),
    monthly=st.none() | st.integers(0, 50_000),
    planned=st.booleans(),
)


@given(st.lists(PROTECTIONS, max_size=15))
@settings(deadline=None, max_examples=examples(50, 150))
def test_nobody_is_a_double_alone_and_the_cost_leaves_one_protection(found: list[Protection]) -> None:
    doubles = doubles_of(found)
    assert len({d.person for d in doubles}) == len(doubles)
    for double in doubles:
        public = [p.monthly for p in double.protections if p.public]
        assert len(double.protections) > 1
        assert public
        if double.month is not None:
            assert 0 <= double.month <= sum(amount or 0 for amount in public)
    once = [person for person in {p.person for p in found} if sum(p.person == person for p in found) == 1]
    assert not {d.person for d in doubles} & set(once)


def test_many_people_are_judged_at_once() -> None:
    count, months = 20_000, 24
    rows = [
        (
            n,
            f"K{n % 68}",
            SEGMENTS[n % 4],
            2_500_000,
            date(2023, 1 + n % 12, 1),
            None,
            None,
            date(1960 + n % 40, 3, 4),
            None,
        )
        for n in range(count)
    ]
    people = pl.DataFrame(rows, schema=PEOPLE, orient="row")
    facts = pl.DataFrame({"person": range(count)}, schema={"person": pl.Int64}).join(
        pl.DataFrame({"n": range(LAST - months + 1, LAST + 1)}, schema={"n": pl.Int32}), how="cross"
    )
    late = (pl.col("person") % 7 == 0) & (pl.col("n") > LAST - 1 - pl.col("person") % 3)
    what = pl.when(late).then(pl.lit("unpaid")).otherwise(pl.lit("paid")).alias("what")
    facts = facts.with_columns(what, pl.lit(None, dtype=pl.Int64).alias("due"))
    found = judge_continuity(open_session(), people, facts, now=NOW, rates=RATES)
    assert found.people == count
    assert 0 < found.falling < found.covered
    assert set(WORDS) == {"paid", "unpaid", "unclear", "dropped"}, "the last is said by the books alone, not by a run"
