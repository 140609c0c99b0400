"""Who sees whose figures, and the people behind them."""

import contextlib
from collections.abc import Callable

import pytest
from figure_city import BARAJO, CITY, LEGOK, MURNI, RAWASARI, SIPIN, FigureCity

from padan.web.accounts.models import Appointment
from padan.web.monitoring import selectors
from padan.web.refusals import NotThereError

DEC = (2024, 12)


ALL = {CITY, SIPIN, BARAJO, LEGOK, MURNI, RAWASARI}
SEES: dict[str, set[str]] = {
    "siti": {CITY, SIPIN, LEGOK},
    "camat": {CITY, SIPIN, LEGOK, MURNI},
    "other_camat": {CITY, BARAJO, RAWASARI},
    "opd": {CITY},
    "branch": {CITY},
    "bappeda": ALL,
    "leader": ALL,
    "administrator": set(),
}
OPENS: dict[str, set[str]] = {
    "siti": {LEGOK},
    "camat": {SIPIN, LEGOK, MURNI},
    "other_camat": {BARAJO, RAWASARI},
    "opd": set(),
    "branch": set(),
    "bappeda": ALL,
    "leader": ALL,
    "administrator": set(),
}


def test_figures_and_rows_by_office(town: FigureCity) -> None:
    def answered(who: str, ask: Callable[[Appointment, str], object]) -> set[str]:
        found = set()
        for place in ALL:
            with contextlib.suppress(NotThereError):
                ask(town.cast.people[who], place)
                found.add(place)
        return found

    seen = {who: answered(who, lambda acting, place: selectors.shown_of(acting, DEC, place)) for who in SEES}
    opened = {who: answered(who, lambda a, place: selectors.rows_of(a, "eligible", place, DEC)) for who in OPENS}
    assert (seen, opened) == (SEES, OPENS)


def test_across_gives_only_places_within_reach(town: FigureCity) -> None:
    def places(who: str, level: str, within: str = "") -> list[str]:
        return [place.code for place, _ in selectors.across(town.cast.people[who], "protected", level, DEC, within)]

    assert places("bappeda", "kelurahan") == [RAWASARI, LEGOK, MURNI]
    assert places("bappeda", "kelurahan", SIPIN) == [LEGOK, MURNI]
    assert places("bappeda", "kecamatan") == [BARAJO, SIPIN]
    assert places("camat", "kelurahan") == [LEGOK, MURNI]
    assert places("siti", "kelurahan") == [LEGOK]
    assert places("siti", "kota") == [CITY]


def test_no_nik_is_whole(town: FigureCity) -> None:
    rows = selectors.rows_of(town.cast.bappeda, "eligible", CITY, DEC)
    assert len(rows) == 5
    assert all(row.nik.startswith("1571****") and row.nik.count("*") == 8 for row in rows[:])


def test_a_row_leads_to_a_page_only_where_the_office_may_open_it(town: FigureCity) -> None:
    person = town.cover.person("AMIR").pk
    of_clerk = selectors.rows_of(town.cast.siti, "eligible", LEGOK, DEC)
    assert f"/perlindungan/orang/{person}/" in {row.address for row in of_clerk[:]}
    posting = selectors.rows_of(town.cast.siti, "spent", LEGOK, (2025, 3))
    assert [row.address.startswith("/dana/mutasi/") for row in posting[:]] == [True]


def test_what_does_not_exist_is_answered_as_what_is_foreign(town: FigureCity) -> None:
    for ask in (
        lambda: selectors.shown_of(town.cast.bappeda, DEC, "99.99"),
        lambda: selectors.one_of(town.cast.bappeda, "tidak_ada", DEC, CITY),
        lambda: selectors.rows_of(town.cast.bappeda, "tidak_ada", CITY, DEC),
        lambda: selectors.across(town.cast.bappeda, "tidak_ada", "kota", DEC),
    ):
        with pytest.raises(NotThereError):
            ask()


def test_a_page_of_a_province_asks_as_little_as_one_of_a_city(
    town: FigureCity, django_assert_max_num_queries: object
) -> None:
    acting = town.cast.bappeda
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        selectors.shown_of(acting, DEC, CITY)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        selectors.trends_of(acting, CITY, DEC, 13)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        selectors.across_many(acting, ["protected", "spent"], "kelurahan", DEC)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert selectors.rows_of(acting, "eligible", CITY, DEC)[:50]
