"""Outlooks, claims, doubles and the month's bill are what their pages' worked tables say."""

from datetime import date, timedelta

import pytest
from worked_tables import rows

from padan.domain import benefits, bills
from padan.domain.benefits import (
    CREDIT_WORDS,
    CreditAnswer,
    check_claim,
    credit_after,
    credit_open,
    lacks,
    next_steps,
)
from padan.domain.bills import check_bill, reason_of
from padan.domain.continuity import Life, MonthFact, Outlook, last_covered_day, outlooks
from padan.domain.contributions import month_of, number
from padan.domain.double_protection import Protection, doubles_of, read_source
from padan.domain.months import Month, read_month, show_month
from padan.domain.rates import load_rates

RATES = load_rates()
MARKS = {"P": "paid", "U": "unpaid", "?": "unclear", "D": "dropped"}
DROPPED_AFTER = 3
NOW: Month = (2026, 4)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def facts(marks: str) -> list[MonthFact]:
    return [MonthFact((2026, n), MARKS[mark]) for n, mark in enumerate(marks, 1) if mark in MARKS]


def told(month: Month | None) -> str:
    return show_month(month) if month else ""


def amount(value: int | None) -> str:
    return "unknown" if value is None else str(value)


def ahead(segment: str, life: Life, marks: str, wage: int | None = None) -> tuple[Outlook, ...]:
    return outlooks(facts(marks), life, segment=segment, wage=wage, rates=RATES, now=NOW)


@pytest.mark.parametrize(
    "row",
    [*rows("explanation/rules/continuity.md", "Outlooks"), *rows("explanation/rules/continuity.md", "Not continued")],
    ids=lambda row: row[0],
)
def test_outlooks(row: tuple[str, ...]) -> None:
    _, segment, start, end, born, marks, *expected = row
    life = Life(day(start), day(end), None, day(born), dropped_after=DROPPED_AFTER)
    found = ahead(segment, life, marks)[0]
    over = found.over_age_on.isoformat() if found.over_age_on else ""
    assert [
        found.state, told(found.falls_out_in), found.why, amount(found.arrears), amount(found.next_due),
        told(found.first_months_until), over, str(found.cover.benefit_now),
    ] == expected  # fmt: skip


def test_heads_of_rt_have_an_outlook_for_each_reading() -> None:
    found = ahead("rt", Life(start=date(2025, 1, 1)), "PPUU", 2_500_000)
    said = [(one.reading, one.state, told(one.falls_out_in), amount(one.next_due)) for one in found]
    assert said == rows("explanation/rules/continuity.md", "Both readings")


def test_who_falls_out_next_month_and_what_it_costs() -> None:
    found = ahead("pekerja_rentan", Life(start=date(2025, 1, 1)), "PPUU")[0]
    assert (found.falls_out_next, found.cost_to_keep, found.covered) == (True, 50_400, True)


def test_a_segment_that_nobody_knows_has_no_rule_and_no_amounts() -> None:
    (found,) = ahead("", Life(), "PUUU")
    assert (found.falls_out_in, found.cost_to_keep, found.cover.benefit_full) == (None, None, 0)


NAMED = "Who is named, and until which day cover holds"


@pytest.mark.parametrize("row", rows("explanation/rules/continuity.md", NAMED), ids=lambda row: row[0] + row[1])
def test_the_last_covered_day_is_the_last_on_which_a_claim_is_covered(row: tuple[str, ...]) -> None:
    falls_out, why, end, until = row
    month, last = read_month(falls_out), day(until)
    assert month is not None
    assert last is not None
    assert last_covered_day(month, why, day(end)) == last
    lapsing = [month_of(number(month) - by) for by in range(3)] if why == "lapsed" else []
    months = [month_of(n) for n in range(number((2025, 1)), number(month) + 1)]
    known = [MonthFact(one, "dropped" if one in lapsing else "paid") for one in months]
    life = Life(date(2023, 1, 1), day(end))
    found = [
        check_claim(kind="death", day=on, facts=known, life=life, segment="pekerja_rentan", rates=RATES)[0]
        for on in (last, last + timedelta(days=1))
    ]
    assert [one.covered for one in found] == [True, False]


@pytest.mark.parametrize("make", [lambda: MonthFact((2026, 1), "late"), lambda: Life(told="asleep")])
def test_what_is_no_fact_is_refused(make) -> None:
    with pytest.raises(ValueError, match=r"asleep|late"):
        make()


@pytest.mark.parametrize("row", rows("explanation/rules/benefits.md", "Deaths"), ids=lambda row: row[0])
def test_deaths(row: tuple[str, ...]) -> None:
    _, segment, start, end, marks, died, covered, brings, reason = row
    life = Life(day(start), day(end), day(died))
    found = check_claim(kind="death", day=day(died), facts=facts(marks), life=life, segment=segment, rates=RATES)[0]
    words = {True: "yes", False: "no", None: "unknown"}
    assert (words[found.covered], amount(found.amount), found.reason) == (covered, brings, reason)


def test_an_accident_is_covered_without_a_fixed_sum() -> None:
    life = Life(start=date(2025, 1, 1))
    found = check_claim(
        kind="accident", day=date(2026, 5, 3), facts=facts("PPPP"), life=life, segment="rt", rates=RATES
    )
    assert [(one.reading, one.covered, one.amount) for one in found] == [("bpu", True, None), ("pu", True, None)]


def test_heads_of_rt_are_checked_under_both_readings() -> None:
    life = Life(start=date(2025, 1, 1))
    found = check_claim(kind="death", day=date(2026, 5, 3), facts=facts("PUUU"), life=life, segment="rt", rates=RATES)
    assert [(one.reading, one.covered, one.amount) for one in found] == [("bpu", False, 0), ("pu", True, 42_000_000)]


