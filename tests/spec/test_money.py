"""The rules of the money as drawn tables: the engine and the plain calculation must both give them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from money_tables import RATES, line, month, pair, person_months, settle, worked_table

from padan.domain.contributions import STATUSES, portions, read_span, status_of
from padan.domain.money_by_hand import Line, Person, reconcile_by_hand
from padan.domain.months import Month
from thorough import examples

JANUARY: Month = (2026, 1)


def agree(people: Sequence[Person], lines: Sequence[Line], period: Sequence[Month] | None = (JANUARY,)):
    """The person-months, after demanding that the engine and the plain calculation agree on everything."""
    con, result = settle(people, lines, period)
    by_hand = reconcile_by_hand(people, lines, period=period, rates=RATES)
    found = person_months(con)
    assert found == by_hand.person_months
    outcomes = {name: part["rupiah"] for name, part in result.summary["payments"].items()}
    assert outcomes == {name: by_hand.outcomes[name] for name in outcomes}
    assert result.summary["bills"]["not_assigned_people"] == by_hand.not_assigned_people
    return found, result


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def numbered(table: str):
    return list(enumerate(worked_table("contributions.md", table), start=1))


@lru_cache(maxsize=1)
def dues():
    """Each case of the table `due` with what the engine says; all cases are one small list."""
    rows = worked_table("contributions.md", "due")
    people = [p for n, row in enumerate(rows, start=1) for p in _due_case(n, row)]
    return {
        (row["case"], m): found.get((n, m))
        for m in {month(row["month"]) for row in rows}
        for found in [agree(people, [], [m])[0]]
        for n, row in enumerate(rows, start=1)
    }


def _due_case(n, row):
    wage = int(row["wage"]) if row["wage"] else None
    dates = {key: date.fromisoformat(row[key]) if row[key] else None for key in ("start", "end", "death")}
    return pair(n, segment=row["segment"] or None, wage=wage, **dates)


@pytest.mark.parametrize("row", worked_table("contributions.md", "due"), ids=lambda row: row["case"])
def test_what_is_due(row):
    found = dues()[row["case"], month(row["month"])]
    shown = "none" if found is None else "unknown" if found[0] is None else str(found[0])
    assert shown == row["due"]


APRIL: Month = (2026, 4)


@lru_cache(maxsize=1)
def statuses():
    """Each case of the table `status` with what the engine says."""
    people, lines = [], []
    for n, row in numbered("status"):
        people += _status_case(n, row)
        key = {"nik": _nik(n)} if row["kind"] == "not_registered" else {"kpj": f"KPJ{n}"}
        amounts = row["payments"].split()
        lines += [line(100 * n + k, month="2026-04", amount=amount, **key) for k, amount in enumerate(amounts)]
    return {unit: values for (unit, _), values in agree(people, lines, [APRIL])[0].items()}


def _nik(n: int) -> str:
    return f"157101010180{9000 + n}"


def _status_case(n: int, row: dict[str, str]) -> list[Person]:
    ended = {"after_death": {"death": date(2026, 1, 9)}, "after_leaving": {"end": date(2026, 1, 9)}}
    dates = {"before_start": {"start": date(2026, 6, 1)}, **ended}.get(row["when"], {})
    segment = {"unknown": "tkk"}.get(row["due"], "pekerja_rentan")
    if row["other due"]:
        return pair(n, segment="rt", wage=2_500_000, **dates)
    if row["kind"] == "listed":
        return pair(n, segment=segment, **dates)
    if row["kind"] == "not_registered":
        return [Person(n, "list", "not_registered", segment=segment, nik=_nik(n))]
    return [Person(n, "participants", row["kind"], segment=segment, kpj=f"KPJ{n}")]


@pytest.mark.parametrize(("n", "row"), numbered("status"), ids=lambda v: str(v)[:40])
def test_status_of_a_person_month(n, row):
    amounts = [int(amount) for amount in row["payments"].split()]
    due = None if row["due"] == "unknown" else int(row["due"])
    status = status_of(
        kind=row["kind"], when=row["when"], due=due, paid=sum(amounts), lines=len(amounts),
        largest=max(amounts, default=0), other_due=int(row["other due"]) if row["other due"] else None,
        prices=RATES.prices(APRIL),
    )  # fmt: skip
    assert status == row["status"]
    assert statuses()[n][2:] == (int(row["missing"]), int(row["in excess"]), row["status"])


def test_every_status_is_drawn():
    assert {row["status"] for row in worked_table("contributions.md", "status")} | {"dropped"} == set(STATUSES)


@lru_cache(maxsize=1)
def bills():
    """Each case of the table `bills`: (paid months, people and rupiah not assigned) by its NPP."""
    people, lines = [], []
    for n, row in numbered("bills"):
        ids = range(10 * n, 10 * n + int(row["listed"]))
        people += [p for i in ids for p in pair(i, npp=f"NPP{n}")]
        bill = {"npp": f"NPP-{n}", "billing_code": f"B{n}", "people_count": row["people"], "amount": row["total"]}
        lines.append(line(100 + n, **bill))
        lines += [line(i, kpj=f"KPJ{i}", billing_code=f"B{n}") for i in ids[: int(row["by name"])]]
    con, _ = settle(people, lines, [JANUARY])
    agree(people, lines)
    query = (
        "SELECT payment_id, sum(people), sum(amount) FROM payments WHERE reason = 'bill_remainder' GROUP BY payment_id"
    )
    left = {n - 100: (int(count), int(rupiah)) for n, count, rupiah in con.execute(query).fetchall()}
    paid = Counter(unit // 10 for (unit, _), values in person_months(con).items() if values[4] == "paid")
    return {n: (paid[n], *left.get(n, (0, 0))) for n in range(1, len(people))}


@pytest.mark.parametrize(("n", "row"), numbered("bills"), ids=lambda v: str(v)[:40])
def test_bills_without_names(n, row):
    expected = (row["paid months"], row["not assigned people"], row["not assigned rupiah"])
    assert bills()[n] == tuple(map(int, expected))


def test_a_bill_paid_in_whole_leaves_no_line_unassigned():
    people = [p for n in (1, 2) for p in pair(n, npp="NPP1")]
    _, result = settle(people, [line(9, npp="NPP1", people_count="2", amount="33600")])
    found = result.summary["payments"]
    assert (found["assigned"], found["unassigned"]) == ({"lines": 1, "rupiah": 33600}, {"lines": 0, "rupiah": 0})


def test_months_of_an_open_bill_are_marked():
    people = [p for n in (1, 2) for p in pair(n, npp="NPP1")]
    con, _ = settle(people, [line(9, npp="NPP1", people_count="1")])
    assert con.execute("SELECT DISTINCT open_bill FROM person_months").fetchall() == [(True,)]


def test_two_bills_for_one_group_and_month_pay_nobody():
    people = [p for n in (1, 2) for p in pair(n, npp="NPP1")]
    twice = [line(n, npp="NPP1", people_count="2", amount="33600") for n in (8, 9)]
    found, _ = agree(people, twice)
    assert {values[4] for values in found.values()} == {"unpaid"}


@lru_cache(maxsize=1)
def several_bills():
    """Each case of the table `several`: (paid months, rupiah paid, rupiah not assigned) by its NPP."""
    people, lines = [], []
    for n, row in numbered("several"):
        ids = range(10 * n, 10 * n + int(row["listed"]))
        people += [p for i in ids for p in pair(i, npp=f"NPP{n}")]
        for k, bill in enumerate(row["bills"].split(";")):
            number, amount, count = (part.strip() for part in bill.split(","))
            given = {"billing_code": f"{number}{n}" if number else "", "people_count": count, "amount": amount}
            lines.append(line(100 * n + k, npp=f"NPP-{n}", **given))
        lines += [
            line(100 * n + 50 + k, kpj=f"KPJ{ids[0]}", amount=amount) for k, amount in enumerate(row["by name"].split())
        ]
    found, _ = agree(people, lines)
    con, _ = settle(people, lines, [JANUARY])
    query = "SELECT payment_id // 100, sum(amount) FROM payments WHERE outcome = 'unassigned' GROUP BY 1"
    left = {n: int(rupiah) for n, rupiah in con.execute(query).fetchall()}
    paid = Counter(unit // 10 for (unit, _), values in found.items() if values[4] == "paid")
    rupiah = Counter[int]()
    for (unit, _), values in found.items():
        rupiah[unit // 10] += values[1]
    return {n: (paid[n], rupiah[n], left.get(n, 0)) for n, _ in numbered("several")}


@pytest.mark.parametrize(("n", "row"), numbered("several"), ids=lambda v: str(v)[:40])
def test_several_bills_of_one_group_and_month(n, row):
    expected = (row["paid months"], row["paid rupiah"], row["not assigned rupiah"])
    assert several_bills()[n] == tuple(map(int, expected))


def test_each_of_several_bills_says_what_became_of_its_money():
    people = [p for n in (1, 2, 3) for p in pair(n, npp="NPP1")]
    bills = [
        line(8, npp="NPP1", billing_code="A", people_count="2", amount="25200"),
        line(9, npp="NPP1", billing_code="B", people_count="1", amount="25200"),
        line(10, npp="NPP1", billing_code="B", people_count="1", amount="25200"),
    ]
    con, result = settle(people, bills, [JANUARY])
    rows = "SELECT payment_id, outcome, reason, sum(amount), sum(people) FROM payments GROUP BY ALL ORDER BY ALL"
    assert [row for row in con.execute(rows).fetchall() if row[3] or row[2] == "bill_repeated"] == [
        (8, "assigned", None, 25200, 2), (9, "assigned", None, 25200, 1), (10, "unassigned", "bill_repeated", 0, 0),
    ]  # fmt: skip
    assert result.summary["bills"]["handed_in_twice"] == 25200
    assert {values[4] for values in person_months(con).values()} == {"paid"}


@pytest.mark.parametrize(("first", "second"), [("T1", "T1"), ("T1", "")])
def test_a_bill_known_by_its_ntpn_alone(first, second):
    people = [p for n in (1, 2) for p in pair(n, npp="NPP1")]
    whole = {"npp": "NPP1", "people_count": "2", "amount": "33600"}
    found, _ = agree(people, [line(8, ntpn=first, **whole), line(9, ntpn=second, **whole)])
    assert {values[4] for values in found.values()} == {"paid" if second else "unpaid"}


def test_a_bill_of_an_npp_and_a_segment_pays_those_of_both():
    people = [*pair(1, npp="NPP1"), *pair(2, npp="NPP1"), *pair(3, npp="NPP1", segment="miskin_ekstrem")]
    bill = line(9, npp="NPP1", segment="miskin_ekstrem", people_count="1", amount="16800")
    found, _ = agree(people, [bill])
    assert [found[n, JANUARY][4] for n in (1, 2, 3)] == ["unpaid", "unpaid", "paid"]
    found, _ = agree(people, [bill, line(8, npp="NPP1", people_count="3", amount="50400")])
    assert {values[4] for values in found.values()} == {"unpaid"}


def test_resolved_by_kpj_then_nik_then_a_name_of_one_alone():
    people = [*pair(1, nik=_nik(1), name="BUDI"), *pair(2, nik=_nik(2), name="SITI"), *pair(3, name="ALI")]
    lines = [line(1, kpj="KPJ-1", nik=_nik(2)), line(2, nik=_nik(2)), line(3, name="Ali")]
    found, _ = agree(people, lines)
    assert [found[n, JANUARY][4] for n in (1, 2, 3)] == ["paid", "paid", "paid"]


def test_a_name_of_two_people_or_against_the_nik_stays_unassigned():
    people = [*pair(1, name="BUDI"), *pair(2, name="BUDI"), *pair(3, name="SITI", nik="1571010101809003")]
    found, result = agree(people, [line(1, name="Budi"), line(2, name="Siti", nik="1571010101809009")])
    assert {values[4] for values in found.values()} == {"unpaid"}
    assert result.summary["payments"]["unassigned"] == {"lines": 2, "rupiah": 33600}


def test_one_person_in_two_segments_owes_in_each():
    nik = "1571010101809001"
    people = [*pair(1, nik=nik, person_id=7), *pair(2, nik=nik, person_id=7, segment="rt")]
    found, _ = agree(people, [line(1, nik=nik, segment="RT"), line(2, nik=nik)])
    assert found[2, JANUARY][4] == "paid"
    assert found[1, JANUARY] == (16800, 0, 16800, 0, "unpaid")


def test_a_second_card_of_one_person_pays_for_the_kept_row():
    card = Person(2000, "participants", "duplicate", match=1001, kpj="KPJ9", segment="pekerja_rentan")
    found, _ = agree([*pair(1), card], [line(1, kpj="KPJ1"), line(2, kpj="KPJ9")])
    assert found[1, JANUARY] == (16800, 33600, 0, 16800, "paid_twice")


def test_review_rows_stand_in_a_column_of_their_own():
    people = [
        Person(1, "list", "review", segment="pekerja_rentan"),
        Person(1001, "participants", "review", segment="pekerja_rentan", kpj="KPJ1"),
    ]
    found, result = agree(people, [line(1, kpj="KPJ1")])
    assert {values[4] for values in found.values()} == {"review"}
    total = result.summary["total"]
    assert total["due"]["rupiah"] == 0
    assert total["review"] == {"person_months": 2, "due": 16800, "paid": 16800}


def test_unknown_dues_are_counted_and_never_zero():
    _, result = agree(pair(1, segment="tkk"), [line(1, kpj="KPJ1", amount="13500")])
    total = result.summary["total"]
    assert total["unknown"] == {"person_months": 1, "paid": 13500}
    assert total["due"] == {"person_months": 0, "rupiah": 0}


def test_both_readings_of_heads_of_rt_are_shown():
    _, result = agree([*pair(1, segment="rt", wage=2_500_000), *pair(2, segment="rt")], [])
    readings = [(r["reading"], r["due"], r["unknown"]["person_months"]) for r in result.summary["readings"]]
    assert readings == [
        ("bpu", {"person_months": 2, "rupiah": 33600}, 0),
        ("pu", {"person_months": 1, "rupiah": 13500}, 1),
    ]


def test_period_defaults_to_the_months_of_the_payments():
    found, result = agree(pair(1), [line(1, kpj="KPJ1", month="Jan s/d Mar 2026", amount="50400")], None)
    assert result.months == ((2026, 1), (2026, 2), (2026, 3))
    assert {values[4] for values in found.values()} == {"paid"}


def test_unreadable_and_outside_payments_are_counted_apart():
    lines = [
        line(1, kpj="KPJ1", amount="enam belas"), line(2, kpj="KPJ1", month="kapan"),
        line(3, kpj="KPJ1", month="2030-01"),
    ]  # fmt: skip
    _, result = agree(pair(1), lines)
    assert result.summary["payments"]["unreadable"] == {"lines": 2, "rupiah": 16800}
    assert result.summary["payments"]["outside_period"] == {"lines": 1, "rupiah": 16800}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Januari 2026", (2026, 1), (2026, 1)), ("Jan s/d Mar 2026", (2026, 1), (2026, 3)),
        ("TW IV 2025", (2025, 10), (2025, 12)), ("2026-Q1", (2026, 1), (2026, 3)),
        ("Nov 2025 sampai Jan 2026", (2025, 11), (2026, 1)), ("Januari - Maret 2026", (2026, 1), (2026, 3)),
    ],
)  # fmt: skip
def test_months_that_one_cell_names(text, first, last):
    span = read_span(text)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize("text", ["", None, "kapan", "Jan 2026 s/d Mar 2036", "Mar 2026 s/d Jan 2026"])
def test_no_months(text):
    assert read_span(text) is None


@given(st.integers(0, 10**12), st.integers(1, 24))
def test_portions_add_up(amount, months):
    parts = portions(amount, months)
    assert portions(-amount, months) == tuple(-part for part in parts)
    assert sum(parts) == amount
    assert max(parts) - min(parts) < months


SEGMENTS = st.sampled_from(["tkk", "rt", "pekerja_rentan", None])
DATES = st.sampled_from([None, date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 14)])
NAMES = st.sampled_from([None, "BUDI", "SITI A", "ALI"])
NIKS = st.sampled_from([None, 1, 2, 3])
KPJS = st.sampled_from([None, "K1", "K2", "K3"])
NPPS = st.sampled_from([None, "N1", "N2"])
AMOUNTS = ["16800", "Rp 33.600,00", "8400", "13500", "13.501", "9000", "50401", "-16.800", "-5", "0"]
WAGES = st.sampled_from([None, 2_500_000, 2_345_678, 3_111_111])


@st.composite
def small_cities(draw) -> tuple[list[Person], list[Line]]:
    """Up to three lists side by side, each with numbers and names of its own, and their payments."""
    people: list[Person] = []
    lines: list[Line] = []
    for place in range(draw(st.integers(1, 3))):
        people += draw(cities(place))
        lines += draw(payments(place))
    return people, lines


def _apart(value: str | None, place: int) -> str | None:
    """A value that no other list has: its last sign is the list's."""
    return None if value is None else value[:-1] + str(place) + value[-1] if value[0] in "KN" else value + "XYZ"[place]


