"""What tests of the site share."""

from collections.abc import Iterator

import pytest
from cast import Cast, make_cast
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

import erasable_trail
from told_again import recorded, told_again

erasable_trail.install()


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The named cast in an empty database."""
    with recorded():
        yield told_again(make_cast)()


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module's own fixtures write once stays for all of its tests, each of which undoes what it wrote itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
