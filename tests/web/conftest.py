"""What tests of the site share."""

import pytest
from cast import Cast, make_cast

import erasable_trail

erasable_trail.install()


@pytest.fixture
def cast(db: None) -> Cast:
    """The named cast in an empty database."""
    return make_cast()
