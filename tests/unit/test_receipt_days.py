"""Days from each receipt to the first contribution paid from it, as the page works them out."""

from datetime import date
from pathlib import Path

import pytest

from padan.domain.contributions import last_day
from padan.domain.receipt_days import Moved, Wait, waits

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "rules" / "figures.md"
SET_ASIDE = 1_500


def moved(text: str) -> list[Moved]:
    """`01-10 30m, 03-01 70m`."""
    pairs = (one.split() for one in text.split(",") if one.strip())
    return [(date.fromisoformat(f"2025-{day}"), int(float(amount.rstrip("m")) * 1_000_000)) for day, amount in pairs]


def cases() -> list[list[str]]:
    table = PAGE.read_text(encoding="utf-8").split("<!-- table: receipts -->\n")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0])
def test_the_worked_table(case: list[str]) -> None:
    _, receipts, contributions, month, days, counted = case
    until = last_day((int(month[:4]), int(month[5:])))
    found = waits(moved(receipts), moved(contributions), per_myriad=SET_ASIDE)
    ends = [min(one.paid or until, until) for one in found]
    total = sum(max(0, (end - one.came).days) for one, end in zip(found, ends, strict=True))
    assert (total, len(found)) == (int(days), int(counted))


def test_where_nothing_is_set_aside_a_receipt_pays_with_all_of_it() -> None:
    receipts, paid = moved("01-10 30m, 03-01 70m"), moved("02-12 6m, 04-20 25m")
    assert waits(receipts, paid, per_myriad=0) == [
        Wait(date(2025, 1, 10), date(2025, 2, 12)), Wait(date(2025, 3, 1), date(2025, 4, 20)),
    ]  # fmt: skip
