"""The home page shows how far a run is, and leaves it alone once nothing moves."""

import pytest
from cast import Cast, signed_in
from review_city import City, make_city

from thorough import one_in

pytestmark = one_in(4)

FRAGMENT = 'hx-get="/pencocokan/2024-Q4/kemajuan/"'


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


@pytest.mark.parametrize("who", ["siti", "camat", "bappeda", "branch", "leader", "auditor", "opd", "bpkad"])
def test_a_run_under_way_is_followed_at_home(city: City, who: str) -> None:
    browser = signed_in(city.cast.people[who])
    shown = browser.get("/").content.decode()
    assert FRAGMENT in shown
    assert browser.get("/pencocokan/2024-Q4/kemajuan/").status_code == 200


def test_once_it_is_published_nothing_is_asked_any_more(city: City) -> None:
    browser = signed_in(city.cast.siti)
    assert "every 2s" in browser.get("/pencocokan/2024-Q4/kemajuan/").content.decode()
    city.publish()
    assert "hx-get" not in browser.get("/").content.decode()
    assert "every 2s" not in browser.get("/pencocokan/2024-Q4/kemajuan/").content.decode()


def test_an_account_without_data_follows_nothing(city: City) -> None:
    assert FRAGMENT not in signed_in(city.cast.administrator).get("/").content.decode()
