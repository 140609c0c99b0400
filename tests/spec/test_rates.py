"""The shipped rates: the page that shows them is true, and wrong rate files are refused."""

import pytest
from money_tables import RATES, worked_table

from padan.domain.contributions import STATUSES
from padan.domain.coverage import STATES
from padan.domain.errors import UsageError
from padan.domain.months import show_month
from padan.domain.posts import STATES as POST_STATES
from padan.domain.rates import Validity, load_rates, read_rates
from padan.domain.segments import SEGMENT_KEYS
from padan.engine.participation import RISKS

SEGMENT = {
    "key": "x",
    "from": "2026-01",
    "readings": ["bpu"],
    "programs": ["jkk"],
    "base": "wage",
    "funding": "sendiri",
    "legal_base": "uji",
}
AMOUNT = {"payer": "bpu", "program": "jkk", "from": "2026-01", "amount": 10_000, "legal_base": "uji"}


def page(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in worked_table("rates.md", name, "reference")]


def texts(*values: object) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _text(value: object) -> str:
    if isinstance(value, Validity):
        raise TypeError("spread the months")
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def months(validity: Validity) -> tuple[str, str]:
    return show_month(validity.first), show_month(validity.last) if validity.last else ""


def certain(uncertain: bool) -> str:
    return "uncertain" if uncertain else ""


def test_the_page_shows_every_amount_and_share():
    assert page("amounts") == [
        texts(f.payer, f.program, *months(f.validity), f.income_up_to, f.amount, certain(f.uncertain), f.legal_base)
        for f in RATES.flats
    ]
    assert page("shares") == [
        texts(
            s.payer,
            s.program,
            s.risk,
            *months(s.validity),
            s.per_million,
            s.wage_cap,
            certain(s.uncertain),
            s.legal_base,
        )
        for s in RATES.shares
    ]
    assert page("tiers") == [
        texts(t.program, *months(t.validity), t.value_up_to, t.per_million, certain(t.uncertain), t.legal_base)
        for t in RATES.tiers
    ]
    assert page("discounts") == [
        texts(d.payer, d.programs, *months(d.validity), d.percent, d.except_funding, certain(d.uncertain), d.legal_base)
        for d in RATES.discounts
    ]


def test_the_page_shows_every_segment_and_rule_of_cover():
    assert page("segments") == [
        texts(
            s.key,
            *months(s.validity),
            s.readings,
            s.programs,
            s.risk,
            s.base,
            s.funding,
            certain(s.uncertain),
            s.legal_base,
        )
        for s in RATES.segments
    ]
    assert page("cover") == [
        texts(
            c.payer,
            *months(c.validity),
            c.lapse_after,
            c.first_months,
            c.first_benefit,
            c.death_benefit,
            "yes" if c.resume_restarts else "no",
            c.age_limit,
            c.tolerance,
            certain(c.uncertain),
            c.legal_base,
        )
        for c in RATES.covers
    ]


@pytest.mark.parametrize(
    ("table", "keys"), [("statuses", STATUSES), ("states", STATES), ("risks", RISKS), ("posts", POST_STATES)]
)
def test_the_page_lists_every_key(table, keys):
    assert page(table) == [(key, *words) for key, words in keys.items()]


def test_every_segment_has_a_rate_and_every_entry_a_legal_base():
    assert {rule.key for rule in RATES.segments} == SEGMENT_KEYS
    entries = [*RATES.flats, *RATES.shares, *RATES.discounts, *RATES.segments, *RATES.covers, *RATES.tiers]
    assert all(entry.legal_base for entry in entries)


def test_a_month_before_the_first_entry_has_no_due():
    assert RATES.due("pekerja_rentan", (2014, 1), None) is None


def test_income_brackets_and_a_discount_for_those_who_pay_themselves():
    half = {
        "payer": "bpu",
        "programs": ["jkk"],
        "from": "2026-04",
        "until": "2026-12",
        "percent": 50,
        "except_funding": ["apbd"],
        "legal_base": "uji",
    }
    low, high = {**AMOUNT, "income_up_to": 1_000_000}, {**AMOUNT, "income_up_to": 2_000_000, "amount": 20_000}
    rates = read_rates([{"segment": [SEGMENT], "amount": [low, high], "discount": [half]}])
    assert [rates.due("x", (2026, 1), wage) for wage in (1_000_000, 1_000_001, 2_000_001, None)] == [
        10_000,
        20_000,
        None,
        None,
    ]
    assert [rates.due("x", month, 500_000) for month in ((2026, 3), (2026, 4), (2027, 1))] == [10_000, 5_000, 10_000]


def test_a_wage_above_the_cap_counts_only_to_the_cap():
    share = {
        "payer": "pu",
        "program": "jp",
        "from": "2026-01",
        "per_million": 30_000,
        "wage_cap": 10_000_000,
        "legal_base": "uji",
    }
    rates = read_rates([{"segment": [{**SEGMENT, "readings": ["pu"], "programs": ["jp"]}], "share": [share]}])
    assert rates.due("x", (2026, 1), 12_000_000) == 300_000


@pytest.mark.parametrize(
    "table",
    [
        {"amount": [AMOUNT, AMOUNT]},
        {"amount": [{**AMOUNT, "amount": -1}]},
        {"amount": [{**AMOUNT, "amount": 1.5}]},
        {"amount": [{**AMOUNT, "until": "2025-12"}]},
        {"amount": [{**AMOUNT, "from": "kapan"}]},
        {"segment": [{**SEGMENT, "base": "lain"}]},
    ],
)
def test_wrong_entries_are_refused(table):
    with pytest.raises(ValueError, match=r"."):
        read_rates([table])


def test_a_broken_rate_file_gets_a_sentence(tmp_path):
    path = tmp_path / "tarif.toml"
    path.write_text("amount = [", encoding="utf-8")
    with pytest.raises(UsageError, match=r"tarif\.toml"):
        load_rates([path])
