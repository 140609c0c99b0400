"""A period that has run once, for all the tests of a file that only look at it."""

from collections.abc import Iterator
from typing import Any

import pytest
from cast import make_cast
from django.conf import settings
from django.db import transaction
from tiny_city import Reconciled, make_city

from padan.web.runs.services import run_perform


@pytest.fixture(scope="module")
def reconciled(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reconciled]:
    """Made in a transaction that ends with the file; each test changes it in a savepoint of its own."""
    home, settings.HOME = settings.HOME, tmp_path_factory.mktemp("situs")
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        period = make_city(cast)
        run = run_perform(period=period)
        assert run is not None
        yield Reconciled(cast, period, run)
        transaction.set_rollback(True)
    settings.HOME = home
