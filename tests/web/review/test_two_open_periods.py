"""While two periods are open, nobody loses sight of the older one, and no button acts on the wrong one."""

from html import unescape

import pytest
from cast import Cast, signed_in
from django.utils import timezone
from review_city import City, make_city
from test_new_period import next_city, not_listed

from padan.web.periods.models import Kind, Period
from padan.web.review.models import CaseState

OLD = "?periode=2024-Q4"


@pytest.fixture
def cities(cast: Cast) -> tuple[City, City]:
    """One case of Legok in each of two open periods."""
    old = make_city(cast)
    not_listed(old)
    new = next_city(old)
    new.say(new.row("legok", Kind.PARTICIPANTS, kpj="24777", name="SARI"), "not_listed")
    new.publish()
    return old, new


def shown(cast: Cast, address: str) -> str:
    return unescape(signed_in(cast.siti).get(address).content.decode())


def test_the_home_page_tells_of_every_open_period(cast: Cast, cities: tuple[City, City]) -> None:
    home = shown(cast, "/")
    assert home.count("1 kasus perlu diperiksa.</p>") == 2
    assert home.index("Periode 2025-Q1") < home.index("Triwulan 4 Tahun 2024")
    assert f"/pemeriksaan/{OLD}" in home
    Period.objects.filter(key="2024-Q4").update(closed_at=timezone.now())
    assert "Triwulan 4 Tahun 2024" not in shown(cast, "/")


def test_every_link_of_a_queue_stays_in_its_period(cast: Cast, cities: tuple[City, City]) -> None:
    old, _new = cities
    page = shown(cast, f"/pemeriksaan/{OLD}")
    assert f"/pemeriksaan/mulai/{OLD}&jenis=not_listed" in page
    assert "/pemeriksaan/?periode=2025-Q1" in page
    first = signed_in(cast.siti).get(f"/pemeriksaan/mulai/{OLD}&jenis=not_listed").headers["Location"]
    assert first == f"/pemeriksaan/{old.case('not_listed').pk}/#kasus"
    shelf = shown(cast, f"/pemeriksaan/isi/{OLD}&jenis=not_listed")
    assert "JOKO" in shelf
    assert f'action="/pemeriksaan/bersama/{OLD}"' in shelf


def test_one_click_answers_the_cases_of_the_page_it_stands_on(cast: Cast, cities: tuple[City, City]) -> None:
    old, new = cities
    case = old.case("not_listed")
    said = {"kasus": [case.pk, new.case("not_listed").pk], "answer": "menjabat"}
    answer = signed_in(cast.siti).post(f"/pemeriksaan/bersama/{OLD}", said)
    assert answer.headers["Location"] == f"/pemeriksaan/{OLD}"
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    assert new.case("not_listed").state == CaseState.OPEN