@pytest.mark.parametrize(
    "row", rows("explanation/rules/benefits.md", "Contributions after the death"), ids=lambda row: f"{row[0]} {row[1]}"
)
def test_credit(row: tuple[str, ...]) -> None:
    died, paid, months, credit = row
    found = credit_after(day(died), [(month, 16_800) for text in paid.split() if (month := read_month(text))])
    assert (" ".join(map(show_month, found.months)), str(found.amount)) == (months, credit)


@pytest.mark.parametrize(
    "row", rows("explanation/rules/benefits.md", "What the branch answers to a credit"), ids=lambda row: row[0]
)
def test_what_an_answer_to_a_credit_must_say(row: tuple[str, ...]) -> None:
    word, needs = row
    assert set(needs.split()) == CREDIT_WORDS[word].needs
    whole = {"letter": "12/2026", "amount": 16_800, "month": (2026, 6), "reason": "sudah dipakai"}
    assert CreditAnswer(word, 33_600, **whole).lacks == ""
    for key in needs.split():
        empty = {"letter": " ", "amount": 0, "month": None, "reason": ""}[key]
        assert CreditAnswer(word, 33_600, **{**whole, key: empty}).lacks == key


def test_no_answer_gives_more_than_was_proposed() -> None:
    assert CreditAnswer("refunded", 33_600, 33_601, letter="12/2026").lacks == "amount"


@pytest.mark.parametrize(
    "row", rows("explanation/rules/benefits.md", "What of a credit is still open"), ids=lambda row: f"{row[0]} {row[1]}"
)
def test_what_of_a_credit_is_open(row: tuple[str, ...]) -> None:
    credit, answered, still = row
    assert credit_open(int(credit), [int(text) for text in answered.split()]) == int(still)


def test_the_way_of_a_claim_is_what_the_page_says() -> None:
    table = rows("explanation/rules/benefits.md", "The way of a claim")
    assert [row[0] for row in table] == list(benefits.STEPS)
    for key, after, roles in table:
        step = benefits.STEPS[key]
        assert (step.after, step.roles) == (frozenset(after.split()), frozenset(roles.split())), key


def test_next_steps_and_what_they_must_say() -> None:
    assert [step.key for step in next_steps("documents", "klerk_kelurahan")] == ["checked", "documents"]
    assert [step.key for step in next_steps("filed", "bpjs")] == ["paid", "refused"]
    assert next_steps("paid", "bappeda") == ()
    assert lacks(benefits.STEPS["refused"], reason=" ", document="surat") == benefits.REASON
    assert lacks(benefits.STEPS["filed"], reason="", document="") == benefits.PROOF
    assert lacks(benefits.STEPS["filed"], reason="belum ada akta", document="") == ""


def protection(text: str) -> Protection:
    segment, source, place, monthly = text.removesuffix("*").split("/")
    return Protection(1, segment, source, place, int(monthly) if monthly else None, text.endswith("*"))


@pytest.mark.parametrize("row", rows("explanation/rules/double-protection.md", "Doubles"), ids=lambda row: row[0])
def test_doubles(row: tuple[str, ...]) -> None:
    _, written, kinds, month, year = row
    own = [protection(text) for text in written.split()]
    found = doubles_of(own)
    if not kinds:
        assert found == ()
        return
    (double,) = found
    assert (set(double.kinds), amount(double.month), amount(double.year)) == (set(kinds.split()), month, year)
    assert double.before_enrolment == ("*" in written)


def test_sources_are_read_from_the_registers_payer() -> None:
    for payer, source in rows("explanation/rules/double-protection.md", "Sources"):
        assert read_source(payer) == source, payer
    assert read_source(None) == ""


def test_doubles_are_told_by_person_the_dearest_first() -> None:
    def twice(person: str, monthly: int | None) -> list[Protection]:
        return [Protection(person, "rt", "", "Legok", monthly), Protection(person, "rt", "", "Murni", monthly)]

    found = doubles_of([*twice("b", None), *twice("a", 100), *twice("c", 200)])
    assert [(double.person, double.questions_only) for double in found] == [("c", False), ("a", False), ("b", False)]


def test_a_protection_that_earns_money_is_refused() -> None:
    with pytest.raises(ValueError, match="costs"):
        Protection(1, "rt", "", "", -1)


@pytest.mark.parametrize("row", rows("explanation/rules/monthly-bill.md", "Lines"), ids=lambda row: row[0])
def test_lines_of_a_bill(row: tuple[str, ...]) -> None:
    _, month, died, left, born, double, employer, listed, reason = row
    line = bills.Line(
        1, 16_800, day(died), day(left), day(born), 65, double == "yes", {"yes": True, "no": False}.get(listed),
        employer == "yes",
    )  # fmt: skip
    assert reason_of(line, read_month(month) or NOW) == reason


@pytest.mark.parametrize("row", rows("explanation/rules/monthly-bill.md", "Verdicts"), ids=lambda row: row[3])
def test_verdicts(row: tuple[str, ...]) -> None:
    lines, deducted, asked = map(int, row[:3])
    gone = [bills.Line(n, 16_800, died=date(2026, 1, 1)) for n in range(deducted)]
    doubtful = [bills.Line(n, 16_800, listed=False) for n in range(asked)]
    plain = [bills.Line(n, 16_800) for n in range(lines - deducted - asked)]
    found = check_bill([*gone, *doubtful, *plain], (2026, 5))
    assert (found.verdict, str(found.pay_less)) == row[3:]
    assert (sum(found.counts.values()), found.billed) == (deducted + asked, 16_800 * lines)
