"""What a page asks of the record more than once is asked once; what is written is asked each time."""

import pytest
from cast import Cast, signed_in
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from review_city import doubtful_pair, make_city

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


def questions(client: Client, address: str) -> list[str]:
    """What a page asks of the database, once what is kept between pages is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked]


def test_home_page_asks_how_a_signature_stands_only_where_it_may_stand(cast: Cast) -> None:
    """An office that still owes answers cannot sign, and a question or two tell it."""
    city = make_city(cast)
    doubtful_pair(city)
    city.publish()
    asked = questions(signed_in(cast.lukman), "/")
    assert not any('"runs_currentrun"' in sql for sql in asked)
    assert len(asked) <= 34


def test_law_and_newest_month_are_asked_once_a_page(cast: Cast) -> None:
    """Money is judged by the law for every programme, cover beside the newest month known of anybody."""
    make_city(cast)
    money = questions(signed_in(cast.bappeda), "/dana/tempat/15.71/")
    assert sum("COUNT" in sql and 'FROM "law_lawrule"' in sql for sql in money) <= 2
    cover = questions(signed_in(cast.bappeda), "/perlindungan/")
    assert sum('MAX("cover_standing"."known_until")' in sql for sql in cover) == 1


def test_who_acts_is_one_short_question(cast: Cast) -> None:
    """Every page asks it: no table more than it needs, and nothing to be put in order."""
    make_city(cast)
    (asked,) = [sql for sql in questions(signed_in(cast.siti), "/") if 'FROM "accounts_appointment"' in sql]
    assert "accounts_user" not in asked.partition(" FROM ")[2].partition(" WHERE ")[0]
    assert "ORDER BY" not in asked


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
