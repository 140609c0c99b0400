"""Two clerks at the same second: one wins, the other is told."""

from threading import Barrier, Thread

import pytest
from cast import Cast, make_cast
from django.db import connection, connections
from review_city import doubtful_pair, make_city

from padan.web.refusals import ConflictError
from padan.web.review.models import Case, Decision
from padan.web.review.services import decide

pytestmark = pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="the embedded database of the tests lives in one connection"
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_one_wins_and_the_other_is_told(cast: Cast) -> None:
    city = make_city(cast)
    doubtful_pair(city)
    city.publish()
    case = Case.objects.get()
    start, told = Barrier(2), []

    def answer(who: str, what: str) -> None:
        try:
            start.wait(10)
            decide(acting=cast.people[who], case=case, answer=what, seen=0)
        except ConflictError as error:
            told.append(error.text("id"))
        finally:
            connections.close_all()

    threads = [Thread(target=answer, args=said) for said in (("siti", "sama"), ("lukman", "beda"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    [decision] = Decision.objects.all()
    assert [decision.by_name in sentence for sentence in told] == [True]
    assert connection.vendor == "postgresql"
