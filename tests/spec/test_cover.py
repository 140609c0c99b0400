"""Cover, posts and offices as drawn tables: the engine and the plain rules must both give them."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from money_tables import RATES, draw, line, pair, worked_table

from padan.domain.contributions import timing
from padan.domain.coverage import OF_BOOKS, STATES, cover_of, read_status
from padan.domain.money_by_hand import Person
from padan.domain.months import Month, show_month
from padan.domain.posts import STATES as POST_STATES
from padan.domain.posts import read_post
from padan.engine.groups import assign_offices
from padan.engine.money import reconcile_money
from padan.engine.participation import judge_participation
from padan.engine.posts import reconcile_posts
from thorough import examples

PERIOD: tuple[Month, ...] = ((2026, 1), (2026, 2), (2026, 3), (2026, 4))


def numbered(table: str) -> list[tuple[int, dict[str, str]]]:
    return list(enumerate(worked_table("contributions.md", table), start=1))


def named(value: object) -> str:
    return str(value.get("case")) if isinstance(value, dict) else str(value)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _paid(n: int, months: str) -> list:
    return [
        line(10 * n + k, kpj=f"KPJ{n}", month=show_month(month), amount="16800")
        for k, (month, paid) in enumerate(zip(PERIOD, months, strict=True))
        if paid == "P"
    ]


def judge(people: Sequence[Person], lines: Sequence, as_of: date, more=None):
    """The engine's participation by unit, its identities proved."""
    con = draw(people, lines, more or {})
    reconcile_money(con, period=PERIOD, rates=RATES)
    result = judge_participation(con, period=PERIOD, rates=RATES, as_of=as_of, with_payments=True)
    assert [check for check in result.checks if not check.holds] == []
    rows = con.execute(
        "SELECT unit_id, state, unpaid_months, first_months, resumed, benefit_now, benefit_full FROM participation"
    ).fetchall()
    return con, {row[0]: row[1:] for row in rows}, result


def by_hand(row: dict[str, str]):
    start, end, death, as_of = (_date(row[key]) for key in ("start", "end", "death", "as of"))
    assert as_of is not None
    months = [
        (month, "paid" if paid == "P" else "unpaid")
        for month, paid in zip(PERIOD, row["months"], strict=True)
        if _counts(month, as_of) and timing(month, start, end, death) == "in"
    ]
    now = max((month for month in PERIOD if _counts(month, as_of)), default=(2025, 12))
    reading = RATES.readings(row["segment"], now)[0]
    return cover_of(
        months=months, rule=RATES.cover(reading, now), now=now, as_of=as_of, start=start, end=end, death=death,
        born=_date(row["born"]), status=read_status(row["status"]),
    )  # fmt: skip


