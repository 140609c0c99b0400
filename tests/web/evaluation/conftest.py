"""A city whose figures are known by heart, made once for all tests of a module that ask for it."""

from copy import deepcopy

import pytest
from cast import make_cast
from evaluation_city import EvaluationCity, known_city


@pytest.fixture(scope="module")
def city_made(kept: None) -> EvaluationCity:
    """As it is found by every test."""
    return known_city(make_cast())


@pytest.fixture
def city(city_made: EvaluationCity, db: None) -> EvaluationCity:
    """December 2024, a test's own: what it does to it, in the database and in memory, is gone with it."""
    return deepcopy(city_made)
