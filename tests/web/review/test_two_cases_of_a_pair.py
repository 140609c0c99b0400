"""Two questions about one pair of records: whether they are one person, and then which data is right."""

import pytest
from cast import Cast
from review_city import City, doubtful_pair, make_city

from padan.web.review.models import Case, CaseKind
from padan.web.review.services import Told, decide, undo
from padan.web.runs.models import Verdict


@pytest.fixture
def differing(cast: Cast) -> tuple[City, Case]:
    """A pair that was said to be one person, so that the next run asks which side is right."""
    city = make_city(cast)
    left, right = doubtful_pair(city)
    city.publish()
    decide(acting=cast.siti, case=city.case(CaseKind.PAIR), answer="sama", seen=0)
    city.next_run()
    for one, other in ((left, right), (right, left)):
        city.say(one, "differs", match=other, problems=["name_differs"])
    city.publish()
    return city, city.case(CaseKind.DIFFERS)


def newest() -> str:
    return Verdict.objects.order_by("id")[Verdict.objects.count() - 1].answer


def test_a_correction_leaves_it_standing_that_they_are_one_person(differing: tuple[City, Case]) -> None:
    city, case = differing
    decide(acting=city.cast.siti, case=case, answer="bpjs", seen=0)
    assert newest() == "same"


def test_said_to_be_two_after_all_and_taken_back_they_are_one_again(differing: tuple[City, Case]) -> None:
    city, case = differing
    decide(acting=city.cast.siti, case=case, answer="bukan_sama", seen=0, told=Told(reason="Ditanya ke rumahnya"))
    assert newest() == "different"
    undo(acting=city.cast.siti, case=case, seen=1)
    assert newest() == "same"