def _counts(month: Month, as_of: date) -> bool:
    following = date(month[0] + month[1] // 12, month[1] % 12 + 1, 1)
    return (following - as_of).days <= 1


def _drawn(n: int, row: dict[str, str]) -> list[Person]:
    dates = {key: _date(row[key]) for key in ("start", "end", "death")}
    return pair(n, segment=row["segment"], wage=None, **dates)


@lru_cache(maxsize=2)
def covers(as_of: str):
    rows = numbered("cover")
    people = [p for n, row in rows for p in _drawn(n, row)]
    lines = [one for n, row in rows for one in _paid(n, row["months"])]
    more = {n + 1000: (_date(row["born"]), row["status"] or None, None) for n, row in rows}
    return judge(people, lines, date.fromisoformat(as_of), more)[1]


@pytest.mark.parametrize(("n", "row"), numbered("cover"), ids=named)
def test_cover(n, row):
    expected = (row["state"], row["first months"] == "yes", int(row["benefit now"]))
    hand = by_hand(row)
    assert (hand.state, hand.first_months, hand.benefit_now) == expected
    state, _, first, _, now, _ = covers(row["as of"])[n]
    assert (state, first, now) == expected


def test_every_state_but_unclear_is_drawn():
    assert {row["state"] for _, row in numbered("cover")} | {"unclear"} == set(STATES) - OF_BOOKS


def test_a_bill_that_names_nobody_makes_a_month_unclear():
    people = [p for n in (1, 2) for p in pair(n, npp="N1")]
    bills = [line(9, npp="N1", people_count="1", month=show_month(month)) for month in PERIOD]
    _, found, _ = judge(people, bills, date(2026, 4, 30))
    assert {values[0] for values in found.values()} == {"unclear"}


def test_heads_of_rt_are_shown_under_both_readings():
    con, _, _ = judge(pair(1, segment="rt"), [], date(2026, 4, 30))
    found = con.execute("SELECT state, state_other_reading, unsettled FROM participation").fetchall()
    assert found == [("lapsed", "in_arrears", True)]


def test_two_segments_and_two_payers_are_marked():
    people = [*pair(1, person_id=5, npp="N1"), *pair(2, person_id=5, segment="rt", npp="N2"), *pair(3, npp="N1")]
    con, _, result = judge(people, [], date(2026, 4, 30))
    found = con.execute("SELECT two_segments, two_payers FROM participation ORDER BY unit_id").fetchall()
    assert found == [(True, True), (True, True), (False, False)]
    assert (result.summary["two_segments"], result.summary["two_payers"]) == (2, 2)


def test_two_numbers_of_one_payer_are_one_payer():
    people = [*pair(1, person_id=5, npp="N1"), *pair(2, person_id=5, segment="rt", npp="N2")]
    con = draw(people, [])
    fields = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in ("name", "office"))
    con.execute(f"CREATE TABLE raw AS SELECT row_id, 'Pemkot Jambi' AS payer, {fields} FROM people")
    judge_participation(con, period=(), rates=RATES, as_of=date(2026, 4, 30), with_payments=False)
    assert con.execute("SELECT DISTINCT two_segments, two_payers FROM participation").fetchall() == [(True, False)]


def test_risk_list_has_the_greatest_loss_first():
    people = [*pair(1), *pair(2), *pair(3, start=date(2026, 3, 1)), *pair(4), *pair(5)]
    lines = [*_paid(1, "PPPU"), *_paid(2, "PUUU"), *_paid(3, "UUPP"), *_paid(4, "PPUU"), *_paid(5, "PPPP")]
    con, _, _ = judge(people, lines, date(2026, 4, 30))
    found = con.execute("SELECT unit_id, reason, loses FROM cover_risk ORDER BY place").fetchall()
    assert found == [
        (2, "lapsed", 42_000_000), (3, "first_months", 32_000_000), (4, "one_month_to_lapse", 0), (1, "in_arrears", 0),
    ]  # fmt: skip


def test_without_payments_no_month_counts_as_unpaid():
    con = draw(pair(1), [])
    result = judge_participation(con, period=(), rates=RATES, as_of=date(2026, 4, 30), with_payments=False)
    assert result.summary["states"]["active"] == 1


DAYS = st.sampled_from(["", "2025-06-01", "2026-01-31", "2026-02-01", "2026-03-15", "2026-04-30"])
CASE = st.fixed_dictionaries(
    {
        "segment": st.sampled_from(["tkk", "rt", "pekerja_rentan"]), "start": DAYS, "end": DAYS, "death": DAYS,
        "born": st.sampled_from(["", "1961-04-30", "1961-05-01", "1990-01-01"]),
        "status": st.sampled_from(["", "Aktif", "Non-aktif (menunggak)", "Keluar"]),
        "months": st.text("PU", min_size=4, max_size=4),
    }
)  # fmt: skip


@settings(max_examples=examples(2, 12), deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(CASE, min_size=1, max_size=12), st.sampled_from(["2026-04-30", "2026-03-31", "2026-03-30"]))
def test_engine_and_plain_rules_agree_on_cover(cases, as_of):
    rows = list(enumerate(({**case, "as of": as_of} for case in cases), start=1))
    people = [p for n, row in rows for p in _drawn(n, row)]
    lines = [one for n, row in rows for one in _paid(n, row["months"])]
    more = {n + 1000: (_date(row["born"]), row["status"] or None, None) for n, row in rows}
    _, found, _ = judge(people, lines, date.fromisoformat(as_of), more)
    for n, row in rows:
        hand = by_hand(row)
        expected = (
            hand.state,
            hand.unpaid_months,
            hand.first_months,
            hand.resumed,
            hand.benefit_now,
            hand.benefit_full,
        )
        assert found[n] == expected


