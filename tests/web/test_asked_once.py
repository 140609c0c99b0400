"""What a page asks of the record more than once is asked once; what is written is asked each time."""

import pytest
from cast import Cast, signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from review_city import make_city

from padan.web.accounts.models import Office
from padan.web.asked_once import once
from padan.web.periods.models import Lock
from padan.web.periods.selectors import is_open
from padan.web.planner import tables_measure

pytestmark = pytest.mark.django_db


def test_home_page_asks_for_locks_once(cast: Cast) -> None:
    """Several rooms ask whether the office's part may still be changed."""
    make_city(cast)
    user = signed_in(cast.lukman)
    with CaptureQueriesContext(connection) as asked:
        assert user.get("/").status_code == 200
    assert sum('FROM "periods_lock"' in query["sql"] for query in asked) == 1


def test_outside_a_page_the_record_is_asked_each_time(cast: Cast) -> None:
    """A service that has just locked a part sees it locked."""
    period, office = make_city(cast).period, cast.offices["legok"]
    assert is_open(period=period, office=office)
    Lock.objects.create(period=period, office=office)
    assert not is_open(period=period, office=office)
    assert once("key", lambda: 1) == 1
    assert once("key", lambda: 2) == 2


def test_tables_are_measured_where_the_database_needs_it() -> None:
    """PostgreSQL knows how much a table holds; SQLite needs no telling."""
    tables_measure([Office])
    tables_measure()
