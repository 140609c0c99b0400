"""RT posts: each office's figures tell its own kelurahan, the city's all of them, and they add up."""

import pytest
from cast import Cast
from official_city import City, make_city

from padan.web.official.counting import figures_whole, grounds_of
from padan.web.official.figures import Figures, PostLine, figures_from
from padan.web.official.paper_report import _posts
from padan.web.runs.models import CurrentRun

PLACES = {
    "LEGOK": {"filled_covered": 5, "vacant": 1},
    "RAWASARI": {"filled_covered": 2},
    "DUSUNLAMA": {"not_reported": 3},
}
STATES = {"filled_covered": 7, "vacant": 1, "not_reported": 3}


@pytest.fixture
def city(cast: Cast) -> City:
    made = make_city(cast)
    run = CurrentRun.objects.get(period=made.period).run
    run.summary = {**run.summary, "posts": {"posts": 11, "states": STATES, "places": PLACES}}
    run.save(update_fields=["summary"])
    return made


def whole(city: City, office: str) -> Figures:
    run = CurrentRun.objects.get(period=city.period).run
    return figures_whole(grounds_of(city.period, run, city.office(office)), Figures("", run.number))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("office", "told"),
    [
        ("legok", [("Legok", 6)]),
        ("sipin", [("Legok", 6)]),
        ("barajo", [("Rawasari", 2)]),
        ("bappeda", [("Rawasari", 2), ("Legok", 6), ("DUSUNLAMA", 3)]),
    ],
)
def test_an_office_tells_the_posts_of_its_kelurahan(city: City, office: str, told: list[tuple[str, int]]) -> None:
    assert [(row.kelurahan, row.posts) for row in _posts(whole(city, office))] == told


@pytest.mark.django_db
def test_the_city_proves_that_its_kelurahan_make_the_whole(city: City) -> None:
    check = next(check for check in whole(city, "bappeda").checks if check.name.startswith("Jabatan RT"))
    assert (check.left, check.right) == (11, 11)


@pytest.mark.django_db
def test_figures_signed_before_tell_the_whole_city(city: City) -> None:
    kept = {**whole(city, "bappeda").as_json()}
    del kept["post_places"]
    assert [(row.kecamatan, row.posts) for row in _posts(figures_from(kept))] == [("Seluruh kota", 11)]


def test_a_line_is_kept_as_it_is() -> None:
    figures = Figures("kota", 1, post_places=(PostLine("Danau Sipin", "Legok", {"vacant": 1}),))
    assert figures_from(figures.as_json()).post_places == figures.post_places
