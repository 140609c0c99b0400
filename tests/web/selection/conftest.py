"""What tests of this room share."""

import pytest
from cast import Cast
from selection_city import SelectionCity


@pytest.fixture
def city(cast: Cast) -> SelectionCity:
    """Nobody is proposed yet."""
    return SelectionCity(cast)