def _post_case(n: int, row: dict[str, str]) -> tuple[list[Person], list[str]]:
    """People of one post, each named after it, and the rows that bear the post's RT number."""
    people: list[Person] = []
    listed = [name for name in [row["list"]] if name]
    insured = [name.strip() for name in row["insured"].split(",") if name.strip()]
    for k, name in enumerate(dict.fromkeys([*listed, *insured])):
        first = 10 * n + k
        common = {"segment": "rt", "kelurahan": "Kasang", "person_id": first, "name": name}
        if name in listed and name in insured:
            people += [
                Person(first, "list", "matched", match=first + 1000, **common),
                Person(first + 1000, "participants", "matched", match=first, kpj=f"K{first}", **common),
            ]
        elif name in listed:
            people.append(Person(first, "list", "not_registered", **common))
        else:
            people.append(Person(first + 1000, "participants", "not_listed", kpj=f"K{first}", **common))
    return people


@lru_cache(maxsize=1)
def post_states():
    rows = numbered("posts")
    people = [p for n, row in rows for p in _post_case(n, row)]
    con = draw(people, [], {p.row_id: (None, None, f"{p.row_id % 1000 // 10:02}") for p in people})
    register = {
        "post_id": [n for n, _ in rows], "sheet_id": [0] * len(rows), "record": [n for n, _ in rows],
        "row": [n + 1 for n, _ in rows], "kelurahan": ["KASANG"] * len(rows), "rt": [f"RT {n:03}" for n, _ in rows],
        "name": [row["register"] or None for _, row in rows],
    }  # fmt: skip
    frame = pl.DataFrame(register, schema_overrides={"name": pl.String})
    con.register("incoming", frame)
    con.execute("CREATE TABLE posts_raw AS SELECT * FROM incoming")
    judge_participation(con, period=(), rates=RATES, as_of=date(2026, 4, 30), with_payments=False)
    result = reconcile_posts(con)
    assert [check for check in result.checks if not check.holds] == []
    assert result.summary["posts"] == len(rows)
    assert result.summary["heads_without_a_post"] == 0
    return dict(con.execute("SELECT post_id, state FROM post_states").fetchall())


@pytest.mark.parametrize(("n", "row"), numbered("posts"), ids=named)
def test_posts(n, row):
    assert post_states()[n] == row["state"]


def test_every_state_of_a_post_is_drawn():
    assert {row["state"] for _, row in numbered("posts")} == set(POST_STATES)


@pytest.mark.parametrize(
    ("rt", "rw", "post", "expected"),
    [
        ("05", "02", None, (5, 2)), ("05/02", None, None, (5, 2)), (None, None, "Ketua RT 05 RW 02", (5, 2)),
        ("RT.005", None, None, (5, None)), (None, "02", "Ketua", (None, 2)), (None, None, None, (None, None)),
    ],
)  # fmt: skip
def test_reading_the_number_of_a_post(rt, rw, post, expected):
    number = read_post(rt, rw, post)
    assert (number.rt, number.rw) == expected


@lru_cache(maxsize=1)
def offices():
    rows = numbered("offices")
    people = [
        Person(
            n,
            "participants",
            "not_listed",
            segment=row["segment"],
            npp=row["npp"] or None,
            kelurahan=row["kelurahan"] or None,
        )
        for n, row in rows
    ]
    con = draw([*people, *pair(500)], [])
    con.execute("CREATE TABLE groups_raw (group_id BIGINT, npp VARCHAR, office VARCHAR, segment VARCHAR)")
    con.execute(
        "INSERT INTO groups_raw VALUES (1, 'NN-000001', 'Dinas Satu', 'TKK'), (2, 'NN-000001', 'Bagian Dua', 'RT')"
    )
    result = assign_offices(con)
    assert [check for check in result.checks if not check.holds] == []
    found = con.execute("SELECT row_id, office, how FROM responsibility").fetchall()
    return {row_id: (office, how) for row_id, office, how in found}


@pytest.mark.parametrize(("n", "row"), numbered("offices"), ids=named)
def test_who_answers(n, row):
    assert offices()[n] == (row["office"], row["how"])
    assert len(offices()) == len(numbered("offices"))


def test_without_a_register_addresses_decide():
    con = draw([Person(1, "participants", "not_listed", kelurahan="Kasang")], [])
    assert assign_offices(con).summary == {"npp": 0, "kelurahan": 1, "bappeda": 0}
