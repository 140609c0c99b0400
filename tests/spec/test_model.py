"""The model: what it learns from counts, how it is kept, and that the same rows give the same model and persons."""

import sys
from dataclasses import replace
from math import exp
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.engine.linkage import AUTO_STEPS, link
from padan.engine.model import DEFAULTS, LEARNT_FIELDS, Model, learn_levels
from padan.engine.reconciling import reconcile
from padan.engine.relatives import ASKED_LOG_ODDS
from padan.engine.session import Connection, get

sys.path.insert(0, str(Path(__file__).parent))
from city_runs import city, decided, persons, places_of, shuffled

from thorough import one_in

pytestmark = one_in(4)

PEOPLE, SEED = 1000, 5
LOWEST, HIGHEST = -9.0, 14.0

# shipped m | pairs of one person with this outcome | of all | strength | learnt m
SHRINKAGE = [
    (0.99, 0, 0, 400.0, 0.99),
    (0.99, 25, 25, 400.0, 0.990588235),
    (0.99, 0, 25, 400.0, 0.931764706),
    (0.99, 400, 400, 400.0, 0.995),
    (0.99, 0, 400, 400.0, 0.495),
    (0.99, 0, 39_600, 400.0, 0.0099),
    (0.99, 5, 10, 60.0, 0.92),
]


@pytest.mark.parametrize(("shipped", "count", "whole", "strength", "learnt"), SHRINKAGE)
def test_counts_move_a_share_as_far_as_they_are_many(
    shipped: float, count: int, whole: int, strength: float, learnt: float
) -> None:
    model = Model({"sex": {"equal": (shipped, shipped), "different": (0.01, 0.5)}})
    counts = {"sex": {"equal": count, "different": whole - count}}
    assert learn_levels(model, counts, {}, strength=strength).levels["sex"]["equal"] == (learnt, shipped)
    assert learn_levels(model, {}, counts, strength=strength).levels["sex"]["equal"] == (shipped, learnt)


def test_a_field_without_counts_stays_as_shipped() -> None:
    learnt = learn_levels(Model(), {"sex": {"equal": 900, "different": 100}}, {}, strength=400.0)
    assert {name for name in DEFAULTS if learnt.levels[name] != DEFAULTS[name]} == {"sex"}
    assert Model().levels == DEFAULTS


def test_an_outcome_never_seen_keeps_a_weight() -> None:
    learnt = learn_levels(Model(), {"sex": {"equal": 10_000}}, {}, strength=400.0)
    assert 0 < learnt.levels["sex"]["different"][0] < DEFAULTS["sex"]["different"][0]
    assert set(learnt.levels["sex"]) == set(DEFAULTS["sex"])


def test_a_pair_that_is_to_be_asked_about_is_never_linked() -> None:
    assert 1 / (1 + exp(-ASKED_LOG_ODDS)) < min(AUTO_STEPS)


SHARES = st.floats(0, 1)
MODELS = st.builds(
    lambda levels, shares, counts: replace(
        Model({name: dict(zip(DEFAULTS[name], levels, strict=False)) for name in DEFAULTS}),
        found_share=shares[0], twice_share=shares[1], auto=shares[2], review=shares[3],
        people=counts[0], open_list=counts[1],
    ),
    st.lists(st.tuples(SHARES, SHARES), min_size=12, max_size=12),
    st.tuples(SHARES, SHARES, SHARES, SHARES),
    st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)),
)  # fmt: skip


@given(MODELS)
def test_a_model_read_back_is_the_model(model: Model) -> None:
    text = model.to_json()
    read = Model.from_json(text)
    assert read == model
    assert read.to_json() == text
    backwards = {name: dict(reversed(levels.items())) for name, levels in reversed(model.levels.items())}
    assert replace(model, levels=backwards).to_json() == text


@given(MODELS)
def test_no_field_decides_alone(model: Model) -> None:
    for name, outcomes in model.levels.items():
        for outcome in outcomes:
            assert LOWEST <= model.weight(name, outcome) <= HIGHEST


def test_what_is_likelier_in_one_person_weighs_for_it() -> None:
    for name, outcomes in DEFAULTS.items():
        for outcome, (m, u) in outcomes.items():
            weight = Model().weight(name, outcome)
            assert (weight > 0) == (m > u), (name, outcome)


def test_fields_that_are_learnt_are_shares() -> None:
    for name in LEARNT_FIELDS:
        assert sum(m for m, _ in DEFAULTS[name].values()) == pytest.approx(1, abs=0.51 if name == "birth" else 0.01), (
            name
        )


def _answers(con: Connection) -> list[tuple[object, ...]]:
    return get(con, "SELECT * FROM decided ORDER BY row_id").rows()


@pytest.fixture(scope="module")
def first() -> tuple[Connection, Model, list[tuple[object, ...]]]:
    """The city decided in one thread, its model, and its answers."""
    con, model = decided(city(PEOPLE, SEED)[0], threads=1)
    return con, model, _answers(con)


First = tuple[Connection, Model, list[tuple[object, ...]]]


def test_the_same_rows_give_the_same_model_and_the_same_answers(first: First) -> None:
    """Whatever the number of threads."""
    con, again = decided(city(PEOPLE, SEED)[0], threads=2)
    assert again.to_json() == first[1].to_json()
    assert _answers(con) == first[2]


def test_a_model_read_back_decides_as_it_did(first: First) -> None:
    con, model, answers = first
    assert link(con, Model.from_json(model.to_json())) == model
    reconcile(con, model)
    assert _answers(con) == answers


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_links_the_same_persons(first: First, seed: int) -> None:
    sheets, _ = city(PEOPLE, SEED)
    moved = shuffled(sheets, Random(seed))
    con, _ = decided(moved)
    found = persons(first[0], places_of(first[0], sheets))
    assert len(found) > PEOPLE / 2
    assert persons(con, places_of(con, moved)) == found
