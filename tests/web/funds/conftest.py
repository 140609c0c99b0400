"""What tests of money share."""

import pytest
from cast import Cast
from money import Money


@pytest.fixture
def money(cast: Cast) -> Money:
    """The cast's city, without a rupiah."""
    return Money(cast)
