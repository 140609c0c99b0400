"""How surely a pair is no twin's and no relative's: by how many of them these lists hold, and how many are found."""

from dataclasses import replace

import numpy as np
import pytest

from padan.engine.model import DEFAULTS, Model
from padan.engine.relatives import TWIN_NAMES, Priors, _seen, bounded, priors_across, priors_within

SHIPPED = Model()


def test_twice_as_many_twins_halve_the_odds_against_them() -> None:
    more = replace(SHIPPED, twins=2 * SHIPPED.twins)
    for priors in (priors_across, priors_within):
        assert priors(SHIPPED).twin - priors(more).twin == pytest.approx(np.log(2))


def test_who_has_a_counterpart_of_his_own_is_not_meant() -> None:
    """Where nine of ten are found a relative is rarely without his own; where hardly anybody is, each may be meant."""
    nearly_all = replace(SHIPPED, found_odds=0.6, single_share=0.1)
    hardly_any = replace(SHIPPED, found_odds=0.06, single_share=0.6)
    shipped, high, low = (priors_across(model) for model in (SHIPPED, nearly_all, hardly_any))
    assert low.twin < shipped.twin < high.twin
    assert low.relative < shipped.relative < high.relative


def test_where_nothing_is_known_the_odds_are_those_shipped() -> None:
    assert priors_across(SHIPPED).twin == pytest.approx(6.0, abs=0.1)
    assert priors_across(SHIPPED).relative == pytest.approx(1.4, abs=0.1)


def test_the_likelier_other_person_bounds_the_pair() -> None:
    nobody = np.nan
    held = bounded(
        np.array([9.0, 9.0, 9.0, 1.0, 9.0]),
        np.array([nobody, -4.0, -4.0, -4.0, nobody]),
        np.array([nobody, nobody, -3.0, -3.0, 6.5]),
        Priors(twin=6.0, relative=2.0),
    )
    assert held.tolist() == [9.0, 2.0, -1.0, -1.0, 9.0]


def test_where_names_are_written_well_an_alike_name_is_likelier_a_twins() -> None:
    m, u = DEFAULTS["name"]["similar"]
    clean = replace(SHIPPED, levels={**DEFAULTS, "name": {**DEFAULTS["name"], "similar": (m / 2, u)}})
    said = _seen(clean, "name", TWIN_NAMES, 2.0)
    assert said["similar_last"] == pytest.approx(TWIN_NAMES["similar_last"] - np.log(2))
    assert said["near"] == TWIN_NAMES["near"]


def test_a_few_pairs_move_what_is_told_of_relatives_by_little() -> None:
    m, u = DEFAULTS["name"]["similar"]
    clean = replace(SHIPPED, levels={**DEFAULTS, "name": {**DEFAULTS["name"], "similar": (m / 1000, u)}})
    assert _seen(clean, "name", TWIN_NAMES, 2.0)["similar"] == TWIN_NAMES["similar"] - 2.0
