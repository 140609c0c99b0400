"""The pages about the law are true: every kind and field on the one, every worked table on the other."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from padan.domain.law import (
    BASIS_KINDS,
    RULE_KINDS,
    Days,
    Law,
    LegalBasis,
    Rule,
    RuleField,
    grant_of,
    load_law,
    quota_of,
    share_of,
    split_by_stage,
    stages_of,
)
from padan.domain.rates import load_rates

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference/law.md").read_text(encoding="utf-8")
RULES = (DOCS / "explanation/rules/grant-and-shares.md").read_text(encoding="utf-8")
LAW = load_law()
LEGOK = "15.71.11.1001"


def cells(text: str) -> list[tuple[str, ...]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines[2:]]


def table(text: str, name: str) -> list[tuple[str, ...]]:
    found = cells(text.split(f"<!-- table: {name} -->\n", 1)[1].split("\n\n", 1)[0])
    assert found, name
    return found


def number(text: str) -> int:
    return int(text.replace(",", ""))


def fields(of: Sequence[RuleField], above: str = "") -> Iterator[tuple[str, RuleField]]:
    for each in of:
        yield f"`{above}{each.name}`", each
        yield from fields(each.lines, f"{above}{each.name}.")


def test_every_kind_has_its_section_and_nothing_else_has() -> None:
    assert re.findall(r"^### `(\w+)`: (.+)$", REFERENCE, re.M) == [
        (kind.key, f"{kind.label_id} ({kind.label_en})") for kind in RULE_KINDS.values()
    ]


def test_every_field_of_every_kind_is_told_with_its_choices() -> None:
    for kind in RULE_KINDS.values():
        section = REFERENCE.split(f"\n### `{kind.key}`", 1)[1].split("\n##", 1)[0]
        assert kind.says_en in section
        told, expected = cells(section), list(fields(kind.fields))
        assert [row[0] for row in told] == [name for name, _ in expected]
        for row, (_, each) in zip(told, expected, strict=True):
            assert re.findall(r"`(\w+)`", row[1]) == [choice.key for choice in each.choices if choice.key]
            assert row[2:] == ("yes" if each.needed else "no", each.label_id)


def test_every_kind_of_basis_and_every_shipped_rule_is_told() -> None:
    assert table(REFERENCE, "bases") == [(f"`{key}`", f"{name} ({en})") for key, (name, en) in BASIS_KINDS.items()]
    assert table(REFERENCE, "rules") == [
        (
            rule.kind, rule.subject, rule.place, rule.days.first.isoformat(),
            rule.days.last.isoformat() if rule.days.last else "", "yes" if rule.certain else "not yet", rule.basis,
        )
        for rule in LAW.rules
    ]  # fmt: skip


def grant(year: int) -> tuple[int, bool]:
    found = grant_of(LAW, date(year, 6, 1), place=LEGOK, level="kelurahan")
    assert found is not None
    return found.amount, found.rule.certain


def test_the_amounts_by_year() -> None:
    for year, amount, certain in table(RULES, "amounts"):
        assert grant(int(year)) == (number(amount), certain == "yes")


def test_the_shares_round_down() -> None:
    basis = LegalBasis("uji", "kepwal", "1", 2026, "Uji", None, Days(date(2020, 1, 1)), True)
    for base, part, limit in table(RULES, "shares"):
        value = {"per_myriad": number(part), "base": "kelurahan"}
        rule = Rule("share", "", "", Days(date(2020, 1, 1)), value, "uji", True)
        share = share_of(Law((basis,), (rule,)), "miskin_ekstrem", date(2026, 1, 1))
        assert share is not None
        assert share.limit(number(base)) == number(limit)


def test_the_trap() -> None:
    for year, programme, amount, limit, heads, months, cost, short, fit, left in table(RULES, "trap"):
        day = date(int(year), 6, 1)
        share, quota = share_of(LAW, programme, day), quota_of(LAW, programme, day)
        monthly = load_rates().due(programme, (day.year, day.month), None)
        assert share is not None
        assert quota is not None
        assert monthly is not None
        person = monthly * int(months)
        found = share.limit(grant(day.year)[0])
        assert (grant(day.year)[0], found, quota.heads) == (number(amount), number(limit), int(heads))
        assert (quota.heads * person, max(0, quota.heads * person - found)) == (number(cost), number(short))
        people = min(quota.heads, found // person)
        assert (people, found - people * person) == (int(fit), number(left))


def test_the_stages_add_up() -> None:
    stages = stages_of(LAW, date(2025, 1, 1))
    assert [(stage.order, stage.per_myriad, stage.gate) for stage in stages] == [(1, 3_000, ""), (2, 7_000, "spj")]
    for amount, *parts in table(RULES, "stages"):
        assert split_by_stage(stages, number(amount)) == tuple(number(part) for part in parts)
        assert sum(map(number, parts)) == number(amount)


def test_a_construction_contract_is_reckoned_by_tier() -> None:
    page = (DOCS / "explanation/rules/construction.md").read_text(encoding="utf-8")
    for value, *dues in table(page, "contracts"):
        found = [load_rates().contract_due(program, number(value), (2026, 1)) for program in ("jkk", "jkm")]
        assert found == [number(due) for due in dues]
    assert load_rates().contract_due("jkk", 100, (2014, 1)) is None