@st.composite
def cities(draw, place: int) -> list[Person]:
    people: list[Person] = []
    for n in range(draw(st.integers(1, 5))):
        link = draw(st.sampled_from(["linked", "linked", "linked", "review", "alone", "duplicate"]))
        person = draw(st.sampled_from([None, 10 * place + draw(st.integers(1, 3))]))
        first = 1000 * place + n
        for side, (row_id, other) in {"list": (first, first + 100), "participants": (first + 100, first)}.items():
            alone = "not_registered" if side == "list" else "not_listed"
            bucket = {"linked": "matched", "review": "review"}.get(link, alone)
            match = other if link == "linked" else None
            if link == "duplicate" and n > 0:
                bucket, match = "duplicate", row_id - n
            people.append(
                Person(
                    row_id, side, bucket, match, person, draw(SEGMENTS), _nik_of(draw(NIKS), place),
                    _apart(draw(NAMES), place), _apart(draw(KPJS), place), _apart(draw(NPPS), place), "KASANG",
                    draw(WAGES), draw(DATES), draw(DATES), draw(DATES),
                )
            )  # fmt: skip
    return people


def _nik_of(number: int | None, place: int) -> str | None:
    return None if number is None else _nik(10 * place + number)


@st.composite
def payments(draw, place: int) -> list[Line]:
    def texts() -> dict[str, str]:
        found = {
            "month": draw(st.sampled_from(["2026-01", "Februari 2026", "Jan s/d Feb 2026", "2025-11", "kapan"])),
            "amount": draw(st.sampled_from(AMOUNTS)),
            "kpj": _apart(draw(KPJS), place), "nik": _nik_of(draw(NIKS), place), "name": _apart(draw(NAMES), place),
            "npp": _apart(draw(NPPS), place), "segment": draw(SEGMENTS),
            "billing_code": _apart(draw(st.sampled_from([None, "K1", "K2"])), place),
            "people_count": draw(st.sampled_from([None, "1", "2", "3"])),
            "ntpn": draw(st.sampled_from([None, None, "T1", "T2"])),
        }  # fmt: skip
        if draw(st.integers(0, 2)) == 0:
            found |= {"kpj": None, "nik": None, "name": None}
        return {key: value for key, value in found.items() if value is not None}

    return [Line(100 * place + n, texts()) for n in range(draw(st.integers(0, 7)))]


@settings(max_examples=examples(3, 20), deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(small_cities(), st.sampled_from([None, ((2026, 1),), ((2026, 1), (2026, 2))]))
def test_engine_and_plain_calculation_agree(city, period):
    agree(*city, period)
