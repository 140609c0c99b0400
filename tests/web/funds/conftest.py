"""What tests of money share."""

import pytest
from cast import Cast
from money import Money
from review_city import City, make_city


@pytest.fixture
def money(cast: Cast) -> Money:
    """The cast's city, without a rupiah."""
    return Money(cast)


@pytest.fixture
def city(cast: Cast) -> City:
    """A period with a run, on whose months people stand."""
    return make_city(cast)


@pytest.fixture
def funded(money: Money) -> Money:
    """Legok has money and a commitment to its extreme poor."""
    money.allocate()
    money.arrive()
    money.commit()
    return money
