"""A city whose figures can be counted by hand, made once for all tests of a module that ask for it."""

from copy import deepcopy

import pytest
from cast import make_cast
from figure_city import FigureCity, make_figures


@pytest.fixture(scope="module")
def town_made(kept: None) -> FigureCity:
    """As it is found by every test."""
    return make_figures(make_cast())


@pytest.fixture
def town(town_made: FigureCity, db: None) -> FigureCity:
    """A test's own: what it does to it, in the database and in memory, is gone with it."""
    return deepcopy(town_made)
