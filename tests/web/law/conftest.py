"""What tests of the law share."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> None:
    """Files lie in a folder of the test's own."""
    settings.HOME = tmp_path
