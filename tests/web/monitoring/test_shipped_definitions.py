"""A newer shipped definition reaches an older site, unless somebody changed the indicator; closed months stay."""

from datetime import date

import pytest
from cast import Cast, signed_in

from erasable_trail import lifted
from padan.domain.indicators import load_changes, load_indicators
from padan.web.audit.models import Event
from padan.web.monitoring import selectors
from padan.web.monitoring.models import FigureSet, IndicatorVersion, SetKind
from padan.web.monitoring.newer import newer_shipped
from padan.web.monitoring.shipping import ship
from padan.web.periods.models import Period

pytestmark = pytest.mark.django_db
OLD = {
    "version": 1, "name_id": "Orang layak yang terlindungi", "name_en": "Eligible people who are protected",
    "definition_id": "Dari orang layak.", "definition_en": "Of eligible people.", "numerator": "eligible_protected",
    "denominator": "eligible", "shipped": None,
}  # fmt: skip


def older_site(**more: object) -> IndicatorVersion:
    """A site that was made when `protected` counted those who were judged alone."""
    held = IndicatorVersion.objects.get(key="protected")
    with lifted():
        IndicatorVersion.objects.filter(key="protected").delete()
    for name, value in {**OLD, **more}.items():
        setattr(held, name, value)
    held.pk, held._state.adding = None, True
    held.save()
    return held


def closed(month: date) -> None:
    FigureSet.objects.create(month=month, kind=SetKind.CLOSED, definitions="0" * 64, law="0" * 64)


def test_a_definition_nobody_touched_gets_the_newer_version_from_the_first_open_month() -> None:
    older_site()
    closed(date(2025, 3, 1))
    ship(using="default")
    new = IndicatorVersion.objects.get(key="protected", version=2)
    assert (new.first_month, new.numerator, new.entered_by, new.shipped) == (
        date(2025, 4, 1), "intended_protected", None, 3,
    )  # fmt: skip
    assert new.reason == load_changes()["protected", 3]
    of = {
        m: next(one.numerator for one in selectors.definitions_of((2025, m)) if one.key == "protected") for m in (3, 4)
    }
    assert of == {3: "eligible_protected", 4: "intended_protected"}
    assert Event.objects.get(action="monitoring.indicator_ship").detail == {"keys": ["protected"]}
    ship(using="default")
    assert IndicatorVersion.objects.filter(key="protected").count() == 2


def test_where_no_month_is_closed_it_holds_for_all() -> None:
    older_site()
    ship(using="default")
    assert IndicatorVersion.objects.get(key="protected", version=2).first_month is None


def test_a_site_that_says_the_same_already_gets_nothing() -> None:
    shipped = next(one for one in load_indicators() if one.key == "protected")
    same = {name: getattr(shipped, name) for name in OLD if name not in ("version", "shipped")}
    older_site(**same)
    ship(using="default")
    assert IndicatorVersion.objects.filter(key="protected").count() == 1


def test_what_bappeda_changed_stays_and_bappeda_is_told_until_it_has_looked(cast: Cast) -> None:
    older_site(entered_by=cast.bappeda.user, entered_by_name="Bappeda")
    ship(using="default")
    assert [one.held.key for one in newer_shipped()] == ["protected"]
    assert IndicatorVersion.objects.filter(key="protected").count() == 1
    Period.objects.create(
        key="2025-Q1", first_month=date(2025, 1, 1), last_month=date(2025, 3, 1), due=date(2025, 4, 9)
    )
    client = signed_in(cast.bappeda)
    assert "Padan membawa definisi baru" in client.get("/").content.decode()
    assert "Padan membawa definisi baru" not in signed_in(cast.siti).get("/").content.decode()
    page = client.get("/pemantauan/indikator/protected/").content.decode()
    assert "Definisi baru dari Padan" in page
    form = client.get("/pemantauan/indikator/protected/ubah/", {"dari": "padan"}).content.decode()
    assert "yang kelayakannya belum dapat dinilai ikut dihitung" in form
    held = IndicatorVersion.objects.get(key="protected")
    said = {name: str(getattr(held, name)) for name in (
        "name_id", "definition_id", "numerator", "denominator", "unit", "direction", "basis", "order", "name_en",
        "definition_en",
    )}  # fmt: skip
    said |= {"first_month": "2025-05", "reason": "Tetap yang dinilai", "seen": "1", "name_id": "Layak terlindungi"}
    assert client.post("/pemantauan/indikator/protected/ubah/", said).status_code == 302
    assert newer_shipped() == []


def test_every_version_above_the_first_says_why() -> None:
    assert {(one.key, one.version) for one in load_indicators() if one.version > 1} == set(load_changes())
