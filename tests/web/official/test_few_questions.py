"""How much the home page and the signing page ask of the record: while many sign on one day, these are opened most."""

from typing import Any

import pytest
from cast import Cast, signed_in
from official_city import City, make_city, sign

from padan.web.official.models import SignOff
from padan.web.official.selectors import standing_in, standing_of
from padan.web.periods.models import Period


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


@pytest.mark.parametrize(("who", "address", "most"), [("siti", "/", 28), ("lukman", "/naskah/", 25)])
def test_a_page_before_the_first_signature(
    city: City, who: str, address: str, most: int, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(city.cast.people[who])
    browser.get(address)
    with django_assert_max_num_queries(most):
        assert browser.get(address).status_code == 200


def test_where_nobody_has_signed_no_signature_is_read(city: City, django_assert_num_queries: Any) -> None:
    period = Period.objects.get()
    with django_assert_num_queries(2):
        assert standing_of(period, city.office("legok")) is None
        assert standing_in(period) == {}


def test_a_signature_that_was_undone_stands_no_more(city: City) -> None:
    sign(city, "lukman")
    period, legok = Period.objects.get(), city.office("legok")
    standing = standing_of(period, legok)
    assert standing is not None
    assert standing_in(period) == {legok.pk: standing}
    SignOff.objects.filter(pk=standing.pk).update(undone_at=standing.signed_at)
    assert standing_of(period, legok) is None
    assert standing_in(period) == {}
