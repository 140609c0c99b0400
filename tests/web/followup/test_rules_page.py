"""The page of early warnings says what the rules do: each with its threshold, and the tables as they are worked."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from padan.domain.followups import STEPS, WITH_OFFICE, is_overdue, lacks, next_steps
from padan.web.followup import finding_figures
from padan.web.followup.rules import RULES

PAGE = Path(__file__).parents[3] / "docs/explanation/rules/early-warnings.md"


def table(heading: str) -> list[list[str]]:
    """The rows of the first table that begins with this heading."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_every_rule_is_told_with_what_it_begins_with() -> None:
    told = {row[0]: (int(row[3]), row[4], row[5] == "yes") for row in table("key")}
    assert told == {rule.key: (rule.threshold, rule.in_charge.value, rule.grave) for rule in RULES.values()}
    assert {row[0] for row in table("key") if not row[2]} == {rule.key for rule in RULES.values() if not rule.unit}


@pytest.mark.parametrize("row", table("spent"), ids="/".join)
def test_a_share_is_low_as_the_table_says(row: list[str]) -> None:
    spent, aside, month = (int(cell) for cell in row[:3])
    figure: Any = SimpleNamespace(numerator=spent, denominator=aside, month=(2025, month))
    low = month >= finding_figures.QUIET_MONTHS and finding_figures._is_low(figure, 80)
    assert low == (row[3] == "yes")


def test_steps_follow_as_the_table_says() -> None:
    told = {row[0]: set(row[1].split(", ")) for row in table("step")}
    assert told == {key: set(step.after) for key, step in STEPS.items() if key != "open"}
    needing = {row[0] for row in table("step") if row[3]}
    assert needing == {key for key, step in STEPS.items() if lacks(step, words="", proofs=0, due=None)}
    assert {step.key for step in next_steps("done")} == {"confirmed", "sent_back", "cancelled", "settled"}


@pytest.mark.parametrize("state", [*sorted(WITH_OFFICE), "done", "confirmed", "cancelled"])
def test_overdue_is_the_offices_turn_alone(state: str) -> None:
    due = date(2025, 6, 30)
    assert is_overdue(state, due, date(2025, 7, 1)) == (state in WITH_OFFICE)
    assert not is_overdue(state, due, due)
