"""What a run and the ledger say of a month: the page's tables are what the rules give."""

from datetime import date

import pytest
from money_tables import worked_table

from padan.domain.cover_evidence import DISAGREEMENTS, Evidence, Group, Named, RunWord, by_ledger, evidence
from padan.domain.expected import Place, is_owed
from padan.domain.months import Month

PAGE = "rules/months-of-cover.md"
FIRST: tuple[Month, ...] = tuple((2025, month) for month in range(1, 7))
SHARE = 16_800


def test_one_month_of_which_a_run_and_the_ledger_speak() -> None:
    rows = worked_table(PAGE, "month")
    for row in rows:
        run = None if row["run"] == "-" else RunWord(row["run"], int(row["run paid"] or 0), row["same money"] == "yes")
        ledger = None if row["ledger"] == "-" else int(row["ledger"])
        found = evidence(run, ledger, by_group=row["group"] == "yes", owed=row["owed"] != "no")
        assert found == Evidence(row["fact"], row["disagreement"].strip("`")), row["case"]
    assert {row["disagreement"].strip("`") for row in rows} - {""} == set(DISAGREEMENTS)


def test_where_neither_speaks_nothing_is_known() -> None:
    assert evidence(None, None) is None


def _months(marks: str, wanted: str) -> list[Month]:
    return [month for month, mark in zip(FIRST, marks, strict=True) if mark == wanted]


def test_when_the_ledgers_silence_means_unpaid() -> None:
    for row in worked_table(PAGE, "silence"):
        named = [Named(month, SHARE) for month in _months(row["named"], "P")]
        group = Group(frozenset(_months(row["bills"], "W")), frozenset(_months(row["bills"], "O")))
        until = (int(row["until"][:4]), int(row["until"][5:])) if row["until"] else None
        found = by_ledger(named, [group], None, until)
        marks = "".join("-" if found.get(month) is None else "P" if found[month] else "U" for month in FIRST)
        assert marks == row["months"], row["case"]


def _read(text: str) -> Month:
    return int(text[:4]), int(text[5:7])


def test_what_of_it_is_owed_and_what_was_not_continued() -> None:
    bills = Group(frozenset(FIRST))
    for row in worked_table(PAGE, "owed"):
        left = date.fromisoformat(row["left"]) if row["left"] else None
        year, _, day = row["decree"].partition(" ")
        period = [_read(text) for text in row["period"].split()]
        places = [Place(int(year), date.fromisoformat(day), row["registered"] == "yes", left, *period)] if year else []
        listed = {_read(text) for text in row["list"].split()}
        told = by_ledger([Named((2024, 12), SHARE)], [bills], None, (left.year, left.month) if left else None)
        marks = ""
        for month in FIRST:
            owed = is_owed(month, listed=listed, places=places, carries=int(row["carries"]))
            found = evidence(None, told.get(month), owed=owed)
            marks += {"unpaid": "U", "dropped": "D"}[found.fact] if found else "-"
        assert marks == row["months"], row["case"]


@pytest.mark.parametrize("period", [{"first": (2025, 1)}, {"last": (2025, 1)}, {"first": (2025, 2), "last": (2025, 1)}])
def test_a_period_has_two_ends_in_order(period: dict[str, Month]) -> None:
    with pytest.raises(ValueError, match="the period of a decree"):
        Place(2025, date(2025, 1, 2), **period)  # type: ignore[arg-type]


def test_whom_the_branch_registered_is_unpaid_from_the_month_after_though_no_bill_ever_named_him() -> None:
    whole = Group(frozenset(FIRST))
    assert by_ledger([], [whole], (2025, 4), None) == {(2025, 4): 0, (2025, 5): 0, (2025, 6): 0}


def test_who_belongs_to_two_groups_is_unpaid_only_where_both_are_whole() -> None:
    groups = [Group(frozenset(FIRST)), Group(frozenset(FIRST[:2]), frozenset(FIRST[2:]))]
    assert by_ledger([Named((2025, 1), SHARE)], groups, None, None) == {(2025, 1): SHARE, (2025, 2): 0}
