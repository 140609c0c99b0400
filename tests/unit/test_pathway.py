"""The worked tables of docs/explanation/rules/pathway.md."""

import pytest
from eligibility_tables import PAGE, table

from padan.domain.pathway import DONE, MOVE_OF, MOVES, RETURNS, START, STEPS, may_take, next_steps, steps_for, walk

WAYS = PAGE.with_name("pathway.md")
ROLES = frozenset(role for move in MOVES for role in move.roles)


def words(cell: str) -> set[str]:
    return {START if word == "(nothing)" else word for word in cell.split(", ")} - ({""} if not cell else set())


def test_the_page_has_every_step():
    assert tuple(row["step"] for row in table("moves", WAYS)) == STEPS


@pytest.mark.parametrize("row", table("moves", WAYS), ids=lambda row: row["step"])
def test_moves(row):
    move = MOVE_OF[row["step"]]
    assert move.after == words(row["comes after"])
    assert move.roles == words(row["who"])
    needs = {"reason": move.needs_reason, "document": move.needs_document, "month": move.needs_month}
    assert {key for key, needed in needs.items() if needed} == words(row["needs"])


@pytest.mark.parametrize("row", table("ways", WAYS), ids=lambda row: row["way"])
def test_ways(row):
    state, allowed = walk(row["way"].split(", "))
    assert (state or "(nothing)", "yes" if allowed else "no") == (row["ends at"], row["allowed"])


def test_every_step_can_be_reached_and_left_unless_it_ends_the_way():
    reached, waiting = {START}, [START]
    while waiting:
        for step in next_steps(waiting.pop()):
            if step not in reached:
                reached.add(step)
                waiting.append(step)
    assert reached == {START, *STEPS}
    assert {state for state in reached if not next_steps(state)} == {"ended"} == DONE - {"withdrawn"}


def test_only_who_has_it_before_him_returns_it():
    for state in ("", *STEPS):
        for role in ROLES:
            assert may_take(state, "returned", role) == (RETURNS.get(state) == role)


def test_steps_for_a_role():
    assert steps_for("proposed", "lurah") == ("verified", "returned", "withdrawn")
    assert steps_for("verified", "lurah") == ("withdrawn",)
    assert steps_for("verified", "camat") == ("checked", "returned")
    assert steps_for("registered", "bpkad") == ("paid",)
    assert steps_for("proposed", "inspektorat") == ()
    assert not may_take("proposed", "terbang", "lurah")
