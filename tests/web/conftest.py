"""What tests of the site share."""

import pytest
from cast import Cast, make_cast
from hypothesis import HealthCheck, settings

import erasable_trail

erasable_trail.install()
settings.register_profile(
    "padan-situs", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("padan-situs")


@pytest.fixture
def cast(db: None) -> Cast:
    """The named cast in an empty database."""
    return make_cast()
